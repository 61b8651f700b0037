"""得分与等级: the score of every node in every group, and its grade."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..facts.fact import Fact
from ..facts.format import decimals_for_grade
from ..scoring.scores import Node, Scores
from .cells import Case, Cell
from .grading import bounds_of, grade_of
from .precision import precision

ID = "scores"
TITLE = "得分与评价等级"
DEFINITION = (
    "题目得分为有效答案赋分的平均值（有样本权数的按权数加权），分母为有效答案，"
    "不了解、不适用、跳过和未答的不计入分母。指标得分由下级指标或题目得分按权重加权平均，"
    "下级没有有效答案时，其余下级的权重按比例放大。"
    "评价等级按未修约的得分判定；修约后的得分会使等级看似不符的，增加小数位数。"
    "两个得分的差值印修约后两数之差，便于核对；是否超出抽样误差按未修约的差值判断。"
)
FORMULAS = (
    r"\text{题目得分}=\frac{\sum_{i} v_i x_i}{\sum_{i} v_i}",
    r"\text{指标得分}=\frac{\sum_{k} w_k S_k}{\sum_{k} w_k}",
)
SYMBOLS = {
    r"x_i": "有效答案的赋分",
    r"v_i": "该答案的样本权数，没有样本权数的都相等",
    r"S_k": "有得分的下级指标或题目的得分",
    r"w_k": "其权重",
}
NEEDS = "tally"
ORDER = 10

ITEM_RULE = "有效答案赋分的平均值"
NODE_RULE = "下级得分按权重加权平均"
GIVEN_RULE = "数据所给得分"
GRADE_RULE = "按未修约得分对照等级下限"
NO_GRADE = "得分低于各等级的下限，没有对应的等级。"


def lacks(_scores: Scores) -> str | None:
    """Scores exist for every entry."""
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return score of every cell; grade of every node whole and of every unit."""
    for cell in case.everywhere():
        graded = case.graded(cell)
        yield _score(case, cell, graded)
        if graded:
            yield _grade(case, cell)


def _score(case: Case, cell: Cell, graded: bool) -> Fact:
    report = case.scores.project.report
    value = cell.result.score
    fact = Fact("score", unit="points", method=ID, rule=_rule(case.scores, cell.node))
    if value is None:
        return case.publish(cell, replace(fact, decimals=report.decimals, error=case.no_score()))
    target = cell.node.target if cell.group is None else None
    digits = report.decimals  # more only where a grade stands beside the score
    if graded:
        bounds = bounds_of(case.scores.project.grades, target)
        digits = decimals_for_grade(value, bounds, digits)
    width = precision(case.scores, cell).half_width
    if width is not None:
        fact = replace(fact, ci_low=value - width, ci_high=value + width)
    return case.publish(cell, replace(fact, value=value, decimals=digits))


def _grade(case: Case, cell: Cell) -> Fact:
    value = cell.result.score
    label = None if value is None else grade_of(value, case.scores.project.grades)
    error = "" if label else (case.no_score() if value is None else NO_GRADE)
    fact = Fact("grade", value=label, unit="text", method=ID, rule=GRADE_RULE, error=error)
    return case.publish(cell, fact)


def _rule(scores: Scores, node: Node) -> str:
    if scores.entry == "scored":
        return GIVEN_RULE
    return NODE_RULE if node.children else ITEM_RULE
