"""Pies: parts of a whole, clockwise from the top."""

from __future__ import annotations

from math import cos, pi, sin

from ....document.colours import INK, WHITE
from .boxes import Box, shared
from .draft import EDGE, Draft, Drawn, foot_words
from .labels import Label, labels
from .layout import Frame, legend_height, small_height
from .looks import filled
from .series import categories, numbers, series_head
from .text import line_height, width

_OFF = 1.5  # millimetres between a slice and its name


def draw_pie(draft: Draft) -> Drawn:
    """Return a pie of the only series; without a legend slices carry their names."""
    series = draft.plot.series[0]
    draft.cells.add("项目", draft.names)
    draft.cells.add(draft.name(series), draft.numbers(series.column), draft.code(series))
    colours = series.colours or (series.colour,) * len(draft.table.categories)
    slices = "".join(
        f'<c:dPt><c:idx val="{place}"/><c:bubble3D val="0"/>{filled(colours[row], WHITE)}</c:dPt>'
        for place, row in enumerate(draft.order)
    )
    look = Label(draft.code(series), "outEnd", INK, category=not draft.plot.legend)
    left_out = {i: None for i in range(len(draft.order)) if i not in draft.told(series)}
    made = (
        f"<c:ser>{series_head(0, draft.cells, 1)}{filled(series.colour, WHITE)}{slices}"
        f"{labels(look if draft.told(series) else None, left_out)}"
        f"{categories(draft.cells)}{numbers(draft.cells, 1)}</c:ser>"
    )
    groups = f'<c:pieChart><c:varyColors val="1"/>{made}<c:firstSliceAng val="0"/></c:pieChart>'
    return Drawn(groups, "", _frame(draft), words=foot_words(draft, _words(draft)))


def _frame(draft: Draft) -> Frame:
    """Return a frame with room for labels around the circle."""
    sides = 0.0 if draft.plot.legend else max(map(width, draft.names), default=0.0)
    side = min(sides + 14.0, draft.width * 0.3)
    top = _head(draft) + line_height() + 3.0
    bottom = line_height() + 3.0 + small_height(_words(draft), draft.width - 2 * EDGE) + EDGE
    return Frame(draft.width, draft.height, side, top, side, bottom)


def _head(draft: Draft) -> float:
    return EDGE + legend_height(draft.names, draft.width) if draft.plot.legend else EDGE


def _words(draft: Draft) -> str:
    """Return the small print; % stands with every number already."""
    return draft.plot.note if draft.plot.unit == "%" else draft.small_print


def crowded(draft: Draft) -> bool:
    """Tell whether names would lie on each other: small slices beside each other."""
    series, frame = draft.plot.series[0], _frame(draft)
    found = [x if isinstance(x, float) else 0.0 for x in draft.numbers(series.column)]
    total, reach = sum(found), min(frame.wide, frame.high) / 2 + _OFF
    turned, boxes = 0.0, []
    for i, (name, value) in enumerate(zip(draft.names, draft.values(series.column), strict=True)):
        middle = (turned + found[i] / 2) / (total or 1.0) * 2 * pi
        turned += found[i]
        text = f"{name} {value.text if value else ''}"
        if value is not None and found[i] > 0 and i in draft.told(series):
            boxes.append(_label_box(text, (reach * sin(middle), -reach * cos(middle))))
    wide = draft.width / 2
    beyond = any(box[0] < -wide or box[2] > wide for box in boxes)
    pairs = ((one, other) for i, one in enumerate(boxes) for other in boxes[i + 1 :])
    return beyond or any(shared(one, other) > 0 for one, other in pairs)


def _label_box(text: str, place: tuple[float, float]) -> Box:
    """Return the box of a label whose slice points to ``place``, from the middle of the pie."""
    x, y = place
    wide, high = width(text), line_height()
    left = x - wide / 2 if abs(x) < abs(y) / 3 else x if x > 0 else x - wide
    top = y - high / 2 if abs(y) < abs(x) else y if y > 0 else y - high
    return left, top, left + wide, top + high
