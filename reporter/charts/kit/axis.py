"""Number axes: round ticks, and where they begin."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

_STEPS = (1.0, 2.0, 5.0, 10.0)


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from ``low`` to ``high`` with its ticks; maps values to 0-1."""

    low: float
    high: float
    ticks: tuple[float, ...]

    def at(self, value: float) -> float:
        """Return the position of ``value``, 0 at ``low`` and 1 at ``high``."""
        return (value - self.low) / (self.high - self.low)

    @property
    def start(self) -> float:
        """Return the value where lengths begin: 0, or the lowest value of the scale."""
        return 0.0 if self.low <= 0 else self.low

    def texts(self) -> tuple[str, ...]:
        """Return the ticks as printed, all with the same number of decimals."""
        digits = max((_decimals(tick) for tick in self.ticks), default=0)
        return tuple(f"{tick:.{digits}f}".replace("-", "\N{MINUS SIGN}") for tick in self.ticks)


def _decimals(value: float) -> int:
    text = f"{value:.6f}".rstrip("0")
    return len(text.partition(".")[2])


def _step(span: float, count: int) -> float:
    raw = span / count
    power = 10.0 ** math.floor(math.log10(raw))
    return next(s * power for s in _STEPS if s * power >= raw * 0.999999)


def _round(low: float, high: float, count: int) -> Axis:
    step = _step(high - low, count)
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    ticks = tuple(round(step * i, 9) for i in range(first, last + 1))
    return Axis(ticks[0], ticks[-1], ticks)


def of_scale(scale: tuple[float, float], count: int = 5) -> Axis:
    """Return the axis of a whole scale, such as 60-100, which it neither widens nor cuts."""
    low, high = scale
    step = _step(high - low, count)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    ticks = [round(step * i, 9) for i in range(first, last + 1)]
    return Axis(low, high, tuple(sorted({low, *ticks})))


def from_zero(values: Iterable[float], count: int = 5) -> Axis:
    """Return the axis of bars: it holds 0 and all values."""
    found = [0.0, *values]
    low, high = min(found), max(found)
    return _round(low, high if high > low else low + 1.0, count)


def of_lengths(values: Iterable[float], scale: tuple[float, float] | None) -> Axis:
    """Return the axis of lengths: that of the scale where all values lie on it, else from 0."""
    found = list(values)
    if scale is not None and all(scale[0] <= value <= scale[1] for value in found):
        return of_scale(scale)
    return from_zero(found)


def around(values: Iterable[float], scale: tuple[float, float] | None, count: int = 5) -> Axis:
    """Return the axis of positions (lines, dots): round ticks around the values.

    It stays inside the scale when one is given; equal values get some room.
    """
    found = list(values) or list(scale or (0.0, 1.0))
    low, high = min(found), max(found)
    room = max((high - low) * 0.08, abs(high) * 0.005, 0.05)
    low, high = low - room, high + room
    if scale is not None:
        low, high = max(low, scale[0]), min(high, scale[1])
    if high - low < 1e-9:
        low, high = low - room, high + room
    axis = _round(low, high, count)
    if scale is None or (axis.low >= scale[0] and axis.high <= scale[1]):
        return axis
    inside = (max(axis.low, scale[0]), min(axis.high, scale[1]))
    ticks = tuple(t for t in axis.ticks if inside[0] <= t <= inside[1])
    return Axis(*inside, ticks)
