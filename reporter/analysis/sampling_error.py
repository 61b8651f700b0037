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
    "得分的抽样误差是置信区间的半宽，等于三项之积：自由度 n−1 的 t 分位数、得分的标准误、"
    "有限总体修正系数（1−n/N 的平方根）。n 为有效答案数（不加权），N 为总体数量，"
    "总体数量未知时不作修正；"
    "指标的标准误由各题得分的方差和协方差按权重合成，按简单随机抽样估计，不计分层和整群；"
    "有样本权数的，标准误按加权均值线性化，计入了权数不等的影响。"
    "普查没有抽样误差；非概率样本不推断总体，没有写明抽样方式的不作推断，均不给出区间。"
)
FORMULAS = (r"d=t_{1-\alpha/2}(n-1)\times s\times\sqrt{1-\frac{n}{N}}",)
SYMBOLS = {
    r"d": "抽样误差",
    r"1-\alpha": "置信度",
    r"t": "t 分布的分位数，括号中为自由度",
    r"s": "得分的标准误",
    r"n": "有效答案数",
    r"N": "总体数量",
}
NEEDS = "tally"
ORDER = 20

RULE = "置信区间半宽，t 分布，有限总体修正"


def lacks(_scores: Scores) -> str | None:
    """Every cell says itself why it has no margin."""
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return margin of every node, whole and in every group (points)."""
    for cell in case.everywhere():
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
