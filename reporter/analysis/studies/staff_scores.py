"""员工评分: figures of single members of staff that may be used in an appraisal, and how far."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import DataError, Problem
from ...facts.fact import Fact
from ...facts.verdict import COMPARISON, ENOUGH, verdict
from ...project.model import Model
from ...project.readers.table import capped
from ..differences import difference
from ..study import Study
from .parts.group_comparison import Answers
from .parts.nouns import noun
from .parts.questions import score_bounds
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights

if TYPE_CHECKING:
    import numpy as np

    from ...stats.mean_tests import Sample

ID = "staff_scores"
TITLE = "员工服务评分"
DEFINITION = (
    "员工得分为其名下各次评价的平均，区间为t区间。"
    "漏斗界限为全体平均得分上下z倍的组内标准差除以评价数的平方根（z按报告的置信度取，95%为1.96；"
    "组内方差为各员工名下评价的离差平方和，除以评价总数与员工数之差）："
    "评价少的界限宽，不因偶然的几次评价受奖惩。"
    "高于、低于的判断，以该员工与其余员工合计作韦尔奇检验，p值按霍尔姆法调整，"
    "并看差别大小（Hedges g）；评价不足三十次的不作判断。"
    "各员工服务的客户不同，得分未作调整。"
    "有权数的，得分加权，区间、界限和检验用有效样本量，评价数不加权。"
)
PLACE = "analysis"
FORMULAS = (r"\bar{x} \pm z \frac{s_w}{\sqrt{n_i}}",)
SYMBOLS = {
    r"\bar{x}": "全体平均得分",
    "z": "正态分布的分位数",
    "s_w": "员工内部的标准差",
    "n_i": "员工 i 的评价数",
}


class Options(Model):
    """Options of figures of staff."""

    staff: str = Field(min_length=1, description="员工列（姓名或工号），一行一次评价")
    score: str = Field(min_length=1, description="评分列")
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 分值")
    order: Literal["score", "file"] = Field("score", description="表中的次序：得分，或数据的先后")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be two members of staff to compare."""
    options: Options = study.options
    if options.staff in study.table.columns and len(set(study.table.texts(options.staff))) < 2:
        return "只有一名员工，无从比较，未做员工评分。"
    return None if len(study.table) else "没有评价，未做员工评分。"


@dataclass(frozen=True, slots=True)
class _Rated:
    """Ratings of one member of staff or of several: how many, and the sample of any there are."""

    n: int
    sample: Sample | None


def run(study: Study) -> Iterator[Fact]:
    """Return mean, interval, limits and verdict of every member of staff."""
    from ...stats.funnel import pooled_deviation

    options: Options = study.options
    weight = weights(study, options.weight)
    read = _read(study, each(study, weight))
    whole = _rated(list(read.values()))
    groups = {name: _rated([one]) for name, one in read.items()}
    rests = {name: _rated([one for other, one in read.items() if other != name]) for name in groups}
    yield study.fact("who", noun(options.staff, "员工"), unit="text")
    yield study.fact("staff_count", len(groups), unit="count", counter="名")
    yield study.fact("n", whole.n, unit="count", counter="次")
    yield from about_weights(study, weight, "次")
    centre, error = (whole.sample.mean, "") if whole.sample else (None, "没有评分。")
    columns = [options.score]
    yield study.fact("mean", centre, unit="points", n=whole.n, columns=columns, error=error)
    yield study.fact("n_least", ENOUGH, unit="count", counter="次")
    deviation = pooled_deviation([one.sample for one in groups.values() if one.sample])
    words = _verdicts(groups, rests)
    order = _ordered(groups, options.order, study.hide_base)
    sizes = [(study.row("staff", name), "", groups[name].n) for name in order]
    study.protect(sizes, whole.n, ("score", "rest", "difference"))
    for name in order:
        yield from _one(study, name, groups[name], (centre, deviation))
        yield from _difference(study, name, groups[name], rests[name])
        row, word = study.row("staff", name), words.get(name)
        rule, why = "与其余员工比，韦尔奇检验，霍尔姆调整", "" if word else "没有评分。"
        yield study.fact("verdict", word, row, unit="text", rule=rule, error=why)
    for statistic, wanted in (("above", COMPARISON.above), ("below", COMPARISON.below)):
        total = sum(word == wanted for word in words.values())
        yield study.fact(statistic, total, unit="count", counter="名")
    few = sum(one.n < ENOUGH for one in groups.values())
    yield study.fact("few", few, unit="count", counter="名")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)


def _rated(parts: Sequence[Answers]) -> _Rated:
    """Return the ratings of some members of staff together."""
    import numpy as np

    from ...stats.mean_tests import sample

    values = np.concatenate([one.values for one in parts])
    w = np.concatenate([one.weights for one in parts])
    return _Rated(len(values), sample(values, w) if len(values) else None)


def _one(
    study: Study, name: str, one: _Rated, whole: tuple[float | None, float | None]
) -> Iterator[Fact]:
    """Yield the figures of one member of staff, with the limits that chance alone gives."""
    from ...stats.funnel import funnel_limits
    from ...stats.mean_tests import mean_interval

    row, columns = study.row("staff", name), [study.options.score]
    yield study.fact("n", one.n, row, unit="count", counter="次")
    if one.sample is None:
        for statistic in ("score", "lower", "upper"):
            yield study.fact(statistic, None, row, error="没有评分。")
        return
    ci, mean = mean_interval(one.sample, study.confidence), one.sample.mean
    yield study.fact("score", mean, row, unit="points", n=one.n, ci=ci, columns=columns)
    centre, deviation = whole
    known = centre is not None and deviation is not None
    limits = funnel_limits(centre or 0.0, deviation or 0.0, one.sample.n, study.confidence)
    why = "" if known else "各次评分没有差别。"
    for bound, value in zip(("lower", "upper"), limits, strict=True):
        yield study.fact(bound, value if known else None, row, unit="points", error=why)


def _difference(study: Study, name: str, one: _Rated, other: _Rated) -> Iterator[Fact]:
    """Yield the mean of all others together, and how far a mean lies from it (Welch)."""
    from ...stats.contrasts import contrast

    row = study.row("staff", name)
    if one.sample is None or other.sample is None:
        for statistic in ("rest", "difference"):
            yield study.fact(statistic, None, row, unit="points", error="没有评分可比。")
        return
    found = contrast([other.sample, one.sample], (-1, 1), study.confidence)
    apart, ci = one.sample.mean - other.sample.mean, found.interval if found else None
    rule = "本人平均减其余员工合计的平均"
    own = study.fact("score", one.sample.mean, row, unit="points", n=one.n)
    others = study.fact("rest", other.sample.mean, row, unit="points", n=other.n)
    yield others
    n = min(one.n, other.n)
    bare = study.fact("difference", apart, row, unit="points", n=n, ci=ci, rule=rule)
    yield difference(bare, own, others)


def _verdicts(groups: Mapping[str, _Rated], rests: Mapping[str, _Rated]) -> dict[str, str]:
    """Return the word for each rated member of staff against all others together."""
    from ...stats.mean_tests import hedges_g, welch_t
    from ...stats.multiple_tests import holm

    tests: dict[str, float] = {}
    found: dict[str, tuple[float, float | None, int]] = {}
    for name, group in groups.items():
        one, other = group.sample, rests[name].sample
        if one is None or other is None:
            continue
        base = min(group.n, rests[name].n)
        found[name] = (one.mean - other.mean, hedges_g(other, one), base)
        p = welch_t(other, one) if base >= ENOUGH else None
        if p is not None:
            tests[name] = p
    adjusted = dict(zip(tests, holm(list(tests.values())), strict=True))
    return {
        name: verdict(difference, adjusted.get(name), effect, base)
        for name, (difference, effect, base) in found.items()
    }


def _read(study: Study, weight: np.ndarray) -> dict[str, Answers]:
    """Return the ratings of each member of staff and their weights, in the order of the file."""
    import numpy as np

    options: Options = study.options
    names = study.table.texts(options.staff)
    blank = [i for i, name in enumerate(names) if not name]
    if blank:
        raise DataError(
            capped(
                Problem(
                    "study.blank", "没有写员工。", "请补上。", study.table.place(i, options.staff)
                )
                for i in blank
            )
        )
    scores = study.table.numbers([options.score], options.answers, score_bounds(options.answers))[
        :, 0
    ]
    rows: dict[str, list[int]] = {}
    for i, (name, value) in enumerate(zip(names, scores, strict=True)):
        own = rows.setdefault(name, [])
        if value == value:
            own.append(i)
    places = {name: np.array(own, dtype=np.intp) for name, own in rows.items()}
    return {name: Answers(scores[own], weight[own]) for name, own in places.items()}


def _ordered(groups: Mapping[str, _Rated], order: str, hide_base: int) -> list[str]:
    """Return the names by score; those whose scores are hidden last, as they stand in the file."""
    if order == "file":
        return list(groups)
    means = {
        name: one.sample.mean if one.sample and one.n >= hide_base else float("-inf")
        for name, one in groups.items()
    }
    return sorted(groups, key=lambda name: -means[name])
