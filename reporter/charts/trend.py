"""Lines over two or more periods: how scores move.

Positions are read, not lengths, so the axis lies around the values and the picture says
that it does not start at 0. Names stand at the right end of the lines; a line is open
where a period has no value.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from itertools import pairwise

from ..document.nodes import Value
from ..document.plot import Plot
from .chart import ChartData, Drawing, Style, label, plotted, values
from .kit import frame, native, palette
from .kit.axis import Axis, around
from .kit.boxes import Box, apart, crossed
from .kit.faces import tidy, width
from .kit.labels import LABEL, SMALL, column, pitch, wrap
from .kit.sheet import Sheet

ID = "trend"
TITLE = "趋势图"

MOST_SERIES = 6
_PLOT = 56.0
_NAMES = 32.0
_SAMPLE = 4.5  # room of the marker before a name
_SHAPES = "os^Dvo"
_DASHES = ("", "5 2", "1.5 1.5", "6 1.5 1.5 1.5", "3 1", "8 2")
_LINE_DASH = "4 2.5"
_LEAST_HEAD = 9.0  # millimetres for the name of a period
_MOST_VALUES = 24
_OFF = 3.2  # from a point to the middle of its value

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Plot:
    """Where periods and values lie on the sheet."""

    left: float
    right: float
    top: float
    count: int
    axis: Axis

    def x(self, period: int) -> float:
        """Return the middle of a period's column."""
        return self.left + (self.right - self.left) * (period + 0.5) / self.count

    def y(self, number: float) -> float:
        """Return the height of a value."""
        return self.top + _PLOT * (1 - self.axis.at(number))


@dataclass(frozen=True, slots=True)
class _End:
    """A name at the right: its lines, the height it belongs to, its series (-1 for a rule).

    ``values`` is what the last line prints: the value of a rule.
    """

    lines: tuple[str, ...]
    y: float
    series: int
    values: tuple[Value, ...] = ()

    @property
    def height(self) -> float:
        return len(self.lines) * pitch(SMALL) + 0.4


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw categories as periods, left to right, and series as lines.

    Raises:
        ValueError: a single period, or more than six series (Chinese).
    """
    if len(data.categories) < 2:
        raise ValueError(f"{TITLE}至少要有两期数据，这里只有一期：请改用排序条形图。")
    frame.limit(data, TITLE, MOST_SERIES)
    axis = around(frame.numbers(data), data.scale)
    names = [s.name for s in data.series] + [f"{tidy(x.name)} {label(x.fact)}" for x in data.lines]
    right = style.width_mm - frame.EDGE - column(tuple(names), _NAMES, SMALL) - _SAMPLE
    left = frame.EDGE + max(width(text, SMALL) for text in axis.texts()) + 2.0
    plot = _Plot(left, right, frame.HEAD + frame.EDGE, len(data.categories), axis)
    heads = _heads(plot, data.categories)
    foot = max(len(lines) for lines in heads) * pitch(SMALL) + 2.0
    note = "" if axis.low == 0 else "纵轴不从0起"
    bottom = plot.top + _PLOT
    sheet = Sheet(style.width_mm, bottom + foot + frame.foot(note, style.width_mm))

    frame.write_legend(sheet, frame.Legend(()), data, frame.swatch(()))
    _draw_axes(sheet, plot, heads)
    _draw_rules(sheet, plot, data)
    colours = palette.lines(style.accent, len(data.series))
    points = [_points(plot, data, j) for j in range(len(data.series))]
    for j, colour in enumerate(colours):
        for one, two in _segments(points[j]):
            sheet.line([one, two], colour, 1.5, _DASHES[j])
    for j, colour in enumerate(colours):
        for point in points[j]:
            if point is not None:
                sheet.dot(*point, colour, _SHAPES[j], hollow=j > 0)
    _write_values(sheet, data, points, plot)
    _write_ends(sheet, plot, _ends(data, plot, points), colours)
    if not any(point for row in points for point in row):
        middle = (left + right) / 2, plot.top + _PLOT / 2
        sheet.backed(*middle, "无可用数据", align="center", color=palette.MUTED)
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note, axis.texts())
    return native.with_plot(made, _native(data, axis, colours, points), data)


def _native(
    data: ChartData, axis: Axis, colours: tuple[str, ...], points: list[list[Point | None]]
) -> Plot:
    looks = [native.Stroke(c, _DASHES[j], _SHAPES[j]) for j, c in enumerate(colours)]
    made = [
        native.told(one, _told(row, len(points)), len(row))
        for one, row in zip(native.strokes(looks), points, strict=True)
    ]
    named = len(data.series) + len(data.lines) > 1
    rules = native.rules(data, dashes=(_LINE_DASH,))
    return Plot("line", tuple(made), native.axis(axis), lines=rules, legend=named)


def _points(plot: _Plot, data: ChartData, j: int) -> list[Point | None]:
    numbers = [plotted(fact) for fact in data.series[j].facts]
    return [None if n is None else (plot.x(i), plot.y(n)) for i, n in enumerate(numbers)]


def _segments(points: list[Point | None]) -> list[tuple[Point, Point]]:
    return [(one, two) for one, two in pairwise(points) if one is not None and two is not None]


def _heads(plot: _Plot, names: tuple[str, ...]) -> list[tuple[str, ...]]:
    """Return the wrapped names of periods; of many only every second, third ... to the last."""
    each = (plot.right - plot.left) / plot.count
    step = math.ceil(_LEAST_HEAD / each)
    return [
        wrap(name, each * step - 1.0, SMALL) if (plot.count - 1 - i) % step == 0 else ()
        for i, name in enumerate(names)
    ]


def _draw_axes(sheet: Sheet, plot: _Plot, heads: list[tuple[str, ...]]) -> None:
    for tick, text in zip(plot.axis.ticks, plot.axis.texts(), strict=True):
        y = plot.y(tick)
        sheet.line([(plot.left, y), (plot.right, y)], palette.GRID, 0.5)
        sheet.text(plot.left - 1.5, y, text, size=SMALL, align="right", color=palette.MUTED)
    bottom = plot.top + _PLOT
    sheet.line([(plot.left, bottom), (plot.right, bottom)], palette.RULE, 0.8)
    for i, lines in enumerate(heads):
        y = bottom + 1.0 + len(lines) * pitch(SMALL) / 2
        sheet.lines(plot.x(i), y, lines, size=SMALL, align="center")


def _draw_rules(sheet: Sheet, plot: _Plot, data: ChartData) -> None:
    for line in data.lines:
        number = plotted(line.fact)
        if number is not None:
            y = plot.y(number)
            sheet.line([(plot.left, y), (plot.right, y)], palette.MUTED, 0.9, _LINE_DASH)


def _write_values(
    sheet: Sheet, data: ChartData, points: list[list[Point | None]], plot: _Plot
) -> None:
    """Write values beside their points; one that finds no free room is left to the table."""
    taken = [Box.around(p, 2.2, 2.2) for row in points for p in row if p is not None]
    unit = sheet.width - frame.EDGE - width(frame.unit_text(data), SMALL) - 1.0
    taken.append(Box(unit, 0.0, sheet.width, frame.EDGE + frame.HEAD))
    room = Box(plot.left - 1.2, frame.EDGE, plot.right + 1.2, plot.top + _PLOT - 0.2)
    rules = [segment for row in points for segment in _segments(row)]
    for series, row in zip(data.series, points, strict=True):
        for i in _told(row, len(points)):
            point = row[i]
            if point is None:
                continue
            text = label(series.facts[i])
            others = [r[i] for r in points if r is not row]
            under = any(o is not None and o[1] < point[1] for o in others)
            free = [
                box
                for box in _rooms(point, width(text, LABEL), -1 if under else 1)
                if box.inside(room) and not any(box.touches(t) for t in taken)
            ]
            free.sort(key=lambda box: crossed(box, rules))
            if free:
                taken.append(free[0])
                sheet.backed(*free[0].middle, text, align="center", values=values(series.facts[i]))


def _told(row: list[Point | None], series: int) -> list[int]:
    """Return the periods whose values are written: of many the last, first, highest, lowest."""
    known = [(i, point[1]) for i, point in enumerate(row) if point is not None]
    if not known or len(row) * series <= _MOST_VALUES:
        return [i for i, _ in known]
    top, bottom = min(known, key=lambda k: k[1]), max(known, key=lambda k: k[1])
    return list(dict.fromkeys((known[-1][0], known[0][0], top[0], bottom[0])))


def _rooms(point: Point, wide: float, up: int) -> list[Box]:
    """Return the places of a value, best first: over (``up`` 1) or under, then beside."""
    x, y = point
    side = wide / 2 + 1.8
    places = [(x, y - _OFF * up), (x, y + _OFF * up), (x + side, y), (x - side, y)]
    return [Box.around(place, wide, 3.1) for place in places]


def _ends(data: ChartData, plot: _Plot, points: list[list[Point | None]]) -> list[_End]:
    """Return the names at the right, highest first."""
    ends = []
    for j, series in enumerate(data.series):
        last = [point for point in points[j] if point is not None]
        y = last[-1][1] if last else plot.top + _PLOT
        ends.append(_End(wrap(series.name, _NAMES, SMALL), y, j))
    for line in data.lines:
        number = plotted(line.fact)
        if number is not None:
            text = f"{tidy(line.name)} {label(line.fact)}"
            ends.append(_End(wrap(text, _NAMES, SMALL), plot.y(number), -1, values(line.fact)))
    return sorted(ends, key=lambda end: end.y)


def _write_ends(sheet: Sheet, plot: _Plot, ends: list[_End], colours: tuple[str, ...]) -> None:
    heights = [end.height for end in ends]
    middles = apart([end.y for end in ends], heights, (plot.top - 2.0, plot.top + _PLOT + 2.0))
    x = plot.right + _SAMPLE
    for end, y in zip(ends, middles, strict=True):
        if end.series >= 0:
            colour, shape = colours[end.series], _SHAPES[end.series]
            sheet.dot(x - 2.2, y, colour, shape, hollow=end.series > 0)
        else:
            sheet.line([(x - 3.6, y), (x - 0.8, y)], palette.MUTED, 0.9, _LINE_DASH)
        printed = (*((),) * (len(end.lines) - 1), end.values)
        sheet.lines(x, y, end.lines, size=SMALL, values=printed)
