"""Grades of scores, and the bounds that the printed digits of a score must not blur."""

from __future__ import annotations

from collections.abc import Sequence

from ..facts.format import Bound, meets
from ..project.model import Grade


def grade_of(score: float, grades: Sequence[Grade]) -> str | None:
    """Return the label of the first grade (best first) whose bound the score meets."""
    for grade in grades:
        if grade.minimum is None or meets(score, (grade.minimum, grade.inclusive)):
            return grade.label
    return None


def bounds_of(grades: Sequence[Grade], target: float | None = None) -> tuple[Bound, ...]:
    """Return the bounds of the grades, and of the target if there is one (it is included)."""
    bounds = [(g.minimum, g.inclusive) for g in grades if g.minimum is not None]
    return (*bounds, *(() if target is None else ((target, True),)))
