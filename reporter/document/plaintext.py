"""Inline nodes as the characters they print."""

from __future__ import annotations

from collections.abc import Iterable

from .nodes import Citation, CrossReference, Footnote, Inline, LineBreak, Math, Text, Value


def plain_text(nodes: Iterable[Inline], line_break: str = "") -> str:
    """Return inline nodes as characters, without notes and citations; formulas as they are read.

    Args:
        nodes: inline nodes.
        line_break: what stands for the end of a line.
    """
    parts: list[str] = []
    for node in nodes:
        if isinstance(node, Text | Value | CrossReference):
            parts.append(node.text)
        elif isinstance(node, Math):
            parts.append(node.spoken)
        elif isinstance(node, LineBreak):
            parts.append(line_break)
        elif not isinstance(node, Footnote | Citation):
            parts.append(plain_text(node.children, line_break))
    return "".join(parts)
