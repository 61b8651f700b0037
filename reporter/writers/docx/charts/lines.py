"""Lines over periods, control charts, and reference lines among standing marks."""

from __future__ import annotations

from collections.abc import Mapping

from ....document.colours import INK, WHITE
from .axes import CATEGORIES, VALUES, CategoryAxis, ValueAxis, ticks_width
from .cells import letters
from .draft import EDGE, Draft, Drawn, foot_words
from .labels import Label, Place, labels
from .layout import Frame, Names, apart, period_names, small_height, wrapped_names
from .line_marks import name_series, remark_series, remarked
from .line_values import is_limit, value_sides
from .looks import drawn, marker
from .series import categories, numbers, series_head
from .text import line_height, width

_STROKE, _RULE_STROKE = 2.0, 1.25  # points
_CLEAR = 2.5  # millimetres between the last point of a line and the name of another


def draw_lines(draft: Draft) -> Drawn:
    """Return a line chart; a series without markers is a limit, named at its end."""
    draft.cells.add("项目", draft.names)
    for series in draft.plot.series:
        draft.cells.add(draft.name(series), draft.numbers(series.column), draft.code(series))
    frame, below = standing_frame(draft, len(draft.names))
    found = value_sides(draft, frame)
    first = len(draft.plot.series)
    made = "".join(value_line(draft, i, frame, found[i]) for i in range(first))
    made += rule_series(draft, first, frame)
    made += remark_series(draft, first + len(draft.rules), found[0])
    last = first + len(draft.rules) + len(draft.plot.remarks)
    whole = below.every == 1
    if not whole:
        made += name_series(draft, last, below.every)
    words = draft.small_print
    names = CategoryAxis("b", words=words if whole else "", turn=below.turn, named=whole)
    axes = names.to_xml() + ValueAxis(draft.axis).to_xml()
    limits = [i for i, series in enumerate(draft.plot.series) if is_limit(series)]
    hidden = (*limits, *range(first, first + len(draft.rules)), *([] if whole else [last]))
    return Drawn(line_group(made), axes, frame, hidden, () if whole else foot_words(draft, words))


def standing_frame(draft: Draft, slots: int) -> tuple[Frame, Names]:
    """Return the frame of a chart with ``slots`` categories from left to right, and their names.

    Names of lines stand to the right of their last point, half a category from the edge.
    """
    left = EDGE + ticks_width(draft.axis)
    beyond = max((width(text) + 3.0 + _CLEAR for text in _end_texts(draft)), default=0.0)
    inside = draft.width - left - EDGE
    slot = inside / slots
    if beyond > slot / 2:
        slot = max((inside - beyond) / max(slots - 0.5, 0.5), 1.0)
    right = EDGE + max(beyond - slot / 2, 0.0)
    below = (period_names if draft.plot.kind == "line" else wrapped_names)(draft.names, slot)
    bottom = below.height + small_height(draft.small_print, draft.width - left - right) + EDGE
    mixed = len({series.look for series in draft.plot.series}) > 1
    # Values over a line may stand above the highest tick.
    top = draft.head + line_height() * (1.6 if mixed else 0.5)
    return Frame(draft.width, draft.height, left, top, right, bottom), below


def _end_texts(draft: Draft) -> list[str]:
    texts = []
    for rule in draft.rules:
        texts.append(f"{rule.name} {draft.table.lines[rule.look.line][1].text}")
    for series in filter(is_limit, draft.plot.series):
        last = [value.text for value in draft.values(series.column) if value is not None]
        texts.append(f"{draft.name(series)} {last[-1] if last else ''}")
    return texts


def rule_series(draft: Draft, first: int, frame: Frame) -> str:
    """Return the series of reference lines from index ``first``, each named at its last point.

    Only the first cell of a line is typed; the others follow it.
    """
    made = []
    limits = sum(map(is_limit, draft.plot.series))
    for i, rule in enumerate(draft.rules):
        values = [rule.number] * len(draft.cells.columns[0].values)
        source = f"=${letters(len(draft.cells.columns))}$2"
        formulas = ["", *[source] * (len(values) - 1)]
        column = draft.cells.add(rule.name, values, rule.code, formulas=formulas)
        named = _end_label(draft, frame, rule.code, (rule.look.colour, limits + i))
        made.append(
            f"<c:ser>{series_head(first + i, draft.cells, column)}"
            f"{drawn(rule.look.colour, _RULE_STROKE, rule.look.dash)}{marker('none', '')}"
            f"{labels(None, {len(values) - 1: named})}{categories(draft.cells)}"
            f'{numbers(draft.cells, column)}<c:smooth val="0"/></c:ser>'
        )
    return "".join(made)


def line_group(series: str) -> str:
    """Return ``c:lineChart`` on the axes seen, nothing for no series.

    All lines of a chart belong in one: Word has one group of a kind on a pair of axes.
    """
    return series and (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        f'<c:marker val="1"/><c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:lineChart>'
    )


def _end_label(draft: Draft, frame: Frame, code: str, end: tuple[str, int]) -> Label:
    """Return the name at the end of a line, moved off the names of lines near it.

    ``end`` is its colour and its place among the limits and the reference lines after them.
    """
    colour, place = end
    numbers_at = []
    for series in filter(is_limit, draft.plot.series):
        found = [x for x in draft.numbers(series.column) if isinstance(x, float)]
        numbers_at.append(found[-1] if found else 0.0)
    numbers_at += [rule.number for rule in draft.rules]
    span = draft.axis.high - draft.axis.low
    heights = [-number / span * frame.high for number in numbers_at]
    down = apart(heights, line_height())[place] / draft.height
    right = _CLEAR / draft.width if draft.plot.kind == "line" else 0.0
    shift = round(right, 4), round(down, 4)
    return Label(code, "r", colour or INK, series=True, shift=shift)


def value_line(
    draft: Draft, index: int, frame: Frame, found: Mapping[int, Place] | None = None
) -> str:
    """Return the ``c:ser`` of a series drawn as a line; its values stand in the sheet already.

    ``found`` are the sides of the values it prints; without them values stand over the points.
    """
    series, column = draft.plot.series[index], index + 1
    limit = is_limit(series)
    look = drawn(series.colour, _RULE_STROKE if limit else _STROKE, series.dash)
    return (
        f"<c:ser>{series_head(index, draft.cells, column)}{look}"
        f"{marker(series.marker, series.colour, hollow=series.hollow)}"
        f"{_line_labels(draft, index, frame, found)}{categories(draft.cells)}"
        f'{numbers(draft.cells, column)}<c:smooth val="0"/></c:ser>'
    )


def _line_labels(draft: Draft, index: int, frame: Frame, found: Mapping[int, Place] | None) -> str:
    series = draft.plot.series[index]
    code, values = draft.code(series), draft.numbers(series.column)
    if is_limit(series):
        last = max((i for i, number in enumerate(values) if number is not None), default=-1)
        place = sum(map(is_limit, draft.plot.series[:index]))
        named = _end_label(draft, frame, code, (series.label_colour or series.colour, place))
        return labels(None, {last: named} if last >= 0 else {})
    colour = series.label_colour or INK
    if found is not None:
        own = {i: side for i, side in found.items() if not (index == 0 and i in remarked(draft))}
        return labels(None, {i: Label(code, side, colour) for i, side in own.items()})
    told = draft.told(series)
    if not told:
        return labels(None)
    each = Label(code, "t", colour, ground=WHITE)
    return labels(each, {i: None for i in range(len(values)) if i not in told})
