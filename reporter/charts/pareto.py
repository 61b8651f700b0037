"""Columns from the most frequent down, with the line of what they add up to (Juran's Pareto chart).

Columns and line are shares of the same whole, so the axis runs from 0 to 100 for both.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from ..document.plot import Plot
from .chart import ChartData, Drawing, Style, TooManyError, label, plotted, values
from .kit import frame, native, palette, upright
from .kit.axis import Axis, of_scale
from .kit.faces import width
from .kit.labels import LABEL, SMALL
from .kit.sheet import Sheet
from .kit.upright import Field

ID = "pareto"
TITLE = "帕累托图"

MOST_COLUMNS = 12
_HIGH = 60.0
_MOST_THICK = 12.0
_OVER = 2.3  # from the end of a column, or a point, to the middle of its value
_LINE = 4.2  # from one value to another above it


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw series 0 as columns in the caller's order, series 1 as the line of their sums.

    The line's first value is not written: it is the column's.

    Raises:
        ValueError: not two series (Chinese).
        TooManyError: more columns than the width holds with their names (Chinese).
    """
    if len(data.series) != 2:
        what = f"{TITLE}要有占比、累计占比两个系列，这里有{len(data.series)}个。"
        raise ValueError(what)
    data = frame.without_lines(data)
    top_number = max([100.0, *frame.numbers(data)])
    axis = of_scale((0.0, top_number))
    legend = frame.legend(data, style.width_mm)
    top = legend.height + 2 * _OVER + _LINE
    left = frame.EDGE + upright.ticks_wide(axis)
    right = style.width_mm - frame.EDGE
    field = Field(left, right, top, top + _HIGH, len(data.categories), axis)
    size, heads = _size(data, field), upright.whole_heads(field, data.categories, TITLE)
    note = frame.gaps(data)
    bottom = field.bottom + upright.heads_high(heads)
    sheet = Sheet(style.width_mm, bottom + frame.foot(note, style.width_mm))

    fill, line = palette.accent(style.accent), palette.lines(style.accent, 2)[1]
    frame.write_legend(sheet, legend, data, _sample(fill, line))
    upright.write_axes(sheet, field, heads)
    _draw(sheet, data, field, (fill, line))
    _write(sheet, data, field, size)
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note, axis.texts())
    return native.with_plot(made, _plot(data, axis, (fill, line)), data)


def _plot(data: ChartData, axis: Axis, look: tuple[str, str]) -> Plot:
    """Return the look of a native chart.

    The first sum is the first column: one value is written, over the dot on top of the column.
    """
    fill, line = look
    count = len(data.categories)
    shares, totals = (series.facts for series in data.series)
    is_same = label(shares[0]) == label(totals[0])
    columns = native.fills((fill,), (palette.INK,))[0]
    sums = native.strokes([native.Stroke(line, shape="o")])[0]
    sums = replace(sums, column=1, hollow=True, label_colour=native.colour(palette.MUTED))
    columns = native.told(columns, range(int(is_same), count), count)
    sums = native.told(sums, range(int(not is_same), count), count)
    return Plot("column", (columns, sums), native.axis(axis), legend=True)


def _sample(fill: str, line: str) -> frame.Mark:
    swatch, stroke = frame.swatch((fill,)), frame.line_sample((line, line), ("", ""), "oo")

    def mark(sheet: Sheet, x: float, y: float, index: int) -> None:
        (stroke if index else swatch)(sheet, x, y, index)

    return mark


def _size(data: ChartData, field: Field) -> float:
    """Return the size of the values: they stand beside each other."""
    facts = [fact for series in data.series for fact in series.facts]
    for size in (LABEL, SMALL):
        widest = max(width(label(fact), size) for fact in facts) + 0.4
        if widest <= field.each and field.count <= MOST_COLUMNS:
            return size
    most = min(MOST_COLUMNS, int((field.right - field.left) / widest), field.count - 1)
    what = f"{TITLE}在这个宽度最多画{most}项，这里有{field.count}项：请合并次要的几项。"
    raise TooManyError(what, "rows")


def _draw(sheet: Sheet, data: ChartData, field: Field, look: tuple[str, str]) -> None:
    fill, line = look
    thick = min(field.each * 0.66, _MOST_THICK)
    base = field.y(0.0)
    for i, fact in enumerate(data.series[0].facts):
        number = plotted(fact)
        if number is not None and number > 0:
            y = field.y(number)
            sheet.rect((field.x(i) - thick / 2, y, thick, base - y), fill)
    sheet.line([(field.left, base), (field.right, base)], palette.RULE, 0.8)
    sums = [plotted(fact) for fact in data.series[1].facts]
    points = [None if n is None else (field.x(i), field.y(n)) for i, n in enumerate(sums)]
    for one, two in pairwise(points):
        if one is not None and two is not None:
            sheet.line([one, two], line, 1.5)
    for point in points:
        if point is not None:
            sheet.dot(*point, line, hollow=True)


def _write(sheet: Sheet, data: ChartData, field: Field, size: float) -> None:
    """Write both values of each category, the sum's above the column's."""
    columns, sums = (series.facts for series in data.series)
    for i, (one, total) in enumerate(zip(columns, sums, strict=True)):
        x, y = field.x(i), field.y(plotted(one) or 0.0) - _OVER
        if not i and total is not None and plotted(total) is not None:
            y -= 0.6  # over the dot on top of the column
        sheet.backed(x, y, label(one), align="center", size=size, values=values(one))
        if i:
            above = min(field.y(plotted(total) or 0.0) - _OVER, y - _LINE)
            ink = {"color": palette.MUTED, "size": size}
            beside = x - min(2.0, (field.each - width(label(total), size)) / 2)  # off the line
            sheet.backed(beside, above, label(total), align="center", values=values(total), **ink)
