"""Two groups compared by who gave the top answer: differences of shares, adjusted odds."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from scipy import special

from ....stats.firth import penalised_odds
from ....stats.intervals import newcombe, normal_quantile
from ....stats.linear import weighted_share
from ....stats.logistic import SeparationError, fit
from ....stats.multiple_tests import holm

Ratio = tuple[float, float, float, float]
_EVEN = 1e-12  # weights of mean 1 that differ by less are equal


@dataclass(frozen=True, slots=True)
class Difference:
    """One question: share of each group with its base, difference, and the test of it.

    ``p`` is adjusted by Holm over all questions; ``effect`` is φ, the correlation of two yes-or-no
    variables. None where a group has no answers.
    """

    shares: tuple[float | None, float | None]
    bases: tuple[int, int]
    value: float | None = None
    interval: tuple[float, float] | None = None
    p: float | None = None
    effect: float | None = None


@dataclass(frozen=True, slots=True)
class Odds:
    """Odds ratios from one model of all questions.

    Attributes:
        ratios: per question: ratio, limits and p; or why there is none (Chinese).
        n: complete rows.
        least: rows of the rarer group.
        penalised: whether the groups are told apart without error, so that the likelihood is
            Firth's.
    """

    ratios: tuple[Ratio | str, ...]
    n: int
    least: int
    penalised: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """One group: answers of 1, 0 or nan, [rows, questions], and weights [rows]."""

    answers: np.ndarray
    weights: np.ndarray


def differences(first: Side, second: Side, confidence: float) -> list[Difference]:
    """Return how the share of ones differs in each column."""
    found = []
    for one, other in zip(first.answers.T, second.answers.T, strict=True):
        a, b = _share(one, first.weights), _share(other, second.weights)
        bases = int(np.isfinite(one).sum()), int(np.isfinite(other).sum())
        if a is None or b is None:
            found.append(Difference((a and a[0], b and b[0]), bases))
            continue
        (p, n), (q, m) = a, b
        whole = (p * n + q * m) / (n + m)
        spread = whole * (1 - whole)
        z = (p - q) / sqrt(spread * (1 / n + 1 / m)) if spread > 0 else 0.0
        found.append(
            Difference(
                (p, q),
                bases,
                p - q,
                newcombe((p, n), (q, m), confidence),
                float(2 * special.ndtr(-abs(z))),
                z / sqrt(n + m),
            )
        )
    tested = [k for k, one in enumerate(found) if one.p is not None]
    adjusted_p = holm([found[k].p or 0.0 for k in tested])
    for k, p in zip(tested, adjusted_p, strict=True):
        old = found[k]
        found[k] = Difference(old.shares, old.bases, old.value, old.interval, p, old.effect)
    return found


def _share(answers: np.ndarray, weights: np.ndarray) -> tuple[float, float] | None:
    """Return the weighted share of ones with its effective base; None without answers."""
    known = np.isfinite(answers)
    return weighted_share(answers[known] == 1, weights[known]) if known.any() else None


def adjusted(first: Side, second: Side, confidence: float) -> Odds:
    """Return the odds ratio of each column for being in the first group, all columns together."""
    x = np.vstack([first.answers, second.answers])
    w = np.concatenate([first.weights, second.weights])
    y = np.repeat([1.0, 0.0], [len(first.answers), len(second.answers)])
    rows = np.isfinite(x).all(axis=1)
    x, y, w = x[rows], y[rows], w[rows]
    n, least = len(y), int(min(y.sum(), len(y) - y.sum())) if len(y) else 0
    varied = np.ptp(x, axis=0) > 0 if n else np.zeros(x.shape[1], dtype=bool)
    same = "各人对这项因素的答案相同。" if n else "没有把各题都答全的答卷。"
    ratios: list[Ratio | str] = [same] * x.shape[1]
    kept = np.flatnonzero(varied)
    if not len(kept):
        return Odds(tuple(ratios), n, least)
    try:
        if n <= len(kept) + 1 or not least:
            raise ValueError("too few")
        found, penalised = _ratios(x[:, kept], y, w, confidence)
    except SeparationError:
        reason = "各因素把两组客户完全分开，优势比无法估计。"
    except ValueError:
        reason = "答全的答卷太少，或有的因素答案完全一样，优势比无法估计。"
    else:
        for k, one in zip(kept, found, strict=True):
            ratios[k] = one
        return Odds(tuple(ratios), n, least, penalised)
    for k in kept:
        ratios[k] = reason
    return Odds(tuple(ratios), n, least)


def _ratios(
    x: np.ndarray, y: np.ndarray, w: np.ndarray, confidence: float
) -> tuple[list[Ratio], bool]:
    """Return the odds ratios, and whether they are Firth's as there is no likeliest model.

    Raises:
        SeparationError: the groups are told apart, and weights differ (Firth's has none).
        ValueError: too few rows, or predictors that are combinations of each other.
    """
    try:
        model = fit(x, y, w)
    except SeparationError:
        if float(np.ptp(w)) > _EVEN * float(w.mean()):
            raise
        return penalised_odds(x, y, confidence), True
    z = normal_quantile(confidence)
    found = []
    for b, error in zip(model.coefficients[1:], model.errors[1:], strict=True):
        p = float(2 * special.ndtr(-abs(b / error)))
        found.append((exp(b), exp(b - z * error), exp(b + z * error), p))
    return found, False
