"""Characters, base files and units that every other module of this writer uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from ..layout.plaintext import clean

BASE = Path(__file__).parent / "base"

EMU_PER_MM = 36000
EMU_PER_TWIP = 635

_PLACEHOLDER = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


def escape(text: str) -> str:
    """Return cleaned ``text`` for element content or a double-quoted attribute."""
    text = clean(text).replace("&", "&amp;").replace("<", "&lt;")
    return text.replace(">", "&gt;").replace('"', "&quot;")


@cache
def base_text(name: str) -> str:
    """Return a file of the base package as text."""
    return (BASE / name).read_text(encoding="utf-8")


def fill(name: str, values: Mapping[str, str]) -> str:
    """Return base file ``name`` with its ``$name`` places filled; values must be escaped XML.

    Raises:
        KeyError: if the file names a place that ``values`` lacks.
    """
    return _PLACEHOLDER.sub(lambda m: values[m.group(1) or m.group(2)], base_text(name))
