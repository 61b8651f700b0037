"""Quantiles, finite population corrections, and intervals of proportions.

Proportions are shares (0-1). ``population`` is the size of a finite population; None means
infinite. A census (n = population) has no sampling error: every width below is then 0.
"""

from __future__ import annotations

from math import sqrt

from scipy import special

Interval = tuple[float, float]


def normal_quantile(confidence: float = 0.95) -> float:
    """Return z of a two-sided interval: 1.959964 for 0.95."""
    return float(special.ndtri(0.5 + _checked(confidence) / 2))


def t_quantile(confidence: float, degrees: float) -> float:
    """Return t of a two-sided interval with ``degrees`` > 0 degrees of freedom."""
    if degrees <= 0:
        raise ValueError("a t quantile needs at least one degree of freedom")
    return float(special.stdtrit(degrees, 0.5 + _checked(confidence) / 2))


def fpc_mean(n: float, population: float | None) -> float:
    """Return the factor sqrt(1 - n/N) of the standard error of a sample mean.

    It belongs to variances with divisor n - 1 (Cochran 1977, Sampling Techniques, 2.6).
    ``n`` beyond the population counts as a census.
    """
    if population is None:
        return 1.0
    return sqrt(max(0.0, 1 - n / population))


def fpc_share(n: float, population: int | None) -> float:
    """Return the factor sqrt((N - n)/(N - 1)) that belongs to p(1 - p)/n (Cochran 1977, 3.2)."""
    if population is None:
        return 1.0
    if population == 1:
        return 0.0
    return sqrt(max(0.0, (population - n) / (population - 1)))


def wilson(share: float, n: float, confidence: float = 0.95) -> Interval:
    """Return the Wilson score interval of a proportion.

    Source: Wilson 1927, JASA 22; cases in Newcombe 1998, Statistics in Medicine 17.
    Give the effective sample size for a weighted share. Limits stay in [0, 1].
    """
    if n <= 0 or not 0 <= share <= 1:
        raise ValueError("a share in [0, 1] and a positive base are needed")
    z = normal_quantile(confidence)
    centre = share + z * z / (2 * n)
    half = z * sqrt(share * (1 - share) / n + z * z / (4 * n * n))
    whole = 1 + z * z / n
    # at 0/n and n/n the limit is exact; arithmetic would leave 1e-17 and 0.9999...
    low = 0.0 if share == 0 else max(0.0, (centre - half) / whole)
    high = 1.0 if share == 1 else min(1.0, (centre + half) / whole)
    return low, high


def newcombe(
    first: tuple[float, float], second: tuple[float, float], confidence: float = 0.95
) -> Interval:
    """Return the interval of a difference of two independent shares, each (share, base).

    Hybrid of two Wilson intervals, without continuity correction: method 10 of Newcombe 1998,
    Statistics in Medicine 17 (56/70 - 48/80: 0.0524 to 0.3339).
    """
    (p, n), (q, m) = first, second
    low, high = wilson(p, n, confidence)
    low2, high2 = wilson(q, m, confidence)
    down, up = sqrt((p - low) ** 2 + (high2 - q) ** 2), sqrt((high - p) ** 2 + (q - low2) ** 2)
    return max(-1.0, p - q - down), min(1.0, p - q + up)


def share_margin(
    n: float,
    population: int | None = None,
    share: float = 0.5,
    confidence: float = 0.95,
    design_effect: float = 1.0,
) -> float:
    """Return the margin of error of a proportion: z sqrt(deff p(1-p)/n (N-n)/(N-1)).

    ``share`` 0.5 gives the widest margin, the one printed for a whole survey
    (200 answers: 0.0693). Cochran 1977, 3.3.
    """
    if n <= 0:
        raise ValueError("a positive base is needed")
    spread = sqrt(design_effect * share * (1 - share) / n)
    return normal_quantile(confidence) * spread * fpc_share(n, population)


def _checked(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError("confidence lies between 0 and 1")
    return confidence
