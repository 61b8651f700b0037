"""Charts and pictures in the line, with alternative text.

A chart that asks for it and can be is one that Word draws and edits. Any other is a picture:
the PNG, and beside it for programs that know SVG the one whose texts are outlines; the plain
SVG would be set with the fonts of the reader's machine, not those it was laid out with.
"""

from __future__ import annotations

from ...document.nodes import Figure, picture_bytes
from ...document.picture_digest import picture_digest
from ..layout.plaintext import plain, words
from .captions import add_small_print, caption_xml
from .context import Context
from .fields import run
from .markup import EMU_PER_MM, EMU_PER_TWIP, escape
from .paragraph import Flow, Para

_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"
_CHART = "http://schemas.openxmlformats.org/drawingml/2006/chart"
_SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
_SVG_EXTENSION = "{96DAC541-7B7A-43D3-8B79-37D633B846F1}"


def add_figure(context: Context, flow: Flow, figure: Figure) -> None:
    """Append chart or picture, caption, note and source; they stay on one page."""
    has_caption = bool(figure.number or plain(figure.caption))
    below = bool(plain(figure.note) or plain(figure.source))
    content = _drawing(context, figure)
    # Without a drawing the words for it stand in its place.
    para = Para("Figure", content) if content else Para("CenteredText", run(f"（{_alt(figure)}）"))
    para.keep_next = has_caption or below
    flow.add(para)
    if has_caption:
        flow.add(Para("Caption", caption_xml(context, figure), keep_next=below))
    add_small_print(context, flow, figure.note, figure.source)


def _alt(figure: Figure) -> str:
    return words(figure.alt) or plain(figure.caption) or "图"


def _drawing(context: Context, figure: Figure) -> str:
    """Return the run with the drawing, or nothing."""
    if figure.native:
        from .charts import drawable_natively  # a report of pictures needs no charts

        if drawable_natively(figure):
            return chart_xml(context, figure)
    return picture_xml(context, figure) if figure.png else ""


def chart_xml(context: Context, figure: Figure) -> str:
    """Return the run with a chart that Word draws, as large as the picture would be."""
    from .charts import add_chart

    link = f'<c:chart xmlns:c="{_CHART}" r:id="{add_chart(context, figure)}"/>'
    frame = "<wp:cNvGraphicFramePr/>"
    names = _names(context.next_drawing(), figure, "图表")
    return _inline(context, figure, names, (frame, _CHART, link))


def picture_xml(context: Context, figure: Figure) -> str:
    """Return the run with the inline picture."""
    names = _names(context.next_drawing(), figure, "图片")
    png, svg = picture_bytes(figure.png), picture_bytes(figure.outlined) if figure.outlined else b""
    picture = embedded(context, (png, svg), _size(context, figure), names)
    if figure.block_id:
        found = [one for data in (png, svg) if data and (one := picture_digest(data))]
        context.pictures[figure.block_id] = found
    locks = '<a:graphicFrameLocks noChangeAspect="1"/>'
    frame = f"<wp:cNvGraphicFramePr>{locks}</wp:cNvGraphicFramePr>"
    return _inline(context, figure, names, (frame, _PICTURE, picture))


def embedded(context: Context, data: tuple[bytes, bytes], size: tuple[int, int], names: str) -> str:
    """Return ``pic:pic`` of a PNG and, for programs that know it, the SVG (or none: b"").

    ``size`` is width and height in EMU, ``names`` are the attributes that name the picture.
    """
    png, svg = data
    blip = f'<a:blip r:embed="{context.image(png)}"/>'
    if svg:
        vector = context.image(svg, "svg")
        blip = (
            f'{blip[:-2]}><a:extLst><a:ext uri="{_SVG_EXTENSION}"><asvg:svgBlip '
            f'xmlns:asvg="{_SVG}" r:embed="{vector}"/></a:ext></a:extLst></a:blip>'
        )
    return (
        f"<pic:pic><pic:nvPicPr><pic:cNvPr {names}/><pic:cNvPicPr/></pic:nvPicPr>"
        f"<pic:blipFill>{blip}<a:stretch><a:fillRect/></a:stretch></pic:blipFill>"
        '<pic:spPr><a:xfrm><a:off x="0" y="0"/>'
        f'<a:ext cx="{size[0]}" cy="{size[1]}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
    )


def _names(number: int, figure: Figure, kind: str) -> str:
    return f'id="{number}" name="{kind} {number}" descr="{escape(_alt(figure))}"'


def _inline(context: Context, figure: Figure, names: str, content: tuple[str, str, str]) -> str:
    """Return the run with ``content``: frame properties, kind of graphic and the graphic."""
    frame, kind, graphic = content
    width, height = _size(context, figure)
    return (
        '<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{width}" cy="{height}"/><wp:docPr {names}/>{frame}'
        f'<a:graphic><a:graphicData uri="{kind}">{graphic}'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _size(context: Context, figure: Figure) -> tuple[int, int]:
    """Return width and height in EMU, shrunk to the text width where it is wider."""
    width = max(int(figure.width_mm * EMU_PER_MM), 1)
    height = max(int(figure.height_mm * EMU_PER_MM), 1)
    limit = context.width * EMU_PER_TWIP
    if width > limit:
        width, height = limit, max(height * limit // width, 1)
    return width, height
