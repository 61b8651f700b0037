"""Fields of an importance-performance matrix: which one a point lies in, and what it prints.

Sources: Martilla and James 1977, Journal of Marketing 41(1); GB/T 19038-2009, appendix D.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ....facts.format import denoise, round_half_up
from ....facts.verdict.process import ADVICE, KEEP, LATER, MAINTAIN, REPAIR

_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class Field:
    """A field of the matrix: its name, what to do, and its corner of the chart."""

    name: str
    advice: str

    @property
    def title(self) -> str:
        """Name and advice, as printed in the corner."""
        return f"{self.name}（{self.advice}）"


# in the order of a chart's corners: upper left, upper right, lower right, lower left
FIELDS = (
    Field(MAINTAIN, ADVICE[MAINTAIN]),
    Field(KEEP, ADVICE[KEEP]),
    Field(REPAIR, ADVICE[REPAIR]),
    Field(LATER, ADVICE[LATER]),
)


def field_of(importance: float, performance: float, lines: tuple[float, float]) -> Field:
    """Return the field of a point; one on a line belongs to the higher side."""
    right = denoise(importance) >= denoise(lines[0])
    upper = denoise(performance) >= denoise(lines[1])
    return FIELDS[(1 if right else 0) if upper else (2 if right else 3)]


def crosses(interval: tuple[float, float] | None, line: float) -> bool:
    """Tell whether an interval holds the line; without an interval nothing is known."""
    return interval is None or denoise(interval[0]) <= denoise(line) <= denoise(interval[1])


def decimals_beside(
    printed: Callable[[int], Sequence[float]], exact: Sequence[float], line: float, least: int
) -> int:
    """Return the digits with which every value prints on its own side of the line.

    88.34 over a line of 88.31 needs two digits: with one, the point in the upper field would
    print the same number as the line that it lies above.

    Args:
        printed: digits -> the values as they print with them.
        exact: the values, in the printed unit.
        line: the line, in the printed unit.
        least: digits to begin with.
    """
    sides = [_side(value, line) for value in exact]
    for digits in range(least, _MOST_DECIMALS):
        shown = float(round_half_up(line, digits))
        if [_side(value, shown) for value in printed(digits)] == sides:
            return digits
    return _MOST_DECIMALS


def _side(value: float, line: float) -> int:
    difference = denoise(value) - denoise(line)
    return (difference > 0) - (difference < 0)


def rounded(values: Sequence[float]) -> Callable[[int], Sequence[float]]:
    """Return what values print with a number of digits."""
    return lambda digits: [float(round_half_up(value, digits)) for value in values]
