"""Reliability and validity of the questions: alpha, omega, KMO, Bartlett, item-total."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict.measurement import (
    ALPHA_LEAST,
)
from ...project.model import Model, Project
from ..study import Study
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
from .parts.scale_facts import LEAST_ROWS, Block, item_facts, scale_facts

if TYPE_CHECKING:
    pass

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
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


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
        yield from scale_facts(study, block, study.row("scale", scale.name))
        yield from item_facts(study, block)
    names = tuple(name for scale in scales for name in scale.items)
    turned = tuple(name for scale in scales for name in scale.reversed)
    whole = _read(study, Scale(name=WHOLE, items=names, reversed=turned))
    yield from scale_facts(study, whole, study.row("whole", WHOLE))


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
