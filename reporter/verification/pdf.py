"""Read the texts of a PDF back, page by page, without headers, footers and page numbers."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ..document.carriers import RECORD
from .docx import DocxText
from .package import refuse
from .record import Passage

_MARGIN = 72.0  # points (25.4 mm), the page set-up of every template
_SLACK = 2.0
_LEADER = re.compile(r"(?:[.…·．]\s*){3,}\s*(?:\d+|[ivxlc]+)\s*$", re.MULTILINE)
_PAGE_NUMBER = re.compile(r"[\s—–-]*(?:第\s*)?\d+(?:\s*页)?[\s—–-]*")


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    middle: float | None  # height above the foot of the page, points; None when unknown
    page_height: float


def read_pdf(data: bytes, name: str) -> DocxText:
    """Return one passage a page, lines in drawing order, and ``facts.json`` if attached.

    Raises:
        DataError: the file is damaged or encrypted.
    """
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(data) as document:
            pages = [_lines(document, index) for index in range(len(document))]
            record = _attached(document)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        what = "文件设有密码。" if locked else "文件已损坏，或不是 PDF 文件。"
        raise refuse(name, what, "请先去掉密码再核对。" if locked else "") from None
    texts = (
        _LEADER.sub("", "\n".join(_prose(lines, index == 0))) for index, lines in enumerate(pages)
    )
    passages = [Passage(text, "page", (), index) for index, text in enumerate(texts, 1)]
    return DocxText(tuple(passages), record)


def _lines(document: Any, index: int) -> list[_Line]:
    """Return a page's lines with the height at which they stand."""
    import pypdfium2.raw as raw

    page = document[index]
    height = float(page.get_height())
    textpage = page.get_textpage()
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    lines: list[_Line] = []
    text, middles = "", list[float]()
    for at in range(textpage.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(textpage, at))
        if char in "\r\n":
            if char == "\n":
                lines.append(_line(text, middles, height))
                text, middles = "", []
            continue
        text += "-" if char in "\x02\ufffe" else char  # pdfium's marks for a hyphen at a line end
        if not char.isspace() and raw.FPDFText_GetCharBox(textpage, at, left, right, bottom, top):
            middles.append((bottom.value + top.value) / 2)
    lines.append(_line(text, middles, height))
    textpage.close()
    page.close()
    return lines


def _line(text: str, middles: Sequence[float], height: float) -> _Line:
    return _Line(text, sum(middles) / len(middles) if middles else None, height)


def _prose(lines: Sequence[_Line], first: bool) -> list[str]:
    return [line.text for line in lines if not _outside(line, first)]


def _outside(line: _Line, first: bool) -> bool:
    """True in the margins, where header, footer and page number stand.

    A cover uses the whole sheet: of the first page only a page number is left out.
    """
    if line.middle is None:
        return False
    inside = _MARGIN - _SLACK < line.middle < line.page_height - _MARGIN + _SLACK
    return not inside and (not first or _PAGE_NUMBER.fullmatch(line.text) is not None)


def _attached(document: Any) -> bytes | None:
    for index in range(document.count_attachments()):
        attachment = document.get_attachment(index)
        if attachment.get_name() == RECORD:
            return bytes(attachment.get_data())
    return None
