"""The structure tree written into the PDF, in place of WeasyPrint's own.

One function of the engine is exchanged while a file is written. Where it is not the known
one the engine's tags stay: the file is PDF/UA-1 then, and no value of it has a place.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from .headers import Grid
from .marking import Drawn, Places
from .structure import LinkArea, Node, Structure

_PARAMETERS = ("pdf", "document", "pdf_version", "page_streams")
_EMPTY_ALLOWED = frozenset({"TD", "TH"})


@contextmanager
def report_tags(drawings: Mapping[str, Drawn]) -> Iterator[Places | None]:
    """Tag files written inside the block by their elements; yields where the values stand.

    Yields None where this WeasyPrint is not the known one.
    """
    from weasyprint import pdf as engine

    stock = getattr(engine, "add_tags", None)
    if stock is None or tuple(inspect.signature(stock).parameters) != _PARAMETERS:
        yield None
        return
    places = Places(drawings)

    def add_tags(pdf: Any, document: Any, pdf_version: Any, page_streams: Any) -> None:
        del pdf_version
        structure = Structure(places)
        marks = []
        for number, (page, stream) in enumerate(zip(document.pages, page_streams, strict=True)):
            marks.append(len(stream._tags))
            structure.read(number, page._page_box, stream._tags)
        _turn_into_artifacts(page_streams, structure.artifacts)
        _drop_links(pdf, structure.surplus)
        _Writer(pdf, marks).write(structure.root)

    engine.add_tags = add_tags
    try:
        yield places
    finally:
        engine.add_tags = stock


def _turn_into_artifacts(streams: Any, artifacts: list[tuple[int, int, str]]) -> None:
    """Mark content as artifact that was drawn as text of the report."""
    import pydyf

    kinds: dict[int, dict[int, str]] = {}
    for page, mark, kind in artifacts:
        kinds.setdefault(page, {})[mark] = kind
    for page, found in kinds.items():
        items = streams[page].stream
        for index, item in enumerate(items):
            if isinstance(item, pydyf.Dictionary) and item.get("MCID") in found:
                items[index] = pydyf.Dictionary({"Type": f"/{found[item['MCID']]}"})
                items[index - 1] = "/Artifact"


def _drop_links(pdf: Any, surplus: list[tuple[int, Any]]) -> None:
    """Take annotations off their pages."""
    numbers = pdf.pages["Kids"][::3]
    for page, annotation in surplus:
        annotations = pdf.objects[numbers[page]]["Annots"]
        annotations.remove(annotation.reference)
        annotation.clear()
        if not annotations:
            del pdf.objects[numbers[page]]["Annots"]


@dataclass(slots=True)
class _Writer:
    """Turns nodes into objects of the PDF. ``marks`` are the numbers of marked texts by page."""

    pdf: Any
    marks: list[int]
    _owners: list[list[Any]] = field(default_factory=list)
    _annotations: list[tuple[Any, Any]] = field(default_factory=list)
    _named: list[tuple[str, Any]] = field(default_factory=list)

    def write(self, document: Node) -> None:
        import pydyf

        self._owners = [["null"] * count for count in self.marks]
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        self.pdf.add_object(root)
        _prune(document)
        root["K"] = pydyf.Array([self._element(document, root, Grid()).reference])
        pages = len(self.marks)
        numbers = pydyf.Array()
        for page, owners in enumerate(self._owners):
            numbers.extend((page, pydyf.Array(owners)))
        for number, (owner, annotation) in enumerate(self._annotations, pages):
            numbers.extend((number, owner))
            annotation["StructParent"] = number
        tree = pydyf.Dictionary({"Nums": numbers})
        self.pdf.add_object(tree)
        root["ParentTree"] = tree.reference
        root["ParentTreeNextKey"] = pages + len(self._annotations)
        if self._named:
            names = pydyf.Array()
            for name, reference in sorted(self._named):
                names.extend((pydyf.String(name), reference))
            root["IDTree"] = pydyf.Dictionary({"Names": names})
        self.pdf.catalog["StructTreeRoot"] = root.reference
        self.pdf.catalog["MarkInfo"] = pydyf.Dictionary({"Marked": "true"})

    def _element(self, node: Node, parent: Any, grid: Grid) -> Any:
        import pydyf

        element = pydyf.Dictionary({"S": f"/{node.tag}", "P": parent.reference})
        self.pdf.add_object(element)
        pages = self.pdf.page_references
        if node.tag == "Table":
            grid = Grid.of(node)
        kids = pydyf.Array()
        direct = [kid[0] for kid in node.kids if isinstance(kid, tuple)]
        if direct:
            element["Pg"] = pages[direct[0]]
        for kid in node.kids:
            if isinstance(kid, Node):
                kids.append(self._element(kid, element, grid).reference)
            elif isinstance(kid, LinkArea):
                area = {"Type": "/OBJR", "Obj": kid.annotation.reference, "Pg": pages[kid.page]}
                kids.append(pydyf.Dictionary(area))
                self._annotations.append((element.reference, kid.annotation))
            else:
                page, mark = kid
                self._owners[page][mark] = element.reference
                other = {"Type": "/MCR", "Pg": pages[page], "MCID": mark}
                kids.append(mark if page == direct[0] else pydyf.Dictionary(other))
        if kids:
            element["K"] = kids
        self._attributes(node, element, grid)
        return element

    def _attributes(self, node: Node, element: Any, grid: Grid) -> None:
        import pydyf

        name = f"note-{len(self._named)}" if node.tag == "Note" else grid.names.get(id(node), "")
        if name:
            element["ID"] = pydyf.String(name)
            self._named.append((name, element.reference))
        if node.alt:
            element["Alt"] = pydyf.String(node.alt)
        if node.box is not None:
            element["A"] = pydyf.Dictionary({"O": "/Layout", "BBox": pydyf.Array(node.box)})
            if node.tag == "Figure":
                element["A"]["Placement"] = "/Block"
        if node.tag == "L":
            style = "/Decimal" if node.element.tag == "ol" else "/Disc"
            element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": style})
        if node.tag in ("TH", "TD") and (cell := grid.attributes(node)):
            values = {
                key: pydyf.Array(map(pydyf.String, value)) if isinstance(value, list) else value
                for key, value in cell.items()
            }
            element["A"] = pydyf.Dictionary({"O": "/Table", **values})


def _prune(node: Node) -> None:
    """Leave out what holds nothing, and links that lead nowhere."""
    kids: list[Any] = []
    for kid in node.kids:
        if isinstance(kid, Node):
            _prune(kid)
            if not kid.kids and kid.tag not in _EMPTY_ALLOWED:
                continue
            if kid.tag == "Link" and not any(isinstance(k, LinkArea) for k in kid.kids):
                kids += kid.kids
                continue
        kids.append(kid)
    node.kids[:] = _wrapped(node, kids) if any(isinstance(k, Node) for k in kids) else kids


def _wrapped(node: Node, kids: list[Any]) -> list[Any]:
    """Put texts that stand between elements into elements too.

    Some readers take all texts of an element before the elements inside it.
    """
    found: list[Any] = []
    for kid in kids:
        if not isinstance(kid, tuple):
            found.append(kid)
            continue
        last = found[-1] if found else None
        if not (isinstance(last, Node) and last.tag == "Span"):
            last = Node("Span", kid[0], node.element)
            found.append(last)
        last.kids.append(kid)
    return found
