"""Core properties: each once, dates as dates, one part of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from .names import short

_TYPE = "{http://www.w3.org/2001/XMLSchema-instance}type"
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\dZ")


def properties(trees: dict[str, etree._Element]) -> Iterator[str]:
    rels = trees.get("_rels/.rels")
    kinds = [] if rels is None else [node.get("Type", "").rsplit("/", 1)[-1] for node in rels]
    for kind in ("core-properties", "officeDocument", "extended-properties"):
        if kinds.count(kind) != 1:
            yield f"the package has {kinds.count(kind)} of {kind}"
    types = Counter(node.get("ContentType") for node in trees["[Content_Types].xml"])
    if any("core-properties" in str(kind) and n > 1 for kind, n in types.items()):
        yield "core properties stand in two parts"
    core = trees.get("docProps/core.xml")
    if core is None:
        yield "core properties are missing"
        return
    yield from _core(core)


def _core(core: etree._Element) -> Iterator[str]:
    for tag, count in Counter(short(node.tag) for node in core).items():
        if count > 1:
            yield f"property {tag} stands twice"
    for node in core:
        if short(node.tag) in ("created", "modified"):
            if not _DATE.fullmatch(node.text or ""):
                yield f"{short(node.tag)} is no date: {node.text}"
            if node.get(_TYPE) != "dcterms:W3CDTF":
                yield f"{short(node.tag)} does not tell its type"
        elif len(node):
            yield f"property {short(node.tag)} holds elements"
