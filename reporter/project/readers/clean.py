"""Characters are cleaned here, once, before any output can disagree about them."""

from __future__ import annotations

import re
from collections.abc import Sequence

# Controls, zero-width and direction marks, soft hyphen, lone surrogates, variation selectors,
# noncharacters: invisible at best, refused by XML at worst. Line feeds and tabs stay.
# A test holds this set against the document's own: what that would drop is dropped here.
_INVISIBLE = (
    "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff"
    "\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufff0-\uffff\U000e0000-\U000e0fff"
    + "".join(chr(plane * 0x10000 + last) for plane in range(1, 17) for last in (0xFFFE, 0xFFFF))
)
_COUNTED = re.compile(f"[{_INVISIBLE}]")
_REMOVED = re.compile(f"[{_INVISIBLE}\ue000-\uf8ff]")  # private use: private_use.py names each


def clean_text(text: str) -> str:
    """Return text without invisible characters, trimmed of all kinds of white space."""
    return _REMOVED.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def clean_column(texts: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return cleaned texts and in how many of them invisible characters were removed.

    Each different text is looked at once: answers repeat thousands of times.
    """
    different = set(texts)
    together = "\n".join(different)
    if "\r" in together or _REMOVED.search(together):
        cleaned = {text: clean_text(text) for text in different}
    else:  # as in nearly all columns
        cleaned = {text: text.strip() for text in different}
    dirty = {text for text, result in cleaned.items() if text != result and _COUNTED.search(text)}
    count = sum(map(dirty.__contains__, texts)) if dirty else 0
    # Mapping also lets equal cells share one string, which saves most of the memory.
    return tuple(map(cleaned.__getitem__, texts)), count
