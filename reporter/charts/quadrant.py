"""A quadrant chart: points named in the plane of two measures, cut by cross-hairs.

Importance and satisfaction (importance-performance analysis, Martilla and James 1977):
positions are read, not lengths, so both axes lie around the values and the picture says so.
"""

from __future__ import annotations

from .chart import ChartData, Drawing, Style, plotted
from .kit import frame, named_points
from .kit.axis import Axis, around

ID = "quadrant"
TITLE = "四象限图"
_OF_HUNDRED = {"points", "share", "weight"}


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw categories as points: series 0 is the abscissa, series 1 the ordinate.

    A line marks the ordinate, or the abscissa where its ``across`` is x. Flagged points are
    hollow; the small print says what the flag is. Points without both values are left out, by
    name. More than 15 points, or names without room, get numbers and a list.

    Raises:
        TooManyError: more than 60 points (Chinese).
        ValueError: not two series, or two lines on one axis (Chinese).
    """
    named_points.check(data, TITLE)
    return named_points.drawn(data, style, [_axis(data, j) for j in (0, 1)], TITLE)


def _axis(data: ChartData, j: int) -> Axis:
    across = ("x", "value")[j]
    found = [n for fact in data.series[j].facts if (n := plotted(fact)) is not None]
    lines = [plotted(line.fact) for line in data.lines if line.across == across]
    found += [number for number in lines if number is not None]
    units = {fact.unit for fact in data.series[j].facts if fact is not None}
    scale = data.scale if "points" in units else None
    if scale is None and units & _OF_HUNDRED and all(0 <= number <= 100 for number in found):
        scale = (0.0, 100.0)  # an axis ends where its scale does
    return around(found, frame.bounds(found, scale))
