"""Workbooks, .xlsx and .xls, by python-calamine; only the sheet that is used."""

from __future__ import annotations

import io
from typing import Any

from ...errors import DataError, Place, Problem
from ..load import OpenedProject
from ..nearest import did_you_mean, listing
from .table import MAX_ROWS, Table, is_blank
from .xlsx_parts import cell_faults, check_extent, failure, open_parts

_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_PASSWORD_HINT = "请在 Excel 中取消密码（文件—信息—保护工作簿）后保存再试。"


def read_workbook(opened: OpenedProject, raw: bytes, name: str, digest: str) -> Table:
    """Return the sheet the project names, or the first visible one; raises DataError."""
    parts = None
    if raw.startswith(_ZIP):
        parts = open_parts(raw, name)
    elif _ENCRYPTED in raw:
        raise failure(name, "data.password", "工作簿设有密码，无法读取。", _PASSWORD_HINT)
    book = _open(raw, name)
    sheet, notes = _choose(book, opened.model.data.sheet, name)
    faults: dict[tuple[int, int], str] = {}
    if parts is not None:
        xml = parts.sheet_part(sheet)
        check_extent(xml, name, sheet)
        faults = cell_faults(xml)
    content = _guarded(lambda: book.get_sheet_by_name(sheet), name)
    rows: list[list[object]] = _guarded(lambda: content.to_python(skip_empty_area=False), name)
    while rows and all(map(is_blank, rows[-1])):
        rows.pop()
    if not rows:
        what = "工作表里没有内容。"
        raise DataError(Problem("data.empty", what, "请核对工作表名称。", Place(name, sheet)))
    if len(rows) > MAX_ROWS + 20:
        raise failure(
            name, "data.too_many_rows", f"数据超过{MAX_ROWS}行的上限。", "请分成几个文件。"
        )
    merged = tuple(
        (top, left, bottom, right)
        for (top, left), (bottom, right) in content.merged_cell_ranges or ()
    )
    columns = tuple(zip(*rows, strict=True))
    return Table(name, sheet, digest, columns, merged, faults, tuple(notes))


def _open(raw: bytes, name: str) -> Any:
    from python_calamine import CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(raw))
    except PasswordError:
        raise failure(name, "data.password", "工作簿设有密码，无法读取。", _PASSWORD_HINT) from None
    except Exception:
        raise _broken(name) from None
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise _broken(name) from None


def _guarded(read: Any, name: str) -> Any:
    """Call into the library; whatever it makes of a broken file becomes one message."""
    try:
        return read()
    except Exception:
        raise _broken(name) from None
    except BaseException as error:
        if not _is_panic(error):
            raise
        raise _broken(name) from None


def _is_panic(error: BaseException) -> bool:
    # A Rust panic arrives as a BaseException of its own class.
    return type(error).__name__ == "PanicException"


def _broken(name: str) -> DataError:
    hint = "请用 Excel 或 WPS 打开，另存为新的 XLSX 文件再试。"
    return failure(name, "data.workbook", "工作簿已损坏，或不是 Excel 格式，无法读取。", hint)


def _choose(book: Any, wanted: str, name: str) -> tuple[str, list[Problem]]:
    from python_calamine import SheetTypeEnum, SheetVisibleEnum

    sheets = [s for s in book.sheets_metadata if s.typ == SheetTypeEnum.WorkSheet]
    visible = [s.name for s in sheets if s.visible == SheetVisibleEnum.Visible]
    place = Place(name)
    if wanted in visible:
        return wanted, []
    if wanted:
        is_hidden = any(s.name == wanted for s in sheets)
        what = f"工作表“{wanted}”{'是隐藏的' if is_hidden else '不存在'}。"
        hint = "请在 Excel 中取消隐藏。" if is_hidden else did_you_mean(wanted, visible)
        hint = hint or f"可见的工作表有：{listing(visible)}。"
        raise DataError(Problem("data.sheet", what, hint, place))
    if not visible:
        raise failure(name, "data.sheet", "工作簿里没有可见的工作表。", "请取消隐藏要用的工作表。")
    if len(visible) == 1:
        return visible[0], []
    what = f"使用第一个可见的工作表“{visible[0]}”；另有{listing(visible[1:])}没有读取。"
    hint = "如要用别的工作表，请在 [data] 中写 sheet。"
    return visible[0], [Problem("data.sheet_chosen", what, hint, place, "note")]
