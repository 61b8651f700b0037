"""Hidden bookmarks that carry the ids of blocks, so that a refresh finds them again.

A block's first paragraph lies in the bookmark of its id; where it has several paragraphs, the
last one lies in a second bookmark. Each stays within one paragraph: bookmarks that begin
outside a table and end in it do not survive every editor.
"""

from __future__ import annotations

from ...document.identity import END_MARK, mark_name
from .context import Context
from .fields import bookmark
from .paragraph import Flow, Para

_OPEN, _PROPERTIES_END, _CLOSE = "<w:p>", "</w:pPr>", "</w:p>"


def mark_block(
    context: Context, items: list[Para | str], block_id: str, *, growing: bool = False
) -> None:
    """Set the marks of a block, whose paragraphs and tables are ``items``, in place.

    Args:
        context: gives the bookmarks their numbers.
        items: what the block was written to; the list is changed.
        block_id: nothing is marked without one.
        growing: a list that Word rewrites when it updates fields has no mark at its end.
    """
    own = [at for at, item in enumerate(items) if not _separates(item)]
    if not block_id or not own:
        return
    name = mark_name(block_id)
    first, last = own[0], own[-1]
    several = first != last or _paragraphs(items[first]) > 1
    items[first] = _marked(context, items[first], name, first=True)
    if several and not growing:
        items[last] = _marked(context, items[last], name + END_MARK, first=False)


def mark_since(
    context: Context, flow: Flow, start: int, block_id: str, *, growing: bool = False
) -> None:
    """Set the marks of a block that was written to ``flow`` from item ``start`` on."""
    written = flow.items[start:]
    mark_block(context, written, block_id, growing=growing)
    flow.items[start:] = written


def _separates(item: Para | str) -> bool:
    """True for a paragraph that only keeps tables apart."""
    return isinstance(item, Para) and item.style == "SectionEnd"


def _paragraphs(item: Para | str) -> int:
    return item.count(_CLOSE) if isinstance(item, str) else 1


def _marked(context: Context, item: Para | str, name: str, *, first: bool) -> Para | str:
    number = context.next_bookmark()
    if isinstance(item, Para):
        item.content = bookmark(number, name, item.content)
        return item
    start = item.index(_OPEN) if first else item.rindex(_OPEN)
    start = item.index(_PROPERTIES_END, start) + len(_PROPERTIES_END)
    end = item.index(_CLOSE, start)
    return f"{item[:start]}{bookmark(number, name, item[start:end])}{item[end:]}"
