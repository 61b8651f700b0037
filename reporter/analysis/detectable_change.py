"""可判定变化: how far a score must move next time to leave the sampling error."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, sqrt

from ..facts.fact import TOTAL, Fact
from ..facts.format import denoise
from ..scoring.scores import Scores
from .cells import Case, Cell
from .precision import precision

ID = "detectable_change"
TITLE = "可判定的变化"
DEFINITION = (
    "可判定的变化为得分误差的√2倍：下期样本量和离散程度与本期相同时，"
    "得分变化超过此数的，才超出两期合成的抽样误差；印出的数向上取整到末位。"
)
NEEDS = "tally"
ORDER = 22

RULE = "得分误差的√2倍，假定下期样本量与本期相同"


def lacks(scores: Scores) -> str | None:
    """It follows from the margin of error."""
    found = precision(scores, Cell(scores.total, scores.tree[TOTAL]))
    return found.why if found.half_width is None else None


def rounded_up(value: float, digits: int) -> float:
    """Return the printed threshold: rounded up, so that no smaller change passes it."""
    step: float = 10.0**digits
    return ceil(denoise(value * step)) / step


def run(case: Case) -> Iterator[Fact]:
    """Return detectable_change of every node whole that has a margin (points)."""
    for cell in case.whole():
        width = precision(case.scores, cell).half_width
        if width is not None and cell.result.score is not None:
            value = sqrt(2) * width
            digits = case.scores.project.report.decimals
            yield case.publish(
                cell,
                Fact(
                    "detectable_change",
                    value=value,
                    shown=rounded_up(value, digits),
                    unit="points",
                    decimals=digits,
                    method=ID,
                    rule=RULE,
                ),
            )
