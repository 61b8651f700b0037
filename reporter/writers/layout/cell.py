"""Text in the cells of a table: its size and the room around it, the same in every output."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...document.theme import Theme

_SIDE, _ABOVE = 5 / 14, 4 / 21  # of the size of letters


@dataclass(frozen=True, slots=True)
class CellText:
    """Measures in twips (1/20 pt).

    ``side`` is the room at either side of the text, ``padding`` that above and below together.
    """

    size: int = 210
    line: int = 320
    side: int = 75
    padding: int = 80

    @classmethod
    def of(cls, theme: Theme) -> CellText:
        """Return the measures that follow from the theme's style of cells."""
        size = round(theme.styles.cell.size * 20)
        line = round(theme.styles.cell.line * 20)
        return cls(size, line, round(size * _SIDE), 2 * round(size * _ABOVE))

    def narrow(self) -> CellText:
        """Return the measures of a table that has too many columns for the usual room."""
        return replace(self, side=self.side // 2)
