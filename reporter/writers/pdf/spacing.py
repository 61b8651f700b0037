"""How a Chinese line is filled: what may give way, what may widen, and by how much.

Pure arithmetic on the characters of one line (CLREQ 行内调整; GB/T 15834—2011 5.1.10):
a mark at the line end stands on half a width; Han and Latin stand an eighth of an em
apart; then marks inside the line give up part of their blank half, or all gaps widen
alike, those between Han and Latin to a quarter of an em at most. Words, figures, ——
and …… are never opened. Lengths are in the unit of the input.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import pairwise, repeat
from typing import Any, Literal, NamedTuple

CLOSING = frozenset("，。、；：）】》〉」』”’")  # blank on the right in mainland fonts
OPENING = frozenset("（【《〈「『“‘")  # blank on the left
SPACES = frozenset(" \u00a0")
_INVISIBLE = frozenset("\u2060\u200b\ufeff")
_CJK = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f“”‘’—…×÷±→℃①-⑳]")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff]")
_WESTERN = re.compile("[0-9A-Za-z\u00c0-\u024f\u0370-\u03ff%]")

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


def glyphs_of(text: str, widths: Iterable[float], em: float) -> list[Glyph]:
    """Return the characters of a text with their advances; a tenth of a call's time each."""
    return list(map(_new_glyph, zip(text, widths, repeat(em), strict=False)))


_new_glyph: Callable[[Iterable[Any]], Glyph] = partial(tuple.__new__, Glyph)


# ------------------------------------------------------------------ classes of characters

_HIDDEN, SPACE, _HAN_CLASS, _LATIN, _SIGN = "i", " ", "h", "w", "t"
_OPENS, _CLOSES, _DASH, _DOTS, _OTHER_CJK, _OTHER = "o", "c", "—", "…", "k", "x"
_CHINESE = frozenset((_HAN_CLASS, _SIGN, _OPENS, _CLOSES, _DASH, _DOTS, _OTHER_CJK))
MARKS = frozenset((_OPENS, _CLOSES))
UNSEEN = frozenset((_HIDDEN, SPACE))


class _Classes(dict[int, str]):
    """The class of each character by its code point: one letter, found once a character."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _class_of(chr(code))
        return found


def _class_of(char: str) -> str:
    named = {_HIDDEN: _INVISIBLE, SPACE: SPACES, _OPENS: OPENING, _CLOSES: CLOSING}
    for name, members in named.items():
        if char in members:
            return name
    if char in "—…":  # the two that stand in pairs
        return char
    if _HAN.match(char):
        return _HAN_CLASS
    cjk, western = _CJK.match(char), _WESTERN.match(char)
    if western:
        return _SIGN if cjk else _LATIN  # × and ÷ stand like Latin beside Han
    return _OTHER_CJK if cjk else _OTHER


_CLASSES = _Classes()


def classes(text: str) -> str:
    """Return a letter for each character: all that matters for the gaps around it."""
    return text.translate(_CLASSES)


def _kind(left: str, right: str) -> Gap:
    if left == SPACE:
        return "space"
    if right == SPACE or (left == right and left in (_DASH, _DOTS)):
        return "fixed"
    if _HAN_CLASS in (left, right) and (left in (_LATIN, _SIGN) or right in (_LATIN, _SIGN)):
        return "mixed"
    return "free" if left in _CHINESE and right in _CHINESE else "fixed"


_ALL = (*_CHINESE, _HIDDEN, SPACE, _LATIN, _OTHER)
KINDS: dict[tuple[str, str], Gap] = {(a, b): _kind(a, b) for a in _ALL for b in _ALL}
"""What may happen between two visible neighbours, by their classes."""


def gap_kind(left: str, right: str) -> Gap:
    """Return what may happen between two visible neighbours."""
    return KINDS[classes(left), classes(right)]


def has_cjk(text: str) -> bool:
    """Return whether a line has anything to do with Chinese."""
    return _CJK.search(text) is not None


_MIXED = re.compile("(?=hw|wh|ht|th)")


def mixed_gaps(text: str) -> int:
    """Return the number of gaps between Han and Latin in ``text``."""
    return len(_MIXED.findall(classes(text).replace(_HIDDEN, "")))


# ------------------------------------------------------------------ a line


def plan(glyphs: Sequence[Glyph], extra: float, fill: Fill = "flush") -> tuple[float, ...]:
    """Return the change of each advance that makes a line ``extra`` longer (or shorter).

    A line that need not be flush gets its gaps between Han and Latin only, as far as there
    is room. The blank half before an opening mark is taken from the advance of its left
    neighbour: moving the mark itself is not drawn alike by all PDF readers.
    """
    after = [0.0] * len(glyphs)
    letters = classes("".join([glyph.char for glyph in glyphs]))
    shown = [index for index, letter in enumerate(letters) if letter != _HIDDEN]
    kinds = {left: KINDS[letters[left], letters[right]] for left, right in pairwise(shown)}
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
