"""The look of a picture handed on, so that a native chart shows the same: axis, colours, signs."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...document.plot import Dash, Marker, Plot, PlotAxis, PlotLine, PlotSeries
from ..chart import ChartData, Drawing, plotted
from .axis import Axis
from .palette import INK, MUTED

MOST_TICKS = 12
_EXACT = 1_000_000  # tick distances are compared in millionths of the unit
_MARKERS: dict[str, Marker] = {
    "o": "circle",
    "s": "square",
    "^": "triangle",
    "v": "triangle",
    "D": "diamond",
}


@dataclass(frozen=True, slots=True)
class Stroke:
    """How a line is drawn on the sheet: colour, dash in points, shape of its markers."""

    colour: str
    dash: str = ""
    shape: str = ""


def with_plot(drawing: Drawing, plot: Plot, data: ChartData) -> Drawing:
    """Return a drawing that says how to draw it natively; unit and small print are filled in."""
    return replace(drawing, plot=replace(plot, unit=data.unit, note=drawing.note))


def colour(text: str) -> str:
    """Return ``#RRGGBB`` without its sign."""
    return text.removeprefix("#")


def dash(pattern: str) -> Dash:
    """Return the nearest named dash: short marks are dots."""
    if not pattern:
        return "solid"
    return "dot" if float(pattern.split()[0]) <= 2 else "dash"


def marker(shape: str) -> Marker:
    """Return the name of a marker's shape as :meth:`.sheet.Sheet.dot` takes it."""
    return _MARKERS.get(shape, "none")


def axis(found: Axis, title: str = "") -> PlotAxis:
    """Return an axis whose ticks, counted from its low end, hold those of the picture."""
    digits = max(len(text.partition(".")[2]) for text in ("", *found.texts()))
    return PlotAxis(found.low, found.high, _step(found), digits, title)


def _step(found: Axis) -> float:
    """Return the distance of ticks; of uneven ones the largest that meets them all."""
    whole = [round((tick - found.low) * _EXACT) for tick in found.ticks]
    step = math.gcd(*whole) / _EXACT
    if step and (found.high - found.low) / step <= MOST_TICKS:
        return step
    return found.ticks[-1] - found.ticks[-2] if len(found.ticks) > 1 else found.high - found.low


def fills(colours: Sequence[str], inks: Sequence[str]) -> tuple[PlotSeries, ...]:
    """Return series drawn as areas, with the colours of their values."""
    return tuple(
        PlotSeries(j, colour(fill), label_colour=colour(ink))
        for j, (fill, ink) in enumerate(zip(colours, inks, strict=True))
    )


def strokes(looks: Sequence[Stroke]) -> tuple[PlotSeries, ...]:
    """Return series drawn as lines; markers after the first are hollow, as in the pictures."""
    return tuple(
        PlotSeries(
            j,
            colour(look.colour),
            look="line",
            dash=dash(look.dash),
            marker=marker(look.shape),
            hollow=j > 0,
            label_colour=colour(INK),
        )
        for j, look in enumerate(looks)
    )


def told(series: PlotSeries, rows: Sequence[int], count: int) -> PlotSeries:
    """Return a series that prints the values of some of its ``count`` rows only."""
    if len(rows) == count:
        return series
    return replace(series, labels=bool(rows), told=tuple(sorted(rows)))


def rules(
    data: ChartData, ink: str = MUTED, dashes: Sequence[str] = ("4 2",)
) -> tuple[PlotLine, ...]:
    """Return the reference lines that have a value; dashes go round in the order of values."""
    found = [
        (number, i) for i, x in enumerate(data.lines) if (number := plotted(x.fact)) is not None
    ]
    return tuple(
        PlotLine(i, colour(ink), dash(dashes[rank % len(dashes)]))
        for rank, (_, i) in enumerate(sorted(found))
    )
