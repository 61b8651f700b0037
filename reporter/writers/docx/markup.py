"""Characters, base files and units that every other module of this writer uses."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

BASE = Path(__file__).parent / "base"

EMU_PER_MM = 36000
EMU_PER_TWIP = 635

# Everything outside the Char production of XML 1.0, lone surrogates included.
_ILLEGAL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"[\t\r\n]+")
_PLACEHOLDER = re.compile(r"\$(?:\{(\w+)\}|(\w+))")


def clean(text: str) -> str:
    """Return ``text`` without characters that XML forbids; line ends and tabs become a blank."""
    if text.isprintable():  # holds for nearly all text and costs a tenth of the search
        return text
    text = _ILLEGAL.sub("", text)
    return _SPACES.sub(" ", text) if ("\n" in text or "\t" in text or "\r" in text) else text


def words(text: str) -> str:
    """Return cleaned ``text`` without blanks around it; "" when nothing would be printed."""
    return clean(text).strip()


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
