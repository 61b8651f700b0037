"""Where the values of a report stand in its PDF, as the file carries it along.

Every piece of a line in a tagged PDF is a marked text: it has a number on its page (MCID,
ISO 32000-1, 14.6), and no later reader need look for it. ``places.json`` in the file tells
which characters of which marked text are the value of which fact::

    {"version": 1, "texts": [
    {"page": 5, "mark": 17, "box": [76.5, 600.2, 520.1, 616.0], "text": "总体满意度为90.3分",
     "values": [[6, 10, "score/total"]]},
    ...

``page`` counts sheets from 1, ``box`` is left, bottom, right, top in points from the lower left
corner of the page, ``text`` the marked text without blanks, ``values`` are first character, last
character + 1, fact key. Written and read here, so that both sides hold to one page.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

PLACES = "places.json"  # the attachment
_VERSION = 1
_NOTHING = re.compile("[\\s\u200b\u2060\ufeff]+")

PlacedValue = tuple[int, int, str]
"""First character, last character + 1, fact key."""
Box = tuple[float, float, float, float]


def bare(text: str) -> str:
    """Return a text without blanks and marks of no width, which layout and readers move about."""
    return _NOTHING.sub("", text)


def announcement(key: str, text: str) -> str:
    """Return what a comment of the print page says right before a value that prints ``text``.

    A comment makes no box and changes no line. Its key is safe inside any comment.
    """
    safe = key.replace("%", "%25").replace("-", "%2D").replace(">", "%3E")
    return f"{safe} {len(bare(text))}"


def announced(comment: str) -> tuple[str, int] | None:
    """Return the key of the value that a comment announces and its length without blanks."""
    key, _, length = comment.rpartition(" ")
    return (unquote(key), int(length)) if key and length.isdecimal() else None


@dataclass(frozen=True, slots=True)
class PlacedText:
    """A marked text that holds values; see the head of this module."""

    page: int
    mark: int
    box: Box
    text: str
    values: tuple[PlacedValue, ...]


def write_places(texts: Iterable[PlacedText]) -> bytes:
    """Return ``places.json``, one text a line (UTF-8)."""
    lines = ",\n".join(
        json.dumps(
            {
                "page": found.page,
                "mark": found.mark,
                "box": [round(side, 1) for side in found.box],
                "text": found.text,
                "values": found.values,
            },
            ensure_ascii=False,
            separators=(",", ":"),
        )
        for found in texts
    )
    return f'{{"version": {_VERSION}, "texts": [\n{lines}\n]}}\n'.encode()


def read_places(data: bytes) -> tuple[PlacedText, ...]:
    """Return what ``places.json`` says; nothing where it is broken: it may come from anywhere."""
    try:
        body = json.loads(data.decode("utf-8"))
        if body["version"] != _VERSION:
            return ()
        return tuple(
            PlacedText(
                int(entry["page"]),
                int(entry["mark"]),
                _box(*entry["box"]),
                str(entry["text"]),
                tuple((int(start), int(end), str(key)) for start, end, key in entry["values"]),
            )
            for entry in body["texts"]
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return ()


def _box(left: float, bottom: float, right: float, top: float) -> Box:
    return float(left), float(bottom), float(right), float(top)
