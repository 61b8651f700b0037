"""Verdict words of user experience: scales of pairs of words, and their place in a benchmark."""

from __future__ import annotations

from collections.abc import Sequence

from ..format import denoise
from .process import NOT_JUDGED

POSITIVE, NEUTRAL, NEGATIVE = "正面", "中性", "负面"
EXPERIENCE_BOUND = 0.8  # on -3 to 3: Schrepp (2023), User Experience Questionnaire Handbook


def evaluation(low: float, high: float, bound: float = EXPERIENCE_BOUND) -> str:
    """Return 正面, 中性 or 负面 where the whole interval is so, else 不能判断."""
    if denoise(low) > bound:
        return POSITIVE
    if denoise(high) < -bound:
        return NEGATIVE
    return NEUTRAL if denoise(low) >= -bound and denoise(high) <= bound else NOT_JUDGED


def classed(low: float, high: float, borders: Sequence[float], classes: Sequence[str]) -> str:
    """Return the class that holds an interval, or the first and the last of those it meets.

    Args:
        low: lower end of the interval.
        high: its upper end.
        borders: where each class after the first begins, ascending.
        classes: names, the lowest first; one more than borders.
    """
    first, last = (
        classes[sum(denoise(border) <= denoise(end) for border in borders)] for end in (low, high)
    )
    return first if first == last else f"{first}至{last}"
