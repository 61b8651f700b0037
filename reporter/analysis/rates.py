"""满意率与不满意率: shares of valid answers that count as (dis)satisfied."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..facts.fact import TOTAL, Fact
from ..facts.format import decimals_for_grade
from ..project.model import Option
from ..project.scales import resolve_scale
from ..scoring.scores import Scores
from .cells import Case, Cell
from .precision import share_interval

ID = "rates"
TITLE = "满意率"
DEFINITION = (
    "满意率为计入满意的答案占有效答案的比例（有样本权数的按权数加权），"
    "不满意率同理；不了解、不适用、跳过和未答的不计入分母。"
    "哪些答案计入满意由量表规定。满意率是比例，与满意度得分不是同一指标。"
    "置信区间用威尔逊法，按有效样本量和有限总体修正。"
)
FORMULAS = (
    r"\text{题目满意率}=\frac{\sum_{i\in A} v_i}{\sum_{i} v_i}\times 100\%",
    r"\text{指标满意率}=\frac{\sum_{k} w_k P_k}{\sum_{k} w_k}",
)
SYMBOLS = {
    r"A": "计入满意的答案",
    r"v_i": "有效答案的样本权数，没有样本权数的都相等",
    r"P_k": "下级的满意率",
    r"w_k": "其权重",
}
NEEDS = "tally"
ORDER = 30


def lacks(scores: Scores) -> str | None:
    """Rates need answers, not only scores."""
    if any(result.distribution is not None for result in scores.total.nodes.values()):
        return None
    if scores.entry == "scored":
        return "数据为已汇总的得分，没有答案分布，未报告满意率。"
    if scores.entry == "scores":
        return "数据为每份问卷的得分，没有答案分布，未报告满意率。"
    return "没有有效答案，未报告满意率。"


def run(case: Case) -> Iterator[Fact]:
    """Return rate and dissatisfied of every node whole and of the total in every group."""
    for cell in (*case.whole(), *case.groups(case.total)):
        if cell.result.distribution is not None:
            yield _share(case, cell, "rate")
            yield _share(case, cell, "dissatisfied")
        elif cell.group is None and not cell.n:
            for statistic in ("rate", "dissatisfied"):
                fact = Fact(statistic, unit="share", method=ID, error=case.no_score())
                yield case.publish(cell, fact)


def _share(case: Case, cell: Cell, statistic: str) -> Fact:
    distribution = cell.result.distribution
    project = case.scores.project
    fact = Fact(statistic, unit="share", decimals=project.report.share_decimals, method=ID)
    if distribution is None or not sum(distribution.counts):
        return case.publish(cell, replace(fact, error=case.no_score()))
    good = statistic == "rate"
    value = distribution.satisfied if good else distribution.dissatisfied
    limits = share_interval(case.scores, cell, value)
    if limits is not None:
        fact = replace(fact, ci_low=limits[0], ci_high=limits[1])
    if good and cell.node.id == TOTAL and cell.group is None and project.targets.rate:
        digits = decimals_for_grade(
            value * 100, [(project.targets.rate * 100, True)], fact.decimals
        )
        fact = replace(fact, decimals=digits)
    fact = replace(fact, value=value, rule=_rule(case.scores, cell, good))
    return case.publish(cell, fact)


def _rule(scores: Scores, cell: Cell, good: bool) -> str:
    """Name the answers that count, by the scales of the items below the node."""
    distribution = cell.result.distribution
    labels = set(distribution.labels) if distribution else set()
    counted: list[str] = []
    for scale in scores.project.scales:
        for option in resolve_scale(scale).options:
            if option.label in labels and _counts(option, good) and option.label not in counted:
                counted.append(option.label)
    name = "满意" if good else "不满意"
    which = "".join(f"“{label}”" for label in counted)
    return f"{name}率＝{which or '计入' + name + '的答案'}÷有效答案"


def _counts(option: Option, good: bool) -> bool:
    return option.satisfied if good else option.dissatisfied
