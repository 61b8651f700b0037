"""百分比的抽样误差: the widest half width of a share, at one half."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.fact import Fact
from ..scoring.scores import Scores
from .cells import Case, Cell
from .precision import largest_share_error

ID = "share_error"
TITLE = "百分比的最大抽样误差"
DEFINITION = (
    "比重的最大抽样误差取比重为一半时的值，等于正态分位数、比重的标准误、"
    "样本权数设计效应的平方根与有限总体修正系数之积。普查、非概率样本和没有写明抽样方式的不给出。"
)
NEEDS = "tally"
ORDER = 25

RULE = "比例为一半时的区间半宽，有限总体修正"


def lacks(_scores: Scores) -> str | None:
    """Only bases are needed; where one is missing the row says so."""
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return margin_share of the total, whole and in every group (0-1)."""
    for cell in (Cell(case.scores.total, case.total), *case.groups(case.total)):
        found = largest_share_error(case.scores, cell)
        fact = Fact(
            "margin_share",
            value=found.half_width,
            unit="percentage_points",  # added to and taken from a share: not a share itself
            n=cell.n,
            decimals=case.scores.project.report.share_decimals,
            method=ID,
            rule=RULE,
            error=found.why,
        )
        yield case.place(cell, fact)  # follows from the base alone: tells nothing of the answers
