"""From one level to another step by step: what each part adds to or takes from a target.

Bars float between running levels, so their lengths are read; the two levels are marks, not bars,
because the axis does not start at 0.
"""

from __future__ import annotations

from dataclasses import replace

from ..document.plot import Plot, PlotSeries
from ..facts.fact import Fact
from .chart import ChartData, Drawing, Series, Style, label, plotted, values
from .kit import frame, native, palette
from .kit.alt import with_sentences
from .kit.axis import Axis, around
from .kit.faces import tidy, width
from .kit.labels import LABEL
from .kit.sheet import Sheet

ID = "waterfall"
TITLE = "瀑布图"

_HIGH = 0.52  # of a band, for the thickness of a bar
_DASH = "2 1.5"
_COLUMN = "水平和增减"  # what the only column of the table holds


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw the first row as the level at the start, the last as the end, steps between them.

    Series 0 holds the levels, series 1 the steps (signed); of each row one of them is there. A
    single series may hold both. Rows keep the caller's order.

    Raises:
        ValueError: more than two series, fewer than three rows, or no level at the start
            (Chinese).
        TooManyError: more rows than a page holds (Chinese).
    """
    data = _merged(data)
    facts = data.series[0].facts
    spans = _spans(facts)
    ends = [end for span in spans if span is not None for end in span]
    axis = around(ends, None)
    bands = frame.rows(data.categories, style.width_mm, frame.spare(data, 7.0, 5.6))
    note = frame.notes(frame.axis_note(axis, "横轴"), frame.gaps(data))
    top = frame.EDGE + frame.HEAD
    bottom = top + bands.height
    sheet = Sheet(style.width_mm, bottom + frame.TICKS + frame.foot(note, style.width_mm))
    wide = max(width(label(fact), LABEL, bold=True) for fact in facts) + 3.0
    span = (bands.left + 3.0, style.width_mm - frame.EDGE - wide - 2.0)

    frame.write_legend(sheet, frame.Legend(()), data, frame.swatch(()))
    frame.across(sheet, axis, span, (top, bottom))
    frame.write_names(sheet, bands, top)
    _draw_steps(sheet, spans, bands, (axis, span, top, palette.accent(style.accent)))
    for i, (fact, y) in enumerate(zip(facts, bands.middles(top), strict=True)):
        bold = i in (0, len(facts) - 1)
        x = style.width_mm - frame.EDGE
        sheet.text(x, y, label(fact), align="right", bold=bold, values=values(fact))
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note, axis.texts())
    made = replace(made, table=replace(made.table, series=(_COLUMN,)))
    made = native.with_plot(made, _plot(axis, style), data)
    first, last = tidy(data.categories[0]), tidy(data.categories[-1])
    return with_sentences(made, f"从“{first}”起，逐项加减到“{last}”。")


def _plot(axis: Axis, style: Style) -> Plot:
    colour, ink = native.colour(palette.accent(style.accent)), native.colour(palette.INK)
    return Plot("waterfall", (PlotSeries(0, colour, label_colour=ink),), native.axis(axis))


def _merged(data: ChartData) -> ChartData:
    """Return levels and steps as one series without a name.

    Raises:
        ValueError: see :func:`draw`.
    """
    if len(data.series) > 2:
        raise ValueError(f"{TITLE}要有水平和增减两个系列，这里有{len(data.series)}个。")
    if len(data.categories) < 3:
        raise ValueError(f"{TITLE}至少要有起点、一项增减和终点，这里只有{len(data.categories)}项。")
    columns = [series.facts for series in data.series]
    facts = tuple(
        next((f for f in row if f is not None), None) for row in zip(*columns, strict=True)
    )
    if plotted(facts[0]) is None:
        raise ValueError(f"{TITLE}的第一项没有数，无从起算。")
    return ChartData(data.categories, (Series("", facts),), unit=data.unit)


def _spans(facts: tuple[Fact | None, ...]) -> list[tuple[float, float] | None]:
    """Return where each mark begins and ends; the two ends of a level are the same."""
    level = plotted(facts[0]) or 0.0
    found: list[tuple[float, float] | None] = [(level, level)]
    for fact in facts[1:-1]:
        step = plotted(fact)
        found.append(None if step is None else (level, level + step))
        level += step or 0.0
    last = plotted(facts[-1])
    return [*found, None if last is None else (last, last)]


def _draw_steps(
    sheet: Sheet,
    spans: list[tuple[float, float] | None],
    bands: frame.Rows,
    look: tuple[Axis, tuple[float, float], float, str],
) -> None:
    """Draw marks of levels, bars of steps (falls dark, rises hollow), and what joins them."""
    axis, (left, right), top, colour = look
    before: tuple[float, float] | None = None
    middles = bands.middles(top)
    for i, (span, y, high) in enumerate(zip(spans, middles, bands.heights, strict=True)):
        if span is None:
            continue
        start, end = (left + axis.at(number) * (right - left) for number in span)
        half = min(high * _HIGH, 4.2) / 2
        if before is not None:
            sheet.line([(before[0], before[1]), (before[0], y - half)], palette.RULE, 0.6, _DASH)
        if i in (0, len(spans) - 1):
            sheet.rect((end - 0.7, y - half - 0.4, 1.4, 2 * half + 0.8), palette.INK)
        else:
            box = (min(start, end), y - half, max(abs(end - start), 0.25), 2 * half)
            sheet.rect(box, colour if end <= start else palette.WHITE, colour)
        before = (end, y + half)
