"""Measures of use tests: SUS scores, completion rates of few people, times on task."""

from __future__ import annotations

from math import sqrt

import numpy as np
from numpy.typing import NDArray

from .intervals import Interval, normal_quantile, t_quantile
from .order_statistics import order_interval

Floats = NDArray[np.float64]

SUS_ITEMS = 10


def sus_scores(answers: Floats) -> Floats:
    """Return the System Usability Scale of each person, 0-100; nan where an item is missing.

    2.5 (Σ (odd - 1) + Σ (5 - even)). Source: Brooke 1996, SUS: a quick and dirty usability scale.

    Args:
        answers: [persons, 10] in the order of the questionnaire, 1 (disagree) to 5 (agree).

    Raises:
        ValueError: not ten items, or answers beyond 1 to 5.
    """
    if answers.ndim != 2 or answers.shape[1] != SUS_ITEMS:
        raise ValueError("SUS has ten items")
    known = answers[np.isfinite(answers)]
    if len(known) and (known.min() < 1 or known.max() > 5):
        raise ValueError("answers lie between 1 and 5")
    scores: Floats = 2.5 * ((answers[:, ::2] - 1).sum(axis=1) + (5 - answers[:, 1::2]).sum(axis=1))
    return scores


def adjusted_wald(successes: int, n: int, confidence: float = 0.95) -> Interval:
    """Return the adjusted Wald interval of a completion rate, cut at 0 and 1.

    p = (x + z²/2)/(n + z²). Source: Agresti and Coull 1998, The American Statistician 52; for
    completion rates Sauro and Lewis 2005 (4/5: 36 % to 98 %; 16/20: 58 % to 93 %).

    Raises:
        ValueError: no attempts, or more successes than attempts.
    """
    if n < 1 or not 0 <= successes <= n:
        raise ValueError("successes lie between 0 and a positive number of attempts")
    z = normal_quantile(confidence)
    whole = n + z * z
    share = (successes + z * z / 2) / whole
    half = z * sqrt(share * (1 - share) / whole)
    return max(0.0, share - half), min(1.0, share + half)


def laplace(successes: int, n: int) -> float:
    """Return (x + 1)/(n + 2): what 5 of 5 lets expect (Laplace 1812; Lewis and Sauro 2006)."""
    return (successes + 1) / (n + 2)


def geometric_mean(times: Floats, confidence: float = 0.95) -> tuple[float, Interval | None]:
    """Return the geometric mean of times and its t interval on logarithms (None for one time).

    Source: Sauro and Lewis 2010, Average task times in usability tests, for fewer than 25 times.

    Raises:
        ValueError: no times, or times not above 0.
    """
    if not len(times) or times.min() <= 0:
        raise ValueError("times above 0 are needed")
    logs = np.log(times)
    mean, n = float(logs.mean()), len(times)
    if n < 2:
        return float(np.exp(mean)), None
    half = t_quantile(confidence, n - 1) * float(logs.std(ddof=1)) / sqrt(n)
    return float(np.exp(mean)), (float(np.exp(mean - half)), float(np.exp(mean + half)))


def median(times: Floats, confidence: float = 0.95) -> tuple[float, Interval | None]:
    """Return the median and its interval of order statistics, at least of the confidence.

    Source: Conover 1999, Practical Nonparametric Statistics, 3.2. None where the times are too
    few for the confidence.

    Raises:
        ValueError: no times.
    """
    if not len(times):
        raise ValueError("times are needed")
    low, high = order_interval(times, 0.5, confidence)
    middle = float(np.median(times))
    return middle, None if low is None or high is None else (low, high)
