"""Data labels (``c:dLbls``): what is printed beside marks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ....document.colours import INK
from ..markup import escape
from .looks import NO_LINE, shape
from .text import LABEL, solid, text_look

_DELETED = '<c:delete val="1"/>'
# As Word writes it; without it LibreOffice ties a label that is moved to its point by a stroke.
_UNTIED = (
    '<c:extLst><c:ext uri="{CE6537A1-D6FC-4f65-9D91-7224C49458BB}" '
    'xmlns:c15="http://schemas.microsoft.com/office/drawing/2012/chart">'
    '<c15:showLeaderLines val="0"/></c:ext></c:extLst>'
)
_STILL = (0.0, 0.0)

Place = Literal["", "outEnd", "inEnd", "inBase", "ctr", "t", "b", "l", "r", "bestFit"]


@dataclass(frozen=True, slots=True)
class Label:
    """How a value is printed: its number format, place, colour; with the series' name or its own.

    A ``ground`` hides a line behind the label, which would strike it out; ``shift`` moves a
    label of a single point.
    """

    code: str = "General"
    place: Place = ""
    colour: str = INK
    value: bool = True
    series: bool = False
    category: bool = False
    ground: str = ""
    shift: tuple[float, float] = _STILL  # right and down, in shares of the chart
    size: float = LABEL


def labels(each: Label | None, special: Mapping[int, Label | None] | None = None) -> str:
    """Return ``c:dLbls``: ``each`` for all points but the ``special``; None prints nothing."""
    points = "".join(
        f'<c:dLbl><c:idx val="{i}"/>{_DELETED if label is None else _place(label)}</c:dLbl>'
        for i, label in sorted((special or {}).items())
    )
    moved = any(label is not None and label.shift != _STILL for label in (special or {}).values())
    end = _UNTIED if moved else ""
    return f"<c:dLbls>{points}{_NOTHING if each is None else _group(each)}{end}</c:dLbls>"


def _shows(label: Label) -> str:
    flags = {
        "LegendKey": False,
        "Val": label.value,
        "CatName": label.category,
        "SerName": label.series,
        "Percent": False,
        "BubbleSize": False,
    }
    return "".join(f'<c:show{name} val="{int(on)}"/>' for name, on in flags.items())


def _place(label: Label) -> str:
    if label.shift == _STILL:
        return _group(label)
    moved = f'<c:x val="{label.shift[0]:.4f}"/><c:y val="{label.shift[1]:.4f}"/>'
    return f"<c:layout><c:manualLayout>{moved}</c:manualLayout></c:layout>{_group(label)}"


def _group(label: Label) -> str:
    ground = shape((solid(label.ground) if label.ground else "<a:noFill/>") + NO_LINE)
    place = f'<c:dLblPos val="{label.place}"/>' if label.place else ""
    several = label.value + label.series + label.category > 1
    return (
        f'<c:numFmt formatCode="{escape(label.code)}" sourceLinked="0"/>{ground}'
        f"{text_look(label.size, label.colour)}{place}{_shows(label)}"
        f"{'<c:separator> </c:separator>' if several else ''}"
    )


_NOTHING = _shows(replace(Label(), value=False))
