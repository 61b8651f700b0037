"""The text of a report for both engines: what neither draws nor counts is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

from reporter.document.nodes import (
    Block,
    Cell,
    Document,
    Emphasis,
    Inline,
    List,
    Math,
    Paragraph,
    Part,
    Section,
    Strong,
    Table,
    Text,
)
from reporter.writers.html.walk import iter_nodes, plain_text


def bare(document: Document) -> Document:
    """Return headings, paragraphs, lists and tables of the body, every paragraph as plain text.

    Charts, formulas, notes and links are left out: the two engines are to set the same letters.
    """
    parts = [part for part in document.parts if part.role == "body"]
    blocks = tuple(kept for part in parts for kept in _kept(part.blocks))
    meta = replace(document.meta, watermark="", page_total=False)
    return Document(meta, (Part("body", blocks),), theme=document.theme)


def _kept(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Section():
                title = (Text(plain_text(block.title)),)
                yield replace(block, title=title, blocks=tuple(_kept(block.blocks)))
            case Paragraph(role="body") if not any(isinstance(n, Math) for n in iter_nodes(block)):
                yield Paragraph(_plain(block.children))
            case List(ordered=False):
                items = tuple((Paragraph((Text(_words(item)),)),) for item in block.items)
                yield List(items)
            case Table():
                yield replace(block, caption=_plain(block.caption), note=(), source=(), unit="")


def _plain(nodes: Iterable[Inline]) -> tuple[Inline, ...]:
    return (Text("".join(_letters(node) for node in nodes)),)


def _letters(node: Inline) -> str:
    if isinstance(node, Strong | Emphasis):
        return plain_text(node.children)
    return plain_text((node,))


def _words(item: Iterable[Block]) -> str:
    return "".join(plain_text(block.children) for block in item if isinstance(block, Paragraph))


def as_json(document: Document) -> list[dict[str, Any]]:
    """Return the same blocks for report.typ."""
    return [made for part in document.parts for made in _made(part.blocks)]


def _made(blocks: Iterable[Block]) -> Iterator[dict[str, Any]]:
    for block in blocks:
        match block:
            case Section():
                text = f"{block.label}{plain_text(block.title)}"
                yield {"kind": "heading", "level": min(block.level, 4), "text": text}
                yield from _made(block.blocks)
            case Paragraph():
                yield {"kind": "paragraph", "text": plain_text(block.children)}
            case List():
                yield {"kind": "list", "items": [_words(item) for item in block.items]}
            case Table():
                yield _table(block)


def _table(table: Table) -> dict[str, Any]:
    number = f"表{table.number}\u3000" if table.number else ""
    return {
        "kind": "table",
        "caption": number + plain_text(table.caption),
        "widths": [column.width for column in table.columns],
        "aligns": [column.align for column in table.columns],
        "head": [_cell(cell) for row in table.head for cell in row.cells],
        "body": [_cell(cell) for row in table.body for cell in row.cells],
    }


def _cell(cell: Cell) -> dict[str, Any]:
    return {
        "text": plain_text(cell.children),
        "colspan": cell.colspan,
        "rowspan": cell.rowspan,
    }
