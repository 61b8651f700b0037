"""Series of a control chart, read from a table: one a customer, step or unit, points in time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....errors import DataError, Problem
from ....project.readers.table import capped
from ....project.study_table import StudyTable

Floats = NDArray[np.float64]
_NUMBERS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Series:
    """One series: ``labels[i]`` names the point that ``samples[i]`` and its like belong to.

    Attributes:
        samples: measurements of each point; empty arrays where defects are counted.
        defects, sizes: counted defects and what was looked at; sizes are 1 where none is given.
    """

    name: str
    labels: tuple[str, ...]
    samples: tuple[Floats, ...]
    defects: Floats
    sizes: Floats

    def __len__(self) -> int:
        return len(self.labels)


@dataclass(frozen=True, slots=True)
class Columns:
    """Names of the columns; "" for what is not used."""

    time: str = ""
    by: str = ""
    value: str = ""
    defects: str = ""
    size: str = ""

    @property
    def used(self) -> tuple[str, ...]:
        """The columns that are used."""
        return tuple(c for c in (self.time, self.by, self.value, self.defects, self.size) if c)


def read_series(
    table: StudyTable, columns: Columns, answers: dict[str, float] | None = None
) -> tuple[tuple[Series, ...], int]:
    """Return the series in the order of the file, and how many rows have no value.

    Rows of one series and one time are one point: a sample of measurements, or defects added up.
    Points are in the order of time where all labels are alike but for their numbers (2026-01,
    2026年1月, 第3周), else in the order of the file.

    Raises:
        DataError: a column is not there, a cell is no number, a time or a name is blank, or
            there are more defects than things looked at, or nothing was looked at.
    """
    table.require(columns.used)
    rows = len(table)
    times = _named(table, columns.time) if columns.time else tuple(map(str, range(1, rows + 1)))
    names = _named(table, columns.by) if columns.by else ("",) * rows
    asked = [c for c in (columns.value, columns.defects, columns.size) if c]
    numbers = dict(zip(asked, table.numbers(asked, answers).T, strict=True))
    _check(table, columns, numbers)
    known = ~np.isnan(np.column_stack(list(numbers.values()))).any(axis=1)
    groups: dict[str, dict[str, list[int]]] = {}
    for row in np.flatnonzero(known):
        label = times[row]
        if not columns.time:  # the order within each series is its time
            label = f"第{sum(map(len, groups.get(names[row], {}).values())) + 1}次"
        groups.setdefault(names[row], {}).setdefault(label, []).append(int(row))
    made = tuple(_series(name, points, columns, numbers) for name, points in groups.items())
    return made, int((~known).sum())


def in_time(labels: Sequence[str]) -> list[str]:
    """Return labels in the order of the numbers in them, or as they stand."""
    shapes = {_NUMBERS.sub("#", label) for label in labels}
    if len(shapes) != 1 or "#" not in next(iter(shapes)):
        return list(labels)
    return sorted(labels, key=lambda text: [int(part) for part in _NUMBERS.findall(text)])


def _series(
    name: str, points: dict[str, list[int]], columns: Columns, numbers: dict[str, Floats]
) -> Series:
    labels = in_time(list(points))
    rows = [points[label] for label in labels]
    if columns.value:
        samples = tuple(numbers[columns.value][one] for one in rows)
        nothing = np.zeros(len(labels))
        return Series(name, tuple(labels), samples, nothing, np.ones(len(labels)))
    defects = np.array([numbers[columns.defects][one].sum() for one in rows])
    if columns.size:
        sizes = np.array([numbers[columns.size][one].sum() for one in rows])
    else:
        sizes = np.array([float(len(one)) for one in rows])
    return Series(name, tuple(labels), (), defects, sizes)


def _named(table: StudyTable, column: str) -> tuple[str, ...]:
    texts = table.texts(column)
    blank = [i for i, text in enumerate(texts) if not text]
    if blank:
        raise DataError(
            capped(
                Problem("study.blank", f"“{column}”没有填写。", "请补上。", table.place(i, column))
                for i in blank
            )
        )
    return texts


def _check(table: StudyTable, columns: Columns, numbers: dict[str, Floats]) -> None:
    """Refuse counts that cannot be."""
    problems: list[Problem] = []

    def refuse(column: str, wrong: NDArray[np.bool_], what: str) -> None:
        for row in np.flatnonzero(wrong):
            place = table.place(int(row), column)
            problems.append(Problem("study.count", what, "请核对数据。", place))

    if columns.defects:
        refuse(columns.defects, numbers[columns.defects] < 0, "个数不能小于零。")
    if columns.size:
        refuse(columns.size, numbers[columns.size] <= 0, "检查数应大于零。")
    if problems:
        raise DataError(capped(problems))
