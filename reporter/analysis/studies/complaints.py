"""投诉处理与客户挽回: who complains, what becomes of it, and whether good handling wins back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import Field

from ...errors import Problem
from ...facts.fact import Fact
from ...facts.verdict import verdict
from ...project.model import Model
from ..differences import difference
from ..study import Study
from .parts.questions import distinct, numbers, question
from .parts.sample_weights import WEIGHT_HELP, about_weights, each, weights
from .parts.stated import bounds, stated

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Answers = NDArray[np.float64]

ID = "complaints"
TITLE = "投诉处理与客户挽回"
DEFINITION = (
    "投诉率为投诉过的受访者÷回答是否投诉的受访者；写有“是否遇到问题”的，另列遇到问题者中的投诉率，"
    "投诉过的都算遇到过问题。解决率以回答处理结果的投诉者为基数，部分解决不算解决。"
    "各环节的人数逐级包含：遇到问题、提出投诉、得到解决、解决并对处理满意。"
    "比率的区间为 Wilson 区间。"
    "各类受访者与没有遇到问题的（没有问这一题的，与没有投诉的）比较总体评价："
    "均值之差用 Welch 检验，按 Holm 法校正，效应量为 Hedges g；"
    "两类投诉者继续使用（购买）意愿之差用两比例检验，区间为 Newcombe 区间。"
    "“处理得好反而比没有问题的客户更满意”（服务补救悖论）只在检验和效应量都支持时才写出。"
    "各类受访者是自然形成的，差别不能都归因于投诉处理。"
    "有权数的，各比率和平均分加权，区间和检验用有效样本量，人数不加权。"
)
PLACE = "analysis"
SUMMARY = 7
YES = ("是", "有", "遇到过", "投诉过", "已投诉", "会", "愿意", "1")
NO = ("否", "没有", "无", "未遇到", "未投诉", "没有投诉", "不会", "不愿意", "0")
CALM, WON, LOST = "没有投诉", "投诉且对处理满意", "投诉但对处理不满意"
UNTROUBLED, SILENT = "没有遇到问题", "遇到问题而没有投诉"


NOT_ASKED = "没有这一列，未计算。"


class Options(Model):
    """Options of complaint handling."""

    complained: str = Field(min_length=1, description="是否投诉过的列名")
    problem: str = Field("", description="是否遇到问题的列名")
    channels: str = Field("", description="向谁投诉的列名（可多选）")
    separator: str = Field("┋", min_length=1, description="一格中各投诉渠道之间的分隔符")
    resolved: str = Field("", description="是否解决的列名")
    handling: str = Field("", description="对投诉处理的评价的列名")
    overall: str = Field("", description="总体评价的列名，用来比较投诉者与没有投诉的人")
    retained: str = Field("", description="是否愿意继续使用（购买）的列名")
    answers: dict[str, float] = Field(default_factory=dict, description="总体评价：答案 = 分值")
    yes: tuple[str, ...] = Field(YES, description="表示“是”的答案")
    no: tuple[str, ...] = Field(NO, description="表示“否”的答案")
    solved: tuple[str, ...] = Field(("已解决", "解决", "完全解决", "是"), description="算作解决")
    unsolved: tuple[str, ...] = Field(
        ("未解决", "没有解决", "部分解决", "处理中", "否"), description="不算解决"
    )
    satisfied: tuple[str, ...] = Field(("非常满意", "满意"), description="对处理满意的答案")
    dissatisfied: tuple[str, ...] = Field(
        ("基本满意", "一般", "不太满意", "不满意", "非常不满意"), description="其余的评价"
    )
    weight: str = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be answers on complaining."""
    options: Options = study.options
    column = options.complained
    if column in study.table.columns and not any(study.table.texts(column)):
        return f"没有人回答是否投诉过（{column}），未做投诉分析。"
    return None


@dataclass(frozen=True, slots=True, eq=False)
class _People:
    """Answers as 1 (yes), 0 (no) and nan, [rows]; None where there is no such column.

    ``weights`` are 1 where nobody counts more than others.
    """

    complained: Answers
    problem: Answers | None
    resolved: Answers | None
    handling: Answers | None
    overall: Answers | None
    retained: Answers | None
    weights: Answers


def run(study: Study) -> Iterator[Fact]:
    """Return rates, the stages, channels, and how the groups of people differ."""
    weight = weights(study, study.options.weight)
    people = _read(study, each(study, weight))
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    yield from _rates(study, people)
    yield from _stages(study, people)
    yield from _channels(study, people)
    yield from _groups(study, people)


def _read(study: Study, weight: Answers) -> _People:
    """Return all columns as numbers.

    Raises:
        DataError: an answer that is neither yes nor no.
    """
    import numpy as np

    options: Options = study.options

    def truth(column: str, yes: tuple[str, ...], no: tuple[str, ...]) -> Answers | None:
        if not column:
            return None
        points = dict.fromkeys(no, 0.0) | dict.fromkeys(yes, 1.0)
        found: Answers = study.table.numbers([column], points, (0, 1))[:, 0]
        return found

    names = [options.complained, options.problem, options.resolved, options.handling]
    distinct(study, [name for name in (*names, options.overall, options.retained) if name], "列")
    complained = truth(options.complained, options.yes, options.no)
    problem = truth(options.problem, options.yes, options.no)
    if complained is None:  # the option is required
        complained = np.zeros(len(study.table))
    if problem is not None:
        _tell_contradictions(
            study, [int(i) for i in np.flatnonzero((problem == 0) & (complained == 1))]
        )
        problem = np.where(complained == 1, 1.0, problem)
    overall = None
    if options.overall:
        overall = numbers(study, [question(study, options.overall, options.answers)])[:, 0]
    return _People(
        complained,
        problem,
        truth(options.resolved, options.solved, options.unsolved),
        truth(options.handling, options.satisfied, options.dissatisfied),
        overall,
        truth(options.retained, options.yes, options.no),
        weight,
    )


def _tell_contradictions(study: Study, rows: Sequence[int]) -> None:
    """Say of those who complained though they met with no problem: they count as having met one."""
    if not rows:
        return
    options: Options = study.options
    shown = "、".join(study.table.row_text(row) for row in rows[:3])
    more = f"等{len(rows)}行" if len(rows) > 3 else ""
    what = (
        f"{study.title}：{shown}{more}“{options.problem}”写没有，“{options.complained}”写有，"
        "按遇到过问题计。"
    )
    place = study.table.place(rows[0], options.problem)
    study.notes.append(Problem("study.contradiction", what, "请核对。", place, "warning"))


def _share(
    study: Study, name: str, given: tuple[Answers, Answers], why: str, **more: Any
) -> Iterator[Fact]:
    """Yield the share of yes with its ends, its base, and how many said yes.

    ``given`` are answers and weights, [people] each.
    """
    import numpy as np

    from ...stats.intervals import wilson
    from ...stats.linear import weighted_share

    kept = ~np.isnan(given[0])
    known, w = given[0][kept], given[1][kept]
    n, count = len(known), int(known.sum())
    found = weighted_share(known == 1, w) if n else None
    ci = wilson(*found, study.confidence) if found else None
    share = found[0] if found else None
    about: dict[str, Any] = {"unit": "share", "n": n, "why": why, "row": more.get("row")}
    yield stated(study, name, share, ci=ci, rule=more.get("rule", ""), **about)
    yield from bounds(study, name, ci, **about)
    for statistic, value in ((f"{name}_base", n), (f"{name}_n", count)):
        yield study.fact(statistic, value, more.get("row"), unit="count", counter="人")


def _rates(study: Study, people: _People) -> Iterator[Fact]:
    did, w = people.complained == 1, people.weights
    rule = "投诉过的÷回答是否投诉的"
    yield from _share(study, "rate", (people.complained, w), "没有人回答。", rule=rule)
    if people.problem is not None:
        some = people.problem == 1
        met = people.complained[some], w[some]
        rule = "投诉过的÷遇到问题的"
        yield from _share(study, "problem_rate", met, "没有人遇到问题。", rule=rule)
    else:
        yield study.fact("problem_rate", None, unit="share", error=NOT_ASKED)
    for name, answers, rule in (
        ("resolved_rate", people.resolved, "已解决÷回答处理结果的投诉者"),
        ("handling_rate", people.handling, "对处理满意÷评价处理的投诉者"),
    ):
        if answers is not None:
            yield from _share(study, name, (answers[did], w[did]), "没有投诉者回答。", rule=rule)
        else:
            yield study.fact(name, None, unit="share", error=NOT_ASKED)


def _stages(study: Study, people: _People) -> Iterator[Fact]:
    """Yield how many are left at each stage: each is a part of the one before."""
    import numpy as np

    from ...stats.linear import weighted_share

    whole = ~np.isnan(people.complained)
    inside = whole
    stages: list[tuple[str, Answers | None]] = [
        ("遇到问题", people.problem),
        ("提出投诉", people.complained),
        ("得到解决", people.resolved),
        ("解决并对处理满意" if people.resolved is not None else "对处理满意", people.handling),
    ]
    for name, answers in stages:
        if answers is None:
            continue
        row, before = study.row("stage", name), inside
        inside = inside & (answers == 1)
        left = int(inside.sum())
        yield study.fact("count", left, row, unit="count", counter="人")
        for statistic, rows in (("of_before", before), ("of_all", whole)):
            base = int(rows.sum())
            share = weighted_share(inside[rows], people.weights[rows])[0] if base else None
            why = "上一环节没有人。"
            yield stated(study, statistic, share, row, unit="share", n=base, why=why)


def _channels(study: Study, people: _People) -> Iterator[Fact]:
    from .parts.choice_facts import Picked, answer_facts, sorted_answers
    from .parts.choices import mentions

    options: Options = study.options
    if not options.channels:
        return
    names, chosen = mentions(study, options.channels, options.separator)
    base = (people.complained == 1) & chosen.any(axis=1)
    yield study.fact("channels_base", int(base.sum()), unit="count", counter="人")
    kept = [j for j in range(len(names)) if chosen[base, j].any()]
    if kept:
        w = people.weights[base]
        picked = Picked(tuple(names[j] for j in kept), chosen[base][:, kept], w, whole=False)
        yield from answer_facts(study, "channel", sorted_answers(picked))


def _groups(study: Study, people: _People) -> Iterator[Fact]:
    """Yield overall score and retention of those who did not complain, were won, or were lost."""
    if people.handling is None or (people.overall is None and people.retained is None):
        return
    did, calm = people.complained == 1, people.complained == 0
    groups = {CALM: calm}
    if people.problem is not None:
        groups = {UNTROUBLED: calm & (people.problem == 0), SILENT: calm & (people.problem == 1)}
    groups |= {WON: did & (people.handling == 1), LOST: did & (people.handling == 0)}
    yield study.fact("reference", next(iter(groups)), unit="text")
    for name, who in groups.items():
        row = study.row("group", name)
        yield study.fact("n", int(who.sum()), row, unit="count", counter="人")
        if people.retained is not None:
            why = "没有人回答。"
            given = people.retained[who], people.weights[who]
            yield from _share(study, "retained", given, why, row=row)
        else:
            yield study.fact("retained", None, row, unit="share", error=NOT_ASKED)
        if people.overall is None:
            yield study.fact("score", None, row, unit="points", error=NOT_ASKED)
    if people.overall is not None:
        yield from _scores(study, (people.overall, people.weights), groups)
    if people.retained is None:
        yield study.fact("won_back", None, unit="percentage_points", error=NOT_ASKED)
        yield study.fact("won_back_verdict", None, unit="text", error=NOT_ASKED)
    else:
        yield from _won_back(study, (people.retained, people.weights), groups)


def _scores(
    study: Study, given: tuple[Answers, Answers], groups: dict[str, NDArray[np.bool_]]
) -> Iterator[Fact]:
    """Yield mean scores, and how far the complainants are from those who did not complain."""
    import numpy as np

    from ...stats.mean_tests import hedges_g, mean_interval, sample, welch_t
    from ...stats.multiple_tests import holm

    known = ~np.isnan(given[0])
    rows = {name: who & known for name, who in groups.items()}
    values = {name: given[0][who] for name, who in rows.items()}
    samples = {
        name: sample(found, given[1][rows[name]]) for name, found in values.items() if len(found)
    }
    reference = next(iter(groups))
    calm = samples.get(reference)
    tests = {
        name: p
        for name, own in samples.items()
        if calm and name != reference and (p := welch_t(calm, own)) is not None
    }
    adjusted = dict(zip(tests, holm(list(tests.values())), strict=True))
    scores: dict[str, Fact] = {}  # the reference comes first
    for name, found in values.items():
        row, n, own = study.row("group", name), len(found), samples.get(name)
        ci = mean_interval(own, study.confidence) if own else None
        about: dict[str, Any] = {"n": n, "columns": [study.options.overall]}
        mean = own.mean if own else None
        score = stated(study, "score", mean, row, unit="points", ci=ci, why="没有人评价。", **about)
        scores[name] = score
        yield score
        if name == reference:
            continue
        p, g = adjusted.get(name), hedges_g(calm, own) if own and calm else None
        gap = own.mean - calm.mean if own and calm else None
        about["n"] = min(n, len(values[reference]))
        about["why"] = "人数太少，或评价没有差别，不能检验。" if own and calm else "没有人评价。"
        apart = stated(study, "difference", gap, row, unit="points", **about)
        yield apart if gap is None else difference(apart, score, scores[reference])
        yield stated(study, "p", p, row, unit="p", rule="Welch 检验，Holm 法校正", **about)
        yield stated(study, "g", g, row, decimals=2, rule="Hedges g", **about)
        word = verdict(gap, p, g, about["n"])
        yield study.fact("verdict", word, row, unit="text", rule="Welch 检验和效应量")


def _won_back(
    study: Study, given: tuple[Answers, Answers], groups: dict[str, NDArray[np.bool_]]
) -> Iterator[Fact]:
    """Yield how far the won complainants' will to stay is above that of the lost ones."""
    import numpy as np

    from ...stats.contingency import cohens_h, proportions_p
    from ...stats.intervals import newcombe
    from ...stats.linear import weighted_share

    known = ~np.isnan(given[0])
    rows = [groups[name] & known for name in (WON, LOST)]
    n, m = (int(one.sum()) for one in rows)
    gap, p, h, ci = None, None, None, None
    if n and m:
        one, other = (weighted_share(given[0][who] == 1, given[1][who]) for who in rows)
        gap, h = one[0] - other[0], cohens_h(other[0], one[0])
        p = proportions_p(one, other)
        ci = newcombe(one, other, study.confidence)
    base = min(n, m)
    about: dict[str, Any] = {"n": base, "why": "两类投诉者中有一类没有人回答。"}
    rule = "投诉且对处理满意者－不满意者，Newcombe 区间"
    unit: Any = "percentage_points"
    yield stated(study, "won_back", gap, unit=unit, ci=ci, rule=rule, **about)
    yield from bounds(study, "won_back", ci, unit=unit, **about)
    about["why"] = "人数太少，或回答都相同，不能检验。"
    yield stated(study, "won_back_p", p, unit="p", rule="两比例检验", **about)
    yield study.fact("won_back_verdict", verdict(gap, p, h, base), unit="text")
