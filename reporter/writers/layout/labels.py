"""Page numbers as printed: none on covers, roman in front, arabic from the body on; feet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from ...document.nodes import Document
from ...document.numerals import roman_numeral
from ...document.theme import Theme

Kind = Literal["none", "roman", "arabic"]
_KIND: dict[str, Kind] = {"cover": "none", "front": "roman"}

_PART_ANCHOR = "part--{}"  # two hyphens: no id of the tree is made like this


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of one page: ``kind`` of numerals and the number itself (0 for none)."""

    kind: Kind
    number: int

    def __str__(self) -> str:
        if self.kind == "none":
            return ""
        return str(self.number) if self.kind == "arabic" else roman_numeral(self.number)


def foot_texts(theme: Theme, mark: str) -> tuple[str, str]:
    """Return what stands at the inner (left) end of a foot, and in its middle or on the right.

    Beside a number outside the ``mark`` stands at the other end, unless a client's words do.
    """
    if theme.page.numbers == "outside" and not theme.footer:
        return mark, ""
    return theme.footer, mark


def part_anchor(index: int) -> str:
    """Return the id at the start of part ``index``; the PDF finds page numbers by it."""
    return _PART_ANCHOR.format(index)


CONTENTS_ANCHOR = _PART_ANCHOR.format("contents")  # on screen
END_ANCHOR = _PART_ANCHOR.format("end")  # at the end of the last part


def page_numbers(document: Document, anchors: Sequence[Mapping[str, object]]) -> list[PageNumber]:
    """Return the number of every page; ``anchors`` are the ids that start on each page."""
    starts: dict[str, int] = {}
    for index, names in enumerate(anchors):
        for name in names:
            starts.setdefault(name, index)
    kinds: list[Kind] = ["none"] * len(anchors)
    for index, part in enumerate(document.parts):
        start = starts.get(part_anchor(index))
        if start is not None:
            kinds[start:] = [_KIND.get(part.role, "arabic")] * (len(anchors) - start)
    counts = {"none": 0, "roman": 0, "arabic": 0}
    numbers = []
    for kind in kinds:
        counts[kind] += 1
        numbers.append(PageNumber(kind, 0 if kind == "none" else counts[kind]))
    return numbers


def target_pages(
    numbers: Sequence[PageNumber], anchors: Sequence[Mapping[str, object]]
) -> dict[str, PageNumber]:
    """Return the printed page of every id; the first page wins."""
    found: dict[str, PageNumber] = {}
    for number, names in zip(numbers, anchors, strict=True):
        for name in names:
            found.setdefault(name, number)
    own = [name for name in found if name.startswith(part_anchor(0)[:-1])]
    for name in own:
        del found[name]
    return found
