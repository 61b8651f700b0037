"""A table of indicators, one row an indicator, read into a tree; all that is wrong is named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....errors import DataError, Problem
from ....facts.fact import TOTAL
from ....project.nearest import did_you_mean, listing
from ....project.readers.table import MAX_LISTED, capped
from ....project.study_table import StudyTable
from ....scoring.scores import Node
from ...contribution import shares_in_whole
from .kpi_tree import KpiTree, owner_trouble

if TYPE_CHECKING:
    import numpy as np
    from pydantic import BaseModel

_SLACK = 1e-6
_FAR = 20  # a target so many times 1 point is in other units than a score up to 1


@dataclass(frozen=True, slots=True)
class _Rows:
    """The cells of a table of indicators; ``kids`` are rows by the id of their parent."""

    names: tuple[str, ...]
    ids: tuple[str, ...]
    parents: tuple[str, ...]
    departments: tuple[str, ...]
    weights: list[float | None]
    scores: list[float | None]
    targets: list[float | None]
    kids: dict[str, list[int]]


def of_table(table: StudyTable, columns: BaseModel, highest: float = 100.0) -> KpiTree:
    """Return the tree of a table; ``columns`` holds the names of its columns ("" for none).

    Weights are shares (0.3, 30%), or all of them percentages that add to 100 below each parent.
    Scores and targets are points from 0 to ``highest``.

    Raises:
        DataError: with row and column of everything that is wrong.
    """
    rows = _read(table, dict(columns), highest)
    labels = dict(columns)
    problems = [*_links(table, rows, labels)]
    if problems:
        raise DataError(capped(problems))
    scale = _scale(rows)
    problems = [
        *_weights(table, rows, labels, scale),
        *_owners(table, rows, labels),
        *_shares_for_points(table, rows, labels),
    ]
    if problems:
        raise DataError(capped(problems))
    nodes = {TOTAL: Node(TOTAL, "总体", 0, "", _children(rows, ""), 1.0, 1.0)}
    for row, above in _down(rows):
        id, weight = rows.ids[row], (rows.weights[row] or 0.0) / scale
        nodes[id] = Node(
            id, rows.names[row], nodes[above].level + 1, above, _children(rows, id), weight,
            nodes[above].path_weight * weight, rows.departments[row], target=rows.targets[row],
        )  # fmt: skip
    known = {
        id: score for id, score in zip(rows.ids, rows.scores, strict=True) if score is not None
    }
    return KpiTree(nodes, known, {}, {}, shares_in_whole(nodes, _with_scores(nodes, known)))


def _read(table: StudyTable, names: dict[str, str], highest: float) -> _Rows:
    table.require(name for name in names.values() if name)
    titles = table.texts(names["name"])
    ids = table.texts(names["id"]) if names["id"] else titles
    parents = table.texts(names["parent"]) if names["parent"] else ("",) * len(ids)
    kids: dict[str, list[int]] = {}
    for row, parent in enumerate(parents):
        kids.setdefault(parent, []).append(row)
    weights = _optional(table.numbers([names["weight"]], percent=True)[:, 0])
    points = table.numbers([names["score"], names["target"]], bounds=(0.0, highest))
    scores, targets = (_optional(points[:, j]) for j in (0, 1))
    departments = table.texts(names["department"])
    return _Rows(titles, ids, parents, departments, weights, scores, targets, kids)


def _optional(column: np.ndarray) -> list[float | None]:
    return [None if one != one else float(one) for one in column]


def _children(rows: _Rows, id: str) -> tuple[str, ...]:
    return tuple(rows.ids[row] for row in rows.kids.get(id, ()))


def _down(rows: _Rows) -> Iterator[tuple[int, str]]:
    """Yield every row with the id of its parent, parents before their children."""
    waiting = [(row, TOTAL) for row in rows.kids[""]]
    while waiting:
        row, above = waiting.pop(0)
        yield row, above
        waiting = [(kid, rows.ids[row]) for kid in rows.kids.get(rows.ids[row], ())] + waiting


def _links(table: StudyTable, rows: _Rows, labels: dict[str, str]) -> Iterator[Problem]:
    """Yield what is wrong with ids and parents."""
    seen: dict[str, int] = {}
    column = labels["id"] or labels["name"]
    for row, id in enumerate(rows.ids):
        where = table.place(row, column)
        if not id or id == TOTAL:
            yield Problem("kpi.id", "指标没有名称或编号。", "请补上。", where)
        elif id in seen:
            first = table.row_text(seen[id])
            what = f"“{id}”与{first}重复。"
            yield Problem("kpi.id", what, "同名的指标请用编号列 id 区分。", where)
        seen.setdefault(id, row)
    lost = 0
    for row, parent in enumerate(rows.parents):
        where = table.place(row, labels["parent"])
        if parent and parent not in seen:
            lost += 1
            near = did_you_mean(parent, seen) if lost <= MAX_LISTED else ""  # slow among thousands
            hint = near or f"表中的指标：{listing(seen)}。"
            yield Problem("kpi.parent", f"上级“{parent}”不在表中。", hint, where)
        elif parent and _circular(rows, seen, row):
            what = f"“{rows.names[row]}”的上级绕回自身。"
            yield Problem("kpi.parent", what, "请核对上级列。", where)
    if "" not in rows.kids:
        what = "没有一级指标：每个指标都写了上级。"
        yield Problem("kpi.parent", what, "一级指标的上级留空。", table.place())


def _circular(rows: _Rows, seen: dict[str, int], row: int) -> bool:
    at: int | None = row
    for _ in rows.ids:
        at = seen.get(rows.parents[at]) if at is not None else None
        if at is None or at == row:
            return at is not None
    return False


def _scale(rows: _Rows) -> float:
    """Return 100 where all weights are percentages, else 1."""
    sums = [sum(rows.weights[row] or 0.0 for row in kids) for kids in rows.kids.values()]
    return 100.0 if sums and all(abs(one - 100) <= 100 * _SLACK for one in sums) else 1.0


def _weights(
    table: StudyTable, rows: _Rows, labels: dict[str, str], scale: float
) -> Iterator[Problem]:
    """Yield weights that are not there, below 0, or do not add to the whole."""
    for parent, kids in rows.kids.items():
        bad = False
        for row in kids:
            weight = rows.weights[row]
            if weight is None or weight < 0:
                bad = True
                what = f"“{rows.names[row]}”" + ("没有权重。" if weight is None else "的权重为负。")
                hint = "请写0至1的数或百分数。"
                yield Problem("kpi.weight", what, hint, table.place(row, labels["weight"]))
        total = sum(rows.weights[row] or 0.0 for row in kids)
        if not bad and abs(total - scale) > scale * _SLACK:
            where = table.place(kids[0], labels["weight"])
            over = f"“{rows.names[rows.ids.index(parent)]}”之下" if parent else "一级"
            what = f"{over}{len(kids)}个指标的权重合计为{total:g}，应为1（或100）。"
            hint = f"请核对{listing(rows.names[row] for row in kids)}的权重。"
            yield Problem("kpi.weight", what, hint, where)


def _owners(table: StudyTable, rows: _Rows, labels: dict[str, str]) -> Iterator[Problem]:
    """Yield leaves without a department, or with several."""
    for row, id in enumerate(rows.ids):
        trouble = "" if id in rows.kids else owner_trouble(rows.departments[row])
        if trouble:
            what, hint = f"“{rows.names[row]}”{trouble}。", "每个末级指标写一个责任部门。"
            yield Problem("kpi.owner", what, hint, table.place(row, labels["department"]))


def _shares_for_points(table: StudyTable, rows: _Rows, labels: dict[str, str]) -> Iterator[Problem]:
    """Yield scores such as 0.95 beside a target of 90: shares where points are meant."""
    for row, (score, target) in enumerate(zip(rows.scores, rows.targets, strict=True)):
        if score is not None and target is not None and 0 < score <= 1 < target / _FAR:
            what = f"得分{score:g}像是比例，它的目标值是{target:g}分。"
            hint = f"得分请写成{score * 100:g}的样子，与目标值单位相同。"
            yield Problem("kpi.score", what, hint, table.place(row, labels["score"]))


def _with_scores(nodes: dict[str, Node], known: dict[str, float]) -> set[str]:
    """Return the ids of leaves with a score and of everything above them."""
    found: set[str] = set()
    for id, node in nodes.items():
        at = id if not node.children and id in known else ""
        while at and at not in found:
            found.add(at)
            at = nodes[at].parent
    return found
