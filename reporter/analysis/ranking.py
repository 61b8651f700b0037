"""排名: nodes among their level, groups among their segment, units by indicator."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ..facts.fact import Fact
from ..facts.format import denoise
from ..scoring.scores import Scores
from .cells import Case, Cell

ID = "ranking"
TITLE = "排名"
DEFINITION = (
    "按未修约的得分由高到低排名，第1位最高；得分相同的并列，取较前的名次。"
    "指标与同级指标比，类别与同一分组的其他类别比；没有得分或不公布的不参加排名。"
)
NEEDS = "tally"
ORDER = 70

COUNTER = "个"
RANK_RULE = "按未修约得分由高到低，相同并列取较前名次"
OF_RULE = "参加排名的个数"
TIED_RULE = "名次相同的个数，含自身"


def lacks(_scores: Scores) -> str | None:
    """Scores exist for every entry."""
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return rank, rank_of and rank_tied of nodes, groups, and level-1 nodes by unit."""
    scores = case.scores
    for level in sorted({node.level for node in scores.tree.values()} - {0}):
        nodes = [node for node in scores.nodes(level=level) if node.scored]
        yield from _ranked(case, [Cell(scores.total, node) for node in nodes])
    for segment in scores.groups:
        yield from _ranked(case, [Cell(part, case.total) for part in scores.groups[segment]])
        if scores.segment(segment).role == "unit":
            for node in scores.nodes(level=1):
                if node.scored:
                    yield from _ranked(case, [Cell(p, node) for p in scores.groups[segment]])


def _ranked(case: Case, cells: Iterable[Cell]) -> Iterator[Fact]:
    values = {cell.key: case.score(cell) for cell in cells}
    ordered = [denoise(value) for value in values.values() if value is not None]
    for cell in cells:
        value = values[cell.key]
        rank = tied = None
        if value is not None:
            rank = 1 + sum(other > denoise(value) for other in ordered)
            tied = ordered.count(denoise(value))
        error = "" if value is not None else case.no_score()
        fact = Fact("rank", value=rank, unit="rank", method=ID, rule=RANK_RULE, error=error)
        yield case.publish(cell, fact)
        count = replace(fact, statistic="rank_of", unit="count", counter=COUNTER, error="")
        yield case.place(cell, replace(count, value=len(ordered), rule=OF_RULE))
        yield case.publish(
            cell, replace(count, statistic="rank_tied", value=tied, rule=TIED_RULE, error=error)
        )
