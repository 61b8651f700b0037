"""How wide a table must be: estimated from its words, so that all outputs turn the same ones.

Widths are in characters of table text; a Latin letter or digit is half of one.
How many there are room for follows from the theme.
"""

from __future__ import annotations

from collections.abc import Iterator

from .cells import placed_rows
from .nodes import Cell, Row, Table
from .plaintext import plain_text
from .theme import Theme

_PADDING = 0.72  # both sides of a cell
_SHORT_HEAD = 4  # characters: a name of a county stands on one line, a longer one on two
_SHORT_TEXT = 8
_FIRST_WIDE = 0x2190


def sign_width(sign: str) -> float:
    """Return about how wide a sign is: arrows, symbols and Chinese 1, half of that for others."""
    return 1.0 if ord(sign) >= _FIRST_WIDE else 0.5


def text_width(text: str) -> float:
    """Return the width of ``text`` in characters."""
    return sum(map(sign_width, text))


def upright_width(theme: Theme) -> float:
    """Return how many characters of table text an upright page has room for."""
    return theme.text_width / theme.styles.cell.size


def needed_width(table: Table) -> float:
    """Return the characters that a table needs to be read easily.

    Numbers and short names stand on one line; longer headings take two, longer texts more.
    """
    needs = dict.fromkeys(range(len(table.columns)), 1.0)
    for column, cell in _single(table.head):
        width = text_width(plain_text(cell.children))
        need = width if width <= _SHORT_HEAD else max(width / 2, _SHORT_HEAD)
        needs[column] = max(needs.get(column, 1.0), need)
    for column, cell in _single(table.body):
        width = text_width(plain_text(cell.children))
        number = column < len(table.columns) and table.columns[column].align == "decimal"
        needs[column] = max(needs.get(column, 1.0), width if number else min(width, _SHORT_TEXT))
    return sum(needs.values()) + _PADDING * len(needs)


def _single(rows: tuple[Row, ...]) -> Iterator[tuple[int, Cell]]:
    """Yield the cells that span no other column, with their columns."""
    for row in placed_rows(rows):
        yield from ((column, cell) for cell, column in row.cells if cell.colspan == 1)
