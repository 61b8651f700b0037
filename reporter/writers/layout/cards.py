"""Key figures: how cards share rows, and how their values come to stand on one line."""

from __future__ import annotations

from collections.abc import Sequence

from ...document.nodes import KeyFigure, KeyFigures
from ...document.theme import Theme
from .decimals import text_width

CARD_GAP, CARD_RULE = 6.0, 2.25  # pt between cards, and of the rule above them
CARD_ROOM, CARD_SIDE = 6.0, 3.75  # pt inside a card: above and below, at the sides
CARDS_ROOM = 8.0  # pt above and below all of them
UNIT_SHARE = 0.55  # size of a unit, of that of its value
_PER_ROW = 4


def card_rows(node: KeyFigures) -> tuple[tuple[KeyFigure, ...], ...]:
    """Return the cards in rows; more than four share the rows evenly."""
    count = len(node.cards)
    rows = -(-count // _PER_ROW)
    per_row = -(-count // rows) if rows else 0
    return tuple(node.cards[at : at + per_row] for at in range(0, count, per_row or 1))


def room_above(row: Sequence[KeyFigure], theme: Theme, width: float) -> tuple[float, ...]:
    """Return for each card the pt above its label that bring the values onto one line.

    Args:
        row: cards side by side.
        theme: its style of labels.
        width: of one card in pt.
    """
    style = theme.styles.card_label
    inside = width - CARD_GAP - 2 * CARD_SIDE
    lines = [
        max(int(-(-text_width(card.label, 100) * style.size / 100 // inside)), 1) for card in row
    ]
    return tuple((max(lines) - count) * style.line for count in lines)
