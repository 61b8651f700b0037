"""A path diagram: what acts on what, how strongly, and how sure that is.

Boxes are constructs with their index and R²; arrows carry coefficients. The line is the thicker
the larger the coefficient, and broken where its interval holds 0. Places follow from the arrows.

A picture in Word too, whose charts have no such kind.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

from ..document.nodes import Text, Value
from ..facts.fact import Fact
from .chart import (
    ChartData,
    Drawing,
    Style,
    TooManyError,
    label,
    plotted,
    shown,
    table,
    value,
    values,
)
from .kit import alt, frame, graph, palette
from .kit.boxes import Box, Point, crossed
from .kit.faces import tidy, width
from .kit.labels import LABEL, SMALL, pitch, wrap
from .kit.sheet import Sheet

ID = "path"
TITLE = "路径图"

MOST_BOXES = 12
_BOX_LEAST, _BOX_MOST = 22.0, 32.0
_ROW = 11.0  # half a box and its gap
_WAY_MOST = 28.0  # between two columns
_DASH = "3 2"
_HEAD_LONG, _HEAD_WIDE = 2.4, 0.95
_THIN, _THICK = 0.7, 2.4
_PLACES = tuple(0.5 + 0.04 * step * side for step in range(9) for side in (1, -1))
_SURE, _UNSURE = "实线：置信区间不含0", "虚线：置信区间含0"


Way = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class _Arrow:
    start: int
    end: int
    fact: Fact
    only_described: bool = False  # no coefficient of the chart has an interval

    @property
    def sure(self) -> bool:
        """Whether the interval of the coefficient leaves out 0."""
        low, high = self.fact.ci_low, self.fact.ci_high
        if self.only_described:
            return True
        return low is not None and high is not None and (low > 0 or high < 0)


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw categories as boxes: series 0 the index, series 1 R² (None for what nothing acts on).

    Every further series is named like a category; its facts are the coefficients of the arrows
    from each category to that one, None where there is none.

    Raises:
        TooManyError: more boxes than are told apart, or no room for arrows beside them (Chinese).
        ValueError: too few series, a series of another name, or arrows in a circle (Chinese).
    """
    arrows = _arrows(data)
    described = any(arrow.only_described for arrow in arrows)
    names = frame.legend_of(() if described else (_SURE, _UNSURE), data, style.width_mm)
    boxes = _boxes(data, arrows, style, names.height)
    _check_ways(arrows, boxes)
    bottom = max(box.bottom for box in boxes)
    first = replace(data, series=data.series[:1])
    words = f"框内为{data.series[0].name}和R²，箭头上为标准化路径系数"
    note = frame.notes(words, frame.gaps(first))
    sheet = Sheet(style.width_mm, bottom + 1.5 + frame.foot(note, style.width_mm))
    colour = palette.accent(style.accent)
    frame.write_legend(sheet, names, data, _sample(colour))
    _draw_arrows(sheet, arrows, boxes, colour)
    for k, box in enumerate(boxes):
        _draw_box(sheet, data, (k, box), colour)
    frame.write_note(sheet, note)
    made = frame.finish(sheet, first, TITLE, note, ("0", "²"))
    return _told(replace(made, table=table(data)), data, arrows)


def _arrows(data: ChartData) -> list[_Arrow]:
    if len(data.series) < 2:
        raise ValueError(f"{TITLE}至少要有指数、R²两个系列，这里有{len(data.series)}个。")
    if len(data.categories) > MOST_BOXES:
        what = f"{TITLE}最多画{MOST_BOXES}个框，这里有{len(data.categories)}个：请改用表格。"
        raise TooManyError(what, "series")
    found = []
    for series in data.series[2:]:
        if series.name not in data.categories:
            raise ValueError(f"{TITLE}的系列“{series.name}”不是框的名称。")
        end = data.categories.index(series.name)
        found += [
            _Arrow(start, end, fact)
            for start, fact in enumerate(series.facts)
            if fact is not None and start != end
        ]
    described = all(one.fact.ci_low is None for one in found)
    return [replace(one, only_described=described) for one in found]


def _layers(count: int, arrows: list[_Arrow]) -> list[int]:
    depth = [0] * count
    for _ in range(count):
        for arrow in arrows:
            depth[arrow.end] = max(depth[arrow.end], depth[arrow.start] + 1)
    if max(depth) >= count:
        raise ValueError(f"{TITLE}的箭头首尾相接成了一个圈。")
    return depth


def _boxes(data: ChartData, arrows: list[_Arrow], style: Style, head: float) -> list[Box]:
    """Return the boxes on the sheet below its head of ``head`` millimetres."""
    count = len(data.categories)
    names = [tidy(name) for name in data.categories]
    wide = max(width(name, LABEL, bold=True) for name in names) + 4.0
    wide = min(max(wide, _BOX_LEAST), _BOX_MOST)
    lines = max(len(wrap(name, wide - 3.0, LABEL, most=2)) for name in names)
    high = (lines + 1) * pitch(LABEL) + 3.4
    room = style.width_mm - 2 * frame.EDGE - wide
    columns = max(2, min(count, int(room / (wide + 13.0)) + 1))
    half = max(_ROW, (high + 5.0) / 2)
    rows = 2 * max(3, -(-count // columns) + 1) - 1
    across = min(room / (columns - 1), wide + _WAY_MOST)
    grid = graph.Grid(columns, rows, (across, half), (wide, high))
    ends = [(arrow.start, arrow.end) for arrow in arrows]
    middles = graph.arrange(count, ends, _layers(count, arrows), grid)
    spread = max(x for x, _ in middles)
    left = frame.EDGE + wide / 2 + (room - spread) / 2
    top = head + 2.0 + high / 2
    return [Box.around((left + x, top + y), wide, high) for x, y in middles]


def _check_ways(arrows: list[_Arrow], boxes: list[Box]) -> None:
    """Raise where the paper is too narrow for arrows that run through no box."""
    for arrow, way in zip(arrows, _ways(arrows, boxes), strict=True):
        third = [box for k, box in enumerate(boxes) if k not in (arrow.start, arrow.end)]
        if any(crossed(box, [way]) for box in third):
            what = f"{TITLE}太窄，箭头会穿过别的框：请加宽，或改用表格。"
            raise TooManyError(what, "series")


def _sample(colour: str) -> frame.Mark:
    def mark(sheet: Sheet, x: float, y: float, index: int) -> None:
        _line(sheet, (x, y), (x + frame.SWATCH + 0.6, y), (colour, 1.4, index == 1))

    return mark


def _line(sheet: Sheet, a: Point, b: Point, look: tuple[str, float, bool]) -> None:
    """Draw an arrow from a to b: colour, thickness in points, whether broken."""
    colour, thick, broken = look
    long = math.dist(a, b) or 1.0
    ux, uy = (b[0] - a[0]) / long, (b[1] - a[1]) / long
    neck = b[0] - ux * _HEAD_LONG, b[1] - uy * _HEAD_LONG
    sheet.line(
        [a, (neck[0] + ux * 0.4, neck[1] + uy * 0.4)], colour, thick, _DASH if broken else ""
    )
    across = -uy * _HEAD_WIDE, ux * _HEAD_WIDE
    wings = [(neck[0] + across[0] * s, neck[1] + across[1] * s) for s in (1, -1)]
    sheet.polygon([b, *wings], colour)


def _ways(arrows: list[_Arrow], boxes: list[Box]) -> list[Way]:
    """Return each arrow from border to border."""
    pairs = [(boxes[arrow.start], boxes[arrow.end]) for arrow in arrows]
    return [(graph.border(a, b.middle), graph.border(b, a.middle)) for a, b in pairs]


def _draw_arrows(sheet: Sheet, arrows: list[_Arrow], boxes: list[Box], colour: str) -> None:
    ways = _ways(arrows, boxes)
    for arrow, (a, b) in zip(arrows, ways, strict=True):
        size = min(abs(plotted(arrow.fact) or 0.0), 1.0)
        ink = colour if arrow.sure else palette.MUTED
        _line(sheet, a, b, (ink, _THIN + (_THICK - _THIN) * size, not arrow.sure))
    places = _label_places([label(arrow.fact) for arrow in arrows], ways, boxes)
    for arrow, place in zip(arrows, places, strict=True):
        sheet.backed(
            *place.middle,
            label(arrow.fact),
            values=values(arrow.fact),
            size=SMALL,
            align="center",
            bold=arrow.sure,
        )


def _label_places(texts: list[str], ways: list[Way], boxes: list[Box]) -> list[Box]:
    """Return where the coefficients stand on their arrows, shortest arrows first.

    They keep off boxes and each other, then off heads of arrows, then off other arrows.
    """
    heads = [Box.around(end, 2 * _HEAD_LONG, 2 * _HEAD_LONG) for _, end in ways]
    found: dict[int, Box] = {}
    for k in sorted(range(len(ways)), key=lambda k: math.dist(*ways[k])):
        (ax, ay), (bx, by) = ways[k]
        wide, high = width(texts[k], SMALL, bold=True) + 1.2, pitch(SMALL) + 0.2
        others = [way for number, way in enumerate(ways) if number != k]
        taken = [*boxes, *found.values()]

        def cost(box: Box, taken: list[Box] = taken, others: list[Way] = others) -> int:
            on = sum(box.touches(one) for one in taken)
            near = sum(box.touches(one) for one in heads)
            return 20 * on + 3 * near + crossed(box, others)

        middles = [(ax + (bx - ax) * t, ay + (by - ay) * t) for t in _PLACES]
        found[k] = min((Box.around(middle, wide, high) for middle in middles), key=cost)
    return [found[k] for k in range(len(ways))]


def _draw_box(sheet: Sheet, data: ChartData, about: tuple[int, Box], colour: str) -> None:
    k, box = about
    wide, high = box.right - box.left, box.bottom - box.top
    sheet.rect((box.left, box.top, wide, high), palette.WHITE, colour)
    names = wrap(data.categories[k], wide - 3.0, LABEL, most=2)
    index, explained = data.series[0].facts[k], data.series[1].facts[k]
    x, _ = box.middle
    foot = box.bottom - 1.6 - pitch(LABEL) / 2
    sheet.lines(x, (box.top + 1.0 + foot - pitch(LABEL) / 2) / 2, names, align="center", bold=True)
    if explained is None:
        sheet.text(x, foot, label(index), align="center", values=values(index))
        return
    texts = (label(index), f"R² {label(explained)}")
    gap = 2.2
    whole = width(texts[0], LABEL) + gap + width(texts[1], SMALL)
    start = x - whole / 2
    sheet.text(start, foot, texts[0], values=values(index))
    after = start + width(texts[0], LABEL) + gap
    look = {"size": SMALL, "color": palette.MUTED}
    sheet.text(after, foot, texts[1], values=values(explained), **look)


def _told(drawing: Drawing, data: ChartData, arrows: list[_Arrow]) -> Drawing:
    """Return the drawing whose description also names every arrow."""
    if not arrows:
        return alt.with_sentences(drawing, "没有箭头。")
    parts: list[Text | Value] = []
    for number, arrow in enumerate(arrows):
        names = f"{tidy(data.categories[arrow.start])}→{tidy(data.categories[arrow.end])} "
        parts += [Text(("；" if number else "路径系数：") + names), value(arrow.fact)]
        parts.append(Text(shown(arrow.fact).unit + ("" if arrow.sure else "（区间含0）")))
    parts.append(Text("。"))
    text = "".join(part.text for part in parts)
    return replace(drawing, alt=drawing.alt + text, alt_parts=(*drawing.alt_parts, *parts))
