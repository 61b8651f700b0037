"""Tables that are too wide for an upright page go on landscape pages of their own.

A part is cut before and behind such tables: upright, landscape, upright. The order of the
blocks stays, so a page may end early before a turned one. A section that is cut has its
heading in the first piece; what follows stands in the next part without it. Numbers, contents
and references were made before and stay; page numbers run on, and the running title is that
of the last heading before the page, wherever it stands.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count

from .extent import needed_width, upright_width
from .nodes import Block, Document, Paragraph, Part, Section, Table
from .plaintext import plain_text

_LEAD = 240  # characters of a lead-in that would leave a page almost empty


@dataclass(frozen=True, slots=True)
class _Item:
    """A heading or another block, with the numbers of the sections around it."""

    path: tuple[int, ...]
    block: Block


def turn_wide_tables(document: Document) -> Document:
    """Return the document with wide tables in landscape parts; to be called after numbering.

    Those of appendices, and those of the body that are ``turnable``. Consecutive ones share
    their pages; a heading or short text that would stand alone before them goes along.
    """
    parts: list[Part] = []
    room = upright_width(document.theme)
    for part in document.parts:
        parts.extend(_cut(part, room) if part.role in ("body", "appendix") else (part,))
    return replace(document, parts=tuple(parts))


def _cut(part: Part, room: float) -> Iterator[Part]:
    items = list(_flat(part.blocks, (), count()))
    runs = _runs(items, [_is_wide(item.block, part, room) for item in items])
    if len(runs) == 1 and not runs[0][0]:
        yield part
        return
    for turned, run in runs:
        yield Part("landscape" if turned else part.role, _nested(run))


def _is_wide(block: Block, part: Part, room: float) -> bool:
    if not isinstance(block, Table) or not (block.turnable or part.role == "appendix"):
        return False
    return needed_width(block) > room


def _flat(
    blocks: Iterable[Block], path: tuple[int, ...], numbers: Iterator[int]
) -> Iterator[_Item]:
    """Yield headings (sections without their blocks) and blocks in order."""
    for block in blocks:
        if isinstance(block, Section):
            inside = (*path, next(numbers))
            yield _Item(inside, replace(block, blocks=()))
            yield from _flat(block.blocks, inside, numbers)
        else:
            yield _Item(path, block)


def _runs(items: Sequence[_Item], wide: Sequence[bool]) -> list[tuple[bool, list[_Item]]]:
    """Return runs of (turned, items) in order, none of them empty."""
    runs: list[tuple[bool, list[_Item]]] = [(False, [])]
    for item, turned in zip(items, wide, strict=True):
        if turned and not runs[-1][0]:
            upright = runs[-1][1]
            start = _lead_start(upright)
            lead = upright[start:]
            del upright[start:]
            runs.append((True, lead))
        elif not turned and runs[-1][0]:
            runs.append((False, []))
        runs[-1][1].append(item)
    last = runs[-1][1]
    if len(runs) > 1 and not runs[-1][0] and _short(last) and not _headings(last):
        runs[-2][1].extend(runs.pop()[1])
    return _joined(run for run in runs if run[1])


def _joined(runs: Iterable[tuple[bool, list[_Item]]]) -> list[tuple[bool, list[_Item]]]:
    joined: list[tuple[bool, list[_Item]]] = []
    for turned, items in runs:
        if joined and joined[-1][0] == turned:
            joined[-1][1].extend(items)
        else:
            joined.append((turned, items))
    return joined


def _lead_start(items: Sequence[_Item]) -> int:
    """Return where the lead-in of a wide table starts: headings and short text before it.

    It starts with a heading, or is all of an upright run that holds nothing else.
    """
    start = len(items)
    while start and _short(items[start - 1 :]):
        start -= 1
    if start == 0:
        return 0
    headings = (i for i in range(start, len(items)) if isinstance(items[i].block, Section))
    return next(headings, len(items))


def _short(items: Sequence[_Item]) -> bool:
    """Tell whether there are only headings and a few lines of text."""
    texts = 0
    for item in items:
        if isinstance(item.block, Paragraph):
            texts += len(plain_text(item.block.children))
        elif not isinstance(item.block, Section):
            return False
    return texts <= _LEAD


def _headings(items: Iterable[_Item]) -> bool:
    return any(isinstance(item.block, Section) for item in items)


def _nested(items: Iterable[_Item]) -> tuple[Block, ...]:
    """Return blocks nested again in the sections whose headings are among them."""
    roots: list[Block] = []
    opened: list[tuple[int, Section, list[Block]]] = []

    def close() -> None:
        _, section, blocks = opened.pop()
        (opened[-1][2] if opened else roots).append(replace(section, blocks=tuple(blocks)))

    for item in items:
        while opened and opened[-1][0] not in item.path:
            close()
        if isinstance(item.block, Section):
            opened.append((item.path[-1], item.block, []))
        else:
            (opened[-1][2] if opened else roots).append(item.block)
    while opened:
        close()
    return tuple(roots)
