"""Pictures in the line, with alternative text.

Word gets the PNG: an SVG would be set with the fonts of the reader's machine, which
lacks the ones the chart was laid out with.
"""

from __future__ import annotations

from ...document.nodes import Figure
from .captions import add_small_print, caption_xml
from .context import Context
from .fields import run
from .markup import EMU_PER_MM, EMU_PER_TWIP, escape, words
from .paragraph import Flow, Para
from .plaintext import plain

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def add_figure(context: Context, flow: Flow, figure: Figure) -> None:
    """Append picture, caption, note and source; they stay on one page."""
    has_caption = bool(figure.number or plain(figure.caption))
    below = bool(plain(figure.note) or plain(figure.source))
    # Without a picture the words for it stand in its place.
    content = picture_xml(context, figure) if figure.png else run(f"（{_alt(figure)}）")
    style = "Figure" if figure.png else "CenteredText"
    flow.add(Para(style, content, keep_next=has_caption or below))
    if has_caption:
        flow.add(Para("Caption", caption_xml(context, figure), keep_next=below))
    add_small_print(context, flow, figure.note, figure.source)


def _alt(figure: Figure) -> str:
    return words(figure.alt) or plain(figure.caption) or "图"


def picture_xml(context: Context, figure: Figure) -> str:
    """Return the run with the inline picture, shrunk to the text width where it is wider."""
    width = max(int(figure.width_mm * EMU_PER_MM), 1)
    height = max(int(figure.height_mm * EMU_PER_MM), 1)
    limit = context.width * EMU_PER_TWIP
    if width > limit:
        width, height = limit, max(height * limit // width, 1)
    number = context.next_drawing()
    names = f'id="{number}" name="图片 {number}" descr="{escape(_alt(figure))}"'
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {names}/><wp:cNvGraphicFramePr>'
        '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr>'
        f'<a:graphic><a:graphicData uri="{_PICTURE}"><pic:pic>'
        f"<pic:nvPicPr><pic:cNvPr {names}/><pic:cNvPicPr/></pic:nvPicPr>"
        f'<pic:blipFill><a:blip r:embed="{context.image(figure.png)}"/>'
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{width}" cy="{height}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )
