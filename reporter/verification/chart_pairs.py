"""Which native chart of a file shows which figure of the record."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from ..document.identity import mark_name
from ..facts.numbers import plain_number
from .chart_parts import Chart
from .plotted import Plotted
from .record import unspaced


def charts_of_figures(
    figures: Sequence[Plotted], charts: Sequence[Chart]
) -> Iterator[tuple[Plotted, Chart]]:
    """Pair charts with figures: by the mark around them, else by what they show."""
    by_mark = {mark_name(figure.block): figure for figure in figures if figure.block}
    waiting = {figure.name: figure for figure in figures}
    unknown = []
    for chart in charts:
        figure = by_mark.get(chart.mark)
        if figure is not None and _likeness(figure, chart):
            waiting.pop(figure.name, None)  # a copied chart is held against the same figure
            yield figure, chart
        else:
            unknown.append(chart)
    for chart in unknown:
        best = max(waiting.values(), key=lambda figure: _likeness(figure, chart), default=None)
        if best is not None and _likeness(best, chart) * 2 >= len(best.rows):
            yield waiting.pop(best.name), chart


def _likeness(figure: Plotted, chart: Chart) -> int:
    """Return how many numbers of a figure have their name or their value in a chart."""
    names = {unspaced(n) for p in chart.points for n in (p.series, p.category)}
    names |= {unspaced(cell.text) for cell in (chart.cells or {}).values() if not cell.is_number}
    values = {plain_number(p.text) for p in chart.points}
    return sum(
        _is_named(unspaced(row.category), names) or plain_number(row.text).rstrip("%") in values
        for row in figure.rows
    )


def _is_named(category: str, names: Collection[str]) -> bool:
    """True when a chart has the category, or prints its name with its values."""
    return bool(category) and any(name.startswith(category) for name in names)
