"""Contents and lists of figures and tables: live fields with entries already in them."""

from __future__ import annotations

from ...document.nodes import Contents, ContentsEntry, Document, Section
from ...document.walk import blocks_in, document_blocks
from ..layout.plaintext import words
from .context import Context
from .fields import END, TAB, field, field_begin, run
from .headings import label_gap
from .inline import anchor
from .paragraph import Flow, Para
from .targets import page_text

_WHOLE_LIST = 24  # lines of a list of figures or tables that is not broken over pages
BODY = "_RptBody"  # the bookmark around what the contents list
FRONT = ("cover", "front")


def add_contents(context: Context, flow: Flow, node: Contents) -> None:
    """Append the list; one without entries is left out with its title.

    The field ends in a paragraph of its own, as Word writes it: an update would leave an
    empty line of the list there otherwise.
    """
    entries = [entry for entry in node.entries if words(entry.label + entry.title)]
    if not entries:
        return
    paragraphs = [_entry(context, node, entry) for entry in entries]
    instruction = _instruction(node, body_only=context.body_only)
    paragraphs[0].content = field_begin(instruction) + paragraphs[0].content
    if words(node.title):
        paragraphs.insert(0, Para("TOCHeading", run(node.title)))
    if node.kind != "contents" and len(paragraphs) <= _WHOLE_LIST:
        for para in paragraphs[:-1]:
            para.keep_next = True
    if flow.break_before or not flow.items:
        paragraphs[0].page_break_before, flow.break_before = flow.break_before, False
        paragraphs[0].before = 0
    paragraphs.append(Para("SectionEnd", END, closed=True))
    if node.kind != "contents":
        for para in paragraphs:
            flow.add(para)
        return
    content = "".join(para.to_xml() for para in paragraphs)
    flow.items.append(
        f'<w:sdt><w:sdtPr><w:id w:val="{context.next_control()}"/><w:docPartObj>'
        '<w:docPartGallery w:val="Table of Contents"/><w:docPartUnique/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )
    flow.gap_before = 0


def lists_body_only(document: Document) -> bool:
    """Tell whether contents leave out headings before the body, which an update would add."""
    front = {
        block.id
        for part in document.parts
        if part.role in FRONT
        for block in blocks_in(part.blocks)
        if isinstance(block, Section)
    }
    listed = {
        entry.target
        for block in document_blocks(document)
        if isinstance(block, Contents) and block.kind == "contents"
        for entry in block.entries
    }
    return bool(front and listed) and not front & listed


def _instruction(node: Contents, *, body_only: bool) -> str:
    if node.kind == "contents":
        scope = f" \\b {BODY}" if body_only else ""
        return f'TOC \\o "1-{min(max(node.depth, 1), 4)}" \\h \\z \\u{scope}'
    return f'TOC \\h \\z \\c "{"图" if node.kind == "figures" else "表"}"'


def _entry(context: Context, node: Contents, entry: ContentsEntry) -> Para:
    style = f"TOC{min(max(entry.level, 1), 4)}" if node.kind == "contents" else "TableofFigures"
    label = words(entry.label)
    title = run(label + label_gap(label) + entry.title)
    target = context.targets.nodes.get(entry.target)
    if target is None:
        return Para(style, title)
    page = page_text(context.targets, context.pages, entry.target)
    number = field(f"PAGEREF {target.whole} \\h", run(page))
    return Para(style, anchor(target.whole, title + TAB + number))
