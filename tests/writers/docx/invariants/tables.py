"""Tables: a true grid, cells that end with a paragraph, spans that fit."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from .names import W


def tables(tree: etree._Element) -> Iterator[str]:
    for cell in tree.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
    for table in tree.iter(f"{W}tbl"):
        following = table.getnext()
        if following is None or following.tag == f"{W}tbl":
            yield "a table is not followed by a paragraph"
        grid = [_width(node) for node in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        if not grid or not all(width > 0 for width in grid):
            yield "a table has no column widths"
        total = table.find(f"{W}tblPr/{W}tblW")
        if total is None or sum(grid) != _width(total):
            yield "column widths do not add up to the table's"
        if table.find(f"{W}tblPr/{W}tblStyle") is None:
            yield "a table has no style"
        rows = table.findall(f"{W}tr")
        if not rows:
            yield "a table has no rows"
        heads = [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows]
        if heads != sorted(heads, reverse=True):
            yield "a repeated row stands below others"
        yield from _grid(rows, grid)


def _grid(rows: list[etree._Element], grid: list[int]) -> Iterator[str]:
    open_spans: dict[int, int] = {}
    for row in rows:
        column, now = 0, {}
        for cell in row.findall(f"{W}tc"):
            span_node = cell.find(f"{W}tcPr/{W}gridSpan")
            span = 1 if span_node is None else max(_width(span_node, "val"), 1)
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                if merge.get(f"{W}val") != "restart" and open_spans.get(column) != span:
                    yield "a vertical span continues nothing"
                now[column] = span
            width = cell.find(f"{W}tcPr/{W}tcW")
            if width is None or _width(width) != sum(grid[column : column + span]):
                yield "a cell is not as wide as its columns"
            column += span
        open_spans = now
        if column != len(grid):
            yield f"a row has {column} of {len(grid)} columns"


def _width(node: etree._Element, name: str = "w") -> int:
    value = node.get(f"{W}{name}", "")
    return int(value) if value.isdigit() else -1
