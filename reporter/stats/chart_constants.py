"""Constants of control charts for samples from a normal process, by integration, not from tables.

Textbooks print them to three or four digits (Montgomery, Introduction to Statistical Quality
Control, appendix VI; ISO 7870-2), so limits from a book differ in the fourth digit.
"""

from __future__ import annotations

from functools import cache
from math import exp, inf, lgamma, sqrt

import numpy as np

from .studentized_range import range_probability

_REACH = 14.0  # a range of normal deviates beyond this carries less than 1e-20


def _survival_moments(size: int) -> tuple[float, float]:
    """Return the first and second moment of the range: integrals of P(W > w) and 2w P(W > w)."""
    nodes, weights = np.polynomial.legendre.leggauss(160)
    reach = _REACH / 2
    widths = reach * (nodes + 1)
    beyond = np.array([1 - range_probability(float(w), size, inf) for w in widths])
    first = float(reach * (weights @ beyond))
    return first, float(2 * reach * (weights @ (widths * beyond)))


@cache
def d2(size: int) -> float:
    """Return the expected range of ``size`` standard normal deviates (2: 2/sqrt(pi) = 1.128379).

    Source: Tippett 1925, Biometrika 17.

    Raises:
        ValueError: fewer than two in a sample.
    """
    return _survival_moments(_checked(size))[0]


@cache
def d3(size: int) -> float:
    """Return the standard deviation of that range (2: 0.852502)."""
    first, second = _survival_moments(_checked(size))
    return sqrt(second - first**2)


@cache
def c4(size: int) -> float:
    """Return the expected sample standard deviation, divisor n - 1 (2: 0.797885)."""
    _checked(size)
    return sqrt(2 / (size - 1)) * exp(lgamma(size / 2) - lgamma((size - 1) / 2))


def _checked(size: int) -> int:
    if size < 2:
        raise ValueError("a sample of one has no spread")
    return size
