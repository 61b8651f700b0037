"""The same picture with its texts as outlines, for programs that lack the fonts.

Word shows an SVG in its own engine: a family that is not installed is replaced there, and
labels set by measured widths would run into each other. Every text becomes one path; nothing
else changes, so the picture keeps to the few elements that such engines read.
"""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from ...fonts import Face
from .faces import advance, font, runs, width
from .hermetic import hermetic
from .labels import MM

_MOVE, _CLOSE = 1, 79  # codes of matplotlib's paths; a line is 2
_POINTS = {3: 2, 4: 3}  # of a quadratic curve and of a cubic one; other commands have one
_EM = 400  # units of an em: at 9 points a unit is 1/44 of a point
_SHARE = {"start": 0.0, "middle": 0.5, "end": 1.0}

_Contour = tuple[int, int, str]
"""A closed line: where it starts from the glyph's origin, y downwards, and its commands."""

_PATHS: dict[Face, dict[str, Any]] = {}
"""Vertices and codes by the glyph's name: what the library has read of each font so far."""


@dataclass(frozen=True, slots=True)
class Outlined:
    """A picture whose texts become outlines when called: each new glyph takes 0.1 ms."""

    svg: bytes

    def __call__(self) -> bytes:
        """Return the picture."""
        with hermetic():
            return outlined(self.svg)


def outlined(svg: bytes) -> bytes:
    """Return a picture of :func:`.vector.svg`, one element a line, without texts and families."""
    lines = svg.decode("utf-8").split("\n")
    lines[0] = lines[0].partition(" font-family=")[0] + ">"
    made = (_path(ET.fromstring(one)) if one.startswith("<text ") else one for one in lines)
    return "\n".join(made).encode("utf-8")


def _path(text: ET.Element) -> str:
    """Return a text element as a path of its colour, in units of its em."""
    words, bold = text.text or "", "font-weight" in text.attrib
    size = float(text.get("font-size", "0"))
    share = _SHARE[text.get("text-anchor", "start")]
    start = float(text.get("x", "0")) - share * width(words, size, bold) / MM
    x, y = round(start * _EM / size), round(float(text.get("y", "0")) * _EM / size)
    drawn = "".join(
        f"M{x + before + across + left} {y + top}{commands}z"
        for before, face, piece in _placed(words, bold)
        for across, name in _glyphs(face, piece)
        for left, top, commands in _contours(face, name)
    )
    return f'<path transform="scale({size / _EM:g})" d="{drawn}" fill="{text.get("fill")}"/>'


def _placed(words: str, bold: bool) -> Iterator[tuple[int, Face, str]]:
    """Yield the pieces of a line that one face draws, with their distance from its start."""
    before = 0.0
    for face, piece in runs(words, bold):
        yield round(before / font(face)[1] * _EM), face, piece
        before += advance(face, piece)


@lru_cache(maxsize=4096)
def _glyphs(face: Face, words: str) -> tuple[tuple[int, str], ...]:
    """Return the names of a piece's glyphs, each with its distance from the piece's start."""
    from matplotlib.textpath import text_to_path

    opened, scale = font(face)
    placed, _, _ = text_to_path.get_glyphs_with_font(opened, words, _PATHS.setdefault(face, {}))
    return tuple((round(x / scale * _EM), name) for name, x, *_ in placed)


@cache
def _contours(face: Face, name: str) -> tuple[_Contour, ...]:
    """Return the closed lines of a glyph; what rounding takes does not add up along them."""
    vertices, codes = _PATHS[face][name]
    scale = _EM / font(face)[1]
    points = [(round(x * scale), -round(y * scale)) for x, y in vertices.tolist()]
    found: list[_Contour] = []
    start = here = (0, 0)
    steps: list[Step] = []
    for code, group in _groups(codes.tolist(), points):
        if code == _MOVE:
            start, steps = group[0], []
            here = start
        elif code == _CLOSE:
            found.append((*start, _commands(steps)))
        else:
            steps.append([(x - here[0], y - here[1]) for x, y in group])
            here = group[-1]
    return tuple(found)


Step = Sequence[tuple[int, int]]
"""Points of one command, from where the one before ended: one, or those of a curve."""


def _groups(codes: Sequence[int], points: Step) -> Iterator[tuple[int, Step]]:
    """Yield the commands of a path with their points."""
    i = 0
    while i < len(codes):
        count = _POINTS.get(codes[i], 1)
        yield codes[i], points[i : i + count]
        i += count


def _commands(steps: Sequence[Step]) -> str:
    """Return relative commands; a letter is written where the kind changes."""
    text, last = [], ""
    for step in steps:
        x, y = step[-1]
        letter: str = "l"
        numbers: tuple[int, ...] = (x, y)
        if len(step) > 1:
            letter = "q" if len(step) == 2 else "c"
            numbers = tuple(number for point in step for number in point)
        elif x == 0 or y == 0:
            letter, numbers = ("v", (y,)) if x == 0 else ("h", (x,))
        for i, number in enumerate(numbers):
            glue = letter if i == 0 and letter != last else "" if number < 0 else " "
            text.append(f"{glue}{number}")
        last = letter
    return "".join(text)
