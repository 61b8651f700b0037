"""Pies: parts of a whole, clockwise from the top."""

from __future__ import annotations

from .draft import EDGE, Draft, Drawn, Words
from .labels import Label, labels
from .layout import Frame, legend_height, small_height
from .looks import filled
from .series import categories, numbers, series_head
from .text import INK, line_height, width


def draw_pie(draft: Draft) -> Drawn:
    """Return a pie of the only series; without a legend slices carry their names."""
    series = draft.plot.series[0]
    draft.cells.add("项目", draft.names)
    draft.cells.add(draft.name(series), draft.numbers(series.column), draft.code(series))
    colours = series.colours or (series.colour,) * len(draft.table.categories)
    slices = "".join(
        f'<c:dPt><c:idx val="{place}"/><c:bubble3D val="0"/>'
        f"{filled(colours[row], 'FFFFFF')}</c:dPt>"
        for place, row in enumerate(draft.order)
    )
    look = Label(draft.code(series), "outEnd", INK, category=not draft.plot.legend)
    left_out = {i: None for i in range(len(draft.order)) if i not in draft.told(series)}
    made = (
        f"<c:ser>{series_head(0, draft.cells, 1)}{filled(series.colour, 'FFFFFF')}{slices}"
        f"{labels(look if draft.told(series) else None, left_out)}"
        f"{categories(draft.cells)}{numbers(draft.cells, 1)}</c:ser>"
    )
    groups = f'<c:pieChart><c:varyColors val="1"/>{made}<c:firstSliceAng val="0"/></c:pieChart>'
    return Drawn(groups, "", _frame(draft), words=_small_print(draft))


def _frame(draft: Draft) -> Frame:
    """Return a frame with room for labels around the circle."""
    sides = 0.0 if draft.plot.legend else max(map(width, draft.names), default=0.0)
    side = min(sides + 14.0, draft.width * 0.3)
    top = _head(draft) + line_height() + 3.0
    bottom = line_height() + 3.0 + small_height(_words(draft)) + EDGE
    return Frame(draft.width, draft.height, side, top, side, bottom)


def _head(draft: Draft) -> float:
    return EDGE + legend_height(draft.names, draft.width) if draft.plot.legend else EDGE


def _words(draft: Draft) -> str:
    """Return the small print; % stands with every number already."""
    return draft.plot.note if draft.plot.unit == "%" else draft.small_print


def _small_print(draft: Draft) -> tuple[Words, ...]:
    words = _words(draft)
    if not words:
        return ()
    top = draft.height - EDGE - small_height(words)
    return (Words(words, (EDGE, top, draft.width - EDGE, draft.height - EDGE)),)
