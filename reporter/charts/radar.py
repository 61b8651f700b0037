"""A radar of three to eight axes: the shape of strong and weak dimensions.

All axes share one scale; the small print says what the rings are, and every corner carries
its numbers in the order of the legend.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any

from ..document.nodes import Value
from ..document.plot import Plot
from .chart import ChartData, Drawing, Style, label, plotted, values
from .kit import frame, native, palette
from .kit.axis import Axis, around, of_scale
from .kit.boxes import Point
from .kit.faces import width
from .kit.labels import LABEL, pitch, wrap
from .kit.sheet import Sheet

ID = "radar"
TITLE = "雷达图"

LEAST_AXES, MOST_AXES, MOST_SERIES = 3, 8, 3
_RADIUS = 31.0
_NAME_ROOM, _LEAST_ROOM = 34.0, 20.0
_RING = "#BDBDBD"
_GAP = 3.0
_SHAPES = "os^"
_DASHES = ("", "5 2", "1.5 1.5")


@dataclass(frozen=True, slots=True)
class _Web:
    """The geometry: centre on the sheet, number of spokes, the axis along each spoke."""

    centre: Point
    radius: float
    count: int
    axis: Axis

    def at(self, spoke: int, radius: float) -> Point:
        """Return the point ``radius`` millimetres out on a spoke; 0 points up, then clockwise."""
        angle = 2 * math.pi * spoke / self.count
        x, y = self.centre
        return x + radius * math.sin(angle), y - radius * math.cos(angle)

    def of(self, spoke: int, number: float) -> Point:
        """Return the point of a value on a spoke."""
        return self.at(spoke, self.radius * self.axis.at(number))


@dataclass(frozen=True, slots=True)
class _Block:
    """The name and the numbers at one corner of the web; ``values`` line by line of numbers."""

    names: tuple[str, ...]
    numbers: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    outwards: Point  # unit vector of the spoke, y downwards

    @property
    def height(self) -> float:
        return (len(self.names) + len(self.numbers)) * pitch(LABEL)

    def middle(self, radius: float) -> float:
        """Return the height of the block's middle under the centre of the web."""
        return self.outwards[1] * (radius + _GAP + self.height / 2)

    @property
    def align(self) -> str:
        if abs(self.outwards[0]) < 0.1:
            return "center"
        return "left" if self.outwards[0] > 0 else "right"


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw categories as axes, clockwise from the top, and up to three series.

    Raises:
        ValueError: fewer than 3 or more than 8 axes, or more than three series (Chinese).
    """
    count = len(data.categories)
    if not LEAST_AXES <= count <= MOST_AXES:
        raise ValueError(
            f"{TITLE}要有{LEAST_AXES}至{MOST_AXES}个维度，这里有{count}个：请改用排序条形图。"
        )
    frame.limit(data, TITLE, MOST_SERIES)
    data = frame.without_lines(data)
    axis = _axis(data)
    legend = frame.legend(data, style.width_mm)
    radius = min(_RADIUS, style.width_mm / 2 - _LEAST_ROOM - _GAP - frame.EDGE)
    room = min(_NAME_ROOM, style.width_mm / 2 - radius - _GAP - frame.EDGE)
    blocks = [_block(data, i, room) for i in range(count)]
    up = max(b.height / 2 - b.middle(radius) for b in blocks)
    down = max(b.height / 2 + b.middle(radius) for b in blocks)
    note = frame.notes(_rings(axis, data.unit), frame.gaps(data))
    web = _Web((style.width_mm / 2, legend.height + up), radius, count, axis)
    foot = frame.EDGE + frame.foot(note, style.width_mm)
    sheet = Sheet(style.width_mm, web.centre[1] + down + foot)

    colours = palette.lines(style.accent, len(data.series))
    frame.write_legend(sheet, legend, data, frame.line_sample(colours, _DASHES, _SHAPES))
    _draw_web(sheet, web, data, palette.at_lightness(style.accent, 91.0))
    for j, colour in enumerate(colours):
        _draw_series(sheet, web, data, (j, colour))
    for i, block in enumerate(blocks):
        _write_block(sheet, web, block, i)
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note)
    return native.with_plot(made, _plot(data, axis, colours), data)


def _plot(data: ChartData, axis: Axis, colours: tuple[str, ...]) -> Plot:
    """Only the first series prints its values there: corners have no room for more."""
    looks = [native.Stroke(c, _DASHES[j], _SHAPES[j]) for j, c in enumerate(colours)]
    made = tuple(replace(one, labels=one.column == 0) for one in native.strokes(looks))
    return Plot("radar", made, native.axis(axis), legend=len(data.series) > 1)


def _axis(data: ChartData) -> Axis:
    found = frame.numbers(data, lines=False)
    if data.scale is not None and all(data.scale[0] <= n <= data.scale[1] for n in found):
        return of_scale(data.scale, 4)
    return around(found, None, 4)


def _rings(axis: Axis, unit: str) -> str:
    """Return what the rings stand for."""
    texts = axis.texts()
    step = Axis(0.0, 1.0, (axis.ticks[1] - axis.ticks[0],)).texts()[0]
    return f"圆心为{texts[0]}{unit}，每圈{step}{unit}，外圈为{texts[-1]}{unit}"


def _block(data: ChartData, i: int, room: float) -> _Block:
    angle = 2 * math.pi * i / len(data.categories)
    texts = [label(series.facts[i]) for series in data.series]
    numbers: tuple[str, ...] = (" / ".join(texts),)
    printed: tuple[tuple[Value, ...], ...] = (values(*(s.facts[i] for s in data.series)),)
    if width(numbers[0], LABEL, bold=True) > room:
        numbers = (*(f"{text} /" for text in texts[:-1]), texts[-1])
        printed = tuple(values(series.facts[i]) for series in data.series)
    names = wrap(data.categories[i], room)
    return _Block(names, numbers, printed, (math.sin(angle), -math.cos(angle)))


def _draw_web(sheet: Sheet, web: _Web, data: ChartData, fill: str) -> None:
    """Draw the tint of the first series (if it is whole), then rings and spokes over it."""
    first = [plotted(fact) for fact in data.series[0].facts]
    corners = [web.of(i, number) for i, number in enumerate(first) if number is not None]
    if len(corners) == web.count:
        sheet.polygon(corners, fill)
    for tick in web.axis.ticks:
        ring = [web.of(i % web.count, tick) for i in range(web.count + 1)]
        outer = tick == web.axis.ticks[-1]
        sheet.line(ring, palette.RULE if outer else _RING, 0.5)
    for i in range(web.count):
        sheet.line([web.centre, web.at(i, web.radius)], _RING, 0.5)


def _draw_series(sheet: Sheet, web: _Web, data: ChartData, which: tuple[int, str]) -> None:
    """Draw one series; where a value is missing the line is open."""
    j, colour = which
    numbers = [plotted(fact) for fact in data.series[j].facts]
    points = [None if n is None else web.of(i, n) for i, n in enumerate(numbers)]
    for one, two in zip(points, (*points[1:], points[0]), strict=True):
        if one is not None and two is not None:
            sheet.line([one, two], colour, 1.3, _DASHES[j])
    for point in points:
        if point is not None:
            sheet.dot(*point, colour, _SHAPES[j], hollow=j > 0)


def _write_block(sheet: Sheet, web: _Web, block: _Block, spoke: int) -> None:
    x, _ = web.at(spoke, web.radius + _GAP)
    y = web.centre[1] + block.middle(web.radius)
    half = pitch(LABEL) / 2
    sheet.lines(x, y - len(block.numbers) * half, block.names, align=block.align)
    look: dict[str, Any] = {"align": block.align, "bold": True, "values": block.values}
    sheet.lines(x, y + len(block.names) * half, block.numbers, **look)
