"""Where the cells of a table stand when some of them span rows or columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .nodes import Cell, Row


@dataclass(frozen=True, slots=True)
class PlacedRow:
    """A row with its cells and the columns they start in, from 0.

    ``covered`` tells that a cell from above reaches into the row.
    """

    row: Row
    cells: tuple[tuple[Cell, int], ...]
    covered: bool


def placed_rows(rows: tuple[Row, ...]) -> Iterator[PlacedRow]:
    """Yield the rows with their cells in place."""
    under: dict[int, int] = {}  # column -> rows still under a cell from above
    for row in rows:
        taken = {column for column, left in under.items() if left > 0}
        under = {column: left - 1 for column, left in under.items() if left > 1}
        cells, at = [], 0
        for cell in row.cells:
            while at in taken:
                at += 1
            cells.append((cell, at))
            if cell.rowspan > 1:
                under |= dict.fromkeys(range(at, at + cell.colspan), cell.rowspan - 1)
            at += cell.colspan
        yield PlacedRow(row, tuple(cells), bool(taken))
