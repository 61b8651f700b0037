"""The logical structure of a laid-out report: what a screen reader, and an archive, follow.

WeasyPrint tags box by box: a paragraph over two pages becomes two, the head of a long table as
many as it has pages, a table of contents a list, and every text a Span. Here the tree follows
the elements of the page instead (ISO 32000-1, 14.8; ISO 14289-1, 7): what is split by a page
break stays one, repeated heads and running heads are artifacts, a note stands where it is
called, contents are TOC and TOCI, formulas Formula.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ...document.places import Box
from .marking import Places

_TAGS = {
    "section": "Sect", "nav": "Sect", "figure": "Div", "p": "P", "a": "Link",
    "h1": "H1", "h2": "H2", "h3": "H3", "h4": "H4",
    "ul": "L", "ol": "L", "li": "LI",
    "table": "Table", "caption": "Caption", "figcaption": "Caption",
    "thead": "THead", "tbody": "TBody", "tr": "TR", "th": "TH", "td": "TD",
}  # fmt: skip
_PSEUDO = {"marker": "Lbl", "footnote-call": "Reference", "footnote-marker": "Lbl"}
_LEAST = 1.0  # points of height that can be hit
_GROUPING = frozenset({"Document", "Part", "Sect", "Div"})  # hold no text themselves


@dataclass(slots=True, eq=False)
class Node:
    """A structure element. ``kids`` are nodes, marked texts (page, mark) or link annotations.

    ``page`` is the first page it stands on; ``element`` the page's element, None for the root.
    """

    tag: str
    page: int
    element: Any = None
    kids: list[Node | tuple[int, int] | LinkArea] = field(default_factory=list)
    alt: str = ""
    box: Box | None = None
    parent: Node | None = None

    @property
    def nodes(self) -> list[Node]:
        """The elements inside, without texts and links."""
        return [kid for kid in self.kids if isinstance(kid, Node)]

    def add(self, kid: Node, at: int | None = None) -> Node:
        """Take ``kid`` in, at the end or at a place, and return it."""
        kid.parent = self
        self.kids.insert(len(self.kids) if at is None else at, kid)
        return kid


@dataclass(frozen=True, slots=True)
class LinkArea:
    """A link annotation (of the PDF engine) and the page it lies on."""

    page: int
    annotation: Any


@dataclass(slots=True)
class Structure:
    """The tree under ``root`` while pages are read.

    ``artifacts`` are marks that are no content: page, mark, and type of ISO 32000-1, 14.8.2.2;
    ``surplus`` are link annotations that lie inside another of the same link.
    """

    places: Places
    root: Node = field(default_factory=lambda: Node("Document", 0))
    artifacts: list[tuple[int, int, str]] = field(default_factory=list)
    surplus: list[tuple[int, Any]] = field(default_factory=list)
    _nodes: dict[tuple[Any, str], Node] = field(default_factory=dict)
    _page: int = 0
    _height: float = 0.0
    _marks: dict[Any, Any] = field(default_factory=dict)

    def read(self, page: int, page_box: Any, marks: dict[Any, Any]) -> None:
        """Take in one page; ``marks`` tells the number of each marked box, and is emptied."""
        self._page, self._marks = page, marks
        self._height = page_box.margin_height()
        self._visit(page_box, self.root)
        for box in list(marks):  # of no known place in the page
            self._skip(box, "Layout")

    # ------------------------------------------------------------------- one box

    def _visit(self, box: Any, parent: Node) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder

        if isinstance(box, AbsolutePlaceholder):
            box = box._box
        if isinstance(box, boxes.MarginBox) or box.is_leader:
            self._skip(box, "Layout" if box.is_leader else "Pagination")
            if box.link_annotation:
                self.surplus.append((self._page, box.link_annotation))
            return
        if isinstance(box, boxes.TextBox):
            self._text(box, parent)
            return
        if isinstance(box, boxes.ReplacedBox):
            self._picture(box, parent)
            return
        node = self._node(box, parent)
        if node.tag == "THead" and node.page != self._page and not _has_link(box):
            self._skip(box, "Pagination")  # repeated on the next page
            return
        if isinstance(box, boxes.LineBox) and node.tag in _GROUPING:
            node = self._child(node, "P", (box.element, "line"))
        if box.link_annotation:
            self._link(box, node)
        for child in box.children:
            self._visit(child, node)

    def _link(self, box: Any, node: Node) -> None:
        """Take in the area of a link; what lies in one needs none of its own."""
        if node.tag == "Link" and box.element_tag == "a":
            node.kids.append(LinkArea(self._page, box.link_annotation))
            left, low, right, high = box.link_annotation["Rect"]
            if abs(high - low) < _LEAST:  # of a line height of 0, as notes and citations have it
                half = float(box.style["font_size"]) * 0.75 / 2
                box.link_annotation["Rect"][:] = (left, low - half, right, low + half)
        else:
            self.surplus.append((self._page, box.link_annotation))

    def _skip(self, box: Any, kind: str) -> None:
        mark = self._marks.pop(box, None)
        if mark is not None:
            self.artifacts.append((self._page, mark["mcid"], kind))
        for child in getattr(box, "children", ()):
            self._skip(child, kind)

    def _text(self, box: Any, parent: Node) -> None:
        mark = self._marks.pop(box, None)
        if mark is None:
            return
        parent.kids.append((self._page, mark["mcid"]))
        if "::" not in (box.element_tag or "::"):
            sides = (box.position_x, box.position_y, box.width, box.height)
            self.places.text(box.element, box.text, self._page, mark["mcid"], self._points(*sides))

    def _picture(self, box: Any, parent: Node) -> None:
        mark = self._marks.pop(box, None)
        if mark is None:
            return
        formula = "formula" in box.element.get("class", "").split()
        if formula and parent.tag in _GROUPING:
            parent = self._child(parent, "P", (box.element, "line"))
        node = parent.add(Node("Formula" if formula else "Figure", self._page, box.element))
        node.kids.append((self._page, mark["mcid"]))
        node.alt = box.element.get("alt", "")
        node.box = self._points(box.content_box_x(), box.content_box_y(), box.width, box.height)
        self.places.drawing(box.element.get("src", ""), self._page, mark["mcid"], node.box)

    def _points(self, x: float, y: float, width: float, height: float) -> Box:
        """Return a box in points from the lower left corner; the engine counts CSS pixels."""
        top = self._height - y
        return x * 0.75, (top - height) * 0.75, (x + width) * 0.75, top * 0.75

    # ---------------------------------------------------------------- its element

    def _node(self, box: Any, parent: Node) -> Node:
        """Return the node of a box's element, made where it is met first.

        Boxes that the engine adds (anonymous ones, lines) have the element they stand in.
        """
        name, _, pseudo = (box.element_tag or "").partition("::")
        element = box.element
        if element is None or name in ("html", "body"):
            return parent
        if pseudo:
            return self._pseudo(pseudo, element, parent)
        found = self._nodes.get((element, name))
        return found if found is not None else self._new(name, element, parent)

    def _pseudo(self, pseudo: str, element: Any, parent: Node) -> Node:
        tag = _PSEUDO.get(pseudo)
        if tag is None:
            return parent
        if pseudo == "marker":  # its item is the parent of the body that it was found in
            item = self._nodes.get((element, "item"), parent)
            return self._child(item, tag, (element, pseudo), at=0)
        return self._child(parent, tag, (element, pseudo))

    def _new(self, name: str, element: Any, parent: Node) -> Node:
        classes = element.get("class", "").split()
        tag, key = _TAGS.get(name, ""), (element, name)
        if "fn" in classes:
            return self._note(element, parent)
        if name == "div" and "part" in classes:
            return self._child(parent, "Part", key)
        if tag == "L" and parent.tag == "Sect" and parent.element.tag == "nav":
            return self._child(parent, "TOC", key)
        if tag == "LI":
            listed = parent.tag == "L"
            item = self._child(parent, "LI" if listed else "TOCI", (element, "item"))
            return self._child(item, "LBody" if listed else "Reference", key)
        return self._child(parent, tag, key) if tag else parent

    def _note(self, element: Any, parent: Node) -> Node:
        """Return a note's node, right after its call: there it is read."""
        node = self._nodes[element, element.tag] = Node("Note", self._page, element)
        call = self._nodes.get((element, "footnote-call"))
        if call is None or call.parent is None:
            return parent.add(node)
        return call.parent.add(node, call.parent.kids.index(call) + 1)

    def _child(
        self, parent: Node, tag: str, key: tuple[Any, str], *, at: int | None = None
    ) -> Node:
        node = self._nodes.get(key)
        if node is None:
            node = self._nodes[key] = parent.add(Node(tag, self._page, key[0]), at)
        return node


def _has_link(box: Any) -> bool:
    return bool(box.link_annotation) or any(map(_has_link, getattr(box, "children", ())))
