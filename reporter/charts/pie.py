"""A pie: how the answers to one item are divided, clockwise from the top.

Names and values stand outside with leader lines: a grey print has no need of a legend. The
slices are steps of lightness with white between them, in the order given.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ..document.nodes import Value
from ..document.plot import Plot, PlotSeries
from .chart import ChartData, Drawing, Series, Style, TooManyError, label, plotted, values
from .kit import frame, native, palette
from .kit.boxes import Point, apart
from .kit.faces import tidy, width
from .kit.labels import LABEL, pitch, wrap
from .kit.sheet import Sheet

ID = "pie"
TITLE = "饼图"

MOST_SLICES = 8
_RADIUS, _SHARE = 25.0, 0.21  # millimetres; of the width, where the paper is narrow
_ELBOW, _REACH = 3.0, 7.0  # from the rim to the bend of a leader, to its label
_ARC = 0.05  # radians between two points of a rim: less than a dot of the print
_WHOLE = (99.0, 100.05)  # percent: shares rounded by the source


@dataclass(frozen=True, slots=True)
class _Slice:
    """A slice: its angles in radians from the top, its label, what the last line prints."""

    start: float
    end: float
    lines: tuple[str, ...]
    values: tuple[Value, ...]

    @property
    def middle(self) -> float:
        return (self.start + self.end) / 2

    @property
    def right(self) -> bool:
        return self.middle < math.pi

    @property
    def high(self) -> float:
        return len(self.lines) * pitch(LABEL) + 0.8


@dataclass(frozen=True, slots=True)
class _Disc:
    """The circle on the sheet."""

    centre: Point
    radius: float

    def at(self, angle: float, beyond: float = 0.0) -> Point:
        """Return the point at an angle from the top, clockwise, ``beyond`` the rim."""
        reach = self.radius + beyond
        return self.centre[0] + reach * math.sin(angle), self.centre[1] - reach * math.cos(angle)


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw categories as slices; of a single category with several series, these.

    Raises:
        TooManyError: more than eight slices (Chinese).
        ValueError: several series over several categories, a negative value, or shares of more
            than 100% (a multiple-choice item) (Chinese).
    """
    data = frame.without_lines(_one_series(data))
    facts = data.series[0].facts
    _check(data)
    radius = min(_RADIUS, style.width_mm * _SHARE)
    room = style.width_mm / 2 - radius - _REACH - frame.EDGE - 1.0
    slices = _slices(data, room)
    note = frame.notes(_note(data), frame.gaps(data))
    sides = [[one for one in slices if one.right is side] for side in (True, False)]
    high = max(2 * radius + 2 * pitch(LABEL), *(sum(one.high for one in side) for side in sides))
    top = frame.HEAD + frame.EDGE
    disc = _Disc((style.width_mm / 2, top + high / 2), radius)
    sheet = Sheet(style.width_mm, top + high + frame.EDGE + frame.foot(note, style.width_mm))

    fills = palette.steps(style.accent, len(facts))
    frame.write_legend(sheet, frame.Legend(()), data, frame.swatch(()))
    for one, fill in zip(slices, fills, strict=True):
        _draw_slice(sheet, disc, one, fill)
    if not any(one.end > one.start for one in slices):
        sheet.line([disc.at(_ARC * i) for i in range(round(2 * math.pi / _ARC) + 1)], palette.RULE)
        frame.write_nothing(sheet, disc.centre)
    for side in sides:
        _write_labels(sheet, disc, side, (top, top + high))
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note)
    return native.with_plot(made, Plot("pie", (_look(fills),)), data)


def _look(fills: tuple[str, ...]) -> PlotSeries:
    """Return the look of the one series, a colour a slice."""
    colours = tuple(native.colour(fill) for fill in fills)
    return PlotSeries(0, colours[0], colours, label_colour=native.colour(palette.INK))


def _one_series(data: ChartData) -> ChartData:
    if len(data.series) > 1 and len(data.categories) == 1:
        facts = tuple(series.facts[0] for series in data.series)
        names = tuple(series.name for series in data.series)
        return replace(data, categories=names, series=(Series(data.categories[0], facts),))
    return data


def _check(data: ChartData) -> None:
    if len(data.series) > 1:
        raise ValueError(
            f"{TITLE}只画一组构成，这里有{len(data.series)}组：请改用百分比堆积条形图。"
        )
    count = len(data.categories)
    if count > MOST_SLICES:
        what = f"{TITLE}最多画{MOST_SLICES}项，这里有{count}项：请改用排序条形图。"
        raise TooManyError(what, "series")
    found = frame.numbers(data)
    if found and min(found) < 0:
        raise ValueError(f"有负数，不能画{TITLE}：请改用排序条形图。")
    if _shares(data) and sum(found) > _WHOLE[1]:
        raise ValueError(f"各项占比合计超过100%，不能画{TITLE}：多选题请用排序条形图。")


def _shares(data: ChartData) -> bool:
    return any(fact is not None and fact.unit == "share" for fact in data.series[0].facts)


def _note(data: ChartData) -> str:
    short = _shares(data) and 0 < sum(frame.numbers(data)) < _WHOLE[0]
    return "各项占比合计不足100%，扇形按所列各项的比例画出" if short else ""


def _slices(data: ChartData, room: float) -> list[_Slice]:
    numbers = [plotted(fact) or 0.0 for fact in data.series[0].facts]
    whole = sum(numbers) or 1.0
    made, angle = [], 0.0
    for name, number, fact in zip(data.categories, numbers, data.series[0].facts, strict=True):
        end = angle + 2 * math.pi * number / whole
        made.append(_Slice(angle, end, _label(name, label(fact), room), values(fact)))
        angle = end
    return made


def _label(name: str, printed: str, room: float) -> tuple[str, ...]:
    """Return the name and its value behind it, or under it where the line is full."""
    lines = wrap(tidy(name), room)
    last = f"{lines[-1]} {printed}"
    if width(last, LABEL) <= room:
        return (*lines[:-1], last)
    return (*lines, printed)


def _draw_slice(sheet: Sheet, disc: _Disc, one: _Slice, fill: str) -> None:
    if one.end <= one.start:
        return
    count = max(2, math.ceil((one.end - one.start) / _ARC) + 1)
    step = (one.end - one.start) / (count - 1)
    rim = [disc.at(one.start + step * i) for i in range(count)]
    whole = one.end - one.start > 2 * math.pi - 1e-9
    sheet.polygon(rim if whole else [disc.centre, *rim], fill, palette.WHITE)


def _write_labels(sheet: Sheet, disc: _Disc, side: list[_Slice], room: tuple[float, float]) -> None:
    """Write the labels of one half, as near to their slices as they go, with leaders."""
    bends = {one: disc.at(one.middle, _ELBOW) for one in side}
    side = sorted(side, key=lambda one: (bends[one][1], one.middle))
    middles = apart([bends[one][1] for one in side], [one.high for one in side], room)
    for one, y in zip(side, middles, strict=True):
        away = disc.radius + _REACH
        x = disc.centre[0] + (away if one.right else -away)
        if one.end > 0:  # else there is no slice at all
            sheet.line([disc.at(one.middle), bends[one], (x, y)], palette.RULE, 0.6)
        printed = (*((),) * (len(one.lines) - 1), one.values)
        start, align = (x + 1.0, "left") if one.right else (x - 1.0, "right")
        sheet.lines(start, y, one.lines, align=align, values=printed)
