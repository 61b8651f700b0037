"""Ids and names that may stand only once, and what every drawing and tag must say."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from .names import ADEC, STORY, W14, W15, WP, V, W

_NAME = re.compile(r"[^\W\d]\w{0,39}|_\w{1,39}")


def _repeated(kind: str, values: Iterable[str | None]) -> Iterator[str]:
    for value, count in Counter(values).items():
        if count > 1:
            yield f"{kind} {value} stands {count} times"


def identities(tree: etree._Element) -> Iterator[str]:
    yield from _repeated("drawing", (n.get("id") for n in tree.iter(f"{WP}docPr")))
    shapes = [n.get("id") for n in tree.iter(f"{V}shape")]
    yield from _repeated("shape", shapes)
    paragraphs = (n.get(f"{W14}paraId") for n in tree.iter(f"{W}p"))
    yield from _repeated("paragraph", (one for one in paragraphs if one is not None))
    for node in tree.iter(f"{W}tag"):
        if not 0 < len(node.get(f"{W}val", "")) <= 64:
            yield f"tag {node.get(f'{W}val')} is too long or empty"
    for node in tree.iter(f"{WP}docPr"):
        decorative = node.find(f".//{ADEC}decorative") is not None
        if not decorative and not node.get("descr", "").strip():
            yield f"picture {node.get('id')} has no alternative text"
        if not re.fullmatch(r"[1-9]\d*", node.get("id", "")):
            yield f"picture has the id {node.get('id')}"
    for node in tree.iter(f"{V}shape"):
        if not node.get("alt", "").strip():
            yield "a shape has no alternative text"


def whole_file_identities(trees: dict[str, etree._Element]) -> Iterator[str]:
    """Ids of content controls and names of bookmarks are those of the file, not of a part."""
    stories = [tree for name, tree in trees.items() if STORY.fullmatch(name)]
    controls = [
        node.get(f"{W}val")
        for tree in stories
        for properties in tree.iter(f"{W}sdtPr")
        for node in properties.findall(f"{W}id")
    ]
    yield from _repeated("content control", controls)
    for value in controls:
        if value is None or not re.fullmatch(r"-?[1-9]\d{0,9}", value):
            yield f"a content control has the id {value}"
    starts = [node for tree in stories for node in tree.iter(f"{W}bookmarkStart")]
    yield from _repeated("bookmark name", ((n.get(f"{W}name") or "").lower() for n in starts))
    yield from _repeated("bookmark", (n.get(f"{W}id") for n in starts))
    appearances = {
        node.get(f"{W15}val") for tree in stories for node in tree.iter(f"{W15}appearance")
    }
    if appearances - {"hidden", "tags", "boundingBox"}:
        yield "a content control has an unknown look"


def bookmarks(tree: etree._Element) -> Iterator[str]:
    """Bookmarks and ranges of comments begin once and end once, in this order."""
    for kind in ("bookmark", "commentRange"):
        opened: set[str] = set()
        closed: set[str] = set()
        for node in tree.iter(f"{W}{kind}Start", f"{W}{kind}End"):
            number = node.get(f"{W}id", "")
            if node.tag == f"{W}{kind}Start":
                if number in opened:
                    yield f"{kind} {number} begins twice"
                opened.add(number)
            elif number not in opened or number in closed:
                yield f"{kind} {number} ends without a beginning"
            else:
                closed.add(number)
        yield from (f"{kind} {number} does not end" for number in sorted(opened - closed))
    for node in tree.iter(f"{W}bookmarkStart"):
        if not _NAME.fullmatch(node.get(f"{W}name", "")):
            yield f"{node.get(f'{W}name')!r} is no name of a bookmark"
