"""Labels that must not lie on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on the sheet, in millimetres."""

    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def around(cls, middle: Point, wide: float, high: float) -> Box:
        """Return the box of a size around its middle."""
        x, y = middle
        return cls(x - wide / 2, y - high / 2, x + wide / 2, y + high / 2)

    @property
    def middle(self) -> Point:
        """Middle of the box."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def touches(self, other: Box) -> bool:
        """Return whether two boxes overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def inside(self, other: Box) -> bool:
        """Return whether this box lies wholly in another."""
        return (
            other.left <= self.left
            and self.right <= other.right
            and other.top <= self.top
            and self.bottom <= other.bottom
        )

    def holds(self, point: Point) -> bool:
        """Return whether a point lies inside."""
        return self.left <= point[0] <= self.right and self.top <= point[1] <= self.bottom


def crossed(box: Box, segments: Sequence[tuple[Point, Point]]) -> int:
    """Return how many line segments run through the box (sampled every 2% of a segment)."""
    steps = [i / 50 for i in range(51)]
    return sum(
        any(box.holds((a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t)) for t in steps)
        for a, b in segments
    )


def apart(
    middles: Sequence[float], heights: Sequence[float], room: tuple[float, float]
) -> list[float]:
    """Return the middles (sorted downwards) moved so that blocks do not overlap.

    They are pushed down from the top, then up from the bottom of ``room`` where needed.
    """
    moved = list(middles)
    edge = room[0]
    for i, high in enumerate(heights):
        moved[i] = max(moved[i], edge + high / 2)
        edge = moved[i] + high / 2
    edge = room[1]
    for i in reversed(range(len(moved))):
        moved[i] = min(moved[i], edge - heights[i] / 2)
        edge = moved[i] - heights[i] / 2
    return moved
