"""Lists, nested as deep as Word counts (nine levels)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...document.nodes import Block, List, Paragraph
from .captions import marked
from .context import Context
from .inline import inlines
from .marks import mark_block, mark_since
from .paragraph import Flow, Para

BULLETS = 2  # w:num of the unordered list in base/numbering.xml
FIRST_FREE = 5  # each ordered list gets a w:num of its own from here, so that it starts at 1
_DEEPEST = 8

AddBlocks = Callable[[Context, Flow, Iterable[Block]], None]


def add_list(
    context: Context, flow: Flow, node: List, add_blocks: AddBlocks, level: int = 0
) -> None:
    """Append a list. The first paragraph of an item carries its mark, the rest is indented."""
    level = min(level, _DEEPEST)
    number = BULLETS
    if node.ordered:
        context.ordered_lists.append(level)
        number = FIRST_FREE + len(context.ordered_lists) - 1
    style = "ListNumber" if node.ordered else "ListBullet"
    for item in node.items:
        begun = False
        for block in item:
            if isinstance(block, Paragraph):
                content = inlines(context, block.children)
                if not content:
                    continue
                para = Para(style, marked(context, block, content), numbering=(level, number))
                if begun:
                    para.style, para.numbering = "ListContinue", None
                    para.left = text_left(level, node.ordered)
                mark_block(context, [para], block.block_id)
                flow.add(para)
                begun = True
            elif isinstance(block, List):
                start = len(flow.items)
                add_list(context, flow, block, add_blocks, level + 1)
                mark_since(context, flow, start, block.block_id)
            else:
                add_blocks(context, flow, (block,))


def text_left(level: int, ordered: bool) -> int:
    """Return where the text of a list level stands, in twips; as in ``base/numbering.xml``."""
    if not ordered:
        return 840 + 420 * level
    return 1080 + 600 * level if level < 2 else 1680 + 420 * (level - 1)


def numbering_instances(levels: Iterable[int]) -> str:
    """Return the ``w:num`` of every ordered list, each starting at 1 on its level."""
    return "".join(
        f'<w:num w:numId="{FIRST_FREE + index}"><w:abstractNumId w:val="2"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for index, level in enumerate(levels)
    )
