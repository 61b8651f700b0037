"""Quotes: inset on both sides, between two thin rules, the same in every output."""

from __future__ import annotations

from math import floor

from ...document.theme import Theme

QUOTE_RULE, QUOTE_ROOM = 0.75, 7.0  # pt: the rules, and the room between them and the text
_LEAST_INSET = 24.0


def quote_inset(theme: Theme) -> float:
    """Return how far in pt a quote stands in on both sides: its lines hold whole characters.

    A quote that begins like running text is as wide as that, and has no rules.
    """
    style = theme.styles.quote
    if style.indent:
        return 0.0
    characters = floor((theme.text_width - 2 * _LEAST_INSET) / style.size)
    return (theme.text_width - characters * style.size) / 2


def quote_source_size(theme: Theme) -> float:
    """Return the size in pt of the letters that tell whose words they are."""
    return theme.styles.quote.size if theme.styles.quote.indent else theme.styles.caption.size
