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
    points: Sequence[tuple[str, float, float]], frame: Frame, lines: Sequence[Box] = ()
) -> list[Place]:
    """Return a side for each (name, x, y): the one where it covers the least of the others."""
    marks: list[Box] = [(x - _OFF, y - _OFF, x + _OFF, y + _OFF) for _, x, y in points]
    placed: list[Box] = []
    out: list[Place] = []
    inside = (frame.left, frame.top, frame.left + frame.wide, frame.top + frame.high)
    for i, (name, x, y) in enumerate(points):
        boxes = _boxes(name, x, y)
        others = [*marks[:i], *marks[i + 1 :], *placed, *lines]
        side = min(boxes, key=lambda s: _cost(boxes[s], others, inside))
        placed.append(boxes[side])
        out.append(side)
    return out


def _boxes(name: str, x: float, y: float) -> dict[Place, Box]:
    wide, high = width(name, SMALL), line_height(SMALL)
    return {
        "r": (x + _OFF, y - high / 2, x + _OFF + wide, y + high / 2),
        "l": (x - _OFF - wide, y - high / 2, x - _OFF, y + high / 2),
        "t": (x - wide / 2, y - _OFF - high, x + wide / 2, y - _OFF),
        "b": (x - wide / 2, y + _OFF, x + wide / 2, y + _OFF + high),
    }


def _cost(box: Box, others: Sequence[Box], inside: Box) -> float:
    beyond = box[0] < inside[0] or box[1] < inside[1] or box[2] > inside[2] or box[3] > inside[3]
    return sum(shared(box, other) for other in others) + (_OUTSIDE if beyond else 0.0)
