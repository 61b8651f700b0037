"""The indicator tree: indicators and items as nodes with normalised weights."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from ..errors import Problem, ProjectError
from ..project.model import Indicator, Item, Project
from .scores import Node

TOTAL = "total"


def build_tree(project: Project) -> dict[str, Node]:
    """Return all nodes, depth first in document order, the whole first.

    Below a node come its indicators, then its items. Weights of siblings are divided by
    their sum; siblings without a weight share what the others leave. Items that are not
    scored stand at the end: they have no parent, no weight, and the level of the deepest
    node, so that they never pass for a dimension.

    Raises:
        ProjectError: an unknown parent, a cycle, or an id used twice.
    """
    _check_ids(project)
    below = _children(project)
    total = Node(
        id=TOTAL,
        name="总体",
        level=0,
        parent="",
        children=(),
        weight=1.0,
        path_weight=1.0,
        target=project.targets.total,
    )
    tree: dict[str, Node] = {}
    _add(tree, total, below)
    lost = [i for i in project.indicators if i.id not in tree]
    if lost:
        names = "、".join(f"“{i.name}”" for i in lost)
        raise ProjectError(
            Problem(
                "project.tree_cycle",
                f"指标{names}不能上溯到总体：上级指标互相循环。",
                "请检查 [[indicators]] 的 parent。",
            )
        )
    deepest = max(node.level for node in tree.values())
    departments = {i.id: tree[i.id].department for i in project.indicators}
    for item in project.items:
        if not item.scored:
            department = item.department or departments.get(item.indicator, "")
            tree[item.id] = Node(
                item.id, item.name, max(deepest, 1), "", (), 0.0, 0.0, department,
                is_item=True, scored=False,
            )  # fmt: skip
    return tree


def shares(weights: Sequence[float | None]) -> list[float]:
    """Return weights that add to 1; None takes an equal part of what is left.

    All zero (or nothing left and nothing given) becomes equal parts.
    """
    given = sum(weight for weight in weights if weight is not None)
    blank = sum(weight is None for weight in weights)
    rest = max(0.0, 1.0 - given) / blank if blank else 0.0
    full = [rest if weight is None else weight for weight in weights]
    whole = sum(full)
    return [weight / whole if whole > 0 else 1 / len(full) for weight in full]


def items_below(tree: Mapping[str, Node]) -> dict[str, tuple[str, ...]]:
    """Return the scored leaves under every node, by node id, in document order."""
    below: dict[str, tuple[str, ...]] = {}
    for node in reversed(list(tree.values())):
        if not node.children:
            below[node.id] = (node.id,)
        else:
            below[node.id] = tuple(leaf for child in node.children for leaf in below[child])
    return below


def _add(tree: dict[str, Node], node: Node, below: Mapping[str, list[Indicator | Item]]) -> None:
    children = below.get(node.id, [])
    tree[node.id] = replace(node, children=tuple(child.id for child in children))
    weights = shares([child.weight for child in children]) if children else []
    for child, weight in zip(children, weights, strict=True):
        made = Node(
            id=child.id,
            name=child.name,
            level=node.level + 1,
            parent=node.id,
            children=(),
            weight=weight,
            path_weight=weight * node.path_weight,
            department=child.department or node.department,
            support=(isinstance(child, Indicator) and child.support) or node.support,
            target=child.target if isinstance(child, Indicator) else None,
            is_item=isinstance(child, Item),
        )
        _add(tree, made, below)


def _children(project: Project) -> dict[str, list[Indicator | Item]]:
    known = {TOTAL, *(indicator.id for indicator in project.indicators)}
    below: dict[str, list[Indicator | Item]] = {}
    pairs: Iterable[tuple[str, Indicator | Item]] = [
        *((indicator.parent or TOTAL, indicator) for indicator in project.indicators),
        *((item.indicator, item) for item in project.items if item.scored),
    ]
    for parent, child in pairs:
        if parent not in known:
            raise ProjectError(
                Problem(
                    "project.unknown_indicator",
                    f"“{child.name}”的上级指标“{parent}”不存在。",
                    "请检查 parent 或 indicator，或补充该指标。",
                )
            )
        below.setdefault(parent, []).append(child)
    return below


def _check_ids(project: Project) -> None:
    seen = {TOTAL}
    entries: list[Indicator | Item] = [*project.indicators, *project.items]
    for entry in entries:
        if entry.id in seen:
            raise ProjectError(
                Problem(
                    "project.duplicate_id",
                    f"id“{entry.id}”重复使用。",
                    "请为每个指标和题目取不同的 id。",
                )
            )
        seen.add(entry.id)
