"""优势与短板: the leaves with the highest and the lowest scores, and what marks them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..facts.fact import TOTAL, Fact
from ..facts.format import denoise, printed
from ..facts.wording import direction
from ..project.model import Rules
from ..scoring.scores import Node, Scores
from .cells import Case, Cell

ID = "weaknesses"
TITLE = "优势与短板"
DEFINITION = (
    "在题目（已汇总的数据为最末级指标）中，得分最高的若干项为优势，最低的若干项为短板；"
    "得分相同的，总权重大的在前，再按问卷顺序。同一项不同时列入两者，"
    "得分与对方相同的不列；项数不足时各取一半。每项注明触发的条件："
    "得分的位次、是否达到目标、与总体比较、与上期比较（变化超出抽样误差才算）。"
)
NEEDS = "tally"
ORDER = 90


@dataclass(frozen=True, slots=True)
class _Leaf:
    cell: Cell
    score: float  # denoised
    fact: Fact
    place: int  # in document order


def lacks(scores: Scores) -> str | None:
    """Strong and weak are words for differences."""
    found = [Cell(scores.total, node).result.score for node in _leaves(scores)]
    values = [denoise(score) for score in found if score is not None]
    if not values:
        return "没有题目得分，未列优势与短板。"
    if len(values) == 1:
        return "只有一项得分，不区分优势与短板。"
    return "各项得分相同，不区分优势与短板。" if len(set(values)) == 1 else None


def run(case: Case) -> Iterator[Fact]:
    """Return strength #1.. (highest first) and weakness #1.. (lowest first)."""
    found: list[_Leaf] = []
    for place, node in enumerate(_leaves(case.scores)):
        cell = Cell(case.scores.total, node)
        fact = case.fact("score", cell)
        if fact is not None and fact.number is not None:
            found.append(_Leaf(cell, denoise(fact.number), fact, place))
    strong, weak = _chosen(found, case.scores.project.rules)
    for statistic, chosen in (("strength", strong), ("weakness", weak)):
        for number, leaf in enumerate(chosen, start=1):
            fact = Fact(
                statistic,
                detail=str(number),
                value=leaf.cell.node.name,
                unit="text",
                method=ID,
                rule="；".join(_triggers(case, leaf, found, statistic == "strength")),
            )
            yield case.publish(leaf.cell, fact)


def _leaves(scores: Scores) -> list[Node]:
    return [n for n in scores.tree.values() if n.scored and not n.children and n.id != TOTAL]


def _chosen(found: Sequence[_Leaf], rules: Rules) -> tuple[list[_Leaf], list[_Leaf]]:
    """Return strengths and weaknesses; no leaf, and no score, is in both."""
    best = sorted(found, key=lambda x: (-x.score, -x.cell.node.path_weight, x.place))
    worst = sorted(found, key=lambda x: (x.score, -x.cell.node.path_weight, x.place))
    half = len(found) // 2
    # one side may use what the other leaves of its half
    strengths = min(rules.strengths, max(half, len(found) - rules.weaknesses))
    weaknesses = min(rules.weaknesses, max(half, len(found) - rules.strengths))
    strong, weak = best[:strengths], worst[:weaknesses]
    if not strong or not weak:
        return strong, weak
    highest, lowest = best[0].score, worst[0].score
    strong = [leaf for leaf in strong if leaf.score > lowest]
    weak = [leaf for leaf in weak if leaf.score < highest]
    shared = {leaf.score for leaf in strong} & {leaf.score for leaf in weak}
    return (
        [leaf for leaf in strong if leaf.score not in shared],
        [leaf for leaf in weak if leaf.score not in shared],
    )


def _triggers(case: Case, leaf: _Leaf, found: Sequence[_Leaf], good: bool) -> Iterator[str]:
    bound = max(x.score for x in found) if good else min(x.score for x in found)
    if leaf.score == bound:
        yield "得分最高" if good else "得分最低"
    else:
        yield "得分居前" if good else "得分居后"
    for statistic, name in (("gap_target", "目标"), ("gap_total", "总体")):
        gap = case.fact(statistic, leaf.cell)
        number = printed(gap).number if gap is not None else None
        if number is not None and number != 0 and (number > 0) == good:
            yield f"{'高于' if good else '低于'}{name}"
    change = case.fact("change", leaf.cell)
    if change is not None:
        flat = case.scores.project.rules.flat
        way = direction(change, case.fact("change_margin", leaf.cell), flat)
        if way == ("rise" if good else "fall"):
            yield f"较上期{'提高' if good else '下降'}"
