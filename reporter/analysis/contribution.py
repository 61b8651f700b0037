"""贡献: how much of the total each node carries, lifts or drags."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import replace

from ..facts.fact import TOTAL, Fact
from ..scoring.scores import Node, Scores
from .cells import Case, Cell

ID = "contribution"
TITLE = "对总体得分的贡献"
DEFINITION = (
    "贡献为总权重×得分，下级指标的贡献之和等于上级的贡献；"
    "拉动为总权重×（得分−总体得分），正数拉高总体，负数拉低总体，同级指标的拉动之和为0；"
    "变化贡献为总权重×得分的变化。下级没有得分的，其余下级的权重按比例放大。"
)
FORMULAS = (r"C_k=W_k S_k,\qquad L_k=W_k(S_k-S)",)
SYMBOLS = {
    r"C_k": "贡献",
    r"L_k": "拉动",
    r"W_k": "总权重",
    r"S_k": "得分",
    r"S": "总体得分",
}
NEEDS = "tally"
ORDER = 80

CONTRIBUTION_RULE = "总权重×得分"
PULL_RULE = "总权重×（得分−总体得分）"
CHANGE_RULE = "总权重×得分的变化"
NOT_DERIVABLE = "所给总体得分与分项加权结果不一致，各项贡献之和不等于总体得分"


def lacks(scores: Scores) -> str | None:
    """There must be a score of the whole and parts of it."""
    if scores.total.nodes[TOTAL].score is None:
        return "没有总体得分，未计算贡献。"
    return None if len(scores.tree) > 1 else "没有下级指标，未计算贡献。"


def run(case: Case) -> Iterator[Fact]:
    """Return contribution, pull, change_contribution of scored nodes but the total (points)."""
    weights = effective_weights(case.scores)
    whole = Cell(case.scores.total, case.total)
    total = case.score(whole)
    sound = _adds_up(case.scores, weights)
    for cell in case.whole():
        if not cell.node.scored or cell.node.id == TOTAL:
            continue
        weight, score = weights.get(cell.node.id), cell.result.score
        missing = "" if weight is not None and score is not None else case.no_score()
        base = Fact("contribution", unit="points", method=ID, error=missing)
        # one digit more than scores: a share of a share is a small number
        base = replace(base, decimals=case.scores.project.report.decimals + 1)
        base = replace(base, warning="" if sound else NOT_DERIVABLE)
        share = None if weight is None or score is None else weight * score
        yield case.publish(cell, replace(base, value=share, rule=CONTRIBUTION_RULE))
        pull = None if share is None or total is None or weight is None else share - weight * total
        error = missing or ("" if total is not None else "总体得分不公布，未计算拉动。")
        yield case.publish(
            cell, replace(base, statistic="pull", value=pull, error=error, rule=PULL_RULE)
        )
        yield from _of_change(case, cell, base, weight)


def _of_change(case: Case, cell: Cell, base: Fact, weight: float | None) -> Iterator[Fact]:
    change = case.fact("change", cell)
    if change is None or weight is None:
        return
    fact = replace(base, statistic="change_contribution", rule=CHANGE_RULE)
    if change.number is None:
        yield case.publish(cell, replace(fact, error=change.error))
    else:
        yield case.publish(cell, replace(fact, value=weight * change.number))


def effective_weights(scores: Scores) -> dict[str, float]:
    """Return the share in the whole of every node that has a score."""
    known = (node for node in scores.tree.values() if node.scored)
    scored = {node.id for node in known if _score(scores, node.id) is not None}
    return shares_in_whole(scores.tree, scored)


def shares_in_whole(tree: Mapping[str, Node], scored: Container[str]) -> dict[str, float]:
    """Return the share in the whole of every node in ``scored``; parents come before children.

    Equal to ``path_weight`` while every node has a score; where a child has none, its
    siblings take its share, as the score of the parent does.
    """
    weights = {TOTAL: 1.0}
    for node in tree.values():
        present = [tree[id] for id in node.children if id in scored]
        whole = sum(child.weight for child in present)
        if whole and node.id in weights:
            weights.update({c.id: weights[node.id] * c.weight / whole for c in present})
    return weights


def _adds_up(scores: Scores, weights: dict[str, float]) -> bool:
    """Say whether every score is the mean of its parts; a stated one (合计) may not be."""
    slack = 10.0**-scores.project.report.decimals
    for node in scores.tree.values():
        parts = [id for id in node.children if id in weights]
        score = _score(scores, node.id)
        if parts and score is not None and weights[node.id]:
            mean = sum(weights[id] * (_score(scores, id) or 0.0) for id in parts)
            if abs(mean / weights[node.id] - score) > slack:
                return False
    return True


def _score(scores: Scores, id: str) -> float | None:
    return scores.total.nodes[id].score if id in scores.total.nodes else None
