"""Read the pictures of a DOCX back: where each stands, and what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..document.identity import MARK
from ..document.picture_digest import PictureDigest, picture_digest
from .package import Package
from .workbook import relations

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SVG_BLIP = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_VML = "{urn:schemas-microsoft-com:vml}imagedata"
_EMBED, _LINK, _ID = f"{_R}embed", f"{_R}link", f"{_R}id"


@dataclass(frozen=True, slots=True)
class Picture:
    """The pictures of one paragraph.

    Attributes:
        mark: of the block around it, or nothing.
        below: text of the next paragraph that has any: a caption, as a rule.
        shown: what each file of it shows, an SVG beside its PNG too; None for one that cannot be
            read, or that the document only points to.
    """

    mark: str
    below: str
    shown: tuple[PictureDigest | None, ...]


def read_pictures(package: Package, document: etree._Element) -> tuple[Picture, ...]:
    """Return the paragraphs with pictures, in document order.

    Raises:
        DataError: a part is damaged.
    """
    parts = relations(package, "word/document.xml")
    known: dict[str, PictureDigest | None] = {}

    def shown(name: str) -> PictureDigest | None:
        if name not in known:
            data = package.read(parts.get(name, ""))
            known[name] = None if data is None else picture_digest(data)
        return known[name]

    paragraphs = list(document.iter(f"{_W}p"))
    found = []
    for at, paragraph in enumerate(paragraphs):
        names = [*_files(paragraph)]
        if names:
            below = next((text for p in paragraphs[at + 1 :] if (text := _text(p))), "")
            found.append(Picture(mark_of(paragraph), below, tuple(map(shown, names))))
    return tuple(found)


def mark_of(paragraph: etree._Element) -> str:
    """Return the first mark of ours in a paragraph, or nothing."""
    for start in paragraph.iter(f"{_W}bookmarkStart"):
        name = start.get(f"{_W}name", "")
        if name.startswith(MARK):
            return name
    return ""


def _files(paragraph: etree._Element) -> Iterator[str]:
    """Yield the ids of the relationships to the picture files of a paragraph."""
    for node in paragraph.iter(f"{_A}blip", _SVG_BLIP, _VML):
        name = node.get(_EMBED) or node.get(_LINK) or node.get(_ID)
        if name is not None:
            yield name


def _text(paragraph: etree._Element) -> str:
    return "".join(node.text or "" for node in paragraph.iter(f"{_W}t")).strip()
