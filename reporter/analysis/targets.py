"""目标值: targets of nodes and how far the scores are from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..facts.fact import TOTAL, Fact
from ..facts.verdict import attained
from ..facts.wording import difference_unit
from ..scoring.scores import Node, Scores
from .cells import PROJECT_FILE, Case, Cell
from .differences import difference

ID = "targets"
TITLE = "与目标值的差距"
DEFINITION = (
    "差距为得分减目标值，负数表示得分没有达到。目标值由调查方案规定。"
    "有抽样误差的，置信区间全部不低于目标值才断定达到，全部低于才断定未达到，"
    "目标值在误差以内的不能断定；没有误差可算的按得分判断。"
)
NEEDS = "tally"
ORDER = 60

TARGET_RULE = "项目文件规定的目标值"
GAP_RULE = "得分减目标值"
ATTAINED_RULE = "置信区间与目标值比较，没有误差的用得分"


def lacks(scores: Scores) -> str | None:
    """Without a target there is no gap."""
    targets = scores.project.targets
    if targets.rate or any(_target(scores, node) is not None for node in scores.tree.values()):
        return None
    return "没有规定目标值，未作比较。"


def run(case: Case) -> Iterator[Fact]:
    """Return target, gap_target and reached of nodes (points), of the rate (#rate, shares).

    Units have reached alone, of the target of the whole.
    """
    report = case.scores.project.report
    for cell in case.whole():
        value = _target(case.scores, cell.node)
        if value is not None:
            fact = Fact(
                "target", value=value, unit="points", decimals=_digits(value, report.decimals)
            )
            yield from _pair(case, cell, fact, case.fact("score", cell))
            if cell.node.id == TOTAL:
                for unit in case.groups(case.total, "unit"):
                    yield _attained(case, unit, fact, case.fact("score", unit))
    value = case.scores.project.targets.rate
    cell = Cell(case.scores.total, case.total)
    if value is not None:
        digits = _digits(value * 100, report.share_decimals)
        fact = Fact("target", detail="rate", value=value, unit="share", decimals=digits)
        yield from _pair(case, cell, fact, case.fact("rate", cell))


def _pair(case: Case, cell: Cell, target: Fact, reached: Fact | None) -> Iterator[Fact]:
    stated = replace(target, method=ID, rule=TARGET_RULE, source=PROJECT_FILE)
    yield case.place(cell, stated)
    unit = difference_unit(target.unit)
    gap = replace(target, statistic="gap_target", value=None, unit=unit, method=ID, rule=GAP_RULE)
    if reached is None or reached.number is None:
        yield case.publish(cell, replace(gap, error=case.no_score()))
    else:
        yield case.publish(cell, difference(gap, reached, stated))
    yield _attained(case, cell, target, reached)


def _attained(case: Case, cell: Cell, target: Fact, reached: Fact | None) -> Fact:
    """Return 达到, 未达到 or 不能判断: inference, where the score has a sampling error."""
    fact = Fact("reached", detail=target.detail, unit="text", method=ID, rule=ATTAINED_RULE)
    if reached is None or reached.number is None or target.number is None:
        return case.publish(cell, replace(fact, error=case.no_score()))
    low = high = reached.number
    margin = case.fact("margin", cell) if target.unit == "points" else None
    if margin is not None and margin.number is not None:
        low, high = low - margin.number, high + margin.number
    elif reached.ci_low is not None and reached.ci_high is not None:
        low, high = reached.ci_low, reached.ci_high
    return case.publish(cell, replace(fact, value=attained(low, high, target.number)))


def _target(scores: Scores, node: Node) -> float | None:
    if node.target is None and node.id == TOTAL:
        return scores.project.targets.total
    return node.target


def _digits(value: float, least: int) -> int:
    """Return the digits that print a given number in full, at most four."""
    return next((d for d in range(least, 4) if round(value, d) == round(value, 9)), 4)
