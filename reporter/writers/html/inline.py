"""Inline nodes as HTML. Everything from the tree is escaped here, nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
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
from ...document.places import announcement
from ...document.theme import Theme
from ..layout.tints import Tints

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_SAFE_LINKS = ("http://", "https://", "mailto:")


@dataclass(frozen=True, slots=True)
class Medium:
    """What differs between the printed and the screen page.

    ``picture`` returns the element that shows a figure's drawing, ``formula`` that of a
    formula; ``paged`` is True for print, where comments hold the keys of numbers and notes stand
    at the foot of the page. ``width`` and ``height`` are twips between the margins of its page.
    ``origins`` tells by key where a number comes from; cells of tables have their row and column
    instead.
    """

    picture: Callable[[Figure], Markup]
    formula: Callable[[Math], Markup]
    theme: Theme
    paged: bool
    width: int = 0
    height: int = 0
    origins: Mapping[str, str] = field(default_factory=dict)

    @property
    def tints(self) -> Tints:
        """Tints of the theme's accent."""
        return Tints.of(self.theme)


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
    return _WRITE[type(node)](node, medium)


def _value(node: Value, medium: Medium) -> Markup:
    if medium.paged:
        said = announcement(node.key, node.text)
        return Markup(f"<!--{said}-->{escape(node.text)}")
    number = node.text if node.number is None else f"{node.number:.10g}"
    origin = medium.origins.get(node.key, "")
    return Markup('<data class="v" data-key="{}" value="{}"{}>{}</data>').format(
        node.key, number, Markup(' title="{}"').format(origin) if origin else "", node.text
    )


def _strong(node: Strong, medium: Medium) -> Markup:
    return Markup("<strong>{}</strong>").format(inlines(node.children, medium))


def _emphasis(node: Emphasis, medium: Medium) -> Markup:
    return Markup("<em>{}</em>").format(inlines(node.children, medium))


def _reference(node: CrossReference, _medium: Medium) -> Markup:
    return Markup('<a class="xref" href="{}">{}</a>').format(href(node.target), node.text)


def _citation(node: Citation, _medium: Medium) -> Markup:
    target = href(f"ref-{node.keys[0]}") if node.keys else ""
    return Markup('<sup><a class="cite" href="{}">{}</a></sup>').format(target, node.text)


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


_WRITE: dict[type, Callable[[Any, Medium], Markup]] = {
    Text: lambda node, _medium: escape(node.text),
    Value: _value,
    Strong: _strong,
    Emphasis: _emphasis,
    Link: _link,
    CrossReference: _reference,
    Citation: _citation,
    Footnote: _footnote,
    Comment: lambda node, medium: inlines(node.children, medium),
    Math: lambda node, medium: medium.formula(node),
    LineBreak: lambda _node, _medium: Markup("<br>"),
}
