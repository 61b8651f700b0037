"""Facts of a path model of satisfaction: constructs, questions, paths, pairs of constructs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ....facts.fact import Fact
from ....facts.verdict import is_related
from ....facts.verdict.measurement import (
    HTMT_MOST,
    NOT_APPLICABLE,
    SMALL_PATH,
    quality_of_construct,
    remark_on_loading,
    told_apart,
)
from ....project.nearest import listing
from ...study import Row, Study
from .path_models import Construct, PathModel
from .stated import bounds

if TYPE_CHECKING:
    from ....stats.pls_bootstrap import Resamples
    from ....stats.pls_quality import BlockQuality
    from .path_estimates import Estimates


def with_bounds(study: Study, fact: Fact, row: Row) -> Iterator[Fact]:
    """Return a fact, and the ends of its interval as facts that a table can print."""
    yield fact
    about = {"unit": fact.unit, "n": fact.n, "decimals": fact.decimals}
    ends, why = (fact.ci_low, fact.ci_high), fact.error or "没有区间。"
    yield from bounds(study, fact.statistic, ends, row, why=why, **about)


def construct_facts(
    study: Study, model: PathModel, now: Estimates, drawn: Resamples
) -> Iterator[Fact]:
    """Yield indices, R², effects and quality of every construct."""
    import numpy as np

    from ....stats.pls import total_effects
    from ....stats.pls_bootstrap import interval
    from ....stats.pls_quality import block_quality

    design, fit = now.setup.design, now.fit
    matrix = now.answers.matrix
    related = now.answers.correlations
    scaled = fit.weights * (now.answers.deviations if now.setup.metric == "raw" else 1.0)
    n, sat = len(matrix), model.index
    effects, spread = total_effects(fit.paths), total_effects(drawn.paths)
    for k, construct in enumerate(model.constructs):
        row, items = study.row("construct", construct.name), now.answers.kept[k]
        ci = interval(drawn.indices[:, k], study.confidence)
        yield from with_bounds(study, _index_fact(study, now, (k, row), ci), row)
        negative = int(np.isnan(drawn.indices[:, k]).sum())
        yield study.fact("index_dropped", negative, row, unit="count", counter="次")
        yield study.fact("items", len(items), row, unit="count", counter="题")
        if design.arrows[:, k].any():
            yield study.fact("r_squared", float(fit.r_squared[k]), row, n=n, decimals=3)
        if _leads(model, k, sat):
            ci = interval(spread[:, k, sat], study.confidence)
            value = float(effects[k, sat])
            fact = study.fact("total_effect", value, row, n=n, ci=ci, decimals=3)
        else:
            fact = study.fact("total_effect", None, row, error=f"没有路径通向{model.names[sat]}。")
        yield from with_bounds(study, fact, row)
        for end in np.flatnonzero(design.arrows[k]):
            ci = interval(drawn.paths[:, k, end], study.confidence)
            value, name = float(fit.paths[k, end]), model.names[end]
            yield study.fact("path", value, row, detail=name, n=n, ci=ci, decimals=2)
        own = np.flatnonzero(design.blocks == k)
        quality = block_quality(related[np.ix_(own, own)], fit.loadings[own], scaled[own])
        yield from _quality_facts(study, row, (construct, len(own)), quality)


def _quality_facts(
    study: Study, row: Row, about: tuple[Construct, int], quality: BlockQuality
) -> Iterator[Fact]:
    """Yield reliability and AVE of a construct with its number of items."""
    construct, items = about
    reason = "形成型构念不适用。" if construct.mode == "formative" else ""
    reason = "单题构念不适用。" if items < 2 else reason
    for statistic in ("alpha", "rho_a", "rho_c", "rho_dg", "ave"):
        value = getattr(quality, statistic)
        why = reason or ("各题互不相关，无法计算。" if value != value else "")
        yield study.fact(statistic, None if why else value, row, decimals=3, error=why)
    word = quality_of_construct(quality.rho_c, quality.alpha, quality.ave)
    yield study.fact("quality", NOT_APPLICABLE if reason else word, row, unit="text")


def _leads(model: PathModel, start: int, end: int) -> bool:
    """Return whether a chain of paths runs from one construct to another."""
    return any(
        effect == end or _leads(model, effect, end)
        for cause, effect in model.paths
        if cause == start
    )


def _index_fact(
    study: Study, now: Estimates, about: tuple[int, Row], ci: tuple[float, float] | None
) -> Fact:
    k, row = about
    value = float(now.indices[k])
    if value == value:
        return study.fact("index", value, row, unit="points", n=len(now.answers.matrix), ci=ci)
    names = [name for items in now.answers.kept for name in items]
    wrong = [
        name
        for name, weight, block in zip(names, now.weights, now.setup.design.blocks, strict=True)
        if block == k and weight < 0
    ]
    reason = f"题目{listing(wrong)}的权重为负，指数没有意义。请核对题目方向，或移出该题。"
    return study.fact("index", None, row, unit="points", error=reason)


def item_facts(study: Study, model: PathModel, now: Estimates, drawn: Resamples) -> Iterator[Fact]:
    """Yield means, weights and loadings of every item; those without spread say so."""
    from ....stats.pls_bootstrap import interval

    means, n, place = now.answers.means, len(now.answers.matrix), 0
    for construct, kept in zip(model.constructs, now.answers.kept, strict=True):
        for item in construct.items:
            row, columns = study.row("item", item), (item,)
            yield study.fact("construct", construct.name, row, unit="text")
            if item not in kept:
                reason = "所有人答案相同，未参与估计。"
                for statistic in ("mean", "weight", "loading", "remark"):
                    yield study.fact(statistic, None, row, error=reason)
                continue
            weight, loading = float(now.weights[place]), float(now.fit.loadings[place])
            ci = interval(drawn.loadings[:, place], study.confidence)
            mean = float(means[place])
            yield study.fact("mean", mean, row, n=n, decimals=2, columns=columns)
            yield study.fact("weight", weight, row, n=n, decimals=3, columns=columns)
            ci = ci if len(kept) > 1 else None
            fact = study.fact("loading", loading, row, n=n, ci=ci, decimals=3, columns=columns)
            yield from with_bounds(study, fact, row)
            word = remark_on_loading(weight, loading, len(kept))
            yield study.fact("remark", word, row, unit="text")
            place += 1


def path_facts(study: Study, model: PathModel, now: Estimates, drawn: Resamples) -> Iterator[Fact]:
    """Yield the coefficient of every path with interval, p and verdict."""
    from ....stats.pls_bootstrap import interval, p_value

    n = len(now.answers.matrix)
    for start, end in model.paths:
        row = study.row("path", f"{model.names[start]} → {model.names[end]}")
        values = drawn.paths[:, start, end]
        value, ci = float(now.fit.paths[start, end]), interval(values, study.confidence)
        error = "" if ci else "可用的重抽样太少。"
        p = p_value(values) if ci else None
        fact = study.fact("coefficient", value, row, n=n, ci=ci, decimals=3)
        yield from with_bounds(study, fact, row)
        yield study.fact("p", p, row, unit="p", n=n, error=error, rule="自助法百分位，双侧")
        word = is_related(p, value, n, SMALL_PATH)
        yield study.fact("verdict", word, row, unit="text", n=n)
        yield study.fact("sign", "负" if value < 0 else "正", row, unit="text")


def pair_facts(study: Study, model: PathModel, now: Estimates) -> Iterator[Fact]:
    """Yield HTMT of all pairs of constructs with several items."""
    from ....stats.pls_quality import htmt

    yield study.fact("htmt_limit", HTMT_MOST, decimals=2)
    found = htmt(now.answers.correlations, now.setup.design)
    several = [len(items) > 1 for items in now.answers.kept]
    largest = -1.0
    for j, first in enumerate(model.names):
        for k in range(j + 1, len(model.names)):
            value = float(found[j, k])
            if not (several[j] and several[k]) or value != value:
                continue  # for single questions it is only their correlation
            row = study.row("pair", f"{first}与{model.names[k]}")
            largest = max(largest, value)
            yield study.fact("htmt", value, row, n=len(now.answers.matrix), decimals=3)
            yield study.fact("apart", told_apart(value), row, unit="text")
    error = "" if largest >= 0 else "没有两个都有多题的构念。"
    most = None if error else largest
    yield study.fact("htmt_most", most, n=len(now.answers.matrix), decimals=3, error=error)
