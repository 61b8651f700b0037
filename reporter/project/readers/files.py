"""Which reader a data file needs: told by its first bytes, not by its name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from pathlib import Path

from ...errors import DataError, Place, Problem
from ..load import OpenedProject
from ..nearest import did_you_mean
from .csv import read_csv
from .headers import used_columns
from .table import MAX_BYTES, Table

_ZIP = b"PK\x03\x04"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_READABLE = (".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".xls")
_RESAVE = "请用 Excel 或 WPS 另存为 XLSX 或“CSV UTF-8”再试。"
_FOREIGN = (
    # (first bytes in lower case, what it is)
    (b"%pdf", "PDF 文件"),
    (b"$fl2", "SPSS 数据文件（.sav）"),
    (b"$fl3", "SPSS 数据文件（.zsav）"),
    (b"<html", "网页"),
    (b"<!doctype", "网页"),
    (b"<?xml", "XML 文件"),
    (b"<table", "网页表格"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x89png", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
)


def read_table(
    opened: OpenedProject, wanted: Iterable[str] = (), stated: str = "data.file"
) -> Table:
    """Read the data file of a project as a table.

    Args:
        opened: its ``data`` names file, sheet and encoding.
        wanted: columns that may be asked for, beside those of the survey.
        stated: key of the project file that names the file.

    Raises:
        DataError: there is no such file, or it cannot be read.
    """
    path = _locate(opened, stated)
    data = opened.model.data
    columns = tuple(dict.fromkeys((*used_columns(opened.model), *wanted)))
    raw = _read(path)
    digest = hashlib.sha256(raw).hexdigest()
    head = raw[:16].lower()
    if raw.startswith((_ZIP, _OLE2)):
        # Spreadsheet libraries load only for spreadsheets.
        from .xlsx import read_workbook

        table = read_workbook(raw, path.name, digest, data.sheet, columns)
        return replace(table, elsewhere=partial(_elsewhere, path, table)) if table.others else table
    for magic, kind in _FOREIGN:
        if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(magic):
            what = f"数据文件其实是{kind}，不是表格。"
            raise DataError(Problem("data.format", what, _RESAVE, Place(path.name)))
    return read_csv(raw, path.name, digest, data.encoding, columns)


def _elsewhere(path: Path, table: Table, wanted: Iterable[str]) -> str:
    """Return what other sheets of a workbook say to the columns that one lacks."""
    from .xlsx import other_sheets

    return other_sheets(_read(path), path.name, table.others, tuple(wanted))


def _locate(opened: OpenedProject, stated: str) -> Path:
    written = opened.model.data.file
    path = opened.folder / written
    place = opened.place(stated)
    try:
        if path.is_file():
            return path
        is_folder = path.is_dir()
        near = sorted(p.name for p in path.parent.iterdir() if p.suffix.lower() in _READABLE)
    except (OSError, ValueError):
        is_folder, near = False, []
    what = f"数据文件“{path.name[:80]}”{'是一个文件夹' if is_folder else '不存在'}。"
    hint = did_you_mean(path.name, near) or "路径从项目文件所在的文件夹算起，请核对。"
    raise DataError(Problem("data.not_found", what, hint, place))


def _read(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if 0 < size <= MAX_BYTES:
            return path.read_bytes()
    except OSError as error:
        what = f"读不到数据文件（{error.strerror}）。"
        hint = "请关闭正在使用它的程序，并检查读取权限。"
        raise DataError(Problem("data.unreadable", what, hint, Place(path.name))) from None
    if not size:
        what, hint = "数据文件是空的（0字节）。", "请重新导出数据。"
        raise DataError(Problem("data.empty", what, hint, Place(path.name)))
    what = f"数据文件有{size / 1e6:.0f} MB，超过{MAX_BYTES // 1_000_000} MB的上限。"
    hint = "请删去用不到的列，或分成几个项目。"
    raise DataError(Problem("data.too_large", what, hint, Place(path.name)))
