"""The print page: HTML with the print style, and the drawings it shows as assets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from ...document.nodes import Document, Figure, Math, picture_bytes
from ...document.plaintext import plain_text
from ..html.body import document_body
from ..html.head import head_meta, style_element
from ..html.inline import Medium
from ..html.svg import drawing_bytes
from ..html.theme_css import declarations, page_properties, text_rules, theme_properties
from ..layout.labels import foot_texts
from ..layout.page import Page
from .fetcher import SCHEME, Asset
from .formula import draw
from .marking import Drawn, drawn_values

_FOLDER = Path(__file__).parent
_SHEETS = ("print.css", "numbers-{}.css", "cover.css", "cards.css", "quote.css")
_QUOTES = str.maketrans("", "", "“”")
_VALUE = re.compile(
    r"(?:(?<=[\u4e00-\u9fff]) |(?<=总体)|(?<=目标值))(?=[+−]?\d[\d.]*(?:分|%|个百分点))"
)


@dataclass(frozen=True, slots=True)
class PrintedPages:
    """HTML for print, the assets it names, and the texts and values of those that are drawings."""

    html: str
    assets: Mapping[str, Asset]
    drawings: Mapping[str, Drawn]


def printed_html(document: Document, families: Mapping[str, str]) -> PrintedPages:
    """Return the print page of ``document``; ``families`` are CSS properties for the fonts."""
    theme, meta = document.theme, document.meta
    assets: dict[str, Asset] = {}
    drawings: dict[str, Drawn] = {}

    def picture(figure: Figure) -> Markup:
        name = f"{SCHEME}figure-{len(assets) + 1}"  # not the id: names stay plain ASCII
        if figure.svg:
            assets[name] = Asset(drawing_bytes(figure), "image/svg+xml")
            drawings[name] = drawn_values(figure)
        elif figure.png:
            assets[name] = Asset(picture_bytes(figure.png), "image/png")
        else:
            return Markup('<p class="no-picture">{}</p>').format(figure.alt)
        return Markup('<img src="{}" alt="{}" style="width:{:g}mm">').format(
            name, _described(figure), figure.width_mm
        )

    def formula(math: Math) -> Markup:
        drawn = draw(math)
        name = f"{SCHEME}formula-{len(assets) + 1}"
        assets[name] = Asset(drawn.svg, "image/svg+xml")
        size = f"width:{drawn.width:.3f}em;height:{drawn.height:.3f}em"
        return Markup(
            '<img class="formula" src="{}" alt="{}" style="{};vertical-align:{}em">'
        ).format(name, math.spoken, size, f"{-drawn.depth:.3f}")

    page = Page.of(theme)
    medium = Medium(
        picture, formula, theme, paged=True, width=page.text_width, height=page.text_height
    )
    body = document_body(document, medium)
    title = (meta.header or meta.title) if theme.page.running_heads else ""
    inner, mark = foot_texts(theme, meta.confidentiality)
    html = Markup(
        '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '{meta}{style}{own}</head>\n<body data-header="{header}" data-footer="{footer}" '
        'data-mark="{mark}">\n'
        "{body}</body>\n</html>\n"
    ).format(
        language=meta.language,
        meta=head_meta(meta),
        style=style_element(_style(document, families)),
        own=style_element(document.stylesheet) if document.stylesheet.strip() else "",
        header=theme.header or title,
        footer=inner,
        mark=mark,
        body=body,
    )
    return PrintedPages(str(html), assets, drawings)


def _style(document: Document, families: Mapping[str, str]) -> str:
    """Return the style of the pages: values of the theme, what names them, the theme's own."""
    theme = document.theme
    sheets = [name.format(theme.page.numbers) for name in _SHEETS]
    if theme.page.running_heads:
        sheets.append("running-heads.css")
    if document.meta.page_total:
        sheets.append("page-total.css")
    values = {**theme_properties(theme), **page_properties(theme), **families}
    texts = ((_FOLDER / name).read_text(encoding="utf-8") for name in sheets)
    return "\n".join((declarations(values), text_rules(), *texts, theme.stylesheet))


def _described(figure: Figure) -> str:
    """Return what a figure shows, its title first, in words that are read aloud.

    Readers list figures by their descriptions, away from the captions.
    """
    title = plain_text(figure.caption)
    whole = f"{title}。{figure.alt}" if title else figure.alt
    return _VALUE.sub("为", whole.translate(_QUOTES))
