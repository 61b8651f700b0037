"""A chart being written: what is drawn, in drawing order, and what a kind of chart returns."""

from __future__ import annotations

from dataclasses import dataclass, field

from ....document.nodes import ChartTable, Value
from ....document.plot import Plot, PlotAxis, PlotLine, PlotSeries
from ...layout.plaintext import clean
from .boxes import Box
from .cells import Cells, Content
from .formats import code_of
from .layout import Frame, legend_height, small_height

EDGE = 2.0  # millimetres


@dataclass(frozen=True, slots=True)
class Rule:
    """A reference line: its name, where it lies, its number format and look."""

    name: str
    number: float
    code: str
    look: PlotLine


@dataclass(frozen=True, slots=True)
class Words:
    """Small print in the chart, in its box."""

    text: str
    box: Box
    align: str = "r"


@dataclass(frozen=True, slots=True)
class Drawn:
    """Plot area and what stands around it; ``hidden`` are entries the legend leaves out."""

    groups: str
    axes: str
    frame: Frame
    hidden: tuple[int, ...] = ()
    words: tuple[Words, ...] = ()


@dataclass(slots=True)
class Draft:
    """One chart; lengths in millimetres. ``cells`` is filled while the chart is drawn."""

    plot: Plot
    table: ChartTable
    width: float
    height: float
    cells: Cells = field(default_factory=Cells)

    @property
    def axis(self) -> PlotAxis:
        """The axis of values; only a pie has none (:mod:`.rules` lets no other be drawn)."""
        if self.plot.axis is None:
            raise ValueError("a chart with axes needs its axis")
        return self.plot.axis

    @property
    def x_axis(self) -> PlotAxis:
        """The axis of abscissae; only a scatter has one."""
        if self.plot.x_axis is None:
            raise ValueError("a scatter needs both axes")
        return self.plot.x_axis

    @property
    def order(self) -> tuple[int, ...]:
        """Rows of the table as drawn."""
        return self.plot.order or tuple(range(len(self.table.categories)))

    @property
    def names(self) -> list[str]:
        """Categories as drawn."""
        return [clean(self.table.categories[i]) for i in self.order]

    @property
    def rules(self) -> list[Rule]:
        """Reference lines that have a value."""
        found = []
        for look in self.plot.lines:
            name, value = self.table.lines[look.line]
            if value.number is not None:
                found.append(Rule(clean(name), float(value.number), code_of([value]), look))
        return found

    def name(self, series: PlotSeries) -> str:
        """Return the name of a series."""
        return clean(self.table.series[series.column])

    def values(self, column: int) -> list[Value | None]:
        """Return the values of a column of the table as drawn."""
        return [self.table.rows[i][column] for i in self.order]

    def numbers(self, column: int) -> list[Content]:
        """Return the numbers of a column as drawn, at printed precision."""
        found = self.values(column)
        return [None if v is None or v.number is None else float(v.number) for v in found]

    def code(self, series: PlotSeries, *, bare: bool = False) -> str:
        """Return the number format of a series."""
        return code_of(self.values(series.column), bare=bare)

    def told(self, series: PlotSeries) -> set[int]:
        """Return the places, in drawing order, whose labels are printed."""
        if not series.labels:
            return set()
        kept = set(series.told) or set(self.order)
        return {place for place, row in enumerate(self.order) if row in kept}

    @property
    def small_print(self) -> str:
        """Unit and note, as one line."""
        unit = f"单位：{clean(self.plot.unit)}" if self.plot.unit else ""
        return "；".join(part for part in (unit, clean(self.plot.note)) if part)

    @property
    def head(self) -> float:
        """Room above the plot area: the legend's, or an edge."""
        if not self.plot.legend:
            return EDGE
        return EDGE + legend_height([self.name(s) for s in self.plot.series], self.width)


def foot_words(draft: Draft, words: str) -> tuple[Words, ...]:
    """Return small print at the foot of a chart that has no axis below it."""
    if not words:
        return ()
    top = draft.height - EDGE - small_height(words, draft.width - 2 * EDGE)
    return (Words(words, (EDGE, top, draft.width - EDGE, draft.height - EDGE)),)
