"""The User Experience Questionnaire: answers turned to one direction, scales, careless sheets.

Each item is a pair of opposite words with seven steps between them; the better word stands left
in some and right in others. Sources: Laugwitz, Schrepp and Held 2008, Construction and evaluation
of a user experience questionnaire, LNCS 5298 (items and scales); Schrepp 2023, User Experience
Questionnaire Handbook, version 11 (scoring, careless sheets).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

HIGHEST = 3.0  # of an answer from -3 to 3
MOST_APART = 3.0  # steps between answers to items of one scale
MOST_SCALES_APART = 2  # scales with answers farther apart, in a sheet that was filled in with care
MOST_ALIKE = 15  # of the 26 items answered with the same step


def turned(answers: Floats, middle: float, reversed_items: Sequence[bool]) -> Floats:
    """Return answers from -3 (worst) to 3 (best), nan where there is none.

    An answer counts from the middle step; where the better word stands left it counts the other
    way round.

    Args:
        answers: [persons, items] as ticked, from left to right.
        middle: the middle step, 4 of 1 to 7, 0 of -3 to 3.
        reversed_items: for each item, whether the better word stands left.

    Raises:
        ValueError: another number of items, or answers more than three steps from the middle.
    """
    signs = np.where(np.asarray(reversed_items, dtype=bool), -1.0, 1.0)
    if answers.ndim != 2 or answers.shape[1] != len(signs):
        raise ValueError("every item has its direction")
    values: Floats = (answers - middle) * signs
    if (np.abs(values[np.isfinite(values)]) > HIGHEST).any():
        raise ValueError("answers lie within three steps of the middle")
    return values


def inconsistent(scales: Sequence[Floats]) -> Flags:
    """Return [persons]: are answers within three or more scales more than three steps apart.

    All items of a scale ask for nearly the same, so sheets whose answers contradict each other in
    several scales were hardly read.

    Args:
        scales: [persons, items] of each scale from :func:`turned`; nan is left out.
    """
    spread = [
        np.where(np.isfinite(one), one, -np.inf).max(axis=1)
        - np.where(np.isfinite(one), one, np.inf).min(axis=1)
        for one in scales
    ]
    found: Flags = (np.array(spread) > MOST_APART).sum(axis=0) > MOST_SCALES_APART
    return found


def alike(answers: Floats) -> Flags:
    """Return [persons]: are more than fifteen items ticked at the same step.

    Args:
        answers: [persons, 26] as ticked, before anything is turned.
    """
    steps = np.unique(answers[np.isfinite(answers)])
    if not len(steps):
        return np.zeros(len(answers), dtype=bool)
    most = np.array([(answers == step).sum(axis=1) for step in steps]).max(axis=0)
    found: Flags = most > MOST_ALIKE
    return found
