"""The long form of a score sheet: one row a score."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import Problem
from ..header_names import level
from ..nearest import listing, nearest
from ..responses import ScoredCell
from .scored_cells import CellReader

LEVEL_NAMES = ("一级指标", "二级指标", "三级指标", "指标", "指标名称", "题目")
PREVIOUS_NAMES = ("上年得分", "上期得分", "去年得分", "上年", "上期", "去年", "上年同期")
_WEIGHT_NAMES = ("权重",)
_DEPARTMENT_NAMES = ("责任部门", "责任单位", "主责部门")


def read_long(
    reader: CellReader, parts: Sequence[tuple[str, ...]], first: int
) -> tuple[list[ScoredCell], list[Problem]]:
    """Return the scores and notes of a long sheet whose data begin at row ``first``."""
    data, table = reader.data, reader.table
    names = [column[-1] if column else "" for column in parts]
    at = {level(name): index for index, name in reversed([*enumerate(names)])}
    unit, score = at.get(level(data.unit)), at.get(level(data.score))
    base = at.get(level(data.base)) if data.base else None
    levels = [at[name] for name in LEVEL_NAMES if name in at]
    previous, weight, department = (
        next((at[name] for name in known if name in at), None)
        for known in ((level(data.previous), *PREVIOUS_NAMES), _WEIGHT_NAMES, _DEPARTMENT_NAMES)
    )
    if unit is None or score is None:
        missing = data.unit if unit is None else data.score
        near = nearest(missing, names)
        hint = f"相近的表头有：{listing(near)}。" if near else f"表头有：{listing(names)}。"
        what = f"得分表里找不到“{missing}”列。"
        reader.problems.append(Problem("data.missing_column", what, hint, table.place(first - 1)))
        return [], []
    used = {unit, score, base, previous, weight, department, *levels}
    cells = []
    for row in range(first, table.height):
        name = reader.unit_text(row, unit)
        path = _path(reader, row, levels)
        if not name and not path and not reader.text(row, score):
            continue
        if reader.is_footnote(name):
            continue
        if not name:
            what = "这一行没有单位名称。"
            hint = "请补上；总体的一行请写“合计”。"
            place = table.place(row, names[unit])
            reader.problems.append(Problem("data.blank_unit", what, hint, place))
            continue
        cells.append(
            ScoredCell(
                unit=reader.unit(name),
                path=path,
                score=reader.score(row, score, names[score]),
                n=reader.base(row, base, data.base),
                previous=reader.score(row, previous, _name(names, previous), "上年得分"),
                department=reader.text(row, department),
                weight=reader.weight(row, weight, _name(names, weight)),
                place=table.place(row, names[score]),
            )
        )
    return cells, unused_note(reader, [n for i, n in enumerate(names) if i not in used])


def _name(names: Sequence[str], column: int | None) -> str:
    return "" if column is None else names[column]


def _path(reader: CellReader, row: int, levels: Sequence[int]) -> tuple[str, ...]:
    path = [text for column in levels if (text := reader.text(row, column))]
    return () if len(path) == 1 and reader.is_overall(path[0]) else tuple(path)


def unused_note(reader: CellReader, names: Sequence[str]) -> list[Problem]:
    """Return a note that names the columns of a score sheet that were not used."""
    ignored = {level(name) for name in reader.data.ignore}
    told = [name for name in names if name and level(name) not in ignored]
    if not told:
        return []
    what = f"有{len(told)}列没有用到：{listing(told, len(told))}。"
    hint = "如属正常，可写入 [data] 的 ignore 以不再提示。"
    return [Problem("data.unused_columns", what, hint, reader.table.place(), "note")]
