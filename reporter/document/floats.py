"""What may stand in front of a figure or table that does not fit on the rest of a page.

A typesetter lets such a figure move to the top of the next page, and what follows it flow up
into the gap. Word has no floats of this kind, so the order of the tree itself is changed: some
of what follows the figure goes in front of it. Figures keep their order among each other, and
so do tables and paragraphs; nothing passes a heading; a paragraph that depends on standing
behind the figure stays there. Which page has a gap is known to whoever lays the pages out.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from .identity import block_id
from .nodes import Block, Citation, Document, Figure, Footnote, Paragraph, Section, Table
from .plaintext import plain_text
from .walk import block_inlines, flat

_ENDS = ("。", "！", "？", "。”", "！”", "？”", "。）", "……")
_DEPENDENT = re.compile(r"(?:式中|其中|注[：:\d]|说明[：:]|(?:数据|资料)?来源[：:])")
_BY_PLACE = re.compile(
    "[上下左右前后][图表]|[图表][中内里上下]|[该本此][图表]|这[张个幅][图表]"
    "|[如见][上下]|[上下][文列述面方]|前述|(?:^|[。；，])以[上下]"
)

Followers = Mapping[str, tuple[str, ...]]
"""Ids of the blocks that may go in front of a figure or table, by its id, in their order."""


@dataclass(frozen=True, slots=True)
class Move:
    """The blocks ``blocks`` (ids) go from right behind their sibling ``float`` in front of it."""

    float: str
    blocks: tuple[str, ...]


def followers(document: Document) -> Followers:
    """Return what may go in front of each figure and table, none left out between two."""
    return dict(run for part in document.parts for run in _runs(part.blocks))


def moved(document: Document, moves: Sequence[Move]) -> Document:
    """Return the document with its blocks moved; to be called after numbering."""
    parts = document.parts
    for move in moves:
        parts = tuple(replace(part, blocks=_moved(part.blocks, move)) for part in parts)
    return replace(document, parts=parts) if moves else document


def _moved(blocks: tuple[Block, ...], move: Move) -> tuple[Block, ...]:
    names = [block_id(block) for block in blocks]
    if move.float not in names:
        return tuple(
            replace(block, blocks=_moved(block.blocks, move))
            if isinstance(block, Section)
            else block
            for block in blocks
        )
    place = names.index(move.float)
    start = end = place + 1
    while end < len(names) and names[end] in move.blocks:
        end += 1
    return (*blocks[:place], *blocks[start:end], blocks[place], *blocks[end:])


def _runs(blocks: Sequence[Block]) -> Iterator[tuple[str, tuple[str, ...]]]:
    for place, block in enumerate(blocks):
        if isinstance(block, Section):
            yield from _runs(block.blocks)
        elif isinstance(block, Figure | Table) and _floats(block, blocks[:place]):
            run = tuple(map(block_id, _run(block, blocks[place + 1 :])))
            if run:
                yield block.block_id, run


def _floats(block: Figure | Table, before: Sequence[Block]) -> bool:
    """Tell whether readers find it by its number, not by its place."""
    if not block.caption or not block.block_id:
        return False
    lead = before[-1] if before else None
    if not isinstance(lead, Paragraph):
        return True
    text = plain_text(lead.children)
    return text.endswith(_ENDS) and _BY_PLACE.search(text) is None


def _run(first: Figure | Table, rest: Iterable[Block]) -> Iterator[Block]:
    for block, after in pairwise((*rest, None)):
        match block:
            case Paragraph():
                may_pass = _is_free(block) and not _is_led_to(after)
            case Figure() | Table():
                may_pass = bool(block.caption) and type(block) is not type(first)
            case _:
                may_pass = False
        if block is None or not may_pass or not block_id(block) or _has_notes(block):
            return
        yield block


def _is_free(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph reads alike in front of a figure and behind it."""
    text = plain_text(paragraph.children).strip()
    return (
        paragraph.role in ("body", "plain")
        and text.endswith(_ENDS)
        and _DEPENDENT.match(text) is None
        and _BY_PLACE.search(text) is None
    )


def _is_led_to(block: Block | None) -> bool:
    """Tell whether the paragraph before may lead to it: a list, a formula, a quotation."""
    match block:
        case Paragraph():
            return block.role not in ("body", "plain", "note")
        case Figure() | Table():
            return not block.caption
        case _:
            return block is not None and not isinstance(block, Section)


def _has_notes(block: Block) -> bool:
    """Tell whether it has notes or citations: they are numbered in the order of the text."""
    return any(
        isinstance(node, Footnote | Citation) for run in block_inlines(block) for node in flat(run)
    )
