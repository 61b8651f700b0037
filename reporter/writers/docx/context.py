"""What one run of the writer shares between blocks: targets, counters, relationships."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ...document.nodes import Comment
from ...document.picture_digest import PictureDigest
from ...document.theme import Theme
from ..layout.cell import CellText
from ..layout.page import Page
from ..layout.tints import Tints
from .frame import Frame
from .headings import HeadingCounter
from .package import Package, Relations
from .targets import Targets


@dataclass(slots=True)
class Context:
    """State of one document being written; never shared between documents."""

    package: Package
    theme: Theme
    tints: Tints
    targets: Targets
    pages: Mapping[str, int]
    rels: Relations  # of the part being written now: document or footnotes
    page: Page = field(default_factory=Page)  # upright, as the body has it
    frame: Frame = field(default_factory=Frame)
    spacings: Mapping[str, tuple[int, int]] = field(default_factory=dict)  # of the styles
    cells: CellText = field(default_factory=CellText)
    even_pages: bool = False  # have headers and footers of their own
    goes_on: bool = False  # pages of a client follow the report's last part
    width: int = 0  # twips between the margins of the present section
    role: str = "body"
    body_only: bool = False  # contents list no heading before the body
    title: str = ""  # among the properties of the file
    day: date | None = None
    headings: HeadingCounter = field(default_factory=HeadingCounter)
    sequences: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    in_note: bool = False
    comments: list[Comment] = field(default_factory=list)
    ordered_lists: list[int] = field(default_factory=list)  # start level of each new w:num
    keys: set[str] = field(default_factory=set)
    images: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, list[PictureDigest]] = field(default_factory=dict)  # by id of a block
    charts: int = 0
    _bookmarks: int = 0
    _controls: int = 0
    _drawings: int = 0

    def next_bookmark(self) -> int:
        """Return a bookmark id that was not used before."""
        self._bookmarks += 1
        return self._bookmarks

    def next_control(self) -> int:
        """Return the id of a content control that was not used before."""
        self._controls += 1
        return self._controls

    def next_drawing(self) -> int:
        """Return a ``wp:docPr`` id that was not used before."""
        self._drawings += 1
        return self._drawings

    def image(self, data: bytes, ending: str = "png") -> str:
        """Store a picture once and return the id of its relationship."""
        digest = hashlib.sha256(data).hexdigest()
        name = self.images.setdefault(digest, f"media/image{len(self.images) + 1}.{ending}")
        self.package.parts.setdefault(f"word/{name}", data)
        return self.rels.add("image", name)
