"""抽样误差: half width of the interval of a score, with finite population correction."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.fact import Fact
from ..scoring.scores import Scores
from .cells import Case, Cell
from .precision import precision

ID = "sampling_error"
TITLE = "得分的抽样误差"
DEFINITION = (
    "得分的置信区间半宽为 t·s·√(1−n/N)/√n：t 取自由度 n−1 的分位数，"
    "s 为标准差，n 为有效答案数，N 为总体数量；总体数量未知时不作有限总体修正。"
    "普查没有抽样误差；非概率样本不推断总体，均不给出区间。"
)
NEEDS = "tally"
ORDER = 20

RULE = "置信区间半宽，t 分布，有限总体修正"


def lacks(_scores: Scores) -> str | None:
    """Every cell says itself why it has no margin."""
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return margin of every node whole and of the total in every group (points)."""
    for cell in (*case.whole(), *case.groups(case.total)):
        yield _margin(case, cell)


def _margin(case: Case, cell: Cell) -> Fact:
    found = precision(case.scores, cell)
    if cell.result.score is None:
        value, why = None, case.no_score()
    else:
        value, why = found.half_width, found.why
    decimals = case.scores.project.report.decimals
    fact = Fact(
        "margin", value=value, unit="points", decimals=decimals, method=ID, rule=RULE, error=why
    )
    return case.publish(cell, fact)
