"""Which charts Word can draw itself without showing less than the picture."""

from __future__ import annotations

from ....document.nodes import Figure

_MOST_CROSSING = 3  # each line across lying bars takes a row above them


def drawable_natively(figure: Figure) -> bool:
    """Tell whether a native chart shows all that the figure's picture shows.

    A chart that would lose a line, an axis or the names of its series stays a picture; a
    picture is never wrong.
    """
    plot, table = figure.plot, figure.data
    if plot is None or table is None or not plot.series:
        return False
    columns = [s.column for s in plot.series] + [s.x for s in plot.series if s.x >= 0]
    numbers = [v.number for row in table.rows for c in columns if (v := row[c]) is not None]
    known = [number for number in numbers if number is not None]
    if not known:
        return False  # the picture says that there is nothing to show
    lines = [table.lines[line.line][1].number for line in plot.lines]
    crossing = [number for number in lines if number is not None]
    if plot.kind == "pie":
        return len(plot.series) == 1 and not plot.lines and min(known) >= 0
    if plot.axis is None or plot.axis.high <= plot.axis.low:
        return False
    match plot.kind:
        case "scatter":
            # Each point is a series, so that its name moves with it: groups have no names then.
            return plot.x_axis is not None and len(plot.series) == 1 and plot.series[0].x >= 0
        case "radar":
            return not plot.lines
        case "bar" | "stacked":
            # Bars that stack up to a line cannot begin on the other side of zero, and they would
            # stand in a legend: programs do not agree which entry of lying bars is which.
            if crossing and plot.legend:
                return False
            few = len(crossing) <= _MOST_CROSSING
            return (
                few
                and all(line.across == "value" for line in plot.lines)
                and (min(crossing, default=0.0) >= 0)
            )
        case _:
            # A line from the first to the last of one category is a point.
            return not crossing or len(plot.order or table.categories) > 1
