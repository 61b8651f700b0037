"""Paired values of the same people: t test of the differences, signed ranks, effect size.

Sources: Student 1908, Biometrika 6 (t); Wilcoxon 1945, Biometrics Bulletin 1; Cohen 1988,
Statistical Power Analysis, 2.3.5 (d of paired values).
"""

from __future__ import annotations

from dataclasses import dataclass
from math import nan, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from .intervals import t_quantile
from .mean_tests import sample

Floats = NDArray[np.float64]

_EVEN = 1e-12
_EXACT = 50  # differences up to which signed ranks are counted out, if none tie


@dataclass(frozen=True, slots=True)
class Paired:
    """The test of a mean difference.

    Attributes:
        n: pairs.
        mean: mean difference, first minus second.
        interval: t interval of the mean.
        t, degrees, p: of the two-sided t test; nan where all differences are equal.
        effect: mean over the standard deviation of the differences (Cohen's d_z); nan likewise.
        rank_p: of Wilcoxon's signed-rank test; nan where all differences are 0, or weighted.
    """

    n: int
    mean: float
    interval: tuple[float, float]
    t: float
    degrees: float
    p: float
    effect: float
    rank_p: float


def paired(
    first: Floats, second: Floats, confidence: float = 0.95, weights: Floats | None = None
) -> Paired:
    """Compare two answers of the same people, [n] each, without missing values.

    Weights [n], in any scale, make a weighted mean whose error rests on Kish's effective number
    of pairs; ranks are not weighted, so uneven weights leave ``rank_p`` nan.

    Raises:
        ValueError: fewer than 2 pairs, or of different lengths.
    """
    if len(first) != len(second) or len(first) < 2:
        raise ValueError("at least 2 pairs are needed")
    differences = np.asarray(first, dtype=np.float64) - second
    one, n = sample(differences, weights), len(differences)
    uneven = weights is not None and float(np.ptp(weights)) > _EVEN * float(weights.max())
    rank_p = nan if uneven else _rank_p(differences)
    mean, degrees = one.mean, one.n - 1
    spread = sqrt(one.variance) if one.variance >= 0 else 0.0
    if spread <= 1e-12 * max(1.0, float(np.abs(differences).max())):
        return Paired(n, mean, (mean, mean), nan, degrees, nan, nan, rank_p)
    error = one.error
    t = mean / error
    half = t_quantile(confidence, degrees) * error
    p = float(2 * special.stdtr(degrees, -abs(t)))
    interval = (mean - half, mean + half)
    return Paired(n, mean, interval, t, degrees, p, mean / spread, rank_p)


def _rank_p(differences: Floats) -> float:
    """Return the two-sided p of signed ranks; zeros are left out, ties corrected.

    Few differences without ties are counted out, others go by the normal distribution with
    continuity correction, as R's ``wilcox.test`` does.
    """
    kept = np.round(differences[np.abs(differences) > 1e-12], 12)
    if not len(kept):
        return nan
    few = len(kept) < _EXACT and len(kept) == len(differences)
    exact = few and len(np.unique(np.abs(kept))) == len(kept)
    method: Literal["exact", "approx"] = "exact" if exact else "approx"
    return float(stats.wilcoxon(kept, correction=not exact, method=method).pvalue)
