"""The one sheet behind a chart: what the workbook holds and the chart caches.

Both are written from the same cells, so that 编辑数据 shows what the picture shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

SHEET = "数据"
Content = float | str | None


@dataclass(frozen=True, slots=True)
class Column:
    """A column below its header; ``formulas`` holds "" where a cell is no formula.

    ``codes`` are number formats, one a cell; ``helper`` columns only place marks.
    """

    header: str
    values: tuple[Content, ...]
    codes: tuple[str, ...]
    formulas: tuple[str, ...] = ()
    helper: bool = False


@dataclass(slots=True)
class Cells:
    """The columns of the sheet, left to right; row 0 is the first one below the headers."""

    columns: list[Column] = field(default_factory=list)

    def add(
        self,
        header: str,
        values: Sequence[Content],
        codes: str | Sequence[str] = "General",
        *,
        formulas: Sequence[str] = (),
        helper: bool = False,
    ) -> int:
        """Append a column and return its index."""
        every = (codes,) * len(values) if isinstance(codes, str) else tuple(codes)
        column = Column(header, tuple(values), every, tuple(formulas), helper)
        self.columns.append(column)
        return len(self.columns) - 1

    def area(self, column: int, rows: range | None = None) -> str:
        """Return the absolute reference of a column's cells (a header is row -1)."""
        rows = range(len(self.columns[column].values)) if rows is None else rows
        first, last = rows[0] + 2, rows[-1] + 2
        name = letters(column)
        end = "" if first == last else f":${name}${last}"
        return f"'{SHEET}'!${name}${first}{end}"

    def read(self, column: int, row: int) -> Content:
        """Return what a cell shows; row -1 is the header."""
        found = self.columns[column]
        return found.header if row < 0 else found.values[row]


def letters(column: int) -> str:
    """Return a column's name: 0 is A, 26 is AA."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def address(column: int, row: int) -> str:
    """Return the relative address of a cell; row -1 is the header."""
    return f"{letters(column)}{row + 2}"


def number_text(number: float) -> str:
    """Return a number as a workbook stores it."""
    return f"{number:.15g}"
