"""Walking the document tree without knowing every node."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from ...document.nodes import Citation, CrossReference, Inline, Math, Text, Value


def iter_nodes(node: object) -> Iterator[Any]:
    """Yield ``node`` and every node under it, in reading order."""
    if isinstance(node, tuple):
        for item in node:
            yield from iter_nodes(item)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from iter_nodes(getattr(node, field.name))


def plain_text(nodes: Iterable[Inline]) -> str:
    """Return the bare characters of inline nodes; footnotes and breaks leave nothing."""
    return "".join(_plain(node) for node in nodes)


def _plain(node: Inline) -> str:
    if isinstance(node, Text | Value | CrossReference | Citation):
        return node.text
    if isinstance(node, Math):
        return node.spoken
    if hasattr(node, "children") and not hasattr(node, "number"):
        return plain_text(node.children)
    return ""
