"""Workbooks, .xlsx and .xls, by python-calamine; only the sheet that is used."""

from __future__ import annotations

from collections.abc import Sequence

from ...errors import DataError, Place, Problem
from ..nearest import did_you_mean, listing, quote
from .calamine_sheet import Sheet, load_sheet, load_sheet_in_child
from .headers import header_row, matched_count
from .table import HEADROOM, MAX_ROWS, Table, is_blank
from .xlsx_formats import hidden_rows, percent_cells, percent_styles, percent_text
from .xlsx_parts import cell_faults, check_extent, failure, open_parts

_ZIP = b"PK\x03\x04"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_LOCKED = "工作簿设有密码，无法读取。"
_MOST_ROWS = 5  # hidden ones that are named
_MOST_SHEETS = 12  # that are looked into for a column
_PASSWORD_HINT = "请在 Excel 中取消密码（文件—信息—保护工作簿）后保存再试。"


def read_workbook(
    raw: bytes, name: str, digest: str, wanted: str, columns: Sequence[str] = ()
) -> Table:
    """Return the sheet called ``wanted``, or the first visible one; raises DataError.

    ``columns`` may be asked for: where the sheet is empty, they tell which other was meant.
    """
    loaded, faults, hidden = _load(raw, name, wanted)
    notes = _check_choice(loaded["sheets"], wanted, name)
    if not raw.startswith(_ZIP):
        what = "旧格式 .xls 中的公式错误（如 #DIV/0!）无法识别，会按空白处理。"
        hint = "如有公式，请另存为 XLSX。"
        notes.append(Problem("data.old_format", what, hint, Place(name), "note"))
    sheet, rows = loaded["name"], loaded["rows"]
    others = tuple(one for one, is_visible in loaded["sheets"] if is_visible and one != sheet)
    while rows and all(map(is_blank, rows[-1])):
        rows.pop()
    if not rows:
        what = "工作表里没有内容。"
        hint = other_sheets(raw, name, others, columns) or "请核对工作表名称。"
        raise DataError(Problem("data.empty", what, hint, Place(name, sheet)))
    if len(rows) > MAX_ROWS + HEADROOM:
        raise failure(
            name, "data.too_many_rows", f"数据超过{MAX_ROWS}行的上限。", "请分成几个文件。"
        )
    if shown := _hidden_note([row for row in hidden if row < len(rows)], Place(name, sheet)):
        notes.append(shown)
    merged = tuple((top, left, bottom, right) for top, left, bottom, right in loaded["merged"])
    columns_of = tuple(zip(*rows, strict=True))
    return Table(name, sheet, digest, columns_of, merged, faults, tuple(notes), others)


def other_sheets(raw: bytes, name: str, others: Sequence[str], wanted: Sequence[str]) -> str:
    """Return a sentence that names the other sheets, or the one that holds wanted columns."""
    if not others:
        return ""
    found: tuple[str, list[str]] = ("", [])
    for sheet in others[:_MOST_SHEETS]:
        try:
            rows = _load(raw, name, sheet)[0]["rows"][:HEADROOM]
        except DataError:
            continue
        if rows:
            header = rows[header_row(rows)]
            held = [column for column in wanted if matched_count(header, [column])]
            found = max(found, (sheet, held), key=lambda pair: len(pair[1]))
    if found[1]:
        named, shown = quote(found[0], 31), listing(found[1], 3)
        return f"工作表{named}里有{shown}列，请用 sheet 写明这个工作表。"
    return f"另有工作表{listing(others)}，数据在其中的，请用 sheet 写明。"


def _hidden_note(rows: Sequence[int], place: Place) -> Problem | None:
    if not rows:
        return None
    listed = "、".join(str(row + 1) for row in rows[:_MOST_ROWS])
    more = "等" if len(rows) > _MOST_ROWS else ""
    what = f"有{len(rows)}行在 Excel 中被隐藏或筛选掉（第{listed}行{more}），已一并计入。"
    return Problem("data.hidden_rows", what, "不应计入的，请删去后保存再试。", place, "note")


def _load(
    raw: bytes, name: str, wanted: str
) -> tuple[Sheet, dict[tuple[int, int], str], tuple[int, ...]]:
    """Return a sheet, what is wrong with its cells, and its hidden rows; raises DataError."""
    sheets: list[bytes] = []
    if raw.startswith(_ZIP):
        parts = open_parts(raw, name)

        def inspect(sheet: str) -> None:
            sheets.append(parts.sheet(sheet))
            check_extent(sheets[0], name, sheet)

        loaded = load_sheet(raw, wanted, inspect)
        percents = percent_styles(parts.styles())
    elif _ENCRYPTED in raw:
        raise failure(name, "data.password", _LOCKED, _PASSWORD_HINT)
    else:
        loaded, percents = load_sheet_in_child(raw, wanted), frozenset()
    if loaded["error"]:
        raise _refusal(loaded["error"], name)
    xml = sheets[0] if sheets else b""
    for row, column in percent_cells(xml, percents):
        cells = loaded["rows"][row] if row < len(loaded["rows"]) else []
        if column < len(cells) and isinstance(cells[column], float):
            cells[column] = percent_text(cells[column])
    return loaded, cell_faults(xml), hidden_rows(xml)


def _refusal(error: str, name: str) -> DataError:
    if error == "password":
        return failure(name, "data.password", _LOCKED, _PASSWORD_HINT)
    hint = "请用 Excel 或 WPS 打开，另存为新的 XLSX 文件再试。"
    return failure(name, "data.workbook", "工作簿已损坏，或不是 Excel 格式，无法读取。", hint)


def _check_choice(sheets: Sequence[tuple[str, bool]], wanted: str, name: str) -> list[Problem]:
    """Raise DataError if no sheet could be chosen; say which one was, if there are more."""
    visible = [sheet for sheet, is_visible in sheets if is_visible]
    place = Place(name)
    if wanted in visible:
        return []
    if wanted:
        is_hidden = any(sheet == wanted for sheet, _ in sheets)
        what = f"工作表“{wanted}”{'是隐藏的' if is_hidden else '不存在'}。"
        hint = "请在 Excel 中取消隐藏。" if is_hidden else did_you_mean(wanted, visible)
        hint = hint or f"可见的工作表有：{listing(visible)}。"
        raise DataError(Problem("data.sheet", what, hint, place))
    if not visible:
        what, hint = "工作簿里没有可见的工作表。", "请取消隐藏要用的工作表。"
        raise DataError(Problem("data.sheet", what, hint, place))
    if len(visible) == 1:
        return []
    what = f"使用第一个可见的工作表“{visible[0]}”；另有{listing(visible[1:])}没有读取。"
    hint = "如要用别的工作表，请在 [data] 中写 sheet。"
    return [Problem("data.sheet_chosen", what, hint, place, "note")]
