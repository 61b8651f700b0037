"""A theme as values for the base files: what their ``$name`` places stand for.

Every kind of text of the theme gives five places: ``_s`` its lines and spaces, ``_j`` how it is
aligned, ``_p`` both with its indent, ``_r`` its letters, ``_fonts`` the four fonts of a run.
Measures are twips, sizes of letters half points.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache

from ...document.theme import TextStyle, TextStyles, Theme
from ..layout.cell import CellText
from ..layout.page import Page
from ..layout.quote import quote_source
from ..layout.tints import Tints
from .lists import list_values
from .markup import base_text, escape, fill
from .ornaments import ornament_values

TWIPS = 20  # in a point
_GREY = "404040"
_JUSTIFICATION = {"justify": "both"}
# Based on the style of running text: what they share with it they leave to it.
_RUNNING = ("body", "lead", "quote")
_INHERIT_ALIGNMENT = (*_RUNNING, "note", "reference")
_SAY_BOLD = ("heading", "contents_title", "cover_title", "cover_long_title")  # Word's are bold
_HEADINGS = ("heading1", "heading2", "heading3", "heading4")
_REFERENCE_LABEL = 2.7  # characters that [10] and the gap after it take
_LEAD_RULE = (
    '<w:pBdr><w:left w:val="single" w:sz="24" w:space="7" w:color="{}"/></w:pBdr>',
    '<w:ind w:left="200" w:firstLineChars="0" w:firstLine="0"/>',
)
_HEADER_RULE = '<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="3" w:color="A6A6A6"/></w:pBdr>'
_TAB = '<w:tab w:val="{}" w:pos="{}"/>'
_SPACED = re.compile(
    r'w:styleId="(\w+)">(?:(?!</w:style>).)*?'
    r'w:before="(\d+)" w:after="\d+" w:line="(\d+)" w:lineRule="exact"',
    re.DOTALL,
)
_FONT_NAME = re.compile('(?m)^ *<w:font w:name="([^"]+)">.*\n')
_CHARTS_AND_FORMULAS = ("Arial", "Cambria Math")
_UNKNOWN_FONT = (
    '  <w:font w:name="{}"><w:charset w:val="86"/><w:family w:val="auto"/>'
    '<w:pitch w:val="variable"/></w:font>\n'
)


def twips(points: float) -> int:
    """Return a length given in points."""
    return round(points * TWIPS)


def styles_xml(theme: Theme) -> str:
    """Return ``word/styles.xml``."""
    return fill("styles.xml", style_values(theme))


def numbering_xml(theme: Theme, instances: str = "") -> str:
    """Return ``word/numbering.xml`` with ``instances``, the ``w:num`` of ordered lists."""
    return fill("numbering.xml", {**style_values(theme), "instances": instances})


def settings_xml(theme: Theme, *, even_pages: bool) -> str:
    """Return ``word/settings.xml``; ``even_pages`` have headers and footers of their own."""
    even = "  <w:evenAndOddHeaders/>\n" if even_pages else ""
    return fill("settings.xml", {**style_values(theme), "even_pages": even})


def theme_xml(theme: Theme) -> str:
    """Return ``word/theme/theme1.xml``: colours, and the fonts of headings and text."""
    return fill("theme1.xml", style_values(theme))


def font_table_xml(theme: Theme) -> str:
    """Return ``word/fontTable.xml``: the theme's fonts, those of charts and of formulas."""
    used = [*theme.fonts.values(), *_CHARTS_AND_FORMULAS]
    known = _FONT_NAME.findall(base_text("fontTable.xml"))
    others = dict.fromkeys(escape(name) for name in used if name not in known)
    table = fill("fontTable.xml", {"others": "".join(map(_UNKNOWN_FONT.format, others))})
    return _FONT_NAME.sub(lambda row: row[0] if row[1] in used or row[1] in others else "", table)


@lru_cache(maxsize=8)
def _spacings(styles: str) -> Mapping[str, tuple[int, int]]:
    return {name: (int(before), int(line)) for name, before, line in _SPACED.findall(styles)}


def spacings(theme: Theme) -> Mapping[str, tuple[int, int]]:
    """Return by style the room above it and the pitch of its lines, where that is fixed."""
    return _spacings(styles_xml(theme))


def style_values(theme: Theme) -> Mapping[str, str]:
    """Return what the places of the base files stand for with ``theme``."""
    tints = Tints.of(theme)
    values = {
        "accent": tints.accent,
        "accent_text": theme.accent_text,
        "pale": tints.pale,
        "latin": escape(theme.fonts["latin"]),
        "body_font": escape(theme.fonts[theme.styles.body.font]),
        "heading_font": escape(theme.fonts[theme.styles.heading1.font]),
        "kai_fonts": run_fonts(theme, "kai"),
    }
    for name in (one.name for one in fields(TextStyles)):
        values |= _text(theme, name, getattr(theme.styles, name))
    values |= _derived(theme) | ornament_values(theme)
    return values | _page(theme) | list_values(theme)


def run_fonts(theme: Theme, role: str) -> str:
    """Return the attributes of ``w:rFonts`` for the Chinese font of ``role``."""
    latin = escape(theme.fonts["latin"])
    chinese = escape(theme.fonts[role])
    return f'w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"'


def first_line(style: TextStyle) -> str:
    """Return ``w:ind`` of an indented first line: characters for Word, twips for others."""
    first = twips(style.indent * style.size)
    return f'<w:ind w:firstLineChars="{round(style.indent * 100)}" w:firstLine="{first}"/>'


def _text(theme: Theme, name: str, style: TextStyle) -> dict[str, str]:
    inherits = name in _INHERIT_ALIGNMENT and style.align == theme.styles.body.align
    aligned = "" if inherits else f'<w:jc w:val="{_JUSTIFICATION.get(style.align, style.align)}"/>'
    indent = first_line(style) if style.indent else ""
    return {
        f"{name}_s": _spacing(style),
        f"{name}_j": aligned,
        f"{name}_p": f"{_spacing(style)}{indent}{aligned}",
        f"{name}_r": _letters(theme, name, style),
        f"{name}_fonts": run_fonts(theme, style.font),
        f"{name}_size": str(round(style.size * 2)),
    }


def _spacing(style: TextStyle, after: float | None = None, line: float = 0.0) -> str:
    return (
        f'<w:snapToGrid w:val="0"/><w:spacing w:before="{twips(style.before)}"'
        f' w:after="{twips(style.after if after is None else after)}"'
        f' w:line="{twips(max(style.line, line))}" w:lineRule="exact"/>'
    )


def _letters(theme: Theme, name: str, style: TextStyle) -> str:
    parts = [f"<w:rFonts {run_fonts(theme, style.font)}/>"]
    if style.bold:
        parts.append("<w:b/><w:bCs/>")
    elif name.startswith(_SAY_BOLD):
        parts.append('<w:b w:val="0"/><w:bCs w:val="0"/>')
    colours = {"ink": "", "accent": theme.accent_text, "grey": _GREY}
    colour = (colours | {"on_accent": theme.on_accent})[style.colour]
    if name == "page_number":  # stands among the words of a footer, which may be grey
        colour = colour or "auto"
    if colour:
        parts.append(f'<w:color w:val="{colour}"/>')
    if name not in _RUNNING or style.size != theme.styles.body.size:
        size = round(style.size * 2)
        parts.append(f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>')
    return "".join(parts)


def _derived(theme: Theme) -> dict[str, str]:
    """Return places for styles that differ from a kind of text by their spaces or indents."""
    styles, cell = theme.styles, CellText.of(theme)
    body, lead = styles.body, styles.lead
    said_by = quote_source(theme)
    values = {
        "plain_s": _spacing(body),
        "plain_r": _letters(theme, "body", body),
        "quote_inset": first_line(styles.quote),
        "quote_source_s": _spacing(said_by),
        "quote_source_r": _letters(theme, "quote_source", said_by),
        "body_align": _JUSTIFICATION.get(body.align, body.align),
        "two_characters": str(twips(2 * body.size)),
        "figure_note_s": _spacing(styles.note, after=max(styles.note.after, styles.caption.after)),
        "note_hanging": str(twips(2 * styles.note.size)),  # 注：
        "footnote_hanging": str(twips(styles.footnote.size)),
        "reference_hanging": str(twips(_REFERENCE_LABEL * styles.reference.size)),
        "caption_before": str(twips(styles.caption.before)),
        "cell_side": str(cell.side),
        "cell_top": str(cell.padding // 2),
        "lead_rule": "",
    }
    if not lead.indent:  # a lead that does not begin like running text stands beside a rule
        rule, indent = _LEAD_RULE
        values["lead_rule"] = rule.format(theme.accent_text)
        align = "" if lead.align == body.align else f'<w:jc w:val="{lead.align}"/>'
        values["lead_p"] = f"{_spacing(lead)}{indent}{align}"
    for level in (1, 2, 3):
        step = twips(level * theme.lists.contents * styles.contents2.size)
        values[f"contents_left{level}"] = str(step)
    for name in _HEADINGS:
        style = getattr(styles, name)
        indent = first_line(style).replace("<w:ind ", '<w:ind w:left="0" ')
        values[f"{name}_ind"] = indent if style.indent else '<w:ind w:left="0" w:firstLine="0"/>'
    return values


def _page(theme: Theme) -> dict[str, str]:
    """Return places for what depends on the page: stops of tabs, heads and feet."""
    width, styles = Page.of(theme).text_width, theme.styles
    footer = _spacing(styles.footer, line=styles.page_number.line)
    inset = number_inset(theme) if theme.page.numbers == "outside" else 0
    stops = footer_stops(width, inset)
    return {
        "text_width": str(width),
        "header_rule": _HEADER_RULE if theme.page.running_heads else "",
        "footer_tabs": "".join(_TAB.format(kind, at) for at, kind in stops),
        "footer_p": f'{footer}<w:jc w:val="left"/>',
    }


def footer_stops(width: int, inset: int = 0) -> list[tuple[int, str]]:
    """Return the stops of tabs in a footer, on a page with ``width`` between its margins.

    What stands on the right ends ``inset`` before the margin.
    """
    return [(width // 2, "center"), (width - inset, "right")]


def number_inset(theme: Theme) -> int:
    """Return how far from the margin a page number stands that is outside: one character."""
    return twips(theme.styles.page_number.size)
