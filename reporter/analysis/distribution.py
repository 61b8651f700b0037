"""答案分布: shares and counts of every answer, and what is left out of the denominator."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose

from ..facts.fact import Fact
from ..facts.format import shares_to_whole
from ..scoring.scores import Distribution, Scores
from .cells import Case, Cell
from .precision import share_interval

ID = "distribution"
TITLE = "答案分布"
DEFINITION = (
    "各答案占有效答案的比例（有样本权数的按权数加权）；人数为未加权的有效答案数。"
    "不了解、不适用、跳过和未答的不计入分母，另列。"
    "百分比用最大余数法修约，使合计为100%。"
    "比例的置信区间用威尔逊法，与满意率相同。"
)
NEEDS = "tally"
ORDER = 40

SHARE_RULE = "该答案÷有效答案，最大余数法修约"
COUNT_RULE = "该答案的份数，未加权"


def lacks(scores: Scores) -> str | None:
    """A distribution needs answers."""
    if any(result.distribution is not None for result in scores.total.nodes.values()):
        return None
    if scores.entry == "scored":
        return "数据为已汇总的得分，没有答案分布。"
    if scores.entry == "scores":
        return "数据为每份问卷的得分，没有答案分布。"
    return "没有有效答案，没有答案分布。"


def run(case: Case) -> Iterator[Fact]:
    """Return share of every answer to every node; counts of the answers to items."""
    for cell in case.whole():
        distribution = cell.result.distribution
        if distribution is not None:
            yield from _shares(case, cell, distribution)
            if cell.node.is_item:
                yield from _counts(case, cell, distribution)
        if cell.node.is_item:
            yield from _left_out(case, cell)


def _shares(case: Case, cell: Cell, distribution: Distribution) -> Iterator[Fact]:
    decimals = case.scores.project.report.share_decimals
    whole = isclose(sum(distribution.shares), 1.0, abs_tol=1e-6)
    shown = shares_to_whole(distribution.shares, decimals) if whole else distribution.shares
    rows = zip(distribution.labels, distribution.shares, shown, strict=True)
    for label, share, printed in rows:
        limits = share_interval(case.scores, cell, share) if whole else None
        low, high = limits or (None, None)
        fact = Fact(
            "share",
            detail=label,
            value=share if whole else None,
            ci_low=low,
            ci_high=high,
            shown=printed if whole else None,
            unit="share",
            decimals=decimals,
            method=ID,
            rule=SHARE_RULE,
            error="" if whole else case.no_score(),
        )
        yield case.publish(cell, fact)


def _counts(case: Case, cell: Cell, distribution: Distribution) -> Iterator[Fact]:
    counter = case.scores.project.survey.counter
    for label, count in zip(distribution.labels, distribution.counts, strict=True):
        fact = Fact(
            "count",
            detail=label,
            value=count,
            unit="count",
            counter=counter,
            method=ID,
            rule=COUNT_RULE,
        )
        yield case.publish(cell, fact)


def _left_out(case: Case, cell: Cell) -> Iterator[Fact]:
    counter = case.scores.project.survey.counter
    counts = {
        "not_applicable": (cell.result.not_applicable, "回答不了解、不适用的份数，不计入分母"),
        "missing": (cell.result.missing, "跳过和未答的份数，不计入分母"),
    }
    for statistic, (count, rule) in counts.items():
        if count is not None:
            fact = Fact(statistic, value=count, unit="count", counter=counter, method=ID, rule=rule)
            yield case.place(cell, fact)
