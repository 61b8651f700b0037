"""Satisfaction index by a path model: ACSI, ECSI, CCSI or a model of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from pydantic import Field

from ...errors import Problem, ProjectError
from ...facts.fact import Fact
from ...facts.verdict import CHANGE, verdict
from ...facts.verdict.measurement import (
    AVE_LEAST,
    CONSTRUCT_ALPHA_LEAST,
    ENOUGH_ANSWERS,
    PER_ARROW,
    RHO_LEAST,
    TOO_FEW_ANSWERS,
)
from ...project.model import Model
from ...project.nearest import listing
from ...stats.multiple_tests import holm
from ..differences import difference
from ..study import Study
from .parts import path_estimates, path_facts
from .parts.path_models import (
    Construct,
    PathModel,
    path_model,
    preset_constructs,
    preset_paths,
)
from .parts.sample_weights import WEIGHT_HELP, WeightColumn, about_weights, each, weights

if TYPE_CHECKING:
    from ...stats.pls_bootstrap import Resamples
    from .parts.path_estimates import Estimates

ID = "satisfaction_index"
TITLE = "满意度指数模型"
DEFINITION = (
    "用偏最小二乘路径模型（PLS-PM）估计。每个构念是其各题的加权和，权重由模型估计；"
    "路径系数是标准化回归系数，说明模型中的联系，不等于因果。"
    "指数按 Fornell 等（1996）换算为0—100：各题用原始单位的权重（合计为1）加权，"
    "最低答案为0，最高答案为100；有负权重的构念不算指数。"
    "度量方式有两种：先把各题标准化，或用原始分（各题同一量表时），两者结果不同，只用一种。"
    "有题未答的答卷不参与，或按项目文件以该题平均数补上；所有人答案相同的题目不参与。"
    "区间和p值来自自助法（有放回重抽答卷，对齐符号，取百分位），不含有限总体修正。"
    "有权数的，各题的平均分、方差和相关都加权，重抽时答卷带着各自的权数。"
    "重抽次数随结果写明；p值为重抽值在零的较少一侧的次数加1、除以重抽次数加1，再乘2。"
    "与上期之差由两期各自重抽得到区间，两期各用自己的权重；"
    "满意度指数的变动是事先定下的一项比较，不作校正，其余构念的p值用Holm法校正。"
    "各路径分别检验，不作校正：路径很多时，可能有个别“有关”出于偶然。"
    "信度和收敛效度：α以标准化的题目计算；组合信度ρC由载荷计算，ρ（DG）由第一主成分计算；"
    "ρA见Dijkstra和Henseler（2015）；AVE为载荷平方的平均。"
    "区分效度看HTMT，即两构念各题之间相关的平均，除以两构念内部相关平均的几何平均，"
    "都取绝对值，超过0.90为不成立（Henseler等，2015）。单题构念没有信度。"
)
PLACE = "analysis"
SUMMARY = 1
FORMULAS = (
    r"I = \frac{\sum_i w_i \bar{x}_i - \sum_i w_i \min_i}{\sum_i w_i (\max_i - \min_i)} \times 100",
    r"\rho_C = \frac{(\sum_i \lambda_i)^2}{(\sum_i \lambda_i)^2 + \sum_i (1 - \lambda_i^2)}",
)
SYMBOLS = {
    "I": "构念的指数",
    "w_i": "第i题的权重（原始单位，同一构念合计为一）",
    r"\bar{x}_i": "第i题的平均分",
    r"\min_i": "第i题的最低分",
    r"\max_i": "第i题的最高分",
    r"\rho_C": "组合信度",
    r"\lambda_i": "第i题的载荷",
}
METRICS = {"standardised": "各题标准化", "raw": "原始分"}
SCHEMES = {"centroid": "重心方案", "factorial": "因子方案", "path": "路径方案"}


class Options(Model):
    """Options of a satisfaction index."""

    preset: Literal["", "acsi", "ecsi", "ccsi"] = Field(
        "",
        description="预设模型：acsi、ecsi 或 ccsi；自定模型留空并写 paths。"
        f"预设的路径，{preset_paths()}",
    )
    constructs: tuple[Construct, ...] = Field(
        min_length=2,
        description="各构念及其题目；用预设模型的照写其构念名称，没有题目的可以不列。"
        f"预设的构念，{preset_constructs()}",
    )
    paths: tuple[tuple[str, str], ...] = Field((), description="自定模型的路径：[原因, 结果]")
    index: str = Field("", description="哪个构念是满意度指数，缺省为名称含“满意”的一个")
    scale: tuple[float, float] = Field((1, 10), description="答案的最低分和最高分")
    answers: dict[str, float] = Field(default_factory=dict, description="文字答案 = 分数")
    fill: Literal["listwise", "mean"] = Field(
        "listwise", description="有题未答的答卷：listwise 不参与，mean 以该题平均数补上"
    )
    metric: Literal["standardised", "raw"] = Field(
        "standardised", description="度量：standardised 各题标准化，raw 原始分"
    )
    scheme: Literal["centroid", "factorial", "path"] = Field(
        "centroid", description="内部权重方案：centroid 重心，factorial 因子，path 路径"
    )
    wave: str = Field("", description="期次所在的列，要与上期比较时写明")
    current: str = Field("", description="本期在期次列中的写法")
    previous: str = Field("", description="上期在期次列中的写法；其他各期的行不参加")
    bootstrap: int = Field(1000, ge=200, le=20000, description="自助重抽次数")
    weight: WeightColumn = Field("", description=WEIGHT_HELP)
    seed: int = Field(1, ge=0, description="随机数的种子")


def lacks(study: Study) -> str | None:
    """There must be enough complete answers, spread, and weights that settle."""
    found = _current(study, _model(study.options))
    return found if isinstance(found, str) else None


def run(study: Study) -> Iterator[Fact]:
    """Return indices, paths, weights, loadings and their quality, with bootstrap intervals."""
    options: Options = study.options
    model = _model(options)
    now = _current(study, model)
    if isinstance(now, str):
        return
    drawn = path_estimates.resamples(now, options.bootstrap, options.seed)
    yield from _sample_facts(study, model, now, drawn)
    yield from path_facts.construct_facts(study, model, now, drawn)
    yield from path_facts.item_facts(study, model, now, drawn)
    yield from path_facts.path_facts(study, model, now, drawn)
    yield from path_facts.pair_facts(study, model, now)
    if not options.previous:
        yield study.fact("compared", "没有比较", unit="text")
    else:
        yield from _change_facts(study, model, now, drawn)


def _model(options: Options) -> PathModel:
    if options.preset and options.paths:
        what = "preset 和 paths 不能同时写。"
        raise ProjectError(Problem("study.path_model", what, "用预设模型就删去 paths。"))
    if not options.preset and not options.paths:
        what = "没有说明模型：preset 和 paths 都没有写。"
        hint = "请写 preset（acsi、ecsi、ccsi），或用 paths 列出路径。"
        raise ProjectError(Problem("study.path_model", what, hint))
    if options.wave and not (options.current and options.previous):
        what, hint = "写了 wave，还要写明本期和上期。", "请加上 current 和 previous。"
        raise ProjectError(Problem("study.path_model", what, hint))
    return path_model(options.constructs, options.preset, options.paths, options.index)


def _current(study: Study, model: PathModel) -> Estimates | str:
    return _estimated(study, model, study.options.current)


def _estimated(study: Study, model: PathModel, wave: str) -> Estimates | str:
    """Return the fitted wave, or why there is none."""
    import numpy as np

    options: Options = study.options
    w = each(study, weights(study, options.weight))
    if options.wave:
        texts = study.table.texts(options.wave)
        if wave not in texts:
            what = f"“{options.wave}”列中没有“{wave}”。"
            hint = f"列中的写法：{listing(sorted(set(texts)))}。"
            raise ProjectError(Problem("study.wave", what, hint, study.table.place()))
        w = np.where([text == wave for text in texts], w, 0.0)
    how = path_estimates.Reading(options.answers, options.scale, options.fill)
    found = path_estimates.answers(study.table, model, how, w)
    reason = path_estimates.too_little(found, model)
    if reason:
        return reason
    return path_estimates.estimates(found, model, options.scheme, options.metric, options.scale)


def _sample_facts(
    study: Study, model: PathModel, now: Estimates, drawn: Resamples
) -> Iterator[Fact]:
    from ...stats.pls_quality import goodness_of_fit

    options: Options = study.options
    found, n = now.answers, len(now.answers.matrix)
    yield study.fact("n", n, unit="count", counter="份")
    yield from about_weights(study, weights(study, options.weight))
    yield study.fact("incomplete", found.incomplete, unit="count", counter="份")
    yield study.fact("filled", found.filled, unit="count", counter="个")
    yield study.fact("same", found.same, unit="count", counter="份", rule="各题答案全部相同")
    yield study.fact("resamples", drawn.asked, unit="count", counter="次")
    yield study.fact("seed", options.seed, decimals=0)
    yield study.fact("dropped", drawn.dropped, unit="count", counter="次")
    yield study.fact("model", model.title or "自定路径模型", unit="text")
    yield study.fact("fill", options.fill, unit="text")
    yield study.fact("metric", METRICS[options.metric], unit="text")
    yield study.fact("scheme", SCHEMES[options.scheme], unit="text")
    yield study.fact("confidence", study.confidence, unit="share", decimals=0)
    yield study.fact("satisfaction", model.names[model.index], unit="text")
    for name in model.left_out:
        yield study.fact("left_out", name, unit="text", detail=name)
    limits = {"rho_least": RHO_LEAST, "alpha_least": CONSTRUCT_ALPHA_LEAST, "ave_least": AVE_LEAST}
    for statistic, limit in limits.items():
        yield study.fact(statistic, limit, decimals=1)
    most = int(now.setup.design.arrows.sum(axis=0).max())
    needed = PER_ARROW * most
    yield study.fact("needed", needed, unit="count", counter="份", rule="最多路径构念的10倍")
    yield study.fact("enough", ENOUGH_ANSWERS if n >= needed else TOO_FEW_ANSWERS, unit="text")
    yield study.fact("gof", goodness_of_fit(now.fit, now.setup.design), n=n, decimals=3)


def _adjusted(tests: list[float], main: int) -> list[float]:
    """Return p of every construct: the index itself is what was asked, the others take Holm's."""
    others = [k for k in range(len(tests)) if k != main]
    found = dict(zip(others, holm([tests[k] for k in others]), strict=True))
    return [found.get(k, p) for k, p in enumerate(tests)]


def _change_facts(
    study: Study, model: PathModel, now: Estimates, drawn: Resamples
) -> Iterator[Fact]:
    from ...stats.pls_bootstrap import interval, p_value

    options: Options = study.options
    before = _estimated(study, model, options.previous)
    yield study.fact("current_wave", options.current, unit="text")
    yield study.fact("previous_wave", options.previous, unit="text")
    if isinstance(before, str):
        yield study.fact("compared", "不能比较", unit="text")
        yield study.fact("change_lacks", before, unit="text")
        return
    yield study.fact("compared", "比较", unit="text")
    base = len(before.answers.matrix)
    yield study.fact("previous_n", base, unit="count", counter="份")
    other = path_estimates.resamples(before, options.bootstrap, options.seed + 1)
    pairs = min(len(drawn.indices), len(other.indices))
    apart = drawn.indices[:pairs] - other.indices[:pairs]
    sure = _adjusted([p_value(values) for values in apart.T], model.index)
    for k, name in enumerate(model.names):
        row, n = study.row("construct", name), min(len(now.answers.matrix), base)
        values, change = apart[:, k], float(now.indices[k] - before.indices[k])
        ci, error = interval(values, study.confidence), ""
        if change != change or ci is None:
            error = "有一期的指数算不出来，不能比较。"
        old = float(before.indices[k])
        old_error = "" if old == old else "权重为负，指数没有意义。"
        known = None if old_error else old
        earlier = study.fact("index_previous", known, row, unit="points", n=base, error=old_error)
        yield earlier
        known = None if error else change
        fact = study.fact("change", known, row, unit="points", n=n, ci=ci, error=error)
        if not error:  # printed as the difference of the two printed indices
            latest = study.fact("index", float(now.indices[k]), row, unit="points")
            fact = difference(fact, latest, earlier)
        yield from path_facts.with_bounds(study, fact, row)
        p = None if error else sure[k]
        spread = float((now.spreads[k] ** 2 / 2 + before.spreads[k] ** 2 / 2) ** 0.5)
        effect = change / spread if not error and spread > 0 else None
        rule = "自助法" if k == model.index else "自助法，Holm 法校正"
        yield study.fact("change_p", p, row, unit="p", n=n, error=error, rule=rule)
        word = verdict(known, p, effect, n, words=CHANGE)
        yield study.fact("change_verdict", word, row, unit="text")
