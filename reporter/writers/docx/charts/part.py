"""A figure's chart as parts of the package: chart, workbook, small print."""

from __future__ import annotations

from collections.abc import Callable

from ....document.nodes import Figure
from ..context import Context
from ..markup import escape, fill
from .bars import draw_lying, draw_standing
from .draft import Draft, Drawn
from .layout import legend_xml
from .lines import draw_lines
from .pie import draw_pie
from .radar import draw_radar
from .scatter import draw_scatter
from .shapes import shapes_xml
from .steps import draw_steps
from .text import EAST_ASIAN, text_look
from .workbook import write_workbook

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chartshapes+xml"
_KINDS: dict[str, Callable[[Draft], Drawn]] = {
    "bar": draw_lying,
    "stacked": draw_lying,
    "column": draw_standing,
    "line": draw_lines,
    "pie": draw_pie,
    "radar": draw_radar,
    "scatter": draw_scatter,
    "waterfall": draw_steps,
}


def add_chart(context: Context, figure: Figure) -> str:
    """Add the parts of a chart and return the id of the document's relationship to it.

    The figure must be one that :func:`.rules.drawable_natively` accepts.
    """
    if figure.plot is None or figure.data is None:
        raise ValueError("a native chart needs its look and its data")
    draft = Draft(figure.plot, figure.data, figure.width_mm, figure.height_mm)
    drawn = _KINDS[figure.plot.kind](draft)
    context.charts += 1
    number, package = context.charts, context.package
    name = f"word/charts/chart{number}.xml"
    rels = package.rels(name)
    book = f"embeddings/Microsoft_Excel_Worksheet{number}.xlsx"
    package.add(f"word/{book}", write_workbook(draft.cells))
    values = {
        "layout": drawn.frame.to_xml(),
        "groups": drawn.groups,
        "axes": drawn.axes,
        "legend": legend_xml(drawn.hidden) if figure.plot.legend else "",
        "text": text_look(),
        "workbook": rels.add("package", f"../{book}"),
        "shapes": "",
    }
    if drawn.words:
        shapes = f"drawings/drawing{number}.xml"
        xml = shapes_xml(drawn.words, figure.width_mm, figure.height_mm)
        package.add(f"word/{shapes}", _in_font(context, xml), _SHAPES_TYPE)
        values["shapes"] = f'<c:userShapes r:id="{rels.add("chartUserShapes", f"../{shapes}")}"/>'
    package.add(name, _in_font(context, fill("chart.xml", values)), _CHART_TYPE)
    return context.rels.add("chart", f"charts/chart{number}.xml")


def _in_font(context: Context, xml: str) -> str:
    """Return a part whose Chinese stands in the theme's font for headings and labels."""
    font = escape(context.theme.fonts["hei"])
    return xml.replace(EAST_ASIAN, f'<a:ea typeface="{font}"/>')
