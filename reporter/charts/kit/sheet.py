"""The paper a chart is drawn on, in millimetres from the top left corner.

Every mark and every text is placed by measured widths, so nothing depends on an automatic
layout, nothing is clipped, and the picture is laid out once for both formats: the sheet
keeps the marks, :mod:`vector` and :mod:`raster` draw them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ...document.nodes import Value
from ..chart import TooManyError
from .faces import width
from .labels import LABEL, MM, pitch
from .marks import Mark, Shape, Writing
from .palette import INK, WHITE
from .raster import Raster

MOST_HEIGHT = 225.0  # millimetres: a page without its caption
_BASELINE = 0.37  # from the middle of a line down to its baseline, in sizes


class Sheet:
    """A sheet of ``width`` x ``height`` millimetres, y downwards; later marks cover earlier ones.

    Raises:
        TooManyError: the sheet would be higher than a page (Chinese).
    """

    def __init__(self, width: float, height: float) -> None:
        if height > MOST_HEIGHT:
            what = "图太高，一页放不下：请减少项目、分成几张图，或改用表格。"
            raise TooManyError(what, "rows")
        self.width, self.height = width, height
        self._marks: list[Mark] = []

    def rect(self, box: tuple[float, float, float, float], fill: str, edge: str = "none") -> None:
        """Fill a rectangle given as left, top, width, height."""
        left, top, wide, high = box
        right, bottom = left + wide, top + high
        corners = ((left, top), (right, top), (right, bottom), (left, bottom))
        line = "" if edge == "none" else edge
        self._marks.append(Shape(corners, fill=fill, edge=line, thick=0.5))

    def line(
        self, points: Sequence[tuple[float, float]], color: str, thick: float = 0.6, dash: str = ""
    ) -> None:
        """Draw a line of ``thick`` points; ``dash`` is on and off lengths in points: ``4 2``."""
        parts = tuple(float(part) for part in dash.split())
        self._marks.append(Shape(tuple(points), edge=color, thick=thick, dash=parts))

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, edge: str = "") -> None:
        """Fill a closed polygon."""
        self._marks.append(Shape(tuple(points), fill=fill, edge=edge, thick=0.8))

    def dot(self, x: float, y: float, color: str, shape: str = "o", hollow: bool = False) -> None:
        """Draw a marker: ``o`` circle, ``s`` square, ``^`` triangle, ``D`` diamond, ``v``."""
        fill = WHITE if hollow else color
        if shape == "o":
            self._marks.append(Shape(((x, y),), radius=1.0, fill=fill, edge=color, thick=1.2))
            return
        outlines = {
            "s": ((-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)),
            "^": ((0, -1.2), (1.1, 0.85), (-1.1, 0.85)),
            "v": ((0, 1.2), (1.1, -0.85), (-1.1, -0.85)),
            "D": ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
        }
        self.polygon([(x + dx, y + dy) for dx, dy in outlines[shape]], fill, color)

    def text(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write one line with its middle at height ``y``.

        Style: ``size`` (points), ``align`` (left, center, right), ``color``, ``bold``,
        ``values`` (the facts that the line prints, from left to right).
        """
        size = style.get("size", LABEL)
        if text:
            baseline = y + _BASELINE * size * MM
            look = style.get("bold", False), style.get("align", "left"), style.get("color", INK)
            values = tuple(style.get("values", ()))
            self._marks.append(Writing(x, baseline, text, size, *look, values))

    def lines(self, x: float, y: float, rows: Sequence[str], **style: Any) -> None:
        """Write several lines as one block with its middle at height ``y``.

        Style: as :meth:`text`, but ``values`` are given line by line.
        """
        step = pitch(style.get("size", LABEL))
        values = style.pop("values", ((),) * len(rows))
        for index, (row, printed) in enumerate(zip(rows, values, strict=True)):
            height = y + (index - (len(rows) - 1) / 2) * step
            self.text(x, height, row, values=printed, **style)

    def backed(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write one line on a white ground, so that rules behind it do not cross the digits."""
        size = style.get("size", LABEL)
        wide = width(text, size, style.get("bold", False))
        start = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[style.get("align", "left")]
        high = size * MM * 1.05
        self.rect((start - 0.4, y - high / 2, wide + 0.8, high), WHITE)
        self.text(x, y, text, **style)

    def values(self) -> tuple[tuple[Value, ...], ...]:
        """Return what each text prints, in drawing order; blank texts are left out."""
        texts = (mark for mark in self._marks if isinstance(mark, Writing))
        return tuple(text.values for text in texts if text.text.strip())

    def svg(self) -> bytes:
        """Return the sheet as SVG, text kept as text."""
        from .vector import svg

        return svg(self.width, self.height, self._marks)

    def raster(self) -> Raster:
        """Return the same picture as PNG (RGB, 200 dpi), to be drawn where it is needed."""
        return Raster(self.width, self.height, tuple(self._marks))
