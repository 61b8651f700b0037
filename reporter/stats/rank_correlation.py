"""Spearman's correlation of ranks, with its interval and test; answers on few levels may tie."""

from __future__ import annotations

from dataclasses import dataclass
from math import atanh, sqrt, tanh

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .intervals import Interval, normal_quantile
from .rank_tests import mid_ranks

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Correlation:
    """Correlation, the number of pairs, its interval and two-sided probability.

    ``ci`` is None below four pairs and for a perfect correlation.
    """

    value: float
    n: int
    ci: Interval | None
    p: float | None


def spearman(first: Floats, second: Floats, confidence: float = 0.95) -> Correlation | None:
    """Return the rank correlation of the pairs that are whole; None where one side is constant.

    Ties get the mean of their ranks; p from t = r sqrt((n - 2)/(1 - r²)) with n - 2 degrees
    (Kendall and Stuart, vol. 2); interval by Fisher's z with standard error
    sqrt((1 + r²/2)/(n - 3)) (Bonett and Wright 2000, Psychometrika 65).
    """
    whole = ~(np.isnan(first) | np.isnan(second))
    one, other = mid_ranks(first[whole]), mid_ranks(second[whole])
    n = int(whole.sum())
    if n < 3:
        return None
    one, other = one - one.mean(), other - other.mean()
    size = sqrt(float(one @ one) * float(other @ other))
    if not size > 0:
        return None
    value = min(1.0, max(-1.0, float(one @ other) / size))
    if 1 - abs(value) < 1e-12:
        return Correlation(value, n, None, 0.0 if n > 3 else None)
    p = float(2 * special.stdtr(n - 2, -abs(value) * sqrt((n - 2) / (1 - value**2))))
    if n < 4:
        return Correlation(value, n, None, p)
    half = normal_quantile(confidence) * sqrt((1 + value**2 / 2) / (n - 3))
    return Correlation(value, n, (tanh(atanh(value) - half), tanh(atanh(value) + half)), p)
