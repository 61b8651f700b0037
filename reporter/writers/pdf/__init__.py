"""The report as PDF: print HTML laid out by WeasyPrint with the program's own fonts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from types import ModuleType
from typing import Any

from ...document.floats import Move, followers
from ...document.nodes import Document
from ...errors import OutputError, Problem
from ...fonts import current
from ...fonts.fontconfig import own_fonts
from ..layout.labels import PageNumber, page_numbers, target_pages
from .archive import VARIANT, finish
from .engine import chinese_warnings, collected_log, load, make_fetcher, refusals
from .families import family_properties
from .feet import mirror_feet
from .floats import filled_gaps
from .justify import chinese_lines
from .leaders import joined_leaders
from .line_filter import filter_lines
from .memory import rare_collections
from .painting import draw_in_order
from .printed import PrintedPages, printed_html
from .tagging import report_tags
from .watermark import add_watermark

__all__ = ["PageNumber", "PdfResult", "require_layout", "write_pdf"]

_ONE_AT_A_TIME = Lock()  # the font set-up and the line layout belong to the whole process
_NOT_FILLED = "本机的排版组件（WeasyPrint）版本不同，中文行未能两端对齐；请安装 70 版。"
_NOT_ARCHIVED = (
    "本机的排版组件（WeasyPrint）版本不同，PDF 仍可无障碍阅读（PDF/UA-1），"
    "但不是存档格式（PDF/A-3a）；请安装 70 版。"
)


@dataclass(frozen=True, slots=True)
class PdfResult:
    """A finished PDF.

    ``pages`` maps every id of the tree to its printed page number (roman pages of the
    front count too); ``labels`` has the same ids with the number as printed (``iii``,
    ``12``); ``last`` is the number on the last page; ``page_labels`` holds one label a
    sheet, empty on covers. ``warnings`` are Chinese sentences, empty for a clean report.
    ``moves`` are what was put in front of figures and tables that did not fit on a page.
    """

    data: bytes
    pages: Mapping[str, int]
    labels: Mapping[str, str]
    page_labels: tuple[str, ...]
    page_count: int
    last: int = 0
    warnings: tuple[str, ...] = ()
    moves: tuple[Move, ...] = ()


def require_layout() -> None:
    """Raise MachineError where this machine lacks what a PDF needs: asked before the work."""
    with _ONE_AT_A_TIME, own_fonts():
        load()


def write_pdf(document: Document) -> PdfResult:
    """Lay out ``document`` and return the PDF with its page numbers.

    The bytes depend on the document, the fonts and the versions of Pango and HarfBuzz
    only: no clock, locale or folder name enters.

    Raises:
        MachineError: Pango or the fonts are missing.
        OutputError: the report refers to something outside itself, or a drawing failed.
    """
    printed = printed_html(filter_lines(document), family_properties(current()))
    with _ONE_AT_A_TIME, own_fonts(), rare_collections():
        weasyprint = load()
        with (
            collected_log() as messages,
            chinese_lines() as filled,
            joined_leaders(),
            filled_gaps(followers(document)) as moves,
        ):
            rendering, data, archived = _render(weasyprint, printed, document)
    broken = [message for message in messages if message.startswith("Failed to")]
    if broken:
        hint = "请检查图形数据，或改用图片格式后重试。"
        raise OutputError(Problem("output.drawing", f"有图形无法排入 PDF：{broken[0]}。", hint))
    anchors = [page.anchors for page in rendering.pages]
    numbers = page_numbers(document, anchors)
    targets = target_pages(numbers, anchors)
    return PdfResult(
        data=data,
        pages={name: number.number for name, number in targets.items()},
        labels={name: str(number) for name, number in targets.items()},
        page_labels=tuple(str(number) for number in numbers),
        page_count=len(numbers),
        last=numbers[-1].number if numbers else 0,
        warnings=(
            *chinese_warnings(messages),
            *(() if filled else (_NOT_FILLED,)),
            *(() if archived else (_NOT_ARCHIVED,)),
        ),
        moves=tuple(moves),
    )


def _render(
    weasyprint: ModuleType, printed: PrintedPages, document: Document
) -> tuple[Any, bytes, bool]:
    """Return the laid-out pages, the file, and whether it is one for the archive."""
    from weasyprint.text.fonts import FontConfiguration

    fetcher = make_fetcher(printed.assets)
    with refusals(fetcher):
        page = weasyprint.HTML(string=printed.html, base_url="asset:", url_fetcher=fetcher)
        rendering = page.render(font_config=FontConfiguration(), pdf_variant=VARIANT)
        numbers = page_numbers(document, [sheet.anchors for sheet in rendering.pages])
        if document.theme.page.numbers == "outside":
            mirror_feet(rendering.pages, numbers)
        draw_in_order(rendering.pages)
        with report_tags(printed.drawings) as places:
            archived = []

            def complete(_: Any, pdf: Any) -> None:
                _add_labels(pdf, numbers)
                add_watermark(pdf, document.meta.watermark)
                archived.append(finish(pdf, document, None if places is None else places.found))

            data: bytes = rendering.write_pdf(
                finisher=complete, pdf_variant=VARIANT, pdf_identifier=True
            )
    return rendering, data, archived == [True]


def _add_labels(pdf: Any, numbers: list[PageNumber]) -> None:
    """Add the page labels that viewers show, and let them show the title of the report."""
    import pydyf

    styles = {"roman": "/r", "arabic": "/D"}
    ranges = pydyf.Array()
    before = ""
    for index, number in enumerate(numbers):
        if number.kind != before:
            label = pydyf.Dictionary()
            if number.kind in styles:
                label["S"], label["St"] = styles[number.kind], number.number
            else:
                label["P"] = pydyf.String("封面")
            ranges.extend((index, label))
            before = number.kind
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": ranges})
    pdf.catalog["ViewerPreferences"] = pydyf.Dictionary({"DisplayDocTitle": "true"})
