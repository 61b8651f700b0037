"""Looking into an XLSX package before any spreadsheet library does.

A cell at XFD1048576 makes the reading library ask for more memory than there is and
takes the whole process down; a small archive can unpack to gigabytes. So sizes, entity
declarations and cell positions are checked on the raw parts first. The same pass finds
what the library keeps silent about: error cells and formulas without a stored result.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree

from ...archives import (
    Archive,
    ArchiveError,
    Limits,
    declares_entities,
    related_part,
    relations_part,
)
from ...errors import DataError, Place, Problem
from .table import HEADROOM, MAX_ROWS, letter

_BOOK = "xl/workbook.xml"
MAX_UNPACKED = 400_000_000
MAX_COLUMNS = 2_000
MAX_CELLS = 30_000_000
# Honest sheets stay under a ratio of 100.
_LIMITS = Limits(parts=5_000, unpacked=MAX_UNPACKED, ratio=400, small=1_000_000)

_RESAVE = "请用 Excel 或 WPS 打开，另存为新的 XLSX 文件再试。"
_LETTERS = re.compile(rb"""\br\s*=\s*["']([A-Za-z]{1,7})[0-9]""")
_DIGITS = re.compile(rb"""\br\s*=\s*["'][A-Za-z]{0,7}([0-9]{1,10})["']""")
# Attributes as Excel and WPS write them; with a fixed beginning the search is four times faster.
_PLAIN_LETTERS = re.compile(rb""" r="([A-Za-z]{1,7})[0-9]""")
_PLAIN_DIGITS = re.compile(rb""" r="[A-Za-z]{0,7}([0-9]{1,10})\"""")
_UNUSUAL = (b"\t", b"\n", b"\r", b"='", b" =", b"= ")
_PROLOGUE = re.compile(rb"(?:\xef\xbb\xbf)?(?:<\?xml [^>]*\?>\s*)?")
CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*?)(?:/>|>(.*?)</(?:\w+:)?c>)", re.DOTALL)
REFERENCE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]+)([0-9]+)["']""")
_ERROR_TYPE = re.compile(rb"""\bt\s*=\s*["']e["']""")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>]*>\s*([^<]*?)\s*</")


@dataclass(frozen=True, slots=True)
class Parts:
    """An archive whose sizes and declarations have been checked."""

    archive: Archive
    name: str  # of the file, for messages

    def sheet(self, sheet: str) -> bytes:
        """Return the XML of a worksheet by its name."""
        book = self._xml(_BOOK)
        targets = {r.get("Id"): r.get("Target", "") for r in self._xml(relations_part(_BOOK))}
        for entry in book.iterfind("{*}sheets/{*}sheet"):
            if entry.get("name") == sheet:
                link = next((v for k, v in entry.attrib.items() if k.endswith("}id")), "")
                return self.read(related_part(_BOOK, targets.get(link, "")))
        raise failure(self.name, "data.workbook", "工作簿的目录不完整。", _RESAVE)

    def read(self, part: str) -> bytes:
        """Return the bytes of a part."""
        try:
            return self.archive.read(part)
        except ArchiveError:
            raise failure(
                self.name, "data.workbook", f"工作簿缺少或损坏了内部文件 {part[:60]}。", _RESAVE
            ) from None

    def styles(self) -> bytes:
        """Return the XML of the cell formats, b"" where there is none."""
        part = "xl/styles.xml"
        return self.read(part) if part in self.archive.names() else b""

    def _xml(self, part: str) -> ElementTree.Element:
        try:
            return ElementTree.fromstring(self.read(part))
        except (ElementTree.ParseError, ValueError, LookupError):
            raise failure(
                self.name, "data.workbook", f"工作簿的内部文件 {part} 无法读取。", _RESAVE
            ) from None


def open_parts(raw: bytes, name: str) -> Parts:
    """Open the archive; raises DataError if it is unsafe, broken or no XLSX."""
    try:
        archive = Archive(raw, _LIMITS)
    except ArchiveError as error:
        raise _refusal(error, name) from None
    names = archive.names()
    if "xl/workbook.bin" in names:
        raise failure(name, "data.format", "这是 XLSB 二进制工作簿。", "请另存为 XLSX 再试。")
    if _BOOK not in names:
        raise failure(
            name, "data.format", "这个压缩文件不是 XLSX 工作簿。", "请另存为 XLSX 或 CSV 再试。"
        )
    parts = Parts(archive, name)
    for part in names:
        # Reading to the end also proves the stated size.
        if part.endswith((".xml", ".rels")) and declares_entities(parts.read(part)):
            what = f"工作簿的内部文件 {part[:60]} 含有实体声明，为安全起见不读取。"
            raise failure(name, "data.unsafe", what, _RESAVE)
    return parts


def _refusal(error: ArchiveError, name: str) -> DataError:
    if error.reason == "broken":
        what, hint = "文件已损坏，不是完整的 XLSX。", "请重新导出，或用备份文件。"
        return failure(name, "data.workbook", what, hint)
    if error.reason == "password":
        hint = "请在 Excel 中取消密码后保存再试。"
        return failure(name, "data.password", "工作簿设有密码。", hint)
    if error.reason == "structure":
        return failure(name, "data.workbook", "工作簿的内部结构不正常。", _RESAVE)
    what = "工作簿解压后大得不正常，为安全起见不读取。"
    hint = "请删去多余的空白行列和工作表，或另存为 CSV。"
    return failure(name, "data.too_large", what, hint)


def check_extent(data: bytes, name: str, sheet: str) -> None:
    """Refuse a sheet whose used area is absurd, by the positions its XML gives."""
    start = match.end() if (match := _PROLOGUE.match(data)) else 0
    is_plain = all(data.find(mark, start) < 0 for mark in _UNUSUAL)
    letters, digits = (_PLAIN_LETTERS, _PLAIN_DIGITS) if is_plain else (_LETTERS, _DIGITS)
    last_column = max(map(column_number, set(letters.findall(data))), default=0)
    last_row = max(map(int, set(digits.findall(data))), default=0)
    is_far = last_row > MAX_ROWS + HEADROOM or last_column > MAX_COLUMNS
    # Rows and cells may go without positions; then they count one after another.
    rows = max(last_row, data.count(b"<row"), data.count(b":row "))
    if is_far or rows > MAX_ROWS + HEADROOM or rows * last_column > MAX_CELLS:
        where = f"用到了第{last_row}行、{letter(last_column - 1)}列，" if is_far else ""
        what = f"工作表的范围过大，{where}上限是{MAX_ROWS}行、{MAX_COLUMNS}列。"
        hint = "请删去数据区以外的内容和格式（选中多余的行列后“删除”），保存再试。"
        raise DataError(Problem("data.too_large", what, hint, Place(name, sheet)))


def cell_faults(data: bytes) -> dict[tuple[int, int], str]:
    """Return 0-based (row, column) -> what is wrong, for error cells and unsaved formulas."""
    if not any(mark in data for mark in (b'"e"', b"'e'", b"<f", b":f")):
        return {}
    return dict(_faults(data))


def _faults(data: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for match in CELL.finditer(data):
        attributes, content = match[1], match[2] or b""
        value = _VALUE.search(content)
        text = value[1].decode("utf-8", errors="replace") if value else ""
        if _ERROR_TYPE.search(attributes):
            what = f"是错误值 {text[:20] or '（未知）'}。"
        elif not text and _FORMULA.search(content):
            what = "是公式，但文件中没有保存计算结果。"
        else:
            continue
        if position := REFERENCE.search(attributes):
            yield (int(position[2]) - 1, column_number(position[1]) - 1), what


def column_number(letters: bytes) -> int:
    """Return 1 for A, 27 for AA."""
    number = 0
    for byte in letters.upper():
        number = number * 26 + byte - 64
    return number


def failure(name: str, code: str, what: str, hint: str) -> DataError:
    """Return (for raising) an error about the whole file."""
    return DataError(Problem(code, what, hint, Place(name)))
