"""Carry parts of the client's file into the report's package: pictures, charts, fonts, headers.

Every part gets a new name and every relationship a new id, so that nothing can clash. Only
kinds that are known to be harmless travel; a reference to anything else is taken out.
"""

from __future__ import annotations

import posixpath
from copy import deepcopy
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from lxml import etree

from ....errors import Problem
from ..package import Package
from .names import OFFICE_RELATION, A, C, Element, R, V, W, drop, unwrap
from .pictures import without_traces
from .source import Relation, Source

_PICTURES = ("png", "jpeg", "jpg", "gif", "bmp", "tif", "tiff", "emf", "wmf")
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# Kinds that hold XML with relationships of their own.
_NESTED = (
    "chart", "chartUserShapes", "chartStyle", "chartColorStyle", "diagramData", "diagramLayout",
    "diagramQuickStyle", "diagramColors", "diagramDrawing", "theme", "themeOverride",
)  # fmt: skip
_FRAMES = (f"{W}drawing", f"{W}pict", f"{W}object")
_PREFIX = "client"


@dataclass(slots=True)
class Carrier:
    """Copies parts once; ``problems`` tell what was left out."""

    source: Source
    package: Package
    problems: list[Problem] = field(default_factory=list)
    _names: dict[str, str] = field(default_factory=dict)  # theirs -> ours
    _counts: dict[str, int] = field(default_factory=dict)

    def relink(self, roots: list[Element], old: str, new: str) -> None:
        """Carry what ``roots`` of part ``old`` refer to, and point them at it from part ``new``."""
        relations = self.source.relations(old)
        for root in roots:
            for node in list(root.iter()):
                if node.tag == f"{W}hyperlink":
                    self._link(node, relations, new)
                    continue
                for name in [n for n in node.attrib if _is_reference(str(n))]:
                    fresh = self._carried(relations.get(node.get(name, "")), new)
                    if fresh:
                        node.set(name, fresh)
                    else:
                        self._leave_out(node, str(name))

    def story(self, old: str, new: str, root: Element, content_type: str) -> None:
        """Add ``root``, made from part ``old``, as part ``new`` with all it refers to."""
        self.relink([root], old, new)
        self.package.add(new, to_bytes(root), content_type)

    def part(self, relation: Relation) -> str:
        """Copy the part a relationship leads to; returns its new name, "" where it stays out."""
        old, kind = relation.target, relation.kind
        if relation.external or not self.source.has(old):
            return ""
        if old in self._names:
            return self._names[old]
        ending = old.rsplit(".", 1)[-1].lower()
        if kind == "image" and ending in _PICTURES:
            new = self._name("word/media/{}{}." + ending, old)
            picture = without_traces(self.source.read(old))
            self.package.add(new, picture, self.source.type_of(old))
        elif kind == "package" and self.source.type_of(old) == _SHEET:
            new = self._name("word/embeddings/{}{}." + ending, old)
            self.package.add(new, self.source.read(old), _SHEET)
        elif kind == "font":
            new = self._name("word/fonts/{}{}." + ending, old)
            self.package.add(new, self.source.read(old), self.source.type_of(old))
        elif kind in _NESTED:
            new = self._name(f"{posixpath.dirname(old)}/{{}}{kind}{{}}.xml", old)
            root = deepcopy(self.source.tree(old))
            self.story(old, new, root, self.source.type_of(old))
        else:
            return ""
        return new

    def _name(self, pattern: str, old: str) -> str:
        number = self._counts[pattern] = self._counts.get(pattern, 0) + 1
        self._names[old] = pattern.format(_PREFIX, number)
        return self._names[old]

    def _carried(self, relation: Relation | None, new: str) -> str:
        """Return the id of a relationship of part ``new``, "" where nothing may be carried."""
        if relation is None:
            return ""
        name = self.part(relation)
        if not name:
            return ""
        target = posixpath.relpath(name, posixpath.dirname(new))
        return self.package.rels(new).add(relation.type, target)

    def _link(self, node: Element, relations: dict[str, Relation], new: str) -> None:
        relation = relations.get(node.get(f"{R}id", ""))
        scheme = urlsplit(relation.target).scheme if relation is not None else ""
        if relation is None or scheme not in ("http", "https", "mailto"):
            unwrap(node)
            return
        fresh = self.package.rels(new).add("hyperlink", relation.target, external=True)
        node.set(f"{R}id", fresh)

    def _leave_out(self, node: Element, name: str) -> None:
        """Take a reference out, with the picture or object that is nothing without it."""
        if node.tag == f"{C}externalData" or str(node.tag).startswith(f"{A}hlink"):
            drop(node)
            return
        del node.attrib[name]
        if node.tag not in (f"{A}blip", f"{V}imagedata", f"{C}chart") and f"{R}id" != name:
            return
        frame: Element | None = node
        while frame is not None and frame.tag not in _FRAMES:
            frame = frame.getparent()
        if frame is None:
            return
        drop(frame)
        what = "有链接到文件以外的图片或不支持的对象，没有带入报告。"
        hint = "请在 Word 中把图片“插入”（不要“链接到文件”），保存后再试。"
        self.problems.append(self.source.note("object", what, hint))


def _is_reference(name: str) -> bool:
    return name.startswith(f"{{{OFFICE_RELATION}}}") or name.endswith("}relid")


def to_bytes(root: Element) -> bytes:
    """Return a part's XML; equal trees give equal bytes."""
    etree.cleanup_namespaces(root, keep_ns_prefixes=_ignorable(root))
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _ignorable(root: Element) -> list[str]:
    """Return the prefixes that attribute values name, which must stay declared."""
    names = set()
    for node in root.iter():
        for attribute in ("Ignorable", "Requires"):
            for name, text in node.attrib.items():
                if str(name).rsplit("}", 1)[-1] == attribute:
                    names.update(str(text).split())
    return sorted(names)
