"""Dumbbells from one value to another (last period to this, expected to perceived).

The change is printed beside them. Positions are read, not lengths, so the axis lies around the
values. The change is a fact of its own (a third series); a chart computes no number that it prints.

A picture in Word too: its charts join two points by a line only upright, and not in LibreOffice.
"""

from __future__ import annotations

from dataclasses import replace

from .chart import ChartData, Drawing, Style, label, plotted, values
from .kit import frame, palette
from .kit.axis import Axis, around
from .kit.faces import width
from .kit.labels import LABEL, SMALL, pitch, wrap
from .kit.sheet import Sheet

ID = "dumbbell"
TITLE = "两值对比图"

SORTED_BY = 1  # the series that decides the order
_HEAD_ROOM = 20.0  # millimetres
_OFF = 1.9  # from a dot's middle to its value


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw series 0 (before, hollow) to series 1 (now, filled), sorted by series 1.

    Where the third series holds gaps, the widest stands first: the gaps are what is shown.

    A third series holds the changes as facts (statistic ``change``, printed with its sign).

    Raises:
        ValueError: not two or three series, or too many categories for a page (Chinese).
    """
    if len(data.series) not in (2, 3):
        raise ValueError(f"{TITLE}要有前后两个系列（可另加两者之差），这里有{len(data.series)}个。")
    data = _ordered(frame.without_lines(data))
    points = replace(data, series=data.series[:2])
    axis = around(frame.numbers(points, lines=False), data.scale)
    bands = frame.rows(data.categories, style.width_mm, frame.spare(data, 6.4, 5.4))
    legend = frame.legend(points, style.width_mm)
    note = frame.notes(frame.axis_note(axis, "横轴"), frame.gaps(data))
    top = legend.height + len(_head(data)) * pitch(SMALL) + (1.0 if _head(data) else 0.0)
    bottom = top + bands.height
    sheet = Sheet(style.width_mm, bottom + frame.TICKS + frame.foot(note, style.width_mm))
    span = _span(data, bands.left, style.width_mm)

    accent = palette.accent(style.accent)
    frame.write_legend(sheet, legend, data, _sample(accent))
    frame.across(sheet, axis, span, (top, bottom))
    frame.write_names(sheet, bands, top)
    for i, middle in enumerate(bands.middles(top)):
        _dumbbell(sheet, data, i, (axis, span, middle, accent))
    if len(data.series) == 3:
        _write_changes(sheet, data, bands.middles(top), top)
    frame.write_note(sheet, note)
    return frame.finish(sheet, data, TITLE, note, axis.texts())


def _ordered(data: ChartData) -> ChartData:
    gaps = [f for f in data.series[-1].facts if f is not None] if len(data.series) == 3 else []
    if not any(fact.statistic == "gap" for fact in gaps):
        return frame.ordered(data, by=SORTED_BY)
    return frame.ordered(data, by=2, by_size=True)


def _head(data: ChartData) -> tuple[str, ...]:
    """Return the name over the column of changes, if there is one."""
    return wrap(data.series[2].name, _HEAD_ROOM, SMALL) if len(data.series) == 3 else ()


def _changes_wide(data: ChartData) -> float:
    if len(data.series) == 2:
        return 0.0
    texts = [label(fact) for fact in data.series[2].facts]
    wide = [width(line, SMALL) for line in _head(data)]
    return max(*wide, *(width(text, LABEL, bold=True) for text in texts)) + 3.0


def _span(data: ChartData, left: float, paper: float) -> tuple[float, float]:
    """Return the ends of the axis: a value label fits beyond both, the changes at the right."""
    texts = [label(fact) for series in data.series[:2] for fact in series.facts]
    beside = max(width(text, LABEL) for text in texts) + _OFF + 0.5
    return left + beside, paper - frame.EDGE - _changes_wide(data) - beside


def _sample(colour: str) -> frame.Mark:
    def mark(sheet: Sheet, x: float, y: float, index: int) -> None:
        sheet.dot(x + frame.SWATCH / 2 + 0.6, y, colour, hollow=index == 0)

    return mark


def _dumbbell(
    sheet: Sheet,
    data: ChartData,
    row: int,
    place: tuple[Axis, tuple[float, float], float, str],
) -> None:
    """Draw one row: a rule, the bar between two dots, their values on the outer sides."""
    axis, (left, right), y, colour = place
    sheet.line([(left, y), (right, y)], palette.GRID, 0.5)
    facts = [series.facts[row] for series in data.series[:2]]
    numbers = [plotted(fact) for fact in facts]
    xs = [None if n is None else left + axis.at(n) * (right - left) for n in numbers]
    if xs[0] is not None and xs[1] is not None:
        sheet.line([(xs[0], y), (xs[1], y)], palette.RULE, 2.0)
    rises = xs[0] is None or xs[1] is None or xs[0] <= xs[1]
    for j, x in enumerate(xs):
        leftwards = rises == (j == 0)
        if x is None:  # *, —: at the edge where the value would stand
            x = left if leftwards else right
        else:
            sheet.dot(x, y, colour, hollow=j == 0)
        align, away = ("right", -_OFF) if leftwards else ("left", _OFF)
        ink = palette.MUTED if j == 0 else palette.INK
        printed = values(facts[j])
        sheet.backed(x + away, y, label(facts[j]), align=align, color=ink, values=printed)


def _write_changes(sheet: Sheet, data: ChartData, middles: list[float], top: float) -> None:
    """Write the column of changes at the right, under its name."""
    x = sheet.width - frame.EDGE
    lines = _head(data)
    y = top - 1.0 - len(lines) * pitch(SMALL) / 2
    sheet.lines(x, y, lines, size=SMALL, align="right", color=palette.MUTED)
    for fact, middle in zip(data.series[2].facts, middles, strict=True):
        sheet.text(x, middle, label(fact), align="right", bold=True, values=values(fact))
