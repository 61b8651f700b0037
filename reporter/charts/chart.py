"""The contract of all charts: plain data in, one finished drawing out.

Nothing here imports matplotlib, so that a chart can be named, listed and asked for
long before (or without) anything being drawn.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from ..document.nodes import ChartTable, Text, Value
from ..document.plot import Plot
from ..facts.fact import Fact
from ..facts.format import MISSING, Printed, printed

LEAST_WIDTH, MOST_WIDTH = 80.0, 250.0  # millimetres; a landscape page has 246 for its text
MOST_VALUE = 1e15  # a float tells no smaller steps than 0.1 beyond
_SIGNED = ("change", "gap", "gap_target", "gap_total", "change_contribution", "gap_contribution")
_PERCENT_UNITS = ("share", "percentage_points", "weight")


class TooManyError(ValueError):
    """There is more than one picture can hold; ``what`` is rows, columns or series."""

    def __init__(self, message: str, what: Literal["rows", "columns", "series"]) -> None:
        super().__init__(message)
        self.what = what


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values, one per category; None where there is no such statistic."""

    name: str
    facts: tuple[Fact | None, ...]


@dataclass(frozen=True, slots=True)
class ReferenceLine:
    """A value every category is held against: 目标值, 总体得分.

    ``across`` is the axis whose value it marks: x only in a chart of two axes of values.
    """

    name: str
    fact: Fact
    across: Literal["value", "x"] = "value"


@dataclass(frozen=True, slots=True)
class ChartData:
    """What a chart shows: ``series[j].facts[i]`` belongs to ``categories[i]``.

    Attributes:
        unit: the unit word printed in the corner: 分, % or 个百分点.
        scale: lowest and highest value the measure can take, in the printed unit
            (60 and 100 for a scale of 60-100 points). Where it is not given, bars
            start at 0.
        flags: what is remarkable about each category (连续9点在中心线同侧), empty for nothing;
            no flags at all where the chart has none.
        corners: names of the fields of a quadrant chart: upper left, upper right, lower right,
            lower left.
        quiet: the corner whose points need no names among many: nothing is to be done there.
        keep: the rows stand in a given order, as in the table beside them: no chart sorts them.
        limits: series 1 and 2 are the lower and upper limits of series 0 (bars).

    Raises:
        ValueError: a series or the flags are not as long as ``categories``, or there is no series,
            or the scale is upside down, or the corners are not four, or a number is beyond all
            drawing (Chinese).
    """

    categories: tuple[str, ...]
    series: tuple[Series, ...]
    lines: tuple[ReferenceLine, ...] = ()
    unit: str = "分"
    scale: tuple[float, float] | None = None
    flags: tuple[str, ...] = ()
    corners: tuple[str, ...] = ()
    quiet: str = ""
    keep: bool = False
    limits: bool = False

    def __post_init__(self) -> None:
        if not self.categories or not self.series:
            raise ValueError("图表没有数据：至少要有一个项目和一个系列。")
        if self.scale is not None and self.scale[0] >= self.scale[1]:
            raise ValueError("量表的最低值应小于最高值。")
        if len(self.flags) not in (0, len(self.categories)):
            raise ValueError(f"标记有{len(self.flags)}个，而项目有{len(self.categories)}个。")
        if len(self.corners) not in (0, 4):
            raise ValueError(f"象限名称要写四个，这里有{len(self.corners)}个。")
        if self.quiet and self.quiet not in self.corners:
            raise ValueError(f"不注名的象限“{self.quiet}”不在象限名称之中。")
        for series in self.series:
            if len(series.facts) != len(self.categories):
                raise ValueError(
                    f"系列“{series.name}”有{len(series.facts)}个数，"
                    f"而项目有{len(self.categories)}个。"
                )
            numbers = (plotted(fact) or 0.0 for fact in series.facts)
            if any(abs(number) > MOST_VALUE for number in numbers):
                raise ValueError(f"系列“{series.name}”中有过大的数。")


@dataclass(frozen=True, slots=True)
class Style:
    """Look of a chart: theme colour (hex RGB without ``#``) and width on paper.

    Raises:
        ValueError: narrower than any chart can be, or wider than any page (Chinese).
    """

    accent: str = "1F4E79"
    width_mm: float = 150.0

    def __post_init__(self) -> None:
        if self.width_mm < LEAST_WIDTH:
            raise ValueError(f"图宽至少{LEAST_WIDTH:g}毫米，这里是{self.width_mm:g}毫米。")
        if not self.width_mm <= MOST_WIDTH:
            raise ValueError(f"图宽至多{MOST_WIDTH:g}毫米，这里是{self.width_mm:g}毫米。")


@dataclass(frozen=True, slots=True)
class Drawing:
    """A finished chart.

    Attributes:
        svg: vector picture, text kept as text, no ids, ready to stand inside HTML.
        png: makes the same picture at 200 dpi, RGB.
        outlined: makes ``svg`` with its texts as outlines.
        alt: description made from the data, Chinese.
        table: the data behind the picture.
        note: what the picture says about itself in small print (where an axis starts);
            it is printed in the picture already.
        values: for each text of ``svg``, in drawing order, the facts it prints from left
            to right; empty for names, ticks and small print.
        alt_parts: ``alt`` with its facts in place.
        ticks: numerals in the picture or in ``alt`` that are no facts: axis ticks,
            bases, counts of items.
        plot: how another program draws the same chart from ``table``; None where it is only
            a picture.
    """

    svg: bytes
    png: Callable[[], bytes]
    outlined: Callable[[], bytes]
    width_mm: float
    height_mm: float
    alt: str
    table: ChartTable
    note: str = ""
    values: tuple[tuple[Value, ...], ...] = ()
    alt_parts: tuple[Text | Value, ...] = ()
    ticks: tuple[str, ...] = ()
    plot: Plot | None = None


def plotted(fact: Fact | None) -> float | None:
    """Return the unrounded number that decides a position, in the printed unit (% as 0-100)."""
    number = fact.number if fact is not None else None
    if fact is None or number is None or not math.isfinite(number):
        return None
    return number * 100 if fact.unit in _PERCENT_UNITS else number


def shown(fact: Fact | None) -> Printed:
    """Return a fact as a chart prints it: changes and gaps carry their sign."""
    if fact is None or (fact.value is not None and plotted(fact) is None):
        return Printed(MISSING, "", None)
    return printed(fact, sign="plus" if fact.statistic in _SIGNED else "auto")


def label(fact: Fact | None) -> str:
    """Return a fact as it stands beside its mark: digits, sign and %, no unit word."""
    return shown(fact).text


def value(fact: Fact) -> Value:
    """Return the node of a fact as printed by :func:`label`."""
    text = shown(fact)
    return Value(fact.key, text.text, text.number)


def table(data: ChartData) -> ChartTable:
    """Return the data behind the chart, in the order of ``data``."""
    rows = tuple(
        tuple(value(fact) if fact is not None else None for fact in facts)
        for facts in zip(*(series.facts for series in data.series), strict=True)
    )
    names = tuple(series.name for series in data.series)
    lines = tuple((line.name, value(line.fact)) for line in data.lines)
    return ChartTable(data.categories, names, rows, lines)


def values(*facts: Fact | None) -> tuple[Value, ...]:
    """Return the nodes of the facts that there are, for the text that prints their labels."""
    return tuple(value(fact) for fact in facts if fact is not None)
