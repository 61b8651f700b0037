"""Ready-made scores: a sheet unit x indicator, long or wide.

Long: one row a score, with columns 单位, 一级指标, 二级指标, 三级指标, 责任部门, 权重, 样本量,
本年得分, 上年得分 (those that are there). Wide: one row a unit, one column an indicator, the
levels in header rows that are often merged.
"""

from __future__ import annotations

from collections.abc import Iterable

from ...errors import DataError, Problem
from ..checks import score_range
from ..header_names import level
from ..load import OpenedProject
from ..nearest import listing
from ..responses import ScoredCell, ScoredSheet
from .header_rows import header_parts, header_rows
from .headers import header_row
from .private_use import private_cells
from .scored_cells import CellReader
from .scored_long import LEVEL_NAMES, read_long
from .scored_wide import read_wide
from .table import Table, capped, is_blank


def build_scored_sheet(opened: OpenedProject, table: Table) -> ScoredSheet:
    """Return the scores in a table; raises DataError with all problems found."""
    data = opened.model.data
    start = _header_start(table, data.unit)
    count = _header_count(table, start, data.header_rows, data.unit)
    parts = header_parts(table, start, count)
    reader = CellReader(table, data, score_range(opened.model)[1])
    if _is_long(parts, data.layout, data.score):
        cells, notes = read_long(reader, parts, start + count)
    else:
        cells, notes = read_wide(reader, parts, start + count)
    columns = [(index, "—".join(column)) for index, column in enumerate(parts)]
    private = private_cells(table, columns, start, range(len(columns)))
    problems = [*private, *reader.problems, *_duplicates(cells)]
    if not cells and not problems:
        what = "得分表只有表头，没有得分。"
        hint = "请核对工作表，以及 [data] 中的 unit 和 score。"
        problems.append(Problem("data.empty", what, hint, table.place()))
    if problems:
        raise DataError(capped(problems))
    return ScoredSheet(
        table.source, table.sheet, table.sha256, tuple(cells), (*table.problems, *notes)
    )


def _header_start(table: Table, unit: str) -> int:
    """Return the first header row: the one with the unit column, else the usual guess."""
    rows = table.top()
    wanted = level(unit)
    for index, row in enumerate(rows):
        if any(level(str(cell)) == wanted for cell in row):
            return index
    start = header_row(rows)
    names = [str(cell) for cell in rows[start] if not is_blank(cell)]
    what = f"得分表里找不到单位列“{unit}”。"
    hint = f"表头有：{listing(names)}。请在 [data] 的 unit 中写明单位列的名称。"
    raise DataError(Problem("data.missing_column", what, hint, table.place(start)))


def _header_count(table: Table, start: int, declared: int, unit: str) -> int:
    """The header goes on while the unit column is blank below its title."""
    if declared:
        return declared
    wanted = level(unit)
    column = next(i for i, cell in enumerate(table.row(start)) if level(str(cell)) == wanted)
    last = start
    while last + 1 < min(start + 3, table.height) and is_blank(table.columns[column][last + 1]):
        last += 1
    return max(last - start + 1, 1 if last > start else header_rows(table, start))


def _is_long(parts: Iterable[tuple[str, ...]], layout: str, score: str) -> bool:
    if layout != "auto":
        return layout == "long"
    names = {level(column[-1]) for column in parts if column}
    return level(score) in names and bool(names & set(LEVEL_NAMES))


def _duplicates(cells: Iterable[ScoredCell]) -> list[Problem]:
    seen: dict[tuple[str, tuple[str, ...]], ScoredCell] = {}
    problems = []
    for cell in cells:
        first = seen.setdefault((cell.unit, cell.path), cell)
        if first is not cell:
            name = "—".join(cell.path) or "总体"
            where = f"第{first.place.row}行“{first.place.column}”列"
            what = f"“{cell.unit or '合计'}”的“{name}”得分出现两次，另一处在{where}。"
            hint = "请只保留一处。"
            problems.append(Problem("data.duplicate_score", what, hint, cell.place))
    return problems
