"""与上期比较: last wave's scores, the change, and the sampling error of the change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import hypot, isfinite
from typing import TYPE_CHECKING

from ..facts.fact import Fact, fact_key
from ..facts.format import decimals_for_grade
from ..facts.verdict import NOT_COMPARABLE
from ..scoring.definitions import tells, topics_of
from ..scoring.scores import Scores
from .cells import Case, Cell
from .differences import difference
from .grading import bounds_of
from .precision import precision

if TYPE_CHECKING:
    from ..project import PreviousScore, PreviousWave

ID = "year_on_year"
TITLE = "与上期比较"
DEFINITION = (
    "变化为本期得分减上期得分。两期按独立样本处理，变化的误差为两期得分误差的平方和开方；"
    "变化不超出误差的，注明在抽样误差范围内。指标和题目按编号对应，只改名称不影响比较。"
    "赋分或计分方向不同的题目，以及下级构成、权重或下级口径不同的指标，口径已变，不作比较。"
)
FORMULAS = (r"c=S_1-S_0,\qquad d_c=\sqrt{d_1^2+d_0^2}",)
SYMBOLS = {
    r"S_1": "本期得分",
    r"S_0": "上期得分",
    r"c": "变化",
    r"d_c": "变化的误差",
    r"d_1,\ d_0": "本期和上期得分的误差",
}
NEEDS = "tally"
ORDER = 55

UNCHECKED = "上期结果没有附口径说明，按可比处理"
PREVIOUS_RULE = "上期得分"
CHANGE_RULE = "本期得分减上期得分"
MARGIN_RULE = "两期误差的平方和开方"


def lacks(scores: Scores) -> str | None:
    """There must be a last wave."""
    previous = scores.previous
    if previous and previous.scores:
        return None
    return "没有给出上期的指标得分，指标体系的得分未与上期比较。"


def run(case: Case) -> Iterator[Fact]:
    """Return previous, change and change_margin of every cell that the last wave has."""
    wave = case.scores.previous
    if wave is None:
        return
    for cell in case.everywhere():
        before = wave.scores.get(fact_key("score", cell.node.id, cell.group))
        if before is not None and isfinite(before.score):
            yield from _compared(case, cell, wave, before)


def _compared(case: Case, cell: Cell, wave: PreviousWave, before: PreviousScore) -> Iterator[Fact]:
    report, rules = case.scores.project.report, case.scores.project.rules
    source = f"{wave.wave}结果"
    base = Fact("previous", unit="points", decimals=report.decimals, method=ID, n=before.n)
    base = replace(base, rule=PREVIOUS_RULE, source=source)
    change = replace(base, statistic="change", n=cell.n, rule=CHANGE_RULE)
    if not _comparable(case.scores, wave, cell):
        yield case.publish(cell, replace(base, error=NOT_COMPARABLE))
        yield case.publish(cell, replace(change, error=NOT_COMPARABLE))
        return
    if before.n is not None and before.n < rules.hide_base:
        reason = f"上期样本量为{before.n}，少于{rules.hide_base}，不公布"
        yield case.publish(cell, replace(base, warning=reason))
        yield case.publish(cell, replace(change, warning=reason))
        return
    digits = report.decimals  # more only where a grade stands beside the score, as this wave
    if case.graded(cell):
        digits = decimals_for_grade(before.score, bounds_of(case.scores.project.grades), digits)
    warning = "" if tells(wave.definitions) else UNCHECKED
    previous = replace(base, value=before.score, decimals=digits, warning=warning)
    yield case.publish(cell, previous)
    now = case.fact("score", cell)
    if now is None or now.number is None:
        yield case.publish(cell, replace(change, error=case.no_score()))
        return
    change = difference(replace(change, warning=warning), now, previous)
    width = _margin(case, cell, before)
    if width is None or change.number is None:
        yield case.publish(cell, change)
        return
    low, high = change.number - width, change.number + width
    yield case.publish(cell, replace(change, ci_low=low, ci_high=high))
    margin = replace(change, statistic="change_margin", value=width, shown=None, rule=MARGIN_RULE)
    yield case.publish(cell, replace(margin, warning=""))


def _margin(case: Case, cell: Cell, before: PreviousScore) -> float | None:
    """Return the half width of the change: independent samples add their variances."""
    half_width = precision(case.scores, cell).half_width
    if half_width is None or before.margin is None:
        return None
    return hypot(half_width, before.margin)


def _comparable(scores: Scores, wave: PreviousWave, cell: Cell) -> bool:
    """Say whether both waves scored the node alike; True where the last one does not tell.

    What was changed elsewhere in the tree is no reason against this node.
    """
    before, now = wave.definitions, scores.definitions
    if not tells(before) or not tells(now):
        return True
    return all(before.get(topic) == now.get(topic) for topic in topics_of(cell.node, scores.tree))
