"""Walking and rewriting the tree: the only place that knows where nodes nest."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from .nodes import (
    Block,
    Cell,
    Cover,
    Document,
    Figure,
    Inline,
    KeyFigures,
    List,
    Paragraph,
    Part,
    References,
    Row,
    Section,
    Table,
    Wrapping,
)

InlineRewrite = Callable[[Inline], Inline]
BlockRewrite = Callable[[Block], Block]


def blocks_in(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield every block in document order, parents first."""
    for block in blocks:
        yield block
        if isinstance(block, Section):
            yield from blocks_in(block.blocks)
        elif isinstance(block, List):
            for item in block.items:
                yield from blocks_in(item)


def document_blocks(document: Document) -> Iterator[Block]:
    """Yield every block of every part in document order."""
    for part in document.parts:
        yield from blocks_in(part.blocks)


def block_inlines(block: Block) -> Iterator[tuple[Inline, ...]]:  # noqa: C901 - one case a node
    """Yield the inline runs that stand directly in one block, in printed order."""
    if isinstance(block, Section):
        yield block.title
    elif isinstance(block, Paragraph):
        yield block.children
    elif isinstance(block, Table):
        yield block.caption
        for row in (*block.head, *block.body):
            for cell in row.cells:
                yield cell.children
        yield block.note
        yield block.source
    elif isinstance(block, Figure):
        yield block.note
        yield block.source
        yield block.caption
    elif isinstance(block, KeyFigures):
        for card in block.cards:
            yield card.value
            yield card.comment
    elif isinstance(block, Cover):
        for line in block.fields:
            yield line.value
    elif isinstance(block, References):
        for entry in block.entries:
            yield entry.children


def flat(nodes: Iterable[Inline]) -> Iterator[Inline]:
    """Yield inline nodes in order, parents before their children."""
    for node in nodes:
        yield node
        if isinstance(node, Wrapping):
            yield from flat(node.children)


def rewrite(document: Document, on_block: BlockRewrite, on_inline: InlineRewrite) -> Document:
    """Return the document with every block and inline node passed through a function.

    Order is document order; a block is rewritten before what it holds.
    """
    parts = tuple(
        Part(part.role, tuple(_block(block, on_block, on_inline) for block in part.blocks))
        for part in document.parts
    )
    return replace(document, parts=parts)


def _run(nodes: tuple[Inline, ...], on_inline: InlineRewrite) -> tuple[Inline, ...]:
    return tuple(_inline(node, on_inline) for node in nodes)


def _inline(node: Inline, on_inline: InlineRewrite) -> Inline:
    node = on_inline(node)
    if isinstance(node, Wrapping):
        return replace(node, children=_run(node.children, on_inline))
    return node


def _rows(rows: tuple[Row, ...], on_inline: InlineRewrite) -> tuple[Row, ...]:
    def cell(old: Cell) -> Cell:
        return replace(old, children=_run(old.children, on_inline))

    return tuple(replace(row, cells=tuple(cell(old) for old in row.cells)) for row in rows)


def _block(  # noqa: C901 - one case a node
    block: Block, on_block: BlockRewrite, on_inline: InlineRewrite
) -> Block:
    block = on_block(block)

    def run(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
        return _run(nodes, on_inline)

    def inner(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
        return tuple(_block(child, on_block, on_inline) for child in blocks)

    match block:
        case Section():
            return replace(block, title=run(block.title), blocks=inner(block.blocks))
        case Paragraph():
            return replace(block, children=run(block.children))
        case List():
            return replace(block, items=tuple(inner(item) for item in block.items))
        case Table():
            return replace(
                block,
                caption=run(block.caption),
                head=_rows(block.head, on_inline),
                body=_rows(block.body, on_inline),
                note=run(block.note),
                source=run(block.source),
            )
        case Figure():
            return replace(
                block,
                note=run(block.note),
                source=run(block.source),
                caption=run(block.caption),
            )
        case KeyFigures():
            cards = tuple(
                replace(card, value=run(card.value), comment=run(card.comment))
                for card in block.cards
            )
            return replace(block, cards=cards)
        case Cover():
            fields = tuple(replace(line, value=run(line.value)) for line in block.fields)
            return replace(block, fields=fields)
        case References():
            entries = tuple(replace(entry, children=run(entry.children)) for entry in block.entries)
            return replace(block, entries=entries)
        case _:
            return block
