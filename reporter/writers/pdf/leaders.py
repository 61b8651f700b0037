"""Dot leaders of the contents as one text a line, not one text a dot.

WeasyPrint sets every dot as a text of its own, with its own tag: 3,000 texts in a
contents of three pages, more than in the whole report. The dots of a line are joined
into one text at the same places; that is also what a screen reader should meet.
"""

from __future__ import annotations

import copy
import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_PARAMETERS = ("context", "line", "containing_block")


@contextmanager
def joined_leaders() -> Iterator[None]:
    """Join the dots of leaders inside the block, if this WeasyPrint is the known one."""
    from weasyprint.layout import inline

    stock = getattr(inline, "handle_leader", None)
    if stock is None or tuple(inspect.signature(stock).parameters) != _PARAMETERS:
        yield
        return

    def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
        stock(context, line, containing_block)
        for leader in _leaders(line):
            leader.children = _joined(leader.children)

    inline.handle_leader = handle_leader
    try:
        yield
    finally:
        inline.handle_leader = stock


def _leaders(box: Any) -> Iterator[Any]:
    for child in getattr(box, "children", ()):
        if child.is_leader:
            yield child
        else:
            yield from _leaders(child)


def _joined(dots: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return one text for equal texts that touch, placed right to left."""
    if len(dots) < 2 or any(dot.text != dots[0].text for dot in dots):
        return dots
    whole = dots[-1].copy()
    whole.text = "".join(dot.text for dot in dots)
    whole.width = sum(dot.width for dot in dots)
    whole.pango_layout = copy.copy(whole.pango_layout)
    whole.pango_layout.text = whole.text
    return (whole,)
