"""A control chart: points in the order of time between their control limits.

The limits are facts of each point, so they may vary with the sample size. A point beyond them
is told by shape as well as by colour; rules that other points break are named in the small
print. The chart computes no limits and no rules.
"""

from __future__ import annotations

from itertools import pairwise

from ..document.plot import Plot, PlotRemark
from .chart import ChartData, Drawing, Style, TooManyError, label, plotted, values
from .kit import frame, native, palette, upright
from .kit.axis import Axis, around
from .kit.boxes import Box, Point, beside, first_free
from .kit.faces import tidy, width
from .kit.labels import LABEL
from .kit.sheet import Sheet
from .kit.upright import Field

ID = "control"
TITLE = "控制图"

MOST_POINTS = 60
_HIGH = 62.0
_MOST_VALUES = 12  # of more points only the remarkable ones print their values
_INSIDE, _FLAGGED, _OUTSIDE = 0, 1, 2  # what a point is, in the order of the legend
_SHAPES = "o^D"
_DASH = "5 2.5"


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw series 0 as points; series 1 to 3 are centre line, upper and lower limit.

    ``flags`` name what is remarkable about points inside the limits. A limit may be missing.

    Raises:
        ValueError: not four series, or a single point (Chinese).
        TooManyError: more than 60 points (Chinese).
    """
    _check(data)
    data = frame.without_lines(data)
    found = frame.numbers(data)
    axis = around(found, frame.bounds(found, data.scale))
    kinds = [_kind(data, i) for i in range(len(data.categories))]
    names = [data.series[0].name, *_remarks(kinds).values()]
    legend = frame.legend_of(names, data, style.width_mm) if len(names) > 1 else frame.Legend(())
    top = legend.height + 1.0
    ends = [f"{tidy(series.name)} {label(series.facts[-1])}" for series in data.series[1:]]
    right = style.width_mm - frame.EDGE - upright.ends_wide(ends)
    left = frame.EDGE + upright.ticks_wide(axis)
    field = Field(left, right, top, top + _HIGH, len(kinds), axis)
    heads = upright.heads(field, data.categories, upright.skipped(field, data.categories))
    note = _note(data, kinds, axis)
    foot = upright.heads_high(heads)
    sheet = Sheet(style.width_mm, field.bottom + foot + frame.foot(note, style.width_mm))

    accent = palette.calm(style.accent)
    frame.write_legend(sheet, legend, data, _sample(sorted({_INSIDE, *kinds}), accent))
    upright.write_axes(sheet, field, heads)
    limits = [_steps(field, data, j) for j in (1, 2, 3)]
    for j, steps in enumerate(limits):
        for step in steps:
            sheet.line(step, palette.MUTED, 1.0, _DASH if j else "")
    points = _draw_points(sheet, data, field, (kinds, accent))
    lines = [pair for steps in limits for step in steps for pair in pairwise(step)]
    _write_values(sheet, data, field, (points, kinds, lines))
    upright.write_ends(sheet, field, _ends(data, field))
    if not any(points):
        frame.write_nothing(sheet, ((left + right) / 2, top + _HIGH / 2))
    frame.write_note(sheet, note)
    made = frame.finish(sheet, data, TITLE, note, axis.texts())
    return native.with_plot(made, _plot(axis, (kinds, accent)), data)


def _check(data: ChartData) -> None:
    if len(data.series) != 4:
        what = "要有数值、中心线、上控制限、下控制限四个系列"
        raise ValueError(f"{TITLE}{what}，这里有{len(data.series)}个。")
    count = len(data.categories)
    if count < 2:
        raise ValueError(f"{TITLE}至少要有两个点，这里只有{count}个。")
    if count > MOST_POINTS:
        what = f"{TITLE}最多画{MOST_POINTS}个点，这里有{count}个：请分段。"
        raise TooManyError(what, "rows")


def _kind(data: ChartData, i: int) -> int:
    number, _, upper, lower = (plotted(series.facts[i]) for series in data.series)
    if number is None:
        return _INSIDE
    if (upper is not None and number > upper) or (lower is not None and number < lower):
        return _OUTSIDE
    return _FLAGGED if data.flags and data.flags[i] else _INSIDE


def _remarks(kinds: list[int]) -> dict[int, str]:
    """Return the names of the signs that stand in the picture."""
    named = {_FLAGGED: "判异（见图下说明）", _OUTSIDE: "超出控制限"}
    return {kind: name for kind, name in named.items() if kind in kinds}


def _sample(drawn: list[int], accent: str) -> frame.Mark:
    def mark(sheet: Sheet, x: float, y: float, index: int) -> None:
        kind = drawn[index]
        sheet.dot(x + frame.SWATCH / 2 + 0.6, y, _colour(kind, accent), _SHAPES[kind])

    return mark


def _colour(kind: int, accent: str) -> str:
    return palette.ALARM if kind else accent


def _note(data: ChartData, kinds: list[int], axis: Axis) -> str:
    """Return what the picture says of its points: who is out, which rules are broken, the axis."""
    names = [tidy(name) for name in data.categories]
    out = "、".join(name for name, kind in zip(names, kinds, strict=True) if kind == _OUTSIDE)
    known = any(plotted(fact) is not None for fact in data.series[0].facts)
    rules: dict[str, list[str]] = {}
    for name, flag in zip(names, data.flags, strict=False):
        if flag:
            rules.setdefault(tidy(flag), []).append(name)
    varying = any(
        len({number for fact in series.facts if (number := plotted(fact)) is not None}) > 1
        for series in data.series[2:]
    )
    return frame.notes(
        (f"超出控制限：{out}" if out else "没有超出控制限的点") if known else "",
        *(f"{rule}：{'、'.join(found)}" for rule, found in rules.items()),
        "控制限逐点不同，右端所注为最后一点" if varying else "",
        frame.axis_note(axis, "纵轴"),
    )


def _steps(field: Field, data: ChartData, j: int) -> list[list[Point]]:
    """Return the runs of a limit as steps, each point's level over its own width."""
    runs: list[list[Point]] = [[]]
    for i, fact in enumerate(data.series[j].facts):
        number = plotted(fact)
        if number is None:
            runs.append([])
            continue
        x, y = field.x(i), field.y(number)
        half = field.each / 2
        if runs[-1] and runs[-1][-1][1] == y:
            runs[-1][-1] = (x + half, y)
        else:
            runs[-1] += [(x - half, y), (x + half, y)]
    return [run for run in runs if run]


def _draw_points(
    sheet: Sheet, data: ChartData, field: Field, look: tuple[list[int], str]
) -> list[Point | None]:
    kinds, accent = look
    numbers = [plotted(fact) for fact in data.series[0].facts]
    points = [None if n is None else (field.x(i), field.y(n)) for i, n in enumerate(numbers)]
    for one, two in pairwise(points):
        if one is not None and two is not None:
            sheet.line([one, two], accent, 1.2)
    for point, kind in zip(points, kinds, strict=True):
        if point is not None:
            sheet.dot(*point, _colour(kind, accent), _SHAPES[kind])
    return points


def _told(kinds: list[int]) -> list[int]:
    few = len(kinds) <= _MOST_VALUES
    return [i for i, kind in enumerate(kinds) if few or kind != _INSIDE]


def _write_values(
    sheet: Sheet,
    data: ChartData,
    field: Field,
    drawn: tuple[list[Point | None], list[int], list[tuple[Point, Point]]],
) -> None:
    """Write values beside their points; one that finds no free room is left to the table."""
    points, kinds, limits = drawn
    taken = [Box.around(point, 2.2, 2.2) for point in points if point is not None]
    room = Box(field.left, field.top - 4.0, field.right, field.bottom - 0.2)
    known = [(a, b) for a, b in pairwise(points) if a is not None and b is not None]
    for i in _told(kinds):
        point, fact = points[i], data.series[0].facts[i]
        if point is None:
            continue
        near = [p[1] for p in points[max(i - 1, 0) : i + 2] if p is not None]
        up = 1 if point[1] <= sum(near) / len(near) else -1
        places = beside(point, width(label(fact), LABEL), up)
        box = first_free(places, taken, room, (*known, *limits))
        if box is not None:
            taken.append(box)
            ink = palette.ALARM if kinds[i] else palette.INK
            printed = values(fact)
            sheet.backed(*box.middle, label(fact), align="center", color=ink, values=printed)


def _ends(data: ChartData, field: Field) -> list[upright.End]:
    """Return the names of the lines, with their last values."""
    ends = []
    for j in (1, 0, 2):  # the upper limit stays on top where all are equal
        series = data.series[1 + j]
        fact = series.facts[-1]
        number = plotted(fact)
        if number is not None:
            sample = upright.rule_sample(palette.MUTED, _DASH if j else "")
            text = f"{tidy(series.name)} {label(fact)}"
            ends.append(upright.end(text, field.y(number), sample, values(fact)))
    return ends


def _plot(axis: Axis, look: tuple[list[int], str]) -> Plot:
    kinds, accent = look
    strokes = [native.Stroke(accent, "", "o"), native.Stroke(palette.MUTED)]
    strokes += [native.Stroke(palette.MUTED, _DASH)] * 2
    first, *limits = native.strokes(strokes)
    count = len(kinds)
    last = tuple(native.told(one, [count - 1], count) for one in limits)
    remarks = tuple(
        PlotRemark(
            name,
            native.colour(_colour(kind, accent)),
            native.marker(_SHAPES[kind]),
            tuple(i for i, found in enumerate(kinds) if found == kind),
        )
        for kind, name in _remarks(kinds).items()
    )
    series = (native.told(first, _told(kinds), count), *last)
    return Plot("line", series, native.axis(axis), legend=bool(remarks), remarks=remarks)
