"""Which headers a cell of a table has, for readers who cannot see the table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from .structure import Node


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of one table, by the identity of their nodes.

    A head of one row says enough by the scope of its cells; where the head has levels or
    spans, every cell names its headers (ISO 32000-1, 14.8.5.7).
    """

    names: dict[int, str] = field(default_factory=dict)
    headers: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, table: Node) -> Grid:
        """Read the grid of a table."""
        rows = list(_rows(table))
        if not any(_span(c, n) > 1 for r in rows for c in r.nodes for n in ("colspan", "rowspan")):
            return cls()
        taken: dict[tuple[int, int], Node] = {}
        for number, row in enumerate(rows):
            column = 0
            for cell in row.nodes:
                while (number, column) in taken:
                    column += 1
                for down in range(_span(cell, "rowspan")):
                    for right in range(_span(cell, "colspan")):
                        taken[number + down, column + right] = cell
        return cls._named(taken)

    @classmethod
    def _named(cls, taken: dict[tuple[int, int], Node]) -> Grid:
        names = {id(cell): _name(cell) for cell in taken.values() if cell.tag == "TH"}
        columns: dict[int, list[str]] = {}
        rows: dict[int, list[str]] = {}
        for (row, column), cell in sorted(taken.items(), key=lambda item: item[0]):
            if cell.tag == "TH" and names[id(cell)]:
                line = rows.setdefault(row, []) if _of_row(cell) else columns.setdefault(column, [])
                if names[id(cell)] not in line:
                    line.append(names[id(cell)])
        headers: dict[int, list[str]] = {}
        for (row, column), cell in taken.items():
            if cell.tag == "TD":
                known = headers.setdefault(id(cell), [])
                named = (*rows.get(row, ()), *columns.get(column, ()))
                known += [name for name in named if name not in known]
        return cls(names, headers)

    def attributes(self, cell: Node) -> dict[str, Any]:
        """Return the table attributes of a cell: spans, scope of a header, headers by name."""
        found: dict[str, Any] = {}
        for name, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
            if _span(cell, name) > 1:
                found[key] = _span(cell, name)
        if cell.tag == "TH":
            found["Scope"] = "/Row" if _of_row(cell) else "/Column"
        elif self.headers.get(id(cell)):
            found["Headers"] = self.headers[id(cell)]
        return found


def _rows(node: Node) -> Iterator[Node]:
    for kid in node.nodes:
        if kid.tag == "TR":
            yield kid
        else:
            yield from _rows(kid)


def _span(cell: Any, name: str) -> int:
    return int(cell.element.get(name, 1))


def _of_row(cell: Node) -> bool:
    return bool(cell.element.get("scope") == "row")


def _name(cell: Node) -> str:
    """Return a name made of the place of the first text: no other cell has it."""
    return next((f"th-{kid[0]}-{kid[1]}" for kid in cell.kids if isinstance(kid, tuple)), "")
