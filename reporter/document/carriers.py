"""Under which names facts and files travel inside a DOCX, and how they are read back.

Every number from data lies in a content control whose ``w:tag`` is the fact's key, or a
short form of a key that does not fit. The table from short form to key travels in a custom
XML part, beside the attachments::

    customXml/item1.xml
    <r:report xmlns:r="urn:reporter:report:1">
      <r:attachment name="facts.json" mediaType="application/json" encoding="text">...
      <r:tag short="k:..." key="..."/>
      <r:block mark="_rpt..." id="results/p:q3"/>
      <r:picture block="fig-path" digest="..." width="1181" height="530"/>
    </r:report>

Every block lies in a hidden bookmark, whose name is the ``mark`` of the block's id
(:mod:`.identity`). A figure that is a picture has the digests of what it shows
(:mod:`.picture_digest`), a drawing without width and height: while they hold, its numbers are
those of the record.

``encoding`` is ``text`` (UTF-8 text as it stands) or ``base64``. The writer and the
verification both hold to this page and know nothing of each other.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from .nodes import Attachment
from .picture_digest import PictureDigest

NAMESPACE = "urn:reporter:report:1"
ITEM_PART = "customXml/item1.xml"
# How the headers of columns end that only place marks in a chart and print nothing.
DRAWING_AID = re.compile("（(?:画线|绘图)[^（）]*）$")
RECORD = "facts.json"  # the attachment with facts and record, in every output
ZIPPED = ".zip"  # what an HTML page adds to the name of an attachment that it packs
# An editor may number the parts anew.
ITEM_PARTS = re.compile(r"customXml/item\d+\.xml")
ROOT, ATTACHMENT, TAG, BLOCK, PICTURE = (
    f"{{{NAMESPACE}}}{name}" for name in ("report", "attachment", "tag", "block", "picture")
)


@dataclass(frozen=True, slots=True)
class Travelling:
    """What the custom XML part holds: attachments, short tag -> key, mark -> id of a block.

    ``pictures`` holds what the pictures of a figure show, by the id of its block.
    """

    attachments: tuple[Attachment, ...] = ()
    short_keys: Mapping[str, str] = field(default_factory=dict)
    blocks: Mapping[str, str] = field(default_factory=dict)
    pictures: Mapping[str, tuple[PictureDigest, ...]] = field(default_factory=dict)

    def file(self, name: str) -> bytes | None:
        """Return the content of the attachment called ``name``, or None."""
        return next((item.data for item in self.attachments if item.name == name), None)


def read_item(root: etree._Element) -> Travelling | None:
    """Read a custom XML part back; None when it belongs to somebody else.

    Attachments whose content is broken are left out: the file may come from anywhere.
    """
    if root.tag != ROOT:
        return None
    attachments = []
    for node in root.iter(ATTACHMENT):
        content = _content(node.get("encoding", ""), node.text or "")
        if content is not None:
            name, media_type = node.get("name", ""), node.get("mediaType", "")
            attachments.append(Attachment(name, media_type, content, node.get("description", "")))
    short_keys = {node.get("short", ""): node.get("key", "") for node in root.iter(TAG)}
    blocks = {node.get("mark", ""): node.get("id", "") for node in root.iter(BLOCK)}
    return Travelling(tuple(attachments), short_keys, blocks, _pictures(root))


def _pictures(root: etree._Element) -> dict[str, tuple[PictureDigest, ...]]:
    found: dict[str, tuple[PictureDigest, ...]] = {}
    for node in root.iter(PICTURE):
        width, height = (_pixels(node.get(name, "")) for name in ("width", "height"))
        block = node.get("block", "")
        one = PictureDigest(node.get("digest", ""), width, height)
        found[block] = (*found.get(block, ()), one)
    return found


def _pixels(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 0


def _content(encoding: str, text: str) -> bytes | None:
    if encoding == "text":
        return text.encode("utf-8")
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
