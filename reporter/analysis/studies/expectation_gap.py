"""Expected and perceived service (SERVQUAL): gaps of items and dimensions, paired tests."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.format import denoise, parts_to_sum
from ...facts.verdict import verdict
from ...project.model import Model
from ..differences import difference
from ..study import Row, Study
from .parts.questions import distinct
from .parts.sample_weights import (
    NO_RANK_TEST,
    WEIGHT_HELP,
    WeightColumn,
    about_weights,
    each,
    is_even,
    weights,
)
from .parts.stated import bounds

if TYPE_CHECKING:
    import numpy as np

    from ...stats.paired import Paired

ID = "expectation_gap"
TITLE = "期望与感知差距分析"
DEFINITION = (
    "同一名客户对每项服务分别评价期望水平和感知水平，差距为感知减期望，负数表示没有达到期望（SERVQUAL）。"
    "只用两题都答的答卷。维度的期望、感知和差距先在每名客户内对所属题目取平均，再对客户取平均；"
    "总差距为各维度差距按重要程度的分值加权（分值合计100），没有分值时各维度相等。"
    "期望与感知出自同一批人，用配对t检验，并以Wilcoxon符号秩检验核对，不用两独立样本检验；"
    "秩检验不计差距为零的，并列取平均秩，用正态近似和连续性修正（不足50份又无并列的用精确分布）；"
    "同一层次各项的p值按Holm法调整。效应量为差距均值与差距标准差之比。"
    "有权数的，期望、感知和差距加权，t检验用有效样本量，秩检验不作加权。"
)
PLACE = "analysis"
SUMMARY = 12
FORMULAS = (r"G = P - E", r"\bar{G} = \frac{\sum_d w_d G_d}{\sum_d w_d}")
SYMBOLS = {
    "P": "感知",
    "E": "期望",
    "G": "差距",
    "w_d": "维度d的重要程度分值",
}

DECIMALS = 2


class Item(Model):
    """One item asked twice."""

    name: str = Field(min_length=1, description="题目名称")
    dimension: str = Field(min_length=1, description="所属维度")
    expectation: str = Field(min_length=1, description="期望的列名")
    perception: str = Field(min_length=1, description="感知的列名")


class Options(Model):
    """Options of a gap study."""

    items: tuple[Item, ...] = Field(min_length=1, description="各题及其期望、感知的列名")
    weights: dict[str, float] = Field(
        default_factory=dict, description="维度 = 重要程度分值，合计100；缺省各维度相等"
    )
    answers: dict[str, float] = Field(default_factory=dict, description="答案 = 分值")
    scale: tuple[float, float] | None = Field(None, description="量表的最低分和最高分，用于核对")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be rows."""
    return None if len(study.table) else "没有答卷，未做期望与感知差距分析。"


def run(study: Study) -> Iterator[Fact]:
    """Return expectation, perception and gap of every item and dimension, and the whole."""
    import numpy as np

    options: Options = study.options
    dimensions = _check(study)
    asked = options.items
    expected = _numbers(study, [one.expectation for one in asked])
    perceived = _numbers(study, [one.perception for one in asked])
    weight = weights(study, options.weight)
    w = each(study, weight)
    both = np.isfinite(expected) & np.isfinite(perceived)
    if not both.any():
        yield study.fact("gap", None, error="没有人把同一题的期望和感知都答了。")
        return
    expected = np.where(both, expected, np.nan)
    perceived = np.where(both, perceived, np.nan)
    columns = [name for one in asked for name in (one.expectation, one.perception)]
    n = int(both.any(axis=1).sum())
    yield study.fact("n", n, unit="count", counter="份", columns=columns)
    yield study.fact("items", len(asked), unit="count", counter="题")
    yield study.fact("dimensions", len(dimensions), unit="count", counter="个")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    yield study.fact("is_weighted", "是" if options.weights else "否", unit="text")
    places = [[j for j, one in enumerate(asked) if one.dimension == d] for d in dimensions]
    pairs = [(_means(expected[:, js]), _means(perceived[:, js])) for js in places]
    rows = [study.row("dimension", name) for name in dimensions]
    gaps = _gaps(pairs, w, study.confidence)
    for row, gap in zip(rows, gaps, strict=True):
        yield from _about(study, row, gap)
    yield from _whole(study, rows, gaps, n)
    columns_of = [(expected[:, j], perceived[:, j]) for j in range(len(asked))]
    for one, gap in zip(asked, _gaps(columns_of, w, study.confidence), strict=True):
        yield from _about(study, study.row("item", one.name), gap)


def _whole(study: Study, rows: Sequence[Row], gaps: Sequence[Gap], n: int) -> Iterator[Fact]:
    """Return weight and contribution of every dimension, and the weighted gap; they add up."""
    weights_of = study.options.weights
    points = [weights_of.get(row.name, 100 / len(rows)) for row in rows]
    parts = [
        None if gap.value is None else gap.value * share / 100
        for gap, share in zip(gaps, points, strict=True)
    ]
    known = [part for part in parts if part is not None]
    total = sum(known) if len(known) == len(parts) else None
    shown = iter(parts_to_sum(known, sum(known), DECIMALS))
    for row, part, share in zip(rows, parts, points, strict=True):
        yield study.fact("weight", share / 100, row, unit="weight", rule="重要程度分值")
        error = "" if part is not None else "没有可用的成对答案。"
        about: dict[str, Any] = {"unit": "points", "decimals": DECIMALS, "error": error}
        fact = study.fact("contribution", part, row, n=n, rule="差距×权重", **about)
        yield fact if part is None else replace(fact, shown=next(shown))
    error = "" if total is not None else "有的维度没有可用的成对答案。"
    rule = "各维度差距的加权平均"
    yield study.fact("gap", total, n=n, unit="points", decimals=DECIMALS, rule=rule, error=error)


def _check(study: Study) -> list[str]:
    """Return the dimensions in order; refuse what cannot be meant.

    Raises:
        ProjectError: an item or column twice, or weights that are none.
    """
    options: Options = study.options
    distinct(study, [one.name for one in options.items], "题目")
    columns = [name for one in options.items for name in (one.expectation, one.perception)]
    distinct(study, columns, "列")
    dimensions = list(dict.fromkeys(one.dimension for one in options.items))
    said, problem = options.weights, ""
    unknown = [name for name in (*dimensions, *said) if (name in said) != (name in dimensions)]
    if said and unknown:
        problem = f"weights 与 items 的维度不一致：{'、'.join(dict.fromkeys(unknown))}。"
    elif said and any(value < 0 for value in said.values()):
        problem = "重要程度的分值不能是负数。"
    elif said and denoise(sum(said.values())) != 100:
        problem = f"重要程度的分值合计{sum(said.values()):g}，应为100。"
    if problem:
        what = f"方法“{study.id}”：{problem}"
        raise ProjectError(Problem("gap.weights", what, "请改正项目文件。"))
    return dimensions


def _numbers(study: Study, columns: list[str]) -> np.ndarray:
    options: Options = study.options
    return study.table.numbers(columns, options.answers, options.scale)


def _means(matrix: np.ndarray) -> np.ndarray:
    """Return each person's mean over the items answered, nan where there is none."""
    import numpy as np

    known = np.isfinite(matrix)
    count = known.sum(axis=1)
    total = np.where(known, matrix, 0.0).sum(axis=1)
    found: np.ndarray = np.divide(total, count, out=np.full(len(matrix), np.nan), where=count > 0)
    return found


@dataclass(frozen=True, slots=True, eq=False)
class Gap:
    """One item or dimension: both answers of the same people, and the test of the difference."""

    expected: np.ndarray
    perceived: np.ndarray
    weights: np.ndarray
    test: Paired | None  # None below two pairs
    p: float | None  # of t, adjusted; None where it cannot be tested
    rank_p: float | None  # of signed ranks, adjusted

    @property
    def value(self) -> float | None:
        """Mean perception minus mean expectation."""
        ends = self.means
        return ends[1] - ends[0] if ends else None

    @property
    def means(self) -> tuple[float, float] | None:
        """Mean expectation and perception; None without pairs."""
        if not len(self.weights):
            return None
        share = self.weights / self.weights.sum()
        return float(share @ self.expected), float(share @ self.perceived)


def _gaps(
    pairs: list[tuple[np.ndarray, np.ndarray]], weight: np.ndarray, confidence: float
) -> list[Gap]:
    """Return the gaps of one level, their p values adjusted for all of it."""
    import numpy as np

    from ...stats.multiple_tests import holm
    from ...stats.paired import paired

    found = []
    for expected, perceived in pairs:
        known = np.isfinite(expected)
        e, p, w = expected[known], perceived[known], weight[known]
        found.append((e, p, w, paired(p, e, confidence, w) if len(e) > 1 else None))
    tested = {k: test for k, (*_, test) in enumerate(found) if test and test.p == test.p}
    by_t = dict(zip(tested, holm([test.p for test in tested.values()]), strict=True))
    ranked = {k: test for k, test in tested.items() if test.rank_p == test.rank_p}
    by_rank = dict(zip(ranked, holm([test.rank_p for test in ranked.values()]), strict=True))
    return [Gap(*one, by_t.get(k), by_rank.get(k)) for k, one in enumerate(found)]


def _about(study: Study, row: Row, gap: Gap) -> Iterator[Fact]:
    """Return the facts of one item or dimension."""
    n = len(gap.expected)
    error = "" if n else "没有可用的成对答案。"
    about: dict[str, Any] = {"n": n, "unit": "points", "decimals": DECIMALS, "error": error}
    yield study.fact("n", n, row, unit="count", counter="份")
    expected, perceived = gap.means or (None, None)
    interval = gap.test.interval if gap.test else None
    before = study.fact("expectation", expected, row, **about)
    after = study.fact("perception", perceived, row, **about)
    apart = study.fact("gap", gap.value, row, ci=interval, rule="感知－期望", **about)
    yield from (before, after, difference(apart, after, before))
    why = about.pop("error") or ("" if gap.test else "只有一份成对的答案，无法检验。")
    yield from bounds(study, "gap", interval, row, why=why, **about)
    tested = gap.test if gap.p is not None else None
    same = "" if tested else "各人的差距相同，无法检验。"
    plain: dict[str, Any] = {"n": n, "error": why or same}
    yield study.fact("p", gap.p, row, unit="p", rule="配对t检验，Holm 调整", **plain)
    rule = "Wilcoxon 符号秩检验，Holm 调整"
    unranked = "" if gap.rank_p is not None or is_even(gap.weights) else NO_RANK_TEST
    ranks: dict[str, Any] = {"n": n, "error": plain["error"] or unranked}
    yield study.fact("rank_p", gap.rank_p, row, unit="p", rule=rule, **ranks)
    effect = tested.effect if tested else None
    yield study.fact("effect", effect, row, decimals=2, rule="差距÷差距的标准差", **plain)
    word = verdict(gap.value, gap.p, effect, n)
    yield study.fact("verdict", word, row, unit="text", n=n)
