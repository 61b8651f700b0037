"""Headers of more than one row: merged cells, and platforms that write two or three."""

from __future__ import annotations

from collections.abc import Sequence

from ..header_names import shown
from .clean import clean_text
from .headers import Header, simple_headers
from .table import Table, cell_text, is_blank

MOST_ROWS = 3
JOINT = "—"
_IMPORT_ID = '{"ImportId"'


def header_rows(table: Table, start: int, declared: int = 0) -> int:
    """Return how many rows the header has; ``declared`` (not 0) wins over recognition."""
    if declared:
        return declared
    rows = [table.row(i) for i in range(start, min(start + MOST_ROWS, table.height))]
    for index, row in enumerate(rows):  # Qualtrics: names, texts, {"ImportId": ...}
        if index and str(row[0]).startswith(_IMPORT_ID):
            return index + 1
    if len(rows) > 1 and is_blank(rows[1][0]) and _is_surveymonkey(rows[1]):
        return 2
    return min(_merged_header(table, start) - start + 1, MOST_ROWS)


def _merged_header(table: Table, start: int) -> int:
    """Return the last header row that merged cells speak for.

    Cells merged downwards say so themselves. A title merged across has its members in
    the row below, unless that row fills the other columns too: then it is data.
    """
    areas = [area for area in table.merged if area[0] == start]
    bottom = max((area[2] for area in areas), default=start)
    grouped = {c for _, left, _, right in areas for c in range(left, right + 1) if right > left}
    if bottom > start or not grouped or start + 1 >= table.height:
        return bottom
    titles, below = table.row(start), table.row(start + 1)
    others = [c for c in range(len(titles)) if c not in grouped and not is_blank(titles[c])]
    return start + 1 if all(is_blank(below[c]) for c in others) else start


def _is_surveymonkey(row: Sequence[object]) -> bool:
    return any(cell in ("Response", "Open-Ended Response") for cell in row)


def joined_headers(table: Table, start: int, count: int) -> list[Header]:
    """Return headers whose parts from top to bottom are joined by “—”.

    A column may be called by the joined text or by any one of its parts.
    """
    if count == 1:
        return simple_headers(table.row(start))
    parts = header_parts(table, start, count)
    headers = []
    for index, column in enumerate(parts):
        text = JOINT.join(column)
        headers.append(Header(index, shown(text), tuple(dict.fromkeys((text, *column)))))
    return headers


def header_parts(table: Table, start: int, count: int) -> list[tuple[str, ...]]:
    """Return for each column its header texts from top to bottom, blanks and repeats out.

    Group titles are spread over their merged area; where a row has no merged areas, over
    the blank cells to the right that have something below them.
    """
    rows = [
        [clean_text(cell_text(cell)) for cell in table.row(index)]
        for index in range(start, min(start + count, table.height))
    ]
    for depth, row in enumerate(rows[:-1]):
        areas = [a for a in table.merged if a[0] == start + depth and a[3] > a[1]]
        for _top, left, _bottom, right in areas:
            row[left : right + 1] = [row[left]] * (right + 1 - left)
        if not areas:
            for column in range(1, len(row)):
                if not row[column] and any(below[column] for below in rows[depth + 1 :]):
                    row[column] = row[column - 1]
    return [
        tuple(dict.fromkeys(t for t in column if t and not t.startswith(_IMPORT_ID)))
        for column in zip(*rows, strict=True)
    ]
