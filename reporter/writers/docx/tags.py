"""Names under which facts and files travel in a DOCX; pure, for writing and reading back.

Every number from data lies in a content control whose ``w:tag`` is the fact's key. Word
allows 64 characters there, so a longer key (or one with characters XML forbids) gets a
short form: ``k:`` + its first 40 characters + ``-`` + 16 hex digits of its SHA-256. The
table from short form to key travels in the custom XML part, beside the attachments::

    customXml/item1.xml
    <r:report xmlns:r="urn:reporter:report:1">
      <r:attachment name="facts.json" mediaType="application/json" encoding="text">...
      <r:tag short="k:..." key="..."/>
    </r:report>

``encoding`` is ``text`` (UTF-8 text as it stands) or ``base64``.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lxml import etree

from ...document.nodes import Attachment
from .markup import clean, escape

NAMESPACE = "urn:reporter:report:1"
ITEM_PART = "customXml/item1.xml"
ROOT, ATTACHMENT, TAG = (f"{{{NAMESPACE}}}{name}" for name in ("report", "attachment", "tag"))
MAX_TAG = 64
_SHORT = "k:"


def tag_of(key: str) -> str:
    """Return the ``w:tag`` of a fact's key: the key itself when it fits, else its short form."""
    if len(key) <= MAX_TAG and not key.startswith(_SHORT) and clean(key) == key:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{_SHORT}{clean(key)[:40]}-{digest}"


def key_of(tag: str, short_keys: Mapping[str, str]) -> str:
    """Return the fact's key of a ``w:tag``; a short form that is not in the table stays itself."""
    return short_keys.get(tag, tag)


@dataclass(frozen=True, slots=True)
class Travelling:
    """What the custom XML part holds: attachments, and short tag -> key."""

    attachments: tuple[Attachment, ...] = ()
    short_keys: Mapping[str, str] | None = None

    def file(self, name: str) -> bytes | None:
        """Return the content of the attachment called ``name``, or None."""
        return next((item.data for item in self.attachments if item.name == name), None)


def write_item(attachments: Iterable[Attachment], keys: Iterable[str]) -> str:
    """Return the custom XML part. ``keys`` are the facts' keys used in the document."""
    rows = [_attachment(item) for item in attachments]
    rows += [
        f'<r:tag short="{escape(tag_of(key))}" key="{escape(key)}"/>'
        for key in sorted(set(keys))
        if tag_of(key) != key
    ]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    return f'{head}<r:report xmlns:r="{NAMESPACE}">{"".join(rows)}</r:report>'


def read_item(data: bytes) -> Travelling:
    """Read a custom XML part back; one of another owner gives an empty :class:`Travelling`.

    Entities are not resolved and broken attachments are left out: the file may come
    from anywhere.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        return Travelling()
    if root.tag != ROOT:
        return Travelling()
    attachments = []
    for node in root.iter(ATTACHMENT):
        content = _content(node.get("encoding", ""), node.text or "")
        if content is not None:
            name, media_type = node.get("name", ""), node.get("mediaType", "")
            attachments.append(Attachment(name, media_type, content, node.get("description", "")))
    short_keys = {node.get("short", ""): node.get("key", "") for node in root.iter(TAG)}
    return Travelling(tuple(attachments), short_keys)


def _attachment(item: Attachment) -> str:
    try:
        text = item.data.decode("utf-8")
    except UnicodeDecodeError:
        text = "\r"  # counts as no text below
    # XML normalises line ends and forbids control characters: such content is not text here.
    line = text.replace("\n", "").replace("\t", "")
    if clean(line) != line:
        encoding, body = "base64", base64.b64encode(item.data).decode("ascii")
    else:
        encoding = "text"
        body = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return (
        f'<r:attachment name="{escape(item.name)}" mediaType="{escape(item.media_type)}"'
        f' description="{escape(item.description)}" encoding="{encoding}">{body}</r:attachment>'
    )


def _content(encoding: str, text: str) -> bytes | None:
    if encoding == "text":
        return text.encode("utf-8")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
