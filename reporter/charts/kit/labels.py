"""Breaking names into lines that fit, by measured width and Chinese line rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from .faces import tidy, width

LABEL = 9.0  # points on paper, the same in all charts
SMALL = 8.0  # ticks, legend, notes
LEADING = 1.25  # line pitch in sizes
MM = 25.4 / 72  # one point
_EVEN = 0.3  # millimetres

_NOT_FIRST = "，。、；：！？）》〉】』」”’…%％‰℃·,.;:!?)]}"
_NOT_LAST = "（《〈【『「“‘([{−"
_DATED = "第?[0-9]+[年月日周期号季]"  # 2026年, 第10周: a numeral stays with its word
_UNITS = re.compile(rf"{_DATED}|[A-Za-z0-9_.%+-]+\s?|\s|.", re.DOTALL)


def pitch(size: float) -> float:
    """Return the distance of two lines in millimetres."""
    return size * LEADING * MM


def _chunks(text: str) -> list[str]:
    """Split into pieces that may not be broken: words, and signs glued to their neighbour."""
    chunks: list[str] = []
    for unit in _UNITS.findall(text):
        if chunks and (unit[0] in _NOT_FIRST or chunks[-1][-1] in _NOT_LAST):
            chunks[-1] += unit
        else:
            chunks.append(unit)
    return chunks


def _split(chunk: str, room: float, size: float) -> list[str]:
    """Cut a piece that is wider than the room by itself (a long code) anywhere."""
    parts = [""]
    for char in chunk:
        if parts[-1] and width(parts[-1] + char, size) > room:
            parts.append("")
        parts[-1] += char
    return parts


def wrap(text: str, room: float, size: float = LABEL, most: int = 3) -> tuple[str, ...]:
    """Return the lines of ``text`` for ``room`` millimetres; what is past ``most`` ends in …."""
    lines = [""]
    for chunk in _chunks(tidy(text)):
        for part in _split(chunk, room, size):
            if lines[-1] and width(lines[-1] + part.rstrip(), size) > room:
                lines.append("")
            lines[-1] += part
    lines = [line.strip() for line in lines]
    if len(lines) > most:
        last = lines[most - 1]
        while last and width(last + "…", size) > room:
            last = last[:-1]
        lines = [*lines[: most - 1], last + "…"]
    return tuple(lines)


def wrap_evenly(text: str, room: float, size: float = LABEL, most: int = 3) -> tuple[str, ...]:
    """Return as few lines as :func:`wrap` makes, about equally long: no sign is left alone."""
    found = wrap(text, room, size, most)
    if len(found) == 1 or found[-1].endswith("…"):
        return found
    whole = width(tidy(text), size)
    narrow, wide = max(whole / len(found), min(widest_chunk([text], size), room)), room
    while wide - narrow > _EVEN:
        middle = (narrow + wide) / 2
        if len(wrap(text, middle, size, most + 1)) > len(found):
            narrow = middle
        else:
            wide = middle
    return wrap(text, wide, size, most)


def widest_chunk(texts: Iterable[str], size: float = LABEL) -> float:
    """Return the width of the widest piece of the texts that should not be broken."""
    found = (width(chunk.strip(), size) for text in texts for chunk in _chunks(tidy(text)))
    return max(found, default=0.0)


def column(texts: tuple[str, ...], most_room: float, size: float = LABEL) -> float:
    """Return the width that the wrapped texts need, at most ``most_room``."""
    return max(
        (width(line, size) for text in texts for line in wrap(text, most_room, size)), default=0
    )
