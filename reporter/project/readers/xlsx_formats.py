"""What a workbook shows and calamine does not tell: percentages and hidden rows.

A cell that shows 90.2% stores 0.902, and only its format tells the two apart. Read as 0.902 it
would be a score of less than one point without a word, so such cells become the text they show:
the readers know what a percentage means in each column, or refuse it.
"""

from __future__ import annotations

import re
from xml.etree import ElementTree

from .xlsx_parts import CELL, REFERENCE, column_number

_BUILT_IN = (9, 10)  # 0% and 0.00%, ECMA-376 part 1, 18.8.30
_STYLE = re.compile(rb"""\bs\s*=\s*["'](\d+)["']""")
_TYPE = re.compile(rb"""\bt\s*=\s*["'](\w+)["']""")
_ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)>")
_ROW_NUMBER = re.compile(rb"""\br\s*=\s*["'](\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden\s*=\s*["'](?:1|true)["']""")
_LITERAL = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')  # what a format code prints as it stands


def percent_styles(styles: bytes) -> frozenset[int]:
    """Return the numbers of the cell styles that show percentages, of ``xl/styles.xml``."""
    try:
        root = ElementTree.fromstring(styles)
    except (ElementTree.ParseError, ValueError, LookupError):
        return frozenset()
    known = {str(number) for number in _BUILT_IN} | {
        entry.get("numFmtId", "")
        for entry in root.iterfind("{*}numFmts/{*}numFmt")
        if "%" in _LITERAL.sub("", entry.get("formatCode", ""))
    }
    kinds = root.iterfind("{*}cellXfs/{*}xf")
    return frozenset(i for i, kind in enumerate(kinds) if kind.get("numFmtId") in known)


def percent_cells(sheet: bytes, styles: frozenset[int]) -> list[tuple[int, int]]:
    """Return the 0-based (row, column) of the numbers of a worksheet that show percentages."""
    if not any(mark % style in sheet for style in styles for mark in (b'"%d"', b"'%d'")):
        return []  # most workbooks: the cells need not be gone through
    found = []
    for match in CELL.finditer(sheet):
        attributes = match[1]
        style, kind = _STYLE.search(attributes), _TYPE.search(attributes)
        if style is None or int(style[1]) not in styles or (kind and kind[1] != b"n"):
            continue
        if match[2] and (position := REFERENCE.search(attributes)):
            found.append((int(position[2]) - 1, column_number(position[1]) - 1))
    return found


def percent_text(value: float) -> str:
    """Return a stored share as the percentage that Excel shows, with all its digits: 90.2%."""
    return f"{value * 100:.12g}%"


def hidden_rows(sheet: bytes) -> tuple[int, ...]:
    """Return the 0-based rows that a filter or a hand has hidden."""
    if b"hidden" not in sheet:
        return ()
    rows = (match[1] for match in _ROW.finditer(sheet) if _HIDDEN.search(match[1]))
    return tuple(int(n[1]) - 1 for row in rows if (n := _ROW_NUMBER.search(row)))
