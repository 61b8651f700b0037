"""Where a Chinese paragraph is cut into lines.

Each line takes what its marks can make room for (先挤进), else it is opened (后推出). Where
that leaves a line visibly open, the breaks of the whole paragraph are chosen anew, so that
the sum over its lines of what they give way or open is least (Knuth and Plass, "Breaking
Paragraphs into Lines", 1981, with the gaps of spacing.py in place of glue).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import inf

from .spacing import (
    CLOSING,
    KINDS,
    MARKS,
    MIXED_GAP,
    OPENING,
    SPACE,
    UNSEEN,
    WIDEST_MIXED,
    Glyph,
    blank,
    classes,
)

_SQUEEZE = 0.5  # of the blank halves inside a line, at most
_OPEN = 0.05  # em; a gap so wide costs 1
_VISIBLE = 4.0  # the cost from which a paragraph is worth a second look: gaps of 0.1 em
_WIDEST = 0.3  # em
_TOO_WIDE = 1000.0  # cost of an em above that
_TIGHT_END = 25.0  # a line more is better than a tight last one; Word thinks so too
_LOOKED_AT, _TOO_LONG = 0.6, 1.2  # of the measure: no shorter or longer line is tried
_NEAR = 0.9  # of the measure: shorter lines are tried where there is none so long


@dataclass(frozen=True, slots=True)
class Cut:
    """A line of a paragraph: its end, and the width it has before anything is moved."""

    end: int
    width: float


@dataclass(frozen=True, slots=True)
class Column:
    """What lines are cut for: width of the first line and of the others, both edges flush or not.

    ``indented``: the first line starts inside, where an opening mark keeps its blank half.
    """

    first: float
    width: float
    flush: bool
    indented: bool = False


class Paragraph:
    """The characters of a paragraph, with sums over them for any line."""

    def __init__(self, glyphs: Sequence[Glyph], breaks: Sequence[bool]) -> None:
        """``breaks[i]`` tells whether a line may start with character ``i``."""
        self.glyphs, self.breaks = glyphs, breaks
        size = len(glyphs)
        letters = classes("".join([glyph.char for glyph in glyphs]))
        mixed, free, blanks = [0.0] * size, [0.0] * size, [0.0] * size
        self._first, self._last = [size] * (size + 1), [-1] * (size + 1)
        before = -1  # the last visible character so far
        for index, letter in enumerate(letters):
            self._last[index] = before
            if letter in UNSEEN:
                continue
            if index and before >= 0:
                left = index - 1 if letters[index - 1] == SPACE else before
                kind = KINDS[letters[left], letter]
                if kind == "mixed":
                    mixed[index] = MIXED_GAP * glyphs[index].em
                elif kind != "fixed":
                    free[index] = glyphs[index].em
                if letter in MARKS or letters[before] in MARKS:
                    blanks[index] = _blanks(glyphs[before], glyphs[index])
            before = index
        self._last[size] = before
        for index in range(size - 1, -1, -1):
            self._first[index] = self._first[index + 1] if letters[index] in UNSEEN else index
        self._mixed, self._free = list(accumulate(mixed)), list(accumulate(free))
        self._blanks = list(accumulate(blanks))
        self._widths = list(accumulate((glyph.width for glyph in glyphs), initial=0.0))

    def start(self, index: int) -> int:
        """Return the first visible character from ``index`` on."""
        return self._first[index]

    def reach(self, start: int, width: float) -> int:
        """Return the first end of a line from ``start`` that is ``width`` long or longer."""
        first = self._first[start]
        return max(first + 1, bisect_left(self._widths, self._widths[first] + width))

    def width(self, start: int, end: int) -> float:
        """Return the width of a line as it is cut: marks at both ends full."""
        first, last = self._first[start], self._last[end]
        if last < first:
            return 0.0
        width = self._widths[last + 1] - self._widths[first]
        for index in {first, last}:
            glyph = self.glyphs[index]
            if glyph.char in CLOSING or glyph.char in OPENING:
                width += max(0.0, glyph.em - glyph.width)
        return width

    def gaps(self, start: int, end: int) -> float:
        """Return the width of the gaps between Han and Latin of a line."""
        first, last = self._first[start], self._last[end]
        return self._mixed[last] - self._mixed[first] if first < last else 0.0

    def cost(self, start: int, end: int, width: float, indented: bool) -> float:
        """Return how ill the line fills ``width``; infinite where it cannot be so short."""
        first, last = self._first[start], self._last[end]
        if last < first:
            return inf
        mixed = self.gaps(start, end)
        rest = width - self.width(start, end) - mixed
        mark = self.glyphs[last]
        rest += _half(mark) if mark.char in CLOSING else 0.0
        mark = self.glyphs[first]
        doubled = first + 1 < len(self.glyphs) and self.glyphs[first + 1].char in OPENING
        rest += _half(mark) if mark.char in OPENING and not indented and not doubled else 0.0
        if rest < 0:
            blanks = self._blanks[last] - self._blanks[first]
            share = -rest / blanks if blanks else inf
            return (share / _SQUEEZE) ** 2 if share <= _SQUEEZE else inf
        free = self._free[last] - self._free[first]
        room = mixed * (WIDEST_MIXED / MIXED_GAP - 1)
        each = rest / (free + mixed / MIXED_GAP) if free or mixed else inf
        if each > WIDEST_MIXED - MIXED_GAP:
            each = (rest - room) / free if free else inf
        return (each / _OPEN) ** 2 + _TOO_WIDE * max(0.0, each - _WIDEST) if rest else 0.0


def _half(glyph: Glyph) -> float:
    return glyph.em / 2


def _blanks(left: Glyph, right: Glyph) -> float:
    """Return what two neighbours can give up between them."""
    found = blank(right) if right.char in OPENING else 0.0
    return found + (blank(left) if left.char in CLOSING else 0.0)


def cut(text: Paragraph, start: int, end: int, column: Column) -> dict[int, Cut]:
    """Return the lines from ``start`` to ``end`` (a forced break or the end) by their start.

    Where a line cannot be filled, the lines before it only. ``column.first`` is the width
    of the line at ``start``. Lengths in the unit of the glyphs.
    """
    ends, worst = _one_by_one(text, start, end, column)
    if column.flush and worst > _VISIBLE:
        ends = _together(text, start, end, column) or ends
    lines: dict[int, Cut] = {}
    for line_end in ends:
        lines[text.start(start)] = Cut(line_end, text.width(start, line_end))
        start = line_end
    return lines


def _one_by_one(text: Paragraph, start: int, end: int, column: Column) -> tuple[list[int], float]:
    """Return the ends of lines, each the best for itself, and the cost of the worst."""
    ends: list[int] = []
    worst, width, indented = 0.0, column.first, column.indented
    while not _is_last(text, start, end, (width, column.flush)):
        best, least = 0, inf
        for place in _near(text, start, end, width):
            price = _price(text, start, place, (width, column.flush, indented))
            price *= _TIGHT_END if place == end else 1.0
            if price < least:
                best, least = place, price
        if not best:
            return ends, worst
        ends.append(best)
        worst = max(worst, least)
        if best == end:
            return ends, worst
        start, width, indented = best, column.width, False
    return [*ends, end], worst


def _is_last(text: Paragraph, start: int, end: int, measure: tuple[float, bool]) -> bool:
    width, flush = measure
    gaps = text.gaps(start, end) if flush else 0.0  # a cell is not wrapped for its gaps
    return text.width(start, end) + gaps <= width


def _price(text: Paragraph, start: int, end: int, measure: tuple[float, bool, bool]) -> float:
    width, flush, indented = measure
    if flush:
        return text.cost(start, end, width, indented)
    rest = width - text.width(start, end) - text.gaps(start, end)
    return rest if rest >= 0 else inf


def _near(text: Paragraph, start: int, end: int, width: float) -> list[int]:
    """Return where a line may end, the nearest ends only if one of them will do."""
    found = _places(text, start, end, width, _NEAR)
    fits = found and text.width(start, found[0]) + text.gaps(start, found[0]) <= width
    return found if fits else _places(text, start, end, width)


def _places(
    text: Paragraph, start: int, end: int, width: float, shortest: float = _LOOKED_AT
) -> list[int]:
    """Return where a line may end that is not much shorter or longer than ``width``."""
    found = []
    for place in range(text.reach(start, shortest * width), end + 1):
        if place != end and not text.breaks[place]:
            continue
        found.append(place)
        if text.width(start, place) > width * _TOO_LONG:
            break
    return found


def _together(text: Paragraph, start: int, end: int, column: Column) -> list[int]:
    """Return the ends of lines of least cost together; none where no way reaches the end."""
    least: dict[int, tuple[float, int]] = {start: (0.0, -1)}
    for place in range(start, end):
        if place not in least:
            continue
        width = column.first if place == start else column.width
        so_far = least[place][0]
        for following in _places(text, place, end, width):
            price = text.cost(place, following, width, place == start and column.indented)
            price *= _TIGHT_END if following == end else 1.0
            if so_far + price < least.get(following, (inf, 0))[0]:
                least[following] = (so_far + price, place)
        if _is_last(text, place, end, (width, True)) and so_far < least.get(end, (inf, 0))[0]:
            least[end] = (so_far, place)
    if end not in least:
        return []
    ends: list[int] = []
    place = end
    while place != start:
        ends.append(place)
        place = least[place][1]
    return ends[::-1]
