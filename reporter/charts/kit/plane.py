"""A plane of two axes of values, cut into named fields by cross-hairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..chart import ChartData, ReferenceLine, Series, label, plotted, shown, values
from . import frame, upright
from .axis import Axis
from .boxes import Box, Point
from .faces import tidy, width
from .labels import SMALL, pitch, wrap
from .palette import GRID, INK, MUTED, RULE
from .sheet import Sheet
from .upright import Field

DASH = "5 2.5"
_DOT = 2.6  # millimetres


@dataclass(frozen=True, slots=True)
class Plane:
    """The plane: its field with the axis of ordinates, and the axis of abscissae."""

    field: Field
    across: Axis

    def at(self, x: float, y: float) -> Point:
        """Return the place of a pair of values."""
        field = self.field
        return field.left + self.across.at(x) * (field.right - field.left), field.y(y)

    @property
    def box(self) -> Box:
        """The plane on the sheet."""
        return Box(self.field.left, self.field.top, self.field.right, self.field.bottom)


def axis_title(series: Series) -> str:
    """Return the name of an axis with its unit."""
    facts = [fact for fact in series.facts if plotted(fact) is not None]
    name = tidy(series.name)
    if not facts or "（" in name:
        return name
    unit = "%" if label(facts[0]).endswith("%") else shown(facts[0]).unit
    return f"{name}（{unit}）" if unit else name


def hairs(data: ChartData, plane: Plane) -> list[tuple[Point, Point]]:
    """Return the cross-hairs."""
    box, found = plane.box, []
    for line in data.lines:
        number = plotted(line.fact)
        if number is None:
            continue
        if line.across == "x":
            x, _ = plane.at(number, plane.field.axis.low)
            found.append(((x, box.top), (x, box.bottom)))
        else:
            y = plane.field.y(number)
            found.append(((box.left, y), (box.right, y)))
    return found


def corners(
    data: ChartData, plane: Plane, points: Sequence[Point] = ()
) -> list[tuple[Box, str, str]]:
    """Return the names of the fields in the corners of the plane: box, text, alignment.

    A name whose corner holds ``points`` stands at the inner end of its field's edge.
    """
    cuts = [one[0] for one, two in hairs(data, plane) if one[0] == two[0]]
    dots = [Box.around(point, _DOT, _DOT) for point in points]
    outer = _outer_corners(data, plane)
    found = []
    for box, text, align in outer:
        wide = box.right - box.left
        for cut in cuts:
            x = cut - wide - 0.8 if align == "left" else cut + 0.8
            inner = Box(x, box.top, x + wide, box.bottom)
            others = [*dots, *(one for one, *_ in outer if one != box)]
            held = any(box.touches(dot) for dot in dots)
            free = inner.inside(plane.box) and not any(inner.touches(one) for one in others)
            box = inner if held and free else box
        found.append((box, text, align))
    return found


def _outer_corners(data: ChartData, plane: Plane) -> list[tuple[Box, str, str]]:
    found = []
    for k, name in enumerate(data.corners):
        text = wrap(name, (plane.box.right - plane.box.left) / 2 - 4.0, SMALL, most=1)[0]
        wide, high = width(text, SMALL) + 1.0, pitch(SMALL)
        if not text:
            continue
        x = plane.box.left + 0.8 if k in (0, 3) else plane.box.right - wide - 0.8
        y = plane.box.top + 0.6 if k < 2 else plane.box.bottom - high - 0.6
        found.append((Box(x, y, x + wide, y + high), text, "left" if k in (0, 3) else "right"))
    return found


def write_plane(sheet: Sheet, plane: Plane, data: ChartData, points: Sequence[Point] = ()) -> None:
    """Draw ticks, frame, cross-hairs with their names, titles and corners."""
    box, field = plane.box, plane.field
    upright.write_axes(sheet, field, [()])
    frame.across(sheet, plane.across, (box.left, box.right), (box.top, box.bottom))
    sheet.line([(box.left, box.top), (box.right, box.top), (box.right, box.bottom)], GRID, 0.5)
    sheet.line([(box.left, box.top), (box.left, box.bottom)], RULE, 0.8)
    for one, two in hairs(data, plane):
        sheet.line([one, two], INK, 1.0, DASH)
    look: dict[str, Any] = {"size": SMALL, "color": MUTED}
    for corner, text, align in corners(data, plane, points):
        x = corner.left + 0.5 if align == "left" else corner.right - 0.5
        sheet.backed(x, corner.middle[1], text, align=align, **look)
    titles = [axis_title(series) for series in data.series]
    sheet.text(frame.EDGE, frame.EDGE + frame.HEAD / 2, titles[1], size=SMALL)
    below = field.bottom + frame.TICKS + frame.HEAD / 2 - 0.6
    sheet.text(box.middle[0], below, titles[0], size=SMALL, align="center")
    _write_line_names(sheet, plane, data.lines)


def _write_line_names(sheet: Sheet, plane: Plane, lines: tuple[ReferenceLine, ...]) -> None:
    ends = []
    for line in lines:
        number = plotted(line.fact)
        if number is None:
            continue
        if line.across == "value":
            y = plane.field.y(number)
            ends.append(upright.line_end(line, y, INK, DASH))
            continue
        text = upright.line_text(line)
        half = width(text, SMALL) / 2
        x, _ = plane.at(number, plane.field.axis.low)
        x = min(max(x, frame.EDGE + half), sheet.width - frame.EDGE - half)
        y = plane.field.top - frame.HEAD / 2
        sheet.text(x, y, text, size=SMALL, align="center", values=values(line.fact))
    upright.write_ends(sheet, plane.field, ends)
