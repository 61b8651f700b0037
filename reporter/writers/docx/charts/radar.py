"""Radars: a profile over the categories, clockwise from the top."""

from __future__ import annotations

from ....document.plot import PlotSeries
from .axes import CATEGORIES, VALUES, CategoryAxis, ValueAxis
from .cells import address
from .draft import EDGE, Draft, Drawn, foot_words
from .labels import labels
from .layout import Frame, small_height
from .looks import drawn, marker
from .printed import printed_cell
from .series import categories, numbers, series_head
from .text import line_height, width

_STROKE = 2.0  # points
_MOST_VALUES = 3  # at one axis
_BETWEEN = " / "


def draw_radar(draft: Draft) -> Drawn:
    """Return a radar; values stand with the names of the axes, where nothing covers them."""
    draft.cells.add("项目", draft.names)
    for series in draft.plot.series:
        draft.cells.add(draft.name(series), draft.numbers(series.column), draft.code(series))
    every = range(min(len(draft.plot.series), _MOST_VALUES))
    shown = list(every) if any(series.labels for series in draft.plot.series) else []
    names = _add_names(draft, shown) if shown else 0
    made = "".join(_series(draft, i, x, names) for i, x in enumerate(draft.plot.series))
    groups = (
        f'<c:radarChart><c:radarStyle val="marker"/><c:varyColors val="0"/>{made}'
        f'<c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:radarChart>'
    )
    scale = ValueAxis(draft.axis, "l", labels_at="none" if draft.plot.note else "nextTo")
    axes = CategoryAxis("b", line=False).to_xml() + scale.to_xml()
    words = foot_words(draft, draft.small_print)
    return Drawn(groups, axes, _frame(draft, lines=2 if shown else 1), words=words)


def _add_names(draft: Draft, shown: list[int]) -> int:
    """Add the column of what stands at the axes: a name, and below it the values as printed."""
    texts, formulas = [], []
    for place, name in enumerate(draft.names):
        row = draft.table.rows[draft.order[place]]
        values = [row[draft.plot.series[i].column] for i in shown]
        printed = ["—" if v is None else v.text for v in values]
        texts.append(f"{name}\n{_BETWEEN.join(printed)}")
        parts = [
            printed_cell(draft, i, place, text) for i, text in zip(shown, printed, strict=True)
        ]
        formulas.append(f"={address(0, place)}&CHAR(10)&" + f'&"{_BETWEEN}"&'.join(parts))
    return draft.cells.add("坐标轴文字（绘图用）", texts, formulas=formulas, helper=True)


def _series(draft: Draft, index: int, series: PlotSeries, names: int) -> str:
    look = marker(series.marker, series.colour, hollow=series.hollow)
    return (
        f"<c:ser>{series_head(index, draft.cells, index + 1)}"
        f"{drawn(series.colour, _STROKE, series.dash)}{look}{labels(None)}"
        f"{categories(draft.cells, names)}{numbers(draft.cells, index + 1)}</c:ser>"
    )


def _frame(draft: Draft, lines: int) -> Frame:
    """Return a frame with room for the names around the net."""
    tall = lines * line_height() + 2.0
    side = min(max(map(width, draft.names), default=0.0) + 4.0, draft.width * 0.3)
    bottom = tall + small_height(draft.small_print, draft.width - 2 * EDGE) + EDGE
    return Frame(draft.width, draft.height, side, draft.head + tall, side, bottom)
