"""Key figures: a row of cards, as a table whose cells stand a little apart."""

from __future__ import annotations

from collections.abc import Sequence

from ...document.nodes import Column, KeyFigure, KeyFigures, Text
from ..layout.cards import CARD_GAP, card_rows, room_above
from ..layout.grid import column_widths
from .context import Context
from .fields import run
from .inline import PLAIN, inlines
from .paragraph import Flow, Para
from .tables import table_frame

_TWIPS = 20  # in a point
_GAP = 160  # twips above and below the cards


def add_key_figures(context: Context, flow: Flow, node: KeyFigures) -> None:
    """Append the cards, a table for each row; they stay on one page."""
    rows = card_rows(node)
    if not rows:
        return
    flow.room_before(_GAP)
    widths = column_widths([Column()] * len(rows[0]), context.width)
    for index, row in enumerate(rows):
        last = index == len(rows) - 1
        if index:
            room = round(CARD_GAP * _TWIPS)
            flow.add(Para("SectionEnd", keep_next=True, before=room))
        xml = _row(context, row, widths, keep=not last)
        flow.add_table(table_frame("CardTable", widths, xml, "关键指标"), _GAP if last else 0)


def _row(context: Context, row: Sequence[KeyFigure], widths: Sequence[int], *, keep: bool) -> str:
    rooms = room_above(row, context.theme, widths[0] / _TWIPS)
    cells = [
        _card(context, card, (width, room), keep=keep)
        for card, width, room in zip(row, widths, rooms, strict=False)
    ]
    cells += [_empty(width) for width in widths[len(row) :]]
    return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _card(context: Context, card: KeyFigure, measures: tuple[int, float], *, keep: bool) -> str:
    """Return the cell: width in twips and room above the label in pt are its ``measures``."""
    width, room = measures
    above = round((room + context.theme.styles.card_label.before) * _TWIPS) if room else None
    paragraphs = [
        Para("CardLabel", run(card.label), before=above),
        Para("CardValue", _value(context, card), keep_next=keep),
    ]
    if card.comment:
        paragraphs.append(Para("CardComment", inlines(context, card.comment), keep_next=keep))
    content = "".join(para.to_xml() for para in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _value(context: Context, card: KeyFigure) -> str:
    """Return the figure large and its unit small."""
    if all(isinstance(node, Text) for node in card.value):
        return inlines(context, card.value)
    return "".join(
        run(node.text, "CardUnit") if isinstance(node, Text) else inlines(context, (node,), PLAIN)
        for node in card.value
    )


def _empty(width: int) -> str:
    none = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
    edges = "".join(f'<w:{side} w:val="nil"/>' for side in ("top", "bottom", "right"))
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/><w:tcBorders>{edges}</w:tcBorders>'
        f"{none}</w:tcPr>{Para('TableText').to_xml()}</w:tc>"
    )
