"""Key figures: a row of cards, as a table without borders between them."""

from __future__ import annotations

from ...document.nodes import Column, KeyFigure, KeyFigures
from ..layout.grid import column_widths
from .context import Context
from .fields import run
from .inline import inlines
from .paragraph import Flow, Para
from .tables import table_frame

_PER_ROW = 4
_GAP = 160  # twips above and below the cards


def add_key_figures(context: Context, flow: Flow, node: KeyFigures) -> None:
    """Append the cards; more than four share the rows evenly."""
    if not node.cards:
        return
    rows = -(-len(node.cards) // _PER_ROW)
    per_row = -(-len(node.cards) // rows)
    widths = column_widths([Column()] * per_row, context.width)
    groups = [node.cards[i : i + per_row] for i in range(0, len(node.cards), per_row)]
    xml = []
    for group in groups:
        cells = [_card(context, card, width) for card, width in zip(group, widths, strict=False)]
        cells += [_empty(width) for width in widths[len(group) :]]
        xml.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    flow.room_before(_GAP)
    flow.add_table(table_frame("CardTable", widths, "".join(xml), "关键指标"), _GAP)


def _card(context: Context, card: KeyFigure, width: int) -> str:
    paragraphs = [
        Para("CardLabel", run(card.label)),
        Para("CardValue", inlines(context, card.value)),
    ]
    if card.comment:
        paragraphs.append(Para("CardComment", inlines(context, card.comment)))
    content = "".join(para.to_xml() for para in paragraphs)
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def _empty(width: int) -> str:
    none = '<w:shd w:val="clear" w:color="auto" w:fill="auto"/>'
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{none}</w:tcPr>'
        f"{Para('TableText').to_xml()}</w:tc>"
    )
