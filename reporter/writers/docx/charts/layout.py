"""Where the plot area lies: fixed, so that Word, WPS and LibreOffice agree on it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ....document.colours import INK
from .text import LABEL, SMALL, line_height, text_look, width

MOST_LINES = 4  # of a name below its category
LONGEST_TURNED = 45.0  # millimetres
_LEAST_SLOT = 8.0
_FEW_PERIODS = 8  # each keeps its name, in as many lines as it takes
_BETWEEN = 4.0  # millimetres between names of periods, with the gaps that programs put in them
_ENTRY = 9.0  # millimetres of a key and the gaps around a name in the legend


@dataclass(frozen=True, slots=True)
class Frame:
    """Millimetres: the chart's size and the margins around what lies inside the axes."""

    width: float
    height: float
    left: float
    top: float
    right: float
    bottom: float

    @property
    def wide(self) -> float:
        """Width inside the axes; never less than a fifth of the chart."""
        return max(self.width - self.left - self.right, self.width / 5)

    @property
    def high(self) -> float:
        """Height inside the axes; never less than a fifth of the chart."""
        return max(self.height - self.top - self.bottom, self.height / 5)

    def to_xml(self) -> str:
        """Return ``c:layout`` of the plot area."""
        shares = {
            "x": min(self.left, self.width - self.wide) / self.width,
            "y": min(self.top, self.height - self.high) / self.height,
            "w": self.wide / self.width,
            "h": self.high / self.height,
        }
        values = "".join(f'<c:{name} val="{share:.4f}"/>' for name, share in shares.items())
        return (
            '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/>'
            f'<c:yMode val="edge"/>{values}</c:manualLayout></c:layout>'
        )


def legend_height(names: Sequence[str], chart_width: float) -> float:
    """Return the room of a legend on top, in millimetres."""
    rows = math.ceil(sum(width(name) + _ENTRY for name in names) / max(chart_width - 6, 1))
    return max(rows, 1) * line_height() + 3.0


def legend_xml(hidden: Sequence[int] = ()) -> str:
    """Return the legend on top, without the entries ``hidden`` (helpers, labelled lines)."""
    gone = "".join(
        f'<c:legendEntry><c:idx val="{i}"/><c:delete val="1"/></c:legendEntry>' for i in hidden
    )
    return (
        f'<c:legend><c:legendPos val="t"/>{gone}<c:overlay val="0"/>'
        f"{text_look(LABEL, INK)}</c:legend>"
    )


@dataclass(frozen=True, slots=True)
class Names:
    """How names stand below categories: room in millimetres, turn in degrees, every how many."""

    height: float
    turn: int = 0
    every: int = 1


def wrapped_names(names: Sequence[str], slot: float) -> Names:
    """Return names of columns: wrapped, or turned where they are too long for their slot."""
    most = _lines(names, slot)
    if most <= MOST_LINES and slot >= _LEAST_SLOT:
        return Names(most * line_height() + 2.0)
    longest = max((width(name) for name in names), default=0.0)
    return Names(min(longest, LONGEST_TURNED) + 3.0, -90)


def period_names(names: Sequence[str], slot: float) -> Names:
    """Return names of periods: wrapped, or of many every second, third ... is printed."""
    most = _lines(names, slot)
    allowed = MOST_LINES if len(names) <= _FEW_PERIODS else 2
    if most <= allowed and slot >= _LEAST_SLOT:
        return Names(most * line_height() + 2.0)
    longest = max((width(name) for name in names), default=0.0)
    return Names(line_height() + 3.0, 0, max(math.ceil((longest + _BETWEEN) / slot), 1))


def _lines(names: Sequence[str], slot: float) -> int:
    return max((math.ceil(width(name) / max(slot - 1.0, 1.0)) for name in names), default=1)


def small_height(words: str, wide: float) -> float:
    """Return the room of small print in a line ``wide`` millimetres long."""
    lines = math.ceil(width(words, SMALL) / max(wide, 1.0))
    return lines * line_height(SMALL) + 2.0 if words else 0.0


def apart(places: Sequence[float], least: float) -> list[float]:
    """Return how far each place moves so that all lie ``least`` apart, in the same order."""
    order = sorted(range(len(places)), key=lambda i: places[i])
    moved = list(places)
    for one, other in pairwise(order):
        moved[other] = max(moved[other], moved[one] + least)
    back = sum(m - p for m, p in zip(moved, places, strict=True)) / max(len(places), 1)
    return [m - p - back for m, p in zip(moved, places, strict=True)]
