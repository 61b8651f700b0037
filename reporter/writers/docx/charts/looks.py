"""Lines, fills and markers of series (``c:spPr``, ``c:marker``)."""

from __future__ import annotations

from ....document.colours import RULE, WHITE
from ....document.plot import Dash, Marker, PlotSeries
from .text import solid

NO_LINE = "<a:ln><a:noFill/></a:ln>"
HIDDEN = f"<c:spPr><a:noFill/>{NO_LINE}</c:spPr>"
_EMU_PER_POINT = 12700
_DASHES = {"solid": "solid", "dash": "dash", "dot": "sysDot"}
_MARKER_SIZE = 7


def stroke(colour: str, points: float, dash: Dash = "solid") -> str:
    """Return ``a:ln``."""
    return (
        f'<a:ln w="{round(points * _EMU_PER_POINT)}" cap="flat">{solid(colour)}'
        f'<a:prstDash val="{_DASHES[dash]}"/><a:round/></a:ln>'
    )


def shape(inside: str) -> str:
    """Return ``c:spPr`` around a fill and a line."""
    return f"<c:spPr>{inside}</c:spPr>"


def filled(colour: str, edge: str = "") -> str:
    """Return the look of a bar or slice; ``edge`` is the colour of its outline."""
    return shape(solid(colour) + (stroke(edge, 0.75) if edge else NO_LINE))


def drawn(colour: str, points: float, dash: Dash = "solid") -> str:
    """Return the look of a line."""
    return shape(stroke(colour, points, dash))


def marker(kind: Marker, colour: str, *, hollow: bool = False, size: int = _MARKER_SIZE) -> str:
    """Return ``c:marker``."""
    if kind == "none":
        return '<c:marker><c:symbol val="none"/></c:marker>'
    inside = shape(solid(WHITE if hollow else colour) + stroke(colour, 1.25))
    return f'<c:marker><c:symbol val="{kind}"/><c:size val="{size}"/>{inside}</c:marker>'


def open_marker(kind: Marker, colour: str) -> str:
    """Return ``c:marker`` without a fill; programs that fill all markers take its line's colour."""
    inside = shape("<a:noFill/>" + stroke(colour, 1.5))
    return (
        f'<c:marker><c:symbol val="{kind}"/><c:size val="{_MARKER_SIZE + 1}"/>{inside}</c:marker>'
    )


def edged(series: PlotSeries, index: int) -> str:
    """Return the outline that pale bars beside a darker series need."""
    return "" if index == 0 or series.colours else RULE
