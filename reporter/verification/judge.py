"""Hold the passages of a finished file against the record, and name what differs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..facts.numbers import plain_number
from .descriptions import lost_descriptions
from .pairing import Pair, Pairing
from .record import Passage, Record, spelling, unspaced
from .report import Mismatch, Missing, Orphan, Spot
from .tokens import Token

_EXCERPT = 30
_NEAR = 8  # tokens either side that tell which passage a number stands in
_FEW = 8  # letters up to which equal texts may stand for different things
_DRAWN = frozenset({"chart", "data"})  # what a picture shows
_NUMBERED = "图表附"  # labels that count: a new figure renumbers those that follow


@dataclass(frozen=True, slots=True)
class Findings:
    """What one file shows."""

    checked: int
    mismatches: tuple[Mismatch, ...]
    orphans: tuple[Orphan, ...]
    missing: tuple[Missing, ...]
    pictures: tuple[str, ...]  # names of figures whose texts the file does not hold as text
    mute: tuple[str, ...] = ()  # names of figures whose description the file has lost


def judge(record: Record, passages: Sequence[Passage], skip: frozenset[str]) -> Findings:
    """Compare a file's passages with the record.

    Args:
        record: facts and printed texts.
        passages: texts of the file; their spans are controls (fact keys beside the text).
        skip: kinds of the record's passages that this file format does not show.
    """
    mute = set() if "alt" in skip else lost_descriptions(record.passages, passages)
    kept = [i for i, e in enumerate(record.passages) if e.kind not in skip and i not in mute]
    read = {entry.name for entry in record.passages if entry.kind in _DRAWN - skip}
    drawn = [e.name for e in record.passages if e.kind in skip & _DRAWN and e.name not in read]
    found = _Case(record, kept, passages).findings()
    return replace(
        found,
        pictures=tuple(dict.fromkeys([*drawn, *found.pictures])),
        mute=tuple(record.passages[index].name for index in sorted(mute)),
    )


class _Case:
    """One comparison; built once, read once."""

    def __init__(self, record: Record, kept: list[int], passages: Sequence[Passage]) -> None:
        self.record = record
        self.passages = passages
        self.entries = [record.passages[index] for index in kept]
        self.sections = [record.sections[index] for index in kept]
        self.pairing = Pairing(self.entries, passages)
        self.left, self.right = self.pairing.left, self.pairing.right
        self.beside = {(a.text, b.text) for a, b in pairwise(self.left)}
        self.said: dict[int, set[str]] = {}
        for token in self.left:
            self.said.setdefault(token.passage, set()).add(token.text)
        self.sentences = {
            text
            for entry in self.entries
            if sum(map(str.isalpha, text := unspaced(entry.text))) > _FEW
        }
        self.headings = self._headings()
        self.pictures = self._pictures()
        # What seems to stand in a picture stands elsewhere: a table's head, repeated.
        inside = [pair for pair in self.pairing.changed if self._in_picture(pair[0])]
        self.changed = [pair for pair in self.pairing.changed if pair not in inside]
        self.strays = sorted([*self.pairing.strays, *(right for _, right in inside)])

    def findings(self) -> Findings:
        controls = list(self._controls())
        changed = [self._mismatch(left, right) for left, right in self._errors()]
        orphans = [self._orphan(index) for index in self.strays if self._is_orphan(index)]
        elsewhere = {self.right[index].text for index in self.strays}
        missing = [
            self._missing(index)
            for index in self.pairing.gone
            # A number that still stands somewhere was only drawn in another order.
            if self.left[index].key and self.left[index].text not in elsewhere
            if not self._in_picture(index)
        ]
        numbers = sum(token.kind == "number" and not self._guarded(token) for token in self.right)
        return Findings(
            checked=numbers + sum(1 for _ in self._spans()),
            mismatches=(*controls, *changed),
            orphans=tuple(orphans),
            missing=tuple(dict.fromkeys(missing)),
            pictures=tuple(self.entries[index].name for index in sorted(self.pictures)),
        )

    def _in_picture(self, left: int) -> bool:
        return self.left[left].passage in self.pictures

    def _pictures(self) -> set[int]:
        """Return the drawings of which the file holds hardly a number: they are pictures there."""
        charts = [i for i, entry in enumerate(self.entries) if entry.kind == "chart"]
        numbers = [index for index, token in enumerate(self.left) if token.is_number]
        wanted = Counter(self.left[index].passage for index in numbers)
        seen = Counter(self.left[i].passage for i in numbers if i in self.pairing.partner)
        return {index for index in charts if seen[index] * 2 < wanted[index]}

    # ------------------------------------------------------------- numbers in controls

    def _spans(self) -> Iterator[tuple[int, int, int, str]]:
        for index, passage in enumerate(self.passages):
            for start, end, key in passage.spans:
                if key in self.record.forms:
                    yield index, start, end, key

    def _guarded(self, token: Token) -> bool:
        """True for a number inside a control of a known fact: the control answers for it."""
        return token.key in self.record.forms

    def _controls(self) -> Iterator[Mismatch]:
        """Hold controls against what the record prints there, else anywhere, for their key."""
        expected = {
            (self.right[right].passage, self.right[right].start): self.left[left].whole
            for left, right in self.changed
            if self._guarded(self.right[right]) and self.left[left].key == self.right[right].key
        }
        for index, start, end, key in self._spans():
            text = self.passages[index].text[start:end]
            there = expected.get((index, start), "")
            if spelling(there or text) != spelling(text) or (
                spelling(text) not in self.record.forms[key]
            ):
                best = there or self.record.best_form(key, text)
                yield self.record.mismatch(key, best, text, self._spot(index, start))

    # ------------------------------------------------------- numbers in running text

    def _errors(self) -> Iterator[Pair]:
        """Leave out what is no error: guarded numbers, signs of dates, renumbered labels."""
        known = {plain_number(token.whole) for token in self.left if token.kind == "label"}
        strays = [self.right[index] for index in self.strays]
        has_grown = any(
            token.kind == "label"
            and token.whole[:1] in _NUMBERED
            and plain_number(token.whole) not in known
            for token in strays
        )
        for left, right in self.changed:
            expected, found = self.left[left], self.right[right]
            if self._guarded(found) or expected.text == found.text:
                continue
            if expected.kind != "number" and expected.text == found.text.lstrip("+-"):
                continue
            is_counted = expected.whole[:1] in _NUMBERED and not expected.key
            if not (is_counted and has_grown and self._renumbered(expected)):
                yield left, right

    def _renumbered(self, label: Token) -> bool:
        """True when the label's number changed wherever it stands, as a new figure does it."""
        whole = plain_number(label.whole)
        same = [i for i, t in enumerate(self.left) if t.whole and plain_number(t.whole) == whole]
        return not any(i in self.pairing.partner for i in same)

    def _mismatch(self, left: int, right: int) -> Mismatch:
        expected, found = self.left[left], self.right[right]
        spot = self._spot(found.passage, found.start, self._section_of(left))
        return self.record.mismatch(expected.key, expected.whole, found.whole, spot)

    def _is_orphan(self, index: int) -> bool:
        """True unless the number may stand there: another kind, or said by the same passage."""
        token = self.right[index]
        if token.kind != "number" or self._guarded(token):
            return False
        if unspaced(self.passages[token.passage].text) in self.sentences:
            return False  # a paragraph copied as it stands
        return not self._said_nearby(index) and not self._repeated(index)

    def _said_nearby(self, index: int) -> bool:
        """True when the aligned passage of the record prints the same number."""
        token = self.right[index]
        back = self.pairing.back
        near = {
            self.left[back[place]].passage
            for place in range(max(index - _NEAR, 0), min(index + _NEAR + 1, len(self.right)))
            if place in back and self.right[place].passage == token.passage
        }
        return any(token.text in self.said[passage] for passage in near)

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
        before = next((i for i in range(index, -1, -1) if i in self.pairing.back), None)
        section = "" if before is None else self._section_of(self.pairing.back[before])
        return Orphan(self._spot(token.passage, token.start, section), token.whole, keys[:3])

    def _missing(self, index: int) -> Missing:
        token = self.left[index]
        entry = self.entries[token.passage]
        spot = Spot(self.sections[token.passage], excerpt(entry.text, token.start))
        return Missing(spot, token.whole, token.key)

    # ----------------------------------------------------------------------- places

    def _spot(self, index: int, start: int, section: str = "") -> Spot:
        passage = self.passages[index]
        heading = section or self.headings[index]
        return Spot(heading, excerpt(passage.text, start), passage.page)

    def _section_of(self, left: int) -> str:
        return self.sections[self.left[left].passage]

    def _headings(self) -> list[str]:
        """Return for each passage of the file the heading it stands under, as recorded.

        It is that of the last matched token in the passage, else of an earlier one.
        """
        last: dict[int, int] = {}
        for right, left in sorted(self.pairing.back.items()):
            last[self.right[right].passage] = left
        found, heading = [], ""
        for index in range(len(self.passages)):
            if index in last:
                heading = self._section_of(last[index])
            found.append(heading)
        return found


def excerpt(text: str, start: int, most: int = _EXCERPT) -> str:
    """Return at most ``most`` characters around ``start``, blanks folded."""
    first = max(0, start - most // 2)
    return " ".join(text[first : first + most].split())
