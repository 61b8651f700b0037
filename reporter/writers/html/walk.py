"""Walking the document tree without knowing every node."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any


def iter_nodes(node: object) -> Iterator[Any]:
    """Yield ``node`` and every node under it, in reading order."""
    if isinstance(node, tuple):
        for item in node:
            yield from iter_nodes(item)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from iter_nodes(getattr(node, field.name))
