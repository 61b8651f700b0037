"""Variances by Taylor linearisation, from rows and from moments; effective sample size.

Sources: Woodruff 1971, JASA 66; Särndal, Swensson, Wretman 1992, Model Assisted Survey
Sampling, 5.5-5.8; Kish 1965, Survey Sampling.
"""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_NOISE = 1e-13  # variance below this share of its terms is cancellation, not spread


def effective_size(weight_sum: float, weight_squares: float) -> float:
    """Return Kish's effective sample size (Σw)²/Σw²; 0 for no weights."""
    return weight_sum * weight_sum / weight_squares if weight_squares > 0 else 0.0


def weighted_share(hits: NDArray[np.bool_], weights: Floats) -> tuple[float, float]:
    """Return the weighted share of ``hits`` [n] and Kish's effective base, as an interval asks.

    Equal weights, of any scale, give count/n and n.
    """
    w = weights / weights.max()
    total = float(w.sum())
    return min(1.0, float(w[hits].sum()) / total), effective_size(total, float(w @ w))


def mean_error(
    values: Floats,
    weights: Floats,
    strata: NDArray[Any] | None = None,
    clusters: NDArray[Any] | None = None,
    population: Floats | None = None,
) -> tuple[float, float]:
    """Return a weighted mean and its standard error, from rows.

    z_i = w_i (y_i - ȳ)/Σw summed within clusters;
    V = Σ_h (1 - f_h) n_h/(n_h - 1) Σ_i (z_hi - z̄_h)².

    Args:
        values: [rows].
        weights: [rows], any scale.
        strata: [rows] labels, or None for one stratum.
        clusters: [rows] labels of primary sampling units, or None for single rows.
        population: [rows] units (rows or clusters) in the population of the row's
            stratum, for the finite population correction; None for no correction.

    Raises:
        ValueError: a stratum holds one sampling unit only.
    """
    mean = float(np.average(values, weights=weights))
    scores = weights * (values - mean) / weights.sum()
    return mean, total_error(scores, strata, clusters, population)


def total_error(
    scores: Floats,
    strata: NDArray[Any] | None = None,
    clusters: NDArray[Any] | None = None,
    population: Floats | None = None,
) -> float:
    """Return the standard error of a sum of linearised scores z_i, [rows].

    The design is given as to :func:`mean_error`.

    Raises:
        ValueError: a stratum holds one sampling unit only.
    """
    layers = np.zeros(len(scores), dtype=np.intp) if strata is None else _codes(strata)
    variance = 0.0
    for layer in range(int(layers.max()) + 1):
        rows = layers == layer
        z = scores[rows]
        if clusters is not None:
            z = np.bincount(_codes(clusters[rows]), weights=z)
        if len(z) < 2:
            raise ValueError("a stratum needs two sampling units")
        kept = 1.0 if population is None else 1 - len(z) / float(population[rows][0])
        variance += kept * len(z) / (len(z) - 1) * float(((z - z.mean()) ** 2).sum())
    return sqrt(max(0.0, variance))


def composite_errors(moments: Floats, coefficients: Floats, n: NDArray[np.int64]) -> Floats:
    """Return standard errors of weighted sums of item means, from one moment matrix.

    The sum is S = Σ_c a_c x̄_c with x̄_c = Σ w m_c x_c / Σ w m_c; row i contributes
    z_i = w_i Σ_c a_c m_ic (x_ic - x̄_c)/W_c, so that V = n/(n-1) Σ z_i² is a quadratic form
    in Σ w² m m', Σ w² m m' x' and Σ w² m m' x x'. Answers to several items by one person are
    correlated: adding item variances would be wrong, this is not. No finite population
    correction.

    Args:
        moments: [2k+1, 2k+1], Σ over rows of (1, w·m, w·m·x)ᵀ(1, w·m, w·m·x); x may be
            measured from any origin.
        coefficients: [sums, k], a_c; 0 for items that do not take part or have no answers.
        n: [sums], respondents behind each sum; below 2 the error is nan.

    Returns:
        [sums], in the unit of x.
    """
    k = (moments.shape[0] - 1) // 2
    weight, weighted = moments[0, 1 : k + 1], moments[0, k + 1 :]
    present = weight > 0
    inverse = np.divide(1.0, weight, out=np.zeros(k), where=present)
    mean = weighted * inverse
    both = moments[1 : k + 1, 1 : k + 1]
    cross = mean[:, None] * moments[1 : k + 1, k + 1 :]
    square = moments[k + 1 :, k + 1 :]
    spread = square - cross - cross.T + np.outer(mean, mean) * both
    b = coefficients * inverse
    variance = np.einsum("sc,cd,sd->s", b, spread, b, optimize=True)
    size = np.abs(b) @ np.sqrt(np.maximum(square.diagonal(), 0) + mean**2 * both.diagonal())
    variance[variance < _NOISE * size**2] = 0.0
    factor = np.divide(n, n - 1, out=np.full(len(n), np.nan), where=n > 1)
    return np.asarray(np.sqrt(variance * factor), dtype=np.float64)


def _codes(labels: NDArray[Any]) -> NDArray[np.intp]:
    return np.unique(labels, return_inverse=True)[1]
