"""Markdown with marks -> blocks of the document tree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

from markdown_it.token import Token

from ..errors import Problem, TemplateError
from .markdown import parser, split_attributes
from .nodes import (
    Block,
    Emphasis,
    Footnote,
    Inline,
    LineBreak,
    Link,
    List,
    PageBreak,
    Paragraph,
    ParagraphRole,
    Section,
    Strong,
    Text,
)
from .placeholders import MARK, Store, is_block, number_of

_ROLES: tuple[str, ...] = get_args(ParagraphRole)
_LATIN_END = 0x2E80  # below: letters that need a blank where a line was broken
_SOURCE = "——"
_QUOTE: ParagraphRole = "quote"
_QUOTE_SOURCE: ParagraphRole = "quote_source"
_DEEPEST = 16  # levels of the parser; a list takes two


def parse(text: str, store: Store) -> tuple[Block, ...]:
    """Parse Markdown into nested blocks.

    Args:
        text: Markdown in which marks of ``store`` stand for nodes.
        store: the nodes kept aside.

    Raises:
        TemplateError: a block stands inside a sentence, or an attribute is unknown.
    """
    tokens = parser().parse(text)
    if any(token.level >= _DEEPEST for token in tokens):
        # The parser would leave out what stands deeper, and more, without a word.
        what, hint = "列表或引用套得太深。", "请减少层次；行首的“-”“>”如是正文，请在前面加“\\”。"
        raise TemplateError(Problem("template.too_deep", what, hint))
    blocks, _ = _blocks(tokens, 0, store)
    return _nest(blocks)


def parse_inline(text: str, store: Store) -> tuple[Inline, ...]:
    """Parse one run of inline Markdown (captions, notes, cells)."""
    return _inlines(parser().parseInline(text)[0].children or [], store)


def _blocks(
    tokens: Sequence[Token], start: int, store: Store, *, quoted: bool = False
) -> tuple[list[Block], int]:
    """Read tokens until the enclosing element closes; return blocks and the next index."""
    blocks: list[Block] = []
    index = start
    while index < len(tokens):
        token = tokens[index]
        if token.nesting < 0:
            return blocks, index + 1
        if token.type == "paragraph_open":
            blocks.extend((_quote if quoted else _paragraph)(tokens[index + 1], store))
            index += 3
        elif token.type == "heading_open":
            blocks.append(_heading(int(token.tag[1]), tokens[index + 1], store))
            index += 3
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            items, index = _items(tokens, index + 1, store)
            blocks.append(List(items, ordered=token.type.startswith("ordered")))
        else:
            inside = token.type == "blockquote_open"
            inner, index = _blocks(tokens, index + 1, store, quoted=inside)
            blocks.extend(inner)
    return blocks, index


def _quote(inline: Token, store: Store) -> list[Block]:
    """Return a paragraph of a quote; a last line that begins with —— is its source."""
    said, source = _split_source(inline)
    made: list[Block] = []
    for token, role in ((said, _QUOTE), (source, _QUOTE_SOURCE)):
        for block in _paragraph(token, store) if token else ():
            plain = isinstance(block, Paragraph) and block.role == "body"
            made.append(replace(block, role=role) if plain else block)  # type: ignore[arg-type]
    return made


def _split_source(inline: Token) -> tuple[Token | None, Token | None]:
    children = list(inline.children or [])
    breaks = [at for at, one in enumerate(children) if one.type in ("softbreak", "hardbreak")]
    start = breaks[-1] + 1 if breaks else 0
    if not children[start:] or not children[start].content.lstrip().startswith(_SOURCE):
        return inline, None
    before, _, last = inline.content.rpartition("\n")
    source = inline.copy(content=last, children=children[start:])
    if not breaks:
        return None, source
    return inline.copy(content=before, children=children[: breaks[-1]]), source


def _items(
    tokens: Sequence[Token], start: int, store: Store
) -> tuple[tuple[tuple[Block, ...], ...], int]:
    items: list[tuple[Block, ...]] = []
    index = start
    while tokens[index].type == "list_item_open":
        inner, index = _blocks(tokens, index + 1, store)
        items.append(tuple(inner))
    return tuple(items), index + 1


def _paragraph(inline: Token, store: Store) -> tuple[Block, ...]:
    marks = list(MARK.finditer(inline.content))
    if any(is_block(match) for match in marks):
        rest = MARK.sub("", inline.content).strip()
        if rest or not all(is_block(match) for match in marks):
            raise _block_in_text(f"句子“{rest[:20]}”中")
        return tuple(block for match in marks for block in store.blocks_of(number_of(match)))
    nodes, anchor, classes = _with_attributes(inline, store)
    if classes == ("pagebreak",) and not nodes:
        return (PageBreak(),)
    role = _role(classes)
    return (Paragraph(nodes, role=role, id=anchor),) if nodes else ()


def _role(classes: tuple[str, ...]) -> ParagraphRole:
    for name in classes:
        if name not in _ROLES:
            raise TemplateError(
                Problem(
                    "template.unknown_role",
                    f"段落样式“{name}”不存在。",
                    f"可用的有：{'、'.join(_ROLES)}。",
                )
            )
    return classes[0] if classes else "body"  # type: ignore[return-value]  # checked above


def _heading(level: int, inline: Token, store: Store) -> Section:
    nodes, anchor, classes = _with_attributes(inline, store)
    return Section(
        id=anchor, level=level, title=nodes, blocks=(), numbered="unnumbered" not in classes
    )


def _with_attributes(
    inline: Token, store: Store
) -> tuple[tuple[Inline, ...], str, tuple[str, ...]]:
    children = list(inline.children or [])
    anchor: str = ""
    classes: tuple[str, ...] = ()
    if children and children[-1].type == "text":
        rest, anchor, classes = split_attributes(children[-1].content)
        children[-1] = children[-1].copy(content=rest)
    return _inlines(children, store), anchor, classes


def _inlines(tokens: Sequence[Token], store: Store) -> tuple[Inline, ...]:
    nodes, _ = _inline_run(tokens, 0, store)
    return tuple(_joined(nodes))


def _inline_run(tokens: Sequence[Token], start: int, store: Store) -> tuple[list[Inline], int]:
    nodes: list[Inline] = []
    index = start
    while index < len(tokens):
        token = tokens[index]
        index += 1
        if token.nesting < 0:
            break
        if token.type == "text":
            nodes.extend(_unmarked(token.content, store))
        elif token.type == "softbreak":
            following = tokens[index].content if index < len(tokens) else ""
            if _needs_blank(nodes, following):
                nodes.append(Text(" "))
        elif token.type == "hardbreak":
            nodes.append(LineBreak())
        elif token.type == "footnote":
            nodes.append(Footnote(parse_inline(token.content, store)))
        elif token.nesting > 0:
            inner, index = _inline_run(tokens, index, store)
            nodes.append(_wrapped(token, tuple(_joined(inner))))
    return nodes, index


def _wrapped(token: Token, children: tuple[Inline, ...]) -> Inline:
    if token.type == "strong_open":
        return Strong(children)
    if token.type == "em_open":
        return Emphasis(children)
    return Link(str(token.attrs.get("href", "")), children)


def _block_in_text(where: str) -> TemplateError:
    what, hint = f"图表等整块内容写进了{where}。", "请让它独占一段，前后各空一行。"
    return TemplateError(Problem("template.block_in_text", what, hint))


def _unmarked(text: str, store: Store) -> list[Inline]:
    nodes: list[Inline] = []
    position = 0
    for match in MARK.finditer(text):
        if match.start() > position:
            nodes.append(Text(text[position : match.start()]))
        if is_block(match):
            raise _block_in_text("题名、单元格或批注中")
        nodes.extend(store.inlines_of(number_of(match)))
        position = match.end()
    if position < len(text):
        nodes.append(Text(text[position:]))
    return nodes


def _needs_blank(before: Sequence[Inline], following: str) -> bool:
    last = before[-1] if before else None
    if not isinstance(last, Text) or not last.text or not following:
        return False
    return ord(last.text[-1]) < _LATIN_END and ord(following[0]) < _LATIN_END


def _joined(nodes: Sequence[Inline]) -> list[Inline]:
    """Merge neighbouring texts and drop empty ones."""
    joined: list[Inline] = []
    for node in nodes:
        if isinstance(node, Text):
            if not node.text:
                continue
            if joined and isinstance(joined[-1], Text):
                joined[-1] = Text(joined[-1].text + node.text)
                continue
        joined.append(node)
    return joined


def _nest(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Put what follows a heading into its section, by level."""
    nested: list[Block] = []
    index = 0
    while index < len(blocks):
        block = blocks[index]
        index += 1
        if not isinstance(block, Section) or block.blocks:
            nested.append(block)
            continue
        end = index
        while end < len(blocks) and not _closes(blocks[end], block.level):
            end += 1
        nested.append(
            Section(
                id=block.id,
                level=block.level,
                title=block.title,
                blocks=_nest(blocks[index:end]),
                numbered=block.numbered,
            )
        )
        index = end
    return tuple(nested)


def _closes(block: Block, level: int) -> bool:
    return isinstance(block, Section) and block.level <= level
