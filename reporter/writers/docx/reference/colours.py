"""The colour that a client's file is made in: accent 1 of its theme (DrawingML, clrScheme)."""

from __future__ import annotations

import re

from .names import A, Element

# Accents of the themes that Word and WPS start from: whoever has one of these chose none.
_UNCHOSEN = {"4F81BD", "4472C4", "5B9BD5", "156082", "4874CB"}


def theme_accent(theme: Element) -> str:
    """Return accent 1 of a theme part as RRGGBB, "" where nobody has chosen it."""
    node = theme.find(f"{A}themeElements/{A}clrScheme/{A}accent1/{A}srgbClr")
    colour = (node.get("val", "") if node is not None else "").upper()
    chosen = re.fullmatch("[0-9A-F]{6}", colour) and colour not in _UNCHOSEN
    return colour if chosen else ""
