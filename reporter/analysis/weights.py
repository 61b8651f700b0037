"""权重: declared weights, within the parent and in the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..facts.fact import TOTAL, Fact
from ..facts.format import shares_to_whole
from ..scoring.scores import Scores
from .cells import PROJECT_FILE, Case, Cell

ID = "weights"
TITLE = "指标权重"
DEFINITION = (
    "权重为指标或题目在上级指标中的份额，同一上级之下合计为100%，未规定的平均分配；"
    "总权重为各级权重的连乘积，即在总体中的份额。"
)
NEEDS = "tally"
ORDER = 75

WEIGHT_RULE = "在上级指标中的份额"
PATH_RULE = "在总体中的份额，各级权重连乘"


def lacks(scores: Scores) -> str | None:
    """A tree always has weights, if it has more than the root."""
    return None if len(scores.tree) > 1 else "没有指标体系，没有权重。"


def run(case: Case) -> Iterator[Fact]:
    """Return weight and path_weight of every scored node but the total (0-1)."""
    nodes = [n for n in case.scores.tree.values() if n.scored and n.id != TOTAL]
    shown = _printed_weights(case.scores)
    digits = _digits([node.weight for node in nodes])
    path_digits = _digits([node.path_weight for node in nodes])
    for node in nodes:
        cell = Cell(case.scores.total, node)
        weight = Fact("weight", value=node.weight, shown=shown.get(node.id), decimals=digits)
        path = Fact("path_weight", value=node.path_weight, decimals=path_digits)
        for fact, rule in ((weight, WEIGHT_RULE), (path, PATH_RULE)):
            stated = replace(fact, unit="weight", method=ID, rule=rule, source=PROJECT_FILE)
            yield case.place(cell, stated)


def _printed_weights(scores: Scores) -> dict[str, float]:
    """Weights of siblings as printed, adding to 100 % exactly."""
    digits = _digits([n.weight for n in scores.tree.values() if n.scored and n.id != TOTAL])
    shown: dict[str, float] = {}
    for parent in scores.tree.values():
        ids = [id for id in parent.children if scores.tree[id].scored]
        weights = [scores.tree[id].weight for id in ids]
        if weights and abs(sum(weights) - 1) < 1e-6:
            shown.update(zip(ids, shares_to_whole(weights, digits), strict=True))
    return shown


def _digits(weights: list[float]) -> int:
    """No decimals where all weights are whole percentages, else one."""
    return 0 if all(abs(w * 100 - round(w * 100)) < 1e-7 for w in weights) else 1
