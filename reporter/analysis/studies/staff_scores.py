"""员工评分: figures of single members of staff that may be used in an appraisal, and how far."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import DataError, Problem
from ...facts.fact import Fact
from ...facts.verdict import COMPARISON, ENOUGH, verdict
from ...project.model import Model
from ...project.readers.table import capped
from ..differences import difference
from ..study import Study
from .parts.questions import score_bounds

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]

ID = "staff_scores"
TITLE = "员工服务评分"
DEFINITION = (
    "员工得分为其名下各次评价的平均，区间为t区间。"
    "漏斗界限为全体平均得分上下z倍的组内标准差除以评价数的平方根："
    "评价少的界限宽，不因偶然的几次评价受奖惩。"
    "高于、低于的判断，以该员工与其余员工合计作韦尔奇检验，p值按霍尔姆法调整，"
    "并看差别大小（Hedges g）；评价不足三十次的不作判断。"
    "各员工服务的客户不同，得分未作调整。"
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


def lacks(study: Study) -> str | None:
    """There must be two members of staff to compare."""
    options: Options = study.options
    if options.staff in study.table.columns and len(set(study.table.texts(options.staff))) < 2:
        return "只有一名员工，无从比较，未做员工评分。"
    return None if len(study.table) else "没有评价，未做员工评分。"


def run(study: Study) -> Iterator[Fact]:
    """Return mean, interval, limits and verdict of every member of staff."""
    import numpy as np

    from ...stats.funnel import pooled_deviation
    from ...stats.mean_tests import sample

    options: Options = study.options
    groups = _read(study)
    everything = np.concatenate(list(groups.values()))
    yield study.fact("staff_n", len(groups), unit="count", counter="名")
    yield study.fact("n", len(everything), unit="count", counter="次")
    error = "" if len(everything) else "没有评分。"
    centre = float(everything.mean()) if len(everything) else None
    columns = [options.score]
    yield study.fact("mean", centre, unit="points", n=len(everything), columns=columns, error=error)
    yield study.fact("enough", ENOUGH, unit="count", counter="次")
    deviation = pooled_deviation([sample(values) for values in groups.values() if len(values)])
    words = _verdicts(groups)
    sizes = [(study.row("staff", k), "", len(groups[k])) for k in _ordered(groups, options.order)]
    study.protect(sizes, len(everything), ("score", "rest", "difference"))
    for name in _ordered(groups, options.order):
        yield from _one(study, name, groups[name], (centre, deviation))
        yield from _difference(study, name, groups)
        row, word = study.row("staff", name), words.get(name)
        rule, why = "与其余员工比，韦尔奇检验，霍尔姆调整", "" if word else "没有评分。"
        yield study.fact("verdict", word, row, unit="text", rule=rule, error=why)
    for statistic, wanted in (("above", COMPARISON.above), ("below", COMPARISON.below)):
        total = sum(word == wanted for word in words.values())
        yield study.fact(statistic, total, unit="count", counter="名")
    few = sum(len(values) < ENOUGH for values in groups.values())
    yield study.fact("few", few, unit="count", counter="名")


def _one(
    study: Study, name: str, values: Floats, whole: tuple[float | None, float | None]
) -> Iterator[Fact]:
    """Yield the figures of one member of staff, with the limits that chance alone gives."""
    from ...stats.funnel import funnel_limits
    from ...stats.mean_tests import mean_interval, sample

    row, n, columns = study.row("staff", name), len(values), [study.options.score]
    yield study.fact("n", n, row, unit="count", counter="次")
    if not n:
        for statistic in ("score", "lower", "upper"):
            yield study.fact(statistic, None, row, error="没有评分。")
        return
    ci, mean = mean_interval(sample(values), study.confidence), float(values.mean())
    yield study.fact("score", mean, row, unit="points", n=n, ci=ci, columns=columns)
    centre, deviation = whole
    known = centre is not None and deviation is not None
    limits = funnel_limits(centre or 0.0, deviation or 0.0, n, study.confidence)
    why = "" if known else "各次评分没有差别。"
    for bound, value in zip(("lower", "upper"), limits, strict=True):
        yield study.fact(bound, value if known else None, row, unit="points", error=why)


def _difference(study: Study, name: str, groups: dict[str, Floats]) -> Iterator[Fact]:
    """Yield the mean of all others together, and how far a mean lies from it (Welch)."""
    import numpy as np

    from ...stats.intervals import t_quantile
    from ...stats.mean_tests import sample
    from ...stats.studentized_range import welch_degrees

    row, values = study.row("staff", name), groups[name]
    rest = np.concatenate([other for key, other in groups.items() if key != name])
    if not len(values) or not len(rest):
        for statistic in ("rest", "difference"):
            yield study.fact(statistic, None, row, unit="points", error="没有评分可比。")
        return
    one, other, ci = sample(values), sample(rest), None
    apart = one.mean - other.mean
    if min(one.n, other.n) >= 2 and one.error**2 + other.error**2 > 0:
        errors, bases = (one.error, other.error), (len(values), len(rest))
        degrees = welch_degrees(errors, bases)
        half = t_quantile(study.confidence, degrees) * float(np.hypot(*errors))
        ci = (apart - half, apart + half)
    rule = "本人平均减其余员工合计的平均"
    own = study.fact("score", one.mean, row, unit="points", n=len(values))
    others = study.fact("rest", other.mean, row, unit="points", n=len(rest))
    yield others
    n = min(len(values), len(rest))
    bare = study.fact("difference", apart, row, unit="points", n=n, ci=ci, rule=rule)
    yield difference(bare, own, others)


def _verdicts(groups: dict[str, Floats]) -> dict[str, str]:
    """Return the word for each rated member of staff against all others together."""
    import numpy as np

    from ...stats.mean_tests import hedges_g, sample, welch_t
    from ...stats.multiple_tests import holm

    tests: dict[str, float] = {}
    found: dict[str, tuple[float, float | None, int]] = {}
    for name, values in groups.items():
        rest = np.concatenate([other for key, other in groups.items() if key != name])
        base = min(len(values), len(rest))
        if not base:
            continue
        one, other = sample(values), sample(rest)
        found[name] = (one.mean - other.mean, hedges_g(other, one), base)
        p = welch_t(other, one) if base >= ENOUGH else None
        if p is not None:
            tests[name] = p
    adjusted = dict(zip(tests, holm(list(tests.values())), strict=True))
    return {
        name: verdict(difference, adjusted.get(name), effect, base)
        for name, (difference, effect, base) in found.items()
    }


def _read(study: Study) -> dict[str, Floats]:
    """Return the ratings of each member of staff, in the order of the file."""
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
    groups: dict[str, list[float]] = {}
    for name, value in zip(names, scores, strict=True):
        group = groups.setdefault(name, [])
        if value == value:
            group.append(float(value))
    return {name: np.array(values) for name, values in groups.items()}


def _ordered(groups: dict[str, Floats], order: str) -> list[str]:
    if order == "file":
        return list(groups)
    return sorted(groups, key=lambda n: -float(groups[n].mean()) if len(groups[n]) else 1.0)
