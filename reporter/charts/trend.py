"""Lines over two or more periods: how scores move.

Positions are read, not lengths, so the axis lies around the values and the picture says
that it does not start at 0. Names stand at the right end of the lines; a line is open
where a period has no value.
"""

from __future__ import annotations

from itertools import pairwise

from ..document.plot import Plot
from .chart import ChartData, Drawing, Style, label, plotted, values
from .kit import frame, native, palette, upright
from .kit.axis import Axis, around
from .kit.boxes import Box, Point, beside, first_free
from .kit.faces import width
from .kit.labels import LABEL, SMALL
from .kit.sheet import Sheet
from .kit.upright import Field

ID = "trend"
TITLE = "趋势图"

MOST_SERIES = 6
_HIGH = 56.0
_SHAPES = "os^Dvo"
_DASHES = ("", "5 2", "1.5 1.5", "6 1.5 1.5 1.5", "3 1", "8 2")
_MOST_VALUES = 24


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw categories as periods, left to right, and series as lines.

    Raises:
        ValueError: a single period, or more than six series (Chinese).
    """
    if len(data.categories) < 2:
        raise ValueError(f"{TITLE}至少要有两期数据，这里只有一期：请改用排序条形图。")
    frame.limit(data, TITLE, MOST_SERIES)
    axis = around(frame.numbers(data), data.scale)
    names = [*(s.name for s in data.series), *map(upright.line_text, data.lines)]
    right = style.width_mm - frame.EDGE - upright.ends_wide(names)
    top = frame.HEAD + frame.EDGE
    left = frame.EDGE + upright.ticks_wide(axis)
    field = Field(left, right, top, top + _HIGH, len(data.categories), axis)
    heads = upright.heads(field, data.categories, upright.skipped(field, data.categories))
    foot = upright.heads_high(heads)
    note = frame.axis_note(axis, "纵轴")
    sheet = Sheet(style.width_mm, field.bottom + foot + frame.foot(note, style.width_mm))

    frame.write_legend(sheet, frame.Legend(()), data, frame.swatch(()))
    upright.write_axes(sheet, field, heads)
    _draw_rules(sheet, field, data)
    colours = palette.lines(style.accent, len(data.series))
    points = [_points(field, data, j) for j in range(len(data.series))]
    for j, colour in enumerate(colours):
        for one, two in _segments(points[j]):
            sheet.line([one, two], colour, 1.5, _DASHES[j])
    for j, colour in enumerate(colours):
        for point in points[j]:
            if point is not None:
                sheet.dot(*point, colour, _SHAPES[j], hollow=j > 0)
    _write_values(sheet, data, points, field)
    upright.write_ends(sheet, field, _ends(data, field, (points, colours)))
    if not any(point for row in points for point in row):
        frame.write_nothing(sheet, ((left + right) / 2, top + _HIGH / 2))
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note, axis.texts())
    return native.with_plot(made, _plot(data, axis, colours, points), data)


def _plot(
    data: ChartData, axis: Axis, colours: tuple[str, ...], points: list[list[Point | None]]
) -> Plot:
    looks = [native.Stroke(c, _DASHES[j], _SHAPES[j]) for j, c in enumerate(colours)]
    made = [
        native.told(one, _told(row, len(points)), len(row))
        for one, row in zip(native.strokes(looks), points, strict=True)
    ]
    named = len(data.series) + len(data.lines) > 1
    rules = native.rules(data, dashes=(upright.LINE_DASH,))
    return Plot("line", tuple(made), native.axis(axis), lines=rules, legend=named)


def _points(field: Field, data: ChartData, j: int) -> list[Point | None]:
    numbers = [plotted(fact) for fact in data.series[j].facts]
    return [None if n is None else (field.x(i), field.y(n)) for i, n in enumerate(numbers)]


def _segments(points: list[Point | None]) -> list[tuple[Point, Point]]:
    return [(one, two) for one, two in pairwise(points) if one is not None and two is not None]


def _draw_rules(sheet: Sheet, field: Field, data: ChartData) -> None:
    for line in data.lines:
        number = plotted(line.fact)
        if number is not None:
            y = field.y(number)
            sheet.line([(field.left, y), (field.right, y)], palette.MUTED, 0.9, upright.LINE_DASH)


def _write_values(
    sheet: Sheet, data: ChartData, points: list[list[Point | None]], field: Field
) -> None:
    """Write values beside their points; one that finds no free room is left to the table."""
    taken = [Box.around(p, 2.2, 2.2) for row in points for p in row if p is not None]
    unit = sheet.width - frame.EDGE - width(frame.unit_text(data), SMALL) - 1.0
    taken.append(Box(unit, 0.0, sheet.width, frame.EDGE + frame.HEAD))
    room = Box(field.left - 1.2, frame.EDGE, field.right + 1.2, field.bottom - 0.2)
    rules = [segment for row in points for segment in _segments(row)]
    for series, row in zip(data.series, points, strict=True):
        for i in _told(row, len(points)):
            point = row[i]
            if point is None:
                continue
            text = label(series.facts[i])
            others = [r[i] for r in points if r is not row]
            under = any(o is not None and o[1] < point[1] for o in others)
            choices = beside(point, width(text, LABEL), -1 if under else 1)
            box = first_free(choices, taken, room, rules)
            if box is not None:
                taken.append(box)
                sheet.backed(*box.middle, text, align="center", values=values(series.facts[i]))


def _told(row: list[Point | None], series: int) -> list[int]:
    """Return the periods whose values are written: of many the last, first, highest, lowest."""
    known = [(i, point[1]) for i, point in enumerate(row) if point is not None]
    if not known or len(row) * series <= _MOST_VALUES:
        return [i for i, _ in known]
    top, bottom = min(known, key=lambda k: k[1]), max(known, key=lambda k: k[1])
    return list(dict.fromkeys((known[-1][0], known[0][0], top[0], bottom[0])))


def _ends(
    data: ChartData,
    field: Field,
    drawn: tuple[list[list[Point | None]], tuple[str, ...]],
) -> list[upright.End]:
    """Return the names at the right: of the series at their last points, then of the rules."""
    ends = []
    for j, (series, row, colour) in enumerate(zip(data.series, *drawn, strict=True)):
        last = [point for point in row if point is not None]
        y = last[-1][1] if last else field.bottom
        ends.append(upright.end(series.name, y, _sample(colour, j)))
    for line in data.lines:
        number = plotted(line.fact)
        if number is not None:
            ends.append(upright.line_end(line, field.y(number)))
    return ends


def _sample(colour: str, series: int) -> upright.Sample:
    def sample(sheet: Sheet, x: float, y: float) -> None:
        sheet.dot(x - 2.2, y, colour, _SHAPES[series], hollow=series > 0)

    return sample
