"""Net promoter score: its value and sampling error, and how two of them compare.

Sources: Reichheld 2003, Harvard Business Review 81(12) (the classes); the error is that of a
mean of +1, 0 and -1 (Rocks 2016, The American Statistician 70).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .intervals import Interval, normal_quantile
from .linear import effective_size

LEAST_PROMOTER, MOST_DETRACTOR = 9, 6  # answers of 7 and 8 are passive and stay in the base


@dataclass(frozen=True, slots=True)
class NetPromoter:
    """Answers by class; there is at least one. Effective numbers where weighted."""

    promoters: float
    passives: float
    detractors: float

    @property
    def n(self) -> float:
        """All answers."""
        return self.promoters + self.passives + self.detractors

    @property
    def score(self) -> float:
        """Promoters less detractors over all answers, -1 to 1."""
        return (self.promoters - self.detractors) / self.n

    @property
    def variance(self) -> float:
        """P + D - (P - D)²: of one answer; 0 where all are of one class."""
        either = (self.promoters + self.detractors) / self.n
        return max(0.0, either - self.score**2)

    @property
    def error(self) -> float:
        """Standard error of the score."""
        return sqrt(self.variance / self.n)


def classed(
    answers: NDArray[np.float64], weights: NDArray[np.float64] | None = None
) -> NetPromoter:
    """Return the classes of answers, [n] whole numbers 0-10 without nan.

    Weighted ones, [n] in any scale, add up to Kish's effective number of answers.

    Raises:
        ValueError: no answers, or one that is not a whole number from 0 to 10.
    """
    if not len(answers):
        raise ValueError("a score needs an answer")
    if ((answers < 0) | (answers > 10) | (answers != np.round(answers))).any():
        raise ValueError("answers are whole numbers from 0 to 10")
    high, low = answers >= LEAST_PROMOTER, answers <= MOST_DETRACTOR
    if weights is None:
        promoters, detractors = int(high.sum()), int(low.sum())
        return NetPromoter(promoters, len(answers) - promoters - detractors, detractors)
    share = weights / weights.sum()
    n = effective_size(1.0, float(share @ share))
    sums = (n * float(share[one].sum()) for one in (high, ~high & ~low, low))
    return NetPromoter(*sums)


def interval(one: NetPromoter, confidence: float = 0.95) -> Interval | None:
    """Return the normal interval of a score, held within -1 and 1; None where nothing varies."""
    if one.variance <= 0:
        return None
    half = normal_quantile(confidence) * one.error
    return max(-1.0, one.score - half), min(1.0, one.score + half)


def compare(first: NetPromoter, second: NetPromoter) -> tuple[float, float] | None:
    """Return p (two-sided, normal) and effect d of the difference of two independent scores.

    The effect is the difference over the pooled deviation of single answers. None where neither
    varies.
    """
    error = sqrt(first.error**2 + second.error**2)
    if error <= 0:
        return None
    difference = first.score - second.score
    spread = sqrt((first.n * first.variance + second.n * second.variance) / (first.n + second.n))
    return float(2 * special.ndtr(-abs(difference) / error)), difference / spread
