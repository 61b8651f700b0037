"""Strict CSV and text tables: every row has as many fields as the header, or is named.

The standard csv module in strict mode does the splitting. Encodings as Excel, WPS and
survey platforms write them: UTF-8 with or without BOM, GB18030 (a superset of GBK),
UTF-16 ("Unicode 文本"). Separators comma, semicolon, tab, vertical bar, full-width comma.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from ...errors import DataError, Place, Problem
from .headers import header_row, matched_count
from .table import MAX_ROWS, Table, capped

SEPARATORS = (",", "\t", ";", "，", "|")
_SEPARATOR_NAMES = {",": "逗号", "\t": "制表符", ";": "分号", "，": "中文逗号", "|": "竖线"}
_FIELD_LIMIT = 1_000_000
_BLOCK = 2_000
_QUOTED = re.compile(r'"[^"]*"')
_ENCODING_HINT = "请另存为“CSV UTF-8”再试；[data] 的文件也可以写明 encoding。"


def read_csv(raw: bytes, name: str, digest: str, encoding: str, wanted: Iterable[str]) -> Table:
    """Return the table in a text file; raises DataError naming every bad row.

    ``wanted`` are columns that may be asked for: they tell which sign separates.
    """
    text = _decode(raw, encoding, name)
    separator = _separator(text, tuple(wanted))
    before = csv.field_size_limit(_FIELD_LIMIT)
    try:
        columns = _split(text, separator, name)
    finally:
        csv.field_size_limit(before)
    return Table(name, "", digest, columns)


class _Shared(dict[str, str]):
    """Equal texts of a column become one string: less memory, and hashed only once."""

    def __missing__(self, text: str) -> str:
        self[text] = text
        return text


def _split(text: str, separator: str, name: str) -> list[list[str]]:
    """Return the columns; row by row in blocks, so that cells are shared while in cache."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    head = _block(reader, 0, name)
    while head and not any(map(str.strip, head[-1])) and len(head) < _BLOCK:
        head.pop()
    if not head:
        what = "数据文件里没有内容。"
        raise DataError(Problem("data.empty", what, "请重新导出数据。", Place(name)))
    start = header_row(head)
    width = len(head[start])
    for index in range(start):  # a title above the header may fill fewer cells
        head[index] = (head[index] + [""] * width)[:width]
    columns: list[list[str]] = [[] for _ in range(width)]
    shared = [_Shared() for _ in range(width)]
    wrong: dict[int, int] = {}
    block, done = head, 0
    while block:
        if set(map(len, block)) != {width}:
            _even_out(block, done, width, wrong)
        for column, share, cells in zip(columns, shared, zip(*block, strict=True), strict=True):
            column.extend(map(share.__getitem__, cells))
        done += len(block)
        if done - start - 1 > MAX_ROWS:
            what = f"数据超过{MAX_ROWS}行的上限。"
            raise DataError(Problem("data.too_many_rows", what, "请分成几个文件。", Place(name)))
        block = _block(reader, done, name) if done >= _BLOCK else []
    if wrong:
        problems = _width_problems(wrong, width, done - start - 1, (name, separator))
        raise DataError(capped(problems))
    return columns


def _block(reader: Iterator[list[str]], done: int, name: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        rows.extend(islice(reader, _BLOCK))
    except csv.Error as error:
        hint = "请检查这一行及上面的英文双引号是否成对；内容中的双引号要写两个。"
        what = "引号不配对，无法分列。"
        if "larger than" in str(error):
            what = f"有一个单元格超过{_FIELD_LIMIT}个字符，多半是引号不配对。"
        place = Place(name, row=done + len(rows) + 1)
        raise DataError(Problem("data.quotes", what, hint, place)) from None
    return rows


def _even_out(block: list[list[str]], done: int, width: int, wrong: dict[int, int]) -> None:
    """Fill blank lines; note rows of a wrong width (row number -> width) and cut them."""
    for index, row in enumerate(block):
        if len(row) != width:
            if any(map(str.strip, row)):
                wrong[done + index + 1] = len(row)
            block[index] = (row + [""] * width)[:width]


def _width_problems(
    wrong: Mapping[int, int], width: int, rows: int, file: tuple[str, str]
) -> list[Problem]:
    name, separator = file
    word = _SEPARATOR_NAMES[separator]
    if len(wrong) == rows > 1 and len(set(wrong.values())) == 1:
        what = f"表头有{width}列，而每一行数据都是{next(iter(wrong.values()))}列，列会错位。"
        hint = "请核对表头是否少（或多）一列，然后重新导出。"
        return [Problem("data.field_count", what, hint, Place(name, row=next(iter(wrong))))]
    hint = f"请检查这一行的{word}和引号：内容里有{word}的单元格须用英文双引号包住。"
    return [
        Problem(
            "data.field_count",
            f"这一行有{size}个单元格，表头有{width}个。",
            hint,
            Place(name, row=row),
        )
        for row, size in wrong.items()
    ]


def _separator(text: str, wanted: Sequence[str]) -> str:
    """Return the separator under which most wanted columns are found, then most fields.

    The decision looks at the first lines only; quoted parts do not count. What does not part
    the header separates nothing: a file of one column may hold 停电多，来得慢.
    """
    head = text[:100_000].lstrip("\r\n")
    lines = head.splitlines()[:5]
    candidates = [s for s in SEPARATORS if any(s in _QUOTED.sub("", line) for line in lines)]
    best, best_score = ",", (-1, -1)
    if "," not in candidates:
        candidates.insert(0, ",")  # as one column
    for separator in candidates:
        try:
            reader = csv.reader(io.StringIO(head, newline=""), delimiter=separator)
            rows = [row for row, _ in zip(reader, range(5), strict=False)]
        except csv.Error:
            continue
        if not rows:
            continue
        start = header_row(rows)
        header = rows[start]
        if separator != "," and not _parts(rows[start:]):
            continue
        score = (matched_count(header, wanted), len(header))
        if separator == "，" and start and not score[0]:  # prose below a header, not a title
            continue
        if score > best_score:
            best, best_score = separator, score
    return best


def _parts(rows: Sequence[Sequence[str]]) -> bool:
    """Tell whether a separator parts the header, and at least half of the rows in the same way."""
    header, *others = (len(row) for row in rows if any(map(str.strip, row)))
    return header > 1 and 2 * others.count(header) >= len(others)


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
    if guess := _utf16_without_mark(raw[:4000]):
        return guess
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


def _utf16_without_mark(sample: bytes) -> str:
    """Separators and line ends of UTF-16 have their zero byte always on the same side."""
    low, high = sample[0::2].count(0), sample[1::2].count(0)
    if low + high < max(2, sample.count(b"\n")) or (low and high):
        return ""
    return "utf-16-le" if high else "utf-16-be"
