"""Inline nodes to runs, content controls, fields, links and note marks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote, urlsplit

from ...document.nodes import (
    Citation,
    Comment,
    CrossReference,
    Emphasis,
    Footnote,
    Inline,
    LineBreak,
    Link,
    Math,
    Strong,
    Text,
    Value,
)
from ..layout.plaintext import clean, words
from .comments import commented
from .context import Context
from .equations import office_math
from .fields import field, run
from .markup import escape
from .tags import tag_of


@dataclass(frozen=True, slots=True)
class Look:
    """How the surrounding nodes want text to look."""

    style: str = ""
    strong: bool = False
    emphasis: str = ""  # the font of emphasised Chinese
    linked: bool = False  # inside a hyperlink: no second one, no field

    def run(self, text: str) -> str:
        """Return the runs of ``text``."""
        return run(text, self.style, strong=self.strong, emphasis=self.emphasis)


PLAIN = Look()


def inlines(context: Context, nodes: Iterable[Inline], look: Look = PLAIN) -> str:
    """Return the XML of inline nodes, to stand inside ``w:p``."""
    return "".join([_WRITE[type(node)](context, node, look) for node in nodes])


def _value(context: Context, node: Value, look: Look) -> str:
    """Put the number into a hidden content control whose tag is the fact's key."""
    content = look.run(node.text)
    if not content or not node.key:
        return content
    context.keys.add(node.key)
    return (
        f'<w:sdt><w:sdtPr><w:tag w:val="{escape(tag_of(node.key))}"/>'
        f'<w:id w:val="{context.next_control()}"/><w15:appearance w15:val="hidden"/></w:sdtPr>'
        f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
    )


def safe_url(url: str) -> str:
    """Return ``url`` percent-encoded when it is http(s) or mailto and well formed, else ""."""
    url = clean(url).strip()
    try:
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    host_known = bool(parts.hostname) if parts.scheme in ("http", "https") else "@" in parts.path
    if parts.scheme not in ("http", "https", "mailto") or not host_known:
        return ""
    return quote(url, safe="%/:=&?~#+!$,;'@()*[]")


def _link(context: Context, node: Link, look: Look) -> str:
    target = safe_url(node.url)
    if look.linked or not target:
        return inlines(context, node.children, look)
    inner = inlines(context, node.children, replace(look, style="Hyperlink", linked=True))
    relation = context.rels.add("hyperlink", target, external=True)
    return f'<w:hyperlink r:id="{relation}" w:history="1">{inner}</w:hyperlink>' if inner else ""


def anchor(name: str, inner: str) -> str:
    """Return a hyperlink to a bookmark of this file."""
    return f'<w:hyperlink w:anchor="{name}" w:history="1">{inner}</w:hyperlink>'


def _reference(context: Context, node: CrossReference, look: Look) -> str:
    target = context.targets.nodes.get(node.target)
    text = look.run(node.text or (target.text if target else ""))
    if target is None or look.linked or not text:
        return text
    instruction = target.field_for(node.text or target.text)
    # Where no field prints what the tree says, a link keeps it right after any update.
    if not instruction:
        return anchor(target.mark, text)
    if look != PLAIN:  # else an update takes the looks of the caption
        instruction += " \\* MERGEFORMAT"
    if target.lead:  # 式（1）: the caption holds only what stands in brackets
        shown = (node.text or target.text).removeprefix(target.lead)
        return look.run(target.lead) + field(instruction, look.run(shown))
    return field(instruction, text)


def _citation(context: Context, node: Citation, look: Look) -> str:
    mark = run(node.text, "CitationMark", strong=look.strong)
    names = (context.targets.references.get(key) for key in node.keys)
    name = next((name for name in names if name), None)
    return mark if name is None or look.linked or not mark else anchor(name, mark)


def _footnote(context: Context, node: Footnote, look: Look) -> str:
    if context.in_note:  # Word has no notes within notes
        return look.run("（") + inlines(context, node.children, look) + look.run("）")
    outer, context.in_note = context.rels, True
    context.rels = context.package.rels("word/footnotes.xml")
    number = len(context.notes) + 1
    context.notes.append("")  # keeps the place
    content = inlines(context, node.children)
    context.notes[number - 1] = (
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        f"{run(' ')}{content}</w:p></w:footnote>"
    )
    context.rels, context.in_note = outer, False
    return (
        '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
        f'<w:footnoteReference w:id="{number}"/></w:r>'
    )


def _comment(context: Context, node: Comment, look: Look) -> str:
    if context.in_note or look.linked:  # Word forbids comments in notes; links stay whole
        return inlines(context, node.children, look)
    inner = inlines(context, node.children, look)
    if not inner or not words(node.text):
        return inner
    context.comments.append(node)
    return commented(len(context.comments) - 1, inner)


def _math(_context: Context, node: Math, _look: Look) -> str:
    return office_math(node)


_Write = Callable[[Context, Any, Look], str]
_WRITE: dict[type, _Write] = {
    Text: lambda _context, node, look: look.run(node.text),
    Value: _value,
    Strong: lambda context, node, look: inlines(context, node.children, replace(look, strong=True)),
    Emphasis: lambda context, node, look: inlines(
        context, node.children, replace(look, emphasis=context.theme.fonts["kai"])
    ),
    Link: _link,
    CrossReference: _reference,
    Citation: _citation,
    Footnote: _footnote,
    Comment: _comment,
    Math: _math,
    LineBreak: lambda *_: "<w:r><w:br/></w:r>",
}
