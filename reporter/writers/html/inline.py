"""Inline nodes as HTML. Everything from the tree is escaped here, nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from urllib.parse import quote

from markupsafe import Markup, escape

from ...document.nodes import (
    Citation,
    Comment,
    CrossReference,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    LineBreak,
    Link,
    Math,
    Strong,
    Text,
    Value,
)
from .theme import Theme

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SAFE_LINKS = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Medium:
    """What differs between the printed and the screen page.

    ``picture`` returns the element that shows a figure's drawing; ``paged`` is
    True for print, where numbers need no keys and notes stand at the foot of the page.
    """

    picture: Callable[[Figure], Markup]
    theme: Theme
    paged: bool


def note_mark(number: int) -> str:
    """Return the mark of a footnote: ① to ⑳, then plain figures."""
    return _CIRCLED[number - 1] if 0 < number <= len(_CIRCLED) else str(number)


def href(target: str) -> str:
    """Return the link to an id of the tree; ids may hold any character."""
    return "#" + quote(target, safe="")


def inlines(nodes: Iterable[Inline], medium: Medium) -> Markup:
    """Return inline nodes as HTML."""
    return Markup("").join(inline(node, medium) for node in nodes)


def inline(node: Inline, medium: Medium) -> Markup:
    """Return one inline node as HTML."""
    match node:
        case Text(text=text):
            return escape(text)
        case Value():
            return _value(node, medium)
        case Strong(children=children):
            return Markup("<strong>{}</strong>").format(inlines(children, medium))
        case Emphasis(children=children):
            return Markup("<em>{}</em>").format(inlines(children, medium))
        case Link():
            return _link(node, medium)
        case CrossReference(target=target, text=text):
            return Markup('<a class="xref" href="{}">{}</a>').format(href(target), text)
        case Citation(keys=keys, text=text):
            target = href(f"ref-{keys[0]}") if keys else ""
            return Markup('<sup><a class="cite" href="{}">{}</a></sup>').format(target, text)
        case Footnote():
            return _footnote(node, medium)
        case Comment(children=children):
            return inlines(children, medium)
        case Math(spoken=spoken):
            return escape(spoken)
        case LineBreak():
            return Markup("<br>")


def _value(node: Value, medium: Medium) -> Markup:
    if medium.paged:
        return escape(node.text)
    number = node.text if node.number is None else f"{node.number:.10g}"
    return Markup('<data class="v" data-key="{}" value="{}">{}</data>').format(
        node.key, number, node.text
    )


def _link(node: Link, medium: Medium) -> Markup:
    content = inlines(node.children, medium)
    if not node.url.lower().startswith(_SAFE_LINKS):
        return content  # javascript: and file: must not become clickable
    return Markup('<a class="ext" href="{}" rel="noreferrer">{}</a>').format(node.url, content)


def _footnote(node: Footnote, medium: Medium) -> Markup:
    mark = note_mark(node.number)
    if medium.paged:
        content = inlines(node.children, medium)
        return Markup('<span class="fn" data-mark="{}">{}</span>').format(mark, content)
    return Markup(
        '<sup class="fn-call" id="fnref-{0}"><a href="#fn-{0}" role="doc-noteref">{1}</a></sup>'
    ).format(node.number, mark)
