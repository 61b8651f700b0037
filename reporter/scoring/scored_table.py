"""A scored sheet as a table: cells by unit and node, checked one by one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from ..errors import DataError, Place, Problem
from ..project.model import Project, Segment
from ..project.nearest import did_you_mean, quote
from .scale import SCORE_BOUNDS, normalised
from .scored_tree import ScoredTree, clean_path

if TYPE_CHECKING:
    from ..project import ScoredCell, ScoredSheet

Row = Mapping[str, "ScoredCell"]
"""The cells of one unit by node id."""


def unit_table(
    project: Project, segment: Segment, sheet: ScoredSheet, named: ScoredTree
) -> dict[str, Row]:
    """Return cells by unit ("" = the whole) and node id, in the order of the sheet.

    Raises:
        DataError: scores out of range, one score given twice, unknown units, no score.
    """
    table: dict[str, dict[str, ScoredCell]] = {}
    problems: list[Problem] = []
    for cell in sheet.cells:
        problems += _check_cell(project, cell)
        unit = _unit_name(project, segment, cell)
        if unit is None:
            problems.append(_unknown_unit(segment, cell))
            continue
        id = named.ids[clean_path(project, cell.path)]
        row = table.setdefault(unit, {})
        known = row.get(id)
        if known is None or known.score is None:
            row[id] = cell
        elif cell.score is not None:
            what = f"“{unit or '合计'}”的“{named.tree[id].name}”有两个得分"
            problems.append(
                Problem(
                    "data.duplicate_score",
                    f"{what}：{known.score:g} 和 {cell.score:g}。",
                    "请只保留一个。",
                    cell.place,
                )
            )
    if not any(cell.score is not None for cell in sheet.cells):
        place = Place(sheet.source, sheet.sheet)
        problems.append(Problem("data.empty", "得分表中没有一个得分。", "请核对工作表。", place))
    if problems:
        raise DataError(problems)
    return dict(table)


def _unit_name(project: Project, segment: Segment, cell: ScoredCell) -> str | None:
    """Return the unit of a cell, "" for the whole, None if the project does not list it."""
    unit = cell.unit.strip()
    if unit in project.data.total_rows:
        return ""
    if not unit or not segment.levels:
        return unit
    levels = {normalised(level): level for level in segment.levels}
    levels |= {normalised(written): level for written, level in segment.aliases.items()}
    return levels.get(normalised(unit))


def _check_cell(project: Project, cell: ScoredCell) -> Iterator[Problem]:
    low, high = SCORE_BOUNDS
    for scale in project.scales:
        high = max([high, *(option.points for option in scale.options)])
    for value, name in ((cell.score, "得分"), (cell.previous, "上期得分")):
        if value is not None and not low <= value <= high:  # nan and inf fail here too
            yield Problem(
                "data.score_out_of_range",
                f"{name}{value:g}超出{low:g}～{high:g}分。",
                "请改正数据；得分须为百分制的分。",
                cell.place,
            )
    if cell.n is not None and cell.n < 0:
        yield Problem("data.bad_base", f"样本量{cell.n}小于0。", "请改正数据。", cell.place)
    if cell.weight is not None and not 0 <= cell.weight < float("inf"):
        yield Problem(
            "data.bad_weight", f"权重{cell.weight:g}无效。", "权重须为不小于0的数。", cell.place
        )


def _unknown_unit(segment: Segment, cell: ScoredCell) -> Problem:
    near = did_you_mean(cell.unit.strip(), segment.levels)
    return Problem(
        "data.unknown_level",
        f"未列入的类别{quote(cell.unit)}。",
        f"{near}请改正数据，或把它列入分组“{segment.name}”的 levels。",
        cell.place,
    )
