"""Relationships between parts, and what fields and links within the file point to."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from .names import STORY, A, C, R, W, short

_KINDS = {
    f"{W}headerReference": "header",
    f"{W}footerReference": "footer",
    f"{W}hyperlink": "hyperlink",
    f"{A}blip": "image",
    f"{C}chart": "chart",
    f"{C}externalData": "package",
}
_ROOTS = ("[Content_Types].xml", "_rels/.rels")


def relations(trees: dict[str, etree._Element], parts: dict[str, bytes]) -> Iterator[str]:
    reached: set[str] = set()
    for name in (name for name in trees if name.endswith(".rels")):
        yield from _rows(name, trees[name], parts, reached)
    for name in parts:
        if name not in reached and name not in _ROOTS and not name.endswith(".rels"):
            yield f"nothing leads to {name}"
    for name, tree in trees.items():
        if not name.endswith(".rels"):
            yield from _used(name, tree, trees)


def _rows(
    name: str, tree: etree._Element, parts: dict[str, bytes], reached: set[str]
) -> Iterator[str]:
    folder = posixpath.dirname(posixpath.dirname(name))
    source = posixpath.join(folder, posixpath.basename(name).removesuffix(".rels"))
    if source not in parts and name != "_rels/.rels":
        yield f"{name} belongs to no part"
    for number, count in Counter(node.get("Id") for node in tree).items():
        if count > 1:
            yield f"{name}: {number} stands {count} times"
    for node in tree:
        if node.get("TargetMode") == "External":
            continue
        goal = posixpath.normpath(posixpath.join("/", folder, node.get("Target", ""))).lstrip("/")
        reached.add(goal)
        if goal not in parts:
            yield f"{name}: relationship to {goal} leads nowhere"


def _used(name: str, tree: etree._Element, trees: dict[str, etree._Element]) -> Iterator[str]:
    folder, base = posixpath.split(name)
    rels = trees.get(posixpath.join(folder, "_rels", f"{base}.rels"))
    known = {} if rels is None else {node.get("Id"): node.get("Type", "") for node in rels}
    for node in tree.iter():
        for attribute, value in node.attrib.items():
            if not attribute.startswith(R):
                continue
            kind = _KINDS.get(str(node.tag))
            if value not in known:
                yield f"{name}: relationship {value} is missing"
            elif kind is not None and posixpath.basename(known[value]) != kind:
                yield f"{name}: {short(node.tag)} {value} is no {kind}"


def targets(trees: dict[str, etree._Element]) -> Iterator[str]:
    """Fields and links lead to bookmarks that are there."""
    stories = [tree for name, tree in trees.items() if STORY.fullmatch(name)]
    names = {n.get(f"{W}name") for tree in stories for n in tree.iter(f"{W}bookmarkStart")}
    for story in stories:
        for node in story.iter(f"{W}hyperlink"):
            anchor = node.get(f"{W}anchor")
            if anchor is None and node.get(f"{R}id") is None:
                yield "a link leads nowhere"
            if anchor is not None and anchor not in names:
                yield f"link to the missing bookmark {anchor}"
        for node in story.iter(f"{W}instrText"):
            words = (node.text or "").split()
            if words[:1] == ["TOC"] and "\\b" in words:
                words = ["REF", words[words.index("\\b") + 1]]
            if not words or words[0] not in ("REF", "PAGEREF", "NOTEREF"):
                continue
            if len(words) < 2 or words[1] not in names:
                yield f"field {node.text} refers to a missing bookmark"
