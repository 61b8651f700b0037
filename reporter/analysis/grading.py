"""Grades of scores, and the digits that keep a printed score on its side of a bound."""

from __future__ import annotations

from collections.abc import Sequence

from ..facts.format import denoise, round_half_up
from ..project.model import Grade

_MOST_DECIMALS = 6


def grade_of(score: float, grades: Sequence[Grade]) -> str | None:
    """Return the label of the first grade (best first) whose bound the score meets."""
    return next((g.label for g in grades if _meets(denoise(score), g)), None)


def score_decimals(
    score: float, grades: Sequence[Grade], decimals: int, target: float | None = None
) -> int:
    """Return how many digits to print: as many as keep grade and target visibly true.

    84.96 under a bound of 85 needs two; so does 95.04 under a bound of 95 that is
    not included, and 84.96 under a target of 85.
    """
    exact = denoise(score)
    bounds = list(grades)
    if target is not None:
        bounds.append(Grade(label="目标", minimum=target))
    for digits in range(decimals, _MOST_DECIMALS):
        shown = float(round_half_up(exact, digits))
        if all(_meets(shown, bound) == _meets(exact, bound) for bound in bounds):
            return digits
    return _MOST_DECIMALS


def _meets(score: float, grade: Grade) -> bool:
    if grade.minimum is None:
        return True
    return score >= grade.minimum if grade.inclusive else score > grade.minimum
