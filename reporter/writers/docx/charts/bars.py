"""Bars: lying (also as parts of a hundred) and standing.

Lines across lying bars are bars as well: see :mod:`.crossing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from ....document.colours import INK, WHITE, ink_on
from ....document.plot import PlotSeries
from .axes import BEHIND, CATEGORIES, VALUES, CategoryAxis, ValueAxis
from .crossing import crossing_bars
from .draft import EDGE, Draft, Drawn, Rule
from .labels import Label, Place, labels
from .layout import Frame, small_height
from .lines import line_group, rule_series, standing_frame, value_line
from .looks import edged, filled
from .series import categories, numbers, series_head
from .text import SMALL, line_height, width
from .whiskers import add_limits, beyond_whiskers, whiskers

_LEAST_SEGMENT = 0.05  # of the axis: a smaller segment has no room for its value
_LINE_WIDTH = 0.6  # millimetres
_AROUND_LABEL = 3.0  # millimetres: what programs leave before and after a value
_MOST_NAMES = 0.38  # of the width


def draw_lying(draft: Draft) -> Drawn:
    """Return lying bars, the first category on top."""
    axis = draft.axis
    rules = sorted(draft.rules, key=lambda rule: -rule.number)
    stacked = draft.plot.kind == "stacked"
    frame = lying_frame(draft)
    _fill_cells(draft, rules)
    shift = len(rules)
    bars = "".join(
        _bar(draft, (j, series), shift=shift, stacked=stacked)
        for j, series in enumerate(draft.plot.series)
    )
    groups = bar_group("bar", bars, _grouping(draft, stacked), (CATEGORIES, VALUES))
    names = CategoryAxis("l", downwards=True)
    scale = ValueAxis(axis, "b", "max", words=draft.small_print, labels_at="nextTo")
    axes = names.to_xml() + scale.to_xml()
    if rules:
        behind = (CATEGORIES + BEHIND, VALUES + BEHIND)
        thin = float(f"{(axis.high - axis.low) * _LINE_WIDTH / frame.wide:.3g}")
        groups += bar_group("bar", crossing_bars(draft, rules, thin), ("stacked", 0, 100), behind)
        # Not deleted: LibreOffice would stack these bars upon those of the chart itself.
        second = ValueAxis(axis, "t", grid=False, labels_at="none")
        axes += second.to_xml(behind[1], behind[0])
        axes += CategoryAxis("l", downwards=True, shown=False).to_xml(BEHIND)
    count = len(draft.plot.series)
    return Drawn(groups, axes, frame, tuple(range(count, count + 2 * len(rules))))


def draw_standing(draft: Draft) -> Drawn:
    """Return standing columns, and lines of values over them.

    Reference lines run on to a place without a category, where they are named.
    """
    axis = draft.axis
    beyond = [None] if draft.rules else []
    draft.cells.add("项目", [*draft.names, *beyond])
    for series in draft.plot.series:
        values = [*draft.numbers(series.column), *beyond]
        draft.cells.add(draft.name(series), values, draft.code(series))
    every = list(enumerate(draft.plot.series))
    bars = "".join(_bar(draft, pair) for pair in every if pair[1].look != "line")
    groups = bar_group("col", bars, _grouping(draft, stacked=False), (CATEGORIES, VALUES))
    frame, names = standing_frame(draft, len(draft.names) + len(beyond))
    first = len(draft.plot.series)
    lines = "".join(value_line(draft, i, frame) for i, x in every if x.look == "line")
    groups += line_group(lines + rule_series(draft, first, frame))
    below = CategoryAxis("b", words=draft.small_print, turn=names.turn)
    axes = below.to_xml() + ValueAxis(axis).to_xml()
    return Drawn(groups, axes, frame, tuple(range(first, first + len(draft.rules))))


def lying_frame(draft: Draft, names: Sequence[str] = ()) -> Frame:
    """Return the frame of lying bars with ``names`` beside them, else those of the categories."""
    longest = max((width(name) for name in names or draft.names), default=0.0)
    left = EDGE + min(longest + 3.0, draft.width * _MOST_NAMES)
    beyond = 0.0
    if draft.plot.kind == "bar":
        texts = [v.text for s in draft.plot.series for v in draft.values(s.column) if v is not None]
        beyond = max(map(width, texts), default=0.0)
    right = EDGE + 2.0 + beyond
    bottom = (
        line_height(SMALL)
        + 2.0
        + small_height(draft.small_print, draft.width - left - right)
        + EDGE
    )
    return Frame(draft.width, draft.height, left, draft.head, right, bottom)


def _fill_cells(draft: Draft, rules: Sequence[Rule]) -> None:
    """Write names and values below the rows of the lines, each line's value in its own row."""
    above: list[None] = [None] * len(rules)
    bare = draft.plot.kind == "stacked"
    draft.cells.add("项目", [*above, *draft.names])
    for series in draft.plot.series:
        values = [*above, *draft.numbers(series.column)]
        draft.cells.add(draft.name(series), values, draft.code(series, bare=bare))
    for series in draft.plot.series:
        add_limits(draft, series)
    for place, rule in enumerate(rules):
        values = [rule.number if i == place else None for i in range(len(draft.names) + len(rules))]
        draft.cells.add(rule.name, values, rule.code)


def _grouping(draft: Draft, stacked: bool) -> tuple[str, int, int | None]:
    """Return grouping, gap between categories and overlap of series, both in % of a bar."""
    if stacked:
        # Not percentStacked: shares are drawn as printed, also where they add to 99.9.
        return "stacked", 35, 100
    several = sum(series.look != "line" for series in draft.plot.series) > 1
    return "clustered", 50, 0 if several or draft.plot.lines else None


def bar_group(
    direction: str, series: str, look: tuple[str, int, int | None], axes: tuple[int, int]
) -> str:
    """Return ``c:barChart``."""
    grouping, gap, overlap = look
    over = "" if overlap is None else f'<c:overlap val="{overlap}"/>'
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="{gap}"/>{over}'
        f'<c:axId val="{axes[0]}"/><c:axId val="{axes[1]}"/></c:barChart>'
    )


def _bar(
    draft: Draft, pair: tuple[int, PlotSeries], *, shift: int = 0, stacked: bool = False
) -> str:
    """Return a ``c:ser``; ``shift`` rows of the sheet lie above the first category."""
    index, series = pair
    column = index + 1
    edge = WHITE if stacked else edged(series, index)
    return (
        f"<c:ser>{series_head(index, draft.cells, column)}{filled(series.colour, edge)}"
        f'<c:invertIfNegative val="0"/>{_points(draft, series, (shift, edge))}'
        f"{_bar_labels(draft, series, (shift, stacked))}"
        f"{whiskers(draft, series)}"
        f"{categories(draft.cells)}{numbers(draft.cells, column)}</c:ser>"
    )


def _points(draft: Draft, series: PlotSeries, look: tuple[int, str]) -> str:
    """Return the bars whose colour is not their series'."""
    shift, edge = look
    if not series.colours:
        return ""
    return "".join(
        f'<c:dPt><c:idx val="{place + shift}"/><c:invertIfNegative val="0"/>'
        f'<c:bubble3D val="0"/>{filled(series.colours[row], edge)}</c:dPt>'
        for place, row in enumerate(draft.order)
        if series.colours[row].lstrip("#") != series.colour.lstrip("#")
    )


def _bar_labels(draft: Draft, series: PlotSeries, look: tuple[int, bool]) -> str:
    shift, stacked = look
    told = draft.told(series)
    if stacked:
        axis = draft.axis
        room = (axis.high - axis.low) * _LEAST_SEGMENT
        found = draft.numbers(series.column)
        texts = [value.text.rstrip("%") if value else "" for value in draft.values(series.column)]
        wide = lying_frame(draft).wide / (axis.high - axis.low)  # millimetres a unit
        told = {
            i
            for i in told
            if isinstance(number := found[i], float)
            and number >= max(room, (width(texts[i]) + 0.6) / wide)
        }
    if not told:
        return labels(None)
    place: Place = "ctr" if stacked else "outEnd"
    each = Label(draft.code(series, bare=stacked), place, series.label_colour or INK)
    special: dict[int, Label | None] = {
        i + shift: None for i in range(len(draft.order)) if i not in told
    }
    if series.limits:
        special |= beyond_whiskers(draft, series, each, lying_frame(draft))
    crossed = bool(draft.plot.lines) or any(x.look == "line" for x in draft.plot.series)
    if crossed and not stacked:
        backed = replace(each, ground=WHITE)
        if draft.plot.kind != "bar":
            return labels(backed, special)
        # Point by point: LibreOffice lays the ground of the series behind every label.
        special |= {i + shift: backed for i in told} | _inside(draft, series, each, shift)
    return labels(each, special)


def _inside(draft: Draft, series: PlotSeries, each: Label, shift: int) -> dict[int, Label | None]:
    """Return the labels of bars that are long enough to hold theirs, where lines cross.

    Beyond the end they would stand in the way of the lines, and LibreOffice has no such place
    once bars of the chart are stacked. At the foot of the bar no line comes near; where one
    does, the label stands at the end, on a ground that keeps the line off.
    """
    axis, frame = draft.axis, lying_frame(draft)
    start = min(max(0.0, axis.low), axis.high)
    wide = frame.wide / (axis.high - axis.low)  # millimetres a unit
    nearest = min((abs(rule.number - start) * wide for rule in draft.rules), default=frame.wide)
    values, found = draft.values(series.column), draft.numbers(series.column)
    out: dict[int, Label | None] = {}
    for i in draft.told(series):
        number, value = found[i], values[i]
        if value is None or not isinstance(number, float):
            continue
        room = width(value.text) + _AROUND_LABEL
        if abs(number - start) * wide > room:
            fill = series.colours[draft.order[i]] if series.colours else series.colour
            foot = replace(each, place="inBase", colour=ink_on(fill), ground="")
            end = replace(foot, place="inEnd", ground=fill)
            out[i + shift] = foot if nearest > room else end
    return out
