"""Block nodes to paragraphs and tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from ...document.nodes import (
    Block,
    Contents,
    Cover,
    Equation,
    Figure,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    Reference,
    References,
    Section,
    Signatures,
    Table,
)
from ..layout.plaintext import plain, words
from .captions import add_small_print, caption_xml, marked
from .cards import add_key_figures
from .contents import add_contents
from .context import Context
from .cover import add_cover
from .equations import add_equation
from .fields import TAB, bookmark, run
from .figures import add_figure
from .headings import heading_level, label_gap
from .inline import inlines
from .lists import add_list
from .marks import mark_block, mark_since
from .paragraph import Flow, Para
from .signatures import add_signatures
from .tables import table_xml

_ROLES = {
    "body": "BodyTextFirstIndent",
    "plain": "BodyText",
    "lead": "LeadSentence",
    "quote": "Quote",
    "quote_source": "QuoteSource",
    "note": "NoteText",
    "centered": "CenteredText",
    "signature": "Signature",
}
_QUOTES = ("Quote", "QuoteSource")
_TABLE_GAP = 160  # twips between a table and text that follows it
NO_NUMBER = 4  # the w:num in base/numbering.xml whose levels print nothing


def add_blocks(context: Context, flow: Flow, blocks: Iterable[Block]) -> None:
    """Append ``blocks`` to ``flow``."""
    for block in blocks:
        start = len(flow.items)
        _ADD[type(block)](context, flow, block)
        if isinstance(block, Section | PageBreak):
            continue
        mark_since(context, flow, start, block.block_id, growing=isinstance(block, Contents))


def _add_section(context: Context, flow: Flow, section: Section) -> None:
    para = heading(context, section)
    if para.content or para.numbering is None:  # a section without any words has no heading
        mark_block(context, [para], section.block_id)
        flow.add(para)
    add_blocks(context, flow, section.blocks)


def _add_list(context: Context, flow: Flow, node: List) -> None:
    add_list(context, flow, node, add_blocks)


def _add_references(context: Context, flow: Flow, node: References) -> None:
    for entry in node.entries:
        flow.add(reference(context, entry))


def _add_page_break(_context: Context, flow: Flow, _node: PageBreak) -> None:
    flow.break_before = bool(flow.items)  # a part begins on a new page anyway


def add_paragraph(context: Context, flow: Flow, node: Paragraph) -> None:
    """Append a paragraph; one without content is left out, room is not made that way."""
    content = inlines(context, node.children)
    if not content:
        return
    para = Para(_ROLES[node.role], marked(context, node, content))
    last = flow.items[-1] if flow.items else None
    if para.style in _QUOTES and isinstance(last, Para) and last.style in _QUOTES:
        last.after = para.before = 0  # one quote, between its rules
    if node.role == "plain" and isinstance(last, Para) and last.style == "Equation":
        last.keep_next = True  # what its symbols stand for
    flow.add(para)


def heading(context: Context, section: Section) -> Para:
    """Return the heading; its number is live where Word counts as the tree does.

    Other headings keep the built-in style, with a list that prints nothing set in the
    paragraph: contents fields and the running title look for exactly these styles.
    """
    level = heading_level(section)
    content = inlines(context, section.title)
    para = Para(f"Heading{level}")
    target = context.targets.take(section)
    if not context.headings.accepts_section(section):
        para.numbering = (level - 1, NO_NUMBER)
        if words(section.label):
            label = run(words(section.label))
            if target is not None and target.kind == "labelled":
                label = bookmark(context.next_bookmark(), target.label, label)
            gap = run(label_gap(words(section.label))) if plain(section.title) else ""
            content = label + gap + content
        elif context.role == "front" and level == 1:
            para.align, para.flush = "center", bool(context.theme.styles.heading1.indent)
    elif target is not None and target.kind == "numbered":
        content = bookmark(context.next_bookmark(), target.label, content)
    if target is not None:
        content = bookmark(context.next_bookmark(), target.whole, content)
    para.content = content
    return para


def add_table(context: Context, flow: Flow, table: Table) -> None:
    """Append caption and unit above, the table, note and source below."""
    captioned = bool(table.number or plain(table.caption))
    if captioned:
        flow.add(Para("Caption", caption_xml(context, table), keep_next=True, after=60))
    unit = words(table.unit)
    if unit:
        text = unit if unit.startswith("单位") else f"单位：{unit}"
        flow.add(Para("TableUnit", run(text)))
    if not captioned and not unit:
        flow.room_before(_TABLE_GAP)
    below = bool(plain(table.note) or plain(table.source))
    flow.add_table(table_xml(context, table, keep_with_next=below), 0 if below else _TABLE_GAP)
    add_small_print(context, flow, table.note, table.source)


def reference(context: Context, entry: Reference) -> Para:
    """Return a bibliography entry: [n], a tab and the text, with a hanging indent."""
    label = run(f"[{entry.number}]")
    name = context.targets.references.get(entry.key)
    if name is not None and context.targets.take_reference(entry.key):
        label = bookmark(context.next_bookmark(), name, label)
    return Para("ReferenceEntry", f"{label}{TAB}{inlines(context, entry.children)}")


_ADD: dict[type, Callable[[Context, Flow, Any], None]] = {
    Section: _add_section,
    Paragraph: add_paragraph,
    List: _add_list,
    Table: add_table,
    Figure: add_figure,
    Equation: add_equation,
    KeyFigures: add_key_figures,
    Contents: add_contents,
    References: _add_references,
    PageBreak: _add_page_break,
    Cover: add_cover,
    Signatures: add_signatures,
}
