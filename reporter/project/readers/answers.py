"""A table -> responses: columns found, rows kept, texts cleaned, respondents unique."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import cast

from ...errors import DataError, Problem
from ..header_names import level, loose_bare
from ..load import OpenedProject
from ..nearest import listing
from ..responses import Responses
from ..study_columns import columns_of_studies
from .clean import clean_column
from .header_rows import header_rows, joined_headers
from .headers import Header, header_row, match, used_columns
from .private_use import private_cells
from .table import Area, Table, capped, cell_text, is_blank, letter
from .totals import without_totals

_SCIENTIFIC = re.compile(r"\d(\.\d+)?[Ee]\+\d+")


def build_responses(opened: OpenedProject, table: Table) -> Responses:
    """Return the responses in a table; raises DataError with all problems found."""
    data = opened.model.data
    start = header_row(table.top())
    count = header_rows(table, start, data.header_rows)
    headers = joined_headers(table, start, count)
    found, problems = match(table, headers, used_columns(opened.model))
    filled, notes = _kept_rows(table, start + count)
    kept, totals = without_totals(table, filled)
    notes += [problem for problem in totals if problem.severity == "note"]
    if not kept:
        what = "只有表头，没有数据行。" if headers else "没有数据。"
        problems.append(Problem("data.empty", what, "请重新导出数据。", table.place()))
    problems = _with_sheets(table, problems, used_columns(opened.model))
    used = {header.index: header.text for header in found.values()}
    problems += [problem for problem in totals if problem.severity == "error"]
    problems += bad_cells(table, used, start + count, set(filled) - set(kept))
    private = _private_cells(opened, table, found, start)
    problems += [problem for problem in private if problem.severity == "error"]
    if problems:
        raise DataError(capped(problems))
    columns, dirty = _columns(table, found, kept)
    notes += [*table.problems, *capped(private), *_dirty_note(table, dirty)]
    read = len(kept)
    kept, columns, more = _without_duplicates(opened, table, kept, columns)
    notes += more
    dropped = tuple(h.text for h in headers if h not in found.values() and h.text)
    notes += _dropped_note(table, dropped, data.ignore, columns_of_studies(opened.model))
    return Responses(
        entry="scores" if data.entry == "scores" else "answers",
        source=table.source,
        sheet=table.sheet,
        sha256=table.sha256,
        columns=MappingProxyType(columns),
        row_numbers=tuple([index + 1 for index in kept]),
        dropped_columns=dropped,
        problems=tuple(notes),
        headers=MappingProxyType({name: header.text for name, header in found.items()}),
        rejected=read - len(kept),
    )


def _with_sheets(table: Table, problems: list[Problem], wanted: Iterable[str]) -> list[Problem]:
    """Add to the first problem what other sheets of the workbook hold."""
    if not problems or not (said := table.elsewhere(wanted)):
        return problems
    first, *others = problems
    return [replace(first, hint=f"{first.hint}{said}"), *others]


def _kept_rows(table: Table, first: int) -> tuple[list[int], list[Problem]]:
    if not table.columns:
        return [], []
    lead, *others = table.columns
    # The first cell of a row is rarely blank: looking there first saves most of the work.
    kept = [
        i
        for i in range(first, table.height)
        if not is_blank(lead[i]) or not all(is_blank(column[i]) for column in others)
    ]
    end = kept[-1] + 1 if kept else first
    blank = end - first - len(kept)  # blank rows after the last answer do not matter
    if not blank:
        return kept, []
    what = f"跳过了{blank}个空白行。"
    return kept, [Problem("data.blank_rows", what, "", table.place(), "note")]


def _columns(
    table: Table, found: Mapping[str, Header], kept: Sequence[int]
) -> tuple[dict[str, tuple[str, ...]], int]:
    columns: dict[str, tuple[str, ...]] = {}
    dirty = 0
    for name, header in found.items():
        column = table.columns[header.index]
        values = list(map(column.__getitem__, kept))
        if set(map(type, values)) - {str}:
            values = list(map(cell_text, values))
        columns[name], count = clean_column(cast(list[str], values))
        dirty += count
    return columns, dirty


def bad_cells(
    table: Table, used: Mapping[int, str], first: int, unread: Container[int] = ()
) -> list[Problem]:
    """Return errors for cells without a trustworthy value, in columns index -> header.

    Cells above row ``first``, and in rows that are ``unread``, do not matter. Merged areas of a
    column are one problem: they have one cause.
    """
    problems = [
        Problem("data.bad_cell", f"单元格{letter(column)}{row + 1}{what}", hint, place)
        for (row, column), what in sorted(table.faults.items())
        if row >= first and column in used and row not in unread
        for place in [table.place(row, used[column])]
        for hint in ["请在 Excel 中改正并保存后再试。"]
    ]
    merged: dict[int, list[Area]] = {}
    for area in sorted(table.merged):
        top, left, bottom, right = area
        touched = next((column for column in range(left, right + 1) if column in used), None)
        if bottom >= first and touched is not None and top not in unread:
            merged.setdefault(touched, []).append(area)
    return [*problems, *(_merged(table, used[at], first, merged[at]) for at in sorted(merged))]


def _merged(table: Table, header: str, first: int, areas: Sequence[Area]) -> Problem:
    top, left, bottom, right = areas[0]
    shown = f"{letter(left)}{top + 1}:{letter(right)}{bottom + 1}"
    count = f"等{len(areas)}处" if len(areas) > 1 else ""
    what = f"数据区有合并单元格{shown}{count}，合并后只有左上角有值。"
    hint = "请取消合并并填满各单元格。"
    return Problem("data.merged", what, hint, table.place(max(top, first), header))


def _private_cells(
    opened: OpenedProject, table: Table, found: Mapping[str, Header], first: int
) -> list[Problem]:
    """Private-use characters; those of segments stand in names, which no report may shorten."""
    columns = list(dict.fromkeys((header.index, header.text) for header in found.values()))
    segments = (segment.column or segment.name for segment in opened.model.segments)
    names = {found[column].index for column in segments if column in found}
    return private_cells(table, columns, first, names)


def _dirty_note(table: Table, dirty: int) -> list[Problem]:
    if not dirty:
        return []
    what = f"在{dirty}个单元格中删去了看不见的控制字符。"
    return [Problem("data.cleaned", what, "", table.place(), "note")]


def _dropped_note(
    table: Table, dropped: Sequence[str], ignored: Iterable[str], of_studies: Iterable[str]
) -> list[Problem]:
    read = {loose_bare(name) for name in of_studies}
    known = {level(name) for name in ignored}
    told = [name for name in dropped if level(name) not in known and loose_bare(name) not in read]
    if not told:
        return []
    what = f"有{len(told)}列没有用到：{listing(told, len(told))}。"
    hint = "如属正常，可写入 [data] 的 ignore 以不再提示。"
    return [Problem("data.unused_columns", what, hint, table.place(), "note")]


def _without_duplicates(
    opened: OpenedProject,
    table: Table,
    kept: list[int],
    columns: dict[str, tuple[str, ...]],
) -> tuple[list[int], dict[str, tuple[str, ...]], list[Problem]]:
    """Apply the project's rule for repeated respondents."""
    name, policy = opened.model.data.respondent, opened.model.data.duplicates
    if not name:
        return kept, columns, []
    ids = columns[name]
    notes = _id_notes(table, name, ids)
    counts = Counter(ids)
    twice: dict[str, list[int]] = {key: [] for key, count in counts.items() if count > 1 and key}
    if not twice:
        return kept, columns, notes
    for position, key in enumerate(ids):
        if key in twice:
            twice[key].append(position)
    if policy == "error":
        raise DataError(capped(_duplicate_problems(table, name, kept, twice)))
    chosen = 0 if policy == "first" else -1
    left_out = {p for positions in twice.values() for p in positions} - {
        positions[chosen] for positions in twice.values()
    }
    stay = [position for position in range(len(ids)) if position not in left_out]
    word = "第一" if policy == "first" else "最后一"
    what = f"有{len(twice)}个受访者重复，各保留{word}行，删去{len(left_out)}行。"
    place = table.place(column=name)
    notes.append(Problem("data.duplicates_removed", what, "", place, "warning"))
    columns = {key: tuple([texts[p] for p in stay]) for key, texts in columns.items()}
    return [kept[p] for p in stay], columns, notes


def _duplicate_problems(
    table: Table, name: str, kept: Sequence[int], twice: Mapping[str, Sequence[int]]
) -> list[Problem]:
    hint = '请删去多余的行，或在 [data] 中写 duplicates = "first"（或 "last"）。'
    problems = []
    for positions in twice.values():
        rows = [str(kept[p] + 1) for p in positions]
        listed = "、".join(rows[:8]) + (f"等{len(rows)}" if len(rows) > 8 else "")
        # The number itself may be a telephone number: rows are enough to find it.
        what = f"第{listed}行的受访者编号相同。"
        place = table.place(kept[positions[1]], name)
        problems.append(Problem("data.duplicate_respondent", what, hint, place))
    return problems


def _id_notes(table: Table, name: str, ids: Sequence[str]) -> list[Problem]:
    notes = []
    place = table.place(column=name)
    if blank := sum(not key for key in ids):
        what = f"有{blank}行没有受访者编号，无法查重。"
        notes.append(Problem("data.blank_id", what, "请补全编号。", place, "warning"))
    if changed := sum("+" in key and bool(_SCIENTIFIC.fullmatch(key)) for key in ids):
        what = f"有{changed}个受访者编号被 Excel 改成了科学记数（如 1.38E+10），末位已丢失。"
        hint = "请从原平台重新导出，或先把该列设为文本格式。"
        notes.append(Problem("data.scientific_id", what, hint, place, "warning"))
    return notes
