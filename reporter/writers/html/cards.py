"""Key figures as HTML: rows of cards, large values with small units."""

from __future__ import annotations

from markupsafe import Markup

from ...document.nodes import KeyFigure, KeyFigures, Text
from ..layout.cards import card_rows, room_above
from .inline import Medium, inlines


def cards_html(node: KeyFigures, medium: Medium) -> Markup:
    """Return the cards; in print their values stand on one line."""
    rows = card_rows(node)
    if not rows:
        return Markup("")
    width = medium.width / 20 / len(rows[0])
    out = []
    for row in rows:
        rooms = room_above(row, medium.theme, width) if medium.paged else (0.0,) * len(row)
        cards = [_card(card, room, medium) for card, room in zip(row, rooms, strict=True)]
        cards += [Markup('<div class="card none"></div>')] * (len(rows[0]) - len(row))
        out.append(Markup('<div class="card-row">{}</div>\n').format(Markup("").join(cards)))
    ground = "band" if medium.theme.has_grounds else "plain"
    return Markup('<div class="cards cards-{}">\n{}</div>\n').format(ground, Markup("").join(out))


def _card(card: KeyFigure, room: float, medium: Medium) -> Markup:
    above = Markup(' style="padding-top:{}pt"').format(f"{room:g}") if room else ""
    comment = Markup("")
    if card.comment:
        comment = Markup('<div class="card-comment">{}</div>').format(inlines(card.comment, medium))
    return Markup(
        '<div class="card"><div class="card-label"{}>{}</div>'
        '<div class="card-value">{}</div>{}</div>'
    ).format(above, card.label, _value(card, medium), comment)


def _value(card: KeyFigure, medium: Medium) -> Markup:
    """Return the figure large and its unit word small; words alone are no unit."""
    if all(isinstance(node, Text) for node in card.value):
        return inlines(card.value, medium)
    return Markup("").join(
        Markup('<span class="card-unit">{}</span>').format(inlines((node,), medium))
        if isinstance(node, Text)
        else inlines((node,), medium)
        for node in card.value
    )
