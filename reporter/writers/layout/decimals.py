"""Numbers of a column stand on one decimal point, and the whole stands in the column's middle.

A decimal tab would do it too, but LibreOffice, WPS and Word differ on tabs in cells;
a right indent computed from the widths of digits is the same everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Protocol

from ...document.extent import sign_width
from ...document.nodes import Cell, Column
from .cell import CellText
from .plaintext import plain

_NUMBER = re.compile(r"([^\d]{0,4}\d(?:[\d, \u00a0\u2009\u202f]*\d)?)(.*)", re.DOTALL)
_LETTER = re.compile(r"[\d]*[^\W\d_]{3,}")
# Advance widths of Times New Roman in units of the font size.
_WIDTHS = {
    **dict.fromkeys("0123456789$–*", 0.5),
    **dict.fromkeys(".,; ", 0.25),
    **dict.fromkeys("-()", 0.333),
    **dict.fromkeys("/:", 0.278),
    **dict.fromkeys("+−<=>±", 0.564),
    "%": 0.833,
    **dict.fromkeys("—…“”‘’", 1.0),  # set in the Chinese font
}


class _Placed(Protocol):
    @property
    def cell(self) -> Cell: ...
    @property
    def column(self) -> int: ...
    @property
    def span(self) -> int: ...
    @property
    def merge(self) -> str: ...


@lru_cache(maxsize=4096)  # numbers of tables repeat, and are measured for several ends
def text_width(text: str, size: int) -> float:
    """Return the width of ``text`` in the unit of ``size``, that of its letters."""
    return size * sum(_WIDTHS.get(sign) or sign_width(sign) for sign in text)


@lru_cache(maxsize=4096)
def split_number(text: str) -> tuple[str, str] | None:
    """Split before the decimal point: ("−1", ".25%"); None when ``text`` is no number."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None or _LETTER.search(text):
        return None
    return match.group(1), match.group(2)


def number_widths(
    columns: Sequence[Column], grid: Sequence[Sequence[_Placed]], size: int
) -> list[float]:
    """Return the width in twips that the numbers of each decimal column take, 0 for others.

    ``size`` is that of the letters in twips.
    """
    _, left, right = _measure(columns, grid, size)
    return [one + other for one, other in zip(left, right, strict=True)]


def decimal_indents(
    columns: Sequence[Column],
    grid: Sequence[Sequence[_Placed]],
    widths: Sequence[int],
    cells: CellText,
) -> list[list[int | None]]:
    """Return right indents in twips per row and slot; None for a cell to be centred.

    Numbers of one form (89.7, 90.3) stand on one point when centred: no indent is needed.
    """
    numbers, left, right = _measure(columns, grid, cells.size)
    out: list[list[int | None]] = [[None] * len(slots) for slots in grid]
    forms: dict[int, set[tuple[float, ...]]] = {}
    for (row, place), parts in numbers.items():
        forms.setdefault(grid[row][place].column, set()).add(
            tuple(text_width(part, cells.size) for part in parts)
        )
    for (row, place), (_, fraction) in numbers.items():
        column = grid[row][place].column
        if len(forms[column]) == 1:
            continue
        room = widths[column] - 2 * cells.side - left[column] - right[column]
        indent = room / 2 + right[column] - text_width(fraction, cells.size)
        out[row][place] = max(int(indent), 0)
    return out


def _measure(
    columns: Sequence[Column], grid: Sequence[Sequence[_Placed]], size: int
) -> tuple[dict[tuple[int, int], tuple[str, str]], list[float], list[float]]:
    """Return the split numbers by row and slot, and by column the widths beside the point."""
    numbers: dict[tuple[int, int], tuple[str, str]] = {}
    left, right = [0.0] * len(columns), [0.0] * len(columns)
    for row, slots in enumerate(grid):
        for place, slot in enumerate(slots):
            if columns[slot.column].align != "decimal" or slot.span > 1:
                continue
            parts = split_number(plain(slot.cell.children))
            if parts is not None and slot.merge != "continue":
                numbers[row, place] = parts
                left[slot.column] = max(left[slot.column], text_width(parts[0], size))
                right[slot.column] = max(right[slot.column], text_width(parts[1], size))
    return numbers, left, right
