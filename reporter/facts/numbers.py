"""Find the numbers in Chinese running text, and say what kind each one is.

Filling uses it to name numbers that a template writes by hand; verification uses it
to hold every printed number against the facts. Chinese numerals are not tokens.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Kind = Literal[
    "number",  # a quantity: 90.3, 1,234, 96.1%, −0.4
    "date",  # 2026年11月20日, 2026年, 11月, 2026-11-20, 9:30
    "standard",  # GB/T 19038—2009, ISO 10002:2018
    "label",  # 图1, 表2, 第3题, （1）, 1. at the start of a line, [1-2]
    "code",  # A4, Q12, 95598, 1.2.3, telephone numbers, addresses
]

_WIDE = str.maketrans("０１２３４５６７８９．％＋－﹣", "0123456789.%+--")
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class NumberToken:
    """A number in a text: ``text[start:end]`` with its sign, %, and for other kinds all of it.

    ``value`` is the number at printed precision (96.1 for 96.1%), None unless kind is number.
    """

    start: int
    end: int
    text: str
    value: float | None
    kind: Kind

    @property
    def plain(self) -> str:
        """The text for comparison: half-width, no thousands commas or blanks, ASCII minus."""
        return plain_number(self.text)


def plain_number(text: str) -> str:
    """Return a number's text in one spelling: half-width, no commas or blanks, ASCII minus."""
    narrow = text.translate(_WIDE).replace(_MINUS, "-")
    return re.sub(r"(?<=\d),(?=\d{3})|\s+", "", narrow)


_PATTERN = re.compile(
    (Path(__file__).parent / "numbers.regex").read_text(encoding="utf-8"),
    re.VERBOSE | re.ASCII | re.MULTILINE,
)


def number_tokens(text: str) -> list[NumberToken]:
    """Return the number tokens of a text in order; they never overlap.

    A range such as 78.8~94.2 gives two tokens; a hyphen between digits is no sign.
    """
    found = []
    for match in _PATTERN.finditer(text.translate(_WIDE)):
        name = match.lastgroup or ""
        if name == "word" and not any(char.isdigit() for char in match.group()):
            continue
        kind: Kind = "code" if name == "word" else _kind(name)
        start, end = match.span()
        start += len(match.group()) - len(match.group().lstrip())
        printed = text[start:end]
        value = _value(printed) if kind == "number" else None
        found.append(NumberToken(start, end, printed, value, kind))
    return found


def _kind(name: str) -> Kind:
    for kind in ("date", "standard", "label", "code"):
        if name == kind:
            return kind
    return "number"


def _value(text: str) -> float:
    return float(plain_number(text).rstrip("%‰"))
