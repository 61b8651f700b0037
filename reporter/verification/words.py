"""Hold the names and verdicts of a file against the record: who is lowest, and what was judged.

Numbers are held apart. A passage that no longer reads as printed is compared by the names of the
record (indicators, units, groups) and the words of verdicts in it; any other word may be edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..facts.fact import FactTable
from ..facts.numbers import number_tokens
from ..facts.verdict import VERDICTS
from .align import align
from .record import Passage, Record, alike, unspaced
from .report import Mismatch, Spot

_READ = frozenset("heading paragraph cell caption note source card footnote".split())
_SAME = 0.75  # share of equal characters from which a passage is one that was edited
_FEW_LETTERS = 2  # shorter names stand inside other words
_MOST = 40  # unpaired passages compared with each other, in one gap
_EXCERPT = 30
_WHOLE = "总体"  # what is asked about may be called 全市, 全院
_LONGEST = 20  # what stands for a name, and not for a sentence
_DIRECTIONS = ("上升", "下降", "提高", "高于", "低于", "最高", "最低", "达到", "未达到")


@dataclass(frozen=True, slots=True)
class WordFindings:
    """``checked`` words that stand as printed, and those exchanged for another known word."""

    checked: int = 0
    mismatches: tuple[Mismatch, ...] = ()


@dataclass(frozen=True, slots=True)
class _Words:
    """What finds names and verdict words in a text, and the names among them."""

    pattern: re.Pattern[str]
    names: frozenset[str]


def hold_words(record: Record, passages: Sequence[Passage]) -> WordFindings:
    """Compare words of a file that keeps its paragraphs (DOCX, HTML) with the record."""
    entries = [(i, entry) for i, entry in enumerate(record.passages) if entry.kind in _READ]
    left = [unspaced(entry.text) for _, entry in entries]
    right = [unspaced(passage.text) for passage in passages]
    pairs = align(left, right)
    spoken = _spoken(record.facts)
    free = {j for j, passage in enumerate(passages) if not passage.spans}
    checked = sum(
        sum(key in spoken for _, _, key in entries[i][1].spans)
        for i, j in pairs.items()
        if j in free
    )
    verdicts, names = _verdicts(record.facts), frozenset(map(unspaced, _names(record.facts)))
    words = _Words(_pattern((*verdicts, *names)), names - verdicts - {_WHOLE})
    found = [
        Mismatch(Spot(record.sections[entries[i][0]], _around(right[j], said)), printed, said)
        for i, j in _edited(left, right, pairs)
        for printed, said in _exchanged(words, left[i], right[j])
    ]
    return WordFindings(checked, tuple(found))


def _spoken(facts: FactTable) -> frozenset[str]:
    return frozenset(fact.key for fact in facts if isinstance(fact.value, str))


def _names(facts: FactTable) -> Iterator[str]:
    """Yield what indicators, units and groups are called."""
    for fact in facts:
        yield fact.label
        if fact.group is not None:
            yield fact.group.level


def _verdicts(facts: FactTable) -> frozenset[str]:
    """Return the words of verdicts and directions."""
    values = (fact.value for fact in facts if isinstance(fact.value, str))
    return frozenset(map(unspaced, (*VERDICTS.values(), *_DIRECTIONS, *values)))


def _pattern(names: Iterable[str]) -> re.Pattern[str]:
    """Return what finds names, the longest first."""
    known = {unspaced(name) for name in names}
    usual = [name for name in known if len(name) >= _FEW_LETTERS and not number_tokens(name)]
    return re.compile("|".join(map(re.escape, sorted(usual, key=lambda n: (-len(n), n)))))


def _edited(
    left: Sequence[str], right: Sequence[str], pairs: dict[int, int]
) -> Iterator[tuple[int, int]]:
    """Yield passages that stand at the same place and read much, but not quite, the same."""
    used = set(pairs.values())
    rest = [j for j in range(len(right)) if j not in used and right[j]]
    gap: list[int] = []
    ends = (-1, -1)
    for i in range(len(left) + 1):
        if i < len(left) and i not in pairs:
            gap.append(i)
            continue
        low, high = ends[1], pairs[i] if i < len(left) else len(right)
        here = [j for j in rest if low < j < high]
        if gap and here and len(gap) <= _MOST and len(here) <= _MOST:
            yield from _nearest(left, right, gap, here)
        gap, ends = [], (i, high)


def _nearest(
    left: Sequence[str], right: Sequence[str], lefts: Sequence[int], rights: Sequence[int]
) -> Iterator[tuple[int, int]]:
    if len(lefts) == len(rights):
        yield from zip(lefts, rights, strict=True)
        return
    for i in lefts:
        best = max(rights, key=lambda j: alike(left[i], right[j]))
        if alike(left[i], right[best]) >= _SAME:
            yield i, best


def _exchanged(words: _Words, printed: str, said: str) -> Iterator[tuple[str, str]]:
    """Yield what stands where known words were printed, in a passage else the same.

    A name may not be exchanged for anything; a verdict not for another: 优于全市 for 高于总体 is
    a matter of style.
    """
    pattern = words.pattern
    if alike(pattern.sub("", printed), pattern.sub("", said)) < _SAME:
        return
    before, after = _cut(pattern, printed), _cut(pattern, said)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        old, put = before[a:b], "".join(after[c:d])
        if kind != "replace" or len(put) > _LONGEST or number_tokens(put):
            continue
        known = all(map(pattern.fullmatch, old)) and all(map(pattern.fullmatch, after[c:d]))
        if known or words.names.issuperset(old):
            yield "".join(old), put


def _cut(words: re.Pattern[str], text: str) -> list[str]:
    """Return a text as known words, and single characters between them."""
    return re.findall(f"(?:{words.pattern})|.", text, flags=re.DOTALL)


def _around(text: str, word: str) -> str:
    at = max(0, text.find(word) - _EXCERPT // 2)
    return text[at : at + _EXCERPT]
