"""与总体的差距: how far nodes and groups lie from the score of the whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..facts.fact import TOTAL, Fact
from ..scoring.scores import Scores
from .cells import Case, Cell
from .differences import difference

ID = "comparison"
TITLE = "与总体得分的差距"
DEFINITION = "差距为指标、题目或类别的得分减总体得分，正数表示高于总体。"
NEEDS = "tally"
ORDER = 65

RULE = "得分减总体得分"


def lacks(scores: Scores) -> str | None:
    """There must be a score of the whole."""
    if scores.total.nodes[TOTAL].score is None:
        return "没有总体得分，未与总体比较。"
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return gap_total of every node but the total, and of the total in every group."""
    whole = case.fact("score", Cell(case.scores.total, case.total))
    for cell in (*case.whole(), *case.groups(case.total)):
        score = case.fact("score", cell)
        if whole is None or score is None or (cell.node.id == TOTAL and cell.group is None):
            continue
        gap = Fact("gap_total", unit="points", method=ID, rule=RULE)
        gap = replace(gap, decimals=case.scores.project.report.decimals)
        if score.number is None or whole.number is None:
            gap = replace(gap, error=score.error or whole.error or whole.warning)
        yield case.publish(cell, difference(gap, score, whole))
