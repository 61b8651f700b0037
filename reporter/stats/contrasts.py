"""Weighted sums of group means with unequal variances: changes, trends, standardised changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .contingency import sign_p
from .intervals import Interval, fpc_mean, normal_quantile, t_quantile
from .mean_tests import Sample

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Contrast:
    """A sum Σ c m with its t test; ``spread`` is the pooled deviation of single answers."""

    value: float
    error: float
    degrees: float
    p: float
    interval: Interval
    spread: float

    @property
    def t(self) -> float:
        """The test statistic."""
        return self.value / self.error


def contrast(
    samples: Sequence[Sample],
    coefficients: Sequence[float],
    confidence: float = 0.95,
    populations: Sequence[float | None] | None = None,
) -> Contrast | None:
    """Return Σ c_k m_k of independent groups, tested against 0.

    Welch 1947 (Biometrika 34) with Satterthwaite's degrees of freedom (1946, Biometrics Bulletin
    2): coefficients -1 and 1 give Welch's t test. Variances carry 1 - n/N where N is known.

    Returns:
        None where a group that counts has a single answer, or nothing varies.
    """
    known = populations or [None] * len(samples)
    parts, degrees, value, within, free = [], [], 0.0, 0.0, 0.0
    for one, c, size in zip(samples, coefficients, known, strict=True):
        if c == 0:
            continue
        if not one.variance >= 0:  # nan
            return None
        value += c * one.mean
        parts.append((c * one.error * fpc_mean(one.n, size)) ** 2)
        degrees.append(one.n - 1)
        within += (one.n - 1) * one.variance
        free += one.n - 1
    total = sum(parts)
    if not total > 0:
        return None
    freedom = total**2 / sum(v**2 / d for v, d in zip(parts, degrees, strict=True) if v > 0)
    error = sqrt(total)
    half = t_quantile(confidence, freedom) * error
    p = float(2 * special.stdtr(freedom, -abs(value) / error))
    return Contrast(value, error, freedom, p, (value - half, value + half), sqrt(within / free))


def slope_coefficients(k: int) -> tuple[float, ...]:
    """Return the coefficients of the straight line through k means at equal steps."""
    if k < 2:
        raise ValueError("a line needs two points")
    middle, square = (k - 1) / 2, k * (k * k - 1) / 12
    return tuple((i - middle) / square for i in range(k))


def share_trend(hits: Sequence[float], sizes: Sequence[float]) -> float | None:
    """Return p of the Cochran-Armitage test for a trend of shares at equal steps.

    Sources: Cochran 1954, Biometrics 10; Armitage 1955, Biometrics 11; as R's
    ``prop.trend.test``. None where all answers are the same.
    """
    chi = trend_statistic(hits, sizes)
    return None if chi is None else float(special.chdtrc(1, chi))


def trend_statistic(hits: Sequence[float], sizes: Sequence[float]) -> float | None:
    """Return chi-squared (1 degree of freedom) of the Cochran-Armitage test, or None."""
    x, n = np.asarray(hits, float), np.asarray(sizes, float)
    score = np.arange(len(x), dtype=float)
    total, p = n.sum(), x.sum() / n.sum()
    centre = (n @ score) / total
    variance = p * (1 - p) * float(n @ (score - centre) ** 2)
    if variance <= 1e-15:
        return None
    return float((x @ (score - centre)) ** 2 / variance)


@dataclass(frozen=True, slots=True)
class PairedShares:
    """The change of a share among the same people.

    Attributes:
        difference: after minus before.
        statistic: McNemar's chi-squared without continuity correction; None without changes.
        p: exact binomial where fewer than 25 changed their answer, else of the statistic.
        interval: Agresti and Min 2005, Statistics in Medicine 24: half a case in every cell.
    """

    difference: float
    statistic: float | None
    p: float
    interval: Interval


_EXACT_BELOW = 25


def paired_shares(gained: float, lost: float, n: float, confidence: float = 0.95) -> PairedShares:
    """Return McNemar's test (1947, Psychometrika 12): who came to count, and who ceased to.

    Args:
        gained: counted after and not before; effective numbers where weighted.
        lost: counted before and not after.
        n: all pairs.
        confidence: level of the interval.

    Raises:
        ValueError: no pairs, or more changes than pairs.
    """
    if n < 1 or gained < 0 or lost < 0 or gained + lost > n * (1 + 1e-9):
        raise ValueError("changes are some of the pairs")
    changed = gained + lost
    statistic = (gained - lost) ** 2 / changed if changed else None
    if statistic is None or changed < _EXACT_BELOW:
        p = sign_p(gained, lost)
    else:
        p = float(special.chdtrc(1, statistic))
    b, c, m = gained + 0.5, lost + 0.5, n + 2.0
    middle = (b - c) / m
    half = normal_quantile(confidence) * sqrt(b + c - (b - c) ** 2 / m) / m
    ends = max(-1.0, middle - half), min(1.0, middle + half)
    return PairedShares((gained - lost) / n, statistic, p, ends)
