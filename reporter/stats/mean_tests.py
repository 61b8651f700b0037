"""Means of several groups with unequal variances: Welch, Games-Howell, effect sizes.

Groups enter by their size, mean and variance, so that weighted answers can be tested with
their effective number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import exp, lgamma, log, nan, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .intervals import t_quantile
from .linear import effective_size
from .studentized_range import range_probability

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sample:
    """A group: its (effective) size, mean, and variance with divisor n - 1 (nan for one)."""

    n: float
    mean: float
    variance: float

    @property
    def error(self) -> float:
        """Standard error of the mean."""
        return sqrt(self.variance / self.n)


@dataclass(frozen=True, slots=True)
class Test:
    """A test: its statistic, degrees of freedom and probability."""

    statistic: float
    degrees: tuple[float, float]
    p: float


@dataclass(frozen=True, slots=True)
class Pair:
    """Two groups by index: mean of the second minus mean of the first, and its probability."""

    first: int
    second: int
    difference: float
    p: float


def sample(values: Floats, weights: Floats | None = None) -> Sample:
    """Return the sample of values, [rows] without nan; weights of 1 change nothing.

    The size of a weighted sample is Kish's effective one.

    Raises:
        ValueError: no values.
    """
    if not len(values):
        raise ValueError("a mean needs a value")
    w = np.ones(len(values)) if weights is None else weights / weights.max()
    total = float(w.sum())
    n = effective_size(total, float(w @ w))
    mean = float(w @ values) / total
    spread = float(w @ (values - mean) ** 2) / total
    return Sample(n, mean, spread * n / (n - 1) if n > 1 + 1e-9 else nan)


def mean_interval(one: Sample, confidence: float = 0.95) -> tuple[float, float] | None:
    """Return the t interval of a mean; None for a single answer."""
    if one.variance != one.variance:
        return None
    half = t_quantile(confidence, one.n - 1) * one.error
    return one.mean - half, one.mean + half


def welch_anova(samples: Sequence[Sample]) -> Test | None:
    """Return Welch's test that all means are equal; None where a group does not vary.

    Source: Welch 1951, Biometrika 38. For two groups it is Welch's t squared.
    """
    if len(samples) < 2 or any(not one.variance > 0 for one in samples):
        return None
    k = len(samples)
    weights = [one.n / one.variance for one in samples]
    total = sum(weights)
    grand = sum(w * one.mean for w, one in zip(weights, samples, strict=True)) / total
    between = sum(w * (one.mean - grand) ** 2 for w, one in zip(weights, samples, strict=True))
    lack = sum((1 - w / total) ** 2 / (s.n - 1) for w, s in zip(weights, samples, strict=True))
    f = between / (k - 1) / (1 + 2 * (k - 2) / (k * k - 1) * lack)
    degrees = (float(k - 1), (k * k - 1) / (3 * lack))
    return Test(f, degrees, float(special.fdtrc(*degrees, f)))


def omega_squared(samples: Sequence[Sample]) -> float | None:
    """Return the share of all variation that lies between the groups, less what chance alone gives.

    Below 0 where there is less than that.

    Source: Hays 1963, Statistics for Psychologists.
    """
    between, within, degrees = _sums(samples)
    if degrees[1] <= 0 or not between + within > 0:
        return None
    square = within / degrees[1]
    return (between - degrees[0] * square) / (between + within + square)


def hedges_g(first: Sample, second: Sample) -> float | None:
    """Return the difference in standard deviations, corrected for small samples.

    Source: Hedges 1981, J. Educational Statistics 6, the exact factor
    Γ(m/2) / (sqrt(m/2) Γ((m-1)/2)) with m = n1 + n2 - 2. None where neither group varies.
    """
    degrees = first.n + second.n - 2
    pooled = sum((one.n - 1) * one.variance for one in (first, second) if one.n > 1)
    if degrees <= 1 or not pooled > 0:
        return None
    factor = exp(lgamma(degrees / 2) - lgamma((degrees - 1) / 2) - log(degrees / 2) / 2)
    return factor * (second.mean - first.mean) / sqrt(pooled / degrees)


def games_howell(samples: Sequence[Sample]) -> list[Pair]:
    """Return every pair with its probability by the studentized range of all groups.

    Source: Games and Howell 1976, J. Educational Statistics 1. Pairs of groups that do not
    vary, or have one answer, are left out. For two groups it is Welch's t test.
    """
    found = []
    for i, j in combinations(range(len(samples)), 2):
        p = _pair_probability(samples[i], samples[j], len(samples))
        if p is not None:
            found.append(Pair(i, j, samples[j].mean - samples[i].mean, p))
    return found


def welch_t(first: Sample, second: Sample) -> float | None:
    """Return the two-sided probability of Welch's t test (1947, Biometrika 34), or None."""
    return _pair_probability(first, second, 2)


def _pair_probability(first: Sample, second: Sample, groups: int) -> float | None:
    one, other = (s.variance / s.n for s in (first, second))
    if not one + other > 0:  # nan too
        return None
    t = abs(second.mean - first.mean) / sqrt(one + other)
    degrees = (one + other) ** 2 / (one**2 / (first.n - 1) + other**2 / (second.n - 1))
    if groups == 2:
        return float(2 * special.stdtr(degrees, -t))
    return min(1.0, max(0.0, 1 - range_probability(t * sqrt(2), groups, degrees)))


def _sums(samples: Sequence[Sample]) -> tuple[float, float, tuple[float, float]]:
    """Return the sums of squares between and within groups, and their degrees of freedom."""
    total = sum(one.n for one in samples)
    grand = sum(one.n * one.mean for one in samples) / total
    between = sum(one.n * (one.mean - grand) ** 2 for one in samples)
    within = sum((one.n - 1) * one.variance for one in samples if one.n > 1)
    return between, within, (float(len(samples) - 1), total - len(samples))
