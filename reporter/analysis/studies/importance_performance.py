"""Importance-performance matrix: what matters and how well it is done, cut by declared lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.format import shares_to_whole
from ...facts.verdict import NO_VERDICT, SMALL_V, is_related
from ...facts.verdict.comparison import UNRELATED
from ...facts.verdict.measurement import OPPOSITE, SAME_WAY, driver_sign
from ...facts.verdict.process import BORDER
from ...project.model import Model
from ..study import Row, Study
from .parts.matrix_fields import FIELDS, crosses, decimals_beside, field_of, rounded
from .parts.measured import Interval, Measured, correlations, means
from .parts.questions import (
    Question,
    complete_with,
    distinct,
    none_listed,
    numbers,
    own_questions,
    question,
)
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights
from .parts.stated import bounds

if TYPE_CHECKING:
    import numpy as np

ID = "importance_performance"
TITLE = "重要性—满意度矩阵"
DEFINITION = (
    "以重要性为横轴、满意度为纵轴，用两条分界线把各因素分入四区：优势区（重要性高、满意度高，继续保持）、"
    "修补区（重要性高、满意度低，优先改进）、机会区（重要性低、满意度低，次要改进）、"
    "维持区（重要性低、满意度高，适度投入）。重要性可由受访者直接评分，也可由各因素与总体评价的关系推算，"
    "报告写明所用的一种。分界线取各因素的平均值或量表中点，报告写明所用的一种，并视为固定值。"
    "重要性或满意度的置信区间跨过分界线的因素记为“边界”，不归入任何一区。"
    "推算的重要性，各因素合起来与总体评价未见关系（F检验）或样本不足的，不分区；"
    "与总体评价反向变化、分解法中标准化系数的置信区间（t区间）全在零以下的因素不归入任何一区。"
    "满意度为该题全部有效答卷的平均分，推算重要性只用各题都答全的答卷。"
    "方法见GB/T 19038—2009附录D和Martilla与James（1977）。重要性反映关联，不等于因果。"
    "有权数的，重要性和满意度加权，区间用有效样本量，重复抽样时答卷带着各自的权数。"
)
PLACE = "analysis"
SUMMARY = 4

_KINDS = {
    "stated": "由受访者直接评分",
    "lmg": "由各因素与总体评价的关系推算（LMG分解法）",
    "johnson": "由各因素与总体评价的关系推算（Johnson相对权重法）",
    "correlation": "由各因素与总体评价的相关系数推算",
}
_CROSSES = {"mean": "各因素的平均值", "midpoint": "量表中点"}


class Attribute(Model):
    """One point of the matrix."""

    name: str = Field(min_length=1, description="因素名称")
    column: str = Field("", description="满意度的列名，缺省同名称")
    importance: str = Field("", description="重要程度的列名，直接评分时填写")


class Options(Model):
    """Options of an importance-performance matrix."""

    attributes: tuple[Attribute, ...] = Field(
        (), description="各因素及其列名，缺省为问卷中计分的全部题目"
    )
    importance: Literal["stated", "lmg", "johnson", "correlation"] = Field(
        "lmg", description="重要性：stated 直接评分；lmg、johnson、correlation 由总体评价推算"
    )
    overall: str = Field("", description="总体评价的题目或列名，推算重要性时填写")
    cross: Literal["mean", "midpoint"] = Field(
        "mean", description="分界线：mean 各因素平均值，midpoint 量表中点"
    )
    performance_scale: tuple[float, float] | None = Field(
        None, description="满意度量表的最低分和最高分，用中点分界时填写"
    )
    importance_scale: tuple[float, float] | None = Field(
        None, description="重要程度量表的最低分和最高分，用中点分界时填写"
    )
    answers: dict[str, float] = Field(default_factory=dict, description="满意度的答案 = 分值")
    importance_answers: dict[str, float] = Field(
        default_factory=dict, description="重要程度的答案 = 分值"
    )
    weight: WeightColumn = Field("", description=WEIGHT_HELP)
    samples: int = Field(1000, ge=100, le=10000, description="重复抽样次数")
    seed: int = Field(1, ge=0, description="随机数种子")


def lacks(study: Study) -> str | None:
    """There must be two points, and an importance for them."""
    options: Options = study.options
    if len(_attributes(study)) < 2:
        return none_listed(study, "没有列出两项以上的因素，未做重要性—满意度矩阵。")
    if options.importance != "stated" and not options.overall:
        return "没有写明总体评价的题目（overall），不能推算重要性，未做重要性—满意度矩阵。"
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return the place of every attribute, the lines, and the field of each."""
    options: Options = study.options
    _check(study)
    asked = _attributes(study)
    felt = [question(study, one.column or one.name, options.answers) for one in asked]
    distinct(study, [one.column for one in felt], "因素")
    matrix = numbers(study, felt)
    weight = weights(study, options.weight)
    w = each(study, weight)
    performance = means(matrix, w, study.confidence)
    if isinstance(performance, str):
        yield study.fact("performance", None, error=performance)
        return
    importance = _importance(study, felt, matrix, w)
    if isinstance(importance, str):
        yield study.fact("importance", None, error=importance)
        return
    scales = (options.importance_scale, options.performance_scale)
    if options.cross == "mean":
        scales = (None, None)
    lines = _line(importance, scales[0]), _line(performance, scales[1])
    yield study.fact("n", len(study.table), unit="count", counter="份")
    derived = options.importance != "stated"
    used, why = importance.bases[0] if derived else None, "" if derived else "重要性为直接评分。"
    about: dict[str, Any] = {"unit": "count", "counter": "份", "rule": "各题都答全的答卷"}
    yield study.fact("importance_n", used, error=why, **about)
    if derived:
        yield study.fact("model_verdict", importance.model, unit="text", rule="F检验和复相关系数")
    yield from about_weights(study, weight)
    yield study.fact("attributes", len(asked), unit="count", counter="项")
    yield study.fact("importance_kind", _KINDS[options.importance], unit="text")
    yield study.fact("cross", _CROSSES[options.cross], unit="text", rule="分界线的取法")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from _points(study, (importance, performance), lines, felt)


def _attributes(study: Study) -> tuple[Attribute, ...]:
    options: Options = study.options
    if options.attributes:
        return options.attributes
    own = (name for name in own_questions(study) if name != options.overall)
    return tuple(Attribute(name=name, column="", importance="") for name in own)


def _check(study: Study) -> None:
    """Refuse options that do not go together.

    Raises:
        ProjectError: with what is missing.
    """
    options: Options = study.options
    distinct(study, [one.name for one in _attributes(study)], "因素")
    problem = ""
    stated = options.importance == "stated"
    if stated and not all(one.importance for one in _attributes(study)):
        problem = "重要性为直接评分，每项因素都要写 importance（重要程度的列名）。"
    elif options.cross == "midpoint" and not stated:
        problem = "推算的重要性没有量表中点，分界线只能取平均值。"
    elif options.cross == "midpoint" and not (
        options.performance_scale and options.importance_scale
    ):
        problem = "用量表中点分界，要写 performance_scale 和 importance_scale。"
    if problem:
        what = f"方法“{study.id}”：{problem}"
        raise ProjectError(Problem("matrix.options", what, "请改正项目文件。"))


def _importance(
    study: Study, felt: list[Question], matrix: np.ndarray, w: np.ndarray
) -> Measured | str:
    import numpy as np

    options: Options = study.options
    if options.importance == "stated":
        asked = [
            Question(one.name, one.importance, options.importance_answers)
            for one in options.attributes
        ]
        return means(numbers(study, asked), w, study.confidence)
    overall = question(study, options.overall, options.answers)
    rows, w = complete_with(np.hstack([matrix, numbers(study, [overall])]), w)
    if options.importance == "correlation":
        return correlations(rows, w, study.confidence)
    from .parts.driver_shares import Drawing, driver_shares

    drawing = Drawing(options.samples, options.seed, study.confidence)
    found = driver_shares(rows, w, options.importance, drawing)
    if isinstance(found, str):
        return found
    if len(found.kept) < len(felt):
        out = "、".join(one.name for k, one in enumerate(felt) if k not in found.kept)
        return f"{out}的答案全部相同，推算不出重要性。"
    if found.measure != options.importance:
        return "因素过多，LMG分解法的计算量过大，请把 importance 改为 johnson。"
    intervals: tuple[Interval | None, ...] = (None,) * len(felt)
    if found.low is not None and found.high is not None:
        intervals = tuple(
            (float(low), float(high)) for low, high in zip(found.low, found.high, strict=True)
        )
    shares = tuple(float(share) for share in found.shares)
    model = is_related(found.p, found.r_squared**0.5, len(rows), SMALL_V)
    signs = tuple(
        driver_sign(float(r), float(high))
        for r, high in zip(found.derived.r, found.beta_high, strict=True)
    )
    bases = (len(rows),) * len(felt)
    return Measured(shares, intervals, bases, "share", whole=True, model=model, signs=signs)


def _line(axis: Measured, scale: tuple[float, float] | None) -> float:
    return sum(scale) / 2 if scale else sum(axis.values) / len(axis.values)


def _points(
    study: Study, axes: tuple[Measured, Measured], lines: tuple[float, float], felt: list[Question]
) -> Iterator[Fact]:
    """Return the lines, both values of every attribute, and the fields."""
    options: Options = study.options
    shown = []
    for name, axis, line in zip(("importance", "performance"), axes, lines, strict=True):
        digits, printed = _printed(axis, line, study.decimals)
        shown.append((digits, printed))
        rule = _CROSSES[options.cross]
        yield study.fact(f"{name}_line", line, unit=axis.unit, decimals=digits, rule=rule)
    count = dict.fromkeys([*(field.name for field in FIELDS), BORDER], 0)
    for k, one in enumerate(_attributes(study)):
        row = study.row("attribute", one.name)
        columns = [name for name in (felt[k].column, one.importance) if name]
        for name, axis, (digits, printed) in zip(
            ("importance", "performance"), axes, shown, strict=True
        ):
            for fact in _value(study, (name, axis, k), row, (digits, columns)):
                own = fact.statistic == name and fact.value is not None
                yield replace(fact, shown=printed[k]) if own else fact
        place = field_of(axes[0].values[k], axes[1].values[k], lines)
        pairs = zip(axes, lines, strict=True)
        border = any(crosses(axis.intervals[k], line) for axis, line in pairs)
        word, n = BORDER if border else place.name, min(axis.bases[k] for axis in axes)
        why = _not_placed(axes[0], k)
        count[word] += not why
        rule = f"置信区间跨过分界线的为{BORDER}"
        about: dict[str, Any] = {"unit": "text", "n": n, "error": why}
        yield study.fact("field", None if why else word, row, rule=rule, **about)
        yield study.fact("nearest", place.name, row, unit="text", n=n, rule="点所在的区")
    for word, number in count.items():
        yield study.fact("in_field", number, unit="count", counter="项", detail=word)


def _not_placed(importance: Measured, k: int) -> str:
    """Return why a derived importance places nothing; "" where it does."""
    if importance.model in (UNRELATED, NO_VERDICT):
        if importance.model == NO_VERDICT:
            return f"推算重要性的{NO_VERDICT}，没有分区。"
        return f"各因素合起来与总体评价{importance.model}，没有据以分区。"
    sign = importance.signs[k] if importance.signs else SAME_WAY
    if sign == SAME_WAY:
        return ""
    told = "与总体评价反向变化" if sign == OPPOSITE else "标准化系数为负"
    return f"{told}，重要性不据以分区。"


def _printed(axis: Measured, line: float, decimals: int) -> tuple[int, list[float | None]]:
    """Return digits that keep every point on its side of the line, and parts that add to 100 %."""
    exact = [value * axis.factor for value in axis.values]
    least = 3 if axis.unit == "number" else decimals
    if not axis.whole:
        return decimals_beside(rounded(exact), exact, line, least), [None] * len(exact)

    def parts(digits: int) -> list[float]:
        return [100 * value for value in shares_to_whole(axis.values, digits)]

    digits = decimals_beside(parts, exact, line * axis.factor, least)
    return digits, list(shares_to_whole(axis.values, digits))


def _value(
    study: Study, place: tuple[str, Measured, int], row: Row, look: tuple[int, list[str]]
) -> Iterator[Fact]:
    """Return one value of a point and the ends of its interval."""
    name, axis, k = place
    digits, columns = look
    interval = axis.intervals[k]
    about: dict[str, Any] = {"unit": axis.unit, "n": axis.bases[k], "decimals": digits}
    yield study.fact(name, axis.values[k], row, ci=interval, columns=columns, **about)
    none = "有效答案少于两份，没有置信区间。"
    yield from bounds(study, name, interval, row, why=none, **about)
