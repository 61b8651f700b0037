"""Bootstrap of path models: all resamples estimated together from their moments.

Source: Efron and Tibshirani 1993, An introduction to the bootstrap, 13 (percentile intervals);
Davison and Hinkley 1997, Bootstrap methods, 5.2 (order statistics (R + 1)α); sign alignment of
constructs as in Tenenhaus et al. 2005.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .pls import Bounds, Design, Floats, Metric, Scheme, estimate, index, index_weights
from .resampling import resampled_moments


@dataclass(frozen=True, slots=True)
class Resamples:
    """Estimates of every resample that could be used; the first axis counts them.

    Attributes:
        paths: [kept, constructs, constructs].
        loadings: [kept, items].
        indices: [kept, constructs]; NaN where a weight turned negative.
        asked: how many were drawn; those in which an item had no variance, or the weights did
            not settle, are left out.
    """

    paths: Floats
    loadings: Floats
    indices: Floats
    asked: int

    @property
    def dropped(self) -> int:
        """How many resamples could not be used."""
        return self.asked - len(self.paths)


@dataclass(frozen=True, slots=True)
class Model:
    """What to estimate: the design, how, and the range of the answers."""

    design: Design
    bounds: Bounds
    scheme: Scheme = "centroid"
    metric: Metric = "standardised"


@dataclass(frozen=True, slots=True)
class Drawing:
    """How many resamples, where the generator starts, and weights of the rows, [rows] or None."""

    times: int
    seed: int
    weights: Floats | None = None


def bootstrap(answers: Floats, model: Model, loadings: Floats, drawing: Drawing) -> Resamples:
    """Return resamples of rows, signs aligned to the ``loadings`` of the sample.

    Args:
        answers: [rows, items], complete.
        model: what to estimate.
        loadings: [items] of the sample itself.
        drawing: how the rows are drawn; each takes its weight along.
    """
    drawn = resampled_moments(answers, drawing.times, drawing.seed, drawing.weights)
    return Resamples(
        *_joined([_estimated(*found, model, loadings) for found in drawn]), drawing.times
    )


def _joined(parts: list[tuple[Floats, Floats, Floats]]) -> tuple[Floats, Floats, Floats]:
    paths, loadings, indices = (np.concatenate(each) for each in zip(*parts, strict=True))
    return paths, loadings, indices


def _estimated(
    means: Floats, covariances: Floats, model: Model, loadings: Floats
) -> tuple[Floats, Floats, Floats]:
    deviations = np.sqrt(np.maximum(np.diagonal(covariances, axis1=1, axis2=2), 0))
    usable = (deviations > 1e-6).all(axis=1)
    means, covariances, deviations = means[usable], covariances[usable], deviations[usable]
    design = model.design
    if not len(means):
        count = len(design.arrows)
        return np.empty((0, count, count)), np.empty((0, len(loadings))), np.empty((0, count))
    try:
        fit = estimate(covariances, design, model.scheme, model.metric)
    except np.linalg.LinAlgError:  # one resample of the batch is singular
        if len(means) == 1:
            return _estimated(means[:0], covariances[:0], model, loadings)
        half = len(means) // 2
        parts = [
            _estimated(means[cut], covariances[cut], model, loadings)
            for cut in (slice(half), slice(half, None))
        ]
        return _joined(parts)
    weights = index_weights(fit.weights, deviations, model.metric, design)
    turned = np.where((fit.loadings * loadings) @ design.member < 0, -1.0, 1.0)
    paths = fit.paths * turned[:, :, None] * turned[:, None, :]
    indices = index(weights, means, model.bounds, design)
    own = fit.converged
    return paths[own], (fit.loadings * turned[:, design.blocks])[own], indices[own]


def interval(values: Floats, confidence: float) -> tuple[float, float] | None:
    """Return the percentile interval of resampled ``values`` [resamples]; None for too few.

    Its ends are order statistics, so that 0 lies outside exactly where :func:`p_value` is below
    1 - ``confidence``.
    """
    kept = np.sort(values[~np.isnan(values)])
    place = int(np.floor((len(kept) + 1) * (1 - confidence) / 2 + 1e-9))
    if place < 1:
        return None
    return float(kept[place - 1]), float(kept[-place])


def p_value(values: Floats) -> float:
    """Return twice the smaller share of resamples on either side of 0, (1 + b)/(1 + R), at most 1.

    With 1,000 resamples the smallest is 0.002.
    """
    kept = values[~np.isnan(values)]
    side = min(int((kept <= 0).sum()), int((kept >= 0).sum()))
    return min(1.0, 2 * (1 + side) / (1 + len(kept)))
