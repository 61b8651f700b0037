"""Which characters the fonts have."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import LATIN_RANGES, bundled, current
from .face import Face, FontSet

if TYPE_CHECKING:
    from matplotlib.ft2font import FT2Font

_NO_GLYPH = frozenset("\n\r\t\u200b\u2060")  # line ends, and places where a line may break or not
_NOT_IN_8105 = Path(__file__).with_name("gb2312-not-8105.txt")


@lru_cache(maxsize=64)
def opened(path: Path) -> FT2Font:
    """Return an open font; matplotlib's FreeType reads a large one in 3 ms."""
    from matplotlib.ft2font import FT2Font

    return FT2Font(str(path))


@lru_cache(maxsize=64)
def characters(path: Path) -> frozenset[int]:
    """Return the code points of a font file."""
    return frozenset(opened(path).get_charmap())


@lru_cache(maxsize=64)
def drawn(face: Face) -> frozenset[int]:
    """Return the code points that a face is used for: of a Latin one, letters and figures."""
    chars = characters(face.path)
    if face.role != "latin":
        return chars
    return frozenset(c for c in chars if any(low <= c <= high for low, high in LATIN_RANGES))


@lru_cache(maxsize=8)
def _all_drawn(fonts: FontSet) -> frozenset[str]:
    codes = frozenset[int]().union(*(drawn(face) for face in fonts.faces))
    return frozenset(map(chr, codes)) | _NO_GLYPH


def lacking(text: Iterable[str]) -> frozenset[str]:
    """Return the characters that no font in use has.

    What the font of a role lacks comes from another (rare characters last), so a page shows
    an empty box only for a character that none of them has.
    """
    return frozenset(text) - _all_drawn(current())


@cache
def gb2312_hanzi() -> frozenset[int]:
    """Return the 6763 hanzi of GB2312-80: rows 16 to 87."""
    cells = (bytes((row, cell)) for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF))
    return frozenset(map(ord, b"".join(cells).decode("gb2312", errors="ignore")))


@cache
def standard_hanzi() -> frozenset[int]:
    """Return the 8105 hanzi of 通用规范汉字表.

    Our 宋体 holds the hanzi of that table and of GB2312 and no others, so it is told by those
    few of GB2312 that the table leaves out.
    """
    ours = characters(bundled().chain(("song",), 400)[0].path)
    others = frozenset(map(ord, _NOT_IN_8105.read_text(encoding="utf-8").replace("\n", "")))
    return frozenset(c for c in ours if _is_hanzi(c)) - others


def _is_hanzi(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0x20000 <= code <= 0x3FFFF
