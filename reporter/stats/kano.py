"""Kano's evaluation tables, better and worse coefficients, and Fong's test.

Sources: Kano et al. (1984), J. Japanese Soc. for Quality Control 14(2); Berger et al. (1993),
Center for Quality Management Journal 2(4); Pouliot in Berger et al.; Fong (1996), CQM Journal 5(3).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Literal

CLASSES = "AOMIRQ"
Table = Literal["classic", "pouliot"]

_CLASSIC = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
_POULIOT = ("QAAAO", "RQIIM", "RIIIM", "RIIQM", "RRRRQ")
_STRENGTH = "MOAIRQ"  # Kano's order of what must be met first
CLOSE = 0.06  # of the answers: classes nearer than this tie
FONG_Z = 1.65  # the 90 % level that Fong prints


def category(functional: int, dysfunctional: int, table: Table = "classic") -> str:
    """Return the class of one pair of answers, each 1 (like) to 5 (dislike).

    Raises:
        ValueError: an answer is none of 1 to 5.
    """
    if not (1 <= functional <= 5 and 1 <= dysfunctional <= 5):
        raise ValueError(f"answers are 1 to 5, not {functional}, {dysfunctional}")
    rows = _CLASSIC if table == "classic" else _POULIOT
    return rows[functional - 1][dysfunctional - 1]


def better_worse(counts: Mapping[str, float]) -> tuple[float, float] | None:
    """Return satisfaction and dissatisfaction coefficient, None where A, O, M, I are all 0.

    Better = (A+O)/(A+O+M+I), 0 to 1; worse = -(O+M)/(A+O+M+I), -1 to 0 (Berger et al. 1993).
    """
    a, o, m, i = (counts.get(name, 0) for name in "AOMI")
    base = a + o + m + i
    return ((a + o) / base, -(o + m) / base) if base else None


def by_mode(counts: Mapping[str, float]) -> str:
    """Return the most frequent class; of equal ones the first in M, O, A, I, R, Q."""
    return max(_STRENGTH, key=lambda name: (counts.get(name, 0), -_STRENGTH.index(name)))


def by_rule(counts: Mapping[str, float]) -> str:
    """Return the class by the rule (O+A+M) > (I+R+Q): the mode of the larger half."""
    first, second = "MOA", "IRQ"
    asked = sum(counts.get(name, 0) for name in first)
    half = first if asked > sum(counts.get(name, 0) for name in second) else second
    return max(half, key=lambda name: (counts.get(name, 0), -half.index(name)))


def by_close(counts: Mapping[str, float], gap: float = CLOSE) -> str:
    """Return the mode, but the first in M, O, A, I where that class is hardly rarer than the mode.

    Hardly rarer: by at most ``gap`` of all answers (category strength of 6 points, Lee and Newcomb
    1997, Quality Management Journal 4(3)).
    """
    total = sum(counts.get(name, 0) for name in CLASSES)
    most = max(counts.get(name, 0) for name in CLASSES)
    near = [name for name in _STRENGTH[:4] if total and most - counts.get(name, 0) <= gap * total]
    return near[0] if near else by_mode(counts)


def strengths(counts: Mapping[str, float]) -> tuple[float, float] | None:
    """Return total strength (A+O+M)/n and category strength (first - second)/n; None without n.

    Shares of all six classes (Lee and Newcomb 1997).
    """
    total = sum(counts.get(name, 0) for name in CLASSES)
    if not total:
        return None
    first, second = sorted((counts.get(name, 0) for name in CLASSES), reverse=True)[:2]
    return sum(counts.get(name, 0) for name in "AOM") / total, (first - second) / total


def fong_is_clear(counts: Mapping[str, float]) -> bool | None:
    """Tell whether the two most frequent classes differ (Fong 1996); None without answers.

    |a - b| >= 1.65 sqrt((a + b)(2n - a - b) / (2n)), with n of all six classes.
    """
    total = sum(counts.get(name, 0) for name in CLASSES)
    if not total:
        return None
    a, b = sorted((counts.get(name, 0) for name in CLASSES), reverse=True)[:2]
    return a - b >= FONG_Z * math.sqrt((a + b) * (2 * total - a - b) / (2 * total))


def count(
    pairs: Sequence[tuple[int, int]], table: Table = "classic", weights: Sequence[float] = ()
) -> dict[str, float]:
    """Return how many pairs fall into each class, or what their weights add to."""
    found: dict[str, float] = dict.fromkeys(CLASSES, 0)
    for (functional, dysfunctional), weight in zip(pairs, weights or [1] * len(pairs), strict=True):
        found[category(functional, dysfunctional, table)] += weight
    return found
