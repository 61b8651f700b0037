"""Key drivers: how much of an overall judgement goes along with each part of the service."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.format import shares_to_whole
from ...facts.verdict import NO_VERDICT, SMALL_V, against_first, is_related
from ...facts.verdict.comparison import UNRELATED
from ...facts.verdict.measurement import collinearity, driver_sign
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
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights
from .parts.stated import bounds

if TYPE_CHECKING:
    from .parts.driver_shares import Shares

ID = "drivers"
TITLE = "关键驱动因素分析"
DEFINITION = (
    "以总体评价为因变量、各因素得分为自变量做线性回归，把决定系数R²分解到各因素，各因素所占比重即其重要性，"
    "合计为100%。默认用LMG（夏普利值）分解法：对因素进入模型的所有次序，取R²增量的平均；"
    "因素多于18个时改用Johnson相对权重法。两种方法的结果相近而不相同，报告写明所用的一种。"
    "置信区间由有放回重复抽样（bootstrap）的分位数得到，次数和随机数种子随结果写明。只用各题都答全的答卷。"
    "先以F检验判断全部因素合起来与总体评价是否有关，未见关系或样本不足的，不作先后的结论。"
    "各因素与首位相比，p值为重复抽样中不低于首位的份额的两倍，按Holm法校正；"
    "算上重复抽样次数有限的误差、换一组随机数就可能改变的，记为与首位难分先后。"
    "与总体评价反向变化，或标准化系数的置信区间（t区间）全在零以下的因素，单独列明，不列为改进对象。"
    "有权数的，相关系数加权，重复抽样时答卷带着各自的权数。"
    "标准化回归系数受因素之间相关的影响，只供参考，不用于排序。"
    "总体评价只有两种取值时，R²按线性概率模型理解。"
)
PLACE = "analysis"
SUMMARY = 11
FORMULAS = (
    r"\phi_k = \sum_{S} \frac{s!(p-s-1)!}{p!}\left(R^2_{S+k} - R^2_{S}\right)",
    r"V_k = \frac{\phi_k}{R^2}",
)
SYMBOLS = {
    r"\phi_k": "因素k的LMG值",
    "S": "不含因素k的任一组因素",
    "s": "S中因素的个数",
    "p": "因素的个数",
    "V_k": "因素k的重要性",
}


class Options(Model):
    """Options of a driver analysis."""

    overall: str = Field(min_length=1, description="总体评价的题目或列名")
    drivers: tuple[str, ...] = Field(
        (), description="各因素的题目或列名，缺省为问卷中计分的全部题目"
    )
    answers: dict[str, float] = Field(
        default_factory=dict, description="答案 = 分值；缺省按问卷的量表，数字按原值"
    )
    measure: Literal["lmg", "johnson"] = Field(
        "lmg", description="lmg 夏普利值分解；johnson 相对权重"
    )
    samples: int = Field(1000, ge=0, le=10000, description="重复抽样次数，0 表示不算置信区间")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)
    seed: int = Field(1, ge=0, description="随机数种子，同样的种子得到同样的结果")


def lacks(study: Study) -> str | None:
    """There must be two parts of the service to compare."""
    names = study.options.drivers or own_questions(study)
    if len([name for name in names if name != study.options.overall]) < 2:
        return none_listed(study, "没有列出两项以上的因素，未做关键驱动因素分析。")
    return None


def run(study: Study) -> Iterator[Fact]:
    """Return the importance of every driver with its interval, and what it rests on."""
    from .parts.driver_shares import NAMES, Drawing, driver_shares

    options: Options = study.options
    overall = question(study, options.overall, options.answers)
    asked = [question(study, name, options.answers) for name in _names(study)]
    distinct(study, [one.column for one in asked], "因素")
    if overall.column in [one.column for one in asked]:
        what = f"方法“{study.id}”的总体评价“{overall.name}”同时列为因素。"
        raise ProjectError(Problem("study.overall", what, "请从 drivers 中去掉它。"))
    weight = weights(study, options.weight)
    rows, w = complete_with(numbers(study, [*asked, overall]), each(study, weight))
    drawing = Drawing(options.samples, options.seed, study.confidence)
    found = driver_shares(rows, w, options.measure, drawing)
    if isinstance(found, str):
        yield study.fact("importance", None, error=found)
        return
    n, columns = len(rows), [overall.column, *(one.column for one in asked)]
    yield study.fact("n", n, unit="count", counter="份", columns=columns)
    yield study.fact("left_out", len(study.table) - n, unit="count", counter="份")
    yield from about_weights(study, weight)
    yield study.fact("drivers", len(found.kept), unit="count", counter="项")
    yield study.fact("overall", overall.name, unit="text")
    yield study.fact("measure", NAMES[found.measure], unit="text")
    yield study.fact("measure_asked", NAMES[options.measure], unit="text")
    yield study.fact("r_squared", found.r_squared, unit="share", n=n, rule="决定系数R²")
    why = "" if found.p is not None else "答全的答卷太少，不能检验。"
    yield study.fact("p", found.p, unit="p", n=n, rule="全部因素的F检验", error=why)
    model = is_related(found.p, found.r_squared**0.5, n, SMALL_V)
    yield study.fact("model_verdict", model, unit="text", rule="F检验和复相关系数")
    yield study.fact("is_binary", "是" if len(set(rows[:, -1])) == 2 else "否", unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("resamples", found.samples, unit="count", counter="次")
    yield study.fact("seed", options.seed, decimals=0)
    strong = float(found.derived.vif.max())
    yield study.fact("vif_highest", strong, decimals=1, n=n, rule="方差膨胀因子的最大值")
    yield study.fact("collinear", collinearity(strong), unit="text")
    for k, one in enumerate(asked):
        if k not in found.kept:
            reason = "这项因素的答案全部相同。"
            yield study.fact("importance", None, study.row("driver", one.name), error=reason)
    unrelated = model if model in (UNRELATED, NO_VERDICT) else ""
    kept = [asked[k] for k in found.kept]
    yield from _about_drivers(study, found, kept, (n, unrelated))


def _names(study: Study) -> tuple[str, ...]:
    options: Options = study.options
    if options.drivers:
        return options.drivers
    return tuple(name for name in own_questions(study) if name != options.overall)


def _about_drivers(
    study: Study, found: Shares, asked: list[Question], whole: tuple[int, str]
) -> Iterator[Fact]:
    """Return importance and simple measures; ``whole``: base, and why no order is told (or "")."""
    shown = shares_to_whole([float(share) for share in found.shares], study.share_decimals)
    (n, unrelated), simple = whole, found.derived
    order = sorted(range(len(asked)), key=lambda k: (-found.shares[k], k))
    for k in order:
        row, columns = study.row("driver", asked[k].name), [asked[k].column]
        ci = None
        if found.low is not None and found.high is not None:
            ci = (float(found.low[k]), float(found.high[k]))
        share = study.fact("importance", found.shares[k], row, unit="share", n=n, ci=ci)
        yield replace(share, shown=shown[k], rule=f"R²中的比重，{share.method}")
        about = {"rule": "bootstrap 分位数区间", "unit": "share", "n": n}
        none = "" if ci else "未做重复抽样，没有置信区间。"
        yield from bounds(study, "importance", ci, row, why=none, **about)
        yield study.fact("rank", order.index(k) + 1, row, unit="rank")
        word, why = None, none or (unrelated and f"各因素合起来与总体评价：{unrelated}。")
        if found.below_first is not None and not unrelated:
            word = against_first(order[0] == k, found.below_first[k], n)
        yield study.fact("against_first", word, row, unit="text", n=n, error=why)
        yield study.fact(
            "correlation", simple.r[k], row, n=n, decimals=3, rule="与总体评价的相关系数"
        )
        sign = driver_sign(float(simple.r[k]), float(found.beta_high[k]))
        yield study.fact("sign", sign, row, unit="text", n=n)
        exact = "" if simple.partial[k] == simple.partial[k] else "各因素完全决定了总体评价。"
        partial = None if exact else simple.partial[k]
        yield study.fact("partial", partial, row, n=n, decimals=3, rule="偏相关系数", error=exact)
        yield study.fact("beta", simple.beta[k], row, n=n, decimals=3, rule="标准化回归系数")
        yield study.fact("vif", simple.vif[k], row, n=n, decimals=1, columns=columns)
