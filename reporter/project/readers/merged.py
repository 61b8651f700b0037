"""Cells merged down beside the rows they hold for: 网点 over the checks made there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ...errors import Problem
from .table import Area, Table, cell_text, is_blank, letter

_NUMBER = re.compile(r"[+-]?[\d,]*\.?\d+[%％]?")


def filled_down(table: Table, kept: Sequence[int]) -> tuple[Table, tuple[Problem, ...]]:
    """Return the table with words of merged cells in all rows they stand for, and notes on it.

    Only words and dates that stand in one column are: a number merged over rows may be that of
    each of them or of all together, so such areas stay as they are and are refused when asked for.

    Args:
        table: the cells.
        kept: rows of data, in order.
    """
    data = set(kept)
    columns = [list(column) for column in table.columns] if table.merged else []
    left: list[Area] = []
    filled: dict[int, list[Area]] = {}
    for area in sorted(table.merged):
        top, first, bottom, last = area
        word = table.columns[first][top] if top < table.height and first == last else ""
        if top not in data or is_blank(word) or _NUMBER.fullmatch(cell_text(word).strip()):
            left.append(area)
            continue
        for row in range(top + 1, min(bottom, table.height - 1) + 1):
            columns[first][row] = word
        filled.setdefault(first, []).append(area)
    if not filled:
        return table, ()
    notes = tuple(_note(table, filled[column]) for column in sorted(filled))
    return replace(table, columns=tuple(columns), merged=tuple(left)), notes


def _note(table: Table, areas: Sequence[Area]) -> Problem:
    top, column, bottom, _ = areas[0]
    shown = f"{letter(column)}{top + 1}:{letter(column)}{bottom + 1}"
    count = f"等{len(areas)}处" if len(areas) > 1 else ""
    what = f"合并单元格{shown}{count}所含各行都按左上角的文字读入。"
    return Problem("data.merged_filled", what, "", table.place(), "note")
