"""Finding the columns a project uses in the headers of a file.

A header is matched by its whole name, never by a part of it: exactly; then after
white space, HTML tags and full-width forms are levelled; then without a leading
question number and trailing marks such as （必填）, if only one header fits.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from ...errors import Problem
from ..model import Project
from ..nearest import listing, nearest
from .clean import clean_text
from .table import Table, cell_text, is_blank, letter

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"^(?:[Qq]?\d{1,3}|第\d{1,3}题)(?:[、:：_)）]|[.．](?!\d))\s*")
_MARKS = "必填|选填|单选|多选|单选题|多选题|填空|填空题|评分题|量表题|矩阵题|排序题|必答|选答"
_MARK = re.compile(rf"(?:[(（【\[](?:{_MARKS})[)）】\]]|\*)+$")


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


def level(text: str) -> str:
    """Return a header with tags, white space and full-width forms levelled."""
    plain = html.unescape(_TAG.sub("", text))
    return _SPACE.sub("", unicodedata.normalize("NFKC", clean_text(plain)))


def bare(text: str) -> str:
    """Return a levelled header without its question number and marks like (必填)."""
    return unnumbered(level(text))


def unnumbered(text: str) -> str:
    """Return a header as it is printed: without its question number and marks like (必填)."""
    return _MARK.sub("", _NUMBER.sub("", text)).strip() or text


def simple_headers(row: Iterable[object]) -> list[Header]:
    """Return the headers of a single header row."""
    texts = [clean_text(cell_text(cell)) for cell in row]
    return [Header(index, shown(text), (text,)) for index, text in enumerate(texts)]


def shown(text: str) -> str:
    """Return a header for messages: without HTML, on one line."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def matched_count(row: Sequence[object], wanted: Iterable[str]) -> int:
    """Return how many wanted columns a header row may hold; for sniffing only."""
    present = {form for cell in row for form in (level(cell_text(cell)), bare(cell_text(cell)))}
    return sum(level(name) in present for name in wanted)


def match(
    table: Table, headers: Sequence[Header], wanted: Mapping[str, str]
) -> tuple[dict[str, Header], list[Problem]]:
    """Return wanted name -> header, and an error for each name absent or ambiguous."""
    forms = (
        _index(headers, lambda name: name),
        _index(headers, level),
        _index(headers, bare),
    )
    found: dict[str, Header] = {}
    problems: list[Problem] = []
    for name, use in wanted.items():
        keys = (clean_text(name), level(name), level(name))
        fits = next((i for form, key in zip(forms, keys, strict=True) if (i := form.get(key))), [])
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


def _index(headers: Sequence[Header], form: Callable[[str], str]) -> dict[str, list[int]]:
    index: dict[str, list[int]] = {}
    for number, header in enumerate(headers):
        for key in dict.fromkeys(form(name) for name in header.names):
            if key:
                index.setdefault(key, []).append(number)
    return index
