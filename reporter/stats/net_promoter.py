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

LEAST_PROMOTER, MOST_DETRACTOR = 9, 6  # answers of 7 and 8 are passive and stay in the base


@dataclass(frozen=True, slots=True)
class NetPromoter:
    """Answers by class; there is at least one."""

    promoters: int
    passives: int
    detractors: int

    @property
    def n(self) -> int:
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

    def less(self, other: NetPromoter) -> NetPromoter:
        """Return the answers here that are not in ``other``, a part of them."""
        return NetPromoter(
            self.promoters - other.promoters,
            self.passives - other.passives,
            self.detractors - other.detractors,
        )


def classed(answers: NDArray[np.float64]) -> NetPromoter:
    """Return the classes of answers, [n] whole numbers 0-10 without nan.

    Raises:
        ValueError: no answers, or one that is not a whole number from 0 to 10.
    """
    if not len(answers):
        raise ValueError("a score needs an answer")
    if ((answers < 0) | (answers > 10) | (answers != np.round(answers))).any():
        raise ValueError("answers are whole numbers from 0 to 10")
    promoters = int((answers >= LEAST_PROMOTER).sum())
    detractors = int((answers <= MOST_DETRACTOR).sum())
    return NetPromoter(promoters, len(answers) - promoters - detractors, detractors)


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
