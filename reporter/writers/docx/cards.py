"""Key figures: a row of cards, as a table whose cells stand a little apart."""

from __future__ import annotations

from collections.abc import Sequence

from ...document.nodes import Column, KeyFigure, KeyFigures, Text
from ..layout.cards import CARD_GAP, CARD_RULE, CARDS_ROOM, card_rows, room_above
from ..layout.grid import column_widths
from .context import Context
from .fields import run
from .inline import PLAIN, inlines
from .paragraph import Flow, Para
from .tables import table_frame

_TWIPS = 20  # in a point
_PAPER = '<w:shd w:val="clear" w:color="auto" w:fill="FFFFFF"/>'  # LibreOffice keeps a ground


def add_key_figures(context: Context, flow: Flow, node: KeyFigures) -> None:
    """Append the cards; they stay on one page."""
    rows = card_rows(node)
    if not rows:
        return
    widths = column_widths([Column()] * len(rows[0]), context.width)
    coloured = context.theme.has_grounds
    between = _gap(widths) if coloured else ""
    xml = between.join(
        _row(context, row, widths, top=coloured and row is not rows[0]) for row in rows
    )
    if len(rows) > 1:  # all but the last row are kept with the next
        head, _, last = xml.rpartition("<w:tr>")
        xml = _kept(head) + "<w:tr>" + last
    room = round(CARDS_ROOM * _TWIPS)
    flow.room_before(room)
    flow.add_table(table_frame("CardTable", widths, xml, "关键指标"), room)


def _kept(xml: str) -> str:
    """Return rows whose comments, the only ones whose style does not, keep with the next."""
    style = '<w:pStyle w:val="CardComment"/>'
    return xml.replace(style, f"{style}<w:keepNext/>")


def _gap(widths: Sequence[int]) -> str:
    """Return a row without ground that sets rows of cards as far apart as the cards are."""
    height = f'<w:trHeight w:val="{round(CARD_GAP * _TWIPS)}" w:hRule="exact"/>'
    cell = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/><w:gridSpan w:val="{len(widths)}"/>{_PAPER}'
    para = Para("SectionEnd", keep_next=True).to_xml()
    return (
        f"<w:tr><w:trPr><w:cantSplit/>{height}</w:trPr>"
        f"<w:tc><w:tcPr>{cell}</w:tcPr>{para}</w:tc></w:tr>"
    )


def _row(context: Context, row: Sequence[KeyFigure], widths: Sequence[int], *, top: bool) -> str:
    """Return a row of cards; ``top`` has a rule above it, as the table's first row has one."""
    rooms = room_above(row, context.theme, widths[0] / _TWIPS)
    rule = ""
    if top:
        size = round(CARD_RULE * 8)
        rule = (
            f'<w:tcBorders><w:top w:val="single" w:sz="{size}" w:space="0"'
            f' w:color="{context.tints.accent}"/></w:tcBorders>'
        )
    cells = [
        _card(context, card, f'<w:tcW w:w="{width}" w:type="dxa"/>{rule}', room)
        for card, width, room in zip(row, widths, rooms, strict=False)
    ]
    open_sides = ("top", "bottom", "right") if context.theme.has_grounds else ("right",)
    cells += [_empty(width, open_sides) for width in widths[len(row) :]]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _card(context: Context, card: KeyFigure, properties: str, room: float) -> str:
    """Return the cell; ``room`` is in pt, above the label."""
    above = round((room + context.theme.styles.card_label.before) * _TWIPS) if room else None
    paragraphs = [
        Para("CardLabel", run(card.label), before=above),
        Para("CardValue", _value(context, card)),
    ]
    if card.comment:
        paragraphs.append(Para("CardComment", inlines(context, card.comment)))
    content = "".join(para.to_xml() for para in paragraphs)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def _value(context: Context, card: KeyFigure) -> str:
    """Return the figure large and its unit small."""
    if all(isinstance(node, Text) for node in card.value):
        return inlines(context, card.value)
    return "".join(
        run(node.text, "CardUnit") if isinstance(node, Text) else inlines(context, (node,), PLAIN)
        for node in card.value
    )


def _empty(width: int, open_sides: Sequence[str]) -> str:
    edges = "".join(f'<w:{side} w:val="nil"/>' for side in open_sides)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{edges}</w:tcBorders>'
        f"{_PAPER}</w:tcPr>{Para('TableText').to_xml()}</w:tc>"
    )
