"""Values of several questions with their intervals and bases: means, correlations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....facts.fact import Unit
from ....facts.verdict import is_related
from ....facts.verdict.measurement import driver_sign

if TYPE_CHECKING:
    import numpy as np

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """Values with intervals and bases; ``whole`` where they are parts of 100 %.

    Where they were derived from an overall judgement, ``model`` says whether all of them together
    go along with it beyond chance, and ``signs`` which way each goes; "" and () where stated.
    """

    values: tuple[float, ...]
    intervals: tuple[Interval | None, ...]
    bases: tuple[int, ...]
    unit: Unit
    whole: bool = False
    model: str = ""
    signs: tuple[str, ...] = ()

    @property
    def factor(self) -> float:
        """From the value to the printed unit."""
        return 100.0 if self.unit == "share" else 1.0


def correlations(rows: np.ndarray, weights: np.ndarray, confidence: float) -> Measured | str:
    """Return weighted correlations with the last column, with Fisher's z intervals."""
    import numpy as np

    from ....stats.drivers import correlations as matrix_of
    from ....stats.drivers import is_singular, model_p, r_squared
    from ....stats.intervals import normal_quantile
    from ....stats.linear import effective_size

    if len(rows) < 4:
        return f"答全的答卷只有{len(rows)}份，推算不出重要性。"
    if not (np.ptp(rows, axis=0) > 0).all():
        return "有的题目答案全部相同，推算不出重要性。"
    size = effective_size(float(weights.sum()), float(weights @ weights))
    if size <= 3:
        return "权数过于悬殊，有效样本量不足，推算不出重要性。"
    matrix = matrix_of(rows, weights)
    r = np.clip(matrix[-1, :-1], -1.0, 1.0)
    test = None if is_singular(matrix) else model_p(r_squared(matrix), len(r), size)
    # without a test of all together (too many questions, or one that follows from others) the
    # base alone decides
    model = is_related(0.0 if test is None else test, None, len(rows), 0.0)
    signs = tuple(driver_sign(float(one), 0.0) for one in r)
    half = normal_quantile(confidence) / np.sqrt(size - 3)
    with np.errstate(divide="ignore"):
        z = np.arctanh(r)
    ends = zip(np.tanh(z - half), np.tanh(z + half), strict=True)
    intervals = tuple((float(low), float(high)) for low, high in ends)
    bases = (len(rows),) * len(r)
    return Measured(tuple(map(float, r)), intervals, bases, "number", model=model, signs=signs)


def means(matrix: np.ndarray, weights: np.ndarray, confidence: float) -> Measured | str:
    """Return the weighted mean of each column with its t interval; one answer has none."""
    import numpy as np

    from ....stats.mean_tests import mean_interval, sample

    values: list[float] = []
    intervals: list[Interval | None] = []
    bases: list[int] = []
    for column in matrix.T:
        known = np.isfinite(column)
        if not known.any():
            return "有的因素没有一份有效答案。"
        one = sample(column[known], weights[known])
        values.append(one.mean)
        bases.append(int(known.sum()))
        intervals.append(mean_interval(one, confidence))
    return Measured(tuple(values), tuple(intervals), tuple(bases), "points")
