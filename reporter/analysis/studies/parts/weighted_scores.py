"""Scores of a sample before and after it is weighted to its population."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from ....stats.weighting import Design, Margin


@dataclass(frozen=True, slots=True)
class Weighted:
    """A mean before and after weighting.

    Attributes:
        interval: by t, None where there is no error.
        effect: design effect against a simple random sample without replacement.
        why: reason for what is None.
    """

    n: int
    raw: float | None
    value: float | None = None
    error: float | None = None
    interval: tuple[float, float] | None = None
    effect: float | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample: classes of the rows in the population, and how rows were drawn.

    Attributes:
        margins: the strata first; further ones are raked to.
        stratified: rows were drawn within strata.
        clusters: [rows] labels of primary units, or None.
        clusters_total: primary units in the population, if known.
        silent: why there are no errors, "" where there are.
    """

    margins: tuple[Margin, ...]
    stratified: bool = False
    clusters: tuple[str, ...] | None = None
    clusters_total: int | None = None
    silent: str = ""


def weights_of(drawn: Drawn, kept: np.ndarray) -> np.ndarray | str:
    """Return the weights of the rows kept, or a Chinese sentence why there are none."""
    from ....stats.weighting import post_stratify, rake

    margins = _kept(drawn, kept)
    for margin in margins:
        empty = [name for name in margin.population if name not in margin.labels]
        if empty:
            return f"{'、'.join(empty)}没有有效样本，不能加权，可与相近的类别合并后再算。"
    base = post_stratify(margins[0])
    if len(margins) == 1:
        return base
    try:
        return rake(margins, base)
    except ValueError:
        return "几种分类的总体数量互相矛盾，迭代加权不收敛，请核对各类别的总体数量。"


def placed(drawn: Drawn) -> np.ndarray:
    """Return the rows whose class is known in every margin."""
    import numpy as np

    return np.array([all(row) for row in zip(*(m.labels for m in drawn.margins), strict=True)])


def weighted(values: np.ndarray, drawn: Drawn, confidence: float) -> Weighted:
    """Return the mean of answers, [rows] with nan, raw and weighted; None values say why."""
    import numpy as np

    from ....stats.intervals import t_quantile
    from ....stats.weighting import calibrated_mean_error, design_effect, post_stratify

    kept = np.isfinite(values) & placed(drawn)
    known = values[kept]
    if not len(known):
        return Weighted(0, None, why="没有有效答案。")
    raw = float(known.mean())
    weights = weights_of(drawn, kept)
    if isinstance(weights, str):
        return Weighted(len(known), raw, why=weights)
    mean = float(np.average(known, weights=weights))
    if drawn.silent:
        return Weighted(len(known), raw, mean, why=drawn.silent)
    margins = _kept(drawn, kept)
    base = post_stratify(margins[0]) if drawn.stratified else np.ones(len(known))
    design, degrees = _design(drawn, kept, margins)
    try:
        error = calibrated_mean_error(known, weights, margins, base, design)[1]
    except ValueError:
        return Weighted(len(known), raw, mean, why="有的层或群只有一个样本，无法计算抽样误差。")
    if degrees < 1 or error == 0:
        return Weighted(len(known), raw, mean, why="答案完全相同或样本过少，无法计算抽样误差。")
    half = t_quantile(confidence, degrees) * error
    effect = design_effect(known, weights, error)
    return Weighted(len(known), raw, mean, error, (mean - half, mean + half), effect)


def _kept(drawn: Drawn, kept: np.ndarray) -> list[Margin]:
    from ....stats.weighting import Margin

    rows = [i for i, one in enumerate(kept) if one]
    return [Margin([m.labels[i] for i in rows], m.population) for m in drawn.margins]


def _design(drawn: Drawn, kept: np.ndarray, margins: Sequence[Margin]) -> tuple[Design, int]:
    """Return the design of the rows kept and its degrees of freedom."""
    import numpy as np

    from ....stats.weighting import Design

    n, strata = int(kept.sum()), np.array(margins[0].labels)
    if drawn.clusters is not None:
        clusters = np.array(drawn.clusters)[kept]
        total = drawn.clusters_total
        population = np.full(n, float(total)) if total else None
        return Design(None, clusters, population), len(set(clusters)) - 1
    if drawn.stratified:
        sizes = np.array([float(margins[0].population[name]) for name in strata])
        return Design(strata, None, sizes), n - len(set(strata))
    whole = np.full(n, float(sum(margins[0].population.values())))
    return Design(None, None, whole), n - 1
