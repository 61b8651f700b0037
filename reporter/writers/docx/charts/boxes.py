"""Boxes of text and marks, as left, top, right, bottom in millimetres."""

from __future__ import annotations

Box = tuple[float, float, float, float]


def shared(one: Box, other: Box) -> float:
    """Return the area that two boxes share."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    return wide * high if wide > 0 and high > 0 else 0.0
