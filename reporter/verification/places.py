"""Find the values of a PDF by the marked texts that the file says they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher

from ..document.places import PlacedText, PlacedValue

Marks = Mapping[int, str]
"""The marked texts of a page without blanks, by number."""

_SAME = 0.5  # share of marked texts that must agree for a page to be the one meant
_NUMBER = re.compile(r"[-+−±]?\d[\d,]*(?:\.\d+)?[%％‰]?")
_HIDDEN = "\ue000"  # in place of a value: it matches nothing


def sheets(texts: Sequence[PlacedText], pages: Sequence[Marks]) -> dict[int, int]:
    """Return where the pages of the record stand in the file, both from 1.

    Pages may have been moved, removed or put before; one that cannot be told is left out.
    """
    wanted: dict[int, list[PlacedText]] = {}
    for text in texts:
        wanted.setdefault(text.page, []).append(text)
    found: dict[int, int] = {}
    for page, marked in wanted.items():
        order = sorted(range(1, len(pages) + 1), key=lambda sheet: sheet != page)
        free = (sheet for sheet in order if sheet not in found.values())
        sheet = next((sheet for sheet in free if _alike(marked, pages[sheet - 1]) >= _SAME), None)
        if sheet is not None:
            found[page] = sheet
    return found


def _alike(marked: Sequence[PlacedText], marks: Marks) -> float:
    """Return the share of texts that say the same, whatever their values."""
    same = sum(_words(text.text) == _words(marks.get(text.mark, "\n")) for text in marked)
    return same / len(marked)


def _words(text: str) -> str:
    return _NUMBER.sub("", text)


def values_in(text: PlacedText, found: str) -> Iterator[PlacedValue]:
    """Yield where the values of a marked text stand in what the file shows there.

    What surrounds a value tells where it begins and ends, so a number may have any digits now.
    """
    values = [v for v in sorted(text.values) if 0 <= v[0] < v[1] <= len(text.text)]
    if found == text.text:
        yield from values
        return
    hidden = list(text.text)
    for start, end, _ in values:
        hidden[start:end] = _HIDDEN * (end - start)
    matcher = SequenceMatcher(None, "".join(hidden), found, autojunk=False)
    kept = {
        block.a + step: block.b + step
        for block in matcher.get_matching_blocks()
        for step in range(block.size)
    }
    kept |= {-1: -1, len(text.text): len(found)}
    for start, end, key in values:
        first = kept[max(at for at in kept if at < start)] + 1
        last = kept[min(at for at in kept if at >= end)]
        yield (*_number(found, first, last), key)


def _number(found: str, first: int, last: int) -> tuple[int, int]:
    """Return the only number of a stretch, where words were put beside it; else the stretch."""
    numbers = list(_NUMBER.finditer(found, first, last))
    return numbers[0].span() if len(numbers) == 1 else (first, last)
