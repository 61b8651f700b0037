"""Ranking questions: what matters most to people, by mean rank, first places and Borda points."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import ALPHA, against_first
from ...project.model import Model
from ..study import Study
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights
from .parts.stated import bounds

if TYPE_CHECKING:
    import numpy as np

    from .parts.rankings import Rankings

ID = "ranking_question"
TITLE = "排序题分析"
DEFINITION = (
    "以回答本题的受访者为基数。平均位次为各人所排位次的平均，越小越靠前；没有排到的选项，视为并列占据余下的位次，"
    "取其平均。首位比重为把该项排在第一的受访者所占比重，置信区间用 Wilson 法。"
    "波达得分按位次给分，第一位100分，末位0分，其间等距，取平均。"
    "各项与首位相比，看受访者中把哪一项排在前面的更多（符号检验，按 Holm 法校正）。"
    "一致性系数为 Kendall W，0表示各人的次序毫无一致，1表示完全一致，用 Friedman 检验。"
    "有权数的，平均位次、比重和一致性系数加权，区间和检验用有效样本量。"
)
PLACE = "results"
FORMULAS = (
    r"B_j = 100 \times \frac{k-\bar{r}_j}{k-1}",
    r"W = \frac{12\sum_j (R_j-\bar{R})^2}{m^2(k^3-k) - m\sum_i T_i}",
)
SYMBOLS = {
    "B_j": "选项j的波达得分",
    r"\bar{r}_j": "选项j的平均位次",
    "k": "选项个数",
    "R_j": "选项j的位次之和",
    r"\bar{R}": "各选项位次之和的平均",
    "m": "答题人数",
    "T_i": "第i人并列位次的修正",
}


class Options(Model):
    """Options of a ranking question."""

    question: str = Field("", description="题目名称，缺省同 column")
    column: str = Field("", description="列名；一格按次序写明各项")
    separator: str = Field("→", min_length=1, description="一格中各项之间的分隔符")
    places: tuple[str, ...] = Field((), description="各位次的列名，如第一位、第二位；每列一项")
    columns: dict[str, str] = Field(
        default_factory=dict, description="选项 = 列名；每个选项各占一列，填位次"
    )
    items: tuple[str, ...] = Field((), description="全部选项，缺省按数据中出现的")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be respondents."""
    return None if len(study.table) else "没有答卷，未做排序题分析。"


def run(study: Study) -> Iterator[Fact]:
    """Return every item with its places, and how far people agree."""
    from ...stats.rank_tests import kendall_w
    from .parts.rankings import read_rankings

    options: Options = study.options
    if sum(map(bool, (options.column, options.places, options.columns))) != 1:
        what = f"方法“{study.id}”的 column、places、columns 须写一个，只写一个。"
        raise ProjectError(Problem("study.columns", what, "请按数据的样子保留其中一个。"))
    found = read_rankings(study, options)
    weight = weights(study, options.weight)
    w = each(study, weight)[found.rows]
    names, ranks, listed = found.names, found.ranks, found.listed
    n, k = len(ranks), len(names)
    if not n or k < 2:
        reason = "没有人回答本题。" if not n else "选项不足两个，无从排序。"
        yield study.fact("mean_rank", None, error=reason)
        return
    yield study.fact("n", n, unit="count", counter="份")
    left = len(study.table) - n
    yield study.fact("left_out", left, unit="count", counter="份")
    yield study.fact("items", k, unit="count", counter="项")
    partial = int((listed.sum(axis=1) < k).sum())
    yield study.fact("partial", partial, unit="count", counter="份", rule="没有排完的答卷")
    name = options.question or options.column or study.title
    yield study.fact("question", name, unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    agreed = kendall_w(ranks, w)
    error = "" if agreed else "答卷太少或次序全部并列，算不出一致性。"
    value, p = (agreed[0], agreed[1].p) if agreed else (None, None)
    yield study.fact("kendall_w", value, n=n, decimals=3, rule="Kendall W", error=error)
    yield study.fact("p", p, unit="p", n=n, rule="Friedman 检验", error=error)
    yield from _about_items(study, found, w)


def _about_items(study: Study, found: Rankings, w: np.ndarray) -> Iterator[Fact]:
    from ...stats.intervals import wilson
    from ...stats.linear import effective_size

    names, ranks, listed = found.names, found.ranks, found.listed
    n, k = ranks.shape
    share = w / w.sum()
    size = effective_size(1.0, float(share @ share))
    means = share @ ranks
    order = sorted(range(k), key=lambda j: (round(float(means[j]), 12), j))
    below = _below(ranks, order, share * size)
    for j in order:
        row = study.row("item", names[j])
        mean = float(means[j])
        yield study.fact("mean_rank", mean, row, n=n, decimals=2, rule="平均位次")
        tops = min(1.0, float(share @ ((ranks[:, j] == 1) & listed[:, j])))
        ci = wilson(tops, size, study.confidence)
        yield study.fact("first_share", tops, row, unit="share", n=n, ci=ci)
        yield from bounds(study, "first", ci, row, unit="share", n=n, rule="Wilson 区间")
        ranked = min(1.0, float(share @ listed[:, j]))
        yield study.fact("listed_share", ranked, row, unit="share", n=n, rule="排到该项的比重")
        borda = 100 * (k - mean) / (k - 1)
        yield study.fact("borda", borda, row, unit="points", n=n, decimals=1, rule="波达得分")
        word = against_first(j == order[0], below[j], n)
        yield study.fact("against_first", word, row, unit="text", rule="符号检验，Holm 法校正")


def _below(ranks: np.ndarray, order: list[int], counted: np.ndarray) -> list[bool]:
    """Tell which items people place below the first, beyond chance; people as they count."""
    from ...stats.contingency import sign_p
    from ...stats.multiple_tests import holm

    first = ranks[:, order[0]]
    pairs = [
        (float(counted[first < ranks[:, j]].sum()), float(counted[first > ranks[:, j]].sum()))
        for j in order[1:]
    ]
    adjusted = holm([sign_p(*pair) for pair in pairs])
    found = {
        j: p < ALPHA and more > fewer
        for j, p, (more, fewer) in zip(order[1:], adjusted, pairs, strict=True)
    }
    return [found.get(j, False) for j in range(ranks.shape[1])]
