"""What stands on a sheet: shapes and texts in drawing order, in millimetres, y downwards."""

from __future__ import annotations

from dataclasses import dataclass

from ...document.nodes import Value
from .boxes import Point


@dataclass(frozen=True, slots=True)
class Shape:
    """A line or an area.

    Attributes:
        points: corners; the middle alone for a circle.
        radius: of a circle; 0 for all others.
        fill: colour inside a closed shape, empty for a line.
        edge: colour of the line, empty for none.
        thick: thickness of the line in points.
        dash: lengths on and off in points; empty for a solid line.
    """

    points: tuple[Point, ...]
    radius: float = 0.0
    fill: str = ""
    edge: str = ""
    thick: float = 1.0
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Writing:
    """One line of text; ``y`` is its baseline, ``size`` in points.

    ``align`` says which part of the line stands at ``x``: left, center or right.
    ``values`` are the facts that the line prints, from left to right.
    """

    x: float
    y: float
    text: str
    size: float
    bold: bool
    align: str
    color: str
    values: tuple[Value, ...] = ()


Mark = Shape | Writing
