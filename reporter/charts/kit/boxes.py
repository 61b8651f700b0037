"""Labels that must not lie on each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]

_OFF, _SIDE = 3.2, 1.8  # from a point to the middle of its label; to its nearer end
_LABEL_HIGH = 3.1


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
    """Return how many line segments run through the box."""
    return sum(_cuts(box, a, b) for a, b in segments)


def _cuts(box: Box, a: Point, b: Point) -> bool:
    """Return whether a segment meets the box (Liang and Barsky's clipping, 1984)."""
    first, last = 0.0, 1.0
    for start, end, low, high in (
        (a[0], b[0], box.left, box.right),
        (a[1], b[1], box.top, box.bottom),
    ):
        way = end - start
        if way == 0.0:
            if not low <= start <= high:
                return False
            continue
        enters, leaves = sorted(((low - start) / way, (high - start) / way))
        first, last = max(first, enters), min(last, leaves)
        if first > last:
            return False
    return True


def beside(point: Point, wide: float, up: int) -> list[Box]:
    """Return the places of a label, best first: over (``up`` 1) or under (-1), then beside."""
    x, y = point
    side = wide / 2 + _SIDE
    places = [(x, y - _OFF * up), (x, y + _OFF * up), (x + side, y), (x - side, y)]
    return [Box.around(place, wide, _LABEL_HIGH) for place in places]


def first_free(
    choices: Sequence[Box],
    taken: Sequence[Box],
    room: Box,
    segments: Sequence[tuple[Point, Point]] = (),
) -> Box | None:
    """Return the choice inside ``room`` that touches nothing taken; least crossed, then first."""
    free = [box for box in choices if box.inside(room) and not any(box.touches(t) for t in taken)]
    return min(free, key=lambda box: crossed(box, segments), default=None)


def apart(
    middles: Sequence[float], heights: Sequence[float], room: tuple[float, float]
) -> list[float]:
    """Return the middles (sorted downwards) moved as little as keeps blocks from overlapping.

    Least squares of the moves under order (isotonic regression by pooling neighbours), then
    held inside ``room``; where that is too small the blocks stand out at its top.
    """
    offsets = [sum(heights[:i]) + high / 2 for i, high in enumerate(heights)]
    pools: list[tuple[float, int]] = []
    for middle, offset in zip(middles, offsets, strict=True):
        mean, count = middle - offset, 1
        while pools and pools[-1][0] > mean:
            before, size = pools.pop()
            mean, count = (before * size + mean * count) / (size + count), size + count
        pools.append((mean, count))
    most = room[1] - sum(heights)
    starts = [min(max(mean, room[0]), most) for mean, count in pools for _ in range(count)]
    return [start + offset for start, offset in zip(starts, offsets, strict=True)]
