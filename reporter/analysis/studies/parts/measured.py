"""Values of several questions with their intervals and bases: means, correlations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from ....facts.fact import Unit

if TYPE_CHECKING:
    import numpy as np

Interval = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Measured:
    """Values with intervals and bases; ``whole`` where they are parts of 100 %."""

    values: tuple[float, ...]
    intervals: tuple[Interval | None, ...]
    bases: tuple[int, ...]
    unit: Unit
    whole: bool = False

    @property
    def factor(self) -> float:
        """From the value to the printed unit."""
        return 100.0 if self.unit == "share" else 1.0


def correlations(rows: np.ndarray, confidence: float) -> Measured | str:
    """Return correlations with the last column, with Fisher's z intervals."""
    import numpy as np

    from ....stats.intervals import normal_quantile

    if len(rows) < 4:
        return f"答全的答卷只有{len(rows)}份，推算不出重要性。"
    if not (np.ptp(rows, axis=0) > 0).all():
        return "有的题目答案全部相同，推算不出重要性。"
    r = np.clip(np.corrcoef(rows, rowvar=False)[-1, :-1], -1.0, 1.0)
    half = normal_quantile(confidence) / np.sqrt(len(rows) - 3)
    with np.errstate(divide="ignore"):
        z = np.arctanh(r)
    ends = zip(np.tanh(z - half), np.tanh(z + half), strict=True)
    intervals = tuple((float(low), float(high)) for low, high in ends)
    return Measured(tuple(map(float, r)), intervals, (len(rows),) * len(r), "number")


def means(matrix: np.ndarray, confidence: float) -> Measured | str:
    """Return the mean of each column with its t interval; one answer has none."""
    import numpy as np

    from ....stats.intervals import t_quantile

    values: list[float] = []
    intervals: list[Interval | None] = []
    bases: list[int] = []
    for column in matrix.T:
        known = column[np.isfinite(column)]
        if not len(known):
            return "有的因素没有一份有效答案。"
        mean = float(known.mean())
        values.append(mean)
        bases.append(len(known))
        if len(known) < 2:
            intervals.append(None)
            continue
        half = t_quantile(confidence, len(known) - 1) * float(known.std(ddof=1)) / len(known) ** 0.5
        intervals.append((mean - half, mean + half))
    return Measured(tuple(values), tuple(intervals), tuple(bases), "points")
