"""What a reader copies out of the PDF is what stands in the document, and its fonts are ours."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterator
from itertools import pairwise

import pikepdf
import pypdfium2
from fontTools.ttLib import TTFont

from reporter.document.nodes import Inline
from reporter.document.walk import block_inlines, document_blocks, flat
from reporter.fonts import faces

from .laid_out import LaidOut

STRAY = re.compile(
    "[\u200b-\u200f\u2028-\u202f\u2060-\u2064\ufeff\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]"
)
STYLES = ("", "-Bold", "-Italic", "-Bold-Italic")


def pages(report: LaidOut) -> list[str]:
    """Return the text of each page without its blanks."""
    pdf = pypdfium2.PdfDocument(report.result.data)
    return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def test_copied_text_holds_nothing_unseen(report: LaidOut) -> None:
    found = [
        f"sheet {number}: U+{ord(char):04X} after {text[:at][-10:]}"
        for number, text in enumerate(pages(report), 1)
        for at, char in enumerate(text)
        if STRAY.match(char) or unicodedata.category(char) in ("Cc", "Cf", "Cn")
    ]
    assert not found, "\n".join(found[:20])


def test_text_of_the_document_comes_back(report: LaidOut) -> None:
    """Each text stands on a page in full, or at the end of one and on the next."""
    found = pages(report)
    whole = "".join(found)
    lost = [
        text
        for text in texts(report)
        if text not in whole and not any(_parted(text, a, b) for a, b in pairwise(found))
    ]
    assert not lost, "\n".join(lost)


def texts(report: LaidOut) -> Iterator[str]:
    """Yield the running texts of the document, cut where a note or a formula stands."""
    for block in document_blocks(report.document):
        for run in block_inlines(block):
            pieces = "".join(
                inline.text if hasattr(inline, "text") else "\0" for inline in _leaves(run)
            )
            yield from filter(None, ("".join(piece.split()) for piece in pieces.split("\0")))


def _leaves(run: tuple[Inline, ...]) -> Iterator[Inline]:
    yield from (inline for inline in flat(run) if not getattr(inline, "children", ()))


def _parted(text: str, page: str, following: str) -> bool:
    return any(text[:at] in page and text[at:] in following for at in range(1, len(text)))


def test_only_bundled_fonts(report: LaidOut) -> None:
    families = {TTFont(face.path)["name"].getDebugName(1).replace(" ", "-") for face in faces()}
    ours = {family + style for family in families for style in STYLES}
    with pikepdf.open(io.BytesIO(report.result.data)) as pdf:
        fonts = [
            thing
            for thing in pdf.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/Type") == "/Font"
        ]
        names = {str(font.BaseFont).lstrip("/").split("+")[-1] for font in fonts}
        described = [font.FontDescriptor for font in fonts if "/FontDescriptor" in font]
        assert described
        assert all("/FontFile2" in one or "/FontFile3" in one for one in described)
    assert names
    assert names <= ours, names - ours


def test_no_glyph_is_missing_and_no_property_unknown(report: LaidOut) -> None:
    assert report.result.warnings == ()
