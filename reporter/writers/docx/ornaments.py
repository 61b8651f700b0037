"""What cover, cards and quotes have beside their letters: grounds, frames, rules, room.

Values for the places of ``base/styles.xml``. Texts on the field of the cover carry its colour as
their own ground too: they stay legible where a program does not draw the field, and where a
longer title leads them below it.
"""

from __future__ import annotations

from ...document.theme import Theme
from ..layout.cards import CARD_GAP, CARD_ROOM, CARD_RULE, CARD_SIDE, UNIT_SHARE
from ..layout.cover import HAIRLINE, RULE_BELOW, RULE_WIDTH
from ..layout.quote import QUOTE_ROOM, QUOTE_RULE, quote_inset
from ..layout.tints import Tints

_TWIPS, _EIGHTHS = 20, 8  # in a point
_LINE = '<w:{} w:val="single" w:sz="{}" w:space="{}" w:color="{}"/>'
_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="{}"/>'
_SIDES = ("top", "left", "bottom", "right")


def ornament_values(theme: Theme) -> dict[str, str]:
    """Return the values of the theme."""
    return {
        "on_accent": theme.on_accent,
        **_cover(theme),
        **_cards(theme),
        **_quote(theme),
    }


def _cover(theme: Theme) -> dict[str, str]:
    coloured = theme.cover == "band"
    accent, label = theme.accent.upper(), theme.styles.cover_label
    fill = _SHADE.format(accent)
    frame = "".join(_LINE.format(side, 6, 0, theme.on_accent) for side in _SIDES)
    lines = _LINE.format("top", 8, 0, theme.accent_text)
    lines += _LINE.format("bottom", 4, 0, HAIRLINE) + _LINE.format("insideH", 4, 0, HAIRLINE)
    below = round(RULE_BELOW * _TWIPS)
    beside = round((theme.text_width - RULE_WIDTH) * _TWIPS)
    return {
        "cover_fill": fill if coloured else "",
        "cover_frame": f"<w:pBdr>{frame}</w:pBdr>{fill}" if coloured else "",
        "cover_rule_p": (
            '<w:snapToGrid w:val="0"/><w:spacing w:before="0" w:after="0"'
            f' w:line="{below}" w:lineRule="exact"/><w:ind w:right="{beside}"/><w:jc w:val="left"/>'
        ),
        "cover_borders": f"<w:tblBorders>{lines}</w:tblBorders>" if coloured else "",
        "cover_label_gap": "0" if coloured else str(round(label.size * _TWIPS)),
    }


def _cards(theme: Theme) -> dict[str, str]:
    tints = Tints.of(theme)
    if theme.has_grounds:
        lines = _LINE.format("top", round(CARD_RULE * _EIGHTHS), 0, tints.accent)
        lines += _LINE.format("insideV", round(CARD_GAP * _EIGHTHS), 0, "FFFFFF")
    else:
        lines = _LINE.format("top", 6, 0, "auto") + _LINE.format("bottom", 6, 0, "auto")
        lines += _LINE.format("insideH", 4, 0, "auto") + _LINE.format("insideV", 4, 0, "auto")
    return {
        "card_borders": f"<w:tblBorders>{lines}</w:tblBorders>",
        "card_ground": _SHADE.format(tints.pale) if theme.has_grounds else "",
        "card_room": str(round(CARD_ROOM * _TWIPS)),
        "card_side": str(round(CARD_SIDE * _TWIPS)),
        "card_unit_size": str(round(theme.styles.card_value.size * UNIT_SHARE) * 2),
    }


def _quote(theme: Theme) -> dict[str, str]:
    inset = quote_inset(theme)
    if not inset:
        return {"quote_rules": "", "quote_flush": '<w:ind w:firstLineChars="0" w:firstLine="0"/>'}
    width, room = round(QUOTE_RULE * _EIGHTHS), round(QUOTE_ROOM)
    rules = "".join(
        _LINE.format(side, width, room, theme.accent_text) for side in ("top", "bottom")
    )
    side = round(inset * _TWIPS)
    indent = f'<w:ind w:left="{side}" w:right="{side}" w:firstLineChars="0" w:firstLine="0"/>'
    return {
        "quote_rules": f"<w:pBdr>{rules}</w:pBdr>",
        "quote_inset": indent,
        "quote_flush": indent,
    }
