"""Groups compared by ranks: Kruskal-Wallis, Dunn, and agreement of rankings (Kendall's W)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .linear import effective_size
from .mean_tests import Pair, Test

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Ranks:
    """Groups as ranks: sizes, mean ranks, and the variance of a rank with ties taken out."""

    sizes: tuple[int, ...]
    means: tuple[float, ...]
    variance: float  # divisor N - 1: N(N + 1)/12 without ties, 0 where all are equal


def mid_ranks(values: Floats) -> Floats:
    """Return ranks from 1, equal values sharing the mean of their places."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: Floats = (ends - (counts - 1) / 2)[inverse]
    return ranks


def ranked(groups: Sequence[Floats]) -> Ranks:
    """Return the groups, each [rows] without nan and not empty, as ranks of all together."""
    values = np.concatenate(groups)
    n = len(values)
    ranks = mid_ranks(values)
    variance = float(((ranks - (n + 1) / 2) ** 2).sum()) / (n - 1) if n > 1 else 0.0
    edges = np.cumsum([len(one) for one in groups])[:-1]
    means = tuple(float(part.mean()) for part in np.split(ranks, edges))
    return Ranks(tuple(len(one) for one in groups), means, variance)


def kruskal_wallis(ranks: Ranks) -> Test | None:
    """Return H corrected for ties; None where all answers are equal.

    Source: Kruskal and Wallis 1952, JASA 47.
    """
    n, k = sum(ranks.sizes), len(ranks.sizes)
    if k < 2 or not ranks.variance > 0:
        return None
    middle = (n + 1) / 2
    spread = sum(
        size * (mean - middle) ** 2 for size, mean in zip(ranks.sizes, ranks.means, strict=True)
    )
    h = spread / ranks.variance
    return Test(h, (k - 1.0, 0.0), float(special.chdtrc(k - 1, h)))


def epsilon_squared(ranks: Ranks, test: Test) -> float:
    """Return H/(N - 1), 0-1: the share of the variation of ranks that lies between groups.

    Source: Tomczak and Tomczak 2014, Trends in Sport Sciences 21.
    """
    return test.statistic / (sum(ranks.sizes) - 1)


def dunn(ranks: Ranks) -> list[Pair]:
    """Return every pair: mean rank of the second minus the first, two-sided probability.

    Source: Dunn 1964, Technometrics 6, with the tie correction; not yet adjusted.
    """
    if not ranks.variance > 0:
        return []
    found = []
    for i, j in combinations(range(len(ranks.sizes)), 2):
        difference = ranks.means[j] - ranks.means[i]
        error = sqrt(ranks.variance * (1 / ranks.sizes[i] + 1 / ranks.sizes[j]))
        found.append(Pair(i, j, difference, float(2 * special.ndtr(-abs(difference) / error))))
    return found


def cliffs_delta(first: Floats, second: Floats) -> float:
    """Return P(second > first) - P(second < first), -1 to 1 (Cliff 1993, Psych. Bulletin 114)."""
    ordered = np.sort(first)
    below = np.searchsorted(ordered, second, "left").sum()
    above = (len(first) - np.searchsorted(ordered, second, "right")).sum()
    return float(below - above) / (len(first) * len(second))


def kendall_w(ranks: Floats, weights: Floats | None = None) -> tuple[float, Test] | None:
    """Return Kendall's W, 0-1, and Friedman's test that nobody prefers anything.

    Source: Kendall and Babington Smith 1939, Annals of Math. Statistics 10, ties corrected.

    Args:
        ranks: [people, things], every row the ranks of all things, ties as mid-ranks.
        weights: [people], any scale: mean ranks and ties are weighted means, and Friedman's
            statistic is that of Kish's effective number of people.

    Returns:
        None with fewer than two things or people, or where everyone ties everything.
    """
    m, k = ranks.shape
    if m < 2 or k < 2:
        return None
    moved = ranks - (k + 1) / 2
    share = np.full(m, 1 / m) if weights is None else weights / weights.sum()
    size = float(m) if weights is None else effective_size(1.0, float(share @ share))
    spread = float(((share @ moved) ** 2).sum())
    most = float(share @ (moved**2).sum(axis=1))  # of mean ranks if all gave the same ranks
    if most <= 0:
        return None
    w = spread / most
    statistic = size * (k - 1) * w
    return w, Test(statistic, (k - 1.0, 0.0), float(special.chdtrc(k - 1, statistic)))
