"""Reading single cells of a score sheet: numbers, names, and what is wrong with them."""

from __future__ import annotations

import re

from ...errors import Problem
from ..header_names import level
from ..model import DataInfo
from ..nearest import quote
from .clean import clean_text
from .table import Area, Table, cell_text, letter

_NUMBER = re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)")
_NO_VALUE = {"-", "--", "—", "——", "/", "*", "无", "N/A", "n/a"}
_FOOTNOTE = re.compile(r"^(?:注|备注|说明|资料来源|数据来源)\s*\d*[:：]")


class CellReader:
    """Reads cells of one table and collects problems instead of stopping."""

    def __init__(self, table: Table, data: DataInfo, highest: float) -> None:
        self.table = table
        self.data = data
        self.highest = highest
        self.problems: list[Problem] = []
        self._totals = {level(name) for name in data.total_rows}
        self._overall = {level(name) for name in (*data.total_columns, *data.total_rows)}
        self._no_value = _NO_VALUE | set(data.missing)
        self._areas = {
            (row, column): area
            for area in table.merged
            for row in range(area[0], min(area[2], table.height - 1) + 1)
            for column in range(area[1], area[3] + 1)
        }

    def text(self, row: int, column: int | None) -> str:
        """Return a name or word; a merged area gives its word to all of its cells."""
        if column is None:
            return ""
        area: Area | None = self._areas.get((row, column))
        if area is not None:
            row, column = area[:2]
        return clean_text(cell_text(self.table.columns[column][row]))

    def unit_text(self, row: int, column: int) -> str:
        """Return the unit as written; 合计 may stand to the left, under a serial number."""
        name = self.text(row, column)
        if not name:
            left = (self.text(row, other) for other in range(column))
            name = next((text for text in left if level(text) in self._totals), "")
        return name

    def unit(self, name: str) -> str:
        """Return the unit's name, "" for rows of the whole."""
        return "" if level(name) in self._totals else name

    def is_overall(self, name: str) -> bool:
        """Tell whether an indicator name means the overall score."""
        return level(name) in self._overall

    def is_footnote(self, name: str) -> bool:
        """Tell whether a row is a remark below the table."""
        return bool(_FOOTNOTE.match(name))

    def score(self, row: int, column: int | None, header: str, what: str = "得分") -> float | None:
        """Return a score between 0 and the highest points, or None if none is given."""
        value = self.number(row, column, header, what)
        if value is not None and not 0 <= value <= self.highest:
            sentence = f"{what}{value:g}超出0～{self.highest:g}的范围。"
            hint = "请改正；如果量表的满分不同，请用 [[scales]] 写明。"
            self._add("data.out_of_range", sentence, hint, (row, header))
            return None
        return value

    def weight(self, row: int, column: int | None, header: str) -> float | None:
        """Return a weight as a share 0-1; 30% and 30 (of 100) are understood."""
        if column is None:
            return None
        text = self.text(row, column)
        is_percent = text.endswith(("%", "％"))
        value = self._parsed(text.rstrip("%％"), (row, column), header, "权重")
        if value is None:
            return None
        value = value / 100 if is_percent or value > 1 else value
        if not 0 <= value <= 1:
            hint = "请写0～1之间的小数，或百分数。"
            self._add("data.out_of_range", f"权重{quote(text)}超出范围。", hint, (row, header))
            return None
        return value

    def base(self, row: int, column: int | None, header: str) -> int | None:
        """Return a base size: a whole number of respondents, or None if none is given."""
        value = self.number(row, column, header, "样本量")
        if value is not None and (value < 0 or not value.is_integer()):
            sentence = f"样本量{value:g}不是非负整数。"
            self._add("data.out_of_range", sentence, "请改正。", (row, header))
            return None
        return None if value is None else int(value)

    def number(self, row: int, column: int | None, header: str, what: str) -> float | None:
        """Return a number, None if blank; a fault of the cell becomes a problem."""
        if column is None:
            return None
        area = self._areas.get((row, column))
        if area is not None and (row, column) != (area[0], area[1]):
            top_left = f"{letter(area[1])}{area[0] + 1}"
            sentence = f"{what}的单元格{letter(column)}{row + 1}与{top_left}合并，没有自己的值。"
            self._add("data.merged", sentence, "请取消合并并填满各单元格。", (row, header))
            return None
        return self._parsed(self.text(row, column), (row, column), header, what)

    def _parsed(self, text: str, cell: tuple[int, int], header: str, what: str) -> float | None:
        row, column = cell
        if fault := self.table.faults.get(cell):
            sentence = f"单元格{letter(column)}{row + 1}{fault}"
            hint = "请在 Excel 中改正并保存后再试。"
            self._add("data.bad_cell", sentence, hint, (row, header))
            return None
        text = text.removesuffix("分").strip()
        if text in self._no_value:
            return None
        if not _NUMBER.fullmatch(text):
            sentence = f"{what}应为数字，现在是{quote(text)}。"
            share = text.endswith(("%", "％")) and _NUMBER.fullmatch(text[:-1])
            hint = (
                f"是得分的，请写成{text[:-1]}，单元格不用百分比格式。" if share else "请改为数字。"
            )
            hint += "没有数据请留空。"
            self._add("data.not_a_number", sentence, hint, (row, header))
            return None
        return float(text)

    def _add(self, code: str, what: str, hint: str, where: tuple[int, str]) -> None:
        self.problems.append(Problem(code, what, hint, self.table.place(*where)))
