"""What stands around the marks: legend, rows with names, axis, note."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from ...facts.format import HIDDEN, MISSING
from ...facts.wording import is_other
from ..chart import (
    ChartData,
    Drawing,
    Series,
    TooManyError,
    label,
    plotted,
    table,
)
from .alt import describe
from .axis import Axis
from .faces import width
from .labels import LABEL, SMALL, column, pitch, wrap
from .outlines import Outlined
from .palette import GRID, MUTED, RULE
from .sheet import MOST_HEIGHT, Sheet

EDGE = 1.0  # millimetres kept free on all sides
HEAD = 5.0  # height of a row of legend or unit
TICKS = 5.0  # height of the row of tick texts
NAMES_MOST = (0.36, 0.5)  # of the width, for the column of names: usual; when the page fills
SWATCH = 5.5
_GAP = 2.0
_FEW = 15
_NUMERAL = re.compile(r"\d+(?:\.\d+)?")

Mark = Callable[[Sheet, float, float, int], None]
"""Draws the sample of series ``index`` in a legend with its left middle at (x, y)."""


@dataclass(frozen=True, slots=True)
class Rows:
    """A column of names with one band of paper for each: wrapped lines, heights, left edge."""

    names: tuple[tuple[str, ...], ...]
    heights: tuple[float, ...]
    left: float

    @property
    def height(self) -> float:
        """Height of all bands."""
        return sum(self.heights)

    def middles(self, top: float) -> list[float]:
        """Return the middle of each band, counted from ``top``."""
        return [top + sum(self.heights[:i]) + high / 2 for i, high in enumerate(self.heights)]


def rows(categories: tuple[str, ...], paper: float, least: float) -> Rows:
    """Return the bands: each at least ``least`` high, more where a name needs more lines.

    Names get a wider column where many of them would make the picture too high.
    """
    for share in NAMES_MOST:
        room = paper * share
        names = tuple(wrap(name, room) for name in categories)
        heights = tuple(max(least, len(lines) * pitch(LABEL) + 1.2) for lines in names)
        found = Rows(names, heights, EDGE + column(categories, room) + _GAP)
        if found.height <= MOST_HEIGHT * 0.85:
            break
    return found


def spare(data: ChartData, usual: float, dense: float) -> float:
    """Return a thickness or distance: the dense one where there are many bands."""
    return usual if len(data.categories) <= _FEW else dense


def write_names(sheet: Sheet, bands: Rows, top: float) -> None:
    """Write the names right-aligned before the axis."""
    for lines, middle in zip(bands.names, bands.middles(top), strict=True):
        sheet.lines(bands.left - _GAP, middle, lines, align="right")


def unit_text(data: ChartData) -> str:
    """Return the words in the top right corner."""
    return f"单位：{data.unit}" if data.unit else ""


@dataclass(frozen=True, slots=True)
class Legend:
    """Names of series set in rows, left of the unit."""

    rows: tuple[tuple[tuple[int, str], ...], ...]

    @property
    def height(self) -> float:
        """Height of the legend with the unit."""
        return HEAD * max(1, len(self.rows)) + EDGE


def legend(data: ChartData, paper: float, always: bool = False) -> Legend:
    """Return the legend; a single series needs none unless ``always``."""
    if len(data.series) == 1 and not always:
        return Legend(())
    return legend_of([series.name for series in data.series], data, paper)


def legend_of(names: Sequence[str], data: ChartData, paper: float) -> Legend:
    """Return names with room for samples, set in rows left of the unit."""
    room = paper - 2 * EDGE - width(unit_text(data), SMALL) - 4
    lines: list[list[tuple[int, str]]] = [[]]
    used = 0.0
    for index, full in enumerate(names):
        name = wrap(full, room - SWATCH - 6, SMALL, most=1)[0]
        wide = SWATCH + 1.5 + width(name, SMALL) + 5
        if lines[-1] and used + wide > room:
            lines.append([])
            used = 0.0
        lines[-1].append((index, name))
        used += wide
    return Legend(tuple(tuple(line) for line in lines))


def write_legend(sheet: Sheet, found: Legend, data: ChartData, mark: Mark) -> None:
    """Write legend and unit at the top of the sheet."""
    for number, line in enumerate(found.rows):
        x, y = EDGE, EDGE + HEAD * (number + 0.5)
        for index, name in line:
            mark(sheet, x, y, index)
            sheet.text(x + SWATCH + 1.5, y, name, size=SMALL)
            x += SWATCH + 1.5 + width(name, SMALL) + 5
    y = EDGE + HEAD / 2
    sheet.text(sheet.width - EDGE, y, unit_text(data), size=SMALL, align="right", color=MUTED)


def swatch(fills: Sequence[str]) -> Mark:
    """Return the sample of a fill: a small rectangle."""

    def mark(sheet: Sheet, x: float, y: float, index: int) -> None:
        sheet.rect((x, y - 1.5, SWATCH, 3.0), fills[index], RULE)

    return mark


def line_sample(colours: Sequence[str], dashes: Sequence[str], shapes: str) -> Mark:
    """Return the sample of a line with its marker; markers after the first are hollow."""

    def mark(sheet: Sheet, x: float, y: float, index: int) -> None:
        sheet.line([(x, y), (x + SWATCH + 0.4, y)], colours[index], 1.3, dashes[index])
        sheet.dot(x + SWATCH / 2 + 0.2, y, colours[index], shapes[index], hollow=index > 0)

    return mark


def across(sheet: Sheet, axis: Axis, span: tuple[float, float], drop: tuple[float, float]) -> None:
    """Draw a horizontal axis: grid lines over the height ``drop``, tick texts below."""
    left, right = span
    top, bottom = drop
    last = -1e9
    for tick, text in zip(axis.ticks, axis.texts(), strict=True):
        x = left + axis.at(tick) * (right - left)
        sheet.line([(x, top), (x, bottom)], GRID, 0.5)
        half = width(text, SMALL) / 2
        if x - half > last + 1.0:
            sheet.text(x, bottom + TICKS / 2, text, size=SMALL, align="center", color=MUTED)
            last = x + half


def notes(*parts: str) -> str:
    """Return the small print made of its parts; empty parts are left out."""
    return "；".join(part for part in parts if part)


def gaps(data: ChartData) -> str:
    """Return what the signs ``*`` and ``—`` in a picture mean, if they stand in it."""
    signs = {label(fact) for series in data.series for fact in series.facts}
    return notes(
        "*表示样本量不足，不列出" if HIDDEN in signs else "",
        "—表示无数据" if MISSING in signs else "",
    )


def bounds(found: Sequence[float], scale: tuple[float, float] | None) -> tuple[float, float] | None:
    """Return what an axis around the values may not pass: the scale, or 0, if they do not."""
    if scale is not None and all(scale[0] <= number <= scale[1] for number in found):
        return scale
    return (0.0, math.inf) if found and min(found) >= 0 else None


def start_note(axis: Axis, unit: str, name: str) -> str:
    """Return where lengths begin on the axis of a name (横轴), if not at 0."""
    if axis.start == 0:
        return ""
    return f"{name}从{axis.texts()[0]}{unit}（量表最低值）起，不从0起"


def axis_note(axis: Axis, name: str) -> str:
    """Return that the axis of a name (纵轴) does not hold 0, if so."""
    return "" if axis.low <= 0 <= axis.high else f"{name}不从0起"


def write_nothing(sheet: Sheet, middle: tuple[float, float]) -> None:
    """Write in the middle of a chart without marks that there is nothing to show."""
    sheet.backed(*middle, "无可用数据", align="center", color=MUTED)


def _note_lines(note: str, paper: float) -> tuple[str, ...]:
    return wrap(note, paper - 2 * EDGE, SMALL) if note else ()


def foot(note: str, paper: float) -> float:
    """Return the height of the small print and the lower edge."""
    return len(_note_lines(note, paper)) * pitch(SMALL) + EDGE + (0.6 if note else 0.0)


def write_note(sheet: Sheet, note: str) -> None:
    """Write the small print at the foot of the sheet."""
    lines = _note_lines(note, sheet.width)
    y = sheet.height - EDGE - len(lines) * pitch(SMALL) / 2
    sheet.lines(sheet.width - EDGE, y, lines, size=SMALL, align="right", color=MUTED)


def ordered(data: ChartData, by: int = 0, *, by_size: bool = False) -> ChartData:
    """Return the data sorted by series ``by``, highest (or largest) first; ties as given.

    其他 stands below all that have a name, gaps last.
    """
    if data.keep:
        return data
    numbers = [plotted(fact) for fact in data.series[by].facts]
    if by_size:
        numbers = [None if number is None else abs(number) for number in numbers]

    def place(i: int) -> tuple[bool, bool, float]:
        number = numbers[i]
        return number is None, is_other(data.categories[i]), -number if number is not None else 0.0

    order = sorted(range(len(numbers)), key=place)
    series = tuple(Series(s.name, tuple(s.facts[i] for i in order)) for s in data.series)
    flags = tuple(data.flags[i] for i in order if data.flags)
    categories = tuple(data.categories[i] for i in order)
    return replace(data, categories=categories, series=series, flags=flags)


def numbers(data: ChartData, lines: bool = True) -> list[float]:
    """Return every number that must lie on the axis."""
    facts = [fact for series in data.series for fact in series.facts]
    facts += [line.fact for line in data.lines] if lines else []
    return [number for fact in facts if (number := plotted(fact)) is not None]


def without_lines(data: ChartData) -> ChartData:
    """Return the data for a chart that draws no reference lines, so that it names none."""
    return replace(data, lines=())


def limit(data: ChartData, title: str, most: int) -> None:
    """Stop when there are too many series to be told apart.

    Raises:
        TooManyError: with the remedy, in Chinese.
    """
    if len(data.series) > most:
        what = f"{title}最多画{most}个系列，这里有{len(data.series)}个：请减少系列或改用表格。"
        raise TooManyError(what, "series")


def finish(
    sheet: Sheet, data: ChartData, title: str, note: str = "", ticks: tuple[str, ...] = ()
) -> Drawing:
    """Return the finished drawing of a sheet."""
    alt = describe(title, data, note.removesuffix(gaps(data)).removesuffix("；"))
    svg = sheet.svg()
    return Drawing(
        svg=svg,
        png=sheet.raster(),
        outlined=Outlined(svg),
        width_mm=sheet.width,
        height_mm=round(sheet.height, 2),
        alt=alt.text,
        table=table(data),
        note=note,
        values=sheet.values(),
        alt_parts=alt.parts,
        ticks=tuple(dict.fromkeys((*ticks, *_NUMERAL.findall(note), *alt.numerals))),
    )
