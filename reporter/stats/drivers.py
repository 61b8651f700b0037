"""Importance of predictors in a linear model: LMG (Shapley), Johnson, derived measures, bootstrap.

Everything is computed from correlation matrices, whose last variable is the outcome; matrices may
be stacked, so that all resamples of a bootstrap go through one call.

Sources: Lindeman, Merenda, Gold 1980, Introduction to Bivariate and Multivariate Analysis, and
Grömping 2006, J. Statistical Software 17(1) (LMG); Johnson 2000, Multivariate Behavioral Research
35 (relative weights, the same numbers as Genizi 1993, Statistica Sinica 3); Efron 1979 (bootstrap).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from math import factorial

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .intervals import t_quantile
from .resampling import CELLS, resampled_moments

Floats = NDArray[np.float64]

MOST_LMG = 18  # predictors: LMG takes 2^p models
_SINGULAR = 1e-10  # least eigenvalue of a correlation matrix that can be inverted


@dataclass(frozen=True, slots=True, eq=False)
class Derived:
    """Derived measures of each predictor, [p]; ``partial`` is nan where the fit is exact."""

    r: Floats
    partial: Floats
    beta: Floats  # standardised; depends on collinearity, so it is no ranking
    vif: Floats


def correlations(rows: Floats, weights: Floats | None = None) -> Floats:
    """Return the correlation matrix [k, k] of complete rows [n, k], which may have weights [n].

    Raises:
        ValueError: fewer than 3 rows, a missing value, or a column without any spread.
    """
    if rows.ndim != 2 or len(rows) < 3 or not np.isfinite(rows).all():
        raise ValueError("at least 3 complete rows are needed")
    centred = rows - np.average(rows, axis=0, weights=weights)
    return _scaled((centred if weights is None else centred * weights[:, None]).T @ centred)


def _scaled(sums: Floats) -> Floats:
    """Return sums of squares and products [..., k, k] as correlations."""
    size = np.sqrt(np.diagonal(sums, axis1=-2, axis2=-1))
    if not (size > 0).all():
        raise ValueError("a column has no spread")
    return np.asarray(sums / size[..., :, None] / size[..., None, :], dtype=np.float64)


def is_singular(matrix: Floats) -> bool:
    """Tell whether a predictor is an exact combination of others (last variable left out)."""
    return bool(np.linalg.eigvalsh(matrix[:-1, :-1])[0] < _SINGULAR)


def r_squared(matrix: Floats) -> float:
    """Return R² of the outcome (last variable) on all others, 0 to 1."""
    return float(matrix[-1, :-1] @ np.linalg.solve(matrix[:-1, :-1], matrix[:-1, -1]))


def model_p(fit: float, predictors: int, size: float) -> float | None:
    """Return p of the F test that no predictor goes along with the outcome; None if untestable.

    F = (R²/p) / ((1 - R²)/(n - p - 1)): Draper and Smith 1998, Applied Regression Analysis, 6.

    Args:
        fit: R² of all predictors, 0-1.
        predictors: how many.
        size: rows; with weights the effective number.
    """
    rest = size - predictors - 1
    if rest <= 0:
        return None
    lost = max(0.0, 1.0 - fit)
    if lost < _SINGULAR:
        return 0.0
    return float(special.fdtrc(predictors, rest, fit / predictors / (lost / rest)))


def all_r_squared(matrix: Floats) -> Floats:
    """Return R² of every subset of the p predictors: [..., 2^p], bit k set = predictor k is in.

    Predictors are swept out one after the other, for all subsets of those before at once: what
    is left is the covariance of the others given the subset, so a step costs a few sums.
    """
    p = matrix.shape[-1] - 1
    left = matrix[..., None, :, :]  # [..., subsets, remaining + 1, remaining + 1]
    for _ in range(p):
        pivot = left[..., :1, :1]
        row = left[..., :1, 1:]
        out = left[..., 1:, 1:]
        swept = out - np.swapaxes(row, -1, -2) * row / pivot
        left = np.concatenate([out, swept], axis=-3)
    return np.asarray(1.0 - left[..., 0, 0], dtype=np.float64)


def lmg(matrix: Floats) -> Floats:
    """Return the LMG share of R² of each predictor, [..., p]; they add to R².

    φ_k = Σ_S |S|!(p-|S|-1)!/p! (R²(S∪k) - R²(S)): the gain in R² averaged over all orders of entry
    (Shapley value).

    Raises:
        ValueError: more than :data:`MOST_LMG` predictors.
    """
    p = matrix.shape[-1] - 1
    if p > MOST_LMG:
        raise ValueError(f"LMG of {p} predictors would need 2^{p} models")
    return np.asarray(all_r_squared(matrix) @ _gains(p), dtype=np.float64)


@cache
def _gains(p: int) -> Floats:
    """Return what R² of each subset counts for in each predictor's LMG, [2^p, p]."""
    masks = np.arange(1 << p, dtype=np.int32)
    inside = ((masks[:, None] >> np.arange(p, dtype=np.int32)) & 1).astype(np.int8)
    sizes = inside.sum(axis=1, dtype=np.int8)[:, None] - inside  # without the predictor itself
    parts = np.array([factorial(s) * factorial(p - s - 1) / factorial(p) for s in range(p)])
    gains: Floats = parts[sizes]
    return np.negative(gains, out=gains, where=inside == 0)


def johnson(matrix: Floats) -> Floats:
    """Return Johnson's relative weights, [..., p]; they add to R².

    Λ = R_xx^½, ε = Λ²(Λ⁻¹ r_xy)²: the predictors are replaced by their nearest orthogonal
    counterparts.
    """
    values, vectors = np.linalg.eigh(matrix[..., :-1, :-1])
    turned = np.swapaxes(vectors, -1, -2)
    root = np.sqrt(np.maximum(values, 0.0))
    half = vectors * root[..., None, :] @ turned
    inverse = vectors / root[..., None, :] @ turned
    weights = (inverse @ matrix[..., :-1, -1:])[..., 0]
    return np.asarray((half**2 @ (weights**2)[..., None])[..., 0], dtype=np.float64)


def derived(matrix: Floats) -> Derived:
    """Return r, partial r, standardised β and variance inflation of each predictor."""
    inner = np.linalg.inv(matrix[:-1, :-1])
    r = matrix[:-1, -1]
    beta = inner @ r
    rest = max(0.0, 1.0 - float(r @ beta))
    vif = np.diagonal(inner)
    lost = beta**2 / vif  # what R² loses without the predictor
    with np.errstate(invalid="ignore"):
        partial = np.where(rest > _SINGULAR, np.sign(beta) * np.sqrt(lost / (lost + rest)), np.nan)
    return Derived(r.copy(), partial, beta, vif.copy())


def beta_high(found: Derived, fit: float, size: float, confidence: float = 0.95) -> Floats:
    """Return the upper ends of the t intervals of the standardised β, [p]; inf without freedom.

    The standard error is that of least squares, sqrt((1 - R²) x VIF / (n - p - 1)): Draper and
    Smith 1998, Applied Regression Analysis, 5 and 16.

    Args:
        found: the measures of the predictors.
        fit: R² of all predictors, 0-1.
        size: rows; with weights the effective number.
        confidence: level of the intervals.
    """
    rest = size - len(found.beta) - 1
    if rest <= 0:
        return np.full(len(found.beta), np.inf)
    error = np.sqrt(max(0.0, 1.0 - fit) * found.vif / rest)
    high: Floats = found.beta + t_quantile(confidence, rest) * error
    return high


def resampled(
    rows: Floats,
    measure: Callable[[Floats], Floats],
    count: int,
    seed: int = 1,
    weights: Floats | None = None,
) -> Floats:
    """Return a measure in ``count`` bootstrap samples of complete rows [n, k]: [kept, p].

    A sample in which a column has no spread or a predictor is a combination of others is left out.

    Args:
        rows: complete rows, outcome last.
        measure: such as :func:`lmg`, of stacked correlation matrices.
        count: samples to draw.
        seed: of the random numbers.
        weights: [n], of the rows.
    """
    k = rows.shape[1]
    found = []
    for _, squares in resampled_moments(rows, count, seed, weights):
        spread = (np.diagonal(squares, axis1=1, axis2=2) > _SINGULAR).all(axis=1)
        matrices = _scaled(squares[spread]) if spread.any() else squares[:0]
        least = np.linalg.eigvalsh(matrices[:, :-1, :-1])[:, 0]
        kept = matrices[least > _SINGULAR]
        for part in np.array_split(kept, max(1, (1 << k) * len(kept) // CELLS)):
            found.append(measure(part))
    return np.concatenate(found) if found else np.zeros((0, k - 1))


def percentile_interval(values: Floats, confidence: float = 0.95) -> tuple[Floats, Floats]:
    """Return the percentile interval of each column of bootstrap values [samples, p]."""
    tail = (1 - confidence) / 2
    low, high = np.quantile(values, [tail, 1 - tail], axis=0)
    return low, high


def gap_p(gaps: Floats) -> tuple[Floats, Floats, Floats]:
    """Return two-sided p that each bootstrap gap [samples, p] is not above 0, and its ends.

    The ends, two standard errors away, are what another seed may make of it.
    Source: Davison and Hinkley 1997, Bootstrap Methods and their Application, 4.
    """
    count = len(gaps)
    below = (gaps <= 0).sum(axis=0)
    part = below / count
    error = 4 * np.sqrt(part * (1 - part) / count)
    p = 2 * (below + 1) / (count + 1)
    return np.minimum(1.0, p), np.maximum(0.0, 2 * part - error), np.minimum(1.0, p + error)
