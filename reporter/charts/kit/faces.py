"""The faces of all charts: 黑体 and what stands in for it, never a system font."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from ...errors import OutputError, Problem
from ...fonts import Face, FontSet, coverage, current

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

ROLES = ("hei", "rare", "song", "kai", "fang", "latin")  # asked for a character in this order
_MM_PER_POINT = 25.4 / 72
_MEASURE = 90.0  # points; the outline is unhinted, so widths scale exactly
_HINT = "请用 reporter fonts add 加入含有这些字的字体，或把名称中的这些字改成常用写法。"


@lru_cache(maxsize=8)
def _chain(fonts: FontSet, bold: bool) -> tuple[Face, ...]:
    return fonts.chain(ROLES, 700 if bold else 400)


def face(bold: bool = False) -> Face:
    """Return the face of chart labels."""
    return _chain(current(), bold)[0]


def families() -> tuple[str, ...]:
    """Return the families of chart labels: 黑体, then what a project adds for what it lacks."""
    chain = _chain(current(), False)
    return tuple(face.family for face in chain if face is chain[0] or face.added)


@lru_cache(maxsize=32)
def _font(face: Face) -> FT2Font:
    font = coverage.opened(face.path)
    font.set_size(_MEASURE, 72)
    return font


def font(face: Face) -> tuple[FT2Font, float]:
    """Return an open face, and the size in points at which it is measured, for its outlines."""
    return _font(face), _MEASURE


def runs(text: str, bold: bool = False) -> tuple[tuple[Face, str], ...]:
    """Return ``text`` in pieces, each with the first face that has its characters."""
    return _runs(current(), text, bold)


@lru_cache(maxsize=4096)
def _runs(fonts: FontSet, text: str, bold: bool) -> tuple[tuple[Face, str], ...]:
    chain = _chain(fonts, bold)

    def place(char: str) -> int:
        codes = (i for i, face in enumerate(chain) if ord(char) in coverage.drawn(face))
        return next(codes, 0)

    return tuple((chain[i], "".join(chars)) for i, chars in groupby(text, place))


@lru_cache(maxsize=16)
def _properties(chosen: Face, size: float) -> FontProperties:
    from matplotlib.font_manager import FontProperties

    return FontProperties(
        family=chosen.family, weight=chosen.weight, size=size, fname=str(chosen.path)
    )


def properties(size: float, bold: bool) -> FontProperties:
    """Return the font at ``size`` points: name for SVG, file for everything else."""
    return _properties(face(bold), size)


def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of ``text`` on paper in millimetres."""
    return _width(current(), text, bold) * size / _MEASURE * _MM_PER_POINT if text else 0.0


@lru_cache(maxsize=4096)
def _width(fonts: FontSet, text: str, bold: bool) -> float:
    return sum(advance(face, piece) for face, piece in _runs(fonts, text, bold))


def advance(face: Face, piece: str) -> float:
    """Return how wide one face sets a text, in points at the measuring size."""
    from matplotlib.ft2font import LoadFlags

    font = _font(face)
    font.set_text(piece, 0.0, flags=LoadFlags.NO_HINTING)
    wide, _ = font.get_width_height()
    return float(wide) / 64


def lacking(texts: Iterable[str]) -> list[str]:
    """Return the characters, sorted, that no font has."""
    return sorted(coverage.lacking(char for text in texts for char in tidy(text)))


def require(texts: Iterable[str], chart: str) -> None:
    """Stop when a text holds a character that would be drawn as an empty box.

    Raises:
        OutputError: names every such character and its code point.
    """
    texts = [tidy(text) for text in texts]
    missing = lacking(texts)
    if not missing:
        return
    shown = "、".join(f"“{_visible(char)}”（U+{ord(char):04X}）" for char in missing[:10])
    where = next(text for text in texts if missing[0] in text)
    what = f"{chart}画不出“{''.join(map(_visible, where))[:30]}”：程序的字体里没有{shown}。"
    raise OutputError(Problem("chart.missing_glyph", what, _HINT))


def _visible(char: str) -> str:
    return char if char.isprintable() else "□"


def tidy(text: str) -> str:
    """Return the text on one line: any run of white space becomes one space."""
    return " ".join(text.split())
