"""Quantiles of values that are all known, with limits that assume no distribution.

Source: order statistics as in Conover 1999, Practical Nonparametric Statistics, 3.2.
"""

from __future__ import annotations

from math import ceil

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]
_ROUNDING = 1e-9  # a rank this little above a whole number is that number


def order_quantile(values: Floats, share: float) -> float:
    """Return the smallest value that at least ``share`` of all values do not pass (no average)."""
    if not len(values):
        raise ValueError("a quantile needs a value")
    rank = max(1, ceil(share * len(values) - _ROUNDING))
    return float(np.sort(values)[rank - 1])


def order_interval(
    values: Floats, share: float, confidence: float = 0.95
) -> tuple[float | None, float | None]:
    """Return limits of a quantile by order statistics; None where too few values lie beyond it.

    Ranks r and s are the widest for which the binomial chance of fewer than r, or of s or more,
    values below the quantile is at most (1 - confidence) / 2 each.
    """
    ordered, n = np.sort(values), len(values)
    if not n:
        return None, None
    tail = (1 - confidence) / 2
    below = special.bdtr(np.arange(n), n, share)  # chance of at most k values below
    low = int(np.searchsorted(below, tail, side="right"))  # ranks 1 to low are below the limit
    high = int(np.searchsorted(below, 1 - tail, side="left")) + 1
    return (
        float(ordered[low - 1]) if low >= 1 else None,
        float(ordered[high - 1]) if high <= n else None,
    )
