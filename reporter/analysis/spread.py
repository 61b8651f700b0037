"""高低与离散: highest, lowest and range; how many lie above, how many rose."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..facts.fact import Fact
from ..facts.format import denoise, printed
from ..facts.wording import direction
from ..scoring.scores import Scores
from .cells import Case, Cell
from .differences import difference

ID = "spread"
TITLE = "最高、最低与高低于总体的个数"
DEFINITION = (
    "在同级指标之间、同一分组的各类别之间比较：最高与最低按未修约的得分确定，相同的并列；"
    "高于、低于、持平于总体的个数按印出的得分比较；"
    "上升、下降、持平的个数按变化是否达到“持平”的界限计。没有得分或不公布的不计。"
)
NEEDS = "tally"
ORDER = 85

COUNTER = "个"
ALONE = "只有一个得分，不作高低比较。"
NONE = "没有可以公布的得分，不作高低比较。"


@dataclass(frozen=True, slots=True)
class _Scored:
    """A node or level that takes part: its printed name and its facts."""

    name: str
    score: Fact
    change: Fact | None


def lacks(_scores: Scores) -> str | None:
    """Scores exist for every entry."""
    return None


def run(case: Case) -> Iterator[Fact]:
    """Return the facts of each level of the tree (#level1 ...) and each segment (#county)."""
    scores = case.scores
    for level in sorted({n.level for n in scores.tree.values() if n.scored} - {0}):
        nodes = [node for node in scores.nodes(level=level) if node.scored]
        cells = [Cell(scores.total, node) for node in nodes]
        yield from _spread(case, f"level{level}", cells, [node.name for node in nodes])
    for segment, parts in scores.groups.items():
        cells = [Cell(part, case.total) for part in parts]
        yield from _spread(case, segment, cells, [part.level for part in parts])


def _spread(case: Case, detail: str, cells: Sequence[Cell], names: Sequence[str]) -> Iterator[Fact]:
    found: list[_Scored] = []
    for cell, name in zip(cells, names, strict=True):
        score = case.fact("score", cell)
        if score is not None and score.number is not None:
            found.append(_Scored(name, score, case.fact("change", cell)))
    base = Fact("", detail=detail, method=ID)
    rows = [*_extremes(case, base, found), *_counts(case, base, found)]
    yield from (case.about_total(row) for row in rows)


def _extremes(case: Case, base: Fact, found: Sequence[_Scored]) -> Iterator[Fact]:
    text = replace(base, unit="text")
    points = replace(base, unit="points", decimals=case.scores.project.report.decimals)
    statistics = [("highest", text), ("lowest", text)]
    statistics += [(name, points) for name in ("highest_score", "lowest_score", "range")]
    if len(found) < 2:
        why = ALONE if found else NONE
        yield from (replace(fact, statistic=name, error=why) for name, fact in statistics)
        return
    values = [denoise(one.score.number or 0.0) for one in found]
    top, bottom = found[values.index(max(values))].score, found[values.index(min(values))].score
    for name, bound in (("highest", max(values)), ("lowest", min(values))):
        tied = [one.name for one, value in zip(found, values, strict=True) if value == bound]
        rule = "得分最高者" if name == "highest" else "得分最低者"
        yield replace(text, statistic=name, value="、".join(tied), rule=rule)
    for name, score in (("highest_score", top), ("lowest_score", bottom)):
        yield replace(
            points,
            statistic=name,
            value=score.number,
            decimals=score.decimals,
            n=score.n,
            warning=score.warning,
            rule="最高得分" if name == "highest_score" else "最低得分",
        )
    spread = replace(points, statistic="range", rule="最高得分减最低得分")
    yield difference(spread, top, bottom)


def _counts(case: Case, base: Fact, found: Sequence[_Scored]) -> Iterator[Fact]:
    count = replace(base, unit="count", counter=COUNTER)
    yield replace(count, statistic="levels", value=len(found), rule="有得分且公布的个数")
    whole = case.fact("score", Cell(case.scores.total, case.total))
    if whole is not None and whole.number is not None:
        middle = printed(whole).number or 0.0
        signs = [denoise((printed(one.score).number or 0.0) - middle) for one in found]
        for name, number, word in (
            ("above", sum(sign > 0 for sign in signs), "高于"),
            ("below", sum(sign < 0 for sign in signs), "低于"),
            ("equal", sum(sign == 0 for sign in signs), "持平于"),
        ):
            yield replace(count, statistic=name, value=number, rule=f"印出得分{word}总体的个数")
    changes = [
        one.change for one in found if one.change is not None and one.change.number is not None
    ]
    if changes:
        flat = case.scores.project.rules.flat
        ways = [direction(change, None, flat) for change in changes]
        for statistic, number, word in (
            ("risen", ways.count("rise"), "提高"),
            ("fallen", ways.count("fall"), "下降"),
            ("level_flat", ways.count("flat"), "持平"),
        ):
            rule = f"较上期{word}的个数，不论是否超出抽样误差"
            yield replace(count, statistic=statistic, value=number, rule=rule)
