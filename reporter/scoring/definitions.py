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


def define(
    project: Project, entry: Entry, scales: tuple[ItemScale, ...], tree: Mapping[str, Node]
) -> dict[str, str]:
    """Return topic -> definition. Topics ``scale*``, ``reverse`` and ``weights`` decide
    whether two waves can be compared; the others explain.
    """
    return dict(_define(project, entry, scales, tree))


def _define(
    project: Project, entry: Entry, scales: tuple[ItemScale, ...], tree: Mapping[str, Node]
) -> Iterator[tuple[str, str]]:
    yield "entry", _ENTRY[entry]
    if entry != "scored":
        yield from describe(scales)
    yield (
        "weights",
        "；".join(
            f"{node.name}={node.path_weight:.6g}"
            for node in tree.values()
            if node.parent and node.scored
        ),
    )
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
