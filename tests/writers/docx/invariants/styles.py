"""Styles and numberings that are used are there and of the right kind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from .names import W

_KINDS = {"pStyle": "paragraph", "rStyle": "character", "tblStyle": "table"}


def styles_used(tree: etree._Element, trees: dict[str, etree._Element]) -> Iterator[str]:
    styles = trees["word/styles.xml"]
    known = {node.get(f"{W}styleId"): node.get(f"{W}type") for node in styles.iter(f"{W}style")}
    for tag, kind in _KINDS.items():
        for node in tree.iter(W + tag):
            name = node.get(f"{W}val")
            if known.get(name) != kind:
                yield f"{kind} style {name} is {known.get(name) or 'missing'}"
    lists = {node.get(f"{W}numId") for node in trees["word/numbering.xml"].iter(f"{W}num")}
    for node in tree.iter(f"{W}numPr"):
        number = node.find(f"{W}numId")
        if number is not None and number.get(f"{W}val") not in lists | {"0"}:
            yield f"numbering {number.get(f'{W}val')} is missing"


def style_sheet(tree: etree._Element) -> Iterator[str]:
    styles = tree.findall(f"{W}style")
    kinds = {node.get(f"{W}styleId"): node.get(f"{W}type") for node in styles}
    if len(kinds) != len(styles):
        yield "two styles have the same id"
    names = Counter((n.find(f"{W}name").get(f"{W}val") or "").lower() for n in styles)
    yield from (f"{n} styles are called {name}" for name, n in names.items() if n > 1)
    defaults = Counter(n.get(f"{W}type") for n in styles if n.get(f"{W}default") == "1")
    for kind in ("paragraph", "character", "table", "numbering"):
        if defaults[kind] != 1:
            yield f"{defaults[kind]} default styles of {kind}"
    yield from _references(styles, kinds)
    yield from _circles(styles)


def _references(styles: list[etree._Element], kinds: dict[str | None, str | None]) -> Iterator[str]:
    for node in styles:
        for tag in ("basedOn", "next", "link"):
            other = node.find(W + tag)
            if other is None:
                continue
            kind = kinds.get(other.get(f"{W}val"))
            if kind is None or (tag == "basedOn" and kind != node.get(f"{W}type")):
                yield f"style {node.get(f'{W}styleId')} is {tag} {other.get(f'{W}val')}: {kind}"


def _circles(styles: list[etree._Element]) -> Iterator[str]:
    parents = {
        node.get(f"{W}styleId"): node.find(f"{W}basedOn").get(f"{W}val")
        for node in styles
        if node.find(f"{W}basedOn") is not None
    }
    for start in parents:
        seen, at = {start}, parents.get(start)
        while at is not None and at not in seen:
            seen.add(at)
            at = parents.get(at)
        if at is not None:
            yield f"style {start} is based on itself"


def numbering(tree: etree._Element) -> Iterator[str]:
    abstract = [node.get(f"{W}abstractNumId") for node in tree.findall(f"{W}abstractNum")]
    if len(set(abstract)) != len(abstract):
        yield "two lists have the same id"
    numbers = [node.get(f"{W}numId") for node in tree.findall(f"{W}num")]
    if len(set(numbers)) != len(numbers):
        yield "two numberings have the same id"
    for node in tree.findall(f"{W}num"):
        base = node.find(f"{W}abstractNumId")
        if base is None or base.get(f"{W}val") not in abstract:
            yield f"numbering {node.get(f'{W}numId')} has no list"
    for node in tree.findall(f"{W}abstractNum"):
        levels = [level.get(f"{W}ilvl") for level in node.findall(f"{W}lvl")]
        if levels != [str(i) for i in range(len(levels))]:
            yield f"list {node.get(f'{W}abstractNumId')} has the levels {levels}"
