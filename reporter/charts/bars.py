"""Sorted horizontal bars with value labels, a target line and a line of the whole.

A bar's length is read as its value, so it starts at 0, or, where the scale's lowest
possible value is known and is not 0 (60 on a scale of 60-100 points), there; then the
picture and its description say so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from ..document.plot import Plot
from ..facts.fact import Fact
from .chart import ChartData, Drawing, ReferenceLine, Style, label, plotted, table, values
from .kit import frame, native, palette
from .kit.axis import Axis, of_lengths
from .kit.faces import tidy, width
from .kit.labels import LABEL, SMALL
from .kit.sheet import Sheet

ID = "bars"
TITLE = "排序条形图"

SORTED_BY = 0  # the series that decides the order
MOST_SERIES = 3
_LINE_ROW = 4.6
_PALE = 68.0  # lightness
_CAP = 0.8  # millimetres, half of a whisker's end
_FEWEST = 5  # up to so many bars stand wider apart
_ROW = 6.5  # mm for each of few bars, and for each line: Word writes lines' labels in rows
_LEAST_ROWS = 5  # in lower charts LibreOffice breaks the labels of lines


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw the bars, sorted by the first series, highest first.

    Raises:
        ValueError: more than three series, limits without their two series or beside lines, or
            too many categories for a page (Chinese).
    """
    frame.limit(data, TITLE, MOST_SERIES)
    if data.limits and (len(data.series) != MOST_SERIES or data.lines):
        raise ValueError(f"{TITLE}的区间要有数值、下限、上限三个系列，且没有参照线。")
    if data.limits and not frame.numbers(replace(data, series=data.series[1:])):
        data = replace(data, series=data.series[:1], limits=False)  # a census has no intervals
    whole = data = frame.ordered(data, by=SORTED_BY)
    axis = of_lengths(frame.numbers(data), data.scale)
    if data.limits:
        data = replace(data, series=data.series[:1])
    thick = frame.spare(data, 4.4, 3.8) if len(data.series) == 1 else 3.8
    least = thick * len(data.series) + frame.spare(data, 2.4, 1.5)
    if data.lines and len(data.categories) <= _FEWEST:
        rows = max(len(data.categories) + len(data.lines), _LEAST_ROWS)
        least = max(least, _ROW * rows / len(data.categories))
        thick = max(thick, 0.55 * least / len(data.series))
    bands = frame.rows(data.categories, style.width_mm, least)
    legend = frame.legend(data, style.width_mm)
    span = _span(data, axis, bands.left, style.width_mm)
    marks = _line_labels(data, axis, span, style.width_mm)
    head = _head(data, legend, marks, style.width_mm)
    top = max(legend.height, head + _LINE_ROW * (1 + max((mark.row for mark in marks), default=-1)))
    note = frame.notes(
        frame.start_note(axis, data.unit, "横轴"),
        "横线为置信区间" if data.limits else "",
        frame.gaps(data),
    )
    bottom = top + bands.height
    sheet = Sheet(style.width_mm, bottom + frame.TICKS + frame.foot(note, style.width_mm))

    fills = palette.bars(style.accent, len(data.series))
    if data.limits:  # a whisker is seen over the whole of its bar
        fills = (palette.at_lightness(fills[0], _PALE),)
    frame.write_legend(sheet, legend, data, frame.swatch(fills))
    frame.across(sheet, axis, span, (top, bottom))
    frame.write_names(sheet, bands, top)
    x_start = _x(axis, span, axis.start)
    for i, middle in enumerate(bands.middles(top)):
        for j, fill in enumerate(fills):
            y = middle + (j - len(fills) / 2 + 0.5) * thick
            number = plotted(data.series[j].facts[i])
            x = x_start if number is None else _x(axis, span, number)
            if number is not None:
                edge = "none" if j == 0 else palette.RULE
                y_top, high = y - thick * 0.47, thick * 0.94
                sheet.rect((min(x, x_start), y_top, abs(x - x_start), high), fill, edge)
            ends = _whisker(sheet, whole, i, (axis, span, y)) if data.limits else ()
            _write_value(
                sheet,
                data.series[j].facts[i],
                (max(x, *ends) if ends else x, y, x < x_start),
                (bool(marks), _ink(j)),
            )
    sheet.line([(x_start, top), (x_start, bottom)], palette.RULE, 0.8)
    _draw_lines(sheet, marks, head, (top, bottom))
    frame.write_note(sheet, note)
    made = replace(frame.finish(sheet, data, TITLE, note, axis.texts()), table=table(whole))
    return native.with_plot(made, _plot(data, axis, fills), data)


def _whisker(
    sheet: Sheet, data: ChartData, row: int, place: tuple[Axis, tuple[float, float], float]
) -> tuple[float, ...]:
    """Draw the limits of a bar; return where they end, if there are any."""
    axis, span, y = place
    numbers = [plotted(series.facts[row]) for series in data.series[1:]]
    low, high = (None if n is None else _x(axis, span, n) for n in numbers)
    if low is None or high is None:
        return ()
    sheet.line([(low, y), (high, y)], palette.INK, 0.9)
    for end in (low, high):
        sheet.line([(end, y - _CAP), (end, y + _CAP)], palette.INK, 0.9)
    return low, high


def _plot(data: ChartData, axis: Axis, fills: tuple[str, ...]) -> Plot:
    inks = [_ink(j) for j in range(len(fills))]
    series = native.fills(fills, inks)
    if data.limits:
        series = (replace(series[0], limits=(1, 2)),)
    return Plot(
        "bar",
        series,
        native.axis(axis),
        lines=native.rules(data, palette.INK, palette.RULE_DASHES),
        legend=len(fills) > 1,
    )


def _ink(series: int) -> str:
    return palette.MUTED if series else palette.INK


def _x(axis: Axis, span: tuple[float, float], number: float) -> float:
    return span[0] + axis.at(number) * (span[1] - span[0])


def _span(data: ChartData, axis: Axis, left: float, paper: float) -> tuple[float, float]:
    """Return the ends of the axis: room is kept for the widest value label beyond it."""
    texts = [label(fact) for series in data.series for fact in series.facts]
    widest = max(width(text, LABEL) for text in texts) + 1.6
    start = left + (widest if axis.low < 0 else 0.0)
    return start, paper - frame.EDGE - widest


@dataclass(frozen=True, slots=True)
class _Mark:
    """A reference line at ``x`` and its label: anchor, alignment, row above the bars."""

    line: ReferenceLine
    x: float
    anchor: float
    align: str
    row: int

    @property
    def text(self) -> str:
        return f"{tidy(self.line.name)} {label(self.line.fact)}"

    @property
    def ends(self) -> tuple[float, float]:
        wide = width(self.text, SMALL)
        start = self.anchor - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[self.align]
        return start - 0.8, start + wide + 0.8


def _line_labels(
    data: ChartData, axis: Axis, span: tuple[float, float], paper: float
) -> list[_Mark]:
    """Return the marks by value: two near ones face away from each other, others take rows."""
    known = [(number, line) for line in data.lines if (number := plotted(line.fact)) is not None]
    known.sort(key=lambda pair: pair[0])
    marks: list[_Mark] = []
    for number, line in known:
        x = _x(axis, span, number)
        half = width(_Mark(line, x, x, "center", 0).text, SMALL) / 2
        anchor = min(max(x, frame.EDGE + half), paper - frame.EDGE - half)
        marks.append(_Mark(line, x, anchor, "center", 0))
    if len(marks) == 2 and _touch(marks[0], marks[1]):
        apart = [
            replace(marks[0], anchor=marks[0].x - 0.4, align="right"),
            replace(marks[1], anchor=marks[1].x + 0.4, align="left"),
        ]
        if apart[0].ends[0] > 0 and apart[1].ends[1] < paper:
            return apart
    placed: list[_Mark] = []
    for mark in marks:
        while any(_touch(mark, other) for other in placed):
            mark = replace(mark, row=mark.row + 1)
        placed.append(mark)
    return placed


def _touch(one: _Mark, other: _Mark) -> bool:
    same = one.row == other.row
    return same and one.ends[0] < other.ends[1] and other.ends[0] < one.ends[1]


def _head(data: ChartData, legend: frame.Legend, marks: list[_Mark], paper: float) -> float:
    """Return where the rows of line labels begin: beside the unit if they leave it room."""
    unit = paper - frame.EDGE - width(frame.unit_text(data), SMALL)
    beside = not legend.rows and all(mark.ends[1] < unit for mark in marks)
    return frame.EDGE + 0.2 if beside else legend.height


def _draw_lines(sheet: Sheet, marks: list[_Mark], head: float, drop: tuple[float, float]) -> None:
    """Draw the lines, edged in white so that they are seen on dark bars, then the labels."""
    for index, mark in enumerate(marks):
        points = [(mark.x, head + _LINE_ROW * (mark.row + 1)), (mark.x, drop[1])]
        sheet.line([(mark.x, drop[0]), points[1]], palette.WHITE, 1.0)
        sheet.line(points, palette.INK, 1.0, palette.RULE_DASHES[index % len(palette.RULE_DASHES)])
    for mark in marks:
        y = head + _LINE_ROW * (mark.row + 0.5)
        look: dict[str, Any] = {"size": SMALL, "align": mark.align}
        sheet.backed(mark.anchor, y, mark.text, values=values(mark.line.fact), **look)


def _write_value(
    sheet: Sheet, fact: Fact | None, place: tuple[float, float, bool], look: tuple[bool, str]
) -> None:
    """Write a value beyond the end of its bar, or in a column where lines cross that room."""
    x, y, leftwards = place
    column, ink = look
    at, align = (x - 1.2, "right") if leftwards else (x + 1.2, "left")
    if column:
        at, align = sheet.width - frame.EDGE, "right"
    sheet.text(at, y, label(fact), align=align, color=ink, values=values(fact))
