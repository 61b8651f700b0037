"""Charts that templates ask for: facts picked into chart data, drawn, made a Figure node."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from markupsafe import Markup

from .. import charts
from ..document.nodes import Figure
from ..errors import Problem, TemplateError
from .inline import inlines, words
from .views import Desk, FactView, SubjectView


@dataclass
class Figures:
    """The chart function of one filling."""

    desk: Desk
    style: charts.Style
    scale: tuple[float, float] | None = None  # lowest and highest points of the answers

    def chart(
        self, kind: str, id: str, caption: object, rows: Sequence[SubjectView], **options: Any
    ) -> Markup:
        """Draw a chart of one category a row.

        Options: series, a list of ``{"name": …, "stat": …, "detail": …}`` (default the score);
        columns, a list of nodes (heat table, one series a node); lines, a list of
        ``{"name": …, "fact": …}``; unit; width in mm; note; source.
        """
        if kind not in charts.kinds():
            names = "、".join(charts.kinds())
            raise TemplateError(
                Problem("template.unknown_chart", f"没有名为“{kind}”的图。", f"可用：{names}。")
            )
        try:
            drawing = charts.draw(kind, self._data(rows, options), self._style(options))
        except ValueError as error:
            raise TemplateError(Problem("template.chart", f"图“{id}”无法绘制：{error}")) from error
        figure = Figure(
            id=id,
            caption=inlines(self.desk, caption),
            alt=drawing.alt,
            width_mm=drawing.width_mm,
            height_mm=drawing.height_mm,
            svg=drawing.svg,
            png=drawing.png,
            kind=kind,
            data=drawing.table,
            note=inlines(self.desk, options.get("note")),
            source=inlines(self.desk, options.get("source")),
        )
        return Markup(self.desk.store.block(figure))

    def _style(self, options: Mapping[str, Any]) -> charts.Style:
        width = options.get("width")
        return self.style if width is None else replace(self.style, width_mm=float(width))

    def _data(self, rows: Sequence[SubjectView], options: Mapping[str, Any]) -> charts.ChartData:
        unit = words(self.desk, options.get("unit", "分"))
        return charts.ChartData(
            categories=tuple(str(row) for row in rows),
            series=self._series(rows, options),
            lines=tuple(self._lines(options.get("lines", ()))),
            unit=unit,
            scale=self.scale if unit == "分" else None,
        )

    def _series(
        self, rows: Sequence[SubjectView], options: Mapping[str, Any]
    ) -> tuple[charts.Series, ...]:
        if "columns" in options:
            return tuple(
                charts.Series(
                    str(node), tuple(node.within(row.group).fact("score").fact for row in rows)
                )
                for node in options["columns"]
            )
        asked = options.get("series") or [{"name": "得分", "stat": "score"}]
        return tuple(
            charts.Series(
                words(self.desk, one["name"]),
                tuple(row.fact(one["stat"], one.get("detail", "")).fact for row in rows),
            )
            for one in asked
        )

    def _lines(self, asked: Sequence[Mapping[str, Any]]) -> list[charts.ReferenceLine]:
        found = []
        for line in asked:
            fact = line["fact"]
            if isinstance(fact, FactView) and fact and fact.fact is not None:
                found.append(charts.ReferenceLine(words(self.desk, line["name"]), fact.fact))
        return found
