"""Where the bookmarks of a PDF made by LibreOffice stand."""

from __future__ import annotations

import ctypes
import re
from typing import Any

from .libreoffice import unreadable

_ESCAPED = re.compile("^5F")  # LibreOffice writes _ as its code, without the percent sign
_ROOM = 512  # bytes of one name in UTF-16, far more than Word's 40 characters


def bookmark_sheets(pdf: bytes) -> tuple[dict[str, int], int]:
    """Return the sheet (from 0) of every bookmark, and the number of sheets.

    Raises:
        MachineError: the file is no whole PDF.
    """
    import pypdfium2
    import pypdfium2.raw as raw

    found: dict[str, int] = {}
    try:
        opened = pypdfium2.PdfDocument(pdf)
    except pypdfium2.PdfiumError:
        raise unreadable() from None
    with opened as document:
        for index in range(raw.FPDF_CountNamedDests(document)):
            name, target = _destination(raw, document, index)
            if target is None:
                continue
            sheet = raw.FPDFDest_GetDestPageIndex(document, target)
            if sheet >= 0:
                found.setdefault(_ESCAPED.sub("_", name), sheet)
        return found, len(document)


def _destination(raw: Any, document: Any, index: int) -> tuple[str, Any]:
    size = ctypes.c_long(_ROOM)
    buffer = ctypes.create_string_buffer(_ROOM)
    target = raw.FPDF_GetNamedDest(document, index, buffer, ctypes.byref(size))
    if not target or size.value <= 0:
        return "", None
    return buffer.raw[: size.value].decode("utf-16-le", "replace").rstrip("\0"), target
