"""Names of points that must not lie on each other: greedy places, leaders where they are far.

The most crowded point chooses first: the nearest free place, where a line that runs through it
counts as some millimetres (point-feature label placement, as in
Christensen, Marks and Shieber, 1995, without their search).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from .boxes import Box, Point, crossed

_NEAR = 1.9  # from a dot's middle to its label
_RINGS = (0.0, 3.0, 6.0, 9.5, 13.0, 17.0, 22.0, 28.0)  # further out, with a leader
_DOT = 2.4
_CROSSING = 4.0  # millimetres of leader that are better than a line through a label
_CROWD = 14.0
_WAYS = 16

Size = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a label lies; the leader to it is empty where it stands beside its dot."""

    box: Box
    leader: tuple[Point, ...] = ()


def places(
    points: Sequence[Point],
    sizes: Sequence[Size],
    room: Box,
    taken: Sequence[Box],
    lines: Sequence[tuple[Point, Point]],
) -> list[Place | None]:
    """Return a place for the label of each point, None where there is none.

    Args:
        points: middles of the dots, millimetres.
        sizes: width and height of each label.
        room: what labels stay inside.
        taken: what else they may not touch.
        lines: what they should rather not lie on or beyond, upright or level.
    """
    dots = [Box.around(point, _DOT, _DOT) for point in points]
    used = [*dots, *taken]
    drawn = list(lines)
    walls = [
        Box(min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])) for a, b in lines
    ]
    found: list[Place | None] = [None] * len(points)
    for i in sorted(range(len(points)), key=lambda i: (-_neighbours(points, i), i)):
        place = _place(points[i], sizes[i], room, _There(used, drawn, walls))
        if place is not None:
            found[i] = place
            used.append(place.box)
            drawn += [place.leader] if len(place.leader) == 2 else []
    return found


@dataclass(frozen=True, slots=True)
class _There:
    """What is on the sheet already: boxes, lines, and those lines that part fields."""

    used: list[Box]
    drawn: list[tuple[Point, Point]]
    walls: list[Box]


def _neighbours(points: Sequence[Point], i: int) -> int:
    return sum(math.dist(points[i], other) < _CROWD for other in points)


def _place(point: Point, size: Size, room: Box, there: _There) -> Place | None:
    best: tuple[float, Place] | None = None
    for ring in _RINGS:
        if best is not None and best[0] <= ring:
            break
        for box in _around(point, size, ring):
            if not box.inside(room) or any(box.touches(other) for other in there.used):
                continue
            leader = _leader(point, box) if ring else ()
            if len(leader) == 2 and any(
                crossed(other, [leader]) for other in there.used if not other.holds(point)
            ):
                continue
            beyond = sum(crossed(wall, [(point, box.middle)]) for wall in there.walls)
            cost = ring + _CROSSING * (crossed(box, there.drawn) + beyond)
            if best is None or cost < best[0]:
                best = cost, Place(box, leader)
    return best[1] if best is not None else None


def _around(point: Point, size: Size, ring: float) -> list[Box]:
    """Return boxes around a point, beside it first: right, left, over, under, then between."""
    wide, high = size
    x, y = point
    made = []
    for way in range(_WAYS):
        angle = 2 * math.pi * way / _WAYS
        dx, dy = math.cos(angle), -math.sin(angle)
        reach = _NEAR + ring
        middle = x + dx * reach + _pull(dx) * wide / 2, y + dy * reach + _pull(dy) * high / 2
        made.append(Box.around(middle, wide, high))
    half, quarter = _WAYS // 2, _WAYS // 4
    first = [0, half, quarter, half + quarter]
    return [made[way] for way in [*first, *(w for w in range(_WAYS) if w not in first)]]


def _pull(share: float) -> float:
    """Return to which side of a point a box lies: wholly beyond it unless nearly above it."""
    return max(-1.0, min(1.0, share * 1.6))


def _leader(point: Point, box: Box) -> tuple[Point, Point]:
    """Return the line from the rim of a dot to the nearest point of a box."""
    x = min(max(point[0], box.left), box.right)
    y = min(max(point[1], box.top), box.bottom)
    away = math.dist(point, (x, y)) or 1.0
    start = point[0] + (x - point[0]) / away, point[1] + (y - point[1]) / away
    return start, (x, y)
