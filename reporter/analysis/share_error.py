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
    "百分比的最大抽样误差为 z·√(deff·0.25/n·(N−n)/(N−1))，取比例为一半时的值；"
    "deff 为样本权数的设计效应，n 为样本量，N 为总体数量。普查和非概率样本不给出。"
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
            unit="share",
            n=cell.n,
            decimals=case.scores.project.report.share_decimals,
            method=ID,
            rule=RULE,
            error=found.why,
        )
        yield case.place(cell, fact)  # follows from the base alone: tells nothing of the answers
