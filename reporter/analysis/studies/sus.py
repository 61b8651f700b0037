"""系统可用性量表 SUS: one number from ten questions, half of them put the other way round."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from ...facts.fact import Fact
from ...facts.verdict import attained
from ...project.model import Model
from ..study import Study
from .parts.questions import distinct

ID = "sus"
TITLE = "系统可用性量表（SUS）"
DEFINITION = (
    "十道题按1（非常不同意）至5（非常同意）作答，单数题为得分减1，双数题（反向）为5减得分，"
    "合计乘以2.5，得0至100分；它是分数，不是百分率。有一题未答的答卷不计分。"
    "区间为 t 区间。参照值由项目文件写明，缺省68分为公开研究中各类系统的平均水平（Sauro, 2011），"
    "不是满意的标准。"
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


class Options(Model):
    """Options of a SUS study."""

    items: tuple[str, ...] = Field(min_length=10, max_length=10, description="十道题的列，按原次序")
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 1至5，补充写法")
    benchmark: float = Field(68, gt=0, lt=100, description="参照值")
    benchmark_source: str = Field("公开研究的平均水平", min_length=1, description="参照值的来源")


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
    answers = study.table.numbers(options.items, {**ANSWERS, **options.answers}, (1, 5))
    scores = sus_scores(answers)
    known = scores[np.isfinite(scores)]
    n = len(known)
    yield study.fact("n", n, unit="count", counter="份", columns=options.items)
    yield study.fact("incomplete", len(scores) - n, unit="count", counter="份")
    yield study.fact("certainty", study.confidence, unit="share", decimals=0)
    yield study.fact("benchmark", options.benchmark, unit="points", decimals=0)
    yield study.fact("benchmark_source", options.benchmark_source, unit="text")
    error = "" if n else "没有答全十题的答卷。"
    one = sample(known) if n else None
    ci = mean_interval(one, study.confidence) if one else None
    mean = one.mean if one else None
    yield study.fact("score", mean, unit="points", n=n, ci=ci, error=error, columns=options.items)
    missing = error or ("" if ci else "只有一份答卷。")
    for name, end in zip(("low", "high"), ci or (None, None), strict=True):
        yield study.fact(name, end, unit="points", n=n, error=missing)
    deviation = float(known.std(ddof=1)) if n > 1 else None
    yield study.fact("deviation", deviation, unit="points", n=n, error=missing)
    word = attained(*ci, options.benchmark) if ci else None
    yield study.fact("reached", word, unit="text", n=n, error=missing)
    for number, name in enumerate(options.items):
        given = answers[np.isfinite(scores), number]  # of scored sheets, so that parts add up
        row = study.row("item", name)
        yield study.fact("direction", "反向" if number % 2 else "正向", row, unit="text")
        value = float(given.mean()) if len(given) else None
        error = "" if len(given) else "没有答全十题的答卷。"
        yield study.fact("answer", value, row, decimals=2, n=len(given), error=error)
        good = None if value is None else 2.5 * (5 - value if number % 2 else value - 1)
        yield study.fact("share_of_score", good, row, decimals=2, n=len(given), error=error)
