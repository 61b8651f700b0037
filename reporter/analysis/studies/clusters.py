"""Clusters: groups of customers who answer alike, if there are any that come again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...facts.fact import Fact
from ...facts.format import shares_to_whole
from ...facts.verdict.measurement import CLUSTERED, clustering
from ...project.model import Model
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
from .parts.sample_weights import (
    WEIGHT_HELP,
    WeightColumn,
    about_weights,
    each,
    is_even,
    weights,
)

if TYPE_CHECKING:
    import numpy as np

ID = "clusters"
TITLE = "客户聚类分群"
DEFINITION = (
    "把各题得分标准化（均值为0，标准差为1），用k均值法（多次随机起点，缺省20次，取组内平方和最小的一次）把客户分群；"
    "群数在2至6之间取平均轮廓系数最大的。分群是否可信看两点："
    "重复抽样后各群是否再现（Jaccard 相似度的平均，最低的一群不低于0.75）；"
    "分得是否比没有群的数据更清楚（与各题答案分布、相关程度相同而没有群的模拟数据，即高斯连接函数产生的数据，比较轮廓系数，"
    "p值为模拟中不低于实际的次数加1、除以模拟次数加1，小于0.05）。答卷多于600份的，这两项在随机抽出的600份上计算。"
    "任何一点不满足，就不作分群的结论，不列各群的特征。只用各题都答全的答卷。"
    "有权数的，均值、标准差、各群的中心、比重和轮廓系数加权，重复抽样时答卷带着各自的权数，"
    "模拟数据用同样的权数；样本量不加权。"
)
PLACE = "analysis"
FORMULAS = (r"s_i = \frac{b_i-a_i}{\max(a_i,b_i)}", r"J(C,D) = \frac{|C \cap D|}{|C \cup D|}")
SYMBOLS = {
    "s_i": "第i人的轮廓系数",
    "a_i": "与同群其他人的平均距离",
    "b_i": "与最近的另一群的平均距离",
    "C": "一个群",
    "D": "重复抽样中与之最相似的群",
}

FEWEST = 60
STRONG = 0.5  # standard deviations from the mean of all that make a mark of a group
MOST_ROWS = 600  # of the bootstrap and of the reference, drawn at random
NUMERALS = "一二三四五六七八九十"


class Options(Model):
    """Options of a cluster analysis."""

    questions: tuple[str, ...] = Field((), description="题目或列名，缺省为问卷中计分的全部题目")
    answers: dict[str, float] = Field(
        default_factory=dict, description="答案 = 分值；缺省按问卷的量表，数字按原值"
    )
    groups: int | None = Field(None, ge=2, le=10, description="群数，缺省由轮廓系数选定")
    most: int = Field(6, ge=2, le=10, description="选群数时最多几群")
    unit: Literal["points", "number"] = Field(
        "points", description="得分的单位：points 分，number 无单位"
    )
    decimals: int | None = Field(None, ge=0, le=4, description="得分的小数位数，缺省同报告")
    starts: int = Field(20, ge=1, le=200, description="随机起点的个数")
    samples: int = Field(100, ge=20, le=1000, description="重复抽样和模拟的次数")
    seed: int = Field(1, ge=0, description="随机数种子，同样的种子得到同样的结果")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


@dataclass(frozen=True, slots=True)
class Solution:
    """The chosen grouping: labels [rows], silhouettes by number of groups, how sure it is."""

    labels: np.ndarray
    silhouettes: dict[int, float]
    k: int
    jaccard: np.ndarray
    rand: float
    p: float


def lacks(study: Study) -> str | None:
    """There must be two questions to group by."""
    if len(study.options.questions or own_questions(study)) < 2:
        return none_listed(study, "没有列出两道以上的题目，未做聚类分群。")
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return what was tried, how sure the grouping is, and its profile where it is sure."""
    import numpy as np

    options: Options = study.options
    asked = [
        question(study, name, options.answers) for name in options.questions or own_questions(study)
    ]
    distinct(study, [one.column for one in asked], "题目")
    weight = weights(study, options.weight)
    rows, w = complete_with(numbers(study, asked), each(study, weight))
    n = len(rows)
    varying = [j for j in range(len(asked)) if n and rows[:, j].std() > 0]
    reason = _why_not(rows, w, len(varying))
    if reason:
        yield study.fact("verdict", None, unit="text", error=reason)
        return
    asked, rows = [asked[j] for j in varying], rows[:, varying]
    # chance is not to hang on the last digit of a weight, which its scale decides
    found = _solve(rows, None if is_even(w) else w.astype(np.float32).astype(float), options)
    yield study.fact(
        "n", n, unit="count", counter=_counter(study), columns=[one.column for one in asked]
    )
    yield study.fact("left_out", len(study.table) - n, unit="count", counter=_counter(study))
    yield from about_weights(study, weight)
    yield study.fact("items", len(asked), unit="count", counter="道")
    yield study.fact("groups", found.k, unit="count", counter="群")
    yield study.fact("chosen", "编制人指定" if options.groups else "数据选定", unit="text")
    yield study.fact("silhouette", found.silhouettes[found.k], n=n, decimals=3, rule="平均轮廓系数")
    lowest = float(found.jaccard.min())
    yield study.fact("jaccard", lowest, n=n, decimals=2, rule="各群再现程度的最低值")
    yield study.fact("rand", found.rand, n=n, decimals=2, rule="调整 Rand 指数的平均")
    yield study.fact("p", found.p, unit="p", n=n, rule="与没有群的模拟数据比较")
    yield study.fact("resamples", options.samples, unit="count", counter="次")
    yield study.fact("seed", options.seed, decimals=0)
    word = clustering(lowest, found.p)
    yield study.fact("verdict", word, unit="text", rule="再现程度与p值")
    for k, width in found.silhouettes.items():
        row = study.row("solution", f"分为{NUMERALS[k - 1]}群")
        yield study.fact("silhouette", width, row, n=n, decimals=3, rule="平均轮廓系数")
    if word == CLUSTERED:
        yield from _profile(study, asked, (rows, w), found)


def _counter(study: Study) -> str:
    return study.project.survey.counter if study.project is not None else "份"


def _why_not(rows: np.ndarray, w: np.ndarray, varying: int) -> str:
    """Return why there is nothing to group, "" where there is."""
    import numpy as np

    from ...stats.linear import effective_size

    if len(rows) < FEWEST:
        return f"各题答全的答卷只有{len(rows)}份，少于{FEWEST}份，不作聚类。"
    if effective_size(float(w.sum()), float(w @ w)) < FEWEST:
        return f"权数悬殊，有效样本量少于{FEWEST}份，不作聚类。"
    if varying < 2:
        return "答案有差别的题目不足两道，无从分群。"
    if len(np.unique(rows, axis=0)) < 2 * 10:
        return "不同的答案组合太少，无从分群。"
    return ""


def _solve(rows: np.ndarray, weight: np.ndarray | None, options: Options) -> Solution:
    import numpy as np

    from ...stats import clusters
    from ...stats.continuum import continuum_p

    draw = np.random.default_rng(options.seed)
    keys = rows.T[::-1] if weight is None else [weight, *rows.T[::-1]]
    order = np.lexsort(keys)  # the same groups in whatever order the rows come
    matrix, w = rows[order], None if weight is None else weight[order]
    z = clusters.standardised(matrix, w)
    tried = [options.groups] if options.groups else list(range(2, options.most + 1))
    labels = {k: clusters.k_means(z, k, options.starts, draw, w)[0] for k in tried}
    widths = {k: clusters.silhouette(z, labels[k], draw, w) for k in tried}
    k = max(tried, key=lambda one: (round(widths[one], 9), -one))
    used = np.arange(len(z))
    if len(z) > MOST_ROWS:
        used = np.sort(draw.choice(len(z), MOST_ROWS, replace=False))
    own = None if w is None else w[used]
    jaccard, rand = clusters.stability(
        z[used], labels[k][used], k, options.samples, draw, weights=own
    )
    part = clusters.standardised(matrix[used], own)
    width = clusters.silhouette(part, clusters.k_means(part, k, 3, draw, own)[0], draw, own)
    p = continuum_p(matrix[used], k, width, options.samples, draw, weights=own)
    back = np.empty(len(rows), dtype=np.int64)
    back[order] = labels[k]
    return Solution(back, widths, k, jaccard, rand, p)


def _profile(
    study: Study, asked: list[Question], given: tuple[np.ndarray, np.ndarray], found: Solution
) -> Iterator[Fact]:
    """Return size and marks of each group, and its mean score in each question."""
    import numpy as np

    options: Options = study.options
    (rows, w), n = given, len(given[0])
    sizes = np.bincount(found.labels, minlength=found.k)
    mass = np.eye(found.k)[found.labels] * w[:, None]
    centres = mass.T @ rows / mass.sum(axis=0)[:, None]
    shares = mass.sum(axis=0) / w.sum()
    shown = shares_to_whole([float(one) for one in shares], study.share_decimals)
    whole = w @ rows / w.sum()
    spread = np.sqrt(w @ (rows - whole) ** 2 / w.sum())
    for g in range(found.k):
        row = study.row("cluster", f"第{NUMERALS[g]}群")
        yield study.fact("n", int(sizes[g]), row, unit="count", counter=_counter(study))
        share = study.fact("share", float(shares[g]), row, unit="share", n=n)
        yield replace(share, shown=shown[g])
        yield study.fact("jaccard", found.jaccard[g], row, decimals=2, rule="再现程度")
        away = (centres[g] - whole) / spread
        for statistic, marked in (("strong", away >= STRONG), ("weak", away <= -STRONG)):
            names = "、".join(one.name for one, mark in zip(asked, marked, strict=True) if mark)
            if names:
                yield study.fact(
                    statistic, names, row, unit="text", rule="与全部客户相差半个标准差"
                )
    for j, one in enumerate(asked):
        row = study.row("question", one.name)
        study.protect([(row, f"第{NUMERALS[g]}群", int(m)) for g, m in enumerate(sizes)], n)
        for g in range(found.k):
            yield study.fact(
                "mean",
                float(centres[g, j]),
                row,
                unit=options.unit,
                detail=f"第{NUMERALS[g]}群",
                n=int(sizes[g]),
                decimals=options.decimals,
            )
        total, digits = float(whole[j]), options.decimals
        yield study.fact("mean", total, row, unit=options.unit, n=n, decimals=digits)
