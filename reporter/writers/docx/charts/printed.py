"""Formulas that print a cell of the sheet as the report prints its value."""

from __future__ import annotations

from ...layout.plaintext import clean
from .cells import address
from .draft import Draft


def printed_cell(draft: Draft, series: int, place: int, text: str) -> str:
    """Return the formula for the value of a series at a place, printed as ``text``.

    An empty cell is printed as the report prints a value that there is not.
    """
    cell = address(series + 1, place)
    column = draft.cells.columns[series + 1]
    missing = clean(text) if column.values[place] is None else "—"
    code = column.codes[place]
    return f'IF({cell}="",{_quoted(missing)},TEXT({cell},{_quoted(code)}))'


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
