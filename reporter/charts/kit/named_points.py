"""Points named in a plane of two axes of values, with cross-hairs and named fields.

The chart says how far the axes reach; names, numbers and small print are set here.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ...document.plot import Plot, PlotLine, PlotSeries
from ..chart import ChartData, Drawing, Style, TooManyError, plotted
from . import alt, frame, native, palette, scatter, upright
from .axis import Axis
from .boxes import Box, Point
from .faces import tidy, width
from .labels import SMALL, pitch, wrap
from .plane import DASH, Plane, axis_title, corners, hairs, write_plane
from .sheet import Sheet
from .upright import Field

MOST_POINTS, MOST_NAMED = 60, 15  # of more points than these numbers stand in the plane
_HIGH = 82.0
_NAME_ROOM = 27.0
_AIR = 0.5  # around a name
_DOT = 2.4
_MOST_LEFT_OUT = 3


@dataclass(frozen=True, slots=True)
class _Names:
    """What stands beside the points, line by line, and the list that explains numbers."""

    lines: tuple[tuple[str, ...], ...]
    places: tuple[scatter.Place | None, ...]
    legend: tuple[str, ...] = ()


def drawn(data: ChartData, style: Style, axes: Sequence[Axis], title: str) -> Drawing:
    """Draw categories as points: series 0 is the abscissa, series 1 the ordinate.

    Args:
        data: two series, at most one line on each axis.
        style: colour and width.
        axes: of abscissae and of ordinates.
        title: of the chart, for its description.
    """
    unit_free = replace(data, unit="")  # each axis carries its own
    shown_rows = [i for i in range(len(data.categories)) if None not in _pair(data, i)]
    row = upright.ticks_wide(axes[1])
    ends = [upright.line_text(line) for line in data.lines if line.across == "value"]
    beyond = max(upright.ends_wide(ends), width(axes[0].texts()[-1], SMALL) / 2)
    right = style.width_mm - frame.EDGE - beyond
    above = any(line.across == "x" for line in data.lines)
    top = frame.EDGE + frame.HEAD * (2 if above else 1)
    plane = Plane(Field(frame.EDGE + row, right, top, top + _HIGH, 1, axes[1]), axes[0])
    points = [plane.at(*_known(data, i)) for i in shown_rows]
    names = _names(data, plane, shown_rows, points)
    note = _note(data, shown_rows, axes)
    columns = _columns(names.legend, style.width_mm)
    listed = len(columns[0]) * pitch(SMALL) + 2.0 if columns else 0.0
    foot = frame.TICKS + frame.HEAD + listed
    sheet = Sheet(style.width_mm, plane.field.bottom + foot + frame.foot(note, style.width_mm))

    write_plane(sheet, plane, data, points)
    _draw_points(sheet, (points, names), [_flag(data, i) for i in shown_rows], style)
    _write_list(sheet, columns, plane.field.bottom + frame.TICKS + frame.HEAD + 1.0)
    if not points:
        frame.write_nothing(sheet, plane.box.middle)
    frame.write_note(sheet, note)
    ticks = (*axes[0].texts(), *axes[1].texts(), *(text.split()[0] for text in names.legend))
    made = frame.finish(sheet, unit_free, title, note, ticks)
    made = native.with_plot(made, _plot(data, axes, style), unit_free)
    return alt.with_sentences(made, *_fields(data, shown_rows))


def check(data: ChartData, title: str) -> None:
    """Refuse what is no plane of two axes.

    Raises:
        TooManyError: more than 60 points (Chinese).
        ValueError: not two series, or two lines on one axis (Chinese).
    """
    if len(data.series) != 2:
        raise ValueError(f"{title}要有横轴、纵轴两个系列，这里有{len(data.series)}个。")
    for across, name in (("x", "横轴"), ("value", "纵轴")):
        if sum(line.across == across for line in data.lines) > 1:
            raise ValueError(f"{title}的{name}只画一条分界线。")
    count = len(data.categories)
    if count > MOST_POINTS:
        what = f"{title}最多画{MOST_POINTS}个点，这里有{count}个：请改用表格。"
        raise TooManyError(what, "series")


def _pair(data: ChartData, i: int) -> tuple[float | None, float | None]:
    return plotted(data.series[0].facts[i]), plotted(data.series[1].facts[i])


def _known(data: ChartData, i: int) -> tuple[float, float]:
    x, y = _pair(data, i)
    return x or 0.0, y or 0.0


def _flag(data: ChartData, i: int) -> str:
    return tidy(data.flags[i]) if data.flags else ""


def _names(data: ChartData, plane: Plane, rows: list[int], points: list[Point]) -> _Names:
    """Return names beside the points, or numbers with a list where names find no room."""
    names = ["" if _is_quiet(data, i, rows) else tidy(data.categories[i]) for i in rows]
    count = sum(map(bool, names))
    if count <= MOST_NAMED:
        lines = [wrap(name, _NAME_ROOM, SMALL) if name else () for name in names]
        found = _places(data, plane, points, lines)
        if all(place or not name for place, name in zip(found, names, strict=True)):
            return _Names(tuple(lines), tuple(found))
    order = accumulate(int(bool(name)) for name in names)
    numbers: list[tuple[str, ...]] = [
        (str(k),) if name else () for k, name in zip(order, names, strict=True)
    ]
    found = _places(data, plane, points, numbers)
    legend = tuple(f"{k} {name}" for k, name in enumerate(filter(None, names), start=1))
    return _Names(tuple(numbers), tuple(found), legend)


def _is_quiet(data: ChartData, i: int, rows: Sequence[int]) -> bool:
    """Tell whether a point bears no name: one of many, in the field where all is well."""
    corner = _corner(data, i)
    quiet = corner is not None and data.quiet != "" and data.corners[corner] == data.quiet
    return quiet and len(rows) > MOST_NAMED and not _flag(data, i)


def _corner(data: ChartData, i: int) -> int | None:
    """Return in which of the four fields a point lies, None without cross-hairs."""
    hairs = {line.across: plotted(line.fact) for line in data.lines}
    x_cut, y_cut = hairs.get("x"), hairs.get("value")
    if not data.corners or x_cut is None or y_cut is None:
        return None
    x, y = _known(data, i)
    right = x >= x_cut
    return (1 if right else 0) if y >= y_cut else (2 if right else 3)


def _places(
    data: ChartData, plane: Plane, points: list[Point], lines: Sequence[tuple[str, ...]]
) -> list[scatter.Place | None]:
    """Return a place for the lines of each point; None without lines or without room."""
    named = [k for k, rows in enumerate(lines) if rows]
    sizes = [
        (max(width(line, SMALL) for line in lines[k]) + 2 * _AIR, len(lines[k]) * pitch(SMALL))
        for k in named
    ]
    taken = [box for box, *_ in corners(data, plane, points)]
    taken += [Box.around(p, _DOT, _DOT) for k, p in enumerate(points) if k not in named]
    some = [points[k] for k in named]
    found = iter(scatter.places(some, sizes, plane.box, taken, hairs(data, plane)))
    return [next(found) if rows else None for rows in lines]


def _draw_points(
    sheet: Sheet, drawn: tuple[list[Point], _Names], flags: list[str], style: Style
) -> None:
    points, names = drawn
    colour = palette.accent(style.accent)
    for place in names.places:
        if place is not None and place.leader:
            sheet.line(place.leader, palette.RULE, 0.5)
    for point, flag in zip(points, flags, strict=True):
        sheet.dot(*point, colour, hollow=bool(flag))
    for place, lines in zip(names.places, names.lines, strict=True):
        if place is not None:
            x, y = place.box.middle
            sheet.lines(x, y, lines, size=SMALL, align="center")


def _columns(legend: tuple[str, ...], paper: float) -> list[tuple[str, ...]]:
    """Return the list of numbers as columns, read down."""
    if not legend:
        return []
    room = paper - 2 * frame.EDGE
    wide = min(max(width(text, SMALL) for text in legend) + 4.0, room)
    high = -(-len(legend) // max(1, int(room / wide)))
    return [legend[i : i + high] for i in range(0, len(legend), high)]


def _write_list(sheet: Sheet, columns: list[tuple[str, ...]], top: float) -> None:
    each = (sheet.width - 2 * frame.EDGE) / max(1, len(columns))
    for k, column in enumerate(columns):
        for i, text in enumerate(column):
            x, y = frame.EDGE + each * k, top + pitch(SMALL) * (i + 0.5)
            sheet.text(x, y, wrap(text, each - 1.0, SMALL, most=1)[0], size=SMALL)


def _note(data: ChartData, rows: list[int], axes: Sequence[Axis]) -> str:
    out = [tidy(name) for i, name in enumerate(data.categories) if i not in rows]
    more = "等" if len(out) > _MOST_LEFT_OUT else ""
    flags = dict.fromkeys(flag for i in rows if (flag := _flag(data, i)))
    low = [name for name, axis in zip(("横轴", "纵轴"), axes, strict=True) if axis.low != 0]
    return frame.notes(
        *(f"空心点：{flag}" for flag in flags),
        f"“{tidy(data.quiet)}”的点不注名" if any(_is_quiet(data, i, rows) for i in rows) else "",
        f"无数据或样本量不足，未画出：{'、'.join(out[:_MOST_LEFT_OUT])}{more}" if out else "",
        f"{'、'.join(low)}不从0起" if low else "",
    )


def _fields(data: ChartData, rows: list[int]) -> list[str]:
    """Return a sentence for each field that is named and holds points."""
    held: list[list[str]] = [[], [], [], []]
    for i in rows:
        if (corner := _corner(data, i)) is not None:
            held[corner].append(tidy(data.categories[i]))
    return [
        f"{tidy(name)}：{'、'.join(names)}。"
        for name, names in zip(data.corners or [""] * 4, held, strict=True)
        if name and names
    ]


def _plot(data: ChartData, axes: Sequence[Axis], style: Style) -> Plot:
    colour = native.colour(palette.accent(style.accent))
    ink = native.colour(palette.INK)
    points = PlotSeries(1, colour, x=0, look="points", marker="circle", label_colour=ink)
    rows = [i for i in range(len(data.categories)) if None not in _pair(data, i)]
    told = tuple(i for i in rows if not _is_quiet(data, i, rows))
    points = native.told(points, told, len(rows))
    if any(map(tidy, data.flags)):
        points = replace(points, hollows=tuple(bool(tidy(flag)) for flag in data.flags))
    lines = tuple(
        PlotLine(i, ink, native.dash(DASH), line.across)
        for i, line in enumerate(data.lines)
        if plotted(line.fact) is not None
    )
    titles = [axis_title(series) for series in data.series]
    return Plot(
        "scatter",
        (points,),
        native.axis(axes[1], titles[1]),
        x_axis=native.axis(axes[0], titles[0]),
        lines=lines,
        corners=tuple(tidy(name) for name in data.corners),
    )
