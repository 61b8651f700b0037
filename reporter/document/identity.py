"""A stable id for every block, so that a later run finds it again in a file people edited.

An id says where a block stands and what it is about, never what it prints::

    results                     a section, figure or table that its template named
    results/诚信服务              a section without a name: the words of its title
    results/p:q3                a paragraph whose numbers are all about one subject
    results/p                   one about several; the second is results/p~2
    results/text                one without numbers
    results/list/p:q3           inside a list

New numbers, and blocks added in other sections, leave it as it is. Within a section a new
block moves the count (``~2``) of those after it that have no name and the same subject.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from .nodes import (
    Block,
    Contents,
    Document,
    Equation,
    Figure,
    Inline,
    List,
    PageBreak,
    Paragraph,
    Section,
    Table,
    Text,
    Value,
)
from .walk import flat

Aspects = Callable[[str], Sequence[str]]
"""What a fact's key is about, one string for each aspect (subject, group); "" for none."""

MARK = "_rpt"  # Word does not list bookmarks that begin with a low line
END_MARK = "_e"  # ends the name of the mark in a block's last paragraph, where it has several

_TITLE = 24  # characters of a title that tell a section from its neighbours


def mark_name(block_id: str) -> str:
    """Return the bookmark that carries an id in a file: letters and digits, 20 characters."""
    digest = hashlib.sha256(block_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{MARK}{digest[:16]}"


def block_id(block: Block) -> str:
    """Return a block's id, "" where it has none."""
    return "" if isinstance(block, PageBreak) else block.block_id


def identify(document: Document, aspects: Aspects = lambda _key: ()) -> Document:
    """Return the document with ``block_id`` set on every block but page breaks.

    Pure, and no id stands twice. To be called before numbering, which names sections by
    their place.
    """
    naming = _Naming(aspects)
    parts = tuple(
        replace(part, blocks=naming.blocks(part.blocks, part.role)) for part in document.parts
    )
    return replace(document, parts=parts)


@dataclass(slots=True)
class _Naming:
    """Hands out ids; remembers those given."""

    aspects: Aspects
    given: set[str] = field(default_factory=set)
    counts: dict[str, int] = field(default_factory=dict)

    def blocks(self, blocks: Iterable[Block], scope: str) -> tuple[Block, ...]:
        return tuple(self._block(block, scope) for block in blocks)

    def _block(self, block: Block, scope: str) -> Block:
        if isinstance(block, PageBreak):
            return block
        name = self._unique(self._base(block, scope))
        match block:
            case Section():
                return replace(block, block_id=name, blocks=self.blocks(block.blocks, name))
            case List():
                items = tuple(self.blocks(item, name) for item in block.items)
                return replace(block, block_id=name, items=items)
            case _:
                return replace(block, block_id=name)

    def _unique(self, base: str) -> str:
        name = base
        while name in self.given:
            self.counts[base] = self.counts.get(base, 1) + 1
            name = f"{base}~{self.counts[base]}"
        self.given.add(name)
        return name

    def _base(self, block: Block, scope: str) -> str:
        match block:
            case Section() | Table() | Figure() | Equation() | Paragraph() if block.id:
                return block.id
            case Section():
                return f"{scope}/{_words(block.title) or 'section'}"
            case Paragraph():
                return f"{scope}/{self._paragraph(block)}"
            case Contents():
                return f"{scope}/{block.kind}"
            case _:
                return f"{scope}/{type(block).__name__.lower()}"

    def _paragraph(self, node: Paragraph) -> str:
        """Return ``p:`` and what all its numbers are about, ``p``, or ``text``."""
        keys = [child.key for child in flat(node.children) if isinstance(child, Value)]
        if not keys:
            return "text"
        about = [self.aspects(key) for key in keys]
        common = [same[0] for same in zip(*about, strict=False) if len(set(same)) == 1]
        shared = "@".join(aspect for aspect in common if aspect)
        return f"p:{shared}" if shared else "p"


def _words(nodes: Iterable[Inline]) -> str:
    """Return the words of a title without its numbers from data."""
    text = "".join(node.text for node in flat(nodes) if isinstance(node, Text))
    return "".join(text.split()).replace("/", "")[:_TITLE]
