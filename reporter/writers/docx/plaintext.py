"""The words of inline nodes, for names, widths and alternative texts."""

from __future__ import annotations

from collections.abc import Iterable

from ...document.nodes import (
    Comment,
    CrossReference,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Math,
    Strong,
    Text,
    Value,
)
from .markup import words

_BREAKS = dict.fromkeys(map(ord, "\u200b\u2060"))  # where lines may or may not end: no width


def plain(nodes: Iterable[Inline]) -> str:
    """Return the text of inline nodes without notes, for names and alternative texts."""
    out = []
    for node in nodes:
        match node:
            case Text(text=text) | Value(text=text) | CrossReference(text=text):
                out.append(text)
            case Strong() | Emphasis() | Link() | Comment():
                out.append(plain(node.children))
            case Math():
                out.append(node.spoken)
            case LineBreak():
                out.append(" ")
            case _:
                pass
    return words("".join(out).translate(_BREAKS))
