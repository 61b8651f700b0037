"""One sheet of a workbook by python-calamine, as plain values.

This file is also a program of its own: a damaged .xls can make the library ask for
more memory than there is, which ends the process and cannot be caught. The old binary
format has no parts that could be checked first, so it is read in a child with limits.
It therefore imports nothing of this package.
"""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from typing import Any, TypedDict

MEMORY_LIMIT = 2_000_000_000
SECONDS_LIMIT = 90


class Sheet(TypedDict):
    """``error`` is "" or "password" / "broken"; ``sheets`` are [name, is visible]."""

    error: str
    sheets: list[tuple[str, bool]]
    name: str
    rows: list[list[Any]]
    merged: list[tuple[int, int, int, int]]


def load_sheet(raw: bytes, wanted: str, before: Callable[[str], None] | None = None) -> Sheet:
    """Return the sheet called ``wanted``, or the first visible one if that is "".

    ``name`` is "" if there is no such visible sheet. ``before`` is called with the name
    of the sheet before its cells are read; what it raises is passed on.
    """
    result = Sheet(error="", sheets=[], name="", rows=[], merged=[])
    book = _guarded(lambda: _open(raw, wanted, result), result)
    if book is not None and result["name"]:
        if before is not None:
            before(result["name"])
        _guarded(lambda: _fill(book, result), result)
    return result


def _open(raw: bytes, wanted: str, result: Sheet) -> Any:
    from python_calamine import CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    book = CalamineWorkbook.from_filelike(io.BytesIO(raw))
    result["sheets"] = [
        (sheet.name, sheet.visible == SheetVisibleEnum.Visible)
        for sheet in book.sheets_metadata
        if sheet.typ == SheetTypeEnum.WorkSheet
    ]
    visible = [name for name, is_visible in result["sheets"] if is_visible]
    result["name"] = next((name for name in visible if name == wanted or not wanted), "")
    return book


def _fill(book: Any, result: Sheet) -> None:
    content = book.get_sheet_by_name(result["name"])
    result["rows"] = content.to_python(skip_empty_area=False)
    areas = content.merged_cell_ranges or ()
    result["merged"] = [(*top_left, *bottom_right) for top_left, bottom_right in areas]


def _guarded(step: Callable[[], Any], result: Sheet) -> Any:
    """Whatever the library makes of a damaged file becomes one word in ``error``."""
    try:
        return step()
    except Exception as error:
        result["error"] = "password" if type(error).__name__ == "PasswordError" else "broken"
    except BaseException as error:
        # A Rust panic arrives as a BaseException of its own class.
        if type(error).__name__ != "PanicException":
            raise
        result["error"] = "broken"
    return None


def load_sheet_in_child(raw: bytes, wanted: str) -> Sheet:
    """Do :func:`load_sheet` in another process, within limits of memory and time.

    Dates come back as ISO text.
    """
    broken = Sheet(error="broken", sheets=[], name="", rows=[], merged=[])
    command = [sys.executable, "-I", "-X", "utf8", __file__, wanted]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=SECONDS_LIMIT)
    except (subprocess.TimeoutExpired, OSError):
        return broken
    if done.returncode:
        return broken
    sheet: Sheet = json.loads(done.stdout)
    return sheet


def _limit() -> None:
    try:
        import resource
    except ImportError:  # not on Windows
        return
    for kind, value in (
        (resource.RLIMIT_AS, MEMORY_LIMIT),
        (resource.RLIMIT_CPU, SECONDS_LIMIT),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(kind, (value, value))


def _text(value: object) -> str:
    return value.isoformat(sep=" ") if isinstance(value, datetime) else str(value)


if __name__ == "__main__":
    _limit()
    loaded = load_sheet(sys.stdin.buffer.read(), sys.argv[1])
    json.dump(loaded, sys.stdout, ensure_ascii=True, default=_text)
