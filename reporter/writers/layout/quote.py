"""Quotes: inset on both sides, between two thin rules, the same in every output."""

from __future__ import annotations

from dataclasses import replace
from math import floor

from ...document.theme import TextStyle, Theme

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


def quote_source(theme: Theme) -> TextStyle:
    """Return the style of the line that tells whose words they are."""
    said, small = theme.styles.quote, theme.styles.caption
    style = replace(said, before=0.0, indent=0.0, align="right", colour="grey")
    return style if said.indent else replace(style, size=small.size, line=small.line)
