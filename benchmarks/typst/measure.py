"""Lines of a finished PDF, measured alike whoever made it: from the places of its characters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium

_LEFT, _RIGHT = 27 / 25.4 * 72, (210 - 26.36) / 25.4 * 72  # pt: edges of the text
_SIZE = 12.0  # pt: body text; other sizes are not justified paragraphs
_CLOSING = "，。、；：！？）”’》〉】"
_STOPS = "，。、；："
_NEVER_FIRST = _CLOSING + "%℃·—～"
_NEVER_LAST = "（“‘《〈【"


@dataclass(frozen=True, slots=True)
class Char:
    """A character: its cell from ``left`` to ``right`` as the font has it, in pt."""

    text: str
    left: float
    right: float
    base: float


@dataclass(frozen=True, slots=True)
class Measures:
    """Of the lines of body text that go on: how far from the edge they end, how wide they gape.

    Lengths in em. ``gaps`` has the widest gap between two Han characters of each line.
    """

    pages: int
    lines: int
    ragged: tuple[float, ...]
    gaps: tuple[float, ...]
    mixed: tuple[float, ...]  # gaps between Han and Latin letters or figures
    marks: tuple[float, ...]  # room that closing marks inside a line take
    forbidden: int
    short_ends: int  # last lines of a single character


def measure(data: bytes, paragraphs: Sequence[str]) -> Measures:
    """Measure the lines of ``paragraphs`` (plain text, in order) in a PDF."""
    document = pdfium.PdfDocument(data)
    lines = [line for page in document for line in _lines(page)]
    ragged: list[float] = []
    gaps: list[float] = []
    mixed: list[float] = []
    marks: list[float] = []
    count = forbidden = short_ends = 0
    at = 0
    for paragraph in paragraphs:
        found, at = _of(paragraph, lines, at)
        count += len(found)
        short_ends += len(found) > 1 and len(_text(found[-1])) == 1
        for line in found[:-1]:
            ragged.append(_short_of_edge(line))
            gaps.append(_widest(line))
            for one, two in pairwise(line):
                if _han(one) != _han(two) and (_latin(one) or _latin(two)):
                    mixed.append((two.left - one.right) / _SIZE)
                elif one.text in _STOPS and _han(two):
                    marks.append((two.left - one.left) / _SIZE)
            forbidden += line[-1].text in _NEVER_LAST
        forbidden += sum(line[0].text in _NEVER_FIRST for line in found[1:])
    return Measures(
        len(document),
        count,
        tuple(ragged),
        tuple(gaps),
        tuple(mixed),
        tuple(marks),
        forbidden,
        short_ends,
    )


def _lines(page: pdfium.PdfPage) -> Iterator[list[Char]]:
    """Yield the lines of body size, in the order of the text."""
    text = page.get_textpage()
    line: list[Char] = []
    for index in range(text.count_chars()):
        char = text.get_text_range(index, 1)
        if not char.strip() or char in "\u200b\u2060\ufffe":
            continue
        left, bottom, right, _ = text.get_charbox(index, loose=True)
        if line and abs(bottom - line[-1].base) > _SIZE * 0.75:
            yield line
            line = []
        line.append(Char(char, left, right, bottom))
    if line:
        yield line


def _text(line: Sequence[Char]) -> str:
    return "".join(char.text for char in line)


def _of(paragraph: str, lines: list[list[Char]], start: int) -> tuple[list[list[Char]], int]:
    """Return the lines of a paragraph, the first at or after ``start``, and where they end."""
    wanted = "".join(paragraph.split())
    for first in range(start, len(lines)):
        if not wanted.startswith(_text(lines[first])):
            continue
        rest, found = wanted, []
        for at in range(first, len(lines)):
            part = _text(lines[at])
            if rest.startswith(part):
                found.append(lines[at])
                rest = rest[len(part) :]
            if not rest:
                return found, at + 1
            if at - first > 60:
                break
    raise ValueError(f"not in the PDF: {paragraph[:30]}")


def _short_of_edge(line: Sequence[Char]) -> float:
    """Return how far ink may end from the edge: closing marks fill half of their cell."""
    away = abs(_RIGHT - line[-1].right)
    if line[-1].text in _CLOSING:
        away = min(away, abs(_RIGHT - (line[-1].right - _SIZE / 2)))
    return away / _SIZE


def _widest(line: Sequence[Char]) -> float:
    return (
        max((b.left - a.right for a, b in pairwise(line) if _han(a) and _han(b)), default=0.0)
        / _SIZE
    )


def _han(char: Char) -> bool:
    return "\u4e00" <= char.text <= "\u9fff"


def _latin(char: Char) -> bool:
    return char.text.isascii() and char.text.isalnum()
