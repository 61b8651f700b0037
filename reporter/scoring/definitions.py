"""How the scores came about, in Chinese: printed in reports, compared between waves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..project.model import Project
from .scale import ItemScale, describe
from .scores import Entry, Node

_ENTRY = {
    "answers": "由受访者的答案按量表赋分",
    "scores": "由每份问卷的分数计算",
    "scored": "采用已汇总的得分，本程序不重新计算单位得分",
}

SCALE, WEIGHTS = "scale/", "weights/"


def topics_of(node: Node, tree: Mapping[str, Node]) -> Iterator[str]:
    """Yield the topics that decide how a node is scored: its own and those of all below it."""
    yield f"{SCALE}{node.id}"
    yield f"{WEIGHTS}{node.id}"
    for id in node.children:
        if tree[id].scored:
            yield from topics_of(tree[id], tree)


def tells(definitions: Mapping[str, str]) -> bool:
    """Say whether definitions hold any topic that decides; a hand-written last wave has none."""
    return any(name.startswith((SCALE, WEIGHTS)) for name in definitions)


def define(
    project: Project, entry: Entry, scales: tuple[ItemScale, ...], tree: Mapping[str, Node]
) -> dict[str, str]:
    """Return topic -> definition.

    Two topics decide whether a node can be compared between waves, see :func:`topics_of`:
    ``scale/<item>``, its answers and their points, and ``weights/<node>``, what it is made
    of. Both go by id, so that another display name changes nothing. The others explain.
    """
    return dict(_define(project, entry, scales, tree))


def _define(
    project: Project, entry: Entry, scales: tuple[ItemScale, ...], tree: Mapping[str, Node]
) -> Iterator[tuple[str, str]]:
    yield "entry", _ENTRY[entry]
    if entry != "scored":
        yield from ((f"{SCALE}{scale.item}", text) for scale in scales if (text := describe(scale)))
    for node in tree.values():
        parts = [tree[id] for id in node.children if tree[id].scored]
        if parts:
            text = "；".join(f"{part.id}={part.weight:.6g}" for part in parts)
            yield f"{WEIGHTS}{node.id}", text
    yield "node_score", "上级得分等于下级得分乘以权重之和；下级没有数据时，其余权重重新归一。"
    if entry == "scored":
        return
    yield "item_score", "题目得分等于有效答案的分值之和除以有效答案数。"
    left_out = "、".join(text for text in project.data.not_applicable if text)
    if left_out:
        yield "denominator", f"{left_out}及未作答不计入分母。"
    rate = "、".join(dict.fromkeys(_satisfied(scales)))
    if rate:
        yield "satisfied_rate", f"满意率为选择{rate}的答案占有效答案的比例。"
    yield "pooled", "指标的答案分布与满意率为其下各题的比例按权重合并；反向题按赋分等级计入。"
    yield "standard_error", "得分的标准误按线性化方法由各题两两矩计算，未含有限总体修正。"
    if project.data.weight:
        yield "sample_weights", f"按“{project.data.weight}”列加权；样本量均为未加权份数。"


def _satisfied(scales: tuple[ItemScale, ...]) -> Iterator[str]:
    for scale in scales:
        yield from (
            f"“{label}”" for label, yes in zip(scale.base, scale.satisfied, strict=True) if yes
        )
