"""Confidence limits of lying bars: error bars that follow the cells of the limits."""

from __future__ import annotations

from dataclasses import replace

from ....document.colours import INK
from ....document.plot import PlotSeries
from .cells import address
from .draft import Draft
from .labels import Label
from .layout import Frame
from .looks import drawn
from .series import numbers

_STROKE = 1.0  # points


def add_limits(draft: Draft, series: PlotSeries) -> None:
    """Add the columns of a series' limits, and how far they lie from its values."""
    if not series.limits:
        return
    column = next(i for i, one in enumerate(draft.plot.series) if one is series) + 1
    values = draft.numbers(series.column)
    for limit, sign in zip(series.limits, (-1, 1), strict=True):
        found = draft.numbers(limit)
        code = draft.code(replace(series, column=limit))
        own = draft.cells.add(draft.table.series[limit], found, code)
        far, formulas = [], []
        for row, (number, end) in enumerate(zip(values, found, strict=True)):
            known = isinstance(number, float) and isinstance(end, float)
            far.append(round(abs(end - number), 9) if known else None)  # type: ignore[operator]
            cells = [address(own, row), address(column, row)][::sign]
            formulas.append(f"={cells[0]}-{cells[1]}" if known else "")
        name = f"{draft.table.series[limit]}之差（绘图用）"
        draft.cells.add(name, far, formulas=formulas, helper=True)


def whiskers(draft: Draft, series: PlotSeries) -> str:
    """Return ``c:errBars``; the columns of :func:`add_limits` stand after those of the series."""
    if not series.limits:
        return ""
    below = len(draft.plot.series) + 2
    minus = numbers(draft.cells, below, "minus")
    plus = numbers(draft.cells, below + 2, "plus")
    return (
        '<c:errBars><c:errBarType val="both"/><c:errValType val="cust"/><c:noEndCap val="0"/>'
        f"{plus}{minus}{drawn(INK, _STROKE)}</c:errBars>"
    )


def beyond_whiskers(
    draft: Draft, series: PlotSeries, each: Label, frame: Frame
) -> dict[int, Label | None]:
    """Return the labels moved from the ends of their bars to those of the whiskers."""
    unit = frame.wide / (draft.axis.high - draft.axis.low) / draft.width
    ends = draft.numbers(series.limits[1])
    out: dict[int, Label | None] = {}
    for i, number in enumerate(draft.numbers(series.column)):
        end = ends[i]
        if i in draft.told(series) and isinstance(number, float) and isinstance(end, float):
            out[i] = replace(each, shift=(round((end - number) * unit, 4), 0.0))
    return out
