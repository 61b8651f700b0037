"""A field whose values rise and whose categories stand side by side; names at its right end."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ...document.nodes import Value
from ..chart import ReferenceLine, TooManyError, label, values
from .axis import Axis
from .boxes import apart
from .faces import tidy, width
from .labels import SMALL, column, pitch, widest_chunk, wrap, wrap_evenly
from .palette import GRID, MUTED, RULE
from .sheet import Sheet

SAMPLE = 4.5  # room of the marker before a name
LINE_DASH = "4 2.5"
_NAMES = 32.0  # millimetres, at most, for names at the right
_TICK_GAP = 2.0
_LEAST_HEAD, _MOST_HEAD = 9.0, 9.5  # millimetres for the name of a period


@dataclass(frozen=True, slots=True)
class Field:
    """Where categories and values lie on the sheet, in millimetres."""

    left: float
    right: float
    top: float
    bottom: float
    count: int
    axis: Axis

    @property
    def each(self) -> float:
        """Width of one category."""
        return (self.right - self.left) / self.count

    def x(self, category: int) -> float:
        """Return the middle of a category."""
        return self.left + self.each * (category + 0.5)

    def y(self, number: float) -> float:
        """Return the height of a value."""
        return self.bottom - (self.bottom - self.top) * self.axis.at(number)


def ticks_wide(axis: Axis) -> float:
    """Return the room that the tick texts of a standing axis take at the left of a field."""
    return max(width(text, SMALL) for text in axis.texts()) + _TICK_GAP


def heads(
    field: Field, names: Sequence[str], step: int = 1, most: int = 3
) -> list[tuple[str, ...]]:
    """Return the wrapped names under a field; of many only every ``step``-th, to the last."""
    room = field.each * step - 1.0
    return [
        wrap_evenly(name, room, SMALL, most) if (field.count - 1 - i) % step == 0 else ()
        for i, name in enumerate(names)
    ]


def whole_heads(field: Field, names: Sequence[str], title: str) -> list[tuple[str, ...]]:
    """Return the wrapped names under the columns of the kind of chart called ``title``.

    Raises:
        TooManyError: a name that four lines do not hold (Chinese).
    """
    found = heads(field, names, most=4)
    for name, lines in zip(names, found, strict=True):
        if lines[-1].endswith("…") and not tidy(name).endswith("…"):
            what = f"“{wrap(name, 60.0, most=1)[0]}”太长，在{title}的柱下写不完：请改用排序条形图。"
            raise TooManyError(what, "rows")
    return found


def skipped(field: Field, names: Sequence[str]) -> int:
    """Return that every n-th name of a period is written, so that each has room for its words."""
    least = max(_LEAST_HEAD, min(widest_chunk(names, SMALL), _MOST_HEAD) + 1.5)
    return math.ceil(least / field.each)


def heads_high(found: Sequence[tuple[str, ...]]) -> float:
    """Return the height of the names under a field."""
    return max(len(lines) for lines in found) * pitch(SMALL) + 2.0


def write_axes(
    sheet: Sheet, field: Field, found: Sequence[tuple[str, ...]], drop: float = 0.0
) -> None:
    """Draw grid lines with ticks at the left, the lowest line, names ``drop`` mm under it."""
    for tick, text in zip(field.axis.ticks, field.axis.texts(), strict=True):
        y = field.y(tick)
        sheet.line([(field.left, y), (field.right, y)], GRID, 0.5)
        sheet.text(field.left - 1.5, y, text, size=SMALL, align="right", color=MUTED)
    if not drop:  # else bars hang from a line of their own
        sheet.line([(field.left, field.bottom), (field.right, field.bottom)], RULE, 0.8)
    for i, lines in enumerate(found):
        y = field.bottom + drop + 1.0 + len(lines) * pitch(SMALL) / 2
        sheet.lines(field.x(i), y, lines, size=SMALL, align="center")


Sample = Callable[[Sheet, float, float], None]
"""Draws the sample before a name whose left middle is (x, y)."""


@dataclass(frozen=True, slots=True)
class End:
    """A name at the right of a field: its lines, the height it belongs to, its sample.

    ``values`` is what the last line prints.
    """

    lines: tuple[str, ...]
    y: float
    sample: Sample
    values: tuple[Value, ...] = ()


def end(text: str, y: float, sample: Sample, printed: tuple[Value, ...] = ()) -> End:
    """Return the end of a line with its name wrapped."""
    return End(wrap(text, _NAMES, SMALL), y, sample, printed)


def line_text(line: ReferenceLine) -> str:
    """Return the name and the value of a reference line."""
    return f"{tidy(line.name)} {label(line.fact)}"


def line_end(line: ReferenceLine, y: float, ink: str = MUTED, dash: str = LINE_DASH) -> End:
    """Return the end of a reference line."""
    return end(line_text(line), y, rule_sample(ink, dash), values(line.fact))


def rule_sample(ink: str, dash: str) -> Sample:
    """Return the sample of a rule."""

    def sample(sheet: Sheet, x: float, y: float) -> None:
        sheet.line([(x - 3.6, y), (x - 0.8, y)], ink, 0.9, dash)

    return sample


def ends_wide(texts: Sequence[str]) -> float:
    """Return the room that names with their samples take at the right of a field."""
    return column(tuple(texts), _NAMES, SMALL) + SAMPLE if texts else 0.0


def write_ends(sheet: Sheet, field: Field, ends: Sequence[End]) -> None:
    """Write the names at the right, each as near to its height as the others let it."""
    ends = sorted(ends, key=lambda one: one.y)
    heights = [len(one.lines) * pitch(SMALL) + 0.4 for one in ends]
    middles = apart([one.y for one in ends], heights, (field.top - 2.0, field.bottom + 2.0))
    x = field.right + SAMPLE
    for one, y in zip(ends, middles, strict=True):
        one.sample(sheet, x, y)
        printed = (*((),) * (len(one.lines) - 1), one.values)
        sheet.lines(x, y, one.lines, size=SMALL, values=printed)
