"""Charts that templates ask for: facts picked into chart data, drawn, made a Figure node."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from markupsafe import Markup

from .. import charts
from ..charts.chart import plotted
from ..document.nodes import Cell, Column, Figure, Row, Table, Text
from ..errors import Problem, TemplateError
from .chart_options import check_chart
from .inline import inlines, words
from .parts import part_words
from .studies import StudyView
from .views import Desk, FactView, SubjectView, crossing


@dataclass
class Figures:
    """The chart function of one filling."""

    desk: Desk
    style: charts.Style
    scale: tuple[float, float] | None = None  # lowest and highest points of the answers
    native: bool = True  # charts that Word draws itself, unless a chart says otherwise

    def chart(
        self, kind: str, id: str, caption: object, rows: Iterable[SubjectView], **options: Any
    ) -> Markup:
        """Draw a chart of one category a row.

        Options: series, a list of ``{"name": …, "stat": …, "detail": …}`` (default the score);
        columns, a list of nodes or groups (one series each: heat table, radar); lines, a list of
        ``{"name": …, "fact": …, "across": "x" for a line on the abscissa}``; flags, a text a row;
        corners, four names of a quadrant chart; quiet, the one of them whose points need no names;
        keep, true where rows stay as given; limits, true where the second and third series are the
        limits of the first (bars); scale, two facts between which the axis lies; unit;
        width in mm; note; source; native (true: Word draws the chart itself and its numbers can be
        edited there; false: a picture).
        """
        if kind not in charts.kinds():
            names = "、".join(charts.kinds())
            raise TemplateError(
                Problem("template.unknown_chart", f"没有名为“{kind}”的图。", f"可用：{names}。")
            )
        listed = tuple(rows)  # filters such as reverse hand on what can be read only once
        check_chart(id, listed, options, self.desk.statistics)
        try:
            data = self._data(listed, options)
            drawings = charts.draw_all(kind, data, self._style(options))
        except charts.TooManyError:
            return Markup(self.desk.store.block(self._as_table(id, caption, data, options)))
        except ValueError as error:
            hint = "请核对这个图的参数。"
            raise TemplateError(
                Problem("template.chart", f"图“{id}”无法绘制：{error}", hint)
            ) from error
        figures = [
            Figure(
                id=id if number == 1 else f"{id}-{number}",
                caption=inlines(self.desk, caption) + part_words(number, len(drawings)),
                alt=drawing.alt,
                width_mm=drawing.width_mm,
                height_mm=drawing.height_mm,
                svg=drawing.svg,
                png=drawing.png,
                kind=kind,
                data=drawing.table,
                note=inlines(self.desk, options.get("note")),
                source=inlines(self.desk, options.get("source")),
                values=drawing.values,
                alt_parts=drawing.alt_parts,
                outlined=drawing.outlined,
                plot=drawing.plot,
                native=self._native(options),
            )
            for number, drawing in enumerate(drawings, start=1)
        ]
        return Markup("\n\n".join(map(self.desk.store.block, figures)))

    def _as_table(
        self, id: str, caption: object, data: charts.ChartData, options: Mapping[str, Any]
    ) -> Table:
        """Return the data of a chart with more series than can be told apart."""
        head = [
            Cell((Text(name),), header=True) for name in ("项目", *(s.name for s in data.series))
        ]
        body = [
            Row(
                (
                    Cell((Text(name),)),
                    *(
                        Cell(FactView(self.desk, series.facts[i], bare=True).nodes())
                        for series in data.series
                    ),
                )
            )
            for i, name in enumerate(data.categories)
        ]
        widths = [Column(12, "left"), *(Column(6, "decimal") for _ in data.series)]
        return Table(
            id=id,
            columns=tuple(widths),
            head=(Row(tuple(head)),),
            body=tuple(body),
            caption=inlines(self.desk, caption),
            note=inlines(self.desk, options.get("note")),
            source=inlines(self.desk, options.get("source")),
        )

    def _style(self, options: Mapping[str, Any]) -> charts.Style:
        width = options.get("width")
        return self.style if width is None else replace(self.style, width_mm=float(width))

    def _native(self, options: Mapping[str, Any]) -> bool:
        return bool(options.get("native", self.native))

    def _data(self, rows: Sequence[SubjectView], options: Mapping[str, Any]) -> charts.ChartData:
        unit = words(self.desk, options.get("unit", "分"))
        return charts.ChartData(
            categories=tuple(str(row) for row in rows),
            series=self._series(rows, options),
            lines=tuple(self._lines(options.get("lines", ()))),
            unit=unit,
            scale=self._scale(rows, unit, options.get("scale")),
            flags=tuple(words(self.desk, one) for one in options.get("flags", ())),
            corners=tuple(words(self.desk, one) for one in options.get("corners", ())),
            quiet=words(self.desk, options.get("quiet", "")),
            keep=bool(options.get("keep", False)),
            limits=bool(options.get("limits", False)),
        )

    def _scale(
        self, rows: Sequence[SubjectView], unit: str, ends: Sequence[FactView] | None
    ) -> tuple[float, float] | None:
        """Return the ends that are asked for, else those of the survey for its own points."""
        if ends is None:
            return self.scale if unit == "分" and not _of_study(rows) else None
        found = [plotted(end.fact) for end in ends]
        return (found[0], found[1]) if found[0] is not None and found[1] is not None else None

    def _series(
        self, rows: Sequence[SubjectView], options: Mapping[str, Any]
    ) -> tuple[charts.Series, ...]:
        if "columns" in options:
            return tuple(
                charts.Series(
                    str(node), tuple(crossing(row, node).fact("score").fact for row in rows)
                )
                for node in options["columns"]
            )
        asked = options.get("series") or [{"name": "得分", "stat": "score"}]
        return tuple(
            charts.Series(
                self._name(one["name"]),
                tuple(row.fact(one["stat"], one.get("detail", "")).fact for row in rows),
            )
            for one in asked
        )

    def _lines(self, asked: Sequence[Mapping[str, Any]]) -> list[charts.ReferenceLine]:
        found: list[charts.ReferenceLine] = []
        for line in asked:
            fact = line["fact"]
            if fact and fact.fact is not None:
                across: Literal["value", "x"] = "x" if line.get("across") == "x" else "value"
                name = self._name(line["name"])
                made = charts.ReferenceLine(name, fact.fact, across)
                if any((x.name, x.across) == (name, across) and x != made for x in found):
                    raise ValueError(f"两条线都叫“{name}”，请给它们不同的名称。")
                found.append(made)
        return found

    def _name(self, value: object) -> str:
        name = words(self.desk, value)
        if not name.strip():
            raise ValueError("有一个系列或一条线没有名称（name 是空的）。")
        return name


def _of_study(rows: Sequence[SubjectView]) -> bool:
    """Tell whether a chart is of a study, whose points are none of the survey's scale."""
    return any(isinstance(row, StudyView) for row in rows)
