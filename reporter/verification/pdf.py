"""Read the texts of a PDF back, page by page, without headers, footers and page numbers.

Where the file says in which marked texts its values stand (:mod:`..document.places`), they
come back as controls with the fact's key; else only as text.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..document.carriers import RECORD
from ..document.places import PLACES, PlacedText, bare, read_places
from .docx import DocxText
from .package import refuse
from .places import sheets, values_in
from .record import Passage, Span

_MARGIN = 72.0  # points (25.4 mm), of a page that says nothing of its own margins
_WIDEST = 99.0  # points (35 mm): how far from the edge heads and feet of 公文 stand
_SLACK = 2.0
_LEADER = re.compile(r"(?:[.…·．]\s*){3,}\s*(?:\d+|[ivxlc]+)\s*$", re.MULTILINE)
_PAGE_NUMBER = re.compile(r"[\s—–-]*(?:第\s*)?\d+(?:\s*页)?[\s—–-]*")


@dataclass(slots=True)
class _Line:
    """A line as read; ``at`` are the numbers of its characters on the page."""

    page_height: float
    text: str = ""
    at: list[int] = field(default_factory=list)
    middles: list[float] = field(default_factory=list)

    @property
    def middle(self) -> float | None:
        """Height above the foot of the page in points; None when unknown."""
        return sum(self.middles) / len(self.middles) if self.middles else None


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of a page, and its marked texts as numbers of characters, blanks left out."""

    lines: list[_Line]
    chars: str
    marks: dict[int, list[int]]

    @property
    def body(self) -> tuple[float, float] | None:
        """From the lowest to the highest marked line, in points; None where nothing is marked."""
        known = {at for places in self.marks.values() for at in places}
        found = [m for line in self.lines if known & {*line.at} and (m := line.middle) is not None]
        return (min(found), max(found)) if found else None

    def marked(self, mark: int) -> str:
        return "".join(self.chars[at] for at in self.marks.get(mark, ()))


def read_pdf(data: bytes, name: str) -> DocxText:
    """Return one passage a page, lines in drawing order, and ``facts.json`` if attached.

    Raises:
        DataError: the file is damaged or encrypted.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            placed = read_places(_attached(document, PLACES) or b"")
            pages = [_page(document, index, bool(placed)) for index in range(len(document))]
            record = _attached(document, RECORD)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "文件设有密码。" if locked else "文件已损坏，或不是 PDF 文件。"
        raise refuse(name, what, "请先去掉密码再核对。" if locked else "") from None
    values = _values(placed, pages)
    passages = [_passage(page, number, values[number]) for number, page in enumerate(pages, 1)]
    return DocxText(tuple(passages), record)


def _values(
    placed: Sequence[PlacedText], pages: Sequence[_Page]
) -> dict[int, list[tuple[list[int], str]]]:
    """Return for each page, from 1, the characters of every placed value and its key."""
    marks = [{mark: page.marked(mark) for mark in page.marks} for page in pages]
    where = sheets(placed, marks)
    found: dict[int, list[tuple[list[int], str]]] = {n: [] for n in range(1, len(pages) + 1)}
    for text in placed:
        sheet = where.get(text.page)
        if sheet is not None and text.mark in pages[sheet - 1].marks:
            at = pages[sheet - 1].marks[text.mark]
            for start, end, key in values_in(text, marks[sheet - 1][text.mark]):
                found[sheet].append((at[start:end], key))
    return found


def _passage(page: _Page, number: int, values: Sequence[tuple[list[int], str]]) -> Passage:
    """Return the text of a page with the places of its values."""
    kept = [line for line in page.lines if not _outside(line, number == 1, page.body)]
    whole = "\n".join(line.text for line in kept)
    at = [index for line in kept for index in (*line.at, -1)]  # -1: the end of the line
    text, numbers, end = "", list[int](), 0
    for leader in _LEADER.finditer(whole):
        text += whole[end : leader.start()]
        numbers += at[end : leader.start()]
        end = leader.end()
    text += whole[end:]
    numbers += at[end:]
    offset = {index: place for place, index in enumerate(numbers) if index >= 0}
    spans: list[Span] = []
    for characters, key in values:
        places = [offset[index] for index in characters if index in offset]
        if places and len(places) == len(characters):
            first, last = min(places), max(places) + 1
            if len(bare(text[first:last])) == len(places):  # in one piece
                spans.append((first, last, key))
    return Passage(text, "page", tuple(sorted(spans)), number)


def _page(document: Any, index: int, with_marks: bool) -> _Page:
    """Return a page's lines with the height at which they stand, and its marked texts."""
    import pypdfium2.raw as raw

    page = document[index]
    height = float(page.get_height())
    textpage = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    lines, chars = [_Line(height)], ""
    for at in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage, at))
        char = "-" if char in "\x02\ufffe" else char  # pdfium's marks for a hyphen at a line end
        chars += char
        if char in "\r\n":
            if char == "\n":
                lines.append(_Line(height))
            continue
        lines[-1].text += char
        lines[-1].at.append(at)
        if not char.isspace() and raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top):
            lines[-1].middles.append((bottom.value + top.value) / 2)
    marks = _marks(page, textpage, chars) if with_marks else {}
    textpage.close()
    page.close()
    return _Page(lines, chars, marks)


def _marks(page: Any, textpage: Any, chars: str) -> dict[int, list[int]]:
    """Return the characters of each marked text in the order they are drawn.

    pdfium sorts the texts of a line from left to right; a drawing has an order of its own.
    """
    import pypdfium2.raw as raw

    drawn: dict[int, list[int]] = {}
    for at, char in enumerate(chars):
        if bare(char) and (thing := raw.FPDFText_GetTextObject(textpage, at)):
            drawn.setdefault(_address(thing), []).append(at)
    marks: dict[int, list[int]] = {}
    things = [raw.FPDFPage_GetObject(page, n) for n in range(raw.FPDFPage_CountObjects(page))]
    for thing, mark in _in_order(things, -1):
        if mark >= 0:
            marks.setdefault(mark, []).extend(drawn.get(_address(thing), ()))
    return marks


def _in_order(things: Iterable[Any], outer: int) -> Iterator[tuple[Any, int]]:
    """Yield page objects with the marks they stand in; groups inherit theirs."""
    import pypdfium2.raw as raw

    for thing in things:
        mark = raw.FPDFPageObj_GetMarkedContentID(thing)
        mark = outer if mark < 0 else mark
        if raw.FPDFPageObj_GetType(thing) == raw.FPDF_PAGEOBJ_FORM:
            count = raw.FPDFFormObj_CountObjects(thing)
            yield from _in_order((raw.FPDFFormObj_GetObject(thing, n) for n in range(count)), mark)
        else:
            yield thing, mark


def _address(thing: Any) -> int:
    return ctypes.cast(thing, ctypes.c_void_p).value or 0


def _outside(line: _Line, first: bool, body: tuple[float, float] | None) -> bool:
    """True in the margins, where header, footer and page number stand.

    Heads and feet are not marked, so that ``body`` tells where the margins of a page of ours
    begin. A cover uses the whole sheet: of the first page only a page number is left out.
    """
    middle, height = line.middle, line.page_height
    if middle is None:
        return False
    inside = _MARGIN - _SLACK < middle < height - _MARGIN + _SLACK
    if body is not None and not first:
        beyond = not body[0] <= middle <= body[1]
        inside = inside and not (beyond and min(middle, height - middle) < _WIDEST)
    return not inside and (not first or _PAGE_NUMBER.fullmatch(line.text) is not None)


def _attached(document: Any, name: str) -> bytes | None:
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        if attachment.get_name() == name:
            return bytes(attachment.get_data())
    return None
