"""How a chart looks when another program draws it: the look of a native chart, no numbers of data.

The numbers stand once, in :class:`~.nodes.ChartTable`; everything here points into it. So a
Word chart and the picture in the PDF cannot show different facts.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PlotKind = Literal["bar", "column", "stacked", "line", "pie", "radar", "scatter", "waterfall"]
Dash = Literal["solid", "dash", "dot"]
Marker = Literal["none", "circle", "square", "triangle", "diamond"]


@dataclass(frozen=True, slots=True)
class PlotAxis:
    """An axis of values, in the printed unit: ends, distance of ticks, decimals of tick labels."""

    low: float
    high: float
    step: float
    decimals: int = 0
    title: str = ""


@dataclass(frozen=True, slots=True)
class PlotSeries:
    """How column ``column`` of the table is drawn; ``x`` is the column of a scatter's abscissae.

    ``colours`` and ``hollows`` hold one look a category (table order) where marks of one series
    differ; lines keep ``colour``. Colours are RRGGBB. ``labels`` prints each value; a
    scatter prints the category's name. ``told`` holds the rows of the table whose labels are
    printed, where that is not all of them; ``limits`` the columns of a bar's lower and upper limit.
    """

    column: int
    colour: str
    colours: tuple[str, ...] = ()
    x: int = -1
    look: Literal["fill", "line", "points"] = "fill"
    dash: Dash = "solid"
    marker: Marker = "none"
    hollow: bool = False
    labels: bool = True
    label_colour: str = ""
    told: tuple[int, ...] = ()
    hollows: tuple[bool, ...] = ()
    limits: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PlotRemark:
    """Points of the first series that are set off, as the legend names them; ``rows`` of the table.

    Programs do not agree on the marker of a single point, so they are marks of their own.
    """

    name: str
    colour: str
    marker: Marker
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class PlotLine:
    """How line ``line`` of the table is drawn; ``across`` the axis whose value it marks."""

    line: int
    colour: str
    dash: Dash = "dash"
    across: Literal["value", "x"] = "value"


@dataclass(frozen=True, slots=True)
class Plot:
    """A chart as a drawing program needs it.

    Attributes:
        kind: bar (lies), column (stands), stacked (lying bars of 100 %), line, pie, radar,
            scatter, waterfall (lying; one series, whose first and last rows are levels).
        series: in drawing and legend order.
        order: rows of the table in the order drawn (top to bottom, left to right, clockwise);
            empty for the table's own.
        axis: of the values; of the ordinates in a scatter; None for a pie.
        x_axis: of a scatter.
        lines: lines of the whole chart: target, total, cross-hairs.
        unit: printed once: 分, %.
        legend: whether the series are named in a legend.
        note: small print in the picture (where an axis starts).
        corners: names of a quadrant chart's fields: upper left, upper right, lower right, lower
            left; empty for none.
        remarks: points of lines that stand out.
    """

    kind: PlotKind
    series: tuple[PlotSeries, ...]
    axis: PlotAxis | None = None
    order: tuple[int, ...] = ()
    x_axis: PlotAxis | None = None
    lines: tuple[PlotLine, ...] = ()
    unit: str = ""
    legend: bool = False
    note: str = ""
    corners: tuple[str, ...] = ()
    remarks: tuple[PlotRemark, ...] = ()
