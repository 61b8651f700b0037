"""Points over two scales: a quadrant has cross-hairs and names of its fields.

Each point is a series of its own: its name, a cell, is the series' name and so its label,
which every program shows and which follows the cell. A cross-hair is one point on an edge
with an error bar to the other: LibreOffice leaves out series shorter than the longest.
"""

from __future__ import annotations

from dataclasses import replace

from ....document.colours import INK, WHITE
from ....document.plot import Marker, PlotSeries
from ...layout.plaintext import clean
from .axes import CATEGORIES, VALUES, ValueAxis, ticks_width
from .boxes import Box
from .cells import address
from .draft import EDGE, Draft, Drawn, Rule, Words
from .formats import code_of
from .labels import Label, labels
from .layout import Frame, small_height
from .looks import NO_LINE, marker, open_marker, shape, stroke
from .placing import sides
from .series import numbers, series_head
from .text import SMALL, line_height

_LINE_STROKE = 1.0  # points


def draw_scatter(draft: Draft) -> Drawn:
    """Return points with their names, cross-hairs and names of fields."""
    series = draft.plot.series[0]
    _fill_cells(draft, series)
    below = "；".join(part for part in (draft.x_axis.title, draft.small_print) if part)
    frame = _frame(draft, below)
    made = _points(draft, series, frame)
    made += _cross_hairs(draft, len(made))
    groups = (
        '<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>'
        f'{"".join(made)}<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:scatterChart>'
    )
    low = ValueAxis(draft.x_axis, "b", "min", "midCat", below)
    high = ValueAxis(draft.axis, "l", "min", "midCat", draft.axis.title)
    axes = low.to_xml(CATEGORIES, VALUES) + high.to_xml(VALUES, CATEGORIES)
    return Drawn(groups, axes, frame, words=_corners(draft, frame))


def _frame(draft: Draft, below: str) -> Frame:
    left = EDGE + ticks_width(draft.axis) + small_height(draft.axis.title, draft.height)
    top = EDGE + (line_height() + 1.0 if draft.rules else 0.0)
    bottom = line_height(SMALL) + 2.0 + small_height(below, draft.width - left - EDGE - 4.0) + EDGE
    return Frame(draft.width, draft.height, left, top, EDGE + 4.0, bottom)


def _fill_cells(draft: Draft, series: PlotSeries) -> None:
    """Write a row a point, then a row a line: its value and the edge where it begins."""
    rules, x_end, y_end = draft.rules, float(draft.x_axis.high), float(draft.axis.high)
    upright = [rule.look.across == "x" for rule in rules]
    pairs = [
        (rule.number, y_end) if up else (x_end, rule.number)
        for rule, up in zip(rules, upright, strict=True)
    ]
    x_name = clean(draft.table.series[series.x])
    x_code, y_code = code_of(draft.values(series.x)), draft.code(series)
    count = len(draft.names)
    x_codes, y_codes = [x_code] * count, [y_code] * count
    for rule, up in zip(rules, upright, strict=True):
        x_codes.append(rule.code if up else "General")
        y_codes.append("General" if up else rule.code)
    draft.cells.add("项目", [*draft.names, *(rule.name for rule in rules)])
    draft.cells.add(x_name, [*draft.numbers(series.x), *(x for x, _ in pairs)], x_codes)
    draft.cells.add(
        draft.name(series), [*draft.numbers(series.column), *(y for _, y in pairs)], y_codes
    )
    if not rules:
        return
    texts = [None] * count + [
        f"{rule.name} {draft.table.lines[rule.look.line][1].text}" for rule in rules
    ]
    formulas = [""] * count
    for i, (rule, up) in enumerate(zip(rules, upright, strict=True), start=count):
        code = rule.code.replace('"', '""')
        formulas.append(f'={address(0, i)}&" "&TEXT({address(1 if up else 2, i)},"{code}")')
    draft.cells.add("线的文字（绘图用）", texts, formulas=formulas, helper=True)


def _points(draft: Draft, series: PlotSeries, frame: Frame) -> list[str]:
    """Return a series a point that has both values; labels stand where they meet the fewest."""
    pairs = zip(draft.numbers(series.x), draft.numbers(series.column), strict=True)
    places = [
        (i, x, y) for i, (x, y) in enumerate(pairs) if isinstance(x, float) and isinstance(y, float)
    ]
    named = [(draft.names[i], *_at(draft, frame, (x, y))) for i, x, y in places]
    found = sides(named, frame, _line_boxes(draft, frame))
    told = draft.told(series)
    out = []
    for index, ((i, _, _), side) in enumerate(zip(places, found, strict=True)):
        row = draft.order[i]
        colour = series.colours[row] if series.colours else series.colour
        name = Label("General", side, INK, value=False, series=True, size=SMALL)
        hollow = series.hollows[row] if series.hollows else series.hollow
        kind: Marker = "circle" if series.marker == "none" else series.marker
        # LibreOffice fills every marker, so that an open one needs a shape of its own.
        mark = open_marker("diamond", colour) if hollow else marker(kind, colour)
        out.append(
            f"<c:ser>{series_head(index, draft.cells, 0, i)}{shape(NO_LINE)}{mark}"
            f"{labels(name if i in told else None)}{_pair(draft, i)}</c:ser>"
        )
    return out


def _line_boxes(draft: Draft, frame: Frame) -> list[Box]:
    """Return the room of the cross-hairs, which names keep off."""
    right, low = frame.left + frame.wide, frame.top + frame.high
    boxes = []
    for rule in draft.rules:
        x, y = _at(draft, frame, (rule.number, rule.number))
        if rule.look.across == "x":
            boxes.append((x - 0.5, frame.top, x + 0.5, low))
        else:
            boxes.append((frame.left, y - 0.5, right, y + 0.5))
    return boxes


def _pair(draft: Draft, row: int) -> str:
    x = numbers(draft.cells, 1, "xVal", row)
    return f'{x}{numbers(draft.cells, 2, "yVal", row)}<c:smooth val="0"/>'


def _at(draft: Draft, frame: Frame, point: tuple[float, float]) -> tuple[float, float]:
    """Return where a point lies, in millimetres from the upper left corner of the chart."""
    x_axis, y_axis = draft.x_axis, draft.axis
    across = (point[0] - x_axis.low) / ((x_axis.high - x_axis.low) or 1.0)
    up = (point[1] - y_axis.low) / ((y_axis.high - y_axis.low) or 1.0)
    return frame.left + across * frame.wide, frame.top + (1 - up) * frame.high


def _cross_hairs(draft: Draft, first: int) -> list[str]:
    """Return the lines: an upright one hangs from the top edge, a level one from the right."""
    out = []
    for i, rule in enumerate(draft.rules):
        row = len(draft.names) + i
        upright = rule.look.across == "x"
        axis = draft.axis if upright else draft.x_axis
        look = Label("General", "t" if upright else "l", rule.look.colour or INK, value=False)
        named = replace(look, series=True, ground="" if upright else WHITE, size=SMALL)
        out.append(
            f"<c:ser>{series_head(first + i, draft.cells, 3, row)}{shape(NO_LINE)}"
            f"{marker('none', '')}{labels(named)}{_error_bar(rule, upright, axis.high - axis.low)}"
            f"{_pair(draft, row)}</c:ser>"
        )
    return out


def _error_bar(rule: Rule, upright: bool, span: float) -> str:
    look = shape(stroke(rule.look.colour, _LINE_STROKE, rule.look.dash))
    return (
        f'<c:errBars><c:errDir val="{"y" if upright else "x"}"/><c:errBarType val="minus"/>'
        f'<c:errValType val="fixedVal"/><c:noEndCap val="1"/><c:val val="{span:.15g}"/>{look}'
        "</c:errBars>"
    )


def _corners(draft: Draft, frame: Frame) -> tuple[Words, ...]:
    """Return the names of the fields: upper left, upper right, lower right, lower left."""
    if len(draft.plot.corners) != 4:
        return ()
    high, gap = line_height() + 0.6, 1.2
    left, right = frame.left + gap, frame.left + frame.wide - gap
    middle = frame.left + frame.wide / 2
    top, bottom = frame.top + gap, frame.top + frame.high - gap
    boxes = (
        (left, top, middle, top + high),
        (middle, top, right, top + high),
        (middle, bottom - high, right, bottom),
        (left, bottom - high, middle, bottom),
    )
    return tuple(
        Words(clean(name), box, align)
        for name, box, align in zip(draft.plot.corners, boxes, "lrrl", strict=True)
        if name
    )
