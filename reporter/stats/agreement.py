"""Agreement of raters: kappa, weighted and Fleiss', Krippendorff's alpha, Gwet's AC1, ICC(A,1).

Ratings are matrices [units, raters], nan where a rater gave none; categories are codes 0, 1, ...
in their order. A coefficient that is 0/0 (all ratings alike) is None: agreement is still known.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .intervals import t_quantile

Floats = NDArray[np.float64]
Weights = Literal["none", "linear", "quadratic"]
Level = Literal["nominal", "ordinal", "interval", "ratio"]

_NOTHING = 1e-12


@dataclass(frozen=True, slots=True)
class Coefficient:
    """A chance-corrected coefficient with what it is made of; ``error`` is its standard error."""

    value: float | None
    agreement: float
    expected: float
    error: float | None = None


def confusion(first: Floats, second: Floats, categories: int) -> Floats:
    """Return the table [categories, categories] of units that both raters rated."""
    both = np.isfinite(first) & np.isfinite(second)
    table = np.zeros((categories, categories))
    np.add.at(table, (first[both].astype(int), second[both].astype(int)), 1)
    return table


def cohen_kappa(table: Floats, weights: Weights = "none") -> Coefficient:
    """Return kappa of two raters from their table of counts.

    Source: Cohen 1960, Educational and Psychological Measurement 20; 1968, Psychological Bulletin
    70 (weights 1 - |i-j|/(k-1), squared for quadratic); standard error of Fleiss, Cohen and
    Everitt 1969, Psychological Bulletin 72.

    Raises:
        ValueError: no units.
    """
    n, k = float(table.sum()), len(table)
    if n <= 0:
        raise ValueError("kappa needs units that both raters rated")
    steps = np.abs(np.subtract.outer(np.arange(k), np.arange(k))) / max(k - 1, 1)
    w = {"none": (steps == 0).astype(float), "linear": 1 - steps, "quadratic": 1 - steps**2}[
        weights
    ]
    shares = table / n
    rows, columns = shares.sum(axis=1), shares.sum(axis=0)
    agreement, expected = float((w * shares).sum()), float(rows @ w @ columns)
    if 1 - expected <= _NOTHING:
        return Coefficient(None, agreement, expected)
    kappa = (agreement - expected) / (1 - expected)
    means = np.add.outer(w @ columns, rows @ w)
    spread = float((shares * (w - means * (1 - kappa)) ** 2).sum())
    variance = (spread - (kappa - expected * (1 - kappa)) ** 2) / (n * (1 - expected) ** 2)
    return Coefficient(kappa, agreement, expected, sqrt(max(0.0, variance)))


def counts_of(ratings: Floats, categories: int) -> Floats:
    """Return how many raters put each unit into each category: [units, categories]."""
    return np.stack([(ratings == one).sum(axis=1) for one in range(categories)], axis=1).astype(
        np.float64
    )


def fleiss_kappa(counts: Floats) -> Coefficient:
    """Return Fleiss' kappa; every unit is rated by the same number of raters.

    Source: Fleiss 1971, Psychological Bulletin 76 (psychiatric diagnoses: .430); standard error
    under no agreement beyond chance, Fleiss, Nee and Landis 1979, Psychological Bulletin 86.

    Raises:
        ValueError: unequal numbers of ratings, or fewer than two a unit.
    """
    raters = counts.sum(axis=1)
    if not len(counts) or raters.min() != raters.max() or raters.min() < 2:
        raise ValueError("every unit needs the same number of ratings, at least two")
    n, m = len(counts), float(raters[0])
    agreement = float(((counts * (counts - 1)).sum(axis=1) / (m * (m - 1))).mean())
    shares = counts.sum(axis=0) / (n * m)
    rest = float((shares * (1 - shares)).sum())
    expected = 1 - rest
    if rest <= _NOTHING:
        return Coefficient(None, agreement, expected)
    skew = float((shares * (1 - shares) * (1 - 2 * shares)).sum())
    error = sqrt(max(0.0, 2 * (rest**2 - skew) / (n * m * (m - 1)))) / rest
    return Coefficient((agreement - expected) / rest, agreement, expected, error)


def gwet_ac1(counts: Floats) -> Coefficient:
    """Return AC1, which stays near the agreement where one category prevails.

    Source: Gwet 2008, British J. Mathematical and Statistical Psychology 61. Units with one
    rating count for the shares of categories only. The error is that of a sample of units.

    Args:
        counts: [units, categories], at least two categories that could be used.

    Raises:
        ValueError: no unit with two ratings, or a single category.
    """
    counts = counts[counts.sum(axis=1) > 0]
    raters = counts.sum(axis=1)
    twice = raters >= 2
    n, k = len(counts), counts.shape[1]
    if not twice.any() or k < 2:
        raise ValueError("AC1 needs two categories and units with two ratings")
    pairs = np.where(twice, raters * (raters - 1), 1.0)
    agreed = np.where(twice, (counts * (counts - 1)).sum(axis=1) / pairs, 0.0)
    agreement = float(agreed[twice].mean())
    shares = (counts / raters[:, None]).mean(axis=0)
    expected = float((shares * (1 - shares)).sum()) / (k - 1)
    value = (agreement - expected) / (1 - expected)
    if n < 2:
        return Coefficient(value, agreement, expected)
    parts = n / twice.sum() * (agreed - expected * twice) / (1 - expected)
    chance = ((1 - shares) * counts / raters[:, None]).sum(axis=1) / (k - 1)
    parts = parts - 2 * (1 - value) * (chance - expected) / (1 - expected)
    error = sqrt(float(((parts - value) ** 2).sum()) / (n * (n - 1)))
    return Coefficient(value, agreement, expected, error)


def ac1_interval(found: Coefficient, units: int, confidence: float) -> tuple[float, float] | None:
    """Return the t interval of AC1, cut at 1; None without an error."""
    if found.value is None or found.error is None or units < 2:
        return None
    half = t_quantile(confidence, units - 1) * found.error
    return max(-1.0, found.value - half), min(1.0, found.value + half)


def krippendorff_alpha(ratings: Floats, level: Level = "nominal") -> float | None:
    """Return alpha = 1 - D_o/D_e; None where all ratings are the same, or none are paired.

    Source: Krippendorff 2011, Computing Krippendorff's Alpha-Reliability (his matrix: .743
    nominal, .815 ordinal, .849 interval, .797 ratio). Missing ratings are left out; units with
    one rating tell nothing.

    Args:
        ratings: [units, raters]; numbers, codes where the level is nominal or ordinal.
        level: what differences mean.

    Raises:
        ValueError: negative numbers on a ratio scale.
    """
    kept = ratings[np.isfinite(ratings).sum(axis=1) >= 2]
    values = np.unique(kept[np.isfinite(kept)])
    if len(values) < 2:
        return None
    if level == "ratio" and values[0] < 0:
        raise ValueError("a ratio scale has no numbers below 0")
    counts = np.stack([(kept == one).sum(axis=1) for one in values], axis=1).astype(float)
    raters = counts.sum(axis=1)
    weighted = counts / (raters - 1)[:, None]
    pairs = counts.T @ weighted - np.diag(weighted.sum(axis=0))
    totals = pairs.sum(axis=1)
    distance = _distances(values, totals, level)
    observed = float((pairs * distance).sum())
    expected = float((np.outer(totals, totals) * distance).sum()) / (float(totals.sum()) - 1)
    return None if expected <= 0 else 1 - observed / expected


def alpha_interval(
    ratings: Floats, level: Level, confidence: float, drawing: tuple[int, int] = (1000, 1)
) -> tuple[float, float] | None:
    """Return the percentile interval of alpha over samples of units; None for too few of them.

    The same in whatever order the units come. Source: Zapf, Castell, Morawietz and Karch 2016,
    BMC Medical Research Methodology 16 (units drawn with replacement).

    Args:
        ratings: [units, raters], as for :func:`krippendorff_alpha`.
        level: what differences mean.
        confidence: of the interval.
        drawing: how many samples, and where the generator starts.
    """
    kept = ratings[np.isfinite(ratings).sum(axis=1) >= 2]
    if len(kept) < 2:
        return None
    kept = kept[np.lexsort(kept.T)]
    times, seed = drawing
    draw = np.random.default_rng(seed)
    found = [
        krippendorff_alpha(kept[draw.integers(len(kept), size=len(kept))], level)
        for _ in range(times)
    ]
    known = sorted(one for one in found if one is not None)
    place = floor((len(known) + 1) * (1 - confidence) / 2 + 1e-9)
    return (known[place - 1], known[-place]) if place >= 1 else None


def _distances(values: Floats, totals: Floats, level: Level) -> Floats:
    """Return the squared differences of values: [values, values]."""
    if level == "nominal":
        other: Floats = 1 - np.eye(len(values))
        return other
    if level == "ordinal":
        ranks = np.cumsum(totals) - totals / 2  # Σ n_g between c and k, half of both ends
        steps: Floats = np.subtract.outer(ranks, ranks) ** 2
        return steps
    gaps: Floats = np.subtract.outer(values, values) ** 2
    if level == "interval":
        return gaps
    sums = np.add.outer(values, values) ** 2
    ratios: Floats = gaps / np.where(sums > 0, sums, 1.0)  # 0 beside 0 has no distance
    return ratios


def icc_agreement(
    ratings: Floats, confidence: float = 0.95
) -> tuple[float, tuple[float, float]] | None:
    """Return ICC(A,1), absolute agreement of single ratings, two-way, with its interval.

    Source: McGraw and Wong 1996, Psychological Methods 1, tables 4 and 7; the six targets of
    Shrout and Fleiss 1979, Psychological Bulletin 86, give .29.

    Args:
        ratings: [units, raters], complete.
        confidence: of the interval.

    Returns:
        None where nothing varies.

    Raises:
        ValueError: fewer than two units or raters, or missing ratings.
    """
    n, k = ratings.shape
    if n < 2 or k < 2 or not np.isfinite(ratings).all():
        raise ValueError("at least two units and raters without missing ratings are needed")
    mean, rows, columns = ratings.mean(), ratings.mean(axis=1), ratings.mean(axis=0)
    between = k * float(((rows - mean) ** 2).sum()) / (n - 1)
    raters = n * float(((columns - mean) ** 2).sum()) / (k - 1)
    rest = ratings - rows[:, None] - columns[None, :] + mean
    error = float((rest**2).sum()) / ((n - 1) * (k - 1))
    whole = between + (k - 1) * error + k * (raters - error) / n
    if whole <= _NOTHING * max(1.0, float(mean) ** 2):
        return None
    icc = (between - error) / whole
    if 1 - icc <= _NOTHING:
        return 1.0, (1.0, 1.0)
    a, b = k * icc / (n * (1 - icc)), 1 + k * icc * (n - 1) / (n * (1 - icc))
    free = (a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1))
    degrees = (a * raters + b * error) ** 2 / free if free > 0 else 1.0
    tail = (1 + confidence) / 2
    low = float(special.fdtri(n - 1, degrees, tail))
    high = float(special.fdtri(degrees, n - 1, tail))
    noise = k * raters + (k * n - k - n) * error
    return icc, (
        n * (between - low * error) / (low * noise + n * between),
        n * (high * between - error) / (noise + n * high * between),
    )
