"""What is too large for one page, in parts: 表8（一）, 表9（二）."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ..charts.parts import split
from ..document.nodes import Inline, Text
from ..document.numerals import chinese_number

MOST_COLUMNS, MOST_TURNED = 12, 18
"""Columns of numbers that stay readable on an upright page, and on a landscape one."""


def part_words(number: int, of: int) -> tuple[Inline, ...]:
    """Return what tells the parts of one table or chart apart; nothing for an only part."""
    return (Text(f"（{chinese_number(number)}）"),) if of > 1 else ()


def column_parts(columns: Sequence[Any], most: int = MOST_COLUMNS) -> list[list[Any]]:
    """Return columns in runs of at most ``most``, in their order.

    ``columns`` may hold ``{"group": 标题, "rows": [...]}``; a group that is cut keeps its
    title in both parts.
    """
    flat = [
        (column["group"], one) if isinstance(column, Mapping) else (None, one)
        for column in columns
        for one in (column["rows"] if isinstance(column, Mapping) else [column])
    ]
    count = -(-len(flat) // most)
    return [_grouped(run) for run in split(flat, count)] if count > 1 else [list(columns)]


def _grouped(run: Sequence[tuple[Any, Any]]) -> list[Any]:
    made: list[Any] = []
    for title, one in run:
        if title is None:
            made.append(one)
        elif made and isinstance(made[-1], dict) and made[-1]["group"] is title:
            made[-1]["rows"].append(one)
        else:
            made.append({"group": title, "rows": [one]})
    return made
