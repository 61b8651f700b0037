"""Counts held against the shares they should have."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from scipy import special

from .contingency import LEAST_EXPECTED, MOST_SMALL


@dataclass(frozen=True, slots=True)
class Fit:
    """Pearson's test of counts against shares.

    Attributes:
        effect: Cohen's w, sqrt(chi²/n) (Cohen 1988, 7.2).
        small: share of classes with fewer than five expected.
    """

    statistic: float
    degrees: int
    p: float
    effect: float
    small: float

    @property
    def is_rough(self) -> bool:
        """True where expected counts are too small for the chi-squared distribution."""
        return self.small > MOST_SMALL


def chi_squared_fit(counts: Sequence[float], shares: Sequence[float]) -> Fit:
    """Return Pearson's test (1900, Phil. Mag. 50) of counts against shares of any scale.

    Args:
        counts: of each class; at least two classes, not all 0.
        shares: of each class, more than 0.

    Raises:
        ValueError: fewer than two classes, no counts, or a share that is not positive.
    """
    n, whole = sum(counts), sum(shares)
    if len(counts) != len(shares) or len(counts) < 2 or n <= 0 or min(shares) <= 0:
        raise ValueError("two classes, counts and positive shares are needed")
    expected = [n * share / whole for share in shares]
    statistic = sum((c - e) ** 2 / e for c, e in zip(counts, expected, strict=True))
    degrees = len(counts) - 1
    small = sum(e < LEAST_EXPECTED for e in expected) / len(expected)
    p = float(special.chdtrc(degrees, statistic))
    return Fit(statistic, degrees, p, sqrt(statistic / n), small)


def simulated_p(
    counts: Sequence[int], shares: Sequence[float], samples: int = 9999, seed: int = 1
) -> float:
    """Return the probability of counts that fit no better, where expected ones are small.

    The share of random samples of the same size whose chi-squared is not smaller, both counts
    plus one (Hope 1968, JRSS B 30).
    """
    weights = np.asarray(shares, float) / sum(shares)
    expected = weights * sum(counts)
    observed = float(((np.asarray(counts) - expected) ** 2 / expected).sum())
    drawn = np.random.default_rng(seed).multinomial(sum(counts), weights, size=samples)
    found = ((drawn - expected) ** 2 / expected).sum(axis=1)
    return float((found >= observed * (1 - 1e-9)).sum() + 1) / (samples + 1)
