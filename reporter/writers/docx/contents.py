"""Contents and lists of figures and tables: live fields with entries already in them."""

from __future__ import annotations

from ...document.nodes import Contents, ContentsEntry
from .context import Context
from .fields import END, field, field_begin, run
from .headings import label_gap
from .inline import anchor
from .markup import words
from .paragraph import Flow, Para
from .targets import page_text

_WHOLE_LIST = 24  # lines of a list of figures or tables that is not broken over pages
_TAB = "<w:r><w:tab/></w:r>"


def add_contents(context: Context, flow: Flow, node: Contents) -> None:
    """Append the list; one without entries is left out with its title."""
    entries = [entry for entry in node.entries if words(entry.label + entry.title)]
    if not entries:
        return
    paragraphs = [_entry(context, node, entry) for entry in entries]
    paragraphs[0].content = field_begin(_instruction(node)) + paragraphs[0].content
    paragraphs[-1].content += END
    paragraphs[-1].closed = True
    if words(node.title):
        paragraphs.insert(0, Para("TOCHeading", run(node.title)))
    if node.kind != "contents" and len(paragraphs) <= _WHOLE_LIST:
        for para in paragraphs[:-1]:
            para.keep_next = True
    if flow.break_before or not flow.items:
        paragraphs[0].page_break_before, flow.break_before = flow.break_before, False
        paragraphs[0].before = 0
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


def _instruction(node: Contents) -> str:
    if node.kind == "contents":
        return f'TOC \\o "1-{min(max(node.depth, 1), 4)}" \\h \\z \\u'
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
    return Para(style, anchor(target.whole, title + _TAB + number))
