"""Checks of the indicator tree: parents, cycles, depth, empty branches, weights."""

from __future__ import annotations

from collections.abc import Iterator
from math import fsum
from typing import NamedTuple

from .checks import TOTAL, Finding
from .model import Indicator, Project
from .nearest import did_you_mean, listing

MAX_DEPTH = 3
WEIGHT_TOLERANCE = 1e-6


def check_parents(project: Project) -> Iterator[Finding]:
    """Parents exist, nothing is its own ancestor, and there are three levels at most."""
    by_id = {row.id: row for row in project.indicators}
    reported: set[str] = set()  # members of a cycle that has been named
    for index, row in enumerate(project.indicators):
        path = f"indicators[{index}].parent"
        if row.parent and row.parent != TOTAL and row.parent not in by_id:
            known = [other for other in by_id if other != row.id]
            hint = did_you_mean(row.parent, known)
            hint = hint or f"可用的有：{listing(known)}；一级指标不写 parent。"
            what = f"指标“{row.name}”的上级“{row.parent}”不存在。"
            yield Finding(path, "project.unknown_parent", what, hint)
            continue
        chain, cycle = _ancestors(row, by_id)
        if cycle and row.id in cycle:
            if row.id not in reported:
                what = f"指标的上下级成了一个圈：{' → '.join((*cycle, cycle[0]))}。"
                hint = "请让其中一个指标不写 parent，或改挂到别处。"
                yield Finding(path, "project.cycle", what, hint)
            reported.update(cycle)
        elif not cycle and len(chain) > MAX_DEPTH:
            what = f"指标“{row.name}”在第{len(chain)}级，最多{MAX_DEPTH}级。"
            hint = "请合并层级，或把最下一级写成题目 [[items]]。"
            yield Finding(path, "project.too_deep", what, hint)


def _ancestors(row: Indicator, by_id: dict[str, Indicator]) -> tuple[list[str], tuple[str, ...]]:
    """Return the chain of ids from ``row`` up, and the cycle it runs into (or ())."""
    chain: list[str] = []
    current: Indicator | None = row
    while current is not None:
        if current.id in chain:
            return chain, tuple(chain[chain.index(current.id) :])
        chain.append(current.id)
        current = by_id.get(current.parent)
    return chain, ()


class _Child(NamedTuple):
    path: str
    name: str
    weight: float | None


def _children(project: Project) -> dict[str, list[_Child]]:
    children: dict[str, list[_Child]] = {}
    for index, row in enumerate(project.indicators):
        child = _Child(f"indicators[{index}]", row.name, row.weight)
        children.setdefault(row.parent or TOTAL, []).append(child)
    for index, item in enumerate(project.items):
        if item.scored:
            child = _Child(f"items[{index}]", item.name, item.weight)
            children.setdefault(item.indicator, []).append(child)
    return children


def check_branches(project: Project) -> Iterator[Finding]:
    """Every indicator ends in items (unless scores are given), and the whole has a part."""
    children = _children(project)
    if project.data.entry == "scored":
        return
    for index, row in enumerate(project.indicators):
        if row.id not in children:
            yield Finding(
                f"indicators[{index}]",
                "project.empty_indicator",
                f"指标“{row.name}”下面没有下级指标，也没有计分的题目。",
                f'请给它加题目（indicator = "{row.id}"），或删去这个指标。',
            )
    has_cycle = any(row.parent for row in project.indicators)  # then it is reported there
    if project.items and TOTAL not in children and not has_cycle:
        yield Finding(
            "items",
            "project.empty_total",
            "没有任何题目计入总体。",
            '请至少让一个指标不写 parent，或让题目的 indicator = "total"。',
        )


def check_weights(project: Project) -> Iterator[Finding]:
    """Weights of siblings: all given and adding to 1, or none given."""
    names = {row.id: f"指标“{row.name}”" for row in project.indicators} | {TOTAL: "总体"}
    for parent, siblings in _children(project).items():
        if parent not in names:
            continue  # an unknown parent is reported elsewhere
        weights = [child.weight for child in siblings if child.weight is not None]
        if not weights:
            continue
        if len(weights) < len(siblings):
            without = [child for child in siblings if child.weight is None]
            listed = listing(child.name for child in without)
            what = f"{names[parent]}的下级中，{listed}没有写权重，其他的写了。"
            hint = "请都写上权重，或都不写（平均分配）。"
            yield Finding(without[0].path, "project.weights_mixed", what, hint)
            continue
        total = fsum(weights)
        if abs(total - 1) > WEIGHT_TOLERANCE:
            what = f"{names[parent]}的{len(siblings)}个下级的权重之和是{total:.6g}，应为1。"
            each = "、".join(f"{c.name} {c.weight:g}" for c in siblings[:8])
            rest = f"等{len(siblings)}个" if len(siblings) > 8 else ""
            hint = f"现在是：{each}{rest}。请改正。"
            yield Finding(f"{siblings[0].path}.weight", "project.weights", what, hint)


def check_columns(project: Project) -> Iterator[Finding]:
    """A column counts once in the tree."""
    seen: dict[str, str] = {}
    for index, item in enumerate(project.items):
        column = item.column or item.name
        if item.scored and column in seen:
            what = f"题目“{item.name}”与“{seen[column]}”用同一列“{column}”，得分会算两次。"
            hint = "请改正 column；只想单独报告的题目写 scored = false。"
            path = f"items[{index}].column"
            yield Finding(path, "project.duplicate_column", what, hint)
        if item.scored:
            seen.setdefault(column, item.name)


CHECKS = (check_parents, check_branches, check_weights, check_columns)
