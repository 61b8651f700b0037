"""100% stacked bars: how the answers are distributed, one bar per item.

The fills are steps of lightness from dark to light in the order of the options, so a grey
copy keeps that order; segments of at least 5% carry their share.
"""

from __future__ import annotations

from dataclasses import replace

from ..document.plot import Plot
from .chart import ChartData, Drawing, Style, label, plotted, values
from .kit import frame, native, palette
from .kit.axis import Axis
from .kit.faces import width
from .kit.labels import LABEL, SMALL
from .kit.sheet import Sheet

ID = "stacked"
TITLE = "百分比堆积条形图"

MOST_SERIES = 7
LEAST_LABEL = 5.0  # percent
_AXIS = Axis(0.0, 100.0, (0.0, 20.0, 40.0, 60.0, 80.0, 100.0))
_TOLERANCE = 0.05  # percent: shares rounded by the source


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw one bar per category, in the caller's order; series are the answer options.

    Raises:
        ValueError: more than seven options, shares below 0 or adding to more than 100%
            (a multiple-choice item), or too many categories for a page (Chinese).
    """
    frame.limit(data, TITLE, MOST_SERIES)
    data = frame.without_lines(data)
    _check(data)
    thick = frame.spare(data, 5.2, 4.4)
    bands = frame.rows(data.categories, style.width_mm, thick + frame.spare(data, 2.2, 1.4))
    legend = frame.legend(data, style.width_mm, always=True)
    top = legend.height
    bottom = top + bands.height
    note = frame.gaps(data)
    sheet = Sheet(style.width_mm, bottom + frame.TICKS + frame.foot(note, style.width_mm))
    span = (bands.left, style.width_mm - frame.EDGE - width("100", SMALL) / 2)

    fills = palette.steps(style.accent, len(data.series))
    frame.write_legend(sheet, legend, data, frame.swatch(fills))
    frame.across(sheet, _AXIS, span, (top, bottom))
    frame.write_names(sheet, bands, top)
    for i, middle in enumerate(bands.middles(top)):
        _bar(sheet, data, i, (span, (middle, thick), fills))
    sheet.line([(span[0], top), (span[0], bottom)], palette.RULE, 0.8)
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note, _AXIS.texts())
    return native.with_plot(made, _plot(data, fills), data)


def _plot(data: ChartData, fills: tuple[str, ...]) -> Plot:
    found = native.fills(fills, [palette.on(fill) for fill in fills])
    rows = [
        [i for i, fact in enumerate(series.facts) if (plotted(fact) or 0.0) >= LEAST_LABEL]
        for series in data.series
    ]
    count = len(data.categories)
    made = tuple(native.told(one, some, count) for one, some in zip(found, rows, strict=True))
    return Plot("stacked", made, native.axis(_AXIS), legend=True)


def _check(data: ChartData) -> None:
    for i, name in enumerate(data.categories):
        shares = [plotted(series.facts[i]) or 0.0 for series in data.series]
        if min(shares) < 0 or sum(shares) > 100 + _TOLERANCE:
            raise ValueError(
                f"“{name}”各选项占比合计超过100%或有负数，不能画{TITLE}：多选题请用排序条形图。"
            )


def _bar(
    sheet: Sheet,
    data: ChartData,
    row: int,
    place: tuple[tuple[float, float], tuple[float, float], tuple[str, ...]],
) -> None:
    """Draw the segments of one item, dark to light, white between them."""
    (left, right), (middle, thick), fills = place
    facts = [series.facts[row] for series in data.series]
    if all(plotted(fact) is None for fact in facts):
        text, ink = label(facts[0]), palette.MUTED
        sheet.text(left + 1.2, middle, text, color=ink, values=values(facts[0]))
        return
    x = left
    for fact, fill in zip(facts, fills, strict=True):
        share = plotted(fact) or 0.0
        wide = (right - left) * share / 100
        if wide <= 0:
            continue
        sheet.rect((x, middle - thick / 2, wide, thick), fill, palette.WHITE)
        text = label(fact).removesuffix("%")
        if share >= LEAST_LABEL and width(text, LABEL) + 0.4 <= wide:
            printed = tuple(replace(value, text=text) for value in values(fact))
            look = {"align": "center", "color": palette.on(fill)}
            sheet.text(x + wide / 2, middle, text, values=printed, **look)
        x += wide
    sheet.line([(x, middle - thick / 2), (x, middle + thick / 2)], palette.RULE, 0.5)
