"""Values with their intervals on a scale with named bands, or against a mark: how good is that?

Series 0 holds the values, one a row. Every further series is a band: its name, and where it
begins in each row, from the lowest band up; a band ends where the next begins. Bands are steps of
lightness, so a grey copy keeps their order. Without a scale the axis lies around what is drawn.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from ..document.nodes import Text, Value
from ..facts.fact import Fact
from .chart import (
    ChartData,
    Drawing,
    Series,
    Style,
    label,
    plotted,
    table,
    value,
    values,
)
from .kit import frame, palette
from .kit.alt import MOST_POINTS
from .kit.axis import Axis, around, of_scale
from .kit.faces import tidy, width
from .kit.labels import LABEL, SMALL
from .kit.sheet import Sheet

ID = "benchmark"
TITLE = "基准刻度图"

MOST_BANDS = 7
MOST_LINES = 2
_DARKEST, _LIGHTEST = 66.0, 95.0  # lightness of the lowest and of the highest band
_THICK = 5.0  # millimetres, of the band of a row
_CAP = 1.1  # half of a whisker's end
_ROW = 4.0  # a row of texts over the field


@dataclass(frozen=True, slots=True)
class _Field:
    """The place of the axis: its ends and edges in millimetres."""

    axis: Axis
    left: float
    right: float
    top: float
    bottom: float

    def x(self, number: float) -> float:
        """Return the place of a number; what lies beyond the axis stands at its end."""
        share = min(1.0, max(0.0, self.axis.at(number)))
        return self.left + share * (self.right - self.left)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A text over the field with the fact that it prints."""

    text: str
    fact: Fact
    x: float
    is_line: bool


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw one row a category, in the caller's order; ``scale`` gives the ends of the axis.

    Flagged values are hollow. Lines (at most two) mark what all rows are held against.

    Raises:
        ValueError: more than two lines, or bands that do not ascend (Chinese).
        TooManyError: more than seven bands, or more rows than a page holds (Chinese).
    """
    if len(data.lines) > MOST_LINES:
        raise ValueError(f"{TITLE}最多画{MOST_LINES}条参照线，这里有{len(data.lines)}条。")
    bands = data.series[1:]
    frame.limit(replace(data, series=bands or data.series), TITLE, MOST_BANDS)
    begins = [_begins(data, bands, i) for i in range(len(data.categories))]
    alone = replace(data, series=data.series[:1])
    axis = _axis(data)
    rows = frame.rows(data.categories, style.width_mm, _THICK + frame.spare(data, 2.2, 1.0))
    named = frame.legend_of([one.name for one in bands], data, style.width_mm)
    named = named if bands else frame.Legend(())
    cut = any(begin and begin[0] < axis.low for begin in begins)
    note = frame.notes("横轴只画出量表的一段" if cut else "", _note(alone))
    marks = _marks(data, bands, begins)
    flat = _Field(axis, *_span(alone, axis, rows.left, style.width_mm), 0.0, 0.0)
    placed, levels = _in_rows([replace(one, x=flat.x(one.x)) for one in marks], style.width_mm)
    top = named.height + levels * _ROW
    field = replace(flat, top=top, bottom=top + rows.height)
    sheet = Sheet(style.width_mm, field.bottom + frame.TICKS + frame.foot(note, style.width_mm))

    fills = _fills(style.accent, len(bands))
    frame.write_legend(sheet, named, data, frame.swatch(fills))
    frame.across(sheet, axis, (field.left, field.right), (field.top, field.bottom))
    frame.write_names(sheet, rows, field.top)
    for begin, middle in zip(begins, rows.middles(field.top), strict=True):
        _write_bands(sheet, field, begin, middle, fills)
    for one, level in placed:
        _write_mark(sheet, field, one, field.top - (level + 0.5) * _ROW)
    colour = palette.accent(style.accent)
    for i, middle in enumerate(rows.middles(field.top)):
        hollow = bool(data.flags and tidy(data.flags[i]))
        _write_value(sheet, field, data.series[0].facts[i], (middle, colour, hollow))
    frame.write_note(sheet, note)
    made = frame.finish(sheet, alone, TITLE, note, axis.texts())
    return _with_bands(replace(made, table=table(data)), data, begins)


def _begins(data: ChartData, bands: tuple[Series, ...], row: int) -> tuple[float, ...]:
    """Return where the bands of a row begin; none where one of them is not known."""
    found = [plotted(one.facts[row]) for one in bands]
    known = tuple(number for number in found if number is not None)
    if len(known) < len(found):
        return ()
    if any(one >= two for one, two in pairwise(known)):
        raise ValueError(f"“{tidy(data.categories[row])}”各档的起点应由低到高，没有相同的。")
    return known


def _axis(data: ChartData) -> Axis:
    """Return the axis of the scale, or around all but the start of the lowest band."""
    found = frame.numbers(data)
    if data.scale is not None and all(data.scale[0] <= one <= data.scale[1] for one in found):
        return of_scale(data.scale, count=6)
    found = frame.numbers(replace(data, series=(data.series[0], *data.series[2:])))
    ends = [end for fact in data.series[0].facts for end in _limits(fact) or ()]
    return around([*found, *ends], None)


def _limits(fact: Fact | None) -> tuple[float, float] | None:
    """Return the limits of a fact that has both, in the printed unit."""
    if fact is None or plotted(fact) is None or fact.ci_low is None or fact.ci_high is None:
        return None
    low, high = (plotted(replace(fact, value=end)) for end in (fact.ci_low, fact.ci_high))
    return None if low is None or high is None else (low, high)


def _note(data: ChartData) -> str:
    flags = dict.fromkeys(tidy(flag) for flag in data.flags if tidy(flag))
    return frame.notes(
        "横线为置信区间" if any(_limits(fact) for fact in data.series[0].facts) else "",
        *(f"空心点：{flag}" for flag in flags),
        frame.gaps(data),
    )


def _fills(accent: str, count: int) -> tuple[str, ...]:
    """Return the fills of the bands, the lowest the darkest."""
    step = (_LIGHTEST - _DARKEST) / max(1, count - 1)
    return tuple(palette.at_lightness(accent, _DARKEST + step * i) for i in range(count))


def _span(data: ChartData, axis: Axis, left: float, paper: float) -> tuple[float, float]:
    """Return the ends of the axis: ticks fit at both, the column of values at the right."""
    texts = axis.texts()
    column = max(width(label(fact), LABEL, bold=True) for fact in data.series[0].facts) + 2.0
    first, last = (width(text, SMALL) / 2 for text in (texts[0], texts[-1]))
    return left + max(1.5, first), paper - frame.EDGE - column - max(1.5, last)


def _marks(
    data: ChartData, bands: tuple[Series, ...], begins: list[tuple[float, ...]]
) -> list[_Mark]:
    """Return lines, and the borders of bands that are the same in all rows; ``x`` is a number."""
    found = [
        _Mark(f"{tidy(line.name)} {label(line.fact)}", line.fact, number, True)
        for line in data.lines
        if (number := plotted(line.fact)) is not None
    ]
    return [*_borders(bands, begins), *sorted(found, key=_place)]


def _borders(bands: tuple[Series, ...], begins: list[tuple[float, ...]]) -> list[_Mark]:
    """Return the begins of the bands above the lowest, where all rows have the same."""
    if len(set(begins)) != 1 or not begins[0]:
        return []
    facts = [band.facts[0] for band in bands[1:]]
    return [
        _Mark(label(fact), fact, number, False)
        for fact, number in zip(facts, begins[0][1:], strict=True)
        if fact is not None
    ]


def _place(mark: _Mark) -> float:
    return mark.x


def _in_rows(marks: list[_Mark], paper: float) -> tuple[list[tuple[_Mark, int]], int]:
    """Return each mark with the row, counted from the field, that has room, and their number.

    Lines stand over all borders, so that no name seems to belong to a border.
    """
    taken: list[tuple[int, float, float]] = []
    found: list[tuple[_Mark, int]] = []
    for mark in marks:
        half = width(mark.text, SMALL) / 2
        middle = min(max(mark.x, frame.EDGE + half), paper - frame.EDGE - half)
        level = 0
        if mark.is_line:
            level = max((row + 1 for one, row in found if not one.is_line), default=0)
        while any(
            row == level and start < middle + half + 1.0 and middle - half - 1.0 < end
            for row, start, end in taken
        ):
            level += 1
        taken.append((level, middle - half, middle + half))
        found.append((mark, level))
    return found, max((level + 1 for _, level in found), default=0)


def _write_bands(
    sheet: Sheet, field: _Field, begins: tuple[float, ...], y: float, fills: tuple[str, ...]
) -> None:
    """Fill the bands of a row, white between them; a row without bands has a rule."""
    if not begins:
        sheet.line([(field.left, y), (field.right, y)], palette.RULE, 0.5)
        return
    edges = [*(field.x(number) for number in begins), field.right]
    for (start, end), fill in zip(pairwise(edges), fills, strict=True):
        if end > start:
            sheet.rect((start, y - _THICK / 2, end - start, _THICK), fill, palette.WHITE)


def _write_mark(sheet: Sheet, field: _Field, mark: _Mark, y: float) -> None:
    half = width(mark.text, SMALL) / 2
    at = min(max(mark.x, frame.EDGE + half), sheet.width - frame.EDGE - half)
    if mark.is_line:
        dash = palette.RULE_DASHES[0]
        sheet.line([(mark.x, y + 1.6), (mark.x, field.bottom)], palette.INK, 1.0, dash)
    ink = palette.INK if mark.is_line else palette.MUTED
    sheet.backed(at, y, mark.text, size=SMALL, align="center", color=ink, values=values(mark.fact))


def _write_value(
    sheet: Sheet, field: _Field, fact: Fact | None, look: tuple[float, str, bool]
) -> None:
    """Write the value at the right; draw its dot and the whisker of its interval."""
    y, colour, hollow = look
    x = sheet.width - frame.EDGE
    sheet.text(x, y, label(fact), align="right", bold=True, values=values(fact))
    number, limits = plotted(fact), _limits(fact)
    if number is None:
        return
    if limits is not None:
        low, high = (field.x(end) for end in limits)
        sheet.line([(low, y), (high, y)], palette.INK, 1.2)
        for end in (low, high):
            sheet.line([(end, y - _CAP), (end, y + _CAP)], palette.INK, 1.2)
    sheet.dot(field.x(number), y, colour, hollow=hollow)


def _with_bands(made: Drawing, data: ChartData, begins: list[tuple[float, ...]]) -> Drawing:
    """Return the drawing whose description tells the bands, and in which each value lies."""
    bands = data.series[1:]
    if not bands or not any(begins):
        return made
    parts: list[Text | Value] = [Text("由低到高分为：")]
    same = {mark.fact.key: mark.fact for mark in _borders(bands, begins)}
    for j, band in enumerate(bands):
        parts.append(Text(f"{'、' if j else ''}“{tidy(band.name)}”"))
        fact = band.facts[0]
        if fact is not None and fact.key in same:
            parts += [Text("（"), value(fact), Text("起）")]
    parts.append(Text("。" if same else "，各项的分界不同。"))
    if len(data.categories) <= MOST_POINTS:
        parts += [Text(one) for one in _told(data, begins)]
    alt = made.alt + "".join(part.text for part in parts)
    return replace(made, alt=alt, alt_parts=(*made.alt_parts, *parts))


def _told(data: ChartData, begins: list[tuple[float, ...]]) -> list[str]:
    """Return in which band each value lies, in words; all that its interval meets."""
    said = []
    for name, fact, begin in zip(data.categories, data.series[0].facts, begins, strict=True):
        number = plotted(fact)
        if number is None or not begin:
            continue
        low, high = _limits(fact) or (number, number)
        bands = [
            tidy(data.series[max(1, sum(one <= end for one in begin))].name) for end in (low, high)
        ]
        where = f"在“{bands[0]}”一档" if bands[0] == bands[1] else f"跨“{bands[0]}”至“{bands[1]}”"
        said.append(f"“{tidy(name)}”{'的区间' if low < high else ''}{where}。")
    return said
