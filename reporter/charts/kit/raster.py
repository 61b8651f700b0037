"""A sheet as PNG: RGB, 200 dpi, drawn by matplotlib's Agg renderer.

The renderer is called directly. Figures and artists would add nothing here but their
import and a layout of texts whose places are known already.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from ...fonts import Face
from .faces import advance, face, font, properties, runs, width
from .hermetic import hermetic
from .marks import Mark, Shape, Writing

DPI = 200
_MM_PER_INCH = 25.4
_SHARE = {"left": 0.0, "center": 0.5, "right": 1.0}


@dataclass(frozen=True, slots=True)
class Raster:
    """A sheet that becomes a PNG when called: it takes 80 ms, and most reports need none."""

    width: float
    height: float
    marks: tuple[Mark, ...]

    def __call__(self) -> bytes:
        """Return the picture; equal sheets give equal bytes."""
        with hermetic():
            return png(self.width, self.height, self.marks)


def png(width: float, height: float, marks: Iterable[Mark]) -> bytes:
    """Return the picture of a sheet of ``width`` x ``height`` millimetres."""
    from PIL import Image

    paper = _Paper(width, height)
    for mark in marks:
        if isinstance(mark, Shape):
            paper.shape(mark)
        else:
            paper.writing(mark)
    pixels = paper.renderer.buffer_rgba()
    size = pixels.shape[1], pixels.shape[0]
    picture = Image.frombytes("RGBA", size, bytes(pixels)).convert("RGB")
    target = io.BytesIO()
    # On flat colours level 3 is as small as 6, and faster.
    picture.save(target, "PNG", dpi=(DPI, DPI), compress_level=3)
    return target.getvalue()


class _Paper:
    """A white sheet of pixels; turns millimetres (y downwards) into pixels (y upwards)."""

    def __init__(self, width: float, height: float) -> None:
        from matplotlib.backends import backend_agg
        from matplotlib.path import Path
        from matplotlib.transforms import Affine2D

        self._path: Any = Path
        self._affine: Any = Affine2D
        scale = DPI / _MM_PER_INCH
        self._place = Affine2D().scale(1, -1).translate(0, height).scale(scale)
        agg: Any = backend_agg  # without annotations
        self.renderer = agg.RendererAgg(width * scale, height * scale, DPI)
        pen = self._pen("#ffffff", 0.0)
        pen.set_antialiased(False)
        whole = Affine2D().scale(width * scale, height * scale)
        self.renderer.draw_path(pen, Path.unit_rectangle(), whole, (1.0, 1.0, 1.0, 1.0))

    def _pen(self, color: str, thick: float) -> Any:
        pen = self.renderer.new_gc()
        pen.set_foreground(_rgba(color), isRGBA=True)
        pen.set_linewidth(thick)
        pen.set_capstyle("butt")
        pen.set_antialiased(True)
        return pen

    def shape(self, shape: Shape) -> None:
        pen = self._pen(shape.edge or "#000000", shape.thick if shape.edge else 0.0)
        pen.set_joinstyle("miter" if shape.fill else "round")
        if shape.dash:
            pen.set_dashes(0.0, list(shape.dash))
        if shape.radius:
            path = self._path.unit_circle()
            place = self._affine().scale(shape.radius).translate(*shape.points[0]) + self._place
        else:
            points = [*shape.points, shape.points[0]] if shape.fill else shape.points
            path, place = self._path(points, closed=bool(shape.fill)), self._place
        fill = _rgba(shape.fill) if shape.fill else None
        self.renderer.draw_path(pen, path, place.frozen(), fill)

    def writing(self, text: Writing) -> None:
        pieces = runs(text.text, text.bold)
        if any(chosen is not face(text.bold) for chosen, _ in pieces):
            self._outlines(text, pieces)
            return
        font = properties(text.size, text.bold)
        x, y = self._place.transform((text.x, text.y))
        if text.align != "left":
            wide, _, _ = self.renderer.get_text_width_height_descent(text.text, font, False)
            x -= wide * _SHARE[text.align]
        pen = self._pen(text.color, 1.0)
        self.renderer.draw_text(pen, x, self.renderer.height - y, text.text, font, 0)

    def _outlines(self, text: Writing, pieces: Iterable[tuple[Face, str]]) -> None:
        """Draw a text of several faces: matplotlib's own way with these goes by family names."""
        from matplotlib.textpath import text_to_path

        pen = self._pen(text.color, 0.0)
        at = text.x - width(text.text, text.size, text.bold) * _SHARE[text.align]
        for chosen, piece in pieces:
            opened, measure = font(chosen)
            scale = text.size / measure * _MM_PER_INCH / 72
            placed, shapes, _ = text_to_path.get_glyphs_with_font(opened, piece)
            for name, across, *_ in placed:
                place = self._affine().scale(scale, -scale).translate(at + across * scale, text.y)
                path = self._path(*shapes[name])
                self.renderer.draw_path(
                    pen, path, (place + self._place).frozen(), _rgba(text.color)
                )
            at += advance(chosen, piece) * scale


def _rgba(color: str) -> tuple[float, float, float, float]:
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return red, green, blue, 1.0
