"""Descriptions of pictures that a file has lost."""

from __future__ import annotations

from collections.abc import Sequence

from .record import Passage, alike

_SAME = 0.5  # share of equal characters from which a description is one, edited


def lost_descriptions(entries: Sequence[Passage], passages: Sequence[Passage]) -> set[int]:
    """Return the descriptions of which nothing is left: LibreOffice drops those of charts.

    Their numbers would else be looked for elsewhere.
    """
    said = {passage.text for passage in passages if passage.kind == "alt"}
    wanted = {i: e.text for i, e in enumerate(entries) if e.kind == "alt" and e.text not in said}
    edited = said - {entry.text for entry in entries if entry.kind == "alt"}
    return {
        index
        for index, text in wanted.items()
        if not any(alike(text, other) >= _SAME for other in edited)
    }
