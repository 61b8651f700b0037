"""What can be referred to: bookmarks for headings, captions and bibliography entries.

One walk before writing, because references point forwards as well as back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from ...document.nodes import (
    Block,
    Document,
    Equation,
    Figure,
    List,
    Paragraph,
    Reference,
    References,
    Section,
    Table,
)
from ...document.numbering import equation_label
from ...document.numerals import roman_numeral
from ..layout.plaintext import plain, words
from .headings import HeadingCounter

Named = Section | Table | Figure | Equation | Paragraph
Kind = Literal["numbered", "labelled", "caption", "place"]

# Word accepts letters, digits and _ up to 40 characters: sequential names, never the ids.
_FIRST = 100000001


@dataclass(frozen=True, slots=True)
class Target:
    """A node that can be referred to.

    ``numbered`` headings have a live number, ``labelled`` ones print it as text (附录A).
    ``whole`` is the bookmark around heading or caption (contents entries point there),
    ``label`` the one around 图1, 表2, a printed heading label or a heading with a live number;
    ``text`` is that label and ``path`` the label after those of the headings above: 二、（一）.
    ``lead`` is what of ``text`` stands outside the bookmark: 式 of 式（1）. Only contents point
    to ``whole``: Word may name the bookmarks of contents anew when it updates them.
    """

    kind: Kind
    whole: str
    label: str
    text: str = ""
    path: str = ""
    roman: bool = False
    lead: str = ""

    @property
    def mark(self) -> str:
        """The bookmark that references in the text point to."""
        return self.whole if self.kind == "place" else self.label

    def field_for(self, text: str) -> str:
        """Return the REF instruction that prints ``text``, "" when none does."""
        text = words(text)
        if self.kind == "numbered":  # Word leaves out a full stop at the end of the number
            if text.rstrip(".") == self.path.rstrip("."):
                return f"REF {self.label} \\w \\h"
            return f"REF {self.label} \\n \\h" if text.rstrip(".") == self.text.rstrip(".") else ""
        if self.kind == "place" or text != self.text:
            return ""
        return f"REF {self.label} \\h"


@dataclass(slots=True)
class Targets:
    """Targets by id, bibliography bookmarks by key; the first of equal ids counts."""

    nodes: dict[str, Target] = field(default_factory=dict)
    references: dict[str, str] = field(default_factory=dict)
    _owners: dict[str, int] = field(default_factory=dict)  # id -> the node itself
    _cited: set[str] = field(default_factory=set)

    def add(self, node: Named, kind: Kind, text: str, path: str, *, roman: bool) -> None:
        """Name the bookmarks of ``node`` unless it has no id or one that is taken."""
        name = node.id
        if name and name not in self.nodes:
            self._owners[name] = id(node)
            number = _FIRST + len(self.nodes)
            label = f"_Ref{number}"
            lead = "式" if isinstance(node, Equation) else ""
            whole = label if isinstance(node, Paragraph) else f"_Toc{number}"
            self.nodes[name] = Target(kind, whole, label, text, path, roman, lead)

    def take(self, node: Named) -> Target | None:
        """Return the target whose bookmarks are to be written now, with ``node``.

        None for a node without id, one whose id another node has, and the second time.
        """
        if self._owners.get(node.id) != id(node):
            return None
        del self._owners[node.id]
        return self.nodes[node.id]

    def take_reference(self, key: str) -> bool:
        """Tell whether the bookmark of bibliography entry ``key`` is still to be written."""
        new = key not in self._cited
        self._cited.add(key)
        return new


def find_targets(document: Document) -> Targets:
    """Walk the document once and name all bookmarks."""
    targets, counter = Targets(), HeadingCounter()
    for part in document.parts:
        _find(part.blocks, targets, counter, roman=part.role == "front", path="")
    return targets


def _find(
    blocks: Iterable[Block],
    targets: Targets,
    counter: HeadingCounter,
    *,
    roman: bool,
    path: str | None,
) -> None:
    """Note what stands in ``blocks``; ``path`` is None below a heading that Word does not count.

    Word puts the last counted heading of a higher level before such a number.
    """
    for block in blocks:
        match block:
            case Section():
                label = words(block.label)
                live = counter.accepts_section(block)
                inner = path + label if live and path is not None else None
                kind: Kind = "numbered" if live else "labelled" if label else "place"
                if kind != "place" or plain(block.title):
                    targets.add(block, kind, label, inner or "", roman=roman)
                _find(block.blocks, targets, counter, roman=roman, path=inner)
            case Table() | Figure() | Equation():
                _note_caption(block, targets, roman=roman)
            case Paragraph() if plain(block.children):
                targets.add(block, "place", "", "", roman=roman)
            case List():
                for item in block.items:
                    _find(item, targets, counter, roman=roman, path=path)
            case References():
                for entry in block.entries:
                    _note_reference(entry, targets.references)
            case _:
                pass


def _note_caption(block: Table | Figure | Equation, targets: Targets, *, roman: bool) -> None:
    kind: Kind = "caption" if block.number else "place"
    if isinstance(block, Equation):
        text = equation_label(block.number)
    elif block.number or plain(block.caption):
        text = f"{'表' if isinstance(block, Table) else '图'}{block.number}"
    else:
        return
    targets.add(block, kind, text, "", roman=roman)


def _note_reference(entry: Reference, references: dict[str, str]) -> None:
    if entry.key not in references:
        references[entry.key] = f"_Bib{_FIRST + len(references)}"


def page_text(targets: Targets, pages: Mapping[str, int], name: str) -> str:
    """Return the cached page number of a contents entry, "" when it is not known."""
    page = pages.get(name)
    if page is None or page < 1:
        return ""
    target = targets.nodes.get(name)
    return roman_numeral(page) if target is not None and target.roman else str(page)
