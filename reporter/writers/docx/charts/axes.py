"""Axes of categories and of values; each names the one it crosses.

Ids are small positive numbers: 1 and 2 for the axes seen, 3 and 4 for the pair behind them.
"""

from __future__ import annotations

from dataclasses import dataclass

from ....document.colours import GRID, INK, MUTED, RULE
from ....document.plot import PlotAxis
from ..markup import escape
from .formats import ticks
from .looks import NO_LINE, drawn, shape
from .text import LABEL, SMALL, text_look, title, width

CATEGORIES, VALUES = 1, 2
BEHIND = 2  # is added to the ids of a second pair


def ticks_width(axis: PlotAxis) -> float:
    """Return the room of tick labels beside an upright axis, in millimetres."""
    return 3.0 + max(width(f"{end:.{axis.decimals}f}", SMALL) for end in (axis.low, axis.high))


@dataclass(frozen=True, slots=True)
class CategoryAxis:
    """Where categories stand; ``downwards`` puts the first one on top."""

    place: str = "b"
    downwards: bool = False
    words: str = ""
    shown: bool = True
    turn: int = 0  # said even where it is 0: LibreOffice wraps names only then
    named: bool = True
    line: bool = True

    def to_xml(self, pair: int = 0) -> str:
        """Return ``c:catAx``; one that is not shown still places what belongs to it."""
        name, other = CATEGORIES + pair, VALUES + pair
        look = drawn(RULE, 0.75) if self.line else shape(NO_LINE)
        return (
            f'<c:catAx><c:axId val="{name}"/><c:scaling><c:orientation '
            f'val="{"maxMin" if self.downwards else "minMax"}"/></c:scaling>'
            f'<c:delete val="{int(not self.shown)}"/><c:axPos val="{self.place}"/>'
            f'{title(self.words)}<c:numFmt formatCode="General" sourceLinked="0"/>'
            '<c:majorTickMark val="none"/><c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{"low" if self.named else "none"}"/>'
            f"{look}{text_look(LABEL, INK, turn=self.turn)}"
            f'<c:crossAx val="{other}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
            '<c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
            '<c:tickLblSkip val="1"/><c:noMultiLvlLbl val="1"/></c:catAx>'
        )


@dataclass(frozen=True, slots=True)
class ValueAxis:
    """A scale with its grid; ``crosses`` is where it cuts the other axis."""

    axis: PlotAxis
    place: str = "l"
    crosses: str = "autoZero"
    between: str = "between"
    words: str = ""
    shown: bool = True
    grid: bool = True
    labels_at: str = "low"  # nextTo beside a turned axis, none for no labels

    def to_xml(self, name: int = VALUES, other: int = CATEGORIES) -> str:
        """Return ``c:valAx``."""
        axis = self.axis
        step = f'<c:majorUnit val="{axis.step:.15g}"/>' if axis.step > 0 else ""
        grid = f"<c:majorGridlines>{drawn(GRID, 0.75)}</c:majorGridlines>" if self.grid else ""
        code = escape(ticks(axis.decimals, axis.low))
        return (
            f'<c:valAx><c:axId val="{name}"/><c:scaling><c:orientation val="minMax"/>'
            f'<c:max val="{axis.high:.15g}"/><c:min val="{axis.low:.15g}"/></c:scaling>'
            f'<c:delete val="{int(not self.shown)}"/><c:axPos val="{self.place}"/>{grid}'
            f"{title(self.words, turn=self._turn())}"
            f'<c:numFmt formatCode="{code}" sourceLinked="0"/><c:majorTickMark val="none"/>'
            '<c:minorTickMark val="none"/>'
            f'<c:tickLblPos val="{self.labels_at}"/>{shape(NO_LINE)}'
            f'{text_look(SMALL, MUTED)}<c:crossAx val="{other}"/><c:crosses val="{self.crosses}"/>'
            f'<c:crossBetween val="{self.between}"/>{step}</c:valAx>'
        )

    def _turn(self) -> int:
        return 0 if self.place in "bt" else -90
