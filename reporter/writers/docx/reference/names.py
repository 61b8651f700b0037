"""Namespaces and small helpers for reading WordprocessingML with lxml.

Source: ISO/IEC 29500-1 (transitional) and 29500-4; names of content types and relationships
from ISO/IEC 29500-2.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

WORD_SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W = f"{{{WORD_SPACE}}}"
R = f"{{{OFFICE_RELATION}}}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
PIC = "{http://schemas.openxmlformats.org/drawingml/2006/picture}"
V = "{urn:schemas-microsoft-com:vml}"
O = "{urn:schemas-microsoft-com:office:office}"  # noqa: E741 - the prefix Word writes
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"

Element = etree._Element


def value(node: Element | None, path: str, default: str = "") -> str:
    """Return ``w:val`` of the first element at ``path`` (steps of w: names), or ``default``."""
    found = None if node is None else node.find("/".join(W + step for step in path.split("/")))
    return default if found is None else found.get(f"{W}val", default)


def number(node: Element | None, name: str, default: int = 0) -> int:
    """Return a whole number in attribute ``w:name``, ``default`` where it is none."""
    text = "" if node is None else node.get(W + name, "")
    try:
        return int(float(text)) if text else default
    except (ValueError, OverflowError):
        return default


def is_on(node: Element | None) -> bool:
    """Tell whether a switch such as ``w:titlePg`` is there and not switched off."""
    return node is not None and node.get(f"{W}val", "1").lower() not in ("0", "false", "off")


def own_texts(paragraph: Element) -> Iterator[Element]:
    """Yield the ``w:t`` of a paragraph, without those of text boxes inside it."""
    for node in paragraph.iter(f"{W}t"):
        above = node.getparent()
        while above is not None and above.tag != f"{W}p":
            above = above.getparent()
        if above is paragraph:
            yield node


def text_of(paragraph: Element) -> str:
    """Return the text of a paragraph, without that of text boxes inside it."""
    return "".join(node.text or "" for node in own_texts(paragraph))


def drop(node: Element) -> None:
    """Take an element out; text after it (there is none in WordprocessingML) stays."""
    parent = node.getparent()
    if parent is not None:
        if node.tail:
            before = node.getprevious()
            if before is not None:
                before.tail = (before.tail or "") + node.tail
            else:
                parent.text = (parent.text or "") + node.tail
        parent.remove(node)


def unwrap(node: Element) -> None:
    """Put the children of an element in its place."""
    parent = node.getparent()
    if parent is not None:
        at = parent.index(node)
        for child in reversed(list(node)):
            parent.insert(at, child)
        parent.remove(node)


def put_in_order(parent: Element, child: Element, order: tuple[str, ...]) -> None:
    """Insert ``child`` where the schema's ``order`` of w: names wants it; replaces an equal one."""
    old = parent.find(child.tag)
    if old is not None:
        parent.replace(old, child)
        return
    names = [W + name for name in order]
    place = names.index(str(child.tag)) if child.tag in names else len(names)
    for index, other in enumerate(parent):
        if other.tag in names and names.index(str(other.tag)) > place:
            parent.insert(index, child)
            return
    parent.append(child)
