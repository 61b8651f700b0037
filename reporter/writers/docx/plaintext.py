"""The words of inline nodes, for names, widths and alternative texts."""

from __future__ import annotations

from collections.abc import Iterable

from ...document.nodes import (
    CrossReference,
    Emphasis,
    Inline,
    LineBreak,
    Link,
    Strong,
    Text,
    Value,
)
from .markup import words


def plain(nodes: Iterable[Inline]) -> str:
    """Return the text of inline nodes without notes, for names and alternative texts."""
    out = []
    for node in nodes:
        match node:
            case Text(text=text) | Value(text=text) | CrossReference(text=text):
                out.append(text)
            case Strong(children=inner) | Emphasis(children=inner) | Link(children=inner):
                out.append(plain(inner))
            case LineBreak():
                out.append(" ")
            case _:
                pass
    return words("".join(out))
