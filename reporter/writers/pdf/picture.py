"""A drawing as a picture, for programs that read no SVG: Word before 2016, WPS."""

from __future__ import annotations

import io
from functools import lru_cache

from ...fonts.fontconfig import own_fonts
from . import _ONE_AT_A_TIME
from .engine import collected_log, load, make_fetcher, refusals
from .fetcher import SCHEME, Asset

_DPI = 300
_NAME = f"{SCHEME}drawing"
_PAGE = (
    "<style>@page{size:%smm %smm;margin:0}"
    "img{position:absolute;top:0;left:0;width:100%%}</style><img src=%s>"
)


@lru_cache(maxsize=4)
def svg_png(svg: bytes, width_mm: float, height_mm: float) -> bytes:
    """Return a checked drawing as a PNG of 300 dpi with a clear ground.

    Raises:
        MachineError: Pango is missing.
        OutputError: the drawing refers to something outside itself.
    """
    import pypdfium2

    fetcher = make_fetcher({_NAME: Asset(svg, "image/svg+xml")})
    page = _PAGE % (f"{width_mm:g}", f"{height_mm:g}", _NAME)
    with _ONE_AT_A_TIME, own_fonts():
        weasyprint = load()
        with collected_log(), refusals(fetcher):
            made = weasyprint.HTML(string=page, base_url=SCHEME, url_fetcher=fetcher)
            pdf = made.write_pdf()
    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[0].render(scale=_DPI / 72, fill_color=(255, 255, 255, 0))
        picture = bitmap.to_pil().convert("RGBA")
    target = io.BytesIO()
    picture.save(target, "PNG", dpi=(_DPI, _DPI), optimize=True)
    return target.getvalue()
