"""Sorted dots on stems with their intervals: differences from a line, or shares of a whole.

The stem runs from 0 or from the reference line, so its length is read as the value. Where all
values lie far above 0 (scores) there is none: positions are read, on an axis around the values, and
the picture says so. Whiskers are the confidence limits of the facts; a flagged dot is hollow.

A picture in Word too: dots over lying bars are a second chart, of points whose rows have no names.
"""

from __future__ import annotations

from dataclasses import replace

from ..facts.fact import Fact
from .chart import ChartData, Drawing, Style, label, plotted, values
from .kit import frame, palette
from .kit.axis import Axis, around, from_zero
from .kit.faces import tidy, width
from .kit.labels import LABEL, SMALL
from .kit.sheet import Sheet

ID = "lollipop"
TITLE = "棒棒糖图"

SORTED_BY = 0  # the series that decides the order
_CAP = 0.9  # millimetres, half of a whisker's end
_LINE_ROW = 4.6
_FAR = 0.5


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw the only series, highest first, with whiskers where a fact has limits.

    Raises:
        ValueError: more than one series or line (Chinese).
        TooManyError: more categories than a page holds (Chinese).
    """
    if len(data.series) != 1:
        raise ValueError(f"{TITLE}只画一个系列，这里有{len(data.series)}个。")
    if len(data.lines) > 1:
        raise ValueError(f"{TITLE}只画一条参照线，这里有{len(data.lines)}条。")
    data = frame.ordered(data)
    facts = data.series[0].facts
    line = plotted(data.lines[0].fact) if data.lines else None
    found = [*frame.numbers(data), *(end for fact in facts for end in _limits(fact) or ())]
    flat = line is None and _is_far(found)
    axis = around(found, data.scale) if flat else from_zero(found)
    bands = frame.rows(data.categories, style.width_mm, frame.spare(data, 6.4, 5.4))
    note = _note(data, axis)
    top = frame.EDGE + frame.HEAD + (_LINE_ROW if line is not None else 0.0)
    bottom = top + bands.height
    sheet = Sheet(style.width_mm, bottom + frame.TICKS + frame.foot(note, style.width_mm))
    wide = max(width(label(fact), LABEL) for fact in facts) + 2.0
    half = width(axis.texts()[-1], SMALL) / 2
    span = (bands.left + max(1.5, half), style.width_mm - frame.EDGE - wide - half)

    frame.write_legend(sheet, frame.Legend(()), data, frame.swatch(()))
    frame.across(sheet, axis, span, (top, bottom))
    frame.write_names(sheet, bands, top)
    start = None if flat else _x(axis, span, 0.0 if line is None else line)
    colour = palette.accent(style.accent)
    for i, (fact, y) in enumerate(zip(facts, bands.middles(top), strict=True)):
        hollow = bool(data.flags and tidy(data.flags[i]))
        if start is None:
            sheet.line([(span[0], y), (span[1], y)], palette.GRID, 0.5)
        _stick(sheet, fact, (axis, span, start, y), (colour, hollow))
        x = style.width_mm - frame.EDGE
        sheet.text(x, y, label(fact), align="right", values=values(fact))
    _write_line(sheet, data, None if line is None else start, (top, bottom))
    frame.write_note(sheet, note)
    return frame.finish(sheet, data, TITLE, note, axis.texts())


def _limits(fact: Fact | None) -> tuple[float, float] | None:
    """Return the limits of a fact that has both, in the printed unit."""
    if fact is None or plotted(fact) is None or fact.ci_low is None or fact.ci_high is None:
        return None
    ends = [plotted(replace(fact, value=end)) for end in (fact.ci_low, fact.ci_high)]
    low, high = ends
    return None if low is None or high is None else (low, high)


def _x(axis: Axis, span: tuple[float, float], number: float) -> float:
    return span[0] + axis.at(number) * (span[1] - span[0])


def _stick(
    sheet: Sheet,
    fact: Fact | None,
    place: tuple[Axis, tuple[float, float], float | None, float],
    look: tuple[str, bool],
) -> None:
    """Draw the stem, the whisker with its ends, and the dot."""
    number = plotted(fact)
    if number is None:
        return
    axis, span, start, y = place
    colour, hollow = look
    x = _x(axis, span, number)
    if start is not None:
        sheet.line([(start, y), (x, y)], palette.at_lightness(colour, 75.0), 2.4)
    limits = _limits(fact)
    if limits is not None:
        low, high = (_x(axis, span, end) for end in limits)
        sheet.line([(low, y), (high, y)], palette.INK, 0.9)
        for end in (low, high):
            sheet.line([(end, y - _CAP), (end, y + _CAP)], palette.INK, 0.9)
    sheet.dot(x, y, colour, hollow=hollow)


def _write_line(sheet: Sheet, data: ChartData, x: float | None, drop: tuple[float, float]) -> None:
    if x is None:
        return
    line = data.lines[0]
    text = f"{tidy(line.name)} {label(line.fact)}"
    half = width(text, SMALL) / 2
    at = min(max(x, frame.EDGE + half), sheet.width - frame.EDGE - half)
    sheet.line([(x, drop[0]), (x, drop[1])], palette.INK, 1.0, palette.RULE_DASHES[0])
    y = drop[0] - _LINE_ROW / 2
    sheet.backed(at, y, text, size=SMALL, align="center", values=values(line.fact))


def _is_far(numbers: list[float]) -> bool:
    """Tell whether all lie far above 0, as scores do: stems from 0 would all look alike."""
    return bool(numbers) and min(numbers) > _FAR * max(numbers)


def _note(data: ChartData, axis: Axis) -> str:
    facts = data.series[0].facts
    flags = dict.fromkeys(tidy(flag) for flag in data.flags if tidy(flag))
    return frame.notes(
        "横线为置信区间" if any(_limits(fact) for fact in facts) else "",
        *(f"空心点：{flag}" for flag in flags),
        frame.axis_note(axis, "横轴"),
        frame.gaps(data),
    )
