"""Lists, nested as deep as Word counts (nine levels)."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ...document.nodes import Block, List, Paragraph
from ...document.theme import Theme
from .captions import marked
from .context import Context
from .inline import inlines
from .marks import mark_block, mark_since
from .paragraph import Flow, Para

BULLETS = 2  # w:num of the unordered list in base/numbering.xml
FIRST_FREE = 5  # each ordered list gets a w:num of its own from here, so that it starts at 1
_DEEPEST = 8
_WIDE_LEVELS = 2  # those of （1）
# A mark as wide as its room would end on the stop of its tab, which then leads to the next one.
_HAIR = 10

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
                    para.left = text_left(context.theme, level, ordered=node.ordered)
                mark_block(context, [para], block.block_id)
                flow.add(para)
                begun = True
            elif isinstance(block, List):
                start = len(flow.items)
                add_list(context, flow, block, add_blocks, level + 1)
                mark_since(context, flow, start, block.block_id)
            else:
                add_blocks(context, flow, (block,))


def text_left(theme: Theme, level: int, *, ordered: bool) -> int:
    """Return where the text of a list level stands, in twips; marks stand as first lines do."""
    lists, first = theme.lists, theme.styles.body.indent
    if not ordered:
        characters = first + lists.mark + lists.step * level
    elif level < _WIDE_LEVELS:
        characters = first + lists.number * (level + 1)
    else:
        characters = first + lists.number * _WIDE_LEVELS + lists.step * (level - 1)
    return _twips(theme, characters)


def list_values(theme: Theme) -> dict[str, str]:
    """Return the indents of the lists in ``base/numbering.xml``."""
    values = {
        "mark": _twips(theme, theme.lists.mark),
        "mark_wide": _twips(theme, theme.lists.number) + _HAIR,
        "list_text": text_left(theme, 0, ordered=False),
    }
    for level in range(_DEEPEST + 1):
        values[f"bullet_left{level}"] = text_left(theme, level, ordered=False)
        values[f"number_left{level}"] = text_left(theme, level, ordered=True)
    return {name: str(value) for name, value in values.items()}


def _twips(theme: Theme, characters: float) -> int:
    return round(characters * theme.styles.body.size * 20)


def numbering_instances(levels: Iterable[int]) -> str:
    """Return the ``w:num`` of every ordered list, each starting at 1 on its level."""
    return "".join(
        f'<w:num w:numId="{FIRST_FREE + index}"><w:abstractNumId w:val="2"/>'
        f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for index, level in enumerate(levels)
    )
