"""Bibliography entries by GB/T 7714, versions 2025 (default) and 2015.

2015 (clause 4 and annex A): half-width punctuation, standards with their issuing body
first. 2025, in force since 2026-07-01: full-width ，：（） in Chinese entries, standards
begin with their number and carry no issuing body, the access date only for network
sources. The full text of the 2025 edition was not at hand: these differences are taken
from its publication notice and from public implementations of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from .nodes import Inline, Link, Reference, Text

Version = Literal["2025", "2015"]
MAX_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Source:
    """The fields of one entry (plain strings; empty = absent)."""

    key: str
    type: str
    title: str
    authors: tuple[str, ...] = ()
    journal: str = ""
    place: str = ""
    publisher: str = ""
    year: str = ""
    volume: str = ""
    issue: str = ""
    pages: str = ""
    edition: str = ""
    number: str = ""
    published: str = ""
    accessed: str = ""
    url: str = ""
    doi: str = ""


@dataclass(frozen=True, slots=True)
class _Marks:
    comma: str
    colon: str
    open: str
    close: str


_HALF = _Marks(", ", ": ", "(", ")")
_FULL = _Marks("，", "：", "（", "）")


def format_reference(source: Source, version: Version = "2025") -> Reference:
    """Return the entry formatted; its number is given by the numbering pass."""
    chinese = any("\u4e00" <= char <= "\u9fff" for char in source.title)
    marks = _FULL if version == "2025" and chinese else _HALF
    layout = _LAYOUTS.get(source.type, _book)
    parts = [part for part in layout(source, version, marks) if part]
    text = ". ".join(part.rstrip(".") for part in parts)
    access = _access(source, version)
    nodes: list[Inline] = [Text(text + access + ".")]
    if source.url:
        nodes += [Text(" "), Link(source.url, (Text(source.url),)), Text(".")]
    if source.doi:
        nodes.append(Text(f" DOI{marks.colon}{source.doi}."))
    return Reference(source.key, tuple(nodes))


def _type_mark(source: Source) -> str:
    carrier = "/OL" if source.url and "/" not in source.type else ""
    return f"[{source.type}{carrier}]"


def _access(source: Source, version: Version) -> str:
    wanted = source.accessed and (source.url or version == "2015")
    published = f"({source.published})" if source.published and source.type in ("EB", "DB") else ""
    return published + (f"[{source.accessed}]" if wanted else "")


def _authors(source: Source, marks: _Marks) -> str:
    names = marks.comma.join(source.authors[:MAX_AUTHORS])
    if len(source.authors) > MAX_AUTHORS:
        chinese = "\u4e00" <= source.authors[0][:1] <= "\u9fff"
        names += marks.comma + ("等" if chinese else "et al")
    return names


def _imprint(source: Source, marks: _Marks) -> str:
    house = marks.colon.join(part for part in (source.place, source.publisher) if part)
    text = marks.comma.join(part for part in (house, source.year) if part)
    return text + (marks.colon + source.pages if source.pages and text else "")


def _book(source: Source, _version: Version, marks: _Marks) -> list[str]:
    title = source.title + _type_mark(source)
    return [_authors(source, marks), title, source.edition, _imprint(source, marks)]


def _journal(source: Source, _version: Version, marks: _Marks) -> list[str]:
    issue = f"{marks.open}{source.issue}{marks.close}" if source.issue else ""
    where = source.year
    if source.volume:
        where += marks.comma + source.volume
    where += issue
    where += marks.colon + source.pages if source.pages else ""
    place = marks.comma.join(part for part in (source.journal, where) if part)
    return [_authors(source, marks), source.title + _type_mark(source), place]


def _standard(source: Source, version: Version, marks: _Marks) -> list[str]:
    number = source.number.replace("-", "—")
    if version == "2025":
        head = f"{number}\u3000{source.title}" if number else source.title
        return [head + _type_mark(source), _imprint(source, marks)]
    title = f"{source.title}: {number}" if number else source.title
    return [_authors(source, marks), title + _type_mark(source), _imprint(source, marks)]


_LAYOUTS: dict[str, Callable[[Source, Version, _Marks], list[str]]] = {
    "J": _journal,
    "N": _journal,
    "S": _standard,
}
