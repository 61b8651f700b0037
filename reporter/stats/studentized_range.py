"""Quantiles of the studentized range: how far apart the ends of k equal groups lie by chance.

``scipy.stats`` has the same distribution; its import and its adaptive double integral cost
seconds in a report with many groups, fixed quadrature some milliseconds.
"""

from __future__ import annotations

from functools import cache, lru_cache
from math import inf, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

_REACH = 8.5  # normal deviates beyond this carry less than 1e-16
_TAIL = 1e-14  # what is cut from either end of the distribution of the standard deviation
_TOLERANCE = 1e-9
_STEPS = 200


def range_quantile(confidence: float, groups: int, degrees: float) -> float:
    """Return q: the range of ``groups`` means, in standard errors of one mean, stays below it.

    Source: Tukey 1953; Kramer 1956, Biometrics 12, for unequal groups. For two groups it is
    sqrt(2) times the two-sided t quantile.

    Args:
        confidence: probability in (0, 1).
        groups: number of groups compared, at least 2.
        degrees: degrees of freedom of the standard error, at least 1; ``inf`` = known.

    Raises:
        ValueError: an argument out of its range.
    """
    if not 0 < confidence < 1 or groups < 2 or not degrees >= 1:
        raise ValueError("a probability, two groups and one degree of freedom are needed")
    return _quantile(confidence, groups, degrees)


def range_probability(q: float, groups: int, degrees: float) -> float:
    """Return the probability that the studentized range stays below ``q``."""
    if degrees == inf:
        return float(_known(np.array([q]), groups)[0])
    deviations, weights = _deviations(degrees)
    return float(_known(q * deviations, groups) @ weights)


def critical_difference(
    errors: tuple[float, float], groups: int, degrees: float, confidence: float
) -> float:
    """Return the difference of two of ``groups`` means that chance alone does not explain.

    Tukey-Kramer: q / sqrt(2) x sqrt(e1² + e2²), with the standard errors of the two means.
    """
    q = range_quantile(confidence, groups, degrees)
    return q / sqrt(2) * sqrt(errors[0] ** 2 + errors[1] ** 2)


def welch_degrees(errors: tuple[float, float], bases: tuple[int, int]) -> float:
    """Return the degrees of freedom of a difference (Welch 1947), rounded down.

    Two significant digits from 100 on: the quantile moves by less than a thousandth, always
    to the safe side, and many pairs share one.

    Args:
        errors: standard errors of the two means, not both 0.
        bases: their numbers of observations, at least 2.
    """
    first, second = (error**2 for error in errors)
    below = first**2 / (bases[0] - 1) + second**2 / (bases[1] - 1)
    exact = round((first + second) ** 2 / below, 6)
    step = 10 ** max(0, len(str(int(exact))) - 2)
    return float(int(exact) // step * step)


@lru_cache(maxsize=4096)
def _quantile(confidence: float, groups: int, degrees: float) -> float:
    """Regula falsi, the Illinois way: the bracket shrinks from both ends."""
    low, high = 0.0, 8.0
    at_low, at_high = -confidence, range_probability(high, groups, degrees) - confidence
    while at_high < 0:
        low, at_low, high = high, at_high, high * 2
        at_high = range_probability(high, groups, degrees) - confidence
    for _ in range(_STEPS):
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        here = range_probability(middle, groups, degrees) - confidence
        if abs(here) < _TOLERANCE * (1 - confidence) or high - low < _TOLERANCE:
            return middle
        if here < 0:
            low, at_low, at_high = middle, here, at_high / 2
        else:
            high, at_high, at_low = middle, here, at_low / 2
    return (low + high) / 2


def _known(ranges: NDArray[np.float64], groups: int) -> NDArray[np.float64]:
    """Return P(range <= r) of ``groups`` standard normal deviates for each range, [ranges]."""
    nodes, weights = _legendre(96, -_REACH, _REACH)
    density = np.exp(-(nodes**2) / 2) / sqrt(2 * np.pi)
    between = special.ndtr(nodes) - special.ndtr(nodes - ranges[:, None])
    found: NDArray[np.float64] = groups * (between ** (groups - 1)) @ (weights * density)
    return found


@lru_cache(maxsize=256)
def _deviations(degrees: float) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return values of s, where degrees x s² is chi-squared, and their probabilities."""
    half = degrees / 2
    low = sqrt(special.gammaincinv(half, _TAIL) / half)
    high = sqrt(special.gammainccinv(half, _TAIL) / half)
    nodes, weights = _legendre(64, low, high)
    logs = (degrees - 1) * np.log(nodes) - half * nodes**2
    shares = weights * np.exp(logs - logs.max())
    return nodes, shares / shares.sum()


@lru_cache(maxsize=256)
def _legendre(
    count: int, low: float, high: float
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    nodes, weights = _unit(count)
    half = (high - low) / 2
    return half * nodes + (low + high) / 2, half * weights


@cache
def _unit(count: int) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return nodes and weights on -1 to 1: an eigenvalue problem, solved once."""
    nodes, weights = np.polynomial.legendre.leggauss(count)
    return nodes, weights
