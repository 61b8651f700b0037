"""One file per chart. ``kinds()`` lists them, ``draw()`` makes one.

A chart module has ``ID``, ``TITLE`` and ``draw(data, style) -> Drawing``; a new chart is
one new file here. Matplotlib is imported when the first chart is drawn, not before.
"""

from __future__ import annotations

import pkgutil
from functools import lru_cache
from importlib import import_module
from typing import Protocol, cast

from .chart import ChartData, Drawing, ReferenceLine, Series, Style, TooManyError

__all__ = [
    "ChartData",
    "Drawing",
    "ReferenceLine",
    "Series",
    "Style",
    "TooManyError",
    "draw",
    "draw_all",
    "kinds",
    "title",
]

_NOT_CHARTS = ("chart", "kit", "parts")


class _Chart(Protocol):
    ID: str
    TITLE: str

    def draw(self, data: ChartData, style: Style) -> Drawing: ...


@lru_cache(maxsize=1)
def kinds() -> tuple[str, ...]:
    """Return the ids of all charts, in alphabetical order."""
    names = (module.name for module in pkgutil.iter_modules(__path__))
    return tuple(sorted(name for name in names if name not in _NOT_CHARTS))


def _chart(kind: str) -> _Chart:
    if kind not in kinds():
        raise ValueError(f"没有名为“{kind}”的图表，可用的有：{'、'.join(kinds())}。")
    return cast(_Chart, import_module(f".{kind}", __name__))


def title(kind: str) -> str:
    """Return the Chinese name of a chart; raises ValueError (Chinese) if there is none."""
    return _chart(kind).TITLE


def draw_all(kind: str, data: ChartData, style: Style | None = None) -> tuple[Drawing, ...]:
    """Draw a chart; where one picture cannot hold all rows or columns, draw several.

    Sorted charts run on from picture to picture.

    Raises:
        ValueError, OutputError: as :func:`draw`.
    """
    try:
        return (draw(kind, data, style),)
    except TooManyError as error:
        from . import parts

        if error.what == "series":
            raise
        order = getattr(_chart(kind), "SORTED_BY", None)
        return parts.drawn(lambda part: draw(kind, part, style), data, error.what, order)


def draw(kind: str, data: ChartData, style: Style | None = None) -> Drawing:
    """Draw a chart; equal arguments give equal bytes.

    Raises:
        ValueError: no such chart, or the data do not suit it (more than 8 axes in a
            radar, a single period in a trend); the message is a Chinese sentence.
        OutputError: a name holds a character that the font does not have.
    """
    chart = _chart(kind)
    from .kit import faces
    from .kit.hermetic import hermetic

    names = [*data.categories, *(s.name for s in data.series), *(x.name for x in data.lines)]
    names += [*data.flags, *data.corners]
    with hermetic():
        faces.require([*names, data.unit], chart.TITLE)
        return chart.draw(data, style or Style())
