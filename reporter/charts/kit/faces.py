"""The face of all charts: 黑体 from the program's own fonts, never a system font."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from ...errors import OutputError, Problem
from ...fonts import Face, faces

if TYPE_CHECKING:
    from matplotlib.font_manager import FontProperties
    from matplotlib.ft2font import FT2Font

ROLE = "hei"
_MM_PER_POINT = 25.4 / 72
_MEASURE = 90.0  # points; the outline is unhinted, so widths scale exactly


@lru_cache(maxsize=2)
def face(bold: bool = False) -> Face:
    """Return the face of chart labels."""
    weight = 700 if bold else 400
    found = [f for f in faces() if f.role == ROLE and f.weight == weight]
    return found[0]


@lru_cache(maxsize=2)
def _font(bold: bool) -> FT2Font:
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(face(bold).path))
    font.set_size(_MEASURE, 72)
    return font


def font(bold: bool) -> tuple[FT2Font, float]:
    """Return the open face, and the size in points at which it is measured, for its outlines."""
    return _font(bold), _MEASURE


@lru_cache(maxsize=1)
def _known() -> frozenset[int]:
    return frozenset(_font(False).get_charmap())


@lru_cache(maxsize=16)
def properties(size: float, bold: bool) -> FontProperties:
    """Return the font at ``size`` points: name for SVG, file for everything else."""
    from matplotlib.font_manager import FontProperties

    chosen = face(bold)
    return FontProperties(
        family=chosen.family, weight=chosen.weight, size=size, fname=str(chosen.path)
    )


@lru_cache(maxsize=4096)
def width(text: str, size: float, bold: bool = False) -> float:
    """Return the width of ``text`` on paper in millimetres."""
    from matplotlib.ft2font import LoadFlags

    if not text:
        return 0.0
    font = _font(bold)
    font.set_text(text, 0.0, flags=LoadFlags.NO_HINTING)
    wide, _ = font.get_width_height()
    return float(wide) / 64 * size / _MEASURE * _MM_PER_POINT


def lacking(texts: Iterable[str]) -> list[str]:
    """Return the characters, sorted, that the font does not have."""
    chars = {char for text in texts for char in tidy(text)}
    return sorted(char for char in chars if ord(char) not in _known())


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
    what = f"{chart}画不出“{''.join(map(_visible, where))[:30]}”：图表字体里没有{shown}。"
    raise OutputError(Problem("chart.missing_glyph", what, "请把名称中的这些字改成常用写法。"))


def _visible(char: str) -> str:
    return char if char.isprintable() else "□"


def tidy(text: str) -> str:
    """Return the text on one line: any run of white space becomes one space."""
    return " ".join(text.split())
