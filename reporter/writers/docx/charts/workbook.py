"""The workbook that 编辑数据 opens: one sheet, written in memory, the same bytes every time."""

from __future__ import annotations

import io
from datetime import datetime
from typing import TYPE_CHECKING, Any

from .cells import SHEET, Cells, Column, number_text

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

_CREATED = datetime(2000, 1, 1)  # no clock: the report has its own date
_FONT = {"font_name": "宋体", "font_size": 11}
_LEAST, _MOST = 10.0, 44.0  # widths of columns, in digits


class _Short(float):
    """A number written as the chart caches it; the library would make 86.6 86.59999999999999."""

    def __format__(self, _spec: str) -> str:
        return number_text(float(self))


def write_workbook(cells: Cells) -> bytes:
    """Return the sheet as XLSX; columns that only place marks are grey."""
    from xlsxwriter import Workbook  # a file without native charts needs no workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    book.set_properties({"created": _CREATED})
    book.formats[0].set_font_name(_FONT["font_name"])
    book.formats[0].set_font_size(_FONT["font_size"])
    sheet = book.add_worksheet(SHEET)
    formats: dict[tuple[str, bool, bool], Any] = {}

    def look(code: str, helper: bool, head: bool = False) -> Any:
        key = (code, helper, head)
        if key not in formats:
            wanted: dict[str, Any] = {**_FONT, "num_format": code}
            if helper:
                wanted["font_color"] = "#808080"
            if head:
                wanted |= {"bold": True, "bottom": 1, "align": "center"}
            formats[key] = book.add_format(wanted)
        return formats[key]

    for i, column in enumerate(cells.columns):
        sheet.set_column(i, i, _width(column))
        sheet.write_string(0, i, column.header, look("General", column.helper, True))
        _write_column(sheet, i, column, [look(code, column.helper) for code in column.codes])
    sheet.freeze_panes(1, 1)
    book.close()
    return buffer.getvalue()


def _write_column(sheet: Worksheet, index: int, column: Column, looks: list[Any]) -> None:
    for row, value in enumerate(column.values):
        formula = column.formulas[row] if column.formulas else ""
        if formula:
            sheet.write_formula(row + 1, index, formula, looks[row], value)
        elif isinstance(value, float):
            sheet.write_number(row + 1, index, _Short(value), looks[row])
        elif value:
            sheet.write_string(row + 1, index, value, looks[row])


def _width(column: Column) -> float:
    texts = [column.header, *(v for v in column.values if isinstance(v, str))]
    widest = max(max(len(line.encode("gbk", "replace")) for line in t.split("\n")) for t in texts)
    return min(max(widest + 2.0, _LEAST), _MOST)
