"""The report as one HTML file: opens offline, reads on a phone, prints."""

from __future__ import annotations

import base64
from pathlib import Path

from markupsafe import Markup

from ...document.nodes import Contents, Document, Figure, Footnote, Math, picture_bytes
from ...document.theme import Theme
from ..layout.labels import CONTENTS_ANCHOR
from .body import document_body
from .files import file_links
from .head import head_meta, style_element
from .inline import Medium, inlines, note_mark
from .origins import origins
from .svg import inline_drawing
from .theme_css import (
    declarations,
    font_properties,
    page_properties,
    paper_rules,
    text_rules,
    theme_properties,
)
from .walk import iter_nodes

__all__ = ["write_html"]

_POLICY = (
    "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; "
    "form-action 'none'"
)
_FOLDER = Path(__file__).parent
_SHEETS = ("screen.css", "cover.css", "cards.css", "quote.css")
_MAIN = "part--main"  # two hyphens, as of the parts: no id of the tree is made like this


def write_html(document: Document) -> bytes:
    """Return ``document`` as one UTF-8 HTML file without any outside reference.

    Raises:
        OutputError: a drawing of the tree refers to something outside itself, or the
            theme's colour cannot be read.
    """
    medium = Medium(_picture, _formula, document.theme, paged=False, origins=origins(document))
    page = Markup(
        '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "{meta}{style}{own}</head>\n<body{watermark}>\n"
        '<a class="skip" href="#{main}">跳到正文</a>\n{jump}<main id="{main}" tabindex="-1">\n'
        "{body}{notes}{files}</main>\n</body>\n</html>\n"
    ).format(
        language=document.meta.language,
        policy=_POLICY,
        meta=head_meta(document.meta),
        style=style_element(_style(document.theme)),
        own=style_element(document.stylesheet) if document.stylesheet.strip() else "",
        watermark=_watermark(document.meta.watermark),
        main=_MAIN,
        jump=_jump(document),
        body=document_body(document, medium),
        notes=_footnotes(document, medium),
        files=file_links(document.attachments),
    )
    return page.encode("utf-8")


def _style(theme: Theme) -> str:
    """Return the style of the page; printed, it has the text and the sheet of the theme."""
    values = {**theme_properties(theme), **page_properties(theme), **font_properties(theme)}
    screen = ((_FOLDER / name).read_text(encoding="utf-8") for name in _SHEETS)
    paper = ("@media print {", text_rules(), theme.stylesheet, "}", paper_rules(theme))
    return "\n".join((declarations(values), *screen, *paper))


def _jump(document: Document) -> Markup:
    """Return the button that leads back to the contents where these are not beside the text."""
    for node in iter_nodes(document.parts):
        if isinstance(node, Contents) and node.kind == "contents" and node.entries:
            return Markup('<a class="jump" href="#{}">目录</a>\n').format(CONTENTS_ANCHOR)
    return Markup("")


def _watermark(text: str) -> Markup:
    """Return an attribute that the style draws, so that the words are no part of the text."""
    if not text.strip():
        return Markup("")
    return Markup(' data-watermark="{}" style="--letters:{}"').format(text, len(text))


def _picture(figure: Figure) -> Markup:
    if figure.svg:
        return inline_drawing(figure, f"{figure.id}-")
    if figure.png:
        data = base64.b64encode(picture_bytes(figure.png)).decode("ascii")
        return Markup('<img alt="{}" style="width:{:g}mm" src="data:image/png;base64,{}">').format(
            figure.alt, figure.width_mm, data
        )
    return Markup('<p class="no-picture">{}</p>').format(figure.alt)


def _formula(math: Math) -> Markup:
    return Markup(math.mathml)  # made of known elements by document/math, its texts escaped


def _footnotes(document: Document, medium: Medium) -> Markup:
    notes = [node for node in iter_nodes(document.parts) if isinstance(node, Footnote)]
    if not notes:
        return Markup("")
    lines = (
        Markup(
            '<p id="fn-{0}"><span class="fn-mark">{1}</span>{2} '
            '<a href="#fnref-{0}" role="doc-backlink" aria-label="返回正文">↩</a></p>\n'
        ).format(note.number, note_mark(note.number), inlines(note.children, medium))
        for note in notes
    )
    return Markup(
        '<section class="footnotes" role="doc-endnotes" aria-label="注释">\n{}</section>\n'
    ).format(Markup("").join(lines))
