"""Names, categories and values of series: references into the sheet with what it shows."""

from __future__ import annotations

from ..markup import escape
from .cells import Cells, Content, number_text


def series_head(index: int, cells: Cells, column: int, row: int = -1) -> str:
    """Return ``c:idx``, ``c:order`` and the name of a series: a header, or a cell of a row."""
    place = cells.area(column, range(row, row + 1))
    name = _text_cache([cells.read(column, row)])
    return (
        f'<c:idx val="{index}"/><c:order val="{index}"/>'
        f"<c:tx><c:strRef><c:f>{place}</c:f>{name}</c:strRef></c:tx>"
    )


def categories(cells: Cells, column: int = 0) -> str:
    """Return ``c:cat``: the names, which stand in the first column as a rule."""
    values = cells.columns[column].values
    inside = f"<c:f>{cells.area(column)}</c:f>{_text_cache(values)}"
    return f"<c:cat><c:strRef>{inside}</c:strRef></c:cat>"


def numbers(cells: Cells, column: int, tag: str = "val", row: int | None = None) -> str:
    """Return ``c:val``, ``c:xVal`` or ``c:yVal``: a column, or its cell of one ``row``."""
    found = cells.columns[column]
    rows = range(len(found.values)) if row is None else range(row, row + 1)
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{number_text(value)}</c:v></c:pt>'
        for i, at in enumerate(rows)
        if isinstance(value := found.values[at], float)
    )
    code = escape(next(iter(found.codes[rows.start : rows.stop]), "General"))
    cache = (
        f'<c:numCache><c:formatCode>{code}</c:formatCode><c:ptCount val="{len(rows)}"/>'
        f"{points}</c:numCache>"
    )
    return f"<c:{tag}><c:numRef><c:f>{cells.area(column, rows)}</c:f>{cache}</c:numRef></c:{tag}>"


def _text_cache(values: list[Content] | tuple[Content, ...]) -> str:
    points = "".join(
        f'<c:pt idx="{i}"><c:v>{_lines(value)}</c:v></c:pt>'
        for i, value in enumerate(values)
        if isinstance(value, str) and value
    )
    return f'<c:strCache><c:ptCount val="{len(values)}"/>{points}</c:strCache>'


def _lines(text: str) -> str:
    return "\n".join(map(escape, text.split("\n")))
