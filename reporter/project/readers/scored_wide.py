"""The wide form of a score sheet: one row a unit, one column an indicator."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...errors import Problem
from ..header_names import level
from ..responses import ScoredCell
from .scored_cells import CellReader
from .scored_long import unused_note

_NOW = re.compile(r"(?:本年度?|本期|今年)(?:得分)?|(?:满意度)?得分")
_YEAR = re.compile(r"(20\d\d)年?度?(?:得分)?")
_BEFORE = re.compile(r"(?:上年|上期|去年|上年度|上年同期)(?:得分)?")
_BEFORE_EDGE = re.compile(r"^(?:上年度?|上期|去年)|[(（]?(?:上年度?|上期|去年)(?:得分)?[)）]?$")
_SUBTOTAL = ("小计", "合计", "综合", "平均", "总分", "综合得分", "指标得分")
_DERIVED = re.compile(
    r"同比.*|环比.*|升降.*|较上年.*|比上年.*|变化.*|增减.*|差值|排名|位次|名次|排序|等级|评价等级|备注"
)
_SERIAL = ("序号", "编号", "No", "No.")


class _Column(NamedTuple):
    at: int
    header: str
    path: tuple[str, ...]
    is_previous: bool


def read_wide(
    reader: CellReader, parts: Sequence[tuple[str, ...]], first: int
) -> tuple[list[ScoredCell], list[Problem]]:
    """Return the scores and notes of a wide sheet whose data begin at row ``first``.

    Rows named 权重 and 责任部门 describe the columns. A column whose header says 上年
    gives the previous score of the indicator of the same name.
    """
    data, table = reader.data, reader.table
    unit = _position(parts, data.unit)
    if unit is None:
        what = f"得分表里找不到单位列“{data.unit}”。"
        hint = "请在 [data] 的 unit 中写明单位列的名称。"
        reader.problems.append(Problem("data.missing_column", what, hint, table.place(first - 1)))
        return [], []
    base = _position(parts, data.base) if data.base else None
    columns, unused = _columns(reader, parts, {unit, base})
    now = {c.path: c for c in reversed(columns) if not c.is_previous}
    before = {c.path: c for c in columns if c.is_previous}
    weights, departments = _described(reader, first, unit, columns)
    cells = []
    for row in range(first, table.height):
        name = reader.unit_text(row, unit)
        if name in ("权重", "责任部门") or reader.is_footnote(name):
            continue
        if not name:
            _check_blank(reader, row, columns)
            continue
        n = reader.base(row, base, data.base)
        for column in columns:
            if column.is_previous:
                continue
            previous = before.get(column.path)
            cells.append(
                ScoredCell(
                    unit=reader.unit(name),
                    path=column.path,
                    score=reader.score(row, column.at, column.header),
                    n=n,
                    previous=previous
                    and reader.score(row, previous.at, previous.header, "上年得分"),
                    department=departments.get(column.at, ""),
                    weight=weights.get(column.at),
                    place=table.place(row, column.header),
                )
            )
    lonely = [c.header for path, c in before.items() if path not in now]
    return cells, unused_note(reader, [*unused, *lonely])


def _position(parts: Sequence[tuple[str, ...]], name: str) -> int | None:
    wanted = level(name)
    return next((i for i, p in enumerate(parts) if p and level(p[-1]) == wanted), None)


def _columns(
    reader: CellReader, parts: Sequence[tuple[str, ...]], taken: set[int | None]
) -> tuple[list[_Column], list[str]]:
    columns: list[_Column] = []
    unused: list[str] = []
    found_years = [int(m[1]) for p in parts for name in p if (m := _YEAR.fullmatch(level(name)))]
    years = _Years(max(found_years, default=0))
    for index, names in enumerate(parts):
        header = "—".join(names)
        if index in taken or not names:
            continue
        if _DERIVED.fullmatch(level(names[-1])) or names[-1] in _SERIAL:
            unused.append(header)
            continue
        if any(years.is_older(name) for name in names):
            unused.append(header)
            continue
        columns.append(_column(reader, index, years.in_words(names)))
    return columns, unused


class _Years(NamedTuple):
    """Headers such as 2026年 and 2025年: the latest year of the sheet is this wave."""

    latest: int

    def is_older(self, name: str) -> bool:
        year = _YEAR.fullmatch(level(name))
        return year is not None and int(year[1]) < self.latest - 1

    def in_words(self, names: tuple[str, ...]) -> tuple[str, ...]:
        words = {str(self.latest): "本年", str(self.latest - 1): "上年"}
        found = [(name, _YEAR.fullmatch(level(name))) for name in names]
        return tuple(words[year[1]] if year else name for name, year in found)


def _column(reader: CellReader, index: int, names: tuple[str, ...]) -> _Column:
    """Return the indicator a column stands for; words of time and of sums fall away."""
    header = "—".join(names)
    is_previous = False
    path: list[str] = []
    for depth, name in enumerate(names):
        plain = level(name)
        if _BEFORE.fullmatch(plain):
            is_previous = True
        elif _BEFORE_EDGE.search(plain):
            is_previous = True
            path.append(_BEFORE_EDGE.sub("", plain))
        elif not _NOW.fullmatch(plain) and not (depth and plain in _SUBTOTAL):
            path.append(name)
    if len(path) == 1 and reader.is_overall(path[0]):
        path = []
    return _Column(index, header, tuple(path), is_previous)


def _described(
    reader: CellReader, first: int, unit: int, columns: Sequence[_Column]
) -> tuple[dict[int, float], dict[int, str]]:
    weights: dict[int, float] = {}
    departments: dict[int, str] = {}
    for row in range(first, reader.table.height):
        kind = reader.text(row, unit)
        for column in columns:
            if kind == "权重":
                value = reader.weight(row, column.at, column.header)
                weights.update({} if value is None else {column.at: value})
            elif kind == "责任部门":
                departments[column.at] = reader.text(row, column.at)
    return weights, departments


def _check_blank(reader: CellReader, row: int, columns: Sequence[_Column]) -> None:
    """A row without a unit must be blank; figures in it would be lost in silence."""
    if any(reader.text(row, column.at) for column in columns):
        what = "这一行没有单位名称。"
        hint = "请补上；总体的一行请写“合计”。"
        place = reader.table.place(row, reader.data.unit)
        reader.problems.append(Problem("data.blank_unit", what, hint, place))
