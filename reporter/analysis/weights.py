"""权重: declared weights, within the parent and in the whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose

from ..facts.fact import TOTAL, Fact
from ..facts.format import denoise, round_half_up
from ..scoring.scores import Scores
from .cells import PROJECT_FILE, Case, Cell

ID = "weights"
TITLE = "指标权重"
DEFINITION = (
    "权重为指标或题目在上级指标中的份额，同一上级之下合计为100%，未规定的平均分配；"
    "总权重为各级权重的连乘积，即在总体中的份额；"
    "印出的权重用最大余数法修约，使各项之和等于合计；"
    "这样会使相等的权重印得不等的，各自四舍五入，各项之和与合计可略有出入。"
)
FORMULAS = (r"W_k=\prod_{j} w_j",)
SYMBOLS = {
    r"W_k": "总权重",
    r"w_j": "从一级到该指标，各级的权重",
}
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
    for statistic, rule in (("weight", WEIGHT_RULE), ("path_weight", PATH_RULE)):
        digits = _digits([getattr(node, statistic) for node in nodes])
        shown = _printed(case.scores, digits, whole_path=statistic == "path_weight")
        for node in nodes:
            fact = Fact(
                statistic,
                value=getattr(node, statistic),
                shown=shown.get(node.id),
                unit="weight",
                decimals=digits,
                method=ID,
                rule=rule,
                source=PROJECT_FILE,
            )
            yield case.place(Cell(case.scores.total, node), fact)


def _printed(scores: Scores, digits: int, whole_path: bool) -> dict[str, float]:
    """Return weights as printed: siblings add to 100 %, or on the path to their parent.

    So every column of a weight table adds up, and so does every branch, but where equal weights
    would print unequal: a reader takes those for a decision.
    """
    step = 100 * 10**digits
    units = {TOTAL: step}
    for parent in scores.tree.values():
        ids = [id for id in parent.children if scores.tree[id].scored]
        weights = [scores.tree[id].weight for id in ids]
        if ids and parent.id in units and isclose(sum(weights), 1, abs_tol=1e-6):
            whole = units[parent.id] if whole_path else step
            units.update(zip(ids, _apportioned(weights, whole), strict=True))
    return {id: count / step for id, count in units.items()}


def _apportioned(weights: Sequence[float], whole: int) -> list[int]:
    """Divide whole units by weights that add to 1: largest remainder, equal ones alike."""
    exact = [denoise(weight * whole) for weight in weights]
    floors = [int(value) for value in exact]
    order = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for index in order[: whole - sum(floors)]:
        floors[index] += 1
    alike: dict[float, set[int]] = {}
    for value, count in zip(exact, floors, strict=True):
        alike.setdefault(round(value, 6), set()).add(count)
    if any(len(counts) > 1 for counts in alike.values()):
        return [int(round_half_up(value, 0)) for value in exact]
    return floors


def _digits(weights: Sequence[float]) -> int:
    """No decimals where all weights are whole percentages, else one."""
    return 0 if all(abs(w * 100 - round(w * 100)) < 1e-7 for w in weights) else 1
