"""Blocks of the document tree as HTML: one serialisation for print and screen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from markupsafe import Markup

from ...document.identity import block_id
from ...document.nodes import (
    Block,
    Contents,
    Cover,
    Document,
    Equation,
    Figure,
    KeyFigures,
    List,
    PageBreak,
    Paragraph,
    References,
    Section,
    Signatures,
    Table,
)
from ...document.plaintext import plain_text
from ...document.signing import DATE_UNITS, DATE_WORD, sealed
from ..layout.labels import CONTENTS_ANCHOR, END_ANCHOR, part_anchor
from .cards import cards_html
from .cover import cover_html
from .inline import Medium, href, inlines
from .tables import caption_text, notes, table
from .walk import iter_nodes

_ARABIC = frozenset({"body", "appendix", "landscape"})
_TAG = re.compile(r"\s*<[a-z][a-z0-9]*")


def document_body(document: Document, medium: Medium) -> Markup:
    """Return all parts of the document."""
    roman = frozenset(_front_ids(document))
    first = {"front": True, "arabic": True}
    last = document.parts[-1] if document.parts and document.meta.page_total else None
    parts = []
    for index, part in enumerate(document.parts):
        group = "arabic" if part.role in _ARABIC else part.role
        opening = " first" if first.get(group) else ""
        first[group] = False
        turned = medium.paged and part.role == "landscape"
        own = replace(medium, width=medium.height, height=medium.width) if turned else medium
        end = Markup('<div id="{}"></div>\n').format(END_ANCHOR) if part is last else ""
        parts.append(
            Markup('<div class="part part-{}{}" id="{}">\n{}{}</div>\n').format(
                part.role, opening, part_anchor(index), _blocks(part.blocks, own, roman), end
            )
        )
    return Markup("").join(parts)


def _front_ids(document: Document) -> Iterable[str]:
    for part in document.parts:
        if part.role == "front":
            yield from (node.id for node in iter_nodes(part) if getattr(node, "id", ""))


def _blocks(nodes: Iterable[Block], medium: Medium, roman: frozenset[str]) -> Markup:
    return Markup("").join(block(node, medium, roman) for node in nodes)


def block(node: Block, medium: Medium, roman: frozenset[str] = frozenset()) -> Markup:
    """Return one block as HTML; ``roman`` holds the ids that stand on roman pages.

    Its first element carries the block's id, which no number changes.
    """
    html = _block(node, medium, roman)
    name = block_id(node)
    tag = _TAG.match(html)
    if not name or tag is None:
        return html
    return html[: tag.end()] + Markup(' data-block="{}"').format(name) + html[tag.end() :]


def _block(  # noqa: C901 - one case a node
    node: Block, medium: Medium, roman: frozenset[str]
) -> Markup:
    match node:
        case Section():
            return _section(node, medium, roman)
        case Paragraph():
            return _paragraph(node, medium)
        case List():
            return _list(node, medium, roman)
        case Table():
            return table(node, medium)
        case Figure():
            return _figure(node, medium)
        case Equation():
            return _equation(node, medium)
        case KeyFigures():
            return cards_html(node, medium)
        case Contents():
            return _contents(node, medium, roman)
        case References():
            return _references(node, medium)
        case PageBreak():
            return Markup('<div class="page-break"></div>\n')
        case Cover():
            return cover_html(node, medium)
        case Signatures():
            return _signatures(node)


def _section(node: Section, medium: Medium, roman: frozenset[str]) -> Markup:
    level = min(max(node.level, 1), 4)
    title = plain_text(node.title)
    number = node.label.strip()
    label = Markup('<span class="label">{}</span>').format(number) if number else ""
    gap = "\u3000" if number[-1:].isalnum() else " " if number.endswith(".") else ""
    heading = Markup(
        '<h{level} id="{id}"{plain} data-title="{whole}">{label}{gap}{title}</h{level}>\n'
    ).format(
        level=level,
        id=node.id,
        plain=Markup("") if number else Markup(' class="unnumbered"'),
        whole=f"{number}{gap}{title}",
        label=label,
        gap=gap,
        title=inlines(node.title, medium),
    )
    return Markup('<section class="s{}">\n{}{}</section>\n').format(
        level, heading, _blocks(node.blocks, medium, roman)
    )


def _paragraph(node: Paragraph, medium: Medium) -> Markup:
    anchor = Markup(' id="{}"').format(node.id) if node.id else ""
    role = Markup("") if node.role == "body" else Markup(' class="{}"').format(node.role)
    return Markup("<p{}{}>{}</p>\n").format(anchor, role, inlines(node.children, medium))


def _list(node: List, medium: Medium, roman: frozenset[str]) -> Markup:
    tag = "ol" if node.ordered else "ul"
    items = (Markup("<li>{}</li>\n").format(_blocks(item, medium, roman)) for item in node.items)
    return Markup('<{0} class="list">\n{1}</{0}>\n').format(tag, Markup("").join(items))


def _figure(node: Figure, medium: Medium) -> Markup:
    label = caption_text("图", node.number)
    caption = Markup("")
    if node.caption:
        gap = Markup('<span class="gap">　</span>') if label else ""
        caption = Markup('<figcaption><span class="no">{}</span>{}{}</figcaption>').format(
            label, gap, inlines(node.caption, medium)
        )
    picture, data = medium.picture(node), Markup("")
    if not medium.paged:
        picture = Markup('<div class="drawing" style="--wide:{:g}mm">{}</div>').format(
            node.width_mm, picture
        )
        data = _figure_data(node, label)
    return Markup('<figure id="{}">{}{}{}{}</figure>\n').format(
        node.id, picture, caption, notes(node.note, node.source, medium), data
    )


def _figure_data(node: Figure, label: str) -> Markup:
    """Return the numbers behind a chart, folded away, for readers who cannot see it."""
    if node.data is None:
        return Markup("")
    head = Markup("<td></td>") + Markup("").join(
        Markup('<th scope="col">{}</th>').format(name) for name in node.data.series
    )
    rows = []
    for category, values in zip(node.data.categories, node.data.rows, strict=True):
        cells = Markup("").join(
            Markup('<td><data class="v" data-key="{}">{}</data></td>').format(value.key, value.text)
            if value is not None
            else Markup("<td>—</td>")
            for value in values
        )
        rows.append(Markup('<tr><th scope="row">{}</th>{}</tr>').format(category, cells))
    return Markup(
        '<details class="data"><summary>查看{name}数据</summary><div class="scroll" tabindex="0" '
        'role="group" aria-label="{name}数据"><table><thead><tr>{head}</tr></thead>'
        "<tbody>{rows}</tbody></table></div></details>"
    ).format(name=f"{label}的" if label else "", head=head, rows=Markup("").join(rows))


def _equation(node: Equation, medium: Medium) -> Markup:
    anchor = Markup(' id="{}"').format(node.id) if node.id else ""
    number = Markup("")
    if node.number:
        number = Markup('<span class="eq-no">（{}）</span>').format(node.number)
    return Markup('<div class="equation"{}>{}{}</div>\n').format(
        anchor, medium.formula(node.math), number
    )


def _contents(node: Contents, medium: Medium, roman: frozenset[str]) -> Markup:
    if not node.entries:  # a title over nothing
        return Markup("")
    lines = []
    for entry in node.entries:
        numerals = " roman" if entry.target in roman else ""
        label = Markup("")
        if entry.label:
            gap = "" if entry.label[-1] in "、）" else Markup('<span class="gap">　</span>')
            label = Markup('<span class="label">{}{}</span>').format(entry.label, gap)
        lines.append(
            Markup('<li class="l{}{}"><a href="{}">{}{}</a></li>\n').format(
                entry.level, numerals, href(entry.target), label, entry.title
            )
        )
    title = "".join(node.title.split())
    return Markup(
        '<nav class="contents contents-{}"{}>\n<h1 class="unnumbered" data-title="{}">{}</h1>\n'
        "<ul>\n{}</ul></nav>\n"
    ).format(
        node.kind,
        Markup("") if medium.paged else _landmark(node, title),
        title,
        node.title.replace("  ", "　"),
        Markup("").join(lines),
    )


def _landmark(node: Contents, title: str) -> Markup:
    anchor = Markup(' id="{}"').format(CONTENTS_ANCHOR) if node.kind == "contents" else ""
    return Markup('{} aria-label="{}"').format(anchor, title)


def _references(node: References, medium: Medium) -> Markup:
    lines = (
        Markup('<p id="ref-{}"><span class="ref-no">[{}]</span>{}</p>\n').format(
            entry.key, entry.number, inlines(entry.children, medium)
        )
        for entry in node.entries
    )
    return Markup('<div class="references">\n{}</div>\n').format(Markup("").join(lines))


def _signatures(node: Signatures) -> Markup:
    units = Markup("").join(
        Markup('<span class="sign-unit">{}</span>').format(u) for u in DATE_UNITS
    )
    lines = Markup("").join(
        Markup(
            '<p class="sign"><span class="sign-label">{}</span><span class="sign-line"></span>'
            '<span class="sign-date">{}</span>{}</p>\n'
        ).format(line, DATE_WORD, units)
        for line in node.lines
    )
    place = Markup("").join(Markup("<p>{}</p>\n").format(line) for line in sealed(node))
    if place:
        place = Markup('<div class="seal">\n<div>{}</div></div>').format(place)
    longest = max((len(line) for line in node.lines), default=0)
    return Markup('<div class="signatures" style="--label:{}em">\n{}{}</div>\n').format(
        longest, lines, place
    )
