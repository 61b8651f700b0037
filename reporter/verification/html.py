"""Read the texts of an HTML report back, with the fact keys of its ``data`` elements."""

from __future__ import annotations

import base64
import binascii

from lxml import etree, html

from ..archives import Archive, ArchiveError, Limits
from ..document.carriers import RECORD, ZIPPED
from .docx import DocxText
from .package import refuse
from .record import Passage, Span

_BLOCKS = set(
    "p h1 h2 h3 h4 h5 h6 li ul ol div section figure figcaption table caption thead tbody tr td th"
    " details summary svg text br main header footer nav dl dt dd".split()
)
_MATH = {"mi", "mn", "mo", "mtext"}  # set apart by blanks in the record
_SKIP = {"script", "style", "head", "title", "desc", "defs", "metadata", "template"}


def read_html(data: bytes, name: str) -> DocxText:
    """Return passages in document order, one a block; alternative texts of pictures too.

    Raises:
        DataError: the file holds no HTML.
    """
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)
    try:
        root = html.document_fromstring(data, parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise refuse(name, "文件读不出来，不像是一份 HTML 报告。") from None
    reader = _Reader()
    reader.walk(root, "", "paragraph")
    reader.flush("paragraph")
    swapped = [
        figure.get("data-block", "")
        for figure in root.iter("figure")
        if figure.find(".//img") is not None and figure.find(".//svg") is None
    ]
    return DocxText(tuple(reader.passages), _record(root), swapped=tuple(filter(None, swapped)))


def _record(root: html.HtmlElement) -> bytes | None:
    for link in root.iter("a"):
        name = link.get("download")
        if name in (RECORD, RECORD + ZIPPED):
            try:
                data = base64.b64decode(link.get("href", "").partition(",")[2], validate=True)
                return data if name == RECORD else Archive(data, Limits()).read(RECORD)
            except (binascii.Error, ValueError, ArchiveError):
                return None
    return None


class _Reader:
    """Collects the text between block boundaries."""

    def __init__(self) -> None:
        self.passages: list[Passage] = []
        self._text = ""
        self._spans: list[Span] = []

    def flush(self, kind: str) -> None:
        """End the current passage."""
        if self._text.strip():
            self.passages.append(Passage(self._text, kind, tuple(self._spans)))
        self._text, self._spans = "", []

    def walk(self, node: html.HtmlElement, key: str, kind: str) -> None:
        """Read an element; ``kind`` is ``data`` inside the folded tables of charts."""
        if not isinstance(node.tag, str):
            return
        classes = (node.get("class") or "").split()
        if node.tag in _SKIP or "files" in classes or "fn-mark" in classes:
            return
        inner = "data" if node.tag == "details" and "data" in classes else kind
        block = node.tag in _BLOCKS
        if block:
            self.flush(kind)
        alt = node.get("alt") or (node.get("aria-label") if node.tag == "svg" else "")
        if alt:
            self.passages.append(Passage(alt, "alt"))
        self._children(node, node.get("data-key") or key, inner)
        if block:
            self.flush(inner)

    def _children(self, node: html.HtmlElement, key: str, kind: str) -> None:
        start = len(self._text)
        self._text += f"{node.text or ''} " if node.tag in _MATH else node.text or ""
        for child in node:
            self.walk(child, "", kind)
            self._text += child.tail or ""
        if key and len(self._text) > start:
            self._spans.append((start, len(self._text), key))
