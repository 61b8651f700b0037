"""Read the cells of a chart's workbook (编辑数据): shown values only, nothing is computed.

Source: ISO/IEC 29500-1, part SpreadsheetML. Plain XML, because the file may come from anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ..archives import related_part, relations_part
from .package import Package, refuse

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_CELLS = 100_000
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's place and what it shows; ``is_number``, and ``computed`` for a formula's result."""

    sheet: str
    column: str
    row: int
    text: str
    is_number: bool
    computed: bool


def read_cells(data: bytes, name: str) -> dict[tuple[str, str, int], Cell]:
    """Return the filled cells of all sheets by sheet, column letters and row.

    Raises:
        DataError: damaged, or larger than the sheet behind a chart can be.
    """
    package = Package(data, name)
    strings = _strings(package)
    cells: dict[tuple[str, str, int], Cell] = {}
    for sheet, part in _sheets(package):
        root = package.xml(part)
        for cell in () if root is None else _cells(root, sheet, strings):
            cells[cell.sheet, cell.column, cell.row] = cell
            if len(cells) > _MOST_CELLS:
                raise refuse(name, "图表的工作表过大，不像是报告中的图表数据。")
    return cells


def relations(package: Package, part: str) -> dict[str, str]:
    """Return the parts that ``part`` refers to, by relationship id; outside targets left out."""
    root = package.xml(relations_part(part))
    found = {}
    for node in () if root is None else root:
        if node.get("TargetMode") != "External":
            found[node.get("Id", "")] = related_part(part, node.get("Target", ""))
    return found


def _sheets(package: Package) -> Iterator[tuple[str, str]]:
    parts = relations(package, "xl/workbook.xml")
    root = package.xml("xl/workbook.xml")
    for node in () if root is None else root.iter(f"{_S}sheet"):
        part = parts.get(node.get(_ID, ""))
        if part is not None:
            yield node.get("name", ""), part


def _strings(package: Package) -> list[str]:
    root = package.xml("xl/sharedStrings.xml")
    return [] if root is None else [_text(node) for node in root.iter(f"{_S}si")]


def _text(node: etree._Element) -> str:
    return "".join(part.text or "" for part in node.iter(f"{_S}t"))


def _cells(root: etree._Element, sheet: str, strings: list[str]) -> Iterator[Cell]:
    for node in root.iter(f"{_S}c"):
        address = _ADDRESS.fullmatch(node.get("r", ""))
        kind, value = node.get("t", "n"), node.findtext(f"{_S}v") or ""
        if kind == "inlineStr":
            value = _text(node)
        elif kind == "s":
            value = strings[int(value)] if value.isdigit() and int(value) < len(strings) else ""
        if address is not None and value:
            computed = node.find(f"{_S}f") is not None
            yield Cell(sheet, address[1], int(address[2]), value, kind == "n", computed)
