"""The watermark as a drawing of outlines.

As text it would come between the words of every page when they are copied or searched.
"""

from __future__ import annotations

from pathlib import Path

from ...fonts import current

_TEMPLATE = Path(__file__).with_name("watermark.svg.in")
_ROLES = ("hei", "rare", "song", "kai", "latin")  # asked for a letter in this order
_UNITS = 1000  # of an em, in the drawing
_LARGEST, _LENGTH = 90.0, 560.0  # pt: of a letter, and of the whole


def watermark_drawing(text: str) -> bytes:
    """Return an SVG of A4 size with ``text`` across it; letters that no face has are left out.

    Raises:
        MachineError: the bundled fonts are missing.
    """
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.ttLib import TTFont  # the PDF engine needs it anyway

    fonts = [TTFont(face.path, lazy=True) for face in current().chain(_ROLES, 400)]
    size = min(_LARGEST, _LENGTH / max(len(text), 1))
    drawn, right = [], 0.0
    for char in text:
        font = next((font for font in fonts if ord(char) in font.getBestCmap()), None)
        if font is None:
            continue
        pen = SVGPathPen(font.getGlyphSet())
        shape = font.getGlyphSet()[font.getBestCmap()[ord(char)]]
        shape.draw(pen)
        unit = _UNITS / font["head"].unitsPerEm
        drawn.append(
            f'<path transform="translate({right:g} 0) scale({unit:g})" d="{pen.getCommands()}"/>'
        )
        right += shape.width * unit
    scale = size / _UNITS
    for font in fonts:
        font.close()
    template = _TEMPLATE.read_text(encoding="utf-8")
    values = {
        "@SCALE@": f"{scale:.5f}",
        "@LEFT@": f"{-right / 2:g}",
        "@DOWN@": f"{-0.36 * _UNITS:g}",
        "@PATHS@": "".join(drawn),
    }
    for place, value in values.items():
        template = template.replace(place, value)
    return template.encode("utf-8")
