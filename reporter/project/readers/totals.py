"""Rows of totals and remarks below the data, as Excel users write them: no data of their own.

One rule for all readers of rows: at the end they are left out and named; a total among the
data is an error, as nobody can tell whether it is meant to be counted.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from ...errors import Problem
from ..header_names import level
from ..nearest import quote
from .table import Table, cell_text, is_blank

_SUMS = frozenset(
    "合计 总计 小计 共计 总合计 平均 均值 平均值 平均数 平均分 总平均 合计/平均 总体平均".split()
)
_BELOW = _SUMS | frozenset("标准差 方差 最大值 最小值 最高分 最低分 中位数 占比 总体".split())
# 2025年合计, 一季度小计, 全市平均: the total of what is named before it
_SUM_OF = re.compile(
    r".+(?:合计|小计|总计|共计|累计)|(?:\d{2,4}年?度?)?全年(?:平均|均值)?|"
    r"(?:\d{2,4}年度?|[上下]半年|[一二三四1-4]季度|全[市省县区部体]).*(?:平均|均值)"
)
_LAST_ROWS = 3  # that may be totals: 合计, 平均, 标准差
_LEADING = 3  # columns in which a total among the data may stand: 序号, 网点, 项目
_REMARK = re.compile(
    r"(?:注|备注|说明|填表说明|资料来源|数据来源|制表人?|填表人?|审核人?|统计人|填报人)\d*[:：]"
)
_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+%?\S{0,2}|[-—/*]+")


def without_totals(table: Table, kept: Sequence[int]) -> tuple[list[int], list[Problem]]:
    """Return the rows that are data, and what is to be said of the others.

    A row is one of totals where its first text is such a word and its other cells are blank or
    numbers. Problems are notes for rows at the end, errors for what cannot be told.

    Args:
        table: the cells.
        kept: 0-based rows below the header that are not blank, in order.
    """
    rows = list(kept)
    if len(table.columns) < 2:  # the word may be an answer there
        return rows, []
    notes: list[Problem] = []
    errors: list[Problem] = []
    remarks, totals = 0, 0
    while len(rows) > 1 and remarks + totals < 2 * _LAST_ROWS:
        row = rows[-1]
        name, others = _first_text(table, row)
        if _is_total(name, _BELOW) and totals < _LAST_ROWS:
            wrong = next((text for text in others if not _NUMBER.fullmatch(text)), "")
            if wrong and name != "总体" and not errors:
                errors.append(_unclear(table, row, name, wrong))
            if wrong:
                break
            totals += 1
        elif not others and not totals and _REMARK.match(_plain(name)):
            remarks += 1
        else:
            break
        kind = "表下的说明" if _REMARK.match(_plain(name)) else "汇总行"
        what = f"第{row + 1}行{quote(name)}是{kind}，不是数据，未计入。"
        notes.append(Problem("data.totals_left_out", what, "", table.place(), "note"))
        rows.pop()
    data = rows[:-1] if errors else rows
    return rows, [*errors, *_among_data(table, data), *reversed(notes)]


def _among_data(table: Table, rows: Sequence[int]) -> Iterator[Problem]:
    places = {
        row
        for column in table.columns[:_LEADING]
        if _has_total(column)
        for row in rows
        if _is_total(cell_text(column[row]), _SUMS)
    }
    for row in sorted(places):
        name, others = _first_text(table, row)
        if _is_total(name, _SUMS) and all(_NUMBER.fullmatch(text) for text in others):
            what = f"{quote(name)}夹在数据当中，会被当成一行数据。"
            hint = "请删去合计、小计、平均等行，只留原始数据；报告自己会算。"
            yield Problem("data.totals_row", what, hint, table.place(row))


def _has_total(column: Sequence[object]) -> bool:
    short = {text for text in column if isinstance(text, str) and len(text) < 12}
    return any(_is_total(text, _SUMS) for text in short)


def _unclear(table: Table, row: int, name: str, wrong: str) -> Problem:
    what = f"最后的{quote(name)}行里有文字{quote(wrong)}，分不清是合计还是数据。"
    hint = "是合计的，请删去这一行；是数据的，请改正第一格的名称。"
    return Problem("data.totals_row", what, hint, table.place(row))


def _first_text(table: Table, row: int) -> tuple[str, list[str]]:
    """Return the first cell that is no number, and the other cells that are not blank."""
    texts = [cell_text(cell) for cell in table.row(row) if not is_blank(cell)]
    others = [_plain(text) for text in texts]
    named = (
        i for i, text in enumerate(others) if not _NUMBER.fullmatch(text) or _SUM_OF.fullmatch(text)
    )
    first = next(named, None)
    if first is None:
        return "", others
    return texts[first], others[:first] + others[first + 1 :]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _is_total(text: str, words: frozenset[str]) -> bool:
    name = level(text).rstrip(":：")
    return name in words or bool(_SUM_OF.fullmatch(name))
