"""Limits that a mean of few values may leave by chance more easily than a mean of many.

Groups enter as samples, so that weighted values count with their effective number.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

from .intervals import normal_quantile
from .mean_tests import Sample


def pooled_deviation(groups: Sequence[Sample]) -> float | None:
    """Return the standard deviation within groups, divisor n - k; None where nothing varies.

    Args:
        groups: groups of one, which have no variance, add nothing.
    """
    varied = [one for one in groups if one.variance == one.variance]
    squares = sum((one.n - 1) * one.variance for one in varied)
    degrees = sum(one.n - 1 for one in varied)
    return sqrt(squares / degrees) if degrees > 0 and squares > 0 else None


def funnel_limits(
    centre: float, deviation: float, size: float, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the limits of a mean of (effectively) ``size`` values: centre -+ z s / sqrt(n).

    Source: Spiegelhalter 2005, Statistics in Medicine 24.

    Raises:
        ValueError: no values.
    """
    if size <= 0:
        raise ValueError("a mean needs a value")
    half = normal_quantile(confidence) * deviation / sqrt(size)
    return centre - half, centre + half
