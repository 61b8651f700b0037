"""Page set-up of the parts: size, margins, page numbers, headers, footers, watermark."""

from __future__ import annotations

from dataclasses import dataclass

from ...document.nodes import Block, Contents, Meta, Part, Section
from ..layout.labels import foot_texts
from ..layout.page import Page
from ..layout.plaintext import plain, words
from .context import Context
from .fields import TAB, field, run
from .headings import label_gap
from .markup import escape, fill
from .package import WORD
from .paragraph import Para
from .styles import footer_stops, number_inset

_ONE_COLUMN = '<w:cols w:space="720"/>'
LAST_PAGE = "_RptLast"  # the bookmark in the last paragraph, whose page is the total
_NUMBER = "PageNumber"
_WATERMARK_HEIGHT = 90  # pt; fewer for long texts


Stops = list[tuple[int, str]]  # twips, kind


def page_of(context: Context, part: Part) -> Page:
    """Return the page set-up of a part."""
    return context.page.turned() if part.role == "landscape" else context.page


@dataclass(slots=True)
class Sections:
    """Makes ``w:sectPr`` and the header and footer parts; equal ones are made once."""

    context: Context
    meta: Meta
    last_page: int  # the number on it, 0 when it is not known
    _known: dict[tuple[str, str], str]
    _restarted: set[str]
    _chapter: Section | None = None  # the last one of the parts before
    _begun: bool = False

    @classmethod
    def of(cls, context: Context, meta: Meta, last_page: int = 0) -> Sections:
        """Return an empty set for one document."""
        return cls(context, meta, last_page, {}, set())

    def properties(self, part: Part) -> str:
        """Return the ``w:sectPr`` of a part."""
        page = page_of(self.context, part)
        references, first = self._references(part)
        title = "<w:titlePg/>" if first else ""
        return (
            f'<w:sectPr>{references}<w:type w:val="nextPage"/>{page.to_xml()}{page.borders}'
            f"{self._numbers(part)}{_ONE_COLUMN}{title}{page.grid}</w:sectPr>"
        )

    def _references(self, part: Part) -> tuple[str, bool]:
        """Return header and footer references, and whether the first page has its own.

        Those of a client's file come first; the report makes the kinds that it lacks.
        """
        frame, first_part = self.context.frame, not self._begun
        self._begun = True
        if part.role == "cover" and frame.has_first:
            return frame.first.replace('w:type="first"', 'w:type="default"'), False
        is_framed = part.role != "cover"
        own = ""
        for kind, content in (("header", self._header), ("footer", self._footer)):
            if is_framed and (frame.has_header if kind == "header" else frame.has_footer):
                continue
            own += self._reference(kind, "default", content(part))
        if self.context.even_pages:
            own += self._reference("header", "even", self._header(part))
            own += self._reference("footer", "even", self._footer(part, even=True))
        if not is_framed:
            return own, False
        first = frame.first if first_part and frame.has_first else ""
        framed = frame.turned if part.role == "landscape" else frame.upright
        return framed + first + own, bool(first)

    def _reference(self, kind: str, pages: str, content: str) -> str:
        return f'<w:{kind}Reference w:type="{pages}" r:id="{self._part(kind, content)}"/>'

    def _numbers(self, part: Part) -> str:
        if part.role == "cover":
            return ""
        kind, style = ("front", "lowerRoman") if part.role == "front" else ("body", "decimal")
        start = "" if kind in self._restarted else ' w:start="1"'
        self._restarted.add(kind)
        return f'<w:pgNumType w:fmt="{style}"{start}/>'

    def _header(self, part: Part) -> str:
        watermark = self._watermark()
        content = "" if part.role == "cover" else self._head(part)
        if not content:  # a rule under nothing looks like a fault
            return Para("SectionEnd", watermark).to_xml()
        upright, width = self._widths(part)
        tabs = _tabs([(upright, "right")], [(width, "right")])
        return Para("Header", watermark + content, tabs=tabs).to_xml()

    def _head(self, part: Part) -> str:
        """Return the brand's words, else the report's title; on the right the chapter."""
        theme = self.context.theme
        if not theme.page.running_heads:
            return run(theme.header)
        title = self._front_title(part) if part.role == "front" else self._running_title(part)
        return run(theme.header or self.meta.header) + title

    def _running_title(self, part: Part) -> str:
        """Return the chapter's title, which Word finds itself on every page.

        Programs that do not are given one only where it holds for all pages of the part.
        """
        chapters = _chapters(part.blocks)
        goes_on = not chapters or not isinstance(part.blocks[0], Section)
        if self._chapter is not None and goes_on:
            chapters.insert(0, self._chapter)
        if not chapters:
            return ""
        self._chapter = chapters[-1]
        live = [self._is_live(chapter) for chapter in chapters]
        only = chapters[0] if len(chapters) == 1 else None
        label, title = (words(only.label), plain(only.title)) if only else ("", "")
        if not all(live):  # those print their number as part of the heading
            return TAB + field("STYLEREF 1", run(label + label_gap(label) + title))
        return TAB + field("STYLEREF 1 \\n", run(label)) + field("STYLEREF 1", run(title))

    def _is_live(self, chapter: Section) -> bool:
        target = self.context.targets.nodes.get(chapter.id)
        return target is not None and target.kind == "numbered"

    def _front_title(self, part: Part) -> str:
        """Return the only title of front matter; contents have no heading that a field finds."""
        chapters = _chapters(part.blocks)
        if len(chapters) == 1:
            return TAB + field("STYLEREF 1", run(plain(chapters[0].title)))
        lists = [block.title for block in part.blocks if isinstance(block, Contents)]
        return TAB + run("".join(lists[0].split())) if lists and not chapters else ""

    def _footer(self, part: Part, *, even: bool = False) -> str:
        if part.role == "cover":
            return Para("SectionEnd").to_xml()
        theme = self.context.theme
        cached = run("i" if part.role == "front" else "1", _NUMBER)
        number = self._page_number(part, field("PAGE", cached, _NUMBER))
        inner, mark = map(run, foot_texts(theme, words(self.meta.confidentiality)))
        upright, width = self._widths(part)
        inset = number_inset(theme) if self.context.even_pages else 0
        tabs = _tabs(footer_stops(upright, inset), footer_stops(width, inset))
        if not inset:
            content = inner + TAB + number + (TAB + mark if mark else "")
            return Para("Footer", content, tabs=tabs).to_xml()
        content = f"{inner}{TAB}{mark}{TAB}{number}"
        if even:
            content = number + (TAB + mark if mark or inner else "")
            content += TAB + inner if inner else ""
        return Para("Footer", content, left=inset, tabs=tabs).to_xml()

    def _widths(self, part: Part) -> tuple[int, int]:
        """Return the width of the text on upright pages, as the styles know it, and here."""
        return self.context.page.text_width, page_of(self.context, part).text_width

    def _page_number(self, part: Part, page: str) -> str:
        """Return — 1 —, or 第1页 共28页 where the body's pages are to be counted.

        The total is the number on the last page, not NUMPAGES, which counts cover and
        front matter too.
        """
        if part.role == "front":
            return page
        if not self.meta.page_total:
            return run("— ", _NUMBER) + page + run(" —", _NUMBER)
        known = run(str(self.last_page), _NUMBER) if self.last_page else ""
        total = field(f"PAGEREF {LAST_PAGE} \\h", known, _NUMBER)
        first, second, third = (run(text, _NUMBER) for text in ("第 ", " 页　共 ", " 页"))
        return first + page + second + total + third

    def _watermark(self) -> str:
        number = sum(kind == "header" for kind, _ in self._known) + 1
        return watermark_xml(self.meta.watermark, number, self.context.theme.fonts["hei"])

    def _part(self, kind: str, content: str) -> str:
        known = self._known.get((kind, content))
        if known is not None:
            return known
        number = sum(other == kind for other, _ in self._known) + 1
        name = f"{kind}{number}.xml"
        xml = fill(f"{kind}.xml", {"content": content})
        self.context.package.add(f"word/{name}", xml, f"{WORD}{kind}+xml")
        relation = self.context.package.rels("word/document.xml").add(kind, name)
        self._known[kind, content] = relation
        return relation


def watermark_xml(text: str, number: int, font: str) -> str:
    """Return the run of watermark ``number`` of a file in ``font``, "" for blank ``text``."""
    text = words(text)
    if not text:
        return ""
    width = min(_WATERMARK_HEIGHT * len(text), 440)
    values = {
        "number": str(number),
        "spid": str(2048 + number),
        "alt": escape(f"水印：{text}"),
        "text": escape(text),
        "font": escape(font),
        "width": str(width),
        "height": str(max(width // len(text), 12)),
    }
    return fill("watermark.xml", values).strip()


def _tabs(styled: Stops, wanted: Stops) -> str:
    """Return tab stops that a page wants, nothing where they are those of the style."""
    if styled == wanted:
        return ""
    taken = {at for at, _ in wanted}
    stops = [*wanted, *((at, "clear") for at, _ in styled if at not in taken)]
    items = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for at, kind in sorted(stops))
    return f"<w:tabs>{items}</w:tabs>"


def _chapters(blocks: tuple[Block, ...]) -> list[Section]:
    return [b for b in blocks if isinstance(b, Section) and b.level <= 1 and plain(b.title)]
