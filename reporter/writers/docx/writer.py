"""The document tree to a DOCX file.

Source: ISO/IEC 29500-1 (WordprocessingML, transitional) and 29500-2 (packages).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from lxml import etree

from ...document.carriers import ITEM_PART
from ...document.identity import block_id
from ...document.nodes import Document, Meta, Part
from ...document.walk import document_blocks
from ..layout.cell import CellText
from ..layout.cover import without_field
from ..layout.page import Page
from ..layout.tints import Tints
from .blocks import add_blocks
from .comments import comments_part
from .contents import BODY, FRONT, lists_body_only
from .context import Context
from .fields import bookmark, bookmark_end, bookmark_start
from .lists import numbering_instances
from .markup import base_text, escape, fill
from .package import WORD, Package
from .paragraph import Flow
from .sections import LAST_PAGE, Sections, page_of, watermark_xml
from .styles import font_table_xml, numbering_xml, settings_xml, spacings, styles_xml, theme_xml
from .tags import write_item
from .targets import find_targets

if TYPE_CHECKING:
    from .reference import ClientBase

_MAIN = "word/document.xml"
_OFFICE = "application/vnd.openxmlformats-officedocument."
_CORE_RELATION = (
    "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
)
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"


def part_mark(index: int) -> str:
    """Return the name of the bookmark at the start of part ``index``."""
    return f"_RptPart{index}"


def write_docx(
    document: Document,
    *,
    pages: Mapping[str, int] | None = None,
    last_page: int = 0,
    part_marks: bool = False,
    base: ClientBase | None = None,
) -> bytes:
    """Return ``document`` as a DOCX file; equal input gives equal bytes.

    Args:
        document: the tree with all numbers filled in.
        pages: page number (as printed, counted from 1 within front matter or body) by
            id of section, figure or table, for the contents lists. Where it is missing
            the field stays and its number is left to Word.
        last_page: the number on the last page, for 共N页; 0 when it is not known.
        part_marks: set bookmarks at the starts of the parts, for measuring only.
        base: a client's file to build on (:func:`.reference.open_base`); else the own base.

    Raises:
        TemplateError: the client's file holds what must not or cannot be used.
    """
    package = Package()
    theme = document.theme if base is None else without_field(document.theme)
    if base is not None:
        document = base.prepare(package, replace(document, theme=theme), _watermark(document))
    context = Context(
        package=package,
        theme=theme,
        tints=Tints.of(theme),
        targets=find_targets(document),
        pages=pages or {},
        rels=package.rels(_MAIN),
        page=Page.of(theme),
        spacings=spacings(theme),
        cells=CellText.of(theme),
        body_only=lists_body_only(document),
        title=document.meta.title,
        day=document.meta.date,
    )
    if base is not None:
        context.page, context.frame, context.goes_on = base.page, base.frame, base.has_back
    elif theme.page.numbers == "outside":  # a client's file has pages of its own
        context.even_pages = True
    body = _body(context, document, last_page, part_marks=part_marks)
    _add_base(context)
    _add_properties(package, document.meta)
    _add_travelling(context, document)
    main = fill("document.xml", {"body": body})
    notes = fill("footnotes.xml", {"notes": "".join(context.notes)})
    package.add(_MAIN, _checked(main), f"{WORD}document.main+xml")
    package.add("word/footnotes.xml", _checked(notes), f"{WORD}footnotes+xml")
    if context.comments:
        remarks = comments_part(context.comments, document.meta.author, document.meta.date)
        package.add("word/comments.xml", _checked(remarks), f"{WORD}comments+xml")
        package.rels(_MAIN).add("comments", "comments.xml")
    package.rels().add("officeDocument", _MAIN)
    if base is not None:
        base.finish(package)
    return package.to_bytes()


def _watermark(document: Document) -> str:
    return watermark_xml(document.meta.watermark, 1, document.theme.fonts["hei"])


def _body(context: Context, document: Document, last_page: int, *, part_marks: bool) -> str:
    sections = Sections.of(context, document.meta, last_page)
    parts = [(i, part) for i, part in enumerate(document.parts) if part.blocks]
    parts = parts or [(0, Part("body", ()))]
    out = []
    for index, part in parts:
        context.width, context.role = page_of(context, part).text_width, part.role
        flow = Flow(spacings=context.spacings)
        add_blocks(context, flow, part.blocks)
        properties = sections.properties(part)
        if index == parts[-1][0]:
            end = flow.end_section if context.goes_on else flow.end_document
            end(properties)
        else:
            flow.end_section(properties)
        xml = flow.to_xml()
        if document.meta.page_total and index == parts[-1][0]:
            xml = _last_marked(xml, context.next_bookmark())
        if part_marks:  # inside the first paragraph: before it is still the page before
            mark = bookmark(context.next_bookmark(), part_mark(index), "")
            xml = xml.replace("</w:pPr>", f"</w:pPr>{mark}", 1)
        out.append(xml)
    if context.body_only:
        _mark_body(out, [part.role for _, part in parts], context.next_bookmark())
    return "".join(out)


def _mark_body(parts: list[str], roles: Sequence[str], number: int) -> None:
    """Set the bookmark that contents are made from: first paragraph of the body to the last."""
    first = next((i for i, role in enumerate(roles) if role not in FRONT), None)
    if first is None:
        return
    parts[first] = parts[first].replace("</w:pPr>", f"</w:pPr>{bookmark_start(number, BODY)}", 1)
    before, close, after = parts[-1].rpartition("</w:p>")
    parts[-1] = f"{before}{bookmark_end(number)}{close}{after}"


def _last_marked(xml: str, number: int) -> str:
    """Set the bookmark of the last page around the last run, wherever it stands.

    LibreOffice does not find a bookmark in an empty paragraph at the end.
    """
    end = xml.rfind("</w:r>") + len("</w:r>")
    start = xml.rfind("<w:r>", 0, end)
    if start < 0:
        return xml
    return xml[:start] + bookmark(number, LAST_PAGE, xml[start:end]) + xml[end:]


def _add_base(context: Context) -> None:
    theme = context.theme
    files = {
        "styles": styles_xml(theme),
        "numbering": numbering_xml(theme, numbering_instances(context.ordered_lists)),
        "settings": settings_xml(theme, even_pages=context.even_pages),
        "fontTable": font_table_xml(theme),
    }
    rels = context.package.rels(_MAIN)
    for name, xml in files.items():
        context.package.add(f"word/{name}.xml", xml, f"{WORD}{name}+xml")
        rels.add(name, f"{name}.xml")
    context.package.add("word/theme/theme1.xml", theme_xml(theme), f"{_OFFICE}theme+xml")
    rels.add("theme", "theme/theme1.xml")
    rels.add("footnotes", "footnotes.xml")


def _add_properties(package: Package, meta: Meta) -> None:
    dates = ""
    if meta.date is not None:
        stamp = f"{meta.date.isoformat()}T00:00:00Z"
        dates = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    core = {
        "title": escape(meta.title),
        "subject": escape(meta.subject),
        "author": escape(meta.author),
        "keywords": escape("；".join(meta.keywords)),
        "language": escape(meta.language),
        "dates": dates,
    }
    package.add("docProps/core.xml", fill("core.xml", core), _CORE_TYPE)
    app = fill("app.xml", {"company": escape(meta.company)})
    package.add("docProps/app.xml", app, f"{_OFFICE}extended-properties+xml")
    package.rels().add(_CORE_RELATION, "docProps/core.xml")
    package.rels().add("extended-properties", "docProps/app.xml")


def _add_travelling(context: Context, document: Document) -> None:
    """Put attachments, long fact keys and what pictures show into the custom XML part."""
    package = context.package
    blocks = [name for block in document_blocks(document) if (name := block_id(block))]
    package.add(ITEM_PART, write_item(document.attachments, context.keys, blocks, context.pictures))
    kind = f"{_OFFICE}customXmlProperties+xml"
    package.add("customXml/itemProps1.xml", base_text("itemProps1.xml"), kind)
    package.rels(_MAIN).add("customXml", f"../{ITEM_PART}")
    package.rels(ITEM_PART).add("customXmlProps", "itemProps1.xml")


def _checked(xml: str) -> bytes:
    """Return ``xml`` as bytes once it is known to be well formed.

    Raises:
        lxml.etree.XMLSyntaxError: a fault of this writer, never of its input.
    """
    data = xml.encode("utf-8")
    etree.fromstring(data, etree.XMLParser(huge_tree=True))
    return data
