"""Standing bars for a few short names: groups or periods side by side, with value labels.

A column's height is read as its value, so it starts at 0, or, where the scale's lowest
possible value is known and is not 0, there; then the picture and its description say so.
"""

from __future__ import annotations

from ..document.plot import Plot
from .chart import ChartData, Drawing, Style, TooManyError, label, plotted, values
from .kit import frame, native, palette, upright
from .kit.axis import Axis, of_lengths
from .kit.faces import width
from .kit.labels import LABEL, SMALL
from .kit.sheet import Sheet
from .kit.upright import Field

ID = "columns"
TITLE = "柱形图"

MOST_SERIES, MOST_GROUPS = 3, 12
_HIGH = 56.0
_MOST_THICK = 11.0
_BETWEEN = 1.8  # millimetres at least from group to group
_AIR = 0.4  # beside a value
_OVER = 2.3  # from the end of a column to the middle of its value


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw categories in the caller's order, each a group of up to three columns.

    Raises:
        TooManyError: more than three series, or more groups than the width holds with their
            values beside each other and their names under them (Chinese).
    """
    frame.limit(data, TITLE, MOST_SERIES)
    axis = of_lengths(frame.numbers(data), data.scale)
    legend = frame.legend(data, style.width_mm)
    top = legend.height + 2 * _OVER
    ends = [upright.line_text(line) for line in data.lines]
    right = style.width_mm - frame.EDGE - upright.ends_wide(ends)
    left = frame.EDGE + upright.ticks_wide(axis)
    low = 2 * _OVER if axis.low < 0 else 0.0  # for the values under falling columns
    field = Field(left, right, top, top + _HIGH, len(data.categories), axis)
    thick, size = _thick(data, field)
    heads = upright.whole_heads(field, data.categories, TITLE)
    note = frame.notes(frame.start_note(axis, data.unit, "纵轴"), frame.gaps(data))
    foot = low + upright.heads_high(heads)
    sheet = Sheet(style.width_mm, field.bottom + foot + frame.foot(note, style.width_mm))

    fills = palette.bars(style.accent, len(data.series))
    frame.write_legend(sheet, legend, data, frame.swatch(fills))
    upright.write_axes(sheet, field, heads, low)
    _draw_columns(sheet, data, field, (thick, fills))
    _draw_lines(sheet, data, field)
    _write_values(sheet, data, field, (thick, size))
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note, axis.texts())
    return native.with_plot(made, _plot(data, axis, fills), data)


def _plot(data: ChartData, axis: Axis, fills: tuple[str, ...]) -> Plot:
    made = native.fills(fills, [palette.INK] * len(fills))
    lines = native.rules(data, palette.INK, palette.RULE_DASHES)
    return Plot("column", made, native.axis(axis), lines=lines, legend=len(fills) > 1)


def _thick(data: ChartData, field: Field) -> tuple[float, float]:
    """Return the thickness of a column, whose value stands over it, and the size of values."""
    facts = [fact for series in data.series for fact in series.facts]
    count = len(data.series)
    room = (field.each - _BETWEEN) / count
    for size in (LABEL, SMALL):
        widest = max(width(label(fact), size) for fact in facts) + _AIR
        if widest <= (room if count > 1 else field.each):
            break
    else:
        most = int((field.right - field.left) / (widest * count + _BETWEEN))
        most = min(most, field.count - 1)
        what = f"{TITLE}在这个宽度最多画{most}组，这里有{field.count}组：请改用排序条形图。"
        raise TooManyError(what, "rows")
    if field.count > MOST_GROUPS:
        what = f"{TITLE}最多画{MOST_GROUPS}组，这里有{field.count}组：请改用排序条形图。"
        raise TooManyError(what, "rows")
    usual = field.each * 0.72 / count
    return min(max(usual, widest if count > 1 else 0.0), _MOST_THICK), size


def _middle(field: Field, place: tuple[int, int], columns: tuple[float, int]) -> float:
    """Return the middle of column ``place`` (category, series)."""
    (i, j), (thick, count) = place, columns
    return field.x(i) + (j - count / 2 + 0.5) * thick


def _draw_columns(
    sheet: Sheet, data: ChartData, field: Field, look: tuple[float, tuple[str, ...]]
) -> None:
    thick, fills = look
    base = field.y(field.axis.start)
    for j, (series, fill) in enumerate(zip(data.series, fills, strict=True)):
        for i, fact in enumerate(series.facts):
            number = plotted(fact)
            if number is None:
                continue
            x, y = _middle(field, (i, j), (thick, len(fills))), field.y(number)
            edge = "none" if j == 0 else palette.RULE
            box = (x - thick * 0.47, min(y, base), thick * 0.94, abs(y - base))
            sheet.rect(box, fill, edge)
    sheet.line([(field.left, base), (field.right, base)], palette.RULE, 0.8)


def _draw_lines(sheet: Sheet, data: ChartData, field: Field) -> None:
    """Draw reference lines, edged in white so that they are seen on dark columns; name them."""
    known = [(number, line) for line in data.lines if (number := plotted(line.fact)) is not None]
    known.sort(key=lambda pair: pair[0])
    ends = []
    for rank, (number, line) in enumerate(known):
        y, dash = field.y(number), palette.RULE_DASHES[rank % len(palette.RULE_DASHES)]
        sheet.line([(field.left, y), (field.right, y)], palette.WHITE, 1.0)
        sheet.line([(field.left, y), (field.right, y)], palette.INK, 1.0, dash)
        ends.append(upright.line_end(line, y, palette.INK, dash))
    upright.write_ends(sheet, field, ends)


def _write_values(sheet: Sheet, data: ChartData, field: Field, look: tuple[float, float]) -> None:
    """Write each value over its column, or under one that falls below the base."""
    thick, size = look
    start = field.axis.start
    for j, series in enumerate(data.series):
        for i, fact in enumerate(series.facts):
            number = plotted(fact)
            falls = number is not None and number < start
            y = field.y(start if number is None else number) + (_OVER if falls else -_OVER)
            x = _middle(field, (i, j), (thick, len(data.series)))
            sheet.backed(x, y, label(fact), align="center", size=size, values=values(fact))
