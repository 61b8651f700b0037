"""Kaplan-Meier curves of times that may be censored, with limits of curve and quantiles.

Sources: Kaplan and Meier 1958, JASA 53; Greenwood's variance and the limits of curve and quantiles
as in Kalbfleisch and Prentice 2002, The Statistical Analysis of Failure Time Data, 1.4, and
Brookmeyer and Crowley 1982, Biometrics 38.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import exp, inf, log, nan, sqrt
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from .intervals import Interval, normal_quantile

Floats = NDArray[np.float64]
Scale = Literal["log", "log_log"]
_TIE = 1e-9  # a curve this near to a level runs along it


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Share still open after each time at which something ended; 1 before the first.

    Attributes:
        times: increasing, one a distinct time of an end.
        share: still open just after it.
        variance: Greenwood's sum d / (r (r - d)), the variance of log(share); inf at a share of 0.
        ended: how many ended then, ``at_risk`` how many were open just before.
        n, events: observations, and those of them that ended.
    """

    times: Floats
    share: Floats
    variance: Floats
    ended: Floats
    at_risk: Floats
    n: int
    events: int


def kaplan_meier(times: Floats, ended: NDArray[np.bool_]) -> Curve:
    """Return the curve of ``times``, shape (n,), of which ``ended`` are complete, others censored.

    What is censored at the time of an end counts as open at it.

    Raises:
        ValueError: no observation, a negative or missing time, or lengths that differ.
    """
    if times.shape != ended.shape or times.ndim != 1 or not len(times):
        raise ValueError("times and their ends are two equally long rows, not empty")
    if not np.isfinite(times).all() or (times < 0).any():
        raise ValueError("times are finite and not negative")
    points, counts = np.unique(times[ended], return_counts=True)
    at_risk = len(times) - np.searchsorted(np.sort(times), points, side="left")
    left = at_risk - counts
    share: Floats = np.cumprod(left / at_risk).astype(np.float64)
    with np.errstate(divide="ignore"):
        variance: Floats = np.cumsum(counts / (at_risk * left.astype(float)))
    share[left == 0] = 0.0
    return Curve(
        points, share, variance, counts.astype(float), at_risk.astype(float),
        len(times), int(ended.sum()),
    )  # fmt: skip


def open_share(curve: Curve, time: float, before: bool = False) -> float:
    """Return the share still open after ``time``, or just before it."""
    index = _index(curve, time, before)
    return 1.0 if index < 0 else float(curve.share[index])


def open_share_interval(
    curve: Curve, time: float, confidence: float = 0.95, scale: Scale = "log", before: bool = False
) -> Interval | None:
    """Return limits of :func:`open_share` on the scale of log S (R's default) or log(-log S).

    None where the share is 1 or 0: there the curve has no spread to tell.
    """
    index = _index(curve, time, before)
    z = normal_quantile(confidence)
    return (
        None
        if index < 0
        else _limits(float(curve.share[index]), float(curve.variance[index]), z, scale)
    )


def quantile(curve: Curve, share: float) -> float | None:
    """Return the time by which ``share`` (0-1) has ended; None where the curve does not get there.

    The first time at which at most 1 - share is still open; where the curve runs along that level,
    the middle of this stretch.
    """
    return _crossing(curve.times, curve.share, 1 - share)


def quantile_interval(
    curve: Curve, share: float, confidence: float = 0.95, scale: Scale = "log"
) -> tuple[float | None, float | None]:
    """Return limits of a quantile: where the limits of the curve cross its level; None if never."""
    z = normal_quantile(confidence)
    ends = [
        _limits(float(s), float(v), z, scale)
        for s, v in zip(curve.share, curve.variance, strict=True)
    ]
    low = np.array([one[0] if one else nan for one in ends])  # nan gets to no level
    high = np.array([one[1] if one else nan for one in ends])
    return _crossing(curve.times, low, 1 - share), _crossing(curve.times, high, 1 - share)


def at_risk(times: Floats, time: float) -> int:
    """Return how many are neither ended nor censored before ``time``."""
    return int((times >= time).sum())


def _index(curve: Curve, time: float, before: bool) -> int:
    side: Literal["left", "right"] = "left" if before else "right"
    return int(np.searchsorted(curve.times, time, side=side)) - 1


def _limits(share: float, variance: float, z: float, scale: Scale) -> Interval | None:
    if share <= 0 or variance == inf or share >= 1:
        return None
    if scale == "log":
        spread = z * sqrt(variance)
        return share * exp(-spread), min(1.0, share * exp(spread))
    spread = z * sqrt(variance) / abs(log(share))
    return share ** exp(spread), share ** exp(-spread)


def _crossing(times: Floats, share: Floats, level: float) -> float | None:
    """Return where a falling curve gets to a level, the middle of its stretch along it."""
    reached = np.flatnonzero(share <= level + _TIE)
    if not len(reached):
        return None
    first = int(reached[0])
    if abs(float(share[first]) - level) > _TIE:
        return float(times[first])
    under = np.flatnonzero(share < level - _TIE)
    end = float(times[int(under[0])]) if len(under) else float(times[first])
    return (float(times[first]) + end) / 2
