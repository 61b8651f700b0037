"""Align two token sequences, also when passages were moved.

Patience alignment: tokens that occur once on each side anchor the rest; between anchors
:mod:`difflib`. What is left over is aligned again, so moved passages find each other.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

_PASSES = 5
_MOST_COMPARED = 4_000_000  # without one anchor in so much text nothing belongs together
_MOVED_LETTERS = 4  # a moved run must carry this many letters to count as the same words
_MOVED_NUMBERS = 3  # or this many numbers in a row (rows of a table)


def align(left: Sequence[str], right: Sequence[str]) -> dict[int, int]:
    """Return matched positions, left -> right. The order may break where passages moved."""
    pairs = dict(_patience(left, right, range(len(left)), range(len(right))))
    for _ in range(_PASSES):
        used = set(pairs.values())
        rest_left = [index for index in range(len(left)) if index not in pairs]
        rest_right = [index for index in range(len(right)) if index not in used]
        found = _patience(left, right, rest_left, rest_right)
        moved = [pair for run in _runs(found) if _strong(run, left) for pair in run]
        if not moved:
            break
        pairs.update(moved)
    return pairs


def _patience(
    left: Sequence[str], right: Sequence[str], lefts: Sequence[int], rights: Sequence[int]
) -> list[tuple[int, int]]:
    """Align two lists of positions; an explicit stack, because documents are long."""
    pairs: list[tuple[int, int]] = []
    stack = [(lefts, rights)]
    while stack:
        a, b = stack.pop()
        a, b = _trim(left, right, a, b, pairs)
        if not a or not b:
            continue
        anchors = _anchors(left, right, a, b)
        if not anchors:
            pairs.extend(_difflib(left, right, a, b))
            continue
        i = j = 0
        for x, y in [*anchors, (len(a), len(b))]:
            stack.append((a[i:x], b[j:y]))
            if x < len(a):
                pairs.append((a[x], b[y]))
            i, j = x + 1, y + 1
    return sorted(pairs)


def _trim(
    left: Sequence[str],
    right: Sequence[str],
    a: Sequence[int],
    b: Sequence[int],
    pairs: list[tuple[int, int]],
) -> tuple[Sequence[int], Sequence[int]]:
    """Take equal ends off both lists into ``pairs``."""
    head = 0
    while head < min(len(a), len(b)) and left[a[head]] == right[b[head]]:
        pairs.append((a[head], b[head]))
        head += 1
    a, b = a[head:], b[head:]
    tail = 0
    while tail < min(len(a), len(b)) and left[a[-1 - tail]] == right[b[-1 - tail]]:
        pairs.append((a[-1 - tail], b[-1 - tail]))
        tail += 1
    return a[: len(a) - tail], b[: len(b) - tail]


def _anchors(
    left: Sequence[str], right: Sequence[str], a: Sequence[int], b: Sequence[int]
) -> list[tuple[int, int]]:
    """Return offsets of tokens unique on both sides, in the longest common order."""
    in_a = Counter(left[index] for index in a)
    in_b = Counter(right[index] for index in b)
    place = {right[index]: y for y, index in enumerate(b) if in_b[right[index]] == 1}
    found = [
        (x, place[left[index]])
        for x, index in enumerate(a)
        if in_a[left[index]] == 1 and left[index] in place
    ]
    return _increasing(found)


def _increasing(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of pairs whose second part grows."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, y) in enumerate(pairs):
        depth = bisect_left(tops, y)
        before.append(ends[depth - 1] if depth else -1)
        if depth == len(tops):
            tops.append(y)
            ends.append(index)
        else:
            tops[depth], ends[depth] = y, index
    chain = []
    index = ends[-1] if ends else -1
    while index >= 0:
        chain.append(pairs[index])
        index = before[index]
    return chain[::-1]


def _difflib(
    left: Sequence[str], right: Sequence[str], a: Sequence[int], b: Sequence[int]
) -> list[tuple[int, int]]:
    if len(a) * len(b) > _MOST_COMPARED:
        return []
    matcher = SequenceMatcher(
        None, [left[index] for index in a], [right[index] for index in b], autojunk=False
    )
    return [
        (a[block.a + k], b[block.b + k])
        for block in matcher.get_matching_blocks()
        for k in range(block.size)
    ]


def _runs(pairs: Sequence[tuple[int, int]]) -> list[list[tuple[int, int]]]:
    """Split pairs into runs that are unbroken on both sides."""
    runs: list[list[tuple[int, int]]] = []
    for pair in pairs:
        if runs and (runs[-1][-1][0] + 1, runs[-1][-1][1] + 1) == pair:
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return runs


def _strong(run: Sequence[tuple[int, int]], left: Sequence[str]) -> bool:
    letters = sum(sum(char.isalpha() for char in left[index]) for index, _ in run)
    numbers = sum(left[index][-1:].isdigit() for index, _ in run)
    return letters >= _MOVED_LETTERS or numbers >= _MOVED_NUMBERS
