"""What travels in a DOCX beside its pages, written as ``document/carriers.py`` says.

Word allows 64 characters in a ``w:tag``, so a longer key (or one with characters XML forbids)
gets a short form: ``k:`` + its first 40 characters + ``-`` + 16 hex digits of its SHA-256.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Mapping

from ...document.carriers import NAMESPACE
from ...document.identity import mark_name
from ...document.nodes import Attachment
from ...document.picture_digest import PictureDigest
from ..layout.plaintext import clean
from .markup import escape

MAX_TAG = 64
_SHORT = "k:"


def tag_of(key: str) -> str:
    """Return the ``w:tag`` of a fact's key: the key itself when it fits, else its short form."""
    if len(key) <= MAX_TAG and not key.startswith(_SHORT) and clean(key) == key:
        return key
    digest = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return f"{_SHORT}{clean(key)[:40]}-{digest}"


def write_item(
    attachments: Iterable[Attachment],
    keys: Iterable[str],
    blocks: Iterable[str] = (),
    pictures: Mapping[str, Iterable[PictureDigest]] | None = None,
) -> str:
    """Return the custom XML part.

    Args:
        attachments: files that travel with the report.
        keys: of the facts used in the document.
        blocks: ids of its blocks.
        pictures: what the pictures of a block show, by its id.
    """
    rows = [_attachment(item) for item in attachments]
    rows += [
        f'<r:tag short="{escape(tag_of(key))}" key="{escape(key)}"/>'
        for key in sorted(set(keys))
        if tag_of(key) != key
    ]
    rows += [f'<r:block mark="{mark_name(name)}" id="{escape(name)}"/>' for name in blocks]
    rows += [_picture(block, one) for block, found in (pictures or {}).items() for one in found]
    head = '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    return f'{head}<r:report xmlns:r="{NAMESPACE}">{"".join(rows)}</r:report>'


def _picture(block: str, picture: PictureDigest) -> str:
    size = f' width="{picture.width}" height="{picture.height}"' if picture.is_raster else ""
    return f'<r:picture block="{escape(block)}" digest="{picture.digest}"{size}/>'


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
