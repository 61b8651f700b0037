"""Chinese for click: its texts go through gettext, whose catalogue we stand in for."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from types import ModuleType

import click.core
import click.decorators
import click.exceptions
import click.formatting
import click.parser
import click.types

_MODULES: tuple[ModuleType, ...] = (
    click.core,
    click.decorators,
    click.exceptions,
    click.formatting,
    click.parser,
    click.types,
)


@cache
def _catalogue() -> dict[str, str]:
    path = Path(__file__).with_name("messages.toml")
    return {key: str(text) for key, text in tomllib.loads(path.read_text("utf-8")).items()}


def translate(message: str) -> str:
    """Return the Chinese of one of click's messages, or the message itself."""
    return _catalogue().get(message, message)


def translate_plural(one: str, many: str, count: int) -> str:
    """Return the Chinese of a message with a count."""
    return translate(one if count == 1 else many)


def use_chinese() -> None:
    """Let click speak Chinese in this process, whatever its locale."""
    for module in _MODULES:
        for name, function in (
            ("_", translate),
            ("gettext", translate),
            ("ngettext", translate_plural),
        ):
            if hasattr(module, name):
                setattr(module, name, function)
