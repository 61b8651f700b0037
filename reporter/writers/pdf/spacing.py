"""How a Chinese line is filled: what may give way, what may widen, and by how much.

Pure arithmetic on the characters of one line (CLREQ 行内调整; GB/T 15834—2011 5.1.10):
a mark at the line end stands on half a width; Han and Latin stand an eighth of an em
apart; then marks inside the line give up part of their blank half, or all gaps widen
alike, those between Han and Latin to a quarter of an em at most. Words, figures, ——
and …… are never opened. Lengths are in the unit of the input.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

CLOSING = frozenset("，。、；：）】》〉」』”’")  # blank on the right in mainland fonts
OPENING = frozenset("（【《〈「『“‘")  # blank on the left
_PAIRS = frozenset({"——", "……", "──"})
_INVISIBLE = frozenset("\u2060\u200b\ufeff")
SPACES = frozenset(" \u00a0")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…×÷±→℃①-⑳]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WESTERN = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff%]")
_MIXED = re.compile(
    f"(?<={_HAN.pattern})(?={_WESTERN.pattern})|(?<={_WESTERN.pattern})(?={_HAN.pattern})"
)
_WITHOUT = str.maketrans(dict.fromkeys(_INVISIBLE))

MIXED_GAP = 0.125  # em between Han and Latin, before any stretching
WIDEST_MIXED = 0.25
_WIDEST_GAP = 0.5  # em; a line that needs more stays ragged
_HALF = 0.5

Gap = Literal["space", "mixed", "free", "fixed"]
Fill = Literal["flush", "last", "ragged"]
"""Both edges flush; the last line of such a paragraph; flush on one side or none."""


class Glyph(NamedTuple):  # made for every character of a report: a tuple is made fastest
    """One character of a line: its advance ``width`` and the font size ``em``."""

    char: str
    width: float
    em: float


@lru_cache(maxsize=8192)
def gap_kind(left: str, right: str) -> Gap:
    """Return what may happen between two visible neighbours."""
    if left in SPACES:
        return "space"
    if right in SPACES or left + right in _PAIRS:
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
    return len(_MIXED.findall(text.translate(_WITHOUT)))


def is_invisible(char: str) -> bool:
    """Return whether a character has neither width nor ink."""
    return char in _INVISIBLE


def plan(glyphs: Sequence[Glyph], extra: float, fill: Fill = "flush") -> tuple[float, ...]:
    """Return the change of each advance that makes a line ``extra`` longer (or shorter).

    A line that need not be flush gets its gaps between Han and Latin only, as far as there
    is room. The blank half before an opening mark is taken from the advance of its left
    neighbour: moving the mark itself is not drawn alike by all PDF readers.
    """
    after = [0.0] * len(glyphs)
    shown = [index for index, glyph in enumerate(glyphs) if not is_invisible(glyph.char)]
    kinds = {
        left: gap_kind(glyphs[left].char, glyphs[right].char) for left, right in pairwise(shown)
    }
    mixed = [index for index, kind in kinds.items() if kind == "mixed"]
    wanted = sum(MIXED_GAP * glyphs[index].em for index in mixed)
    if shown and (fill == "flush" or (fill == "last" and extra < wanted)):
        trim = _end_blank(glyphs[shown[-1]])
        after[shown[-1]] -= trim
        extra += trim
    rest = extra - wanted
    if rest < 0 and fill != "ragged":
        rest = _squeeze(_blanks(glyphs, shown), rest, after)
    if wanted and rest > -wanted:
        share = min(1.0, 1 + rest / wanted)
        for index in mixed:
            after[index] += MIXED_GAP * glyphs[index].em * share
    if rest > 0 and fill == "flush":
        _stretch(glyphs, kinds, rest, after)
    return tuple(after)


def blank(glyph: Glyph) -> float:
    """Return the blank half of a full-width mark; nothing once it has been halved."""
    if glyph.char not in CLOSING and glyph.char not in OPENING:
        return 0.0
    return max(0.0, glyph.width - _HALF * glyph.em)


def _end_blank(glyph: Glyph) -> float:
    return blank(glyph) if glyph.char in CLOSING else 0.0


def _blanks(glyphs: Sequence[Glyph], shown: Sequence[int]) -> list[tuple[int, float]]:
    """Return blanks inside the line with the character whose advance gives them up."""
    found = []
    for before, index in pairwise(shown):
        if glyphs[index].char in OPENING:
            found.append((before, blank(glyphs[index])))
    found += [(index, _end_blank(glyphs[index])) for index in shown[:-1]]
    return [(index, room) for index, room in found if room > 0]


def _squeeze(blanks: Sequence[tuple[int, float]], rest: float, after: list[float]) -> float:
    """Take ``-rest`` from the blanks; return what is still missing, as a negative number."""
    total = sum(room for _, room in blanks)
    if total <= 0:
        return rest
    share = min(1.0, -rest / total)
    for index, room in blanks:
        after[index] -= room * share
    return min(0.0, rest + total)


def _stretch(
    glyphs: Sequence[Glyph], kinds: dict[int, Gap], rest: float, after: list[float]
) -> None:
    """Open all gaps alike by ``rest`` in sum, those between Han and Latin to their limit."""
    mixed = [index for index, kind in kinds.items() if kind == "mixed"]
    others = [index for index, kind in kinds.items() if kind in ("free", "space")]
    gaps = mixed + others
    if not gaps:
        return
    em = glyphs[gaps[0]].em
    each = wide = rest / len(gaps)
    limit = (WIDEST_MIXED - MIXED_GAP) * em
    if each > limit and others:
        wide = limit
        each = (rest - limit * len(mixed)) / len(others)
    if each > _WIDEST_GAP * em and any(kind == "free" for kind in kinds.values()):
        return
    for index in mixed:
        after[index] += wide
    for index in others:
        after[index] += each
