"""Three-line tables as HTML: columns placed, decimals padded, continuation marked."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ...document.cells import PlacedRow, placed_rows
from ...document.nodes import Cell, Column, Inline, Row, Table
from ...document.plaintext import plain_text
from .inline import Medium, inlines

if TYPE_CHECKING:
    from ..layout.grid import Grid

_NUMBER = re.compile(r"(?P<whole>[+\-−–±]?[\d,]*\d)(?P<part>\.\d+)?(?P<tail>[%‰])?")
_WIDTHS = {",": 0.5, "+": 1.13, "−": 1.13, "±": 2.0, "-": 0.67}  # in digits, Times metrics
_TOLERANCE = 0.01
_INSET, _SCREEN_INSET = 0.71, 1.14  # padding of a cell in digits; in print 3.75 pt at 10.5 pt
_KEEP_TOGETHER = 6  # tables up to this many body rows are never split, nor folded away on screen
_LONG = 24  # body rows: on screen a longer table scrolls under its head
_PHONE, _STAYS = 34, 14  # characters: what a phone shows of a table, and what may stay of it


def table(node: Table, medium: Medium) -> Markup:
    """Return a table with caption and unit above, note and source under it."""
    if not medium.paged:
        widths = [column.width for column in node.columns]
        return _on_screen(node, replace(medium, origins={}), widths)
    grid, narrow = _grid(node, medium)
    short = " short" if grid.whole else ""
    bare = "" if node.caption or node.unit else " bare"
    return Markup(
        '<div class="table{short}{narrow}{bare}"><table id="{id}">{caption}'
        "<colgroup>{columns}</colgroup>{head}<tbody>{body}</tbody></table>{notes}</div>\n"
    ).format(
        short=short,
        narrow=" narrow" if narrow else "",
        bare=bare,
        id=node.id,
        caption=_caption(node, medium),
        columns=Markup("").join(_column(width, grid.widths) for width in grid.widths),
        head=_head_group(node, medium),
        body=_body(node, medium),
        notes=notes(node.note, node.source, medium),
    )


def _on_screen(node: Table, medium: Medium, widths: Sequence[float]) -> Markup:
    """Return a table that can be folded away, in a box of its own that scrolls.

    Below its width in characters a phone scrolls instead of squeezing; the head stays in sight,
    and a narrow first column too.
    """
    chars = sum(widths)
    wide = chars > _PHONE
    stays = wide and bool(widths) and widths[0] <= _STAYS
    long = len(node.body) > _LONG
    folds = bool(node.caption) and len(node.body) > _KEEP_TOGETHER
    outer, title = ("details open", "summary") if folds else ("div", "p")
    named = Markup(' aria-labelledby="{}--title"').format(node.id) if node.caption else ""
    caption = Markup('<{0} class="title"><span id="{1}--title">{2}</span></{0}>').format(
        Markup(title), node.id, _title(node, medium)
    )
    reached = Markup(' tabindex="0" role="group"{}').format(named) if wide or long else ""
    return Markup(
        '<div class="table"><{outer}>{caption}{unit}<div class="box{long}{stays}"{reached}>'
        '<table id="{id}"{named} style="--chars:{chars:g}"><colgroup>{columns}</colgroup>'
        "{head}<tbody>{body}</tbody></table></div>{notes}</{end}></div>\n"
    ).format(
        outer=Markup(outer),
        caption=caption if node.caption else "",
        unit=_unit("p", node.unit),
        long=" long" if long else "",
        stays=" stays" if stays else "",
        reached=reached,
        id=node.id,
        named=named,
        chars=chars,
        columns=Markup("").join(_column(width, widths) for width in widths),
        head=_head_group(node, medium),
        body=_body(node, medium),
        notes=notes(node.note, node.source, medium),
        end=outer.split()[0],
    )


def notes(note: tuple[Inline, ...], source: tuple[Inline, ...], medium: Medium) -> Markup:
    """Return the 注 and 数据来源 lines under a table or figure."""
    parts = (("注", note), ("数据来源", source))
    return Markup("").join(
        Markup('<p class="note"><span class="note-word">{}：</span>{}</p>').format(
            word, inlines(children, medium)
        )
        for word, children in parts
        if children
    )


def caption_text(word: str, number: int) -> str:
    """Return ``表3`` or an empty text for an unnumbered thing."""
    return f"{word}{number}" if number else ""


def _caption(node: Table, medium: Medium) -> Markup:
    title = Markup("")
    if node.caption:
        title = Markup('<span class="cap">{}</span>').format(_title(node, medium))
    unit = _unit("span", node.unit)
    if not title and not unit:
        return Markup("")
    return Markup("<caption>{}{}</caption>").format(title, unit)


def _title(node: Table, medium: Medium) -> Markup:
    label = caption_text("表", node.number)
    gap = Markup('<span class="gap">　</span>') if label else ""
    return Markup('<span class="no">{}</span>{}{}').format(
        label, gap, inlines(node.caption, medium)
    )


def _unit(tag: str, unit: str) -> Markup:
    return Markup('<{0} class="unit">单位：{1}</{0}>').format(tag, unit) if unit else Markup("")


def _grid(node: Table, medium: Medium) -> tuple[Grid, bool]:
    """Return the grid of the Word file, and whether there is less room in its cells than usual.

    Print has the same columns, so that both wrap and break at the same places.
    """
    from ..layout.cell import CellText
    from ..layout.grid import grid_of

    usual = CellText.of(medium.theme)
    grid = grid_of(node, medium.width, medium.height, usual)
    return grid, grid.cells != usual


def _column(width: float, widths: Sequence[float]) -> Markup:
    return Markup('<col style="width:{:.3f}%">').format(100 * width / (sum(widths) or 1.0))


def _head_group(node: Table, medium: Medium) -> Markup:
    return Markup("<thead>{}</thead>").format(_head(node, medium)) if node.head else Markup("")


def _head(node: Table, medium: Medium) -> Markup:
    rows = []
    for placed in placed_rows(node.head):
        cells = (
            _cell("th", cell, medium, _names(cell, at, medium) + Markup(' scope="col"'))
            for cell, at in placed.cells
        )
        names = _row_class(placed.row, "")
        rows.append(Markup("<tr{}>{}</tr>").format(names, Markup("").join(cells)))
    return Markup("").join(rows)


def _body(node: Table, medium: Medium) -> Markup:
    rows = tuple(placed_rows(node.body))
    widest = _widest(rows, node.columns)
    lines = []
    for index, placed in enumerate(rows):
        cells = (_body_cell(cell, at, node.columns, widest, medium) for cell, at in placed.cells)
        mark = _continuation(node, index, len(rows) - 1)
        names = _row_class(placed.row, "joined" if placed.covered else "")
        lines.append(Markup("<tr{}{}>{}</tr>").format(names, mark, Markup("").join(cells)))
    return Markup("").join(lines)


def _continuation(node: Table, index: int, last: int) -> Markup:
    """Mark the rows between which a page may end: the next page then prints 续表n."""
    if not node.number or last < _KEEP_TOGETHER or index not in (1, last):
        return Markup("")
    return Markup(' data-cont="{}"').format(f"续表{node.number}" if index == 1 else "")


def _row_class(row: Row, extra: str) -> Markup:
    names = " ".join(name for name in (row.role if row.role != "body" else "", extra) if name)
    return Markup(f' class="{escape(names)}"') if names else Markup("")


def _widest(
    rows: Iterable[PlacedRow], columns: tuple[Column, ...]
) -> dict[int, tuple[float, float]]:
    """Return for each decimal column the widest part before and after the point, in digits."""
    widest: dict[int, tuple[float, float]] = {}
    for cell, start in (place for row in rows for place in row.cells):
        if not _is_decimal(cell, start, columns):
            continue
        left, right = _extent(plain_text(cell.children))
        most = widest.get(start, (0.0, 0.0))
        widest[start] = (max(most[0], left), max(most[1], right))
    return widest


def _is_decimal(cell: Cell, start: int, columns: tuple[Column, ...]) -> bool:
    return (
        cell.colspan == 1
        and start < len(columns)
        and columns[start].align == "decimal"
        and _NUMBER.fullmatch(plain_text(cell.children)) is not None
    )


def _extent(text: str) -> tuple[float, float]:
    """Return the width before and after the point in digit widths (a point is half a digit)."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return 0.0, 0.0
    part, tail = match["part"] or "", match["tail"] or ""
    left = sum(_WIDTHS.get(char, 1.0) for char in match["whole"])
    return left, (len(part) - 0.5 if part else 0.0) + (1.67 if tail else 0.0)


def _body_cell(
    cell: Cell,
    start: int,
    columns: tuple[Column, ...],
    widest: dict[int, tuple[float, float]],
    medium: Medium,
) -> Markup:
    align = columns[start].align if start < len(columns) else "left"
    if cell.colspan > 1 and align == "decimal":
        align = "center"
    attributes = _names(cell, start, medium, f"a-{align}")
    if cell.header:
        return _cell("th", cell, medium, attributes + Markup(' scope="row"'))
    padding: tuple[float, float] | None = None
    if _is_decimal(cell, start, columns):
        left, right = _extent(plain_text(cell.children))
        padding = (widest[start][0] - left, widest[start][1] - right)
    return _cell("td", cell, medium, attributes, padding)


def _names(cell: Cell, start: int, medium: Medium, align: str = "") -> Markup:
    """Return the class of a cell; on screen a cell of the first column says so."""
    first = "c0" if not medium.paged and start == 0 and cell.colspan == 1 else ""
    names = " ".join(name for name in (align, first) if name)
    return Markup(f' class="{escape(names)}"') if names else Markup("")


def _cell(
    tag: str,
    cell: Cell,
    medium: Medium,
    attributes: Markup,
    padding: tuple[float, float] | None = None,
) -> Markup:
    content = inlines(cell.children, medium)
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("colspan", cell.colspan), ("rowspan", cell.rowspan))
        if count > 1
    )
    styles = []
    if padding is not None and abs(padding[0] - padding[1]) > _TOLERANCE:
        # Padding, not figure spaces: copied text must hold the number and nothing else.
        side = "left" if padding[0] > padding[1] else "right"
        inset = abs(padding[0] - padding[1]) + (_INSET if medium.paged else _SCREEN_INSET)
        styles.append(f"padding-{side}:{inset:.2f}ch")
    if cell.shade is not None:
        styles.append(f"background-color:#{medium.tints.heat(cell.shade)}")
    style = f' style="{";".join(styles)}"' if styles else ""
    # An f-string: formatting by Markup takes longer than all else that makes a table.
    return Markup(f"<{tag}{attributes}{spans}{style}>{content}</{tag}>")
