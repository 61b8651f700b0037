"""The watermark as outlines under each page.

As text it would come between the words of every page when they are copied or searched. All pages
of a size share one drawing: as a background each would have its own, for a tenth of the time and
a quarter of the size of a report.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

from ...fonts import current

_ROLES = ("hei", "rare", "song", "kai", "latin")  # asked for a letter in this order
_LARGEST, _LENGTH = 90.0, 560.0  # pt: of a letter, and of the whole
_MIDDLE = 0.36  # em: from the base line to the middle of a letter
_COLOUR = "0.933 0.941 0.953 rg"
_SLOPE = "0.70711 0.70711 -0.70711 0.70711"  # 45 degrees upwards


def add_watermark(pdf: Any, text: str) -> None:
    """Draw ``text`` first on every page of ``pdf`` (``pydyf.PDF``), before its streams are packed.

    Raises:
        MachineError: the bundled fonts are missing.
    """
    import pydyf

    if not text.strip():
        return
    outlines, width = _outlines(text)

    @cache
    def drawing(right: float, top: float) -> bytes:
        stream = pydyf.Stream([_across(outlines, width, len(text), right, top)], compress=True)
        pdf.add_object(stream)
        reference: bytes = stream.reference
        return reference

    for thing in tuple(pdf.objects):
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/Page":
            _, _, right, top = thing["MediaBox"]
            thing["Contents"] = pydyf.Array([drawing(right, top), thing["Contents"]])


def _across(outlines: str, width: float, letters: int, right: float, top: float) -> bytes:
    """Return PDF operators for outlines of ``width`` em across a page of ``right`` x ``top`` pt."""
    size = min(_LARGEST, _LENGTH / max(letters, 1))
    return (
        f"/Artifact BMC\nq\n{_SLOPE} {right / 2:.2f} {top / 2:.2f} cm\n"
        f"{size:.4f} 0 0 {size:.4f} {-width / 2 * size:.4f} {-_MIDDLE * size:.4f} cm\n"
        f"{_COLOUR}\n{outlines}f\nQ\nEMC"
    ).encode("ascii")


def _outlines(text: str) -> tuple[str, float]:
    """Return the letters as PDF paths and their width, in em; what no face has is left out."""
    from fontTools.pens.transformPen import TransformPen
    from fontTools.ttLib import TTFont  # the PDF engine needs it anyway

    fonts = [TTFont(face.path, lazy=True) for face in current().chain(_ROLES, 400)]
    drawn, right = list[str](), 0.0
    for char in text:
        font = next((font for font in fonts if ord(char) in font.getBestCmap()), None)
        if font is None:
            continue
        shapes, scale = font.getGlyphSet(), 1 / font["head"].unitsPerEm
        shape = shapes[font.getBestCmap()[ord(char)]]
        pen = _path_pen()(shapes, drawn.append)
        shape.draw(TransformPen(pen, (scale, 0, 0, scale, right, 0)))
        right += shape.width * scale
    for font in fonts:
        font.close()
    return "".join(drawn), right


@cache
def _path_pen() -> Callable[..., Any]:
    """Return the class of a pen that writes PDF path operators (ISO 32000-1, 8.5.2)."""
    from fontTools.pens.basePen import BasePen

    class PathPen(BasePen):  # type: ignore[misc]
        """Writes to ``write``; quadratic curves come as cubic ones."""

        def __init__(self, shapes: Any, write: Callable[[str], None]) -> None:
            super().__init__(shapes)
            self._put = write

        def _line(self, operator: str, *points: tuple[float, float]) -> None:
            self._put("".join(f"{x:.4f} {y:.4f} " for x, y in points) + f"{operator}\n")

        def _moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self._line("m", point)

        def _lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
            self._line("l", point)

        def _curveToOne(self, *points: tuple[float, float]) -> None:  # noqa: N802
            self._line("c", *points)

        def _closePath(self) -> None:  # noqa: N802
            self._line("h")

    return PathPen
