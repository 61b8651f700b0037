"""Importance of questions for an overall judgement: shares of R² with bootstrap intervals.

Key drivers and the importance-performance matrix ask for the same numbers.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from ....facts.verdict import ALPHA
from ....stats import drivers as maths
from ....stats.linear import effective_size
from ....stats.multiple_tests import holm

if TYPE_CHECKING:
    import numpy as np

Measure = Literal["lmg", "johnson"]
NAMES: dict[Measure, str] = {"lmg": "LMG（夏普利值）分解法", "johnson": "Johnson 相对权重法"}

_MORE, _CHEAP = 10, 8  # times the samples near a border, where LMG has up to so many questions


@dataclass(frozen=True, slots=True, eq=False)
class Shares:
    """Shares of R² in the order of the questions kept, adding to 1.

    Attributes:
        kept: positions of the questions that vary; the others have no importance.
        measure: the one used: Johnson's where LMG has too many questions.
        r_squared: of all questions together.
        p: that the model as a whole is no more than chance (F test); None where it has no test.
        shares: [kept].
        low, high: [kept], percentile intervals; None without resamples.
        below_first: [kept], whether the share is below the largest beyond chance (Holm).
        samples: resamples that could be used.
        derived: simple measures of each question.
        beta_high: [kept], upper ends of the intervals of their standardised coefficients.
    """

    kept: tuple[int, ...]
    measure: Measure
    r_squared: float
    p: float | None
    shares: np.ndarray
    low: np.ndarray | None
    high: np.ndarray | None
    below_first: tuple[bool, ...] | None
    samples: int
    derived: maths.Derived
    beta_high: np.ndarray


@dataclass(frozen=True, slots=True)
class Drawing:
    """Bootstrap samples (0 for no intervals), where random numbers start, level of intervals."""

    samples: int
    seed: int
    confidence: float


def driver_shares(
    rows: np.ndarray, weights: np.ndarray, measure: Measure, drawing: Drawing
) -> Shares | str:
    """Return the shares, or why there are none (Chinese).

    Args:
        rows: complete rows, [n, questions + 1], the overall judgement last.
        weights: [n], of the rows.
        measure: what to decompose R² by.
        drawing: how the intervals are made.
    """
    import numpy as np

    if not len(rows):
        return "没有把各题都答全的答卷。"
    varied = np.ptp(rows, axis=0) > 0
    kept = tuple(int(k) for k in np.flatnonzero(varied[:-1]))
    if not varied[-1]:
        return "总体评价的答案全部相同，看不出哪些因素与它有关。"
    if not kept:
        return "各因素的答案全部相同，无法比较重要性。"
    if len(rows) < len(kept) + 3:
        return f"答全的答卷只有{len(rows)}份，不足以区分{len(kept)}项因素。"
    rows = rows[:, [*kept, -1]]
    matrix = maths.correlations(rows, weights)
    if maths.is_singular(matrix):
        return "有的因素可由其他因素完全推算出来（如重复的题目），请去掉重复的因素。"
    used: Measure = measure if len(kept) <= maths.MOST_LMG else "johnson"
    work: Callable[[np.ndarray], np.ndarray] = maths.lmg if used == "lmg" else maths.johnson
    parts, whole = work(matrix), maths.r_squared(matrix)
    if whole < 1e-12:
        return "各因素与总体评价没有线性关系。"
    low = high = below = None
    first = int(np.argmax(parts))
    found = _drawn(rows, work, drawing, weights)
    if len(found) > 1:
        below, near = _below(found, first)
        if near and (used == "johnson" or len(kept) <= _CHEAP):
            many = replace(drawing, samples=_MORE * drawing.samples)
            found = _drawn(rows, work, many, weights)
            below, _ = _below(found, first)
        low, high = maths.percentile_interval(found, drawing.confidence)
    size = effective_size(float(weights.sum()), float(weights @ weights))
    p = maths.model_p(whole, len(kept), size)
    simple = maths.derived(matrix)
    highest = maths.beta_high(simple, whole, size, drawing.confidence)
    return Shares(
        kept, used, whole, p, parts / whole, low, high, below, len(found), simple, highest
    )


def _drawn(
    rows: np.ndarray,
    work: Callable[[np.ndarray], np.ndarray],
    drawing: Drawing,
    weights: np.ndarray,
) -> np.ndarray:
    """Return the shares in each bootstrap sample, [samples, questions]."""
    import numpy as np

    if not drawing.samples:
        return np.zeros((0, rows.shape[1] - 1))
    found = maths.resampled(rows, work, drawing.samples, drawing.seed, weights)
    whole: np.ndarray = found / found.sum(axis=1, keepdims=True)
    return whole


def _below(found: np.ndarray, first: int) -> tuple[tuple[bool, ...], bool]:
    """Return which shares are below the first beyond chance, and whether a seed may decide one.

    Holm over the comparisons. What another seed could turn is not called below.
    """
    import numpy as np

    others = [k for k in range(found.shape[1]) if k != first]
    _, least, most = maths.gap_p(found[:, [first]] - found[:, others])
    likely, sure = (np.array(holm(ends.tolist())) < ALPHA for ends in (least, most))
    below = dict(zip(others, sure, strict=True))
    near = bool((likely & ~sure).any())
    return tuple(bool(below.get(k, False)) for k in range(found.shape[1])), near
