"""Sections: each with its header, footer and page; bodies that end as Word wants."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .names import R, W

MAY_BE_EMPTY = (
    "SectionEnd",
    "CoverRule",
    "Heading1",
    "Heading2",
    "Heading3",
    "Heading4",
)  # a live number


def sections(tree: etree._Element) -> Iterator[str]:
    body = tree.find(f"{W}body")
    if body is None or len(body) == 0 or body[-1].tag != f"{W}sectPr":
        yield "the body does not end with section properties"
        return
    for node in tree.iter(f"{W}sectPr"):
        yield from _section(node)
    for para in tree.iter(f"{W}p"):
        style = para.find(f"{W}pPr/{W}pStyle")
        name = "" if style is None else style.get(f"{W}val")
        parent = para.getparent()
        if len(para) < 2 and parent.tag != f"{W}tc" and name not in MAY_BE_EMPTY:
            yield f"an empty paragraph in style {name}"


def _section(node: etree._Element) -> Iterator[str]:
    for kind in ("header", "footer"):
        found = [
            one.get(f"{R}id")
            for one in node.iterfind(f"{W}{kind}Reference")
            if one.get(f"{W}type") == "default"
        ]
        if len(found) != 1:
            yield f"a section has {len(found)} {kind}s"
    size, margin = node.find(f"{W}pgSz"), node.find(f"{W}pgMar")
    if size is None or margin is None:
        yield "a section has no page"
        return
    wide, tall = (_number(size, side) for side in "wh")
    if (wide > tall) != (size.get(f"{W}orient") == "landscape"):
        yield "a page is turned by half"
    across = sum(_number(margin, side) for side in ("left", "right"))
    if across >= wide:
        yield "a page has no room between its margins"


def _number(node: etree._Element, name: str) -> int:
    value = node.get(f"{W}{name}", "0")
    return int(value) if value.lstrip("-").isdigit() else 0
