"""Change between waves: independent or the same people, mix apart, definitions held together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from pydantic import Field

from ...errors import DataError, Problem
from ...facts.fact import Fact, Unit
from ...facts.verdict import CHANGE, ENOUGH, NOT_COMPARABLE, verdict
from ...project.model import Model
from ...project.nearest import listing
from ..differences import difference
from ..inference import SAMPLING_HELP, Sampling, no_inference, sampling_of
from ..precision import CENSUS
from ..questions import distinct, own_questions, question
from ..study import Study
from ..wave_comparison import Answers, Change, independent, same_people, satisfied, shares
from ..wave_definitions import Wave, why_changed
from ..wave_facts import mixes, trends

if TYPE_CHECKING:
    import numpy as np

    from ...project.study_table import StudyTable

ID = "wave_change"
TITLE = "各期变化（同比）"
DEFINITION = (
    "变化为最后一期减其上一期。各期另抽样本的按独立样本比较：得分用Welch检验，满意率用Newcombe区间和"
    "合并z检验，写明当期总体数量的作有限总体修正；同一批受访者前后都答的只取两期都答的人配对比较："
    "得分用配对t检验，满意率用McNemar检验（改变答案的人少于25时用精确检验）。"
    "变化的大小，得分用Hedges的g（配对用Cohen的d），满意率用Cohen的h。多个题目的p值用Holm法校正。"
    "三期以上的另检验趋势：得分用各期平均分的线性对比，满意率用Cochran-Armitage检验。"
    "样本构成变化的影响为变化减去构成固定时的变化，固定的构成为给定的各类比重，"
    "没有给定的取两期构成的平均（Kitagawa分解），两部分之和等于变化。"
    "题干、量表、赋分、调查方式有改变的题目口径已变，不作比较。"
    "非概率样本不推断总体，普查没有抽样误差，均不作检验。"
)
PLACE = "results"
FORMULAS = (
    r"t=\frac{\bar{y}_1-\bar{y}_0}{\sqrt{s_1^2/n_1+s_0^2/n_0}}",
    r"\bar{y}_1-\bar{y}_0=\sum_h W_h(\bar{y}_{1h}-\bar{y}_{0h})+R",
)
SYMBOLS = {
    r"\bar{y}_1,\ \bar{y}_0": "本期和上期的平均分",
    r"s^2,\ n": "方差和样本量",
    r"W_h": "某类受访者的固定比重",
    "R": "样本构成变化的影响",
}


class Options(Model):
    """Options of a comparison of waves."""

    wave: str = Field(min_length=1, description="期次的列名，各期的答卷上下接在一张表里")
    waves: tuple[Wave, ...] = Field(min_length=2, description="各期，由早到晚")
    items: tuple[str, ...] | None = Field(
        None, description="题目或列名，缺省为问卷中计分的全部题目"
    )
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 分值")
    satisfied: tuple[float, ...] = Field((), description="计入满意率的分值，不写则不比较满意率")
    respondent: str = Field("", description="受访者编号的列名，填写则按同一批人配对比较")
    segment: str = Field("", description="受访者类别的列名，填写则分出样本构成变化的影响")
    weights: dict[str, float] = Field(
        default_factory=dict, description="各类别的固定比重，缺省为两期构成的平均"
    )
    changed: dict[str, str] = Field(default_factory=dict, description="口径已变的题目 = 原因")
    sampling: Sampling = Field("", description=SAMPLING_HELP)


def lacks(study: Study) -> str | None:
    """There must be questions."""
    options: Options = study.options
    if options.items or own_questions(study):
        return None
    return "没有列出要比较的题目（items），未作各期比较。"


def run(study: Study) -> Iterator[Fact]:
    """Return scores of every wave, the last change with its verdict, trend and mix."""
    options: Options = study.options
    rows = _waves(study)
    names = own_questions(study) if options.items is None else options.items
    distinct(study, names, "题目")
    silent = no_inference(sampling_of(study, options.sampling))
    before, now = options.waves[-2:]
    for statistic, text in (("before", before.name), ("now", now.name), ("reason", silent)):
        yield study.fact(statistic, text, unit="text")
    census = "是" if silent == CENSUS else "否"
    yield study.fact("census", census, unit="text")
    yield study.fact("rated", "是" if options.satisfied else "否", unit="text")
    yield study.fact("first", options.waves[0].name, unit="text")
    yield study.fact("waves", len(options.waves), unit="count", counter="期")
    yield study.fact("paired", "是" if options.respondent else "否", unit="text")
    yield study.fact("segment", options.segment, unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    for one in options.waves:
        row = study.row("wave", one.name)
        yield study.fact("n", len(rows[one.name]), row, unit="count", counter="份")
    found = [(name, _read(study, name, rows)) for name in names]
    scored = [_compared(study, name, waves) for name, waves in found]
    yield from _changes(study, scored, [name for name, _ in found], silent)
    for name, waves in found:
        yield from _waves_of(study, name, waves)
    if len(options.waves) > 2:
        lines = [(name, waves, _no_trend(study, name, waves, silent)) for name, waves in found]
        yield from trends(study, lines, options.satisfied)
    if options.satisfied:
        rated = [_rated(study, name, waves) for name, waves in found]
        yield from _changes(study, rated, [name for name, _ in found], silent, "rate_")
    if options.segment and not options.respondent:  # the same people are the same mix
        pairs = [
            (name, waves[-2], waves[-1])
            for (name, waves), change in zip(found, scored, strict=True)
            if isinstance(change, Change)
        ]
        yield from mixes(study, pairs, options.weights, silent)


def _waves(study: Study) -> dict[str, list[int]]:
    """Return the rows of every wave.

    Raises:
        DataError: a wave without rows, or one that is not listed; a person twice in a wave.
    """
    options: Options = study.options
    distinct(study, [one.name for one in options.waves], "期次")
    labels = study.table.texts(options.wave)
    found: dict[str, list[int]] = {one.name: [] for one in options.waves}
    problems = []
    for i, label in enumerate(labels):
        if label in found:
            found[label].append(i)
        else:
            what = f"“{label}”不在列出的各期中。" if label else "没有写明期次。"
            hint = f"列出的有：{listing(found)}。"
            place = study.table.place(i, options.wave)
            problems.append(Problem("wave.unknown", what, hint, place))
    for name, rows in found.items():
        if not rows:
            what = f"没有期次为“{name}”的答卷。"
            hint = "请核对 waves 中的写法与数据是否相同。"
            problems.append(
                Problem("wave.empty", what, hint, study.table.place(column=options.wave))
            )
    if options.respondent:
        people = study.table.texts(options.respondent)
        for name, rows in found.items():
            seen: set[str] = set()
            for i in rows:
                if people[i] and people[i] in seen:
                    what = f"编号“{people[i]}”在{name}出现两次。"
                    place = study.table.place(i, options.respondent)
                    problems.append(Problem("wave.twice", what, "每人每期只保留一份。", place))
                seen.add(people[i])
    if problems:
        raise DataError(problems[:20])
    return found


def _read(study: Study, name: str, rows: dict[str, list[int]]) -> list[Answers]:
    """Return the answers of each wave, by the points of that wave."""
    options: Options = study.options
    blank = ("",) * len(study.table)
    people = study.table.texts(options.respondent) if options.respondent else blank
    parts = study.table.texts(options.segment) if options.segment else blank
    made = []
    for one in options.waves:
        asked = question(study, name, one.answers or options.answers)
        part = _part(study, rows[one.name])
        values: np.ndarray = part.numbers([asked.column], asked.points, one.scale)[:, 0]
        kept = [k for k, value in enumerate(values) if value == value]
        at = [rows[one.name][k] for k in kept]
        ids, labels = tuple(people[i] for i in at), tuple(parts[i] for i in at)
        made.append(Answers(values[kept], ids, labels, one.population))
    return made


def _part(study: Study, rows: list[int]) -> StudyTable:
    """Return the study's table with these rows only."""
    table = study.table
    columns = {name: tuple(texts[i] for i in rows) for name, texts in table.columns.items()}
    numbers = tuple(table.row_numbers[i] for i in rows)
    return replace(table, columns=columns, row_numbers=numbers)


def _broken(study: Study, name: str) -> str:
    """Return what has changed in the definition of a question from the last wave but one."""
    options: Options = study.options
    before, now = options.waves[-2:]
    return why_changed(name, before, now, options.answers, options.changed)


def _compared(study: Study, name: str, waves: list[Answers]) -> Change | str:
    before, now = waves[-2:]
    if broken := _broken(study, name):
        return f"{NOT_COMPARABLE}（{broken}）"
    if not len(before.values) or not len(now.values):
        return "有一期没有有效答案。"
    if study.options.respondent:
        return same_people(before, now, study.confidence) or "没有两期都答的受访者。"
    return independent(before, now, study.confidence)


def _rated(study: Study, name: str, waves: list[Answers]) -> Change | str:
    if broken := _broken(study, name):
        return f"{NOT_COMPARABLE}（{broken}）"
    made = [satisfied(one, study.options.satisfied) for one in waves[-2:]]
    if not all(len(one.values) for one in made):
        return "有一期没有有效答案。"
    paired = bool(study.options.respondent)
    return shares(made[0], made[1], study.confidence, paired) or "没有两期都答的受访者。"


def _changes(
    study: Study, found: list[Change | str], names: list[str], silent: str, prefix: str = ""
) -> Iterator[Fact]:
    """Return both values, change, interval, p and word of every question."""
    from ...stats.multiple_tests import holm

    tested = [one.p for one in found if isinstance(one, Change) and one.p is not None]
    adjusted = iter(holm(tested))
    unit: Unit = "share" if prefix else "points"
    size: Unit = "percentage_points" if prefix else "points"
    for name, one in zip(names, found, strict=True):
        row = study.row("item", name)
        columns = [question(study, name, {}).column]
        if isinstance(one, str):
            for statistic in ("change", "low", "high", "p"):
                yield study.fact(prefix + statistic, None, row, unit="number", error=one)
            word = NOT_COMPARABLE if NOT_COMPARABLE in one else None
            error = "" if word else one
            yield study.fact(f"{prefix}word", word, row, unit="text", error=error)
            yield study.fact(f"{prefix}why", one, row, unit="text")
            continue
        yield study.fact(f"{prefix}why", "", row, unit="text")
        p = next(adjusted) if one.p is not None else None
        before = study.fact(
            f"{prefix}before", one.before, row, unit=unit, n=one.n_before, columns=columns
        )
        now = study.fact(f"{prefix}now", one.now, row, unit=unit, n=one.n_now, columns=columns)
        yield from (before, now)
        base = min(one.n_before, one.n_now)
        yield study.fact(f"{prefix}base", base, row, unit="count", counter="份")
        bare = study.fact(f"{prefix}change", None, row, unit=size, n=base, rule="本期减上期")
        hidden = "" if before.value is not None and now.value is not None else "样本过少，不公布。"
        ends = None if silent or hidden else one.interval
        change = difference(bare, now, before)
        if ends:
            change = replace(change, ci_low=ends[0], ci_high=ends[1])
        yield replace(change, error=hidden)
        why = silent or hidden or ("" if ends else one.why)
        for statistic, value in zip(("low", "high"), ends or (None, None), strict=True):
            yield study.fact(prefix + statistic, value, row, unit=size, n=base, error=why)
        p = None if silent or hidden else p
        why = "" if p is not None else silent or hidden or one.why
        yield study.fact(f"{prefix}p", p, row, unit="p", error=why)
        why = silent or (one.why if one.p is None and base >= ENOUGH else "")
        moved = one.now - one.before
        word = None if why else verdict(moved, p, one.effect, base, words=CHANGE)
        yield study.fact(f"{prefix}word", word, row, unit="text", error=why)


def _waves_of(study: Study, name: str, waves: list[Answers]) -> Iterator[Fact]:
    """Return the score of every wave."""
    options: Options = study.options
    for one, wave in zip(waves, options.waves, strict=True):
        row = study.row("wave", wave.name)
        n = len(one.values)
        mean = float(one.values.mean()) if n else None
        error = "" if n else "没有有效答案。"
        yield study.fact("score", mean, row, unit="points", detail=name, n=n, error=error)
        if options.satisfied:
            share = float(satisfied(one, options.satisfied).values.mean()) if n else None
            yield study.fact("rate", share, row, unit="share", detail=name, n=n, error=error)


def _no_trend(study: Study, name: str, waves: list[Answers], silent: str) -> str:
    """Return why a question has no trend over three or more waves; "" if it has."""
    options: Options = study.options
    broken = [
        why
        for one, other in pairwise(options.waves)
        if (why := why_changed(name, one, other, options.answers, options.changed))
    ]
    if broken:
        return f"{NOT_COMPARABLE}（{broken[0]}）"
    if options.respondent:
        return "同一批人的多期数据前后相关，不作趋势检验。"
    few = any(len(one.values) < 2 for one in waves)
    return silent or ("有一期的有效答案不足两个。" if few else "")
