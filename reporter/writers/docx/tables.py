"""Three-line tables: grid, spans, widths, rules, alignment of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...document.nodes import Column, Table
from ...errors import OutputError, Problem
from ..layout.cell import CellText
from ..layout.decimals import decimal_indents
from ..layout.grid import Slot, column_count, grid_of
from ..layout.plaintext import plain
from .context import Context
from .inline import PLAIN, Look, inlines
from .markup import escape
from .paragraph import Para

_STYLES = {"left": "TableText", "center": "TableCentered"}
_MOST_COLUMNS = 63  # Word opens no table with more
_NO_RULE = '<w:bottom w:val="nil"/>'
_RULE = '<w:{} w:val="single" w:sz="{}" w:space="0" w:color="auto"/>'


def table_xml(context: Context, table: Table, *, keep_with_next: bool) -> str:
    """Return ``w:tbl``; ``keep_with_next`` binds its last row to the note below it.

    Raises:
        OutputError: more columns than Word can hold.
    """
    if (count := column_count(table)) > _MOST_COLUMNS:
        name = plain(table.caption)[:20] or table.id
        what = f"表“{name}”有{count}列，Word 的表格最多{_MOST_COLUMNS}列。"
        raise OutputError(Problem("output.columns", what, "请减少列数，或把它拆成几张表。"))
    grid = grid_of(table, context.width, context.page.text_height, context.cells)
    indents = decimal_indents(grid.columns, grid.body, grid.widths, grid.cells)
    frame = _Frame(context, grid.columns, grid.widths, indents)
    rows = [frame.head_row(slots, index, len(grid.head)) for index, slots in enumerate(grid.head)]
    for index, slots in enumerate(grid.body):
        left = len(grid.body) - 1 - index
        role = grid.lines[index].role
        # A long table breaks neither after its first two rows nor before its last two.
        keep = left > 0 if grid.whole else index < 2 or 0 < left <= 2 or role == "group"
        rows.append(frame.body_row(slots, index, role, keep=keep or (left == 0 and keep_with_next)))
    room = "" if grid.cells == context.cells else _room(grid.cells)
    return table_frame("ThreeLineTable", grid.widths, "".join(rows), plain(table.caption), room)


def _room(cells: CellText) -> str:
    """Return the room around the text of a table that has not that of its style."""
    above, side = cells.padding // 2, cells.side
    sides = {"top": above, "left": side, "bottom": above, "right": side}
    margins = "".join(f'<w:{name} w:w="{width}" w:type="dxa"/>' for name, width in sides.items())
    return f"<w:tblCellMar>{margins}</w:tblCellMar>"


def table_frame(style: str, widths: Sequence[int], rows: str, title: str, room: str = "") -> str:
    """Return ``w:tbl`` around ``rows``; ``title`` is its name for screen readers."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    name = f'<w:tblCaption w:val="{escape(title)}"/>' if title else ""
    return (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/>{room}'
        '<w:tblLook w:val="0660" w:firstRow="1" w:lastRow="1" w:firstColumn="0"'
        f' w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{name}</w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


@dataclass(frozen=True, slots=True)
class _Format:
    style: str
    borders: str = ""
    keep: bool = False
    strong: bool = False
    indent: int | None = None
    group: bool = False


@dataclass(frozen=True, slots=True)
class _Frame:
    context: Context
    columns: Sequence[Column]
    widths: Sequence[int]
    indents: Sequence[Sequence[int | None]]  # by body row and slot

    def head_row(self, slots: Sequence[Slot], index: int, count: int) -> str:
        cells = []
        for slot in slots:
            if index == count - 1:
                borders = _RULE.format("bottom", 6)
            elif slot.span > 1 and slot.last:
                borders = _RULE.format("bottom", 4)  # a group heading over its columns
            else:
                borders = _NO_RULE  # the style rules off the first row
            cells.append(self._cell(slot, _Format("TableHeading", borders, keep=True)))
        return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"

    def body_row(self, slots: Sequence[Slot], index: int, role: str, *, keep: bool) -> str:
        borders = _RULE.format("top", 4) if role == "total" and index > 0 else ""
        cells = []
        for place, slot in enumerate(slots):
            style, indent = self._alignment(slot, role, self.indents[index][place])
            form = _Format(style, borders, keep, role == "total", indent, role == "group")
            cells.append(self._cell(slot, form))
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def _alignment(self, slot: Slot, role: str, indent: int | None) -> tuple[str, int | None]:
        align = self.columns[slot.column].align
        if role == "group" and (slot.span > 1 or align == "left"):
            return "TableGroup", None
        if align == "decimal":
            return ("TableCentered", None) if indent is None else ("TableNumber", indent)
        return _STYLES.get(align, "TableNumber"), None

    def _cell(self, slot: Slot, form: _Format) -> str:
        width = sum(self.widths[slot.column : slot.column + slot.span])
        properties = [f'<w:tcW w:w="{width}" w:type="dxa"/>']
        if slot.span > 1:
            properties.append(f'<w:gridSpan w:val="{slot.span}"/>')
        if slot.merge:
            properties.append(f'<w:vMerge w:val="{slot.merge}"/>')
        if form.borders:
            properties.append(f"<w:tcBorders>{form.borders}</w:tcBorders>")
        tint = self.context.tints.pale if form.group and self.context.theme.has_grounds else ""
        if slot.cell.shade is not None:
            tint = self.context.tints.heat(slot.cell.shade)
        if tint:
            properties.append(f'<w:shd w:val="clear" w:color="auto" w:fill="{tint}"/>')
        properties.append('<w:vAlign w:val="center"/>')
        look = Look(strong=True) if form.strong else PLAIN
        text = "" if slot.merge == "continue" else inlines(self.context, slot.cell.children, look)
        para = Para(form.style, text, keep_next=form.keep, right=form.indent or None)
        content = para.to_xml(self.context.spacings)
        return f"<w:tc><w:tcPr>{''.join(properties)}</w:tcPr>{content}</w:tc>"
