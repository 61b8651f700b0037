"""Two groups compared by who gave the top answer: differences of shares, adjusted odds."""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, sqrt

import numpy as np
from scipy import special

from ....stats.intervals import newcombe, normal_quantile
from ....stats.logistic import SeparationError, fit
from ....stats.multiple_tests import holm

Ratio = tuple[float, float, float, float]


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
    """

    ratios: tuple[Ratio | str, ...]
    n: int
    least: int


def differences(first: np.ndarray, second: np.ndarray, confidence: float) -> list[Difference]:
    """Return how the share of ones differs in each column, 1, 0 or nan: [rows, questions]."""
    found = []
    for one, other in zip(first.T, second.T, strict=True):
        a, b = one[np.isfinite(one)], other[np.isfinite(other)]
        if not len(a) or not len(b):
            shares = tuple(float(x.mean()) if len(x) else None for x in (a, b))
            found.append(Difference((shares[0], shares[1]), (len(a), len(b))))
            continue
        p, q = float(a.mean()), float(b.mean())
        whole = (a.sum() + b.sum()) / (len(a) + len(b))
        spread = float(whole * (1 - whole))
        z = (p - q) / sqrt(spread * (1 / len(a) + 1 / len(b))) if spread else 0.0
        found.append(
            Difference(
                (p, q),
                (len(a), len(b)),
                p - q,
                newcombe((p, len(a)), (q, len(b)), confidence),
                float(2 * special.ndtr(-abs(z))),
                z / sqrt(len(a) + len(b)),
            )
        )
    tested = [k for k, one in enumerate(found) if one.p is not None]
    adjusted_p = holm([found[k].p or 0.0 for k in tested])
    for k, p in zip(tested, adjusted_p, strict=True):
        old = found[k]
        found[k] = Difference(old.shares, old.bases, old.value, old.interval, p, old.effect)
    return found


def adjusted(first: np.ndarray, second: np.ndarray, confidence: float) -> Odds:
    """Return the odds ratio of each column for being in the first group, all columns together."""
    x = np.vstack([first, second])
    y = np.repeat([1.0, 0.0], [len(first), len(second)])
    rows = np.isfinite(x).all(axis=1)
    x, y = x[rows], y[rows]
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
        model = fit(x[:, kept], y)
    except SeparationError:
        reason = "各因素把两组客户完全分开，优势比无法估计。"
    except ValueError:
        reason = "答全的答卷太少，或有的因素答案完全一样，优势比无法估计。"
    else:
        z = normal_quantile(confidence)
        for k, b, error in zip(kept, model.coefficients[1:], model.errors[1:], strict=True):
            p = float(2 * special.ndtr(-abs(b / error)))
            ratios[k] = (exp(b), exp(b - z * error), exp(b + z * error), p)
        return Odds(tuple(ratios), n, least)
    for k in kept:
        ratios[k] = reason
    return Odds(tuple(ratios), n, least)
