"""Which number of a file stands where which number of the record stood."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from .align import align
from .record import Passage, alike
from .tokens import Token, stream

_ALIKE = 0.5  # share of equal characters from which two numbers count as one, changed
_MOST_COMPARED = 10_000  # pairs of one gap; beyond it the file has little to do with the record

Pair = tuple[int, int]
"""Positions of an expected and a found token."""


class Pairing:
    """Tokens of the record (left) and of the file (right), and which belong together.

    Attributes:
        partner, back: matched positions, left -> right and right -> left; the texts agree.
        changed: pairs of numbers that stand in the same place and do not agree (or agree,
            but were drawn in another order).
        strays: numbers of the file without a partner.
        gone: positions of the record's numbers without a partner.
    """

    def __init__(self, entries: Sequence[Passage], passages: Sequence[Passage]) -> None:
        self.left = stream(entries)
        self.right = [token for token in stream(passages) if passages[token.passage].kind != "data"]
        self.partner = align([t.text for t in self.left], [t.text for t in self.right])
        self.back = {right: left for left, right in self.partner.items()}
        self._match_drawings({i for i, entry in enumerate(entries) if entry.kind == "chart"})
        self.changed = self._pair_gaps()
        self.strays = _rest(self.right, self.back, (right for _, right in self.changed))
        self.gone = _rest(self.left, self.partner, (left for left, _ in self.changed))

    def _match_drawings(self, drawn: set[int]) -> None:
        """Match the rest of a drawing's numbers by text, on the pages where it stands.

        A PDF reader sorts labels of one line from left to right, the drawing by its own order.
        """
        pages: dict[int, set[int]] = {}
        for left, right in self.partner.items():
            if self.left[left].passage in drawn:
                pages.setdefault(self.left[left].passage, set()).add(self.right[right].passage)
        waiting: dict[tuple[int, str], list[int]] = {}
        for index in _rest(self.right, self.back):
            token = self.right[index]
            waiting.setdefault((token.passage, token.text), []).append(index)
        for index in _rest(self.left, self.partner):
            token = self.left[index]
            for page in sorted(pages.get(token.passage, ())):
                if found := waiting.get((page, token.text)):
                    self.partner[index] = found.pop(0)
                    self.back[self.partner[index]] = index
                    break

    def _pair_gaps(self) -> list[Pair]:
        """Pair unmatched numbers that stand between the same matched tokens."""
        gaps: dict[Pair, tuple[list[int], list[int]]] = {}
        rights = _bounds(len(self.right), self.back)
        for index in _rest(self.right, self.back):
            gaps.setdefault(self._gap(index, *rights[index]), ([], []))[1].append(index)
        lefts = _bounds(len(self.left), self.partner)
        for index in _rest(self.left, self.partner):
            low, high = lefts[index]
            for place in ((low, high), (low, -1), (-1, high)):
                if place in gaps:
                    gaps[place][0].append(index)
                    break
        return [pair for a, b in gaps.values() for pair in self._pair_gap(a, b)]

    def _gap(self, index: int, before: int, after: int) -> Pair:
        """Return the expected positions that bound an unmatched token of the file.

        Where a passage was moved the bounds are no neighbours: then the nearer one counts.
        """
        low, high = self.back.get(before, -1), self.back.get(after, len(self.left))
        if low < high and not any(i in self.partner for i in range(low + 1, high)):
            return low, high
        return (low, -1) if index - before <= after - index else (-1, high)

    def _pair_gap(self, lefts: list[int], rights: list[int]) -> Iterator[Pair]:
        # Equal numbers that alignment left apart (pieces drawn in another order) go first.
        equal = self._equals(lefts, rights)
        yield from equal
        lefts = [i for i in lefts if i not in {left for left, _ in equal}]
        rights = [i for i in rights if i not in {right for _, right in equal}]
        in_order = len(lefts) == len(rights) or len(lefts) * len(rights) > _MOST_COMPARED
        candidates = (
            list(zip(lefts, rights, strict=False)) if in_order else self._nearest(lefts, rights)
        )
        for left, right in candidates:
            if self._touching(left, right) or self._alike(left, right) >= _ALIKE:
                yield left, right

    def _touching(self, left: int, right: int) -> bool:
        """True when a neighbour of one is matched with the same neighbour of the other.

        A number does not turn into a label: that is the mark of a list, drawn there.
        """
        if self.right[right].kind == "label" != self.left[left].kind:
            return False
        return any(self.partner.get(left + step, -9) == right + step for step in (-1, 1))

    def _alike(self, left: int, right: int) -> float:
        return alike(self.left[left].text, self.right[right].text)

    def _equals(self, lefts: Sequence[int], rights: Sequence[int]) -> list[Pair]:
        """Pair numbers of the same text, in order; each is used once."""
        waiting: dict[str, list[int]] = {}
        for index in rights:
            waiting.setdefault(self.right[index].text, []).append(index)
        return [(a, same.pop(0)) for a in lefts if (same := waiting.get(self.left[a].text))]

    def _nearest(self, lefts: Sequence[int], rights: Sequence[int]) -> list[Pair]:
        """Pair the most similar first; each is used once."""

        def distance(pair: Pair) -> float:
            same_kind = self.left[pair[0]].kind == self.right[pair[1]].kind
            return -self._alike(*pair) - same_kind

        found: dict[int, int] = {}
        used: set[int] = set()
        for left, right in sorted(product(lefts, rights), key=distance):
            if left not in found and right not in used:
                found[left] = right
                used.add(right)
        return sorted(found.items())


def _rest(
    tokens: Sequence[Token], matched: dict[int, int], paired: Iterable[int] = ()
) -> list[int]:
    """Return positions of numbers that are neither matched nor paired."""
    taken = set(paired)
    return [
        index
        for index, token in enumerate(tokens)
        if token.is_number and index not in matched and index not in taken
    ]


def _bounds(length: int, matched: dict[int, int]) -> list[Pair]:
    """Return for each position the nearest matched ones before and after it."""
    before, after = [-1] * length, [length] * length
    for index in range(length):
        before[index] = index - 1 if index - 1 in matched else before[index - 1] if index else -1
    for index in range(length - 2, -1, -1):
        after[index] = index + 1 if index + 1 in matched else after[index + 1]
    return list(zip(before, after, strict=True))
