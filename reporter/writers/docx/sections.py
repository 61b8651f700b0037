"""Page set-up of the parts: size, margins, page numbers, headers, footers, watermark."""

from __future__ import annotations

from dataclasses import dataclass

from ...document.nodes import Block, Contents, Meta, Part, Section
from ..layout.page import Page
from ..layout.plaintext import plain, words
from .context import Context
from .fields import TAB, field, run
from .headings import label_gap
from .markup import escape, fill
from .package import WORD
from .paragraph import Para

_ONE_COLUMN = '<w:cols w:space="720"/>'
LAST_PAGE = "_RptLast"  # the bookmark in the last paragraph, whose page is the total
_WATERMARK_HEIGHT = 90  # pt; fewer for long texts


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
            relation = self._part(kind, content(part))
            own += f'<w:{kind}Reference w:type="default" r:id="{relation}"/>'
        if not is_framed:
            return own, False
        first = frame.first if first_part and frame.has_first else ""
        framed = frame.turned if part.role == "landscape" else frame.upright
        return framed + first + own, bool(first)

    def _numbers(self, part: Part) -> str:
        if part.role == "cover":
            return ""
        kind, style = ("front", "lowerRoman") if part.role == "front" else ("body", "decimal")
        start = "" if kind in self._restarted else ' w:start="1"'
        self._restarted.add(kind)
        return f'<w:pgNumType w:fmt="{style}"{start}/>'

    def _header(self, part: Part) -> str:
        watermark = self._watermark()
        if part.role == "cover":
            return Para("SectionEnd", watermark).to_xml()
        title = self._front_title(part) if part.role == "front" else self._running_title(part)
        content = f"{watermark}{run(self.meta.header)}{title}"
        if not content:  # a rule under nothing looks like a fault
            return Para("SectionEnd").to_xml()
        return Para("Header", content, tabs=_tabs(self.context.page, part, center=False)).to_xml()

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

    def _footer(self, part: Part) -> str:
        if part.role == "cover":
            return Para("SectionEnd").to_xml()
        cached = run("i" if part.role == "front" else "1")
        number = self._page_number(part, field("PAGE", cached))
        secret = words(self.meta.confidentiality)
        content = TAB + number + (TAB + run(secret) if secret else "")
        return Para("Footer", content, tabs=_tabs(self.context.page, part, center=True)).to_xml()

    def _page_number(self, part: Part, page: str) -> str:
        """Return — 1 —, or 第1页 共28页 where the body's pages are to be counted.

        The total is the number on the last page, not NUMPAGES, which counts cover and
        front matter too.
        """
        if part.role == "front":
            return page
        if not self.meta.page_total:
            return run("— ") + page + run(" —")
        known = run(str(self.last_page)) if self.last_page else ""
        total = field(f"PAGEREF {LAST_PAGE} \\h", known)
        return run("第 ") + page + run(" 页　共 ") + total + run(" 页")

    def _watermark(self) -> str:
        number = sum(kind == "header" for kind, _ in self._known) + 1
        return watermark_xml(self.meta.watermark, number)

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


def watermark_xml(text: str, number: int) -> str:
    """Return the run of watermark ``number`` of a file, "" for blank ``text``."""
    text = words(text)
    if not text:
        return ""
    width = min(_WATERMARK_HEIGHT * len(text), 440)
    values = {
        "number": str(number),
        "spid": str(2048 + number),
        "alt": escape(f"水印：{text}"),
        "text": escape(text),
        "width": str(width),
        "height": str(max(width // len(text), 12)),
    }
    return fill("watermark.xml", values).strip()


def _tabs(upright: Page, part: Part, *, center: bool) -> str:
    """Return tab stops for the turned page; the styles hold those of the upright one."""
    if part.role != "landscape":
        return ""
    old, new = upright.text_width, upright.turned().text_width
    if old == new:
        return ""
    stops = [(old, "clear"), (new, "right")]
    if center:
        stops += [(old // 2, "clear"), (new // 2, "center")]
    items = "".join(f'<w:tab w:val="{kind}" w:pos="{at}"/>' for at, kind in sorted(stops))
    return f"<w:tabs>{items}</w:tabs>"


def _chapters(blocks: tuple[Block, ...]) -> list[Section]:
    return [b for b in blocks if isinstance(b, Section) and b.level <= 1 and plain(b.title)]
