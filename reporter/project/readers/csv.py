"""Strict CSV and text tables: every row has as many fields as the header, or is named.

The standard csv module in strict mode does the splitting. Encodings as Excel, WPS and
survey platforms write them: UTF-8 with or without BOM, GB18030 (a superset of GBK),
UTF-16 ("Unicode 文本"). Separators comma, semicolon, tab, vertical bar, full-width comma.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ...errors import DataError, Place, Problem
from ..load import OpenedProject
from .headers import header_row, matched_count, used_columns
from .table import MAX_ROWS, Table, capped

SEPARATORS = (",", "\t", ";", "，", "|")
_SEPARATOR_NAMES = {",": "逗号", "\t": "制表符", ";": "分号", "，": "中文逗号", "|": "竖线"}
_FIELD_LIMIT = 1_000_000
_QUOTED = re.compile(r'"[^"]*"')
_ENCODING_HINT = "请另存为“CSV UTF-8”，或在 [data] 中写明 encoding。"


def read_csv(opened: OpenedProject, raw: bytes, name: str, digest: str) -> Table:
    """Return the table in a text file; raises DataError naming every bad row."""
    text = _decode(raw, opened.model.data.encoding, name)
    separator = _separator(text, used_columns(opened.model))
    rows = _split(text, separator, name)
    start = header_row(rows)
    width = len(rows[start])
    wrong = [i for i in range(start + 1, len(rows)) if len(rows[i]) != width and rows[i]]
    if wrong:
        raise DataError(capped(_width_problems(rows, wrong, width, (name, separator))))
    if len(rows) - start - 1 > MAX_ROWS:
        what = f"数据有{len(rows) - start - 1}行，超过{MAX_ROWS}行的上限。"
        raise DataError(Problem("data.too_many_rows", what, "请分成几个文件。", Place(name)))
    blank = [""] * width
    for index, row in enumerate(rows):  # lines before the header and blank lines
        if len(row) != width:
            rows[index] = (row + blank)[:width] if index < start else blank
    return Table(name, "", digest, rows)


def _width_problems(
    rows: Sequence[Sequence[str]], wrong: Sequence[int], width: int, file: tuple[str, str]
) -> list[Problem]:
    name, separator = file
    word = _SEPARATOR_NAMES[separator]
    hint = f"请检查这一行的{word}和引号：内容里有{word}的单元格须用英文双引号包住。"
    if len(wrong) > 1 and len(wrong) == sum(map(bool, rows)) - 1:
        sizes = {len(rows[i]) for i in wrong}
        if len(sizes) == 1:
            what = f"表头有{width}列，而每一行数据都是{sizes.pop()}列，列会错位。"
            hint = "请核对表头是否少（或多）一列，然后重新导出。"
            return [Problem("data.field_count", what, hint, Place(name, row=wrong[0] + 1))]
    return [
        Problem(
            "data.field_count",
            f"这一行有{len(rows[i])}个单元格，表头有{width}个。",
            hint,
            Place(name, row=i + 1),
        )
        for i in wrong
    ]


def _split(text: str, separator: str, name: str) -> list[list[str]]:
    before = csv.field_size_limit(_FIELD_LIMIT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    rows: list[list[str]] = []
    try:
        rows.extend(reader)
    except csv.Error as error:
        message = str(error)
        hint = "请检查这一行及上面的英文双引号是否成对；内容中的双引号要写两个。"
        what = "引号不配对，无法分列。"
        if "larger than" in message:
            what = f"有一个单元格超过{_FIELD_LIMIT}个字符，多半是引号不配对。"
        place = Place(name, line=reader.line_num, row=len(rows) + 1)
        raise DataError(Problem("data.quotes", what, hint, place)) from None
    finally:
        csv.field_size_limit(before)
    while rows and not any(map(str.strip, rows[-1])):
        rows.pop()
    if not rows:
        what = "数据文件里没有内容。"
        raise DataError(Problem("data.empty", what, "请重新导出数据。", Place(name)))
    return rows


def _separator(text: str, wanted: Iterable[str]) -> str:
    """Return the separator under which most wanted columns are found, then most fields.

    The decision looks at the first lines only; quoted parts do not count.
    """
    head = text[:100_000].lstrip("\r\n")
    lines = head.splitlines()[:5]
    candidates = [s for s in SEPARATORS if any(s in _QUOTED.sub("", line) for line in lines)]
    best, best_score = ",", (-1, -1)
    for separator in candidates:
        try:
            reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
            rows = [row for row, _ in zip(reader, range(5), strict=False)]
        except csv.Error:
            continue
        header = rows[header_row(rows)]
        score = (matched_count(header, wanted), len(header))
        if score > best_score:
            best, best_score = separator, score
    return best


def _decode(raw: bytes, encoding: str, name: str) -> str:
    if encoding == "auto":
        encoding = _guess_encoding(raw, name)
    codec = {"utf-8": "utf-8-sig", "gb18030": "gb18030", "utf-16": "utf-16"}.get(encoding, encoding)
    try:
        return raw.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        row = raw.count(b"\n", 0, error.start) + 1
        label = encoding.removesuffix("-le").removesuffix("-be").upper()
        what = f"文件不是有效的 {label} 编码，这一行附近有无法识别的字节。"
        raise DataError(
            Problem("data.encoding", what, _ENCODING_HINT, Place(name, row=row))
        ) from None


def _guess_encoding(raw: bytes, name: str) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    sample = raw[:4000]
    if sample.count(0) > len(sample) // 4:  # UTF-16 without a byte order mark
        return "utf-16-le" if sample[1::2].count(0) >= sample[0::2].count(0) else "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        good = raw.decode("utf-8", errors="ignore")
        wide = sum(1 for char in good[:200_000] if char > "\x7f")
        bad = raw[:600_000].decode("utf-8", errors="replace").count("\ufffd")
        if wide > 20 * bad:  # UTF-8 with a damaged place: GB18030 would read it as nonsense
            row = raw.count(b"\n", 0, error.start) + 1
            what = "文件是 UTF-8 编码，但这一行附近有损坏的字节。"
            hint = "请重新导出，或用“记事本”打开这一行改正后另存。"
            raise DataError(Problem("data.encoding", what, hint, Place(name, row=row))) from None
        return "gb18030"
    return "utf-8"
