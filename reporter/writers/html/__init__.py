"""The report as one HTML file: opens offline, reads on a phone, prints."""

from __future__ import annotations

import base64
from pathlib import Path

from markupsafe import Markup

from ...document.nodes import Attachment, Document, Figure, Footnote, Math, picture_bytes
from .body import document_body
from .head import head_meta, style_element
from .inline import Medium, inlines, note_mark
from .svg import inline_drawing
from .theme import read_theme
from .walk import iter_nodes

__all__ = ["write_html"]

_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
_CSS = Path(__file__).with_name("screen.css")


def write_html(document: Document) -> bytes:
    """Return ``document`` as one UTF-8 HTML file without any outside reference.

    Raises:
        OutputError: a drawing of the tree refers to something outside itself, or the
            theme's colour cannot be read.
    """
    theme = read_theme(document.theme)
    medium = Medium(picture=_picture, formula=_formula, theme=theme, paged=False)
    css = f":root{{{theme.properties()}}}\n{_CSS.read_text(encoding='utf-8')}"
    page = Markup(
        '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        "{meta}{style}{own}</head>\n<body{watermark}>\n<main>\n"
        "{body}{notes}{files}</main>\n</body>\n</html>\n"
    ).format(
        language=document.meta.language,
        policy=_POLICY,
        meta=head_meta(document.meta),
        style=style_element(css),
        own=style_element(document.stylesheet) if document.stylesheet.strip() else "",
        watermark=_watermark(document.meta.watermark),
        body=document_body(document, medium),
        notes=_footnotes(document, medium),
        files=_files(document.attachments),
    )
    return page.encode("utf-8")


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
            '<a href="#fnref-{0}" aria-label="返回正文">↩</a></p>\n'
        ).format(note.number, note_mark(note.number), inlines(note.children, medium))
        for note in notes
    )
    return Markup('<section class="footnotes" role="doc-endnotes">\n{}</section>\n').format(
        Markup("").join(lines)
    )


def _files(attachments: tuple[Attachment, ...]) -> Markup:
    if not attachments:
        return Markup("")
    links = (
        Markup('<li><a download="{}" href="data:{};base64,{}">{}</a></li>\n').format(
            file.name,
            file.media_type,
            base64.b64encode(file.data).decode("ascii"),
            f"{file.name}（{file.description}）" if file.description else file.name,
        )
        for file in attachments
    )
    return Markup('<section class="files"><p>本报告所附文件：</p><ul>\n{}</ul></section>\n').format(
        Markup("").join(links)
    )
