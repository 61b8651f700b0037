"""Private-use characters (自造字): what one machine drew for them, no other machine knows.

Unicode leaves U+E000-U+F8FF to everyone's own use. Names typed with 造字程序 hold such
characters, and pasted icons; a report cannot print them, so each is named with its place.
Those of the supplementary planes are kept: a font that a project adds may have them.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ...errors import Place, Problem, Severity
from .table import Table, letter

_PRIVATE = re.compile("[\ue000-\uf8ff]")
REMEDY = "请改用这个字在国家标准（GB 18030）中的编码，没有编码的改用常用的写法；图标请删去。"


def private_in(text: str) -> str:
    """Return the private-use characters of a text by their code points, "" for none."""
    found = dict.fromkeys(_PRIVATE.findall(text))
    return "、".join(f"U+{ord(char):04X}" for char in found)


def shown(text: str) -> str:
    """Return the start of a text for a message, with □ for its private-use characters."""
    return _PRIVATE.sub("□", " ".join(text.split()))[:20]


@dataclass(frozen=True, slots=True)
class _Cell:
    codes: str
    text: str
    name: str
    place: Place
    others: int = 0


def private_cells(
    table: Table, columns: Iterable[tuple[int, str]], first: int, names: Container[int]
) -> list[Problem]:
    """Return a problem for each private-use character of a column, at its first cell.

    Args:
        table: the cells.
        columns: index and header of those that are used.
        first: first row looked at, 0-based.
        names: indices of columns that a report prints as names: there it is an error, as
            a name that lost a character cannot be signed; elsewhere a warning.
    """
    problems = []
    for index, header in columns:
        severity: Severity = "error" if index in names else "warning"
        problems += [_problem(cell, severity) for cell in _cells(table, index, header, first)]
    return problems


def _cells(table: Table, index: int, header: str, first: int) -> Iterable[_Cell]:
    found: dict[str, _Cell] = {}
    for row, text, codes in _dirty(table.columns[index], first):
        known = found.get(codes)
        name = f"{letter(index)}{row + 1}"
        found[codes] = (
            replace(known, others=known.others + 1)
            if known
            else _Cell(codes, text, name, table.place(row, shown(header)))
        )
    return found.values()


def _dirty(column: Sequence[object], first: int) -> Iterator[tuple[int, str, str]]:
    """Yield row, text and codes; each different text is looked at once, as answers repeat."""
    texts = {text for text in set(column) if isinstance(text, str)}
    if not _PRIVATE.search("\n".join(texts)):  # as in nearly all columns
        return
    dirty = {text: codes for text in texts if (codes := private_in(text))}
    for row in range(first, len(column)):
        text = column[row]
        if isinstance(text, str) and text in dirty:
            yield row, text, dirty[text]


def _problem(cell: _Cell, severity: Severity) -> Problem:
    others = f"，另有{cell.others}格也有" if cell.others else ""
    fate = "，名称印不出来" if severity == "error" else "，已删去"
    what = f"单元格{cell.name}“{shown(cell.text)}”中有自造字（{cell.codes}）{others}{fate}。"
    return Problem("data.private_character", what, REMEDY, cell.place, severity)
