"""A theme as CSS custom properties: measures and colours of text and pages.

Style sheets name them (``var(--body-font)``) and hold no measure of a theme themselves. Every
kind of text of :class:`TextStyles` has ``--NAME-font``, ``-family``, ``-size``, ``-line``,
``-before``, ``-after``, ``-indent``, ``-align`` and ``-colour``; underscores are hyphens.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from math import floor
from pathlib import Path
from string import Template

from ...document.colours import ink_on
from ...document.theme import A4_WIDTH_MM, TextStyle, TextStyles, Theme
from ...document.theme_file import default_theme
from ..layout.cards import CARD_GAP, CARD_ROOM, CARD_RULE, CARD_SIDE, CARDS_ROOM, UNIT_SHARE
from ..layout.cell import CellText
from ..layout.quote import QUOTE_ROOM, QUOTE_RULE, quote_inset, quote_source
from ..layout.tints import Tints

_FOLDER = Path(__file__).parent
_MM, _TWIPS = 72 / 25.4, 20  # points in a millimetre, twips in a point
_HEAD_ROOM = 22.0  # pt between the rule of a running head and the text: 续表1 stands there
_HEAD_RULE, _ABOVE_RULE = 0.5, 2.0  # pt: the rule, and the room between it and the head
_LEAD_RULE, _LEAD_INSET = 3.0, 7.0  # pt: the rule beside a lead that begins without indent
_SCRIPT = 0.625  # size of letters below and above the line, of the body's
_ALIGN = {"distribute": "justify"}
_OF_FIGURES = ("cell-head",)  # figures over columns of figures are of their face


@dataclass(frozen=True, slots=True)
class Margins:
    """Margins of a page in mm."""

    top: float
    right: float
    bottom: float
    left: float

    @classmethod
    def of(cls, theme: Theme) -> Margins:
        """Return those of the upright page; right of the text is what its characters leave."""
        page = theme.page
        right = A4_WIDTH_MM - page.left - theme.text_width / _MM
        # Down to 0.01 mm: a line of full characters must not lack what rounding took.
        return cls(page.top, floor(100 * right) / 100, page.bottom, page.left)

    def turned(self) -> Margins:
        """Return those of the page turned to the left: what was on the left is on top."""
        return Margins(self.left, self.top, self.right, self.bottom)

    def __str__(self) -> str:
        """Return the value of the CSS property ``margin``."""
        return f"{self.top:g}mm {self.right:g}mm {self.bottom:g}mm {self.left:g}mm"


def declarations(properties: Mapping[str, str]) -> str:
    """Return ``properties`` as a rule for the root element."""
    return ":root{" + "".join(f"{name}:{value};" for name, value in properties.items()) + "}\n"


def theme_properties(theme: Theme) -> dict[str, str]:
    """Return what screen and print share: kinds of text and colours."""
    tints = Tints.of(theme)
    properties = {
        "--accent": f"#{theme.accent}",
        "--accent-text": f"#{theme.accent_text}",
        "--on-accent": f"#{ink_on(theme.accent)}",
        "--accent-soft": f"#{tints.soft}",
        "--accent-tint": f"#{tints.pale}",
    }
    for name in (one.name for one in fields(TextStyles)):
        properties |= _text(name.replace("_", "-"), getattr(theme.styles, name))
    return properties


def font_properties(theme: Theme) -> dict[str, str]:
    """Return the fonts that a theme or a brand names for itself; screens have others to choose."""
    usual = default_theme().fonts
    return {
        f"--own-{role}": '"{}"'.format(re.sub(r'["\\\n]', "", name))
        for role, name in theme.fonts.items()
        if name != usual.get(role)
    }


def text_rules() -> str:
    """Return the rules of paragraphs and headings on paper."""
    return (_FOLDER / "text.css").read_text(encoding="utf-8")


def paper_rules(theme: Theme) -> str:
    """Return the rules of the pages on which a browser prints."""
    upright = Margins.of(theme)
    rules = Template((_FOLDER / "paper.css").read_text(encoding="utf-8"))
    return rules.substitute(upright=upright, turned=upright.turned())


def page_properties(theme: Theme) -> dict[str, str]:
    """Return the measures that the printed page has beside those of its text."""
    upright, cell = Margins.of(theme), CellText.of(theme)
    foot = theme.page.bottom - theme.page.footer
    bare = bool(theme.styles.lead.indent)  # a lead that begins like running text has no rule
    return {
        **_page("page", theme, upright),
        **_text("quote-source", quote_source(theme)),
        **_page("turned", theme, upright.turned()),
        "--group-ground": "var(--accent-tint)" if theme.has_grounds else "transparent",
        "--below-notes": _pt(max(theme.styles.note.after, theme.styles.caption.after)),
        **_lists(theme),
        "--quote-inset": _pt(quote_inset(theme)),
        "--quote-rule": _pt(QUOTE_RULE if quote_inset(theme) else 0.0),
        "--quote-room": _pt(QUOTE_ROOM if quote_inset(theme) else 0.0),
        "--cards-room": _pt(CARDS_ROOM),
        "--card-gap": _pt(CARD_GAP),
        "--card-rule": _pt(CARD_RULE),
        "--card-room": _pt(CARD_ROOM),
        "--card-side": _pt(CARD_SIDE),
        "--card-unit": f"{UNIT_SHARE:g}em",
        "--foot-gap": _pt(max(foot * _MM - theme.styles.page_number.line, 0.0)),
        "--cell-side": _pt(cell.side / _TWIPS),
        "--cell-narrow": _pt(cell.narrow().side / _TWIPS),
        "--cell-above": _pt(cell.padding / 2 / _TWIPS),
        "--lead-rule": _pt(0.0 if bare else _LEAD_RULE),
        "--lead-inset": _pt(0.0 if bare else _LEAD_INSET),
        "--script-size": _pt(theme.styles.body.size * _SCRIPT),
    }


def _text(name: str, style: TextStyle) -> dict[str, str]:
    colours = {"accent": "var(--accent-text)", "on_accent": "var(--on-accent)"}
    figures = "-figures" if style.font == "hei" and name in _OF_FIGURES else ""
    weight, family = 700 if style.bold else 400, f"var(--{style.font}{figures})"
    values = {
        "font": f"{weight} {_pt(style.size)}/{_pt(style.line)} {family}",
        "family": family,
        "size": _pt(style.size),
        "line": _pt(style.line),
        "before": _pt(style.before),
        "after": _pt(style.after),
        "indent": f"{style.indent:g}em",
        "align": _ALIGN.get(style.align, style.align),
        "colour": colours.get(style.colour, f"var(--{style.colour})"),
    }
    return {f"--{name}-{key}": value for key, value in values.items()}


def _lists(theme: Theme) -> dict[str, str]:
    """Return how far in lists and deeper levels stand: em of their letters."""
    lists, first = theme.lists, theme.styles.body.indent
    widths = {
        "bullet-left": first + lists.mark,
        "number-left": first + lists.number,
        "bullet-step": lists.step,
        "number-step": lists.number,
        "contents-step": lists.contents,
    }
    return {f"--{name}": f"{width:g}em" for name, width in widths.items()}


def _page(name: str, theme: Theme, margins: Margins) -> dict[str, str]:
    """Return the margins above which the head stands, and the room from there to the text.

    The head starts where the theme has it, but higher where its rule would come too near to
    the text.
    """
    top = margins.top * _MM
    head = theme.page.header * _MM + theme.styles.header.line
    area, rule, gap = top, 0.0, max(top - head, 0.0)
    if theme.page.running_heads:
        upright = Margins.of(theme).top * _MM
        area = min(head, min(top, upright) - _HEAD_ROOM - _ABOVE_RULE) + _ABOVE_RULE
        rule, gap = _HEAD_RULE, _ABOVE_RULE
    sides = f"{margins.right:g}mm {margins.bottom:g}mm {margins.left:g}mm"
    return {
        f"--{name}-margin": f"{_pt(area)} {sides}",
        f"--{name}-head-room": _pt(top - area),
        f"--{name}-head-padding": _pt(top - area - rule),
        f"--{name}-head-rule": _pt(rule),
        f"--{name}-head-gap": _pt(gap),
    }


def _pt(length: float) -> str:
    return f"{round(length, 3):g}pt"
