"""Indicators with weights, owners, scores and targets: the tree whose gap is shared out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from ....errors import Problem, ProjectError
from ....facts.fact import TOTAL
from ....scoring.scores import Node
from ...cells import Cell
from ...contribution import effective_weights
from ...precision import precision
from ...study import Study

_SEVERAL = re.compile(r"[、，,；;/／]")


@dataclass(frozen=True)
class KpiTree:
    """A tree of indicators.

    Attributes:
        nodes: by id, parents before children, the whole first; ``target`` only where stated.
        scores: stated or measured, by id.
        bases: answers behind a score, where known.
        limits: confidence limits of a score, where known.
        weights: share in the whole of every node that has a score or parts with scores.
    """

    nodes: Mapping[str, Node]
    scores: Mapping[str, float]
    bases: Mapping[str, int]
    limits: Mapping[str, tuple[float, float]]
    weights: Mapping[str, float]

    def leaves(self, id: str = TOTAL) -> list[Node]:
        """Return the indicators below a node that have no parts, in order."""
        node = self.nodes[id]
        below = [child for child in node.children if self.nodes[child].scored]
        return [leaf for child in below for leaf in self.leaves(child)] if below else [node]

    def target(self, node: Node) -> float | None:
        """Return the target of a node: its own, or that of the nearest indicator above it."""
        while node.target is None and node.id != TOTAL:
            node = self.nodes[node.parent]
        return node.target


def of_survey(study: Study) -> KpiTree:
    """Return the survey's own tree; targets as the project file states them.

    Raises:
        ProjectError: an indicator of the lowest level without a department, or with several.
    """
    scores, project = study.scores, study.project
    assert scores is not None  # lacks() has said so
    assert project is not None
    nodes = dict(scores.tree)
    if nodes[TOTAL].target is None:
        nodes[TOTAL] = replace(nodes[TOTAL], target=project.targets.total)
    found = {id: one for id, one in scores.total.nodes.items() if one.score is not None}
    limits = {}
    for id, one in found.items():
        width = precision(scores, Cell(scores.total, scores.tree[id])).half_width
        if width is not None and one.score is not None:
            limits[id] = (one.score - width, one.score + width)
    tree = KpiTree(
        nodes,
        {id: one.score for id, one in found.items() if one.score is not None},
        {id: one.n for id, one in found.items() if one.n is not None},
        limits,
        effective_weights(scores),
    )
    problems = [
        Problem("kpi.owner", f"“{leaf.name}”{what}。", "请在项目文件中写一个 department。")
        for leaf in tree.leaves()
        if (what := owner_trouble(leaf.department))
    ]
    if problems:
        raise ProjectError(problems)
    return tree


def owner_trouble(department: str) -> str:
    """Return what is wrong with the owner of a leaf; "" where there is exactly one."""
    if not department:
        return "没有责任部门"
    names = [part for part in _SEVERAL.split(department) if part]
    return f"写了{len(names)}个责任部门“{department}”，应只有一个" if len(names) > 1 else ""
