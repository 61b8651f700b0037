"""小样本: how many levels of each segment are not published, and by which rule."""

from __future__ import annotations

from collections.abc import Iterator

from ..facts.fact import Fact
from ..scoring.scores import Scores
from .cells import Case, Cell

ID = "suppression"
TITLE = "小样本的处理"
DEFINITION = (
    "样本量少于公布界限的类别，只列样本量，不公布得分、比率、排名等结果；"
    "样本量达到公布界限但少于提示界限的，注明仅供参考。"
    "同一分组只有一个类别不公布，或不公布的类别合计仍少于公布界限的，"
    "同时不公布样本量次小的类别，以免由合计推算；指标与其下级之间同样处理。"
)
NEEDS = "tally"
ORDER = 98

COUNTER = "个"


def lacks(scores: Scores) -> str | None:
    """Without segments nothing is divided."""
    return None if scores.groups else "没有分组，无须处理小样本类别。"


def run(case: Case) -> Iterator[Fact]:
    """Return hidden #segment: how many of its levels have no published total score."""
    for segment, parts in case.scores.groups.items():
        hidden = sum(Cell(part, case.total).key in case.hidden for part in parts)
        fact = Fact(
            "hidden",
            detail=segment,
            value=hidden,
            unit="count",
            counter=COUNTER,
            method=ID,
            rule="因样本量不公布得分的类别数",
        )
        yield case.about_total(fact)
