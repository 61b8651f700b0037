"""Reliability and validity of the questions: alpha, omega, KMO, Bartlett, item-total."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict.measurement import (
    ALPHA_LEAST,
    NOT_APPLICABLE,
    rating_of_alpha,
    rating_of_kmo,
    remark_on_item,
)
from ...project.model import Model, Project
from ..study import Row, Study
from .parts.questions import (
    Question,
    complete_with,
    distinct,
    none_listed,
    numbers,
    own_questions,
    question,
)
from .parts.sample_weights import WEIGHT_HELP, about_weights, each, weights
from .parts.stated import bounds

if TYPE_CHECKING:
    import numpy as np

ID = "reliability"
TITLE = "信度与效度检验"
DEFINITION = (
    "信度用克龙巴赫 α 系数，分原始和标准化两种，区间按 Feldt（1965）；"
    "ω 为单因子模型（极大似然）下各题之和的可靠部分，少于三题不能识别，不算；"
    "有一题的独特方差不为正（载荷超过1的 Heywood 情形）的，模型不成立，不给出 ω。"
    "题总相关是一题与同组其余各题之和的相关。"
    "KMO 和 Bartlett 球形检验说明题目之间的相关是否足以提取公因子，不直接证明效度。"
    "同组有一题未答的答卷不计入该组（成列删除）；反向题按项目文件换算，未注明的只报告不换算；"
    "答案全部相同的题目不参与；单题没有信度。"
    "有权数的，平均分、方差和相关加权，区间和检验用有效样本量。"
)
PLACE = "results"
FORMULAS = (
    r"\alpha = \frac{k}{k-1} \left( 1 - \frac{\sum_i s_i^2}{s_T^2} \right)",
    r"\omega = \frac{(\sum_i \lambda_i)^2}{(\sum_i \lambda_i)^2 + \sum_i \theta_i}",
)
SYMBOLS = {
    "k": "题数",
    "s_i^2": "第i题的方差",
    "s_T^2": "各题之和的方差",
    r"\lambda_i": "第i题的因子载荷",
    r"\theta_i": "第i题的独特方差",
}
WHOLE = "全部题目"
LEAST_ROWS = 3
HEYWOOD = "单因子模型不成立（有一题的独特方差不为正，即 Heywood 情形）。"


class Scale(Model):
    """Questions that are meant to measure one thing."""

    name: str = Field(min_length=1, description="这组题目的名称，如“服务质量”")
    items: tuple[str, ...] = Field(min_length=1, description="各题的题目名称或列名")
    reversed: tuple[str, ...] = Field((), description="其中的反向题，按量表换算后再算")


class Options(Model):
    """Options of a check of reliability."""

    scales: tuple[Scale, ...] = Field(
        (), description="各组题目，缺省按问卷的一级指标分组，用全部计分的题目"
    )
    answers: dict[str, float] = Field(
        default_factory=dict, description="答案 = 分值；缺省按问卷的量表，数字按原值"
    )
    scale: tuple[float, float] | None = Field(
        None, description="答案的最低分和最高分，换算反向题用，缺省取自量表"
    )
    weight: str = Field("", description=WEIGHT_HELP)


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """A scale that was read.

    Attributes:
        names: of its questions with spread, in the order of the columns of ``rows``.
        rows: [complete rows, questions], reversed questions turned.
        constant: questions to which all answers are the same.
        incomplete: rows left out for a missing answer.
        weights: [complete rows].
    """

    name: str
    names: tuple[str, ...]
    rows: np.ndarray
    constant: tuple[str, ...]
    incomplete: int
    weights: np.ndarray

    @property
    def size(self) -> float:
        """Kish's effective number of rows."""
        from ...stats.linear import effective_size

        return effective_size(float(self.weights.sum()), float(self.weights @ self.weights))

    @property
    def means(self) -> np.ndarray:
        """Weighted means, [questions]."""
        found: np.ndarray = self.weights @ self.rows / self.weights.sum()
        return found

    @property
    def covariance(self) -> np.ndarray:
        """Weighted covariance, [questions, questions], divisor n - 1."""
        n, moved = len(self.rows), self.rows - self.means
        found: np.ndarray = (moved * self.weights[:, None]).T @ moved / self.weights.sum()
        return found * n / (n - 1)


def lacks(study: Study) -> str | None:
    """There must be at least two questions."""
    scales = _scales(study)
    if sum(len(scale.items) for scale in scales) < 2:
        return none_listed(study, "少于两道题，无法检验信度。")
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return reliability of every scale and of all questions, and what each question adds."""
    scales = _scales(study)
    distinct(study, [name for scale in scales for name in scale.items], "题目")
    distinct(study, [scale.name for scale in scales], "题组")
    yield study.fact("scales", len(scales), unit="count", counter="组")
    yield from about_weights(study, weights(study, study.options.weight))
    yield study.fact("alpha_least", ALPHA_LEAST, decimals=1)
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    for name in (name for scale in scales for name in scale.reversed):
        yield study.fact("turned", name, unit="text", detail=name)
    for scale in scales:
        block = _read(study, scale)
        yield from _scale_facts(study, block, study.row("scale", scale.name))
        yield from _item_facts(study, block)
    names = tuple(name for scale in scales for name in scale.items)
    turned = tuple(name for scale in scales for name in scale.reversed)
    whole = _read(study, Scale(name=WHOLE, items=names, reversed=turned))
    yield from _scale_facts(study, whole, study.row("whole", WHOLE))


def _scales(study: Study) -> tuple[Scale, ...]:
    """Return the scales asked for, or those of the survey's own indicators."""
    options: Options = study.options
    if options.scales or study.project is None:
        return options.scales
    project, own = study.project, own_questions(study)
    groups: dict[str, list[str]] = {}
    for item in project.items:
        if item.name in own:
            groups.setdefault(_top(project, item.indicator), []).append(item.name)
    if any(len(names) < 2 for names in groups.values()):
        return (Scale(name="问卷", items=own),) if own else ()
    return tuple(Scale(name=name, items=tuple(names)) for name, names in groups.items())


def _top(project: Project, id: str) -> str:
    """Return the name of the indicator of level 1 above one."""
    known = {indicator.id: indicator for indicator in project.indicators}
    seen: set[str] = set()
    while id in known and known[id].parent in known and id not in seen:
        seen.add(id)
        id = known[id].parent
    return known[id].name if id in known else "问卷"


def _read(study: Study, scale: Scale) -> Block:
    import numpy as np

    options: Options = study.options
    unknown = [name for name in scale.reversed if name not in scale.items]
    if unknown:
        what = f"题组“{scale.name}”的反向题“{unknown[0]}”不在它的 items 中。"
        raise ProjectError(Problem("reliability.reversed", what, "请核对题目名称。"))
    asked = [question(study, name, options.answers) for name in scale.items]
    matrix = numbers(study, asked)
    for j, (name, one) in enumerate(zip(scale.items, asked, strict=True)):
        if name in scale.reversed:  # what the survey marks as reversed has such points already
            low, high = _ends(study, one)
            matrix[:, j] = low + high - matrix[:, j]
    rows, w = complete_with(matrix, each(study, weights(study, options.weight)))
    answered = int(np.isfinite(matrix).any(axis=1).sum())
    varied = np.ones(len(asked), dtype=bool)
    if len(rows) >= LEAST_ROWS:
        varied = rows.max(axis=0) > rows.min(axis=0)
    names = [one.name for one in asked]
    return Block(
        scale.name,
        tuple(name for name, kept in zip(names, varied, strict=True) if kept),
        rows[:, varied],
        tuple(name for name, kept in zip(names, varied, strict=True) if not kept),
        answered - len(rows),
        w,
    )


def _ends(study: Study, one: Question) -> tuple[float, float]:
    """Return the lowest and the highest answer to a question that is to be turned."""
    options: Options = study.options
    if options.scale is not None:
        return options.scale
    if len(set(one.points.values())) < 2:
        what = f"反向题“{one.name}”不知道量表的最低分和最高分，无法换算。"
        raise ProjectError(Problem("reliability.scale", what, "请写 scale，如 scale = [1, 5]。"))
    return min(one.points.values()), max(one.points.values())


def _scale_facts(study: Study, block: Block, row: Row) -> Iterator[Fact]:
    n, k = block.rows.shape
    yield study.fact("items", k, row, unit="count", counter="道题")
    yield study.fact("n", n, row, unit="count", counter="份")
    yield study.fact("incomplete", block.incomplete, row, unit="count", counter="份")
    for name in block.constant:
        yield study.fact("constant", name, row, unit="text", detail=name)
    reason = "单题没有信度，不适用。" if k < 2 else ""
    reason = "完整的答卷少于三份，无法计算。" if n < LEAST_ROWS else reason
    yield from _alpha_facts(study, block, row, reason)
    yield _omega_fact(study, block, row, reason)
    yield from _factor_facts(study, block, row, reason)


def _alpha_facts(study: Study, block: Block, row: Row, reason: str) -> Iterator[Fact]:

    from ...stats import reliability as maths

    n, k = block.rows.shape
    value, standard, ci = None, None, None
    if not reason:
        covariance = block.covariance
        try:
            value = maths.alpha(covariance)
            standard = maths.alpha(_related(covariance))
            ci = maths.alpha_interval(value, max(2.0, block.size), k, study.confidence)
        except ValueError:
            reason = "各题之和没有差异，无法计算。"
    yield study.fact("alpha", value, row, n=n, ci=ci, decimals=3, error=reason)
    yield from bounds(study, "alpha", ci, row, n=n, decimals=3, why=reason)
    yield study.fact("alpha_standardised", standard, row, n=n, decimals=3, error=reason)
    yield study.fact("rating", rating_of_alpha(value), row, unit="text")


def _omega_fact(study: Study, block: Block, row: Row, reason: str) -> Fact:

    from ...stats import reliability as maths

    n, k = block.rows.shape
    value = None
    if not reason and k < maths.LEAST_FACTOR_ITEMS:
        reason = "两题的单因子模型不能识别，不适用。"
    if not reason:
        try:
            factor = maths.one_factor(block.covariance)
        except ValueError:
            reason = "相关矩阵不可逆（有题目重复，或题数不少于答卷数），无法计算。"
        else:
            value = factor.omega if factor.proper and factor.converged else None
            reason = "" if value is not None else HEYWOOD
    return study.fact("omega", value, row, n=n, decimals=3, error=reason)


def _factor_facts(study: Study, block: Block, row: Row, reason: str) -> Iterator[Fact]:

    from ...stats import reliability as maths

    n, k = block.rows.shape
    adequacy, test = None, None
    if not reason:
        related = _related(block.covariance)
        adequacy, test = maths.adequacy(related), maths.sphericity(related, block.size)
        reason = "" if adequacy else "相关矩阵不可逆（有题目重复，或题数不少于答卷数），无法计算。"
    two = "两题的 KMO 恒为二分之一，不适用。" if k == 2 else reason
    value = adequacy[0] if adequacy and not two else None
    yield study.fact("kmo", value, row, n=n, decimals=3, error=two)
    yield study.fact("fits", rating_of_kmo(value), row, unit="text")
    chi, degrees, p = test or (None, None, None)
    why = "" if test else reason or "答卷太少，无法计算。"
    yield study.fact("bartlett", chi, row, n=n, decimals=1, error=why)
    yield study.fact("degrees", degrees, row, unit="number", decimals=0, error=why)
    yield study.fact("p", p, row, unit="p", n=n, error=why)


def _related(covariance: np.ndarray) -> np.ndarray:
    import numpy as np

    sizes = np.sqrt(np.diagonal(covariance))
    related: np.ndarray = covariance / np.outer(sizes, sizes)
    return related


def _item_facts(study: Study, block: Block) -> Iterator[Fact]:

    from ...stats import reliability as maths

    for name in block.constant:
        row = study.row("item", name)
        yield study.fact("scale", block.name, row, unit="text")
        yield from _none(study, row, "答案全部相同，没有差异。")
        yield study.fact("remark", "答案全部相同，未参与", row, unit="text")
    n, k = block.rows.shape
    if n < LEAST_ROWS or k < 2:
        reason = "单题没有信度，不适用。" if n >= LEAST_ROWS else "完整的答卷少于三份，无法计算。"
        for name in block.names:
            row = study.row("item", name)
            yield study.fact("scale", block.name, row, unit="text")
            yield from _none(study, row, reason)
            yield study.fact("remark", NOT_APPLICABLE, row, unit="text")
        return
    covariance = block.covariance
    total, without = maths.item_total(covariance), maths.alpha_without(covariance)
    adequacy = maths.adequacy(_related(covariance)) if k > 2 else None
    try:
        whole = maths.alpha(covariance)
    except ValueError:
        whole = float("nan")
    for j, name in enumerate(block.names):
        row = study.row("item", name)
        yield study.fact("scale", block.name, row, unit="text")
        yield study.fact("mean", float(block.means[j]), row, n=n, decimals=2)
        others = "" if total[j] == total[j] else "其余各题之和没有差异。"
        value = None if others else float(total[j])
        yield study.fact("item_total", value, row, n=n, decimals=3, error=others)
        few = "" if without[j] == without[j] else "删去后不足两题，或没有差异。"
        value = None if few else float(without[j])
        yield study.fact("alpha_without", value, row, n=n, decimals=3, error=few)
        own = float(adequacy[1][j]) if adequacy else float("nan")
        error = "" if own == own else "无法计算。"
        yield study.fact("msa", own if not error else None, row, n=n, decimals=3, error=error)
        word = remark_on_item(float(total[j]), without[j] - whole, n)
        yield study.fact("remark", word, row, unit="text")


def _none(study: Study, row: Row, reason: str) -> Iterator[Fact]:
    for statistic in ("mean", "item_total", "alpha_without", "msa"):
        yield study.fact(statistic, None, row, error=reason)
