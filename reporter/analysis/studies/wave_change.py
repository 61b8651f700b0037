"""Change between waves: independent or the same people, mix apart, definitions held together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact, Unit
from ...facts.verdict import CHANGE, ENOUGH, NOT_COMPARABLE, verdict
from ...project.model import Model
from ..differences import difference
from ..precision import CENSUS
from ..study import Study
from .parts.inference import SAMPLING_HELP, Sampling, no_inference, sampling_of
from .parts.questions import LISTED_HELP, none_listed, own_questions, question
from .parts.rated_answers import rated_as
from .parts.repeated import tell_repeated
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, weights_of_parts
from .parts.wave_comparison import (
    Answers,
    Change,
    independent,
    other_scale,
    same_people,
    satisfied,
    shares,
)
from .parts.wave_definitions import Wave, why_changed
from .parts.wave_facts import mixes, trends
from .parts.wave_reading import names_of, read, rows_of

ID = "wave_change"
TITLE = "各期变化（同比）"
DEFINITION = (
    "变化为最后一期减其上一期。各期另抽样本的按独立样本比较：得分用Welch检验，满意率用Newcombe区间和"
    "合并z检验，写明当期总体数量的作有限总体修正；同一批受访者前后都答的只取两期都答的人配对比较："
    "得分用配对t检验，满意率用McNemar检验（改变答案的人少于25时用精确检验）。"
    "变化的大小，得分用Hedges的g（配对用Cohen的d），满意率用Cohen的h。多个题目的p值用Holm法校正。"
    "三期以上的另检验趋势：得分用各期平均分的线性对比，满意率用Cochran-Armitage检验，p值也用Holm法校正。"
    "样本构成变化的影响为变化减去构成固定时的变化，固定的构成为给定的各类比重，"
    "没有给定的取两期构成的平均（Kitagawa分解），两部分之和等于变化；"
    "自身变化视构成为固定，按各类平均分的线性对比检验，p值用Holm法校正。"
    "题干、量表、赋分、调查方式有改变的题目口径已变，不作比较。"
    "非概率样本不推断总体，普查没有抽样误差，整群抽样的误差须按群估计，均不作检验。"
    "有权数的，得分、满意率和构成加权，检验用有效样本量；配对比较用后一期的权数。"
)
PLACE = "results"
SUMMARY = 2
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

    wave: str = Field(
        "",
        description="期次的列名，各期的答卷上下接在一张表里；每期一个文件（files）的，"
        "缺省为 file_column；一行一人、各期分列的不填",
    )
    waves: tuple[Wave, ...] = Field(
        (),
        min_length=2,
        description=f"各期，由早到晚；每期一个文件的，缺省按 files 的次序；{LISTED_HELP}",
    )
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
    weight: WeightColumn = Field("", description=WEIGHT_HELP)
    sampling: Sampling = Field("", description=SAMPLING_HELP)

    @property
    def wide(self) -> bool:
        """One row a person, with columns of each wave."""
        return not self.wave

    @property
    def paired(self) -> bool:
        """The same people answered in several waves."""
        return self.wide or bool(self.respondent)


def lacks(study: Study) -> str | None:
    """There must be questions."""
    options: Options = _with_files(study).options
    if options.wide or options.items or own_questions(study):
        return None
    return none_listed(study, "没有列出要比较的题目（items），未作各期比较。")


def run(study: Study) -> Iterator[Fact]:
    """Return scores of every wave, the last change with its verdict, trend and mix."""
    study = _with_files(study)
    options: Options = study.options
    names = names_of(study)
    rows = rows_of(study)
    parts = {name: study.table.only(of) for name, of in rows.items()}
    weight, own = weights_of_parts(study, rows)
    respondent = study.project.data.respondent if study.project is not None else ""
    for of in rows.values() if respondent in study.table.columns else ():
        tell_repeated(study, respondent, "受访者编号", of)
    silent = no_inference(sampling_of(study, options.sampling))
    before, now = options.waves[-2:]
    for statistic, text in (
        ("previous_wave", before.name),
        ("current_wave", now.name),
        ("reason", silent),
    ):
        yield study.fact(statistic, text, unit="text")
    census = "是" if silent == CENSUS else "否"
    yield study.fact("is_census", census, unit="text")
    yield study.fact("is_rated", "是" if options.satisfied else "否", unit="text")
    if options.satisfied:
        yield from rated_as(study, options.satisfied, options.answers)
    yield study.fact("first_wave", options.waves[0].name, unit="text")
    yield study.fact("waves", len(options.waves), unit="count", counter="期")
    yield study.fact("is_paired", "是" if options.paired else "否", unit="text")
    yield study.fact("segment", options.segment, unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    for one in options.waves:
        row = study.row("wave", one.name)
        yield study.fact("n", len(rows[one.name]), row, unit="count", counter="份")
    found = [(name, read(study, name, parts, own)) for name in names]
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
    if options.segment and not options.paired:  # the same people are the same mix
        pairs = [
            (name, waves[-2], waves[-1])
            for (name, waves), change in zip(found, scored, strict=True)
            if isinstance(change, Change)
        ]
        yield from mixes(study, pairs, options.weights, silent)


def _with_files(study: Study) -> Study:
    """Return the study with the waves that its files are, where the options name none.

    Raises:
        ProjectError: there are not two waves.
    """
    options: Options = study.options
    column, wave, waves = study.table.file_column, options.wave, options.waves
    if column and wave in ("", column):
        wave = column
        waves = waves or tuple(Wave(name=one.name) for one in study.table.files)
    if len(waves) < 2:
        what = f"方法“{study.id}”没有列出两期以上，无从比较。"
        hint = "请用 waves 由早到晚写明各期，或用 files 为每期写一个文件。"
        raise ProjectError(Problem("wave.few", what, hint))
    return replace(study, options=options.model_copy(update={"wave": wave, "waves": waves}))


def _broken(study: Study, name: str, waves: list[Answers], last: int = -1) -> str:
    """Return what has changed in a question from the wave before ``last``; "" if nothing."""
    options: Options = study.options
    before, now = options.waves[last - 1], options.waves[last]
    said = why_changed(name, before, now, options.answers, options.changed)
    if said or before.scale is not None:  # the same scale was declared for both
        return said
    return other_scale(waves[last - 1], waves[last])


def _compared(study: Study, name: str, waves: list[Answers]) -> Change | str:
    before, now = waves[-2:]
    if broken := _broken(study, name, waves):
        return f"{NOT_COMPARABLE}（{broken}）"
    if blank := _blank(study, name, waves):
        return blank
    if study.options.paired:
        return same_people(before, now, study.confidence) or "没有两期都答的受访者。"
    return independent(before, now, study.confidence)


def _blank(study: Study, name: str, waves: list[Answers]) -> str:
    """Return which of the last two waves has no answers to a question, and why; "" if both do."""
    found = []
    for wave, one in zip(study.options.waves[-2:], waves[-2:], strict=True):
        column = wave.columns.get(name, question(study, name, {}).column)
        without = [file.name for file in study.table.lacking.get(column, ())]
        if wave.name in without:
            found.append(f"{wave.name}的文件没有“{column}”列")
        elif not len(one.values):
            found.append(f"{wave.name}没有有效答案")
    return f"{'，'.join(found)}。" if found else ""


def _rated(study: Study, name: str, waves: list[Answers]) -> Change | str:
    if broken := _broken(study, name, waves):
        return f"{NOT_COMPARABLE}（{broken}）"
    made = [satisfied(one, study.options.satisfied) for one in waves[-2:]]
    if blank := _blank(study, name, waves):
        return blank
    paired = study.options.paired
    return shares(made[0], made[1], study.confidence, paired) or "没有两期都答的受访者。"


def _changes(
    study: Study, found: list[Change | str], names: list[str], silent: str, prefix: str = ""
) -> Iterator[Fact]:
    """Return both values, change, interval, p and word of every question."""
    from ...stats.multiple_tests import holm

    options: Options = study.options
    tested = [one.p for one in found if isinstance(one, Change) and one.p is not None]
    adjusted = iter(holm(tested))
    unit: Unit = "share" if prefix else "points"
    size: Unit = "percentage_points" if prefix else "points"
    for name, one in zip(names, found, strict=True):
        row = study.row("item", name)
        columns = [options.waves[-1].columns.get(name, question(study, name, {}).column)]
        if isinstance(one, str):
            for statistic in ("change", "change_low", "change_high", "p"):
                yield study.fact(prefix + statistic, None, row, unit="number", error=one)
            word = NOT_COMPARABLE if NOT_COMPARABLE in one else None
            error = "" if word else one
            yield study.fact(f"{prefix}verdict", word, row, unit="text", error=error)
            yield study.fact(f"{prefix}reason", one.rstrip("。"), row, unit="text")
            continue
        yield study.fact(f"{prefix}reason", "", row, unit="text")
        p = next(adjusted) if one.p is not None else None
        before = study.fact(
            f"{prefix}previous", one.before, row, unit=unit, n=one.n_before, columns=columns
        )
        now = study.fact(f"{prefix}current", one.now, row, unit=unit, n=one.n_now, columns=columns)
        yield from (before, now)
        base = min(one.n_before, one.n_now)
        yield study.fact(f"{prefix}n", base, row, unit="count", counter="份")
        bare = study.fact(f"{prefix}change", None, row, unit=size, n=base, rule="本期减上期")
        hidden = "" if before.value is not None and now.value is not None else "样本过少，不公布。"
        ends = None if silent or hidden else one.interval
        change = difference(bare, now, before)
        if ends:
            change = replace(change, ci_low=ends[0], ci_high=ends[1])
        yield replace(change, error=hidden)
        why = silent or hidden or ("" if ends else one.why)
        for statistic, value in zip(
            ("change_low", "change_high"), ends or (None, None), strict=True
        ):
            yield study.fact(prefix + statistic, value, row, unit=size, n=base, error=why)
        p = None if silent or hidden else p
        why = "" if p is not None else silent or hidden or one.why
        yield study.fact(f"{prefix}p", p, row, unit="p", error=why)
        why = silent or (one.why if one.p is None and base >= ENOUGH else "")
        moved = one.now - one.before
        word = None if why else verdict(moved, p, one.effect, base, words=CHANGE)
        yield study.fact(f"{prefix}verdict", word, row, unit="text", error=why)


def _waves_of(study: Study, name: str, waves: list[Answers]) -> Iterator[Fact]:
    """Return the score of every wave."""
    options: Options = study.options
    for one, wave in zip(waves, options.waves, strict=True):
        row = study.row("wave", wave.name)
        n = len(one.values)
        mean = one.mean if n else None
        error = "" if n else "没有有效答案。"
        yield study.fact("score", mean, row, unit="points", detail=name, n=n, error=error)
        if options.satisfied:
            share = min(1.0, satisfied(one, options.satisfied).mean) if n else None
            yield study.fact("rate", share, row, unit="share", detail=name, n=n, error=error)


def _no_trend(study: Study, name: str, waves: list[Answers], silent: str) -> str:
    """Return why a question has no trend over three or more waves; "" if it has."""
    options: Options = study.options
    steps = range(1, len(waves))
    broken = [why for last in steps if (why := _broken(study, name, waves, last))]
    if broken:
        return f"{NOT_COMPARABLE}（{broken[0]}）"
    if options.paired:
        return "同一批人的多期数据前后相关，不作趋势检验。"
    few = any(len(one.values) < 2 for one in waves)
    return silent or ("有一期的有效答案不足两个。" if few else "")
