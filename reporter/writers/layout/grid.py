"""The grid of a table: where cells stand, how wide columns are, how tall rows become."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from ...document.nodes import Cell, Column, Row, Table
from .cell import CellText
from .decimals import number_widths, text_width
from .plaintext import plain

_SHORT_LABEL, _SHORT_HEAD = 9, 6  # characters that should stand on one line
_SHORTER_HEAD = 4
_NAME = 3  # characters that are not parted where half the room beside them helps: 张建国
_SHORTEST_HEAD = 2  # must: 序号
_SCRIPT_GAP = 5 / 21  # of a character: the quarter space between figures and Chinese
_WHOLE_SHARE = 3  # a table up to this part of the page's height is kept on one page


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell at its place in the grid; ``merge`` is its part in a vertical span."""

    cell: Cell
    column: int
    span: int
    merge: Literal["", "restart", "continue"] = ""
    last: bool = True  # the last row of its vertical span


def lay_out(rows: Sequence[Row], columns: int) -> list[list[Slot]]:
    """Place cells in the grid; gaps get empty cells, what sticks out is cut.

    A vertical span ends with its group of rows, so head and body never grow together.
    """
    hanging: dict[int, tuple[Cell, int, int]] = {}  # column -> cell, span, rows left
    grid = []
    for index, row in enumerate(rows):
        slots: list[Slot] = []
        cells = iter(row.cells)
        column = 0
        while column < columns:
            if column in hanging:
                cell, span, left = hanging.pop(column)
                slots.append(Slot(cell, column, span, "continue", left == 1))
            else:
                cell = next(cells, Cell())
                left = min(max(cell.rowspan, 1), len(rows) - index)
                free = next((c for c in range(column + 1, columns) if c in hanging), columns)
                span = min(max(cell.colspan, 1), free - column)
                merge: Literal["", "restart"] = "restart" if left > 1 else ""
                slots.append(Slot(cell, column, span, merge, left == 1))
            if left > 1:
                hanging[column] = (cell, span, left - 1)
            column += span
        grid.append(slots)
    return grid


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: its columns with their widths in twips, the slots of its rows.

    ``whole`` tells that it is short enough to be kept on one page; ``cells`` are the measures
    of its text, with less room beside it than usual in a table of many columns.
    """

    columns: Sequence[Column]
    widths: Sequence[int]
    lines: Sequence[Row]  # of the body
    head: Sequence[Sequence[Slot]]
    body: Sequence[Sequence[Slot]]
    whole: bool
    cells: CellText


def grid_of(table: Table, width: int, page_height: int, cells: CellText) -> Grid:
    """Lay ``table`` out on ``width``; both measures are twips. The PDF has the same columns."""
    count = column_count(table)
    columns = [*table.columns, *[Column()] * count][:count]
    lines = table.body if table.head or table.body else (Row(()),)  # Word wants a row
    head, body = lay_out(table.head, count), lay_out(lines, count)
    cells, widths = _whole_names(columns, head, body, (width, cells))
    rows, most = [*head, *body], page_height // _WHOLE_SHARE
    short = len(rows) * (cells.line + cells.padding) <= most  # spares measuring long tables
    whole = short and rows_height(rows, widths, cells) <= most
    return Grid(columns, widths, lines, head, body, whole, cells)


def _whole_names(
    columns: Sequence[Column],
    head: Sequence[Sequence[Slot]],
    body: Sequence[Sequence[Slot]],
    room: tuple[int, CellText],
) -> tuple[CellText, list[int]]:
    """Return the measures of cells that leave names of three characters whole, and the widths.

    The usual ones, or the narrow ones; the usual ones too where neither is enough.
    """
    width, usual = room
    found = []
    for cells in (usual, usual.narrow()):
        needs = needed_widths(columns, head, body, cells)
        widths = column_widths(columns, width, needs)
        found.append((cells, widths))
        if all(have + 1 > name for have, name in zip(widths, needs[2].wanted, strict=True)):
            return cells, widths
    return found[0]


def column_count(table: Table) -> int:
    """Return the number of grid columns, also of a table whose rows are longer than its columns."""
    rows = (*table.head, *table.body)
    widest = max((sum(max(c.colspan, 1) for c in row.cells) for row in rows), default=1)
    return len(table.columns) or max(widest, 1)


@dataclass(frozen=True, slots=True)
class Need:
    """Widths in twips by column: what it should get, and what it should not fall below."""

    wanted: Sequence[float]
    kept: Sequence[float]


def needed_widths(
    columns: Sequence[Column],
    head: Sequence[Sequence[Slot]],
    body: Sequence[Sequence[Slot]],
    cells: CellText,
) -> tuple[Need, Need, Need, Need]:
    """Return the wish that short labels stand on one line, and what numbers and 序号 need at least.

    Between them the wish that heads of up to four characters do, and that names of three
    do. A column with long text does not ask for more, and gives only what it has to spare.
    """
    numbers = number_widths(columns, body, cells.size)
    wanted, middle, names, kept = (list(numbers) for _ in range(4))
    for rows, characters in ((head, _SHORT_HEAD), (body, _SHORT_LABEL)):
        longest = characters * cells.size
        for slot in (slot for slots in rows for slot in slots if slot.span == 1):
            width, at = text_width(plain(slot.cell.children), cells.size), slot.column
            if width <= longest:
                wanted[at] = max(wanted[at], width)
            if width <= _SHORTER_HEAD * cells.size and rows is head:
                middle[at] = max(middle[at], width)
            if width <= _NAME * cells.size:
                names[at] = max(names[at], width)
            if width <= _SHORTEST_HEAD * cells.size and rows is head:
                numbers[at] = max(numbers[at], width)
            if width <= longest or rows is body:
                kept[at] = max(kept[at], width)
    padding = 2 * cells.side + round(_SCRIPT_GAP * cells.size)
    kinds = (wanted, middle, names, kept, numbers)
    wanted, middle, names, kept, numbers = ([width + padding for width in kind] for kind in kinds)
    return Need(wanted, kept), Need(middle, kept), Need(names, names), Need(numbers, numbers)


def column_widths(columns: Sequence[Column], total: int, needs: Iterable[Need] = ()) -> list[int]:
    """Return widths in twips that add up to ``total`` exactly (largest remainder).

    The first of ``needs`` that the other columns can spare is given to the columns that
    are narrower than they need.
    """
    weights = [max(column.width, 0.5) for column in columns]
    exact = [weight * total / sum(weights) for weight in weights]
    for need in needs:
        lack = [max(want - width, 0.0) for want, width in zip(need.wanted, exact, strict=True)]
        spare = [max(width - keep, 0.0) for keep, width in zip(need.kept, exact, strict=True)]
        if sum(lack) <= sum(spare):
            share = sum(lack) / (sum(spare) or 1.0)
            exact = [w + gain - share * s for w, gain, s in zip(exact, lack, spare, strict=True)]
            break
    widths = [int(width) for width in exact]
    by_rest = sorted(range(len(exact)), key=lambda i: (widths[i] - exact[i], i))
    for i in by_rest[: total - sum(widths)]:
        widths[i] += 1
    return widths


def rows_height(grid: Sequence[Sequence[Slot]], widths: Sequence[int], cells: CellText) -> float:
    """Estimate the height of rows in twips from the widths of their words."""
    total = 0.0
    for slots in grid:
        lines = 1.0
        for slot in slots:
            if slot.merge:
                continue
            room = sum(widths[slot.column : slot.column + slot.span]) - 2 * cells.side
            wide = text_width(plain(slot.cell.children), cells.size)
            lines = max(lines, -(-wide // max(room, 1)))
        total += lines * cells.line + cells.padding
    return total
