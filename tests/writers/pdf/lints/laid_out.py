"""Every report laid out once a session, and its lines as they stand on the pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import pytest

from reporter.document.nodes import Document
from reporter.writers.pdf import PdfResult, write_pdf
from reporter.writers.pdf.glyphs import measured
from tests.projects import PROJECTS, document_of

# Reports by name: the project, and the theme where it is not the project's own.
REPORTS = {name: (name, "") for name in PROJECTS} | {
    f"{name} in gongwen": (name, "gongwen") for name in ("tobacco", "wide")
}
ATOM = "\ufffc"  # a formula or another thing that is no text
INVISIBLE = "\u2060\u200b\ufeff"
_HEADINGS = frozenset({"h1", "h2", "h3", "h4"})
_CAPTIONS = frozenset({"caption", "figcaption"})


@dataclass(frozen=True, slots=True)
class Placed:
    """A character where it stands; lengths in CSS pixels.

    ``natural`` is the advance that the font gives it, ``width`` the one it was drawn with.
    """

    char: str
    x: float
    width: float
    natural: float
    em: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line: ``left`` and ``right`` are the edges of its column, indent included."""

    sheet: int  # from 1
    kind: str  # heading caption contents cell head note footnote item reference running body
    chars: tuple[Placed, ...]
    left: float
    right: float
    top: float
    bottom: float
    justified: bool
    last: bool
    paragraph: int
    element: Any

    @property
    def text(self) -> str:
        return "".join(placed.char for placed in self.chars)

    def __str__(self) -> str:
        return f"sheet {self.sheet}: {self.text}"


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A report as a PDF, with the pages it was drawn from."""

    name: str
    document: Document
    result: PdfResult
    sheets: tuple[Any, ...]  # the engine's boxes of the pages
    anchors: tuple[frozenset[str], ...]  # the ids that start on each page
    lines: tuple[Line, ...]

    def flow(self, sheet: int) -> list[Line]:
        """Return the lines of a page but for its running heads and feet."""
        return [line for line in self.lines if line.sheet == sheet and line.kind != "running"]

    def running(self, sheet: int) -> list[str]:
        """Return the texts of the running heads and feet of a page."""
        return [line.text for line in self.lines if line.sheet == sheet and line.kind == "running"]

    def sheet_of(self, name: str) -> int:
        """Return the page on which an id starts, from 1."""
        return next(n for n, names in enumerate(self.anchors, 1) if name in names)


@cache
def laid_out(name: str) -> LaidOut:
    """Return a report laid out, made once a process."""
    return lay_out(name, document_of(*REPORTS[name]))


def lay_out(name: str, document: Document) -> LaidOut:
    """Return ``document`` laid out by the writer, its pages caught on the way."""
    import weasyprint

    caught: list[Any] = []
    stock = weasyprint.HTML.render

    def render(*args: Any, **options: Any) -> Any:
        caught.append(stock(*args, **options))
        return caught[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(weasyprint.HTML, "render", render)
        result = write_pdf(document)
    pages = caught[-1].pages
    sheets = tuple(page._page_box for page in pages)
    anchors = tuple(frozenset(page.anchors) for page in pages)
    return LaidOut(name, document, result, sheets, anchors, tuple(_lines(sheets)))


def boxes_of(sheet: Any) -> Iterator[Any]:
    """Yield the boxes of a page but for its margins, in order."""
    from weasyprint.formatting_structure import boxes

    for child in getattr(sheet, "children", ()):
        if not isinstance(child, boxes.MarginBox):
            yield child
            yield from boxes_of(child)


def _lines(sheets: tuple[Any, ...]) -> Iterator[Line]:
    found: list[tuple[int, str, Any, Any]] = []
    for number, sheet in enumerate(sheets, 1):
        found += ((number, *rest) for rest in _line_boxes(sheet, "body", None))
    last = {_paragraph(block): index for index, (_, _, block, _) in enumerate(found)}
    for index, (number, kind, block, line) in enumerate(found):
        chars = tuple(_placed(line))
        if not "".join(placed.char for placed in chars).strip():
            continue
        left = line.position_x + line.text_indent
        yield Line(
            number,
            kind,
            chars,
            left,
            block.content_box_x() + block.width,
            line.position_y,
            line.position_y + line.height,
            line.style["text_align_all"] == "justify",
            last[_paragraph(block)] == index or _ends_with_break(line),
            _paragraph(block),
            block.element,
        )


def _line_boxes(box: Any, kind: str, block: Any) -> Iterator[tuple[str, Any, Any]]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.LineBox):
        yield kind, block, box
        kind = "inside"
    elif isinstance(box, boxes.BlockContainerBox):
        block = box
    own = _kind(box)
    kind = kind if kind == "contents" and own != "heading" else own or kind
    for child in getattr(box, "children", ()):
        yield from _line_boxes(child, kind, block)


def _paragraph(block: Any) -> int:
    """Return what all pieces of a block that pages part have in common."""
    from weasyprint.formatting_structure import boxes

    return id(block) if isinstance(block, boxes.MarginBox) else id(block.element)


def _kind(box: Any) -> str:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.MarginBox):
        return "running"
    tag = box.element_tag or ""
    names = (box.element.get("class") or "").split() if box.element is not None else []
    if tag in _HEADINGS:
        return "heading"
    if tag in _CAPTIONS:
        return "caption"
    if tag == "nav":
        return "contents"
    if tag in ("td", "th"):
        return "head" if box.element.get("scope") == "col" else "cell"
    if tag == "li":
        return "item"
    known = {"note": "note", "fn": "footnote", "references": "reference", "card": "card"}
    return next((known[name] for name in names if name in known), "")


def _ends_with_break(line: Any) -> bool:
    return any(box.element_tag == "br" for box in line.descendants())


def _placed(line: Any) -> Iterator[Placed]:
    from weasyprint.formatting_structure import boxes

    for child in line.children:
        if not child.is_in_normal_flow():
            continue
        if isinstance(child, boxes.InlineBox):
            yield from _placed(child)
        elif isinstance(child, boxes.TextBox):
            yield from _text(child)
        else:
            width = child.margin_width()
            yield Placed(ATOM, child.position_x, width, width, child.style["font_size"])


def _text(box: Any) -> Iterator[Placed]:
    if not box.text:
        return
    layout = box.pango_layout
    drawn = measured(layout, box.style)
    shifts = getattr(layout, "shifts", None)
    natural = drawn
    if shifts is not None:
        layout.shifts = {}
        natural = measured(layout, box.style)
        layout.shifts = shifts
    x = box.position_x
    for glyph, plain in zip(drawn, natural, strict=True):
        yield Placed(glyph.char, x, glyph.width, plain.width, glyph.em)
        x += glyph.width
