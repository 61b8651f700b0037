"""The common shape of what readers give, and the limits they keep."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta

from ...errors import Place, Problem

MAX_ROWS = 300_000
HEADROOM = 20  # titles and headers above the data
MAX_BYTES = 100_000_000
MAX_LISTED = 20
_MOST_ROWS = 8  # that one problem names

Area = tuple[int, int, int, int]
"""Top row, left column, bottom row, right column; 0-based, both ends included."""


def nowhere_else(_: Iterable[str]) -> str:
    """Return what there is to say of other sheets where there are none."""
    return ""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells of a file from its first line on, by column: ``columns[c][r]`` is row r + 1.

    Attributes:
        columns: equally long; cells as text (CSV) or as the workbook stores them; "" is
            blank. Columns, not rows: equal texts of a column are one object then, and
            most columns of an export are never looked at.
        merged: merged areas of a workbook.
        faults: (row, column), 0-based -> what is wrong with a workbook cell.
        others: other visible sheets of the workbook.
        elsewhere: columns that are looked for -> a sentence about the other sheets, or "".
    """

    source: str
    sheet: str
    sha256: str
    columns: Sequence[Sequence[object]]
    merged: tuple[Area, ...] = ()
    faults: Mapping[tuple[int, int], str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    others: tuple[str, ...] = ()
    elsewhere: Callable[[Iterable[str]], str] = field(default=nowhere_else, compare=False)

    @property
    def height(self) -> int:
        """Number of rows, titles and headers included."""
        return len(self.columns[0]) if self.columns else 0

    def row(self, index: int) -> list[object]:
        """Return one row, 0-based."""
        return [column[index] for column in self.columns]

    def top(self, count: int = 10) -> list[list[object]]:
        """Return the first rows, among which the header is."""
        return [self.row(index) for index in range(min(count, self.height))]

    def place(self, row: int | None = None, column: str = "") -> Place:
        """Return a place in this file; ``row`` is a 0-based index."""
        return Place(self.source, self.sheet, None if row is None else row + 1, column)


def cell_text(value: object) -> str:
    """Return a workbook value as Excel users write it: 4.0 is "4", dates are ISO."""
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value) if isinstance(value, int | float | timedelta) else repr(value)


def is_blank(value: object) -> bool:
    """Tell whether a cell is empty or holds white space only."""
    return value is None or (isinstance(value, str) and (not value or value.isspace()))


def letter(column: int) -> str:
    """Return the Excel letters of a 0-based column: 0 -> A, 27 -> AB."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def _told_once(problems: Iterable[Problem]) -> Iterator[Problem]:
    rows: dict[Problem, list[Problem]] = {}
    for problem in problems:
        cause = replace(problem, where=replace(problem.where, row=None))
        rows.setdefault(cause, []).append(problem)
    for first, *others in rows.values():
        if others and first.where.row is not None:
            at = [str(one.where.row) for one in (first, *others)]
            shown = "、".join(at[:_MOST_ROWS]) + ("等" if at[_MOST_ROWS:] else "")
            what = f"{first.what.removesuffix('。')}，共{len(at)}处（第{shown}行）。"
            yield replace(first, what=what)
        else:
            yield from (first, *others)


def listed_and_more(problems: Sequence[Problem]) -> int:
    """Return how many problems there are, with those that :func:`capped` only counted."""
    more = (re.search(r"\d+", one.what) for one in problems if one.code == "data.more")
    return sum(one.code != "data.more" for one in problems) + sum(int(m[0]) for m in more if m)


def capped(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return at most :data:`MAX_LISTED` problems and a last one that counts the others.

    What is said of several rows of a column is one problem, at the first of them.
    """
    found = list(_told_once(problems))
    rest = len(found) - MAX_LISTED
    if rest <= 1:
        return tuple(found)
    file = Place(found[0].where.file, found[0].where.sheet)
    more = Problem("data.more", f"另有{rest}处问题没有列出。", "请先改正以上各处再检查。", file)
    return (*found[:MAX_LISTED], more)
