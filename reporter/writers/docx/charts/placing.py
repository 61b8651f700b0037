"""On which side of its point a name stands."""

from __future__ import annotations

from collections.abc import Sequence

from .boxes import Box, shared
from .labels import Place
from .layout import Frame
from .text import SMALL, line_height, width

_OFF = 1.6  # millimetres from the middle of a point to its name
_OUTSIDE = 50.0  # what a name outside the axes costs, in square millimetres


def sides(
    points: Sequence[tuple[str, float, float]],
    frame: Frame,
    lines: Sequence[Box] = (),
    first: Sequence[Sequence[Place]] = (),
    size: float = SMALL,
) -> list[Place]:
    """Return a side for each (name, x, y): the one where it covers the least of the others.

    Of equals the earliest in ``first``, one order of sides a point.
    """
    marks: list[Box] = [(x - _OFF, y - _OFF, x + _OFF, y + _OFF) for _, x, y in points]
    placed: list[Box] = []
    out: list[Place] = []
    inside = (frame.left, frame.top, frame.left + frame.wide, frame.top + frame.high)
    for i, (name, x, y) in enumerate(points):
        boxes = _boxes((x, y), width(name, size), line_height(size))
        others = [*marks[:i], *marks[i + 1 :], *placed, *lines]
        order = first[i] if first else tuple(boxes)
        side = min(order, key=lambda s: _cost(boxes[s], others, inside))
        placed.append(boxes[side])
        out.append(side)
    return out


def _boxes(point: tuple[float, float], wide: float, high: float) -> dict[Place, Box]:
    x, y = point
    return {
        "r": (x + _OFF, y - high / 2, x + _OFF + wide, y + high / 2),
        "l": (x - _OFF - wide, y - high / 2, x - _OFF, y + high / 2),
        "t": (x - wide / 2, y - _OFF - high, x + wide / 2, y - _OFF),
        "b": (x - wide / 2, y + _OFF, x + wide / 2, y + _OFF + high),
    }


def _cost(box: Box, others: Sequence[Box], inside: Box) -> float:
    beyond = box[0] < inside[0] or box[1] < inside[1] or box[2] > inside[2] or box[3] > inside[3]
    return sum(shared(box, other) for other in others) + (_OUTSIDE if beyond else 0.0)
