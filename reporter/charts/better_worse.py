"""Better-worse map of Kano features: how much having delights, how much lacking annoys.

Abscissa is the size of Worse, ordinate is Better (Berger et al. 1993): both run from 0 to 1, so
the fields are the same in every report.
"""

from __future__ import annotations

from .chart import ChartData, Drawing, Style
from .kit import frame, named_points
from .kit.axis import Axis

ID = "better_worse"
TITLE = "Better-Worse 系数图"

_TICKS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw features as points: series 0 is the size of Worse, series 1 is Better.

    Lines, flags, corners and names are as in the quadrant chart.

    Raises:
        TooManyError: more than 60 points (Chinese).
        ValueError: not two series, two lines on one axis, or a number beyond 0 to 1 (Chinese).
    """
    named_points.check(data, TITLE)
    for number in frame.numbers(data):
        if not 0 <= number <= 1:
            raise ValueError(f"{TITLE}的系数在0至1之间，这里有{number:g}（Worse 取绝对值）。")
    axis = Axis(0.0, 1.0, _TICKS)
    return named_points.drawn(data, style, (axis, axis), TITLE)
