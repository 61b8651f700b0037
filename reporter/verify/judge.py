"""Hold the passages of a finished file against the record, and name what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

from ..facts.numbers import plain_number
from .align import align
from .record import Passage, Record, spelling
from .report import Mismatch, Missing, Orphan, Spot
from .tokens import Token, stream

_EXCERPT = 30
_ALIKE = 0.5  # share of equal characters from which two numbers count as one, changed
_NUMBERED = "图表附"  # labels that count: a new figure renumbers those that follow


@dataclass(frozen=True, slots=True)
class Findings:
    """What one file shows."""

    checked: int
    mismatches: tuple[Mismatch, ...]
    orphans: tuple[Orphan, ...]
    missing: tuple[Missing, ...]


def judge(record: Record, passages: Sequence[Passage], skip: frozenset[str]) -> Findings:
    """Compare a file's passages with the record.

    Args:
        record: facts and printed texts.
        passages: texts of the file; their spans are controls (fact keys beside the text).
        skip: kinds of the record's passages that this file format does not show.
    """
    kept = [index for index, entry in enumerate(record.passages) if entry.kind not in skip]
    return _Case(record, kept, passages).findings()


class _Case:
    """One comparison; built once, read once."""

    def __init__(self, record: Record, kept: list[int], passages: Sequence[Passage]) -> None:
        self.record = record
        self.passages = passages
        self.entries = [record.passages[index] for index in kept]
        self.sections = [record.sections[index] for index in kept]
        self.left = stream(self.entries)
        self.right = [token for token in stream(passages) if passages[token.passage].kind != "data"]
        self.partner = align([t.text for t in self.left], [t.text for t in self.right])
        self.back = {right: left for left, right in self.partner.items()}
        self._match_drawings()
        self.beside = {(a.text, b.text) for a, b in pairwise(self.left)}

    def findings(self) -> Findings:
        pairs = self._pairs()
        controls = list(self._controls(pairs))
        paired_right = {right for _, right in pairs}
        paired_left = {left for left, _ in pairs}
        strays = [
            index
            for index, token in enumerate(self.right)
            if token.is_number and index not in self.back and index not in paired_right
        ]
        changed = [self._mismatch(*pair) for pair in self._worth(pairs)]
        orphans = [self._orphan(index) for index in strays if self._is_orphan(index)]
        elsewhere = {self.right[index].text for index in strays}
        missing = [
            self._missing(index)
            for index, token in enumerate(self.left)
            if token.key and index not in self.partner and index not in paired_left
            if token.text not in elsewhere  # it stands there, drawn in another order
        ]
        numbers = sum(token.kind == "number" and not self._guarded(token) for token in self.right)
        return Findings(
            checked=numbers + sum(1 for _ in self._spans()),
            mismatches=(*controls, *changed),
            orphans=tuple(orphans),
            missing=tuple(dict.fromkeys(missing)),
        )

    def _match_drawings(self) -> None:
        """Match the rest of a drawing's numbers by text, on the pages where it stands.

        A PDF reader sorts labels of one line from left to right, the drawing by its own order.
        """
        drawn = {i for i, entry in enumerate(self.entries) if entry.kind == "chart"}
        pages: dict[int, set[int]] = {}
        for left, right in self.partner.items():
            if self.left[left].passage in drawn:
                pages.setdefault(self.left[left].passage, set()).add(self.right[right].passage)
        waiting: dict[tuple[int, str], list[int]] = {}
        for index, token in enumerate(self.right):
            if token.is_number and index not in self.back:
                waiting.setdefault((token.passage, token.text), []).append(index)
        for index, token in enumerate(self.left):
            if index in self.partner or not token.is_number:
                continue
            for page in sorted(pages.get(token.passage, ())):
                if found := waiting.get((page, token.text)):
                    self.partner[index] = found.pop(0)
                    self.back[self.partner[index]] = index
                    break

    # ------------------------------------------------------------- numbers in controls

    def _spans(self) -> Iterator[tuple[int, int, int, str]]:
        for index, passage in enumerate(self.passages):
            for start, end, key in passage.spans:
                if key in self.record.forms:
                    yield index, start, end, key

    def _guarded(self, token: Token) -> bool:
        """True for a number inside a control of a known fact: the control answers for it."""
        return token.key in self.record.forms

    def _controls(self, pairs: Sequence[tuple[int, int]]) -> Iterator[Mismatch]:
        """Hold controls against what the record prints there, else anywhere, for their key."""
        expected = {
            (self.right[right].passage, self.right[right].start): self.left[left].whole
            for left, right in pairs
            if self._guarded(self.right[right]) and self.left[left].key == self.right[right].key
        }
        for index, start, end, key in self._spans():
            text = self.passages[index].text[start:end]
            there = expected.get((index, start), "")
            if spelling(there or text) != spelling(text) or (
                spelling(text) not in self.record.forms[key]
            ):
                best = there or self._best_form(key, text)
                yield self._wrong(key, best, text, self._spot(index, start))

    def _best_form(self, key: str, text: str) -> str:
        """Return the recorded print of ``key`` nearest to what the file shows."""
        prints = [
            entry.text[start:end]
            for entry in self.record.passages
            for start, end, name in entry.spans
            if name == key
        ]
        return max(prints or sorted(self.record.forms[key]), key=lambda way: _alike(way, text))

    # ------------------------------------------------------- numbers in running text

    def _pairs(self) -> list[tuple[int, int]]:
        """Pair unmatched numbers that stand in the same gap: expected, found."""
        gaps: dict[tuple[int, int], tuple[list[int], list[int]]] = {}
        for index, token in enumerate(self.right):
            if token.is_number and index not in self.back:
                gaps.setdefault(self._gap_right(index), ([], []))[1].append(index)
        for index, token in enumerate(self.left):
            if token.is_number and index not in self.partner:
                gap = self._gap_left(index)
                for place in (gap, (gap[0], -1), (-1, gap[1])):
                    if place in gaps:
                        gaps[place][0].append(index)
                        break
        return [pair for lefts, rights in gaps.values() for pair in self._match_gap(lefts, rights)]

    def _gap_right(self, index: int) -> tuple[int, int]:
        """Return the expected positions that bound an unmatched token of the file.

        Where a passage was moved the bounds are no neighbours: then the nearer one counts.
        """
        before, after = index - 1, index + 1
        while before >= 0 and before not in self.back:
            before -= 1
        while after < len(self.right) and after not in self.back:
            after += 1
        low = self.back.get(before, -1)
        high = self.back.get(after, len(self.left))
        if low < high and not any(i in self.partner for i in range(low + 1, high)):
            return low, high
        return (low, -1) if index - before <= after - index else (-1, high)

    def _gap_left(self, index: int) -> tuple[int, int]:
        low, high = index - 1, index + 1
        while low >= 0 and low not in self.partner:
            low -= 1
        while high < len(self.left) and high not in self.partner:
            high += 1
        return low, high

    def _match_gap(self, lefts: list[int], rights: list[int]) -> Iterator[tuple[int, int]]:
        # Equal numbers that alignment left apart (pieces drawn in another order) go first.
        for left, right in _equals(lefts, rights, self.left, self.right):
            lefts, rights = _without(lefts, left), _without(rights, right)
            yield left, right
        if len(lefts) == len(rights):
            candidates = list(zip(lefts, rights, strict=True))
        else:
            candidates = _greedy(lefts, rights, self.left, self.right)
        for left, right in candidates:
            same_place = self._touching(left, right)
            if same_place or _alike(self.left[left].text, self.right[right].text) >= _ALIKE:
                yield left, right

    def _touching(self, left: int, right: int) -> bool:
        """True when a neighbour of one is matched with the same neighbour of the other."""
        return any(self.partner.get(left + step, -9) == right + step for step in (-1, 1))

    def _worth(self, pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
        """Leave out what is no error: guarded numbers, signs of dates, renumbered labels."""
        taken = {right for _, right in pairs} | set(self.back)
        grown = any(
            token.kind == "label" and token.whole[:1] in _NUMBERED and index not in taken
            for index, token in enumerate(self.right)
        )
        kept = []
        for left, right in pairs:
            expected, found = self.left[left], self.right[right]
            if self._guarded(found) or expected.text == found.text:
                continue
            if expected.kind != "number" and expected.text == found.text.lstrip("+-"):
                continue
            if (
                expected.kind == "label"
                and not expected.key
                and grown
                and self._renumbered(expected)
            ):
                continue
            kept.append((left, right))
        return kept

    def _renumbered(self, label: Token) -> bool:
        """True when the label's number changed wherever it stands, as a new figure does it."""
        whole = plain_number(label.whole)
        same = [i for i, t in enumerate(self.left) if t.whole and plain_number(t.whole) == whole]
        return not any(i in self.partner for i in same)

    def _mismatch(self, left: int, right: int) -> Mismatch:
        expected, found = self.left[left], self.right[right]
        spot = self._spot(found.passage, found.start, self.sections[expected.passage])
        return self._wrong(expected.key, expected.whole, found.whole, spot)

    def _wrong(self, key: str, expected: str, found: str, spot: Spot) -> Mismatch:
        if key not in self.record.facts:
            return Mismatch(spot, expected, found, key)
        fact = self.record.facts[key]
        return Mismatch(spot, expected, found, key, fact.value, fact.rule, fact.source)

    def _is_orphan(self, index: int) -> bool:
        """True unless the number may stand there: another kind, or said by the same passage."""
        token = self.right[index]
        if token.kind != "number" or self._guarded(token):
            return False
        return not self._said_nearby(index) and not self._repeated(index)

    def _said_nearby(self, index: int) -> bool:
        """True when the aligned passage of the record prints the same number."""
        passage = self.right[index].passage
        near = {
            self.left[self.back[place]].passage
            for place in range(max(index - 8, 0), min(index + 9, len(self.right)))
            if place in self.back and self.right[place].passage == passage
        }
        text = self.right[index].text
        return any(t.is_number and t.passage in near and t.text == text for t in self.left)

    def _repeated(self, index: int) -> bool:
        """True for the head of a table that a PDF repeats on its next page."""
        if self.passages[self.right[index].passage].page is None:
            return False
        before, number, after = (
            self.right[place].text if 0 <= place < len(self.right) else ""
            for place in (index - 1, index, index + 1)
        )
        return (before, number) in self.beside or (number, after) in self.beside

    def _orphan(self, index: int) -> Orphan:
        token = self.right[index]
        keys = self.record.keys_by_form.get(spelling(token.text), ())
        return Orphan(self._spot(token.passage, token.start), token.whole, keys[:3])

    def _missing(self, index: int) -> Missing:
        token = self.left[index]
        entry = self.entries[token.passage]
        spot = Spot(self.sections[token.passage], excerpt(entry.text, token.start))
        return Missing(spot, token.whole, token.key)

    # ----------------------------------------------------------------------- places

    def _spot(self, index: int, start: int, section: str = "") -> Spot:
        passage = self.passages[index]
        heading = section or self._section(index)
        return Spot(heading, excerpt(passage.text, start), passage.page)

    def _section(self, passage: int) -> str:
        """Return the heading of the nearest earlier passage that the record knows."""
        best = ""
        for right, left in sorted(self.back.items()):
            if self.right[right].passage > passage:
                break
            best = self.sections[self.left[left].passage]
        return best


def excerpt(text: str, start: int, most: int = _EXCERPT) -> str:
    """Return at most ``most`` characters around ``start``, blanks folded."""
    first = max(0, start - most // 2)
    return " ".join(text[first : first + most].split())


def _alike(left: str, right: str) -> float:
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def _equals(
    lefts: Sequence[int], rights: Sequence[int], left: Sequence[Token], right: Sequence[Token]
) -> list[tuple[int, int]]:
    """Pair numbers of the same text, in order; each is used once."""
    waiting: dict[str, list[int]] = {}
    for index in rights:
        waiting.setdefault(right[index].text, []).append(index)
    return [(a, same.pop(0)) for a in lefts if (same := waiting.get(left[a].text))]


def _without(places: list[int], place: int) -> list[int]:
    return [other for other in places if other != place]


def _greedy(
    lefts: Sequence[int], rights: Sequence[int], left: Sequence[Token], right: Sequence[Token]
) -> list[tuple[int, int]]:
    """Pair the most similar first; each is used once."""
    scored = sorted(
        (-_alike(left[a].text, right[b].text) - (left[a].kind == right[b].kind), a, b)
        for a in lefts
        for b in rights
    )
    found: dict[int, int] = {}
    for _, a, b in scored:
        if a not in found and b not in found.values():
            found[a] = b
    return sorted(found.items())
