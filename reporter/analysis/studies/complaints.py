"""投诉处理与客户挽回: who complains, what becomes of it, and whether good handling wins back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from pydantic import Field

from ...errors import Problem
from ...facts.fact import Fact
from ...project.model import Model
from ..study import Study
from .parts.complaint_facts import NOT_ASKED, Complaints, group_facts, share_facts
from .parts.questions import distinct, numbers, question
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights
from .parts.stated import stated

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
SUMMARY = 8
YES = ("是", "有", "遇到过", "投诉过", "已投诉", "会", "愿意", "1")
NO = ("否", "没有", "无", "未遇到", "未投诉", "没有投诉", "不会", "不愿意", "0")


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
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be answers on complaining."""
    options: Options = study.options
    column = options.complained
    if column in study.table.columns and not any(study.table.texts(column)):
        return f"没有人回答是否投诉过（{column}），未做投诉分析。"
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return rates, the stages, channels, and how the groups of people differ."""
    weight = weights(study, study.options.weight)
    people = _read(study, each(study, weight))
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    yield from _rates(study, people)
    yield from _stages(study, people)
    yield from _channels(study, people)
    yield from group_facts(study, people)


def _read(study: Study, weight: Answers) -> Complaints:
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
    return Complaints(
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


def _rates(study: Study, people: Complaints) -> Iterator[Fact]:
    did, w = people.complained == 1, people.weights
    rule = "投诉过的÷回答是否投诉的"
    yield from share_facts(
        study, "complaint_rate", (people.complained, w), "没有人回答。", rule=rule
    )
    if people.problem is not None:
        some = people.problem == 1
        met = people.complained[some], w[some]
        rule = "投诉过的÷遇到问题的"
        yield from share_facts(study, "problem_rate", met, "没有人遇到问题。", rule=rule)
    else:
        yield study.fact("problem_rate", None, unit="share", error=NOT_ASKED)
    for name, answers, rule in (
        ("resolved_rate", people.resolved, "已解决÷回答处理结果的投诉者"),
        ("handling_rate", people.handling, "对处理满意÷评价处理的投诉者"),
    ):
        if answers is not None:
            yield from share_facts(
                study, name, (answers[did], w[did]), "没有投诉者回答。", rule=rule
            )
        else:
            yield study.fact(name, None, unit="share", error=NOT_ASKED)


def _stages(study: Study, people: Complaints) -> Iterator[Fact]:
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


def _channels(study: Study, people: Complaints) -> Iterator[Fact]:
    from .parts.choice_facts import Picked, answer_facts, sorted_answers
    from .parts.choices import mentions

    options: Options = study.options
    if not options.channels:
        return
    names, chosen = mentions(study, options.channels, options.separator)
    base = (people.complained == 1) & chosen.any(axis=1)
    yield study.fact("share_n", int(base.sum()), unit="count", counter="人")
    kept = [j for j in range(len(names)) if chosen[base, j].any()]
    if kept:
        w = people.weights[base]
        picked = Picked(tuple(names[j] for j in kept), chosen[base][:, kept], w, whole=False)
        yield from answer_facts(study, "channel", sorted_answers(picked))
