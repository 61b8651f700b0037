"""Limits that a mean of few values may leave by chance more easily than a mean of many."""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from .intervals import normal_quantile

Floats = NDArray[np.float64]


def pooled_deviation(groups: Sequence[Floats]) -> float | None:
    """Return the standard deviation within groups, divisor n - k; None where nothing varies.

    Args:
        groups: values of each group; groups of one add nothing.
    """
    squares = sum(float(((group - group.mean()) ** 2).sum()) for group in groups if len(group))
    degrees = sum(len(group) - 1 for group in groups if len(group))
    return sqrt(squares / degrees) if degrees > 0 and squares > 0 else None


def funnel_limits(
    centre: float, deviation: float, size: int, confidence: float = 0.95
) -> tuple[float, float]:
    """Return the limits of a mean of ``size`` values: centre -+ z s / sqrt(n).

    Source: Spiegelhalter 2005, Statistics in Medicine 24.

    Raises:
        ValueError: no values.
    """
    if size < 1:
        raise ValueError("a mean needs a value")
    half = normal_quantile(confidence) * deviation / sqrt(size)
    return centre - half, centre + half
