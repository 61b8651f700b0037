"""Sizes of single characters in the program's own faces, in em."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

from ....fonts import LATIN_RANGES, Style, faces

Slant = Literal["normal", "italic"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character of one face; lengths in em, ``top`` and ``bottom`` above the baseline.

    ``outline`` is the SVG path of a sign, in units of ``1 / units`` em; "" where it is text.
    """

    char: str
    family: str
    slant: Slant
    advance: float
    top: float
    bottom: float
    outline: str = ""
    units: int = 1


@lru_cache(maxsize=512)
def glyph(char: str, slant: Slant = "normal", *, word: bool = False) -> Glyph:
    """Return ``char`` in the Latin face where that has it, else in 宋体 (never slanted).

    The PDF's font set-up leaves the Latin face letters and figures only: its signs of
    operation come as outlines, but for those in a ``word``, which are Chinese punctuation.
    """
    latin, code = _face("latin", slant), ord(char)
    is_letter = any(low <= code <= high for low, high in LATIN_RANGES)
    known = code in latin.chars and (is_letter or not word)
    font = latin if known else _face("song", "normal")
    name = font.chars.get(code, ".notdef")
    shape, scale = font.glyphs["glyf"][name], 1 / font.units
    return Glyph(
        char,
        font.family,
        slant if known else "normal",
        font.glyphs["hmtx"][name][0] * scale,
        getattr(shape, "yMax", 0) * scale,
        getattr(shape, "yMin", 0) * scale,
        _outline(font, name) if known and not is_letter else "",
        font.units,
    )


def _outline(font: _Font, name: str) -> str:
    from fontTools.pens.svgPathPen import SVGPathPen

    shapes = font.glyphs.getGlyphSet()
    pen = SVGPathPen(shapes)
    shapes[name].draw(pen)
    return str(pen.getCommands())


@dataclass(frozen=True, slots=True)
class _Font:
    family: str
    units: int
    chars: dict[int, str]
    glyphs: Any


@lru_cache(maxsize=4)
def _face(role: str, style: Style) -> _Font:
    from fontTools.ttLib import TTFont  # the PDF engine needs it anyway

    wanted = (role, 400, style)
    face = next(face for face in faces() if (face.role, face.weight, face.style) == wanted)
    font = TTFont(face.path, lazy=True)
    chars = font.getBestCmap()
    return _Font(face.family, font["head"].unitsPerEm, chars, font)
