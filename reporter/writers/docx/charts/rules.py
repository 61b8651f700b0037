"""Which charts Word can draw itself without showing less than the picture."""

from __future__ import annotations

from itertools import accumulate

from ....document.nodes import ChartTable, Figure
from ....document.plot import Plot
from ...layout.plaintext import clean
from .draft import Draft
from .layout import LONGEST_TURNED, MOST_LINES
from .pie import crowded
from .steps import step_texts
from .text import width

_MOST_CROSSING = 3  # each line across lying bars takes a row above them
_AROUND = 0.3  # of the width: names around a circle or beside points are not wrapped alike
_BESIDE = 0.38 * 3  # of the width: three lines of a name beside lying bars
_SPREAD = 0.85  # of the width: what names below share
_PERIOD = 30.0  # millimetres: the longest name of which every second, third ... is printed


def drawable_natively(figure: Figure) -> bool:
    """Tell whether a native chart shows all that the figure's picture shows.

    A chart that would lose a line, an axis, a name or a number stays a picture: that is
    never wrong.
    """
    plot, table = figure.plot, figure.data
    if plot is None or table is None or not plot.series:
        return False
    columns = [s.column for s in plot.series] + [s.x for s in plot.series if s.x >= 0]
    numbers = [v.number for row in table.rows for c in columns if (v := row[c]) is not None]
    known = [number for number in numbers if number is not None]
    if not known:
        return False  # the picture says that there is nothing to show
    if plot.kind == "pie":
        whole = len(plot.series) == 1 and not plot.lines and min(known) >= 0
        draft = Draft(plot, table, figure.width_mm, figure.height_mm)
        return whole and (plot.legend or not crowded(draft))
    if plot.axis is None or plot.axis.high <= plot.axis.low:
        return False
    return _lines_are_kept(plot, table) and _names_fit(figure, plot, table)


def _lines_are_kept(plot: Plot, table: ChartTable) -> bool:
    found = [table.lines[line.line][1].number for line in plot.lines]
    lines = [number for number in found if number is not None]
    match plot.kind:
        case "scatter":
            # Each point is a series, so that its name moves with it: groups have no names then.
            return plot.x_axis is not None and len(plot.series) == 1 and _has_points(plot, table)
        case "radar":
            return not plot.lines
        case "waterfall":
            return not plot.lines and _levels_are_positive(plot, table)
        case "bar" | "stacked":
            # Bars that stack up to a line cannot begin on the other side of zero, and they would
            # stand in a legend: programs do not agree which entry of lying bars is which.
            sound = not plot.legend and min(lines, default=0.0) >= 0
            level = all(line.across == "value" for line in plot.lines)
            bare = not any(series.limits for series in plot.series)
            return not plot.lines or (bare and sound and level and len(lines) <= _MOST_CROSSING)
        case _:
            # A line from the first to the last of one category is a point.
            return not lines or len(plot.order or table.categories) > 1


def _levels_are_positive(plot: Plot, table: ChartTable) -> bool:
    """Tell whether no level lies below zero, where bars would not stack upon those below."""
    values = [row[plot.series[0].column] for row in table.rows]
    found = [0.0 if v is None or v.number is None else v.number for v in values]
    return min((*accumulate(found[:-1]), found[-1])) >= 0


def _has_points(plot: Plot, table: ChartTable) -> bool:
    """Tell whether a scatter has a point: a row with both of its numbers."""
    series = plot.series[0]
    pairs = ((row[series.x], row[series.column]) for row in table.rows)
    return series.x >= 0 and any(
        x is not None and y is not None and x.number is not None and y.number is not None
        for x, y in pairs
    )


def _names_fit(figure: Figure, plot: Plot, table: ChartTable) -> bool:
    """Tell whether all names can be read: programs cut, turn or squeeze longer ones."""
    names = [clean(name) for name in table.categories]
    longest = max(map(width, names), default=0.0)
    slot = figure.width_mm * _SPREAD / max(len(names), 1)
    match plot.kind:
        case "waterfall":  # with their values
            widest = max(map(width, step_texts(Draft(plot, table, figure.width_mm, 0.0))))
            return widest <= figure.width_mm * _BESIDE
        case "bar" | "stacked":
            return longest <= figure.width_mm * _BESIDE
        case "radar" | "scatter":
            return longest <= figure.width_mm * _AROUND
        case "column":
            return longest <= max(slot * MOST_LINES, LONGEST_TURNED)
        case _:
            return longest <= max(slot * MOST_LINES, _PERIOD)
