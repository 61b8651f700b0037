"""Where the values of lines stand: off the lines, off the points and off each other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from ....document.plot import PlotSeries
from .boxes import Box
from .draft import Draft
from .labels import Place
from .layout import Frame
from .placing import sides
from .text import LABEL

_BEYOND = 3.0  # millimetres
_DOT = 0.6  # millimetres: a line is a row of such squares
_Point = tuple[float, float]


def is_limit(series: PlotSeries) -> bool:
    """Tell whether a series is a limit or centre line rather than measured values."""
    return series.look == "line" and series.marker == "none"


def value_sides(draft: Draft, frame: Frame) -> list[dict[int, Place]]:
    """Return for each series the sides of the values that it prints, by place."""
    rows = [_points(draft, frame, series) for series in draft.plot.series]
    measured = [j for j, series in enumerate(draft.plot.series) if not is_limit(series)]
    where: list[tuple[int, int]] = []
    named: list[tuple[str, float, float]] = []
    first: list[Sequence[Place]] = []
    for j in measured:
        series = draft.plot.series[j]
        values = draft.values(series.column)
        for i in sorted(draft.told(series)):
            point, value = rows[j][i], values[i]
            if point is None or value is None:
                continue
            where.append((j, i))
            named.append((value.text, *point))
            up = _upwards(rows, (j, i), measured)
            first.append(("t", "b", "r", "l") if up else ("b", "t", "r", "l"))
    lines = [box for row in rows for one, two in pairwise(row) for box in _stroke(one, two)]
    lines += _rules(draft, frame)
    out: list[dict[int, Place]] = [{} for _ in rows]
    # The first and the last value may stand out beyond the axes.
    room = replace(frame, left=frame.left - _BEYOND, right=frame.right - _BEYOND)
    for (j, i), side in zip(where, sides(named, room, lines, first, LABEL), strict=True):
        out[j][i] = side
    return out


def _points(draft: Draft, frame: Frame, series: PlotSeries) -> list[_Point | None]:
    """Return where the points of a series lie, in millimetres from the chart's upper left."""
    found = draft.numbers(series.column)
    each = frame.wide / len(found)
    return [
        (frame.left + (i + 0.5) * each, _height(draft, frame, x)) if isinstance(x, float) else None
        for i, x in enumerate(found)
    ]


def _height(draft: Draft, frame: Frame, number: float) -> float:
    axis = draft.axis
    return frame.top + (axis.high - number) / (axis.high - axis.low) * frame.high


def _rules(draft: Draft, frame: Frame) -> list[Box]:
    heights = [_height(draft, frame, rule.number) for rule in draft.rules]
    right = frame.left + frame.wide
    return [(frame.left, y - _DOT / 2, right, y + _DOT / 2) for y in heights]


def _stroke(one: _Point | None, two: _Point | None) -> list[Box]:
    """Return the squares that a line covers between two points, without its ends."""
    if one is None or two is None:
        return []
    count = max(math.ceil(math.dist(one, two) / _DOT), 2)
    out = []
    for step in range(1, count):
        x = one[0] + (two[0] - one[0]) * step / count
        y = one[1] + (two[1] - one[1]) * step / count
        out.append((x - _DOT / 2, y - _DOT / 2, x + _DOT / 2, y + _DOT / 2))
    return out


def _upwards(
    rows: Sequence[Sequence[_Point | None]], at: tuple[int, int], measured: Sequence[int]
) -> bool:
    """Tell whether a value would rather stand over its point: where the next line is farther."""
    j, i = at
    point = rows[j][i]
    if point is None:
        return True
    others = [p[1] for k in measured if k != j and (p := rows[k][i]) is not None]
    if not others:
        near = [p[1] for p in rows[j][max(i - 1, 0) : i + 2] if p is not None]
        return point[1] <= sum(near) / len(near)
    over = min((point[1] - y for y in others if y < point[1]), default=math.inf)
    under = min((y - point[1] for y in others if y >= point[1]), default=math.inf)
    return over >= under
