"""Finding the columns a project uses in the headers of a file.

A header is matched by its whole name, never by a part of it (:mod:`..header_names`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...errors import Problem
from ..header_names import HeaderNames, bare, level, shown
from ..model import Project
from ..nearest import listing, nearest
from .clean import clean_text
from .table import Table, cell_text, is_blank, letter


@dataclass(frozen=True, slots=True)
class Header:
    """One column's header: every text it may be called by, and the one shown."""

    index: int
    text: str
    names: tuple[str, ...]


def used_columns(project: Project) -> dict[str, str]:
    """Return column name -> what uses it, in the order of the project file."""
    data = project.data
    if data.entry == "scored":
        return {name: "得分表" for name in (data.unit, data.score, data.base) if name}
    used: dict[str, str] = {}
    for name, word in ((data.respondent, "受访者编号"), (data.weight, "样本权数")):
        if name:
            used.setdefault(name, word)
    for item in project.items:
        used.setdefault(item.column or item.name, f"题目“{item.name}”")
    for segment in project.segments:
        used.setdefault(segment.column or segment.name, f"分组“{segment.name}”")
    for question in project.open_questions:
        used.setdefault(question.column or question.name, f"开放题“{question.name}”")
    return used


def header_row(rows: Sequence[Sequence[object]]) -> int:
    """Return the index of the header: titles above it fill one cell only."""
    first = next((i for i, row in enumerate(rows) if not all(map(is_blank, row))), 0)
    for index in range(first, min(first + 5, len(rows))):
        if sum(not is_blank(cell) for cell in rows[index]) > 1:
            return index
    return first


def simple_headers(row: Iterable[object]) -> list[Header]:
    """Return the headers of a single header row."""
    texts = [clean_text(cell_text(cell)) for cell in row]
    return [Header(index, shown(text), (text,)) for index, text in enumerate(texts)]


def matched_count(row: Sequence[object], wanted: Iterable[str]) -> int:
    """Return how many wanted columns a header row may hold; for sniffing only."""
    present = {form for cell in row for form in (level(cell_text(cell)), bare(cell_text(cell)))}
    return sum(level(name) in present for name in wanted)


def match(
    table: Table, headers: Sequence[Header], wanted: Mapping[str, str]
) -> tuple[dict[str, Header], list[Problem]]:
    """Return wanted name -> header, and an error for each name absent or ambiguous."""
    names = HeaderNames([header.names for header in headers])
    found: dict[str, Header] = {}
    problems: list[Problem] = []
    for name, use in wanted.items():
        fits = names.find(name)
        if len(fits) == 1:
            found[name] = headers[fits[0]]
        elif fits:
            columns = listing(f"{letter(headers[i].index)}列 {headers[i].text[:30]}" for i in fits)
            what = f"有{len(fits)}列都叫“{name}”（{use}）：{columns}。"
            hint = "请把表头改成各不相同的名称，项目文件也相应改写。"
            problems.append(Problem("data.duplicate_header", what, hint, table.place()))
        else:
            near = nearest(name, [h.text for h in headers])
            hint = f"相近的表头有：{listing(near)}。" if near else ""
            hint += "请改正项目文件中的列名（column），或改正数据的表头。"
            what = f"找不到“{name}”列（{use}）。"
            problems.append(Problem("data.missing_column", what, hint, table.place()))
    return found, problems
