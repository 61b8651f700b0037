"""Acceptance sampling by attributes, and what a sample of records can prove.

Sources: Clopper and Pearson 1934, Biometrika 26; Korn and Graubard 1998, Survey Methodology 24
(clusters); Guenther 1969, J. Quality Technology 1 (search of plans); ISO 2859-1, ISO 28591.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log, log1p

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .hypergeometric import hypergeometric
from .intervals import Interval

_MOST = 100_000  # a plan beyond is no sample any more


@dataclass(frozen=True, slots=True)
class Plan:
    """Look at ``size`` things, accept the lot with at most ``accept`` wrong ones."""

    size: int
    accept: int


def stratified_size(
    weights: Sequence[float],
    shares: Sequence[float],
    sizes: Sequence[float],
    sampled: Sequence[float],
) -> float | None:
    """Return the size of a simple random sample whose share is as exact as that of strata.

    Args:
        weights: of the strata, adding to 1.
        shares: of each stratum.
        sizes: sample sizes, effective where clustered; positive.
        sampled: one less the sampling fraction of each, 0 where all of it was looked at.

    Returns:
        The share's p(1-p) over its stratified variance (Korn and Graubard, 1998), at most the
        inverse of the sum of squared weights over sizes: a stratum without errors found is not one
        without errors. None where there is no error of sampling.
    """
    strata = list(zip(weights, shares, sizes, sampled, strict=True))
    if not any(w * f > 0 for w, _, _, f in strata):
        return None
    share = sum(w * p for w, p, _, _ in strata)
    variance = sum(w * w * p * (1 - p) * f / n for w, p, n, f in strata)
    plain = 1 / sum(w * w * f / n for w, _, n, f in strata if f > 0)
    return min(share * (1 - share) / variance, plain) if variance > 0 else plain


def clopper_pearson(wrong: float, size: float, confidence: float = 0.95) -> Interval:
    """Return the exact interval of a share; it covers at least as often as it says.

    ``size`` and ``wrong`` need not be whole: effective numbers of a clustered sample may be given.

    Raises:
        ValueError: no base, or more wrong than looked at.
    """
    if not 0 <= wrong <= size or not size > 0 or not 0 < confidence < 1:
        raise ValueError("0 <= wrong <= size, and a positive base, are needed")
    tail = (1 - confidence) / 2
    low = 0.0 if wrong == 0 else float(special.betaincinv(wrong, size - wrong + 1, tail))
    high = 1.0 if wrong == size else float(special.betaincinv(wrong + 1, size - wrong, 1 - tail))
    return low, high


def upper_bound(wrong: float, size: float, confidence: float = 0.95) -> float:
    """Return the one-sided upper bound of a share: 1 - alpha^(1/n) where none is wrong."""
    return clopper_pearson(wrong, size, 1 - 2 * (1 - confidence))[1]


def size_without_errors(limit: float, confidence: float = 0.95) -> int:
    """Return how many must be looked at, none wrong, to show a share of errors below ``limit``."""
    if not 0 < limit < 1 or not 0 < confidence < 1:
        raise ValueError("shares lie between 0 and 1")
    return ceil(log(1 - confidence) / log1p(-limit) - 1e-9)


def effective_records(wrong: NDArray[np.float64], fields: NDArray[np.float64]) -> float:
    """Return the number of independent fields that clustered ones are worth.

    The variance of the ratio of wrong fields is that between records (linearised); its design
    effect shrinks the number of fields, never below the number of records and never beyond the
    fields. Where no field is wrong nothing tells how they cluster: the number of records.

    Args:
        wrong: wrong fields of each record.
        fields: fields looked at, each at least one.
    """
    count, total = len(fields), float(fields.sum())
    share = float(wrong.sum()) / total
    if not 0 < share < 1 or count < 2:
        return float(count)
    rest = wrong - share * fields
    variance = count / (count - 1) * float(rest @ rest) / total**2
    effective = share * (1 - share) / variance if variance > 0 else total
    return min(max(effective, float(count)), total)


def acceptance(plan: Plan, share: float, population: int | None = None) -> float:
    """Return the probability that a lot with a share of wrong ones is accepted.

    Binomial, or hypergeometric for a lot of ``population`` with round(share x N) wrong ones.
    """
    if not 0 <= share <= 1:
        raise ValueError("a share lies between 0 and 1")
    if plan.accept >= plan.size:
        return 1.0
    if population is None:
        return float(special.bdtr(plan.accept, plan.size, share))
    if plan.size > population:
        raise ValueError("the sample is larger than the lot")
    bad = round(share * population)
    return _finite_acceptance(plan, bad, population)


def _finite_acceptance(plan: Plan, bad: int, population: int) -> float:
    least = max(0, plan.size - (population - bad))
    found = np.arange(least, min(plan.accept, bad) + 1)
    chances = hypergeometric(found, bad, population - bad, plan.size)
    return min(1.0, float(chances.sum()))


def find_plan(
    good: tuple[float, float], bad: tuple[float, float], population: int | None = None
) -> Plan | None:
    """Return the smallest plan that passes good lots and stops bad ones.

    Args:
        good: share of wrong ones that should pass, and the least probability that it does.
        bad: share that should not pass, and the greatest probability that it does.
        population: size of the lot; None for a large one.

    Returns:
        The plan, which may be the whole of a small lot; None where it would be beyond all
        samples.
    """
    if not 0 <= good[0] < bad[0] <= 1:
        raise ValueError("a good lot has fewer wrong ones than a bad one")
    most = _MOST if population is None else population
    size = 1
    for accept in range(most):
        size = max(size, accept + 1)
        size = _least(accept, bad, (size, most), population)
        if size > most:
            return None
        if acceptance(Plan(size, accept), good[0], population) >= good[1] - 1e-12:
            return Plan(size, accept)
    return None


def _least(
    accept: int, bad: tuple[float, float], sizes: tuple[int, int], population: int | None
) -> int:
    """Return the least size that stops the bad lot; one more than the most where none does."""
    low, high = sizes
    if acceptance(Plan(high, accept), bad[0], population) > bad[1]:
        return high + 1
    while low < high:
        middle = (low + high) // 2
        if acceptance(Plan(middle, accept), bad[0], population) <= bad[1]:
            high = middle
        else:
            low = middle + 1
    return low
