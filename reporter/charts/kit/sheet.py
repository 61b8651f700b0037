"""The paper a chart is drawn on, in millimetres from the top left corner.

One matplotlib Figure without Axes: every mark and every text is placed by measured
widths, so nothing depends on an automatic layout, nothing is clipped, and the picture is
laid out once for both formats. Matplotlib is imported inside the functions.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from .faces import properties, width
from .labels import LABEL, MM, pitch
from .palette import INK

DPI = 200
MOST_HEIGHT = 225.0  # millimetres: a page without its caption
_MM_PER_INCH = 25.4
_BASELINE = 0.37  # from the middle of a line down to its baseline, in sizes
_OWN = {
    "svg.fonttype": "none",
    "svg.hashsalt": "reporter",
    "svg.id": None,
    "text.parse_math": False,
    "text.hinting": "no_hinting",
    "path.simplify": False,
}
_KEEP = ("backend", "interactive", "toolbar")  # belong to the host program
_NOTHING = {"Date": None, "Creator": None, "Format": None, "Type": None}
_IDS = re.compile(r'(<g) id="[^"]*"')
_STYLE = re.compile(r"\s*<defs>\s*<style[^>]*>.*?</style>\s*</defs>", re.DOTALL)


@contextmanager
def hermetic() -> Iterator[None]:
    """Draw by matplotlib's own defaults, whatever settings file the user has."""
    logger = logging.getLogger("matplotlib")
    level = logger.level
    logger.setLevel(logging.ERROR)  # no English hints about caches on the user's screen
    import matplotlib

    settings: dict[Any, Any] = dict(matplotlib.rcParamsDefault)
    settings.update(_OWN)
    try:
        with matplotlib.rc_context({k: v for k, v in settings.items() if k not in _KEEP}):
            yield
    finally:
        logger.setLevel(level)


class Sheet:
    """A sheet of ``width`` x ``height`` millimetres, y downwards.

    Raises:
        ValueError: the sheet would be higher than a page (Chinese).
    """

    def __init__(self, width: float, height: float) -> None:
        if height > MOST_HEIGHT:
            raise ValueError("图太高，一页放不下：请减少项目、分成几张图，或改用表格。")
        from matplotlib.figure import Figure
        from matplotlib.transforms import Affine2D

        self.width, self.height = width, height
        self._count = 0
        size = (width / _MM_PER_INCH, height / _MM_PER_INCH)
        self._figure = Figure(figsize=size, dpi=72, facecolor="white")
        down = Affine2D().scale(1, -1).translate(0, height).scale(1 / _MM_PER_INCH)
        self._transform = down + self._figure.dpi_scale_trans

    def _add(self, artist: Any) -> None:
        artist.set_transform(self._transform)
        self._count += 1
        artist.set_zorder(self._count)  # as on paper: later marks cover earlier ones
        self._figure.add_artist(artist, clip=False)

    def rect(self, box: tuple[float, float, float, float], fill: str, edge: str = "none") -> None:
        """Fill a rectangle given as left, top, width, height."""
        from matplotlib.patches import Rectangle

        self._add(Rectangle(box[:2], *box[2:], facecolor=fill, edgecolor=edge, linewidth=0.5))

    def line(
        self, points: Sequence[tuple[float, float]], color: str, thick: float = 0.6, dash: str = ""
    ) -> None:
        """Draw a line of ``thick`` points; ``dash`` is on and off lengths in points: ``4 2``."""
        from matplotlib.lines import Line2D

        xs, ys = zip(*points, strict=True)
        line = Line2D(xs, ys, color=color, linewidth=thick, solid_capstyle="butt")
        if dash:
            line.set_linestyle((0, [float(part) / thick for part in dash.split()]))
        self._add(line)

    def polygon(self, points: Sequence[tuple[float, float]], fill: str, edge: str = "none") -> None:
        """Fill a closed polygon."""
        from matplotlib.patches import Polygon

        self._add(Polygon(points, closed=True, facecolor=fill, edgecolor=edge, linewidth=0.8))

    def dot(self, x: float, y: float, color: str, shape: str = "o", hollow: bool = False) -> None:
        """Draw a marker: ``o`` circle, ``s`` square, ``^`` triangle, ``D`` diamond, ``v``."""
        from matplotlib.patches import Circle

        fill = "white" if hollow else color
        if shape == "o":
            self._add(Circle((x, y), 1.0, facecolor=fill, edgecolor=color, linewidth=1.2))
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

        Style: ``size`` (points), ``align`` (left, center, right), ``color``, ``bold``.
        """
        from matplotlib.text import Text

        size, bold = style.get("size", LABEL), style.get("bold", False)
        artist = Text(
            x,
            y + _BASELINE * size * MM,
            text,
            color=style.get("color", INK),
            fontproperties=properties(size, bold),
            horizontalalignment=style.get("align", "left"),
            verticalalignment="baseline",
            parse_math=False,
        )
        self._add(artist)

    def lines(self, x: float, y: float, rows: Sequence[str], **style: Any) -> None:
        """Write several lines as one block with its middle at height ``y``."""
        step = pitch(style.get("size", LABEL))
        for index, row in enumerate(rows):
            self.text(x, y + (index - (len(rows) - 1) / 2) * step, row, **style)

    def backed(self, x: float, y: float, text: str, **style: Any) -> None:
        """Write one line on a white ground, so that rules behind it do not cross the digits."""
        size = style.get("size", LABEL)
        wide = width(text, size, style.get("bold", False))
        start = x - wide * {"left": 0.0, "center": 0.5, "right": 1.0}[style.get("align", "left")]
        high = size * MM * 1.05
        self.rect((start - 0.4, y - high / 2, wide + 0.8, high), "white")
        self.text(x, y, text, **style)

    def render(self) -> tuple[bytes, bytes]:
        """Return the sheet as SVG (text kept as text) and as PNG (RGB, 200 dpi)."""
        return self._svg(), self._png()

    def _svg(self) -> bytes:
        from matplotlib.backends.backend_svg import FigureCanvasSVG

        target = io.StringIO()
        canvas: Any = FigureCanvasSVG(self._figure)
        canvas.print_svg(target, metadata=_NOTHING)
        text = target.getvalue()
        # No prologue, ids or style sheet: several pictures stand inside one HTML page.
        text = _STYLE.sub("", _IDS.sub(r"\1", text[text.index("<svg") :]), count=1)
        return text.replace("<svg ", '<svg stroke-linejoin="round" ', 1).encode("utf-8")

    def _png(self) -> bytes:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from PIL import Image

        self._figure.dpi = DPI
        canvas: Any = FigureCanvasAgg(self._figure)
        canvas.draw()
        size = canvas.get_width_height()
        picture = Image.frombytes("RGBA", size, bytes(canvas.buffer_rgba())).convert("RGB")
        self._figure.dpi = 72
        target = io.BytesIO()
        picture.save(
            target, "PNG", dpi=(DPI, DPI), compress_level=3
        )  # on flat colours as small as 6, and faster
        return target.getvalue()
