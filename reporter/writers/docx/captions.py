"""Captions with SEQ fields, and the small print under tables and figures."""

from __future__ import annotations

from ...document.nodes import Figure, Inline, Paragraph, Table, Text
from ..layout.plaintext import plain
from .context import Context
from .fields import bookmark, field, run
from .inline import inlines
from .paragraph import Flow, Para


def caption_xml(context: Context, node: Table | Figure) -> str:
    """Return the content of a caption: 图1　title, with bookmarks around label and whole.

    The SEQ field restarts where the tree's number is not the next one, so that an update
    in Word prints what every other output prints. Without a number only the title stands.
    """
    word = "表" if isinstance(node, Table) else "图"
    title = inlines(context, node.caption)
    target = context.targets.take(node)
    if node.number:
        restart = "" if node.number == context.sequences.get(word, 0) + 1 else f" \\r {node.number}"
        context.sequences[word] = node.number
        label = run(word) + field(f"SEQ {word} \\* ARABIC{restart}", run(str(node.number)))
        if target is not None:
            label = bookmark(context.next_bookmark(), target.label, label)
        title = label + (run("\u3000") + title if title else "")
    return title if target is None else bookmark(context.next_bookmark(), target.whole, title)


def marked(context: Context, node: Paragraph, content: str) -> str:
    """Return ``content`` in the bookmark of ``node`` where it has one."""
    target = context.targets.take(node)
    if target is None:
        return content
    return bookmark(context.next_bookmark(), target.whole, content)


def add_small_print(
    context: Context, flow: Flow, note: tuple[Inline, ...], source: tuple[Inline, ...]
) -> None:
    """Append 注 and 数据来源, each a paragraph of its own."""
    lines = [
        _with_prefix("注：", "注", note),
        _with_prefix("数据来源：", ("数据来源", "资料来源"), source),
    ]
    written = [line for line in lines if line]
    for index, line in enumerate(written):
        last = index == len(written) - 1
        content = inlines(context, line)
        flow.add(Para("FigureNote", content, keep_next=not last, after=None if last else 0))


def _with_prefix(
    prefix: str, known: str | tuple[str, ...], nodes: tuple[Inline, ...]
) -> tuple[Inline, ...]:
    text = plain(nodes)
    if not text:
        return ()
    return nodes if text.startswith(known) else (Text(prefix), *nodes)
