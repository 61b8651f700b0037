"""系统可用性量表 SUS: one number from ten questions, half of them put the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import attained
from ...facts.verdict.user_experience import classed
from ...project.model import Model
from ..study import Study
from .parts.questions import distinct
from .parts.sample_weights import (
    ONE_COUNTS,
    WEIGHT_HELP,
    WeightColumn,
    about_weights,
    each,
    weights,
)
from .parts.stated import bounds

ID = "sus"
TITLE = "系统可用性量表（SUS）"
DEFINITION = (
    "十道题按1（非常不同意）至5（非常同意）作答，单数题为得分减1，双数题（反向）为5减得分，"
    "合计乘以2.5，得0至100分；它是分数，不是百分率。有一题未答的答卷不计分。"
    "区间为 t 区间。参照值由项目文件写明，缺省68分为公开研究中各类系统的平均水平（Sauro, 2011），"
    "不是满意的标准。等级缺省按公开研究的分布（Sauro 和 Lewis, 2016）：78.9分起为A，72.6分起为B，"
    "62.7分起为C，51.7分起为D，以下为F；按区间所在的等级，跨等级的写出两头。"
    "有权数的，平均分加权，区间用有效样本量。"
)
PLACE = "analysis"
FORMULAS = (r"S = 2.5 (\sum_{j} (x_j - 1) + \sum_{k} (5 - x_k))",)
SYMBOLS = {"S": "SUS 得分", "x_j": "单数题的答案", "x_k": "双数题的答案"}
ANSWERS: dict[str, float] = {
    **dict.fromkeys(("非常不同意", "完全不同意", "Strongly disagree"), 1),
    **dict.fromkeys(("不同意", "Disagree"), 2),
    **dict.fromkeys(("一般", "中立", "不确定", "Neutral"), 3),
    **dict.fromkeys(("同意", "Agree"), 4),
    **dict.fromkeys(("非常同意", "完全同意", "Strongly agree"), 5),
}
GRADES = {"F": 0.0, "D": 51.7, "C": 62.7, "B": 72.6, "A": 78.9}
HIGHEST = 100.0


class Options(Model):
    """Options of a SUS study."""

    items: tuple[str, ...] = Field(min_length=10, max_length=10, description="十道题的列，按原次序")
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 1至5，补充写法")
    benchmark: float = Field(68, gt=0, lt=100, description="参照值")
    benchmark_source: str = Field("公开研究的平均水平", min_length=1, description="参照值的来源")
    grades: dict[str, float] = Field(
        default_factory=lambda: dict(GRADES),
        max_length=7,
        description="等级 = 起点，由低到高，至多七级，第一级从0起；不分等级时写 {}",
    )
    grades_source: str = Field("Sauro和Lewis，2016", min_length=1, description="等级的来源")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be answers."""
    return None if len(study.table) else "没有答卷，未计算 SUS。"


def run(study: Study) -> Iterator[Fact]:
    """Return the mean score with its interval, its place beside the benchmark, and the items."""
    import numpy as np

    from ...stats.mean_tests import mean_interval, sample
    from ...stats.usability import sus_scores

    options: Options = study.options
    distinct(study, options.items, "题目")
    _check_grades(study)
    answers = study.table.numbers(options.items, {**ANSWERS, **options.answers}, (1, 5))
    scores = sus_scores(answers)
    weight = weights(study, options.weight)
    scored = np.isfinite(scores)
    known, w = scores[scored], each(study, weight)[scored]
    n = len(known)
    yield study.fact("n", n, unit="count", counter="份", columns=options.items)
    yield study.fact("incomplete", len(scores) - n, unit="count", counter="份")
    yield from about_weights(study, weight)
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("benchmark", options.benchmark, unit="points", decimals=0)
    yield study.fact("benchmark_source", options.benchmark_source, unit="text")
    error = "" if n else "没有答全十题的答卷。"
    one = sample(known, w) if n else None
    ci = mean_interval(one, study.confidence) if one else None
    mean = one.mean if one else None
    yield study.fact("score", mean, unit="points", n=n, ci=ci, error=error, columns=options.items)
    missing = error or ("" if ci else "只有一份答卷。" if n == 1 else ONE_COUNTS)
    yield from bounds(study, "score", ci, unit="points", n=n, why=missing)
    deviation = float(one.variance**0.5) if one and ci else None
    yield study.fact("deviation", deviation, unit="points", n=n, error=missing)
    word = attained(*ci, options.benchmark) if ci else None
    yield study.fact("reached", word, unit="text", n=n, error=missing)
    yield from _grade_facts(study, ci, n, missing)
    for number, name in enumerate(options.items):
        given = answers[scored, number]  # of scored sheets, so that parts add up
        row = study.row("item", name)
        yield study.fact("direction", "反向" if number % 2 else "正向", row, unit="text")
        value = float(w @ given / w.sum()) if len(given) else None
        error = "" if len(given) else "没有答全十题的答卷。"
        yield study.fact("answer", value, row, decimals=2, n=len(given), error=error)
        good = None if value is None else 2.5 * (5 - value if number % 2 else value - 1)
        yield study.fact("share_of_score", good, row, decimals=2, n=len(given), error=error)


def _check_grades(study: Study) -> None:
    begins = tuple(study.options.grades.values())
    if begins and (begins[0] != 0 or any(one >= two for one, two in pairwise((*begins, HIGHEST)))):
        what = f"方法“{study.id}”的 grades 不是从0起由低到高，或超过{HIGHEST:g}分。"
        raise ProjectError(Problem("study.sus_grades", what, "请由低到高写各级的起点，第一级写0。"))


def _grade_facts(
    study: Study, ci: tuple[float, float] | None, n: int, missing: str
) -> Iterator[Fact]:
    """Yield the grades that the interval meets, and where each of them begins."""
    options: Options = study.options
    names, begins = tuple(options.grades), tuple(options.grades.values())
    yield study.fact("scale_lowest", 0, unit="points", decimals=0)
    yield study.fact("scale_highest", HIGHEST, unit="points", decimals=0)
    yield study.fact("grades_source", options.grades_source, unit="text")
    for name, begin in options.grades.items():
        yield study.fact("grade_word", name, unit="text", detail=name)
        yield study.fact("begin", begin, unit="points", detail=name)
    word = classed(max(0.0, ci[0]), ci[1], begins[1:], names) if ci and names else None
    missing = missing if names else "没有分等级。"
    yield study.fact("grade", word, unit="text", n=n, error=missing)
