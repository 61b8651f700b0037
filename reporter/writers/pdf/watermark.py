"""The watermark as a drawing of outlines.

As text it would come between the words of every page when they are copied or searched.
"""

from __future__ import annotations

from pathlib import Path

from ...fonts import faces

_TEMPLATE = Path(__file__).with_name("watermark.svg.in")
_LARGEST, _LENGTH = 90.0, 560.0  # pt: of a letter, and of the whole


def watermark_drawing(text: str) -> bytes:
    """Return an SVG of A4 size with ``text`` across it; letters that the face lacks are left out.

    Raises:
        MachineError: the bundled fonts are missing.
    """
    from fontTools.pens.svgPathPen import SVGPathPen
    from fontTools.ttLib import TTFont  # the PDF engine needs it anyway

    path = next(face.path for face in faces() if (face.role, face.weight) == ("hei", 400))
    with TTFont(path, lazy=True) as font:
        shapes, chars = font.getGlyphSet(), font.getBestCmap()
        size = min(_LARGEST, _LENGTH / max(len(text), 1))
        scale = size / font["head"].unitsPerEm
        drawn, right = [], 0.0
        for name in (chars[ord(char)] for char in text if ord(char) in chars):
            pen = SVGPathPen(shapes)
            shapes[name].draw(pen)
            drawn.append(f'<path transform="translate({right:g} 0)" d="{pen.getCommands()}"/>')
            right += shapes[name].width
    template = _TEMPLATE.read_text(encoding="utf-8")
    values = {
        "@SCALE@": f"{scale:.5f}",
        "@LEFT@": f"{-right / 2:g}",
        "@DOWN@": f"{-0.36 / scale * size:g}",
        "@PATHS@": "".join(drawn),
    }
    for place, value in values.items():
        template = template.replace(place, value)
    return template.encode("utf-8")
