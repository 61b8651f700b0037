"""Reasons of high satisfaction: what separates the delighted from the merely satisfied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import SMALL_V, is_related, verdict
from ...facts.verdict.measurement import events
from ...project.model import Model
from ..differences import difference
from ..study import Row, Study
from .parts.questions import Question, distinct, none_listed, numbers, own_questions, question
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights
from .parts.stated import bounds

if TYPE_CHECKING:
    from .parts.top_shares import Side

ID = "delighters"
TITLE = "高满意原因分析"
DEFINITION = (
    "把总体评价为“非常满意”的客户与“满意”的客户相比，评价更低的客户不参加比较。"
    "每项因素先比两组中对该因素非常满意者所占比重：差距的置信区间用Newcombe法，"
    "检验用合并方差的双比例检验，各因素的p值按Holm法调整；"
    "再以总体是否非常满意为因变量、对各因素是否非常满意为自变量做逻辑回归，"
    "得到其他因素相同时的优势比，置信区间用Wald法，各因素的检验按Holm法校正；"
    "因素把两组完全分开、极大似然没有解而答卷没有权数的，改用Firth（1993）的惩罚似然，"
    "区间和检验用其轮廓似然。优势比大于1，"
    "表示对该因素非常满意的客户更可能总体非常满意。比重按有效答卷计算，逻辑回归只用各题都答全的答卷。"
    "有权数的，比重和逻辑回归加权，比重的区间和检验用有效样本量，优势比用稳健（夹心）标准误。"
)
PLACE = "analysis"
FORMULAS = (
    r"\ln\frac{P}{1-P} = \beta_0 + \sum_k \beta_k x_k",
    r"\mathrm{OR}_k = e^{\beta_k}",
)
SYMBOLS = {
    "P": "总体非常满意的概率",
    "x_k": "是否对因素k非常满意",
    r"\mathrm{OR}_k": "因素k的优势比",
}

_USUAL = {
    **dict.fromkeys(("非常满意", "很满意", "十分满意"), 5.0),
    **dict.fromkeys(("满意", "比较满意", "较满意"), 4.0),
    **dict.fromkeys(("基本满意", "一般"), 3.0),
    **dict.fromkeys(("不满意", "不太满意", "较不满意", "比较不满意"), 2.0),
    **dict.fromkeys(("非常不满意", "很不满意", "十分不满意"), 1.0),
}


class Options(Model):
    """Options of an analysis of high satisfaction."""

    overall: str = Field(min_length=1, description="总体评价的题目或列名")
    attributes: tuple[str, ...] = Field(
        (), description="各因素的题目或列名，缺省为问卷中计分的全部题目"
    )
    top: tuple[str, ...] = Field(
        ("非常满意",), min_length=1, description="算作非常满意的答案，如 9、10"
    )
    below: tuple[str, ...] = Field(("满意",), min_length=1, description="与之比较的答案，如 7、8")
    answers: dict[str, float] = Field(
        default_factory=dict, description="答案 = 分值；缺省按问卷的量表，数字按原值"
    )
    weight: WeightColumn = Field("", description=WEIGHT_HELP)


def lacks(study: Study) -> str | None:
    """There must be an attribute to compare."""
    names = study.options.attributes or own_questions(study)
    if not [name for name in names if name != study.options.overall]:
        return none_listed(study, "没有列出影响满意度的因素，未做高满意原因分析。")
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return the shares of both groups, their difference, and the adjusted odds ratios."""
    import numpy as np

    from ...stats.linear import weighted_share
    from .parts.top_shares import Side

    options: Options = study.options
    points = options.answers or ({} if study.project is not None else _USUAL)
    overall = question(study, options.overall, points)
    names = options.attributes or own_questions(study)
    asked = [question(study, name, points) for name in names if name != options.overall]
    distinct(study, [one.column for one in [overall, *asked]], "题目")
    whole = numbers(study, [overall])[:, 0]
    top = np.isin(whole, _values(study, options.top, overall.points))
    below = np.isin(whole, _values(study, options.below, overall.points))
    if (top & below).any():
        what = f"方法“{study.id}”的 top 和 below 有相同的答案。"
        raise ProjectError(Problem("delighters.answers", what, "一个答案只能属于一组。"))
    if not top.any() or not below.any():
        none = "、".join(options.top if not top.any() else options.below)
        yield study.fact("difference", None, error=f"没有总体评价为“{none}”的客户，无从比较。")
        return
    matrix = numbers(study, asked)
    is_top = np.full(matrix.shape, np.nan)
    for j, one in enumerate(asked):
        known = np.isfinite(matrix[:, j])
        is_top[known, j] = np.isin(matrix[known, j], _values(study, options.top, one.points))
    rated = np.isfinite(whole)
    answered = int(rated.sum())
    weight = weights(study, options.weight)
    w = each(study, weight)
    columns = [overall.column, *(one.column for one in asked)]
    yield study.fact("n", answered, unit="count", counter="份", columns=columns)
    for name, group in (("delighted", top), ("satisfied", below)):
        count = int(group.sum())
        yield study.fact(f"{name}_n", count, unit="count", counter="份", n=answered)
        share = weighted_share(group[rated], w[rated])[0]
        yield study.fact(f"{name}_share", share, unit="share", n=answered)
    yield study.fact("top", "、".join(options.top), unit="text")
    yield study.fact("below", "、".join(options.below), unit="text")
    yield study.fact("overall", overall.name, unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield from about_weights(study, weight)
    yield from _compare(study, asked, Side(is_top[top], w[top]), Side(is_top[below], w[below]))


def _values(study: Study, answers: tuple[str, ...], points: Mapping[str, float]) -> list[float]:
    """Return the points of answers.

    Raises:
        ProjectError: one of them is no answer of the scale.
    """
    found = []
    for text in answers:
        value = points.get(text)
        try:
            found.append(float(text) if value is None else value)
        except ValueError:
            what = f"方法“{study.id}”的答案“{text}”不在量表中。"
            hint = f"量表中的答案：{'、'.join(points) or '数字'}。"
            raise ProjectError(Problem("delighters.answers", what, hint)) from None
    return found


def _compare(
    study: Study, asked: list[Question], delighted: Side, satisfied: Side
) -> Iterator[Fact]:
    from ...stats.multiple_tests import holm
    from .parts.top_shares import adjusted, differences

    found = differences(delighted, satisfied, study.confidence)
    odds = adjusted(delighted, satisfied, study.confidence)
    tested = [k for k, one in enumerate(odds.ratios) if not isinstance(one, str)]
    raw = [float(odds.ratios[k][3]) for k in tested]
    sure = dict(zip(tested, holm(raw), strict=True))
    yield study.fact("fit_n", odds.n, unit="count", counter="份")
    yield study.fact("events", events(odds.least, len(asked)), unit="text")
    yield study.fact("is_penalised", "是" if odds.penalised else "否", unit="text")
    order = sorted(range(len(asked)), key=lambda k: (-(found[k].value or -2), k))
    for k in order:
        row, one = study.row("attribute", asked[k].name), found[k]
        columns = [asked[k].column]
        shares = []
        for name, share, n in zip(("delighted", "satisfied"), one.shares, one.bases, strict=True):
            error = "" if n else "没有有效答案。"
            shares.append(
                study.fact(
                    f"top_{name}", share, row, unit="share", n=n, columns=columns, error=error
                )
            )
        yield from shares
        n = min(one.bases)
        error = "" if one.value is not None else "有一组没有有效答案。"
        about = {"unit": "percentage_points", "n": n, "error": error}
        apart = study.fact("difference", one.value, row, ci=one.interval, **about)  # type: ignore[arg-type]
        yield difference(apart, shares[0], shares[1])
        size = {"unit": "percentage_points", "n": n}
        yield from bounds(study, "difference", one.interval, row, why=error, **size)
        yield study.fact("p", one.p, row, unit="p", n=n, rule="Holm 调整", error=error)
        word = verdict(one.value, one.p, one.effect, n, small=SMALL_V)
        yield study.fact("verdict", word, row, unit="text", n=n)
        yield from _odds(study, row, (odds.ratios[k], sure.get(k)), (odds.n, odds.least))


def _odds(
    study: Study,
    row: Row,
    found: tuple[tuple[float, float, float, float] | str, float | None],
    bases: tuple[int, int],
) -> Iterator[Fact]:
    """Return odds ratio, its limits, and whether it goes along; or why there is none.

    ``found`` are the ratio with its limits and p, and p adjusted for the number of attributes;
    ``bases`` are all complete rows, and those of the smaller group, which is what can be judged.
    """
    n, least = bases
    ratio, sure = found
    names = ("odds", "odds_low", "odds_high")
    if isinstance(ratio, str):
        for name in (*names, "adjusted_verdict"):
            yield study.fact(name, None, row, error=ratio)
        return
    value, low, high, _ = ratio
    yield study.fact("odds", value, row, n=n, ci=(low, high), decimals=2, rule="逻辑回归优势比")
    yield from bounds(study, "odds", (low, high), row, n=n, decimals=2)
    word = is_related(sure, None, least, 0.0)
    yield study.fact(
        "adjusted_verdict", word, row, unit="text", n=least, rule="逻辑回归，Holm 法校正"
    )
