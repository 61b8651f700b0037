"""Scores already given (unit x indicator) -> scores of every node in every unit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from ..errors import Problem
from ..project import PreviousScore, PreviousWave
from ..project.model import Project, Segment
from . import checks
from .definitions import define
from .from_tally import Gap
from .scored_table import Row, unit_table
from .scored_tree import scored_tree
from .scores import GroupScores, Node, NodeScore, Scores
from .tree import TOTAL

if TYPE_CHECKING:
    from ..project import ScoredCell, ScoredSheet

UNIT = "unit"
"""Id of the segment that is made when the project declares no unit segment."""

ROUNDING = 0.1
"""Points by which rounding may push a stated whole past every unit."""

Tree = Mapping[str, Node]


def from_scored(
    project: Project, sheet: ScoredSheet, previous: PreviousWave | None = None
) -> Scores:
    """Return the scores of a sheet: its units are the groups of the unit segment.

    A stated score is kept; what is not stated follows from the parts by the weights. The
    whole is the 合计 row where given, else the mean of the units weighted by n. There are
    no answers, so no standard error and no distribution.

    Raises:
        DataError: scores out of range, one cell given twice, unknown units or indicators.
    """
    segment = next((s for s in project.segments if s.role == "unit"), None)
    if segment is None:
        segment = Segment(id=UNIT, name=project.data.unit, role="unit")
        project = project.model_copy(update={"segments": (*project.segments, segment)})
    named = scored_tree(project, sheet.cells)
    tree = named.tree
    table = unit_table(project, segment, sheet, named)
    problems = [*sheet.problems, *named.problems]
    gaps: list[Gap] = []
    groups: list[GroupScores] = []
    for unit in segment.levels or [unit for unit in table if unit]:
        row = table.get(unit, {})
        nodes = _nodes(row, tree)
        problems += _check_totals(row, nodes, tree, unit)
        gaps += _gaps(row, nodes, tree, (segment.id, unit))
        n = _base(nodes)
        groups.append(GroupScores(segment.id, unit, n, None, segment.population.get(unit), nodes))
    total, found = _whole(project, table.get("", {}), groups, tree)
    problems += found
    problems += checks.check_gaps(gaps, tree, {segment.id: segment.name})
    problems += checks.check_bases(total, {segment.id: groups}, project)
    return Scores(
        project=project,
        entry="scored",
        tree=tree,
        total=total,
        groups={segment.id: tuple(groups)},
        source=sheet.source,
        sha256=sheet.sha256,
        rows=len(sheet.cells),
        rejected=0,
        weighted=False,
        problems=tuple(problems),
        previous=_previous(project, segment, table, previous),
        definitions=define(project, "scored", (), tree),
    )


def _parts(nodes: Mapping[str, NodeScore], tree: Tree, id: str) -> list[tuple[str, float, float]]:
    """Return (name, score, weight) of the children with a score; weights add to 1."""
    found = [
        (tree[child].name, score, tree[child].weight)
        for child in tree[id].children
        if (score := nodes[child].score) is not None
    ]
    whole = sum(weight for _, _, weight in found)
    return [(name, score, weight / whole) for name, score, weight in found if whole > 0]


def _nodes(row: Row, tree: Tree) -> dict[str, NodeScore]:
    """Return the stated scores of a unit, and derived ones where nothing is stated."""
    nodes: dict[str, NodeScore] = {}
    for id in reversed(list(tree)):
        cell = row.get(id)
        n = cell.n if cell is not None else None
        if cell is not None and cell.score is not None:
            nodes[id] = NodeScore(cell.score, n)
            continue
        parts = _parts(nodes, tree, id)
        score = sum(score * weight for _, score, weight in parts) if parts else None
        below = [nodes[child] for child in tree[id].children]
        nodes[id] = NodeScore(score, _largest(below) if n is None else n)
    return {id: nodes[id] for id in tree}


def _largest(nodes: Sequence[NodeScore]) -> int | None:
    return max((node.n for node in nodes if node.n is not None), default=None)


def _base(nodes: Mapping[str, NodeScore]) -> int | None:
    """Return the base of a group: that of its total score, else the largest of any."""
    stated = nodes[TOTAL].n
    return _largest(list(nodes.values())) if stated is None else stated


def _check_totals(
    row: Row, nodes: Mapping[str, NodeScore], tree: Tree, unit: str
) -> Iterator[Problem]:
    """Yield stated scores that the scores of all their parts do not give."""
    # Only stated scores tell how finely the sheet is rounded; derived ones have more digits.
    digits = checks.decimals_of(cell.score for cell in row.values() if cell.score is not None)
    for id, cell in row.items():
        parts = _parts(nodes, tree, id)
        if cell.score is None or not parts or len(parts) < len(tree[id].children):
            continue
        name = f"{unit}：{tree[id].name}" if unit else tree[id].name
        found = checks.check_total(cell.score, parts, name, cell.place, digits)
        if found is not None:
            yield found


def _gaps(
    row: Row, nodes: Mapping[str, NodeScore], tree: Tree, group: tuple[str, str]
) -> Iterator[Gap]:
    for id, node in tree.items():
        is_stated = id in row and row[id].score is not None
        if nodes[id].score is not None and not is_stated:
            yield from (
                Gap(*group, id, child) for child in node.children if nodes[child].score is None
            )


def _whole(
    project: Project, row: Row, groups: Sequence[GroupScores], tree: Tree
) -> tuple[GroupScores, list[Problem]]:
    """Return the scores of the whole: what the 合计 row gives, else means over the units."""
    derived = _nodes(row, tree)
    problems = list(_check_totals(row, derived, tree, ""))
    nodes: dict[str, NodeScore] = {}
    given: set[str] = set()
    is_plain = False
    for id in reversed(list(tree)):
        cell, children = row.get(id), tree[id].children
        mean, was_plain = _mean(groups, id)
        if cell is not None and cell.score is not None:
            problems += _outside(cell, groups, tree[id])
            given.add(id)
        elif children and all(child in given for child in children):
            given.add(id)
        if id in given:
            n = derived[id].n
            nodes[id] = NodeScore(derived[id].score, mean.n if n is None else n)
        else:
            nodes[id] = mean
            is_plain = is_plain or was_plain
    if is_plain:
        problems.append(
            Problem(
                "data.plain_mean",
                "得分表缺少样本量，总体得分按各单位简单平均计算，未按样本量加权。",
                f"请补充“{project.data.base}”列或合计行。",
                severity="note",
            )
        )
    nodes = {id: nodes[id] for id in tree}
    return GroupScores("", "", _base(nodes), None, project.survey.population, nodes), problems


def _mean(groups: Sequence[GroupScores], id: str) -> tuple[NodeScore, bool]:
    """Return a node's mean over units, and whether it had to be a plain one (n missing)."""
    pairs = [
        (score, group.n if group.nodes[id].n is None else group.nodes[id].n)
        for group in groups
        if (score := group.nodes[id].score) is not None
    ]
    if not pairs:
        return NodeScore(None, None), False
    bases = [n for _, n in pairs if n is not None]
    whole = sum(bases)
    if len(bases) == len(pairs) and whole > 0:
        weighted = sum(score * n for (score, _), n in zip(pairs, bases, strict=True))
        return NodeScore(weighted / whole, whole), False
    return NodeScore(sum(score for score, _ in pairs) / len(pairs), None), len(pairs) > 1


def _outside(cell: ScoredCell, groups: Sequence[GroupScores], node: Node) -> Iterator[Problem]:
    """Yield a problem if a stated whole lies beyond every unit: no weighting can give it."""
    scores = [score for g in groups if (score := g.nodes[node.id].score) is not None]
    if len(scores) < 2 or cell.score is None:
        return
    low, high = min(scores), max(scores)
    if not low - ROUNDING <= cell.score <= high + ROUNDING:
        yield Problem(
            "data.whole_outside_units",
            f"合计行的“{node.name}”为{cell.score:g}分，超出了各单位的范围"
            f"（{low:g}～{high:g}分），任何加权平均都得不到。",
            "请核对合计行与各单位得分。",
            cell.place,
            "warning",
        )


def _previous(
    project: Project,
    segment: Segment,
    table: Mapping[str, Row],
    known: PreviousWave | None,
) -> PreviousWave | None:
    """Return last wave's scores; those of the sheet fill what was not given otherwise."""
    found: dict[str, PreviousScore] = {}
    for unit, row in table.items():
        group = f"@{segment.id}={unit}" if unit else ""  # the key of a fact, see facts.fact
        for id, cell in row.items():
            if cell.previous is not None:
                found[f"score/{id}{group}"] = PreviousScore(cell.previous, None, None)
    if not found:
        return known
    if known is None:
        label = project.previous.wave if project.previous else ""
        return PreviousWave(wave=label or "上期", scores=found, definitions={})
    return PreviousWave(
        wave=known.wave, scores={**found, **known.scores}, definitions=known.definitions
    )
