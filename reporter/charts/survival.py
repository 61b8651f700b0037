"""Share that has ended by each time, as steps: how fast tickets are closed, beside their limit.

Numbers under the axis say how many were still open then: where few are left the curve says little.

A picture in Word too: under the axis of its charts there is no room for rows of numbers.
"""

from __future__ import annotations

from itertools import pairwise

from .chart import (
    ChartData,
    Drawing,
    ReferenceLine,
    Series,
    Style,
    TooManyError,
    label,
    plotted,
    shown,
    values,
)
from .kit import frame, palette, upright
from .kit.axis import Axis, from_zero, of_scale
from .kit.boxes import Point
from .kit.faces import tidy, width
from .kit.labels import SMALL, pitch, wrap
from .kit.sheet import Sheet
from .kit.upright import Field

ID = "survival"
TITLE = "办结曲线"

MOST_CURVES = 4
_HIGH = 58.0
_TICKS = 7
_DASHES = ("", "5 2", "1.5 1.5", "6 1.5 1.5 1.5")
_RISK_NAME = 22.0  # millimetres, at most, for the names before the numbers still open
_RISK_GAP = 4.5  # half a number of five digits


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw series 0 as times, the next as shares ended by them, counts as numbers still open.

    Series of unit ``count`` after the curves are in the order of the curves; lines stand at their
    times.

    Raises:
        ValueError: no curve, or numbers still open for another number of curves (Chinese).
        TooManyError: more than four curves (Chinese).
    """
    curves, risks = _sorted(data)
    times = [plotted(fact) for fact in data.series[0].facts]
    known = [time for time in times if time is not None]
    marks = [number for line in data.lines if (number := plotted(line.fact)) is not None]
    across = _exact(from_zero([*known, *marks], _TICKS), max([*known, *marks], default=1.0))
    axis = of_scale((0.0, 100.0))
    titles = [_time_title(data.series[0]), "比例（%）"]
    names = [tidy(one.name) for one in curves]
    risk_names = [wrap(tidy(one.name), _RISK_NAME, SMALL, most=1)[0] for one in risks]
    before = max((width(name, SMALL) for name in risk_names), default=0.0) + _RISK_GAP
    left = frame.EDGE + max(upright.ticks_wide(axis), before if risks else 0.0)
    right = style.width_mm - frame.EDGE - upright.ends_wide(names)
    flat = Field(left, right, 0.0, _HIGH, 1, axis)
    limits = _limit_rows(data, flat, across, style.width_mm)
    named = max((row + 1 for *_, row in limits), default=0)
    top = frame.HEAD * (1 + named) + frame.EDGE
    field = Field(left, right, top, top + _HIGH, 1, axis)
    rows = len(risks) + (1 if risks else 0)
    note = _note(data, across)
    foot = frame.TICKS + frame.HEAD + rows * pitch(SMALL) + (1.0 if rows else 0.0)
    sheet = Sheet(style.width_mm, field.bottom + foot + frame.foot(note, style.width_mm))

    sheet.text(frame.EDGE, frame.EDGE + frame.HEAD / 2, titles[1], size=SMALL)
    upright.write_axes(sheet, field, [()])
    frame.across(sheet, across, (left, right), (top, field.bottom))
    sheet.line([(left, field.bottom), (right, field.bottom)], palette.RULE, 0.8)
    middle, below = (left + right) / 2, field.bottom + frame.TICKS + frame.HEAD / 2 - 0.6
    sheet.text(middle, below, titles[0], size=SMALL, align="center")
    for line, x, place, row in limits:
        y = top - frame.HEAD * (row + 0.5)
        sheet.line([(x, y + 1.6), (x, field.bottom)], palette.INK, 1.0, upright.LINE_DASH)
        text, printed = upright.line_text(line), values(line.fact)
        sheet.text(place, y, text, size=SMALL, align="center", values=printed)
    steps = [_steps(field, across, times, curve) for curve in curves]
    ends = _draw_curves(sheet, curves, steps, style)
    upright.write_ends(sheet, field, ends)
    if not ends:
        frame.write_nothing(sheet, (middle, top + _HIGH / 2))
    _write_risks(sheet, field, (across, times), list(zip(risk_names, risks, strict=True)))
    frame.write_note(sheet, note)
    return frame.finish(sheet, data, TITLE, note, (*axis.texts(), *across.texts()))


def _draw_curves(
    sheet: Sheet, curves: list[Series], steps: list[list[Point]], style: Style
) -> list[upright.End]:
    """Draw the curves; return their names.

    The value at the end of a curve is no result: those at the limits are, and stand in the table.
    """
    ends = []
    colours = palette.lines(style.accent, len(curves))
    for curve, corners, colour, dash in zip(curves, steps, colours, _DASHES, strict=False):
        if corners:
            sheet.line(corners, colour, 1.5, dash)
            sample = upright.rule_sample(colour, dash)
            ends.append(upright.end(tidy(curve.name), corners[-1][1], sample, ()))
    return ends


def _sorted(data: ChartData) -> tuple[list[Series], list[Series]]:
    """Return the curves and their numbers still open."""
    rest = data.series[1:]
    risks = [one for one in rest if any(f is not None and f.unit == "count" for f in one.facts)]
    curves = [one for one in rest if one not in risks]
    if not curves:
        raise ValueError(f"{TITLE}要有时间和办结比例，这里只有{len(data.series)}个系列。")
    if risks and len(risks) != len(curves):
        raise ValueError(f"{TITLE}有{len(curves)}条曲线，未办结数却有{len(risks)}列。")
    if len(curves) > MOST_CURVES:
        what = f"{TITLE}最多画{MOST_CURVES}条曲线，这里有{len(curves)}条：请减少类别或改用表格。"
        raise TooManyError(what, "series")
    return curves, risks


def _exact(axis: Axis, end: float) -> Axis:
    """Return the axis cut off where the times end, so that the curve fills its field."""
    return Axis(axis.low, max(end, 1e-9), tuple(tick for tick in axis.ticks if tick <= end))


def _time_title(series: Series) -> str:
    unit = next((shown(fact).unit for fact in series.facts if fact is not None), "")
    return f"{tidy(series.name)}（{unit}）" if unit else tidy(series.name)


def _x(field: Field, across: Axis, time: float) -> float:
    return field.left + across.at(time) * (field.right - field.left)


def _steps(field: Field, across: Axis, times: list[float | None], curve: Series) -> list[Point]:
    """Return the corners of a curve: it keeps its height to the next time, then climbs."""
    known = [
        (_x(field, across, time), field.y(share))
        for time, fact in zip(times, curve.facts, strict=True)
        if time is not None and (share := plotted(fact)) is not None
    ]
    corners = known[:1]
    for one, two in pairwise(known):
        if one[1] == two[1]:
            continue
        corners += [(two[0], one[1]), two]
    return [*corners, *known[-1:]]


def _limit_rows(
    data: ChartData, field: Field, across: Axis, paper: float
) -> list[tuple[ReferenceLine, float, float, int]]:
    """Return each limit with its place, the middle of its name, and the row with room for it."""
    found: list[tuple[ReferenceLine, float, float, int]] = []
    taken: list[tuple[int, float, float]] = []
    known = [(number, one) for one in data.lines if (number := plotted(one.fact)) is not None]
    for number, line in sorted(known, key=lambda pair: pair[0]):
        x, half = _x(field, across, number), width(upright.line_text(line), SMALL) / 2 + 0.8
        middle = min(max(x, field.left + half), paper - frame.EDGE - half)
        row = 0
        while any(r == row and a < middle + half and middle - half < b for r, a, b in taken):
            row += 1
        taken.append((row, middle - half, middle + half))
        found.append((line, x, middle, row))
    return found


def _write_risks(
    sheet: Sheet,
    field: Field,
    drawn: tuple[Axis, list[float | None]],
    rows: list[tuple[str, Series]],
) -> None:
    """Write how many are still open under the ticks whose times there are."""
    if not rows:
        return
    across, times = drawn
    y = field.bottom + frame.TICKS + frame.HEAD + pitch(SMALL) / 2
    head = "尚未办结（件）"
    sheet.text(field.left, y, head, size=SMALL, color=palette.MUTED)
    for name, series in rows:
        y += pitch(SMALL)
        sheet.text(field.left - _RISK_GAP, y, name, size=SMALL, align="right")
        last = -1e9
        for tick in across.ticks:
            at = next(
                (i for i, t in enumerate(times) if t is not None and abs(t - tick) < 1e-9), -1
            )
            fact = series.facts[at] if at >= 0 else None
            if fact is None:
                continue
            x, half = _x(field, across, tick), width(label(fact), SMALL) / 2
            if x - half > last + 1.5:
                sheet.text(x, y, label(fact), size=SMALL, align="center", values=values(fact))
                last = x + half


def _note(data: ChartData, across: Axis) -> str:
    return frame.notes(frame.axis_note(across, "横轴"), frame.gaps(data))
