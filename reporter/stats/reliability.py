"""Reliability of a set of questions, and whether their correlations carry a factor.

All from complete answers. Sources: Cronbach 1951, Psychometrika 16 (alpha); Feldt 1965,
Psychometrika 30 (its interval); McDonald 1999, Test theory (omega); Lawley and Maxwell 1971,
Factor analysis as a statistical method (maximum likelihood); Kaiser and Rice 1974, Educational
and Psychological Measurement 34 (sampling adequacy); Bartlett 1950, British Journal of
Psychology, Statistical Section 3 (sphericity).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

Floats = NDArray[np.float64]

LEAST_FACTOR_ITEMS = 3  # a factor of two items has more unknowns than covariances
_LEAST_UNIQUE = 1e-6  # share of variance below which an item is the factor itself (Heywood)
_SETTLED = 1e-6  # largest slope of the likelihood at its top
_SINGULAR = 1e12  # condition of correlations beyond which an inverse is noise


def covariance_of(rows: Floats, weights: Floats) -> Floats:
    """Return the weighted covariance, [items, items], of complete rows; divisor n - 1.

    Args:
        rows: [n, items], at least two.
        weights: [n], any scale; equal ones change nothing.
    """
    n, moved = len(rows), rows - weights @ rows / weights.sum()
    found: Floats = (moved * weights[:, None]).T @ moved / weights.sum() * n / (n - 1)
    return found


def alpha(covariance: Floats) -> float:
    """Return Cronbach's alpha, k/(k-1) (1 - Σs²/s_T²); at most 1, may be negative.

    Args:
        covariance: [items, items] of at least two items; give correlations for the
            standardised alpha.

    Raises:
        ValueError: one item only, or a sum without variance.
    """
    count, total = len(covariance), float(covariance.sum())
    if count < 2:
        raise ValueError("alpha needs two items")
    if total <= 1e-12 * float(np.trace(covariance)):
        raise ValueError("the sum of the items has no variance")
    return count / (count - 1) * (1 - float(np.trace(covariance)) / total)


def alpha_interval(value: float, n: float, items: int, confidence: float) -> tuple[float, float]:
    """Return Feldt's interval of alpha for ``n`` rows: 1 - (1 - α) F, with n-1, (n-1)(k-1) df."""
    if n < 2 or items < 2:
        raise ValueError("an interval needs two rows and two items")
    first, second = n - 1, (n - 1) * (items - 1)
    tail = (1 - confidence) / 2
    low = 1 - (1 - value) * float(special.fdtri(first, second, 1 - tail))
    high = 1 - (1 - value) * float(special.fdtri(first, second, tail))
    return low, high


def item_total(covariance: Floats) -> Floats:
    """Return [items], the correlation of each item with the sum of the others."""
    total = covariance.sum(axis=1)
    own = np.diagonal(covariance)
    rest = covariance.sum() - 2 * total + own
    below = np.sqrt(own * np.maximum(rest, 0))
    found: Floats = np.divide(total - own, below, out=np.full(len(own), np.nan), where=below > 0)
    return found


def alpha_without(covariance: Floats) -> Floats:
    """Return [items], alpha of the others; NaN where fewer than two are left."""
    count = len(covariance)
    found = np.full(count, np.nan)
    for k in range(count if count > 2 else 0):
        others = np.delete(np.delete(covariance, k, axis=0), k, axis=1)
        try:
            found[k] = alpha(others)
        except ValueError:
            continue
    return found


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor by maximum likelihood.

    Attributes:
        loadings: [items], in the units of the items; they sum to more than 0.
        unique: [items], variances that the factor leaves.
        proper: False where an item has no variance of its own left (Heywood case).
        converged: whether the search ended.
    """

    loadings: Floats
    unique: Floats
    proper: bool
    converged: bool

    @property
    def omega(self) -> float:
        """McDonald's total omega, (Σλ)² / ((Σλ)² + Σθ)."""
        common = float(self.loadings.sum()) ** 2
        return common / (common + float(self.unique.sum()))


def one_factor(covariance: Floats) -> Factor:
    """Return the one-factor model of at least three items by maximum likelihood.

    Maximum likelihood does not depend on units: it is searched on correlations.

    Raises:
        ValueError: fewer than three items (not identified), or correlations that are singular.
    """
    count = len(covariance)
    if count < LEAST_FACTOR_ITEMS:
        raise ValueError("a factor of two items is not identified")
    sizes = np.sqrt(np.diagonal(covariance))
    related = covariance / np.outer(sizes, sizes)
    if np.linalg.cond(related) > _SINGULAR:
        raise ValueError("the correlations are singular")

    start = 1 / np.diagonal(np.linalg.inv(related)) * (1 - 0.5 / count)
    values, vectors = np.linalg.eigh(related)
    first = vectors[:, -1] * np.sqrt(np.maximum(values[-1] - start.mean(), 0.1))
    found = optimize.minimize(
        _misfit,
        np.concatenate([first, np.log(start)]),
        args=(related,),
        jac=True,
        method="L-BFGS-B",
        bounds=[(None, None)] * count + [(np.log(_LEAST_UNIQUE), np.log(2.0))] * count,
        options={"maxiter": 5000, "maxfun": 20000, "ftol": 1e-16, "gtol": 1e-10, "maxcor": 30},
    )
    loadings, unique = found.x[:count], np.exp(found.x[count:])
    loadings = loadings * (-1.0 if loadings.sum() < 0 else 1.0)
    slope = float(np.abs(_misfit(found.x, related)[1]).max())
    proper = bool((unique > 10 * _LEAST_UNIQUE).all())
    settled = bool(slope < _SETTLED) or not proper
    return Factor(loadings * sizes, unique * sizes**2, proper, settled)


def _misfit(unknown: Floats, related: Floats) -> tuple[float, Floats]:
    """Return ln|Σ| + tr(R Σ^-1) and its slope in the loadings and the logarithms of Θ.

    Σ = Θ + λλ' is inverted by Woodbury's identity, so a step costs k² only.
    """
    count = len(related)
    loadings, unique = unknown[:count], np.exp(unknown[count:])
    scaled = loadings / unique
    share = 1 / (1 + float(loadings @ scaled))
    through = related @ scaled
    square = float(scaled @ through)
    value = float(np.log(unique).sum()) - np.log(share) + float((1 / unique).sum())
    # Σ^-1 λ = share · λ/θ, and Σ^-1 R Σ^-1 λ by the same identity
    inner = share * (through / unique - share * square * scaled)
    by_loadings = 2 * (share * scaled - inner)
    own = 1 / unique - share * scaled**2
    twice = 1 / unique**2 - 2 * share * scaled * through / unique + share**2 * square * scaled**2
    return value - share * square, np.concatenate([by_loadings, (own - twice) * unique])


def adequacy(related: Floats) -> tuple[float, Floats] | None:
    """Return KMO of all items and of each, from correlations [items, items].

    Σr²/(Σr² + Σp²) over pairs, p the partial correlation. None where the correlations are
    singular or there is one item; two items always give 0.5.
    """
    if len(related) < 2 or np.linalg.cond(related) > _SINGULAR:
        return None
    inverse = np.linalg.inv(related)
    roots = np.sqrt(np.diagonal(inverse))
    partial = -inverse / np.outer(roots, roots)
    r, p = related**2, partial**2
    np.fill_diagonal(r, 0.0)
    np.fill_diagonal(p, 0.0)
    if r.sum() == 0:
        return None
    each = r.sum(axis=0) + p.sum(axis=0)
    own = np.divide(r.sum(axis=0), each, out=np.full(len(each), np.nan), where=each > 0)
    return float(r.sum() / (r.sum() + p.sum())), own


def sphericity(related: Floats, n: float) -> tuple[float, int, float] | None:
    """Return Bartlett's χ², degrees of freedom and p; None where correlations are singular.

    -(n - 1 - (2k + 5)/6) ln|R| with k(k-1)/2 degrees, for ``n`` rows; None for n too small.
    """
    count = len(related)
    factor = n - 1 - (2 * count + 5) / 6
    if count < 2 or factor <= 0 or np.linalg.cond(related) > _SINGULAR:
        return None
    statistic = -factor * float(np.linalg.slogdet(related)[1])
    degrees = count * (count - 1) // 2
    return statistic, degrees, float(special.chdtrc(degrees, max(statistic, 0.0)))
