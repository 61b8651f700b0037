"""Times at which a curve of many steps is drawn: evenly spaced, the limits among them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

import numpy as np
from numpy.typing import NDArray

_MOST = 80
_TAIL = 0.95  # of the tickets that ended; the rest would press the curve against the left edge
_BEYOND = 1.5  # times the longest limit


def times_of_curve(
    groups: Sequence[tuple[NDArray[np.float64], NDArray[np.bool_]]], limits: Sequence[float]
) -> list[float]:
    """Return increasing times from 0, in round steps, to where nearly all have ended.

    That is half as far again as the longest limit, or where 95 % of those that ended had done so:
    tickets open for months do not stretch the axis.

    Args:
        groups: times and whether they ended, one pair a curve.
        limits: times that must be among them.
    """
    every = np.concatenate([times for times, _ in groups]) if groups else np.zeros(0)
    if not len(every):
        return [0.0]
    ended = np.concatenate([times[done] for times, done in groups])
    most = float(np.quantile(ended if len(ended) else every, _TAIL))
    end = max(most, *(_BEYOND * one for one in limits), 1e-6)
    end = min(end, max(float(every.max()), *(1.05 * one for one in limits), 1e-6))
    step = _round_step(end / _MOST)
    count = ceil(end / step - 1e-9)
    points = {round(step * i, 9) for i in range(count + 1)}
    return sorted(points | {round(one, 9) for one in limits})


def digits_of(points: Sequence[float]) -> int:
    """Return the decimals that tell the points apart, at most 3."""
    return next((d for d in range(3) if all(abs(p - round(p, d)) < 1e-9 for p in points)), 3)


def _round_step(raw: float) -> float:
    power = 10.0 ** floor(log10(raw))
    return next(s * power for s in (1.0, 2.0, 5.0, 10.0) if s * power >= raw * 0.999999)
