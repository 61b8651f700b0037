"""Run rules of control charts by name: which points of a series are no longer chance alone.

Sources: Nelson 1984, J. Quality Technology 16(4); Western Electric, Statistical Quality Control
Handbook 1956; a run of seven as in R's qcc. Sets differ in the length of a run on one side:
7, 8 or 9 points. Points on the centre line belong to neither side.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Flagging = Literal["completing", "last", "window"]
_STEADY = 1e-9  # standard errors: what lies nearer is on a line, whatever binary fractions say


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: ``found`` marks windows of ``length`` points by their last point."""

    length: int
    words: str  # Chinese, as printed
    found: Callable[[Floats, Floats], Mask]  # values, positions -> windows
    part: tuple[int, float] | None = None  # only so many of the points lie beyond such a zone


def _windows(series: NDArray[Any], length: int) -> NDArray[Any]:
    return np.lib.stride_tricks.sliding_window_view(series, length)


def _beyond(count: int, length: int, zone: float) -> Callable[[Floats, Floats], Mask]:
    """At least ``count`` of ``length`` points beyond ``zone`` standard errors on one side."""

    def found(_values: Floats, z: Floats) -> Mask:
        over = _windows(z > zone + _STEADY, length).sum(axis=1) >= count
        under = _windows(z < -zone - _STEADY, length).sum(axis=1) >= count
        return np.asarray(over | under)

    return found


def _trend(length: int) -> Callable[[Floats, Floats], Mask]:
    """``length`` points, each higher than the last, or each lower."""

    def found(values: Floats, _z: Floats) -> Mask:
        steps = _windows(np.sign(np.diff(values)), length - 1)
        return np.asarray((steps > 0).all(axis=1) | (steps < 0).all(axis=1))

    return found


def _alternating(length: int) -> Callable[[Floats, Floats], Mask]:
    def found(values: Floats, _z: Floats) -> Mask:
        steps = np.sign(np.diff(values))
        turns = _windows(steps[1:] * steps[:-1] < 0, length - 2)
        return np.asarray(turns.all(axis=1))

    return found


def _hugging(_values: Floats, z: Floats) -> Mask:
    return np.asarray(_windows(np.abs(z) < 1 - _STEADY, 15).all(axis=1))


def _avoiding(_values: Floats, z: Floats) -> Mask:
    return np.asarray(_windows(np.abs(z) > 1 + _STEADY, 8).all(axis=1))


def _side(length: int) -> Rule:
    return Rule(length, f"连续{length}点在中心线同一侧", _beyond(length, length, 0.0))


OUT = "超出控制限"
_OUT = Rule(1, OUT, _beyond(1, 1, 3.0))
_TWO = Rule(3, "连续3点中有2点在同侧2σ以外", _beyond(2, 3, 2.0), (2, 2.0))
_FOUR = Rule(5, "连续5点中有4点在同侧1σ以外", _beyond(4, 5, 1.0), (4, 1.0))
RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "nelson1": _OUT,
        "nelson2": _side(9),
        "nelson3": Rule(6, "连续6点递增或递减", _trend(6)),
        "nelson4": Rule(14, "连续14点上下交替", _alternating(14)),
        "nelson5": _TWO,
        "nelson6": _FOUR,
        "nelson7": Rule(15, "连续15点在中心线两侧1σ以内", _hugging),
        "nelson8": Rule(8, "连续8点在中心线两侧且无一点在1σ以内", _avoiding),
        "we1": _OUT,
        "we2": _TWO,
        "we3": _FOUR,
        "we4": _side(8),
        "qcc1": _OUT,
        "qcc2": _side(7),
    }
)
SETS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "nelson": tuple(f"nelson{i}" for i in range(1, 9)),
        "western_electric": ("we1", "we2", "we3", "we4"),
        "qcc": ("qcc1", "qcc2"),
        "limits": ("nelson1",),
    }
)


def windows(name: str, values: Floats, positions: Floats) -> Mask:
    """Return which points end a window that breaks a rule, shape (points,).

    Args:
        name: a key of :data:`RULES`.
        values: what is plotted; NaN breaks every window it stands in.
        positions: the same in standard errors from the centre line of each point.
    """
    rule = RULES[name]
    ends = np.zeros(len(values), dtype=bool)
    if len(values) >= rule.length:
        ends[rule.length - 1 :] = rule.found(values, positions)
    return ends


def broken(name: str, values: Floats, positions: Floats, flagging: Flagging = "completing") -> Mask:
    """Return which points a rule flags.

    ``last``: the last point of each window, wherever it lies. ``completing``: the point that
    makes a pattern whole, which for two of three and four of five lies beyond the zone itself;
    the first points need no full window. ``window``: all points of each window.
    """
    rule = RULES[name]
    if flagging == "completing" and rule.part is not None:
        return _completing(rule, values, positions)
    ends = windows(name, values, positions)
    if flagging != "window":
        return ends
    flagged = np.zeros(len(values), dtype=bool)
    for end in np.flatnonzero(ends):
        flagged[end - rule.length + 1 : end + 1] = True
    return flagged


def _completing(rule: Rule, values: Floats, positions: Floats) -> Mask:
    """Return the points beyond a zone that are at least the last of ``part`` such points."""
    assert rule.part is not None
    count, zone = rule.part
    lead = np.zeros(rule.length - 1, dtype=bool)
    flagged = np.zeros(len(values), dtype=bool)
    for outside in (positions > zone + _STEADY, positions < -zone - _STEADY):
        near = _windows(np.concatenate([lead, outside]), rule.length).sum(axis=1)
        flagged |= outside & (near >= count)
    return flagged
