"""Checks of records, read from a table: one row a record and its fields, or counts a row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from ....errors import DataError, Problem
from ....project.readers.table import capped
from ....project.study_table import StudyTable

Floats = NDArray[np.float64]
_TOGETHER = "全部档案"


@dataclass(frozen=True, slots=True)
class Checks:
    """What was found in one class of records.

    Attributes:
        records: looked at whole, or found wrong; ``wrong_records`` those with an error.
        fields, wrong_fields: of each record that was looked at; empty where counts were given.
        incomplete: records left out, since a field was not looked at and none was wrong.
    """

    name: str
    records: int
    wrong_records: int
    fields: Floats
    wrong_fields: Floats
    incomplete: int = 0
    order: tuple[bool, ...] = ()  # of each record that counts, in the order of the file: wrong?


@dataclass(frozen=True, slots=True)
class FieldErrors:
    """One field over all records: how many were looked at, how many were wrong."""

    name: str
    checked: int
    wrong: int


def read_counts(
    table: StudyTable, group: str, columns: tuple[str, str], accurate: bool = False
) -> tuple[Checks, ...]:
    """Return the classes of a table of counts; rows of one class are added up.

    ``columns`` are how many were looked at, and how many were wrong, or ``accurate``.

    Raises:
        DataError: no such column, no whole number, or more wrong than looked at.
    """
    checked, wrong = columns
    numbers = table.numbers(columns, bounds=(0, 1e9))
    names = _names(table, group)
    problems = []
    for row, (all_of, bad) in enumerate(numbers):
        for column, value in ((checked, all_of), (wrong, bad)):
            if value != value or value != int(value):
                what = f"“{column}”应为整数。"
                problems.append(_problem(what, table, row, column))
        if bad > all_of:
            problems.append(
                _problem(f"{'准确' if accurate else '差错'}数多于抽查数。", table, row, wrong)
            )
    if problems:
        raise DataError(capped(problems))
    found: dict[str, list[int]] = {}
    for name, (all_of, bad) in zip(names, numbers, strict=True):
        sums = found.setdefault(name, [0, 0])
        sums[0] += int(all_of)
        sums[1] += int(all_of - bad) if accurate else int(bad)
    none = np.zeros(0)
    return tuple(Checks(name, n, bad, none, none) for name, (n, bad) in found.items())


def read_records(
    table: StudyTable, group: str, fields: Sequence[str], words: Mapping[str, float]
) -> tuple[tuple[Checks, ...], tuple[FieldErrors, ...]]:
    """Return the classes of a table of records, and the errors of each field.

    Args:
        table: one row a record; a blank cell was not looked at.
        group: column of the class; "" for one class.
        fields: columns that say right or wrong.
        words: text -> 0 (right) or 1 (wrong).

    Raises:
        DataError: no such column, or a text that is neither right nor wrong.
    """
    matrix = _marks(table, fields, words)
    names = _names(table, group)
    seen = ~np.isnan(matrix)
    bad = np.where(seen, matrix, 0).sum(axis=1)
    whole = seen.all(axis=1) | (bad > 0)
    classes = []
    for name in dict.fromkeys(names):
        here = np.array([one == name for one in names])
        kept = here & whole
        some = here & seen.any(axis=1)
        classes.append(
            Checks(
                name,
                int(kept.sum()),
                int((bad[kept] > 0).sum()),
                seen[some].sum(axis=1).astype(float),
                bad[some],
                int((here & ~whole).sum()),
                tuple(bool(one) for one in bad[kept] > 0),
            )
        )
    errors = [
        FieldErrors(field, int(seen[:, j].sum()), int(np.nansum(matrix[:, j])))
        for j, field in enumerate(fields)
    ]
    return tuple(classes), tuple(errors)


def _marks(table: StudyTable, fields: Sequence[str], words: Mapping[str, float]) -> Floats:
    table.require(fields)
    matrix = np.full((len(table), len(fields)), np.nan)
    problems = []
    for j, field in enumerate(fields):
        for row, text in enumerate(table.texts(field)):
            if text in words:
                matrix[row, j] = words[text]
            elif text:
                problems.append(_problem(f"“{text}”既不是正确也不是差错。", table, row, field))
    if problems:
        raise DataError(capped(problems))
    return matrix


def _names(table: StudyTable, group: str) -> tuple[str, ...]:
    if not group:
        return (_TOGETHER,) * len(table)
    names = table.texts(group)
    blank = [
        _problem(f"“{group}”没有填写。", table, i, group) for i, n in enumerate(names) if not n
    ]
    if blank:
        raise DataError(capped(blank))
    return names


def _problem(what: str, table: StudyTable, row: int, column: str) -> Problem:
    hint = "请核对数据；正确、差错的写法可在 right、wrong_words 中补充。"
    return Problem("study.record", what, hint, table.place(row, column))
