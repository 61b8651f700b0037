"""How a Chinese line is filled: what may give way, what may widen, and by how much.

Pure arithmetic on the characters of one line (CLREQ 行内调整; GB/T 15834—2011 5.1.10):
a mark at the line end stands on half a width; then marks inside the line give up part
of their blank half; then gaps between Han and Latin widen; then all gaps widen alike.
Words, figures, —— and …… are never opened. Lengths are in the unit of the input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

CLOSING = frozenset("，。、；：）】》〉」』”’")  # blank on the right in mainland fonts
OPENING = frozenset("（【《〈「『“‘")  # blank on the left
_PAIRS = frozenset({"——", "……", "──"})
_INVISIBLE = frozenset("\u2060\u200b\ufeff")
_SPACES = frozenset(" \u00a0")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…×÷±→℃①-⑳]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WESTERN = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff%]")

MIXED_GAP = 0.125  # em between Han and Latin, before any stretching
_WIDEST_GAP = 0.5  # em; a line that needs more stays ragged
_HALF = 0.5

Gap = Literal["space", "mixed", "free", "fixed"]


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character of a line: its advance ``width`` and the font size ``em``."""

    char: str
    width: float
    em: float


def gap_kind(left: str, right: str) -> Gap:
    """Return what may happen between two visible neighbours."""
    if left in _SPACES:
        return "space"
    if right in _SPACES or left + right in _PAIRS:
        return "fixed"
    if (_HAN.match(left) and _WESTERN.match(right)) or (_WESTERN.match(left) and _HAN.match(right)):
        return "mixed"
    if _CJK.match(left) and _CJK.match(right):
        return "free"
    return "fixed"


def has_cjk(text: str) -> bool:
    """Return whether a line has anything to do with Chinese."""
    return _CJK.search(text) is not None


def mixed_gaps(text: str) -> int:
    """Return the number of gaps between Han and Latin in ``text``."""
    shown = [char for char in text if char not in _INVISIBLE]
    return sum(gap_kind(a, b) == "mixed" for a, b in pairwise(shown))


def capacity(glyphs: Sequence[Glyph]) -> float:
    """Return by how much a full line can be squeezed without looking squeezed."""
    shown = _visible(glyphs)
    if not shown:
        return 0.0
    inside = sum(blank for _, blank in _blanks(glyphs, shown))
    return _end_blank(glyphs[shown[-1]]) + _HALF * inside


def plan(glyphs: Sequence[Glyph], extra: float, last: bool = False) -> tuple[float, ...]:
    """Return the change of each advance that makes a line ``extra`` longer (or shorter).

    On the ``last`` line of a paragraph only the gaps between Han and Latin are set. The
    blank half before an opening mark is taken from the advance of its left neighbour:
    moving the mark itself is not drawn alike by all PDF readers.
    """
    after = [0.0] * len(glyphs)
    shown = _visible(glyphs)
    if shown and not (last and extra >= 0):
        trim = _end_blank(glyphs[shown[-1]])
        after[shown[-1]] -= trim
        extra += trim
    if extra < 0:
        _squeeze(glyphs, shown, extra, after)
    else:
        _stretch(glyphs, shown, (extra, last), after)
    return tuple(after)


def _visible(glyphs: Sequence[Glyph]) -> list[int]:
    return [index for index, glyph in enumerate(glyphs) if glyph.char not in _INVISIBLE]


def _kinds(glyphs: Sequence[Glyph], shown: Sequence[int]) -> dict[int, Gap]:
    """Return the kind of the gap after each visible character but the last."""
    return {
        left: gap_kind(glyphs[left].char, glyphs[right].char) for left, right in pairwise(shown)
    }


def _blank(glyph: Glyph) -> float:
    """Return the blank half of a full-width mark; nothing once it has been halved."""
    if glyph.char not in CLOSING and glyph.char not in OPENING:
        return 0.0
    return max(0.0, glyph.width - _HALF * glyph.em)


def _end_blank(glyph: Glyph) -> float:
    return _blank(glyph) if glyph.char in CLOSING else 0.0


def _squeeze(
    glyphs: Sequence[Glyph], shown: Sequence[int], extra: float, after: list[float]
) -> None:
    blanks = _blanks(glyphs, shown)
    total = sum(blank for _, blank in blanks)
    if total <= 0:
        return
    # Half of the gap between Han and Latin stays where the marks can pay for it.
    mixed = [index for index, kind in _kinds(glyphs, shown).items() if kind == "mixed"]
    wanted = sum(MIXED_GAP * _HALF * glyphs[index].em for index in mixed)
    room = total * _HALF + extra
    share = _HALF * min(1.0, max(room, 0.0) / wanted) if wanted else 0.0
    for index in mixed:
        after[index] += MIXED_GAP * share * glyphs[index].em
        extra -= MIXED_GAP * share * glyphs[index].em
    share = min(1.0, -extra / total)
    for index, blank in blanks:
        after[index] -= blank * share


def _blanks(glyphs: Sequence[Glyph], shown: Sequence[int]) -> list[tuple[int, float]]:
    """Return blanks inside the line with the character whose advance gives them up."""
    found = []
    for before, index in pairwise(shown):
        if glyphs[index].char in OPENING:
            found.append((before, _blank(glyphs[index])))
    found += [(index, _end_blank(glyphs[index])) for index in shown[:-1]]
    return [(index, blank) for index, blank in found if blank > 0]


def _stretch(
    glyphs: Sequence[Glyph],
    shown: Sequence[int],
    order: tuple[float, bool],
    after: list[float],
) -> None:
    extra, last = order
    kinds = _kinds(glyphs, shown)
    soft = [i for i, kind in kinds.items() if kind == "mixed" or (kind == "space" and not last)]
    room = sum(MIXED_GAP * glyphs[index].em for index in soft)
    share = min(1.0, extra / room) if room else 0.0
    for index in soft:
        after[index] += MIXED_GAP * glyphs[index].em * share
    rest = extra - room * share
    gaps = [index for index, kind in kinds.items() if kind != "fixed"]
    if last or rest <= 0 or not gaps:
        return
    each = rest / len(gaps)
    chinese = any(kinds[index] == "free" for index in gaps)
    if chinese and each > _WIDEST_GAP * glyphs[gaps[0]].em:
        return
    for index in gaps:
        after[index] += each
