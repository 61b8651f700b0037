"""The words of inline nodes, for names, widths and alternative texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ...document.nodes import Inline
from ...document.plaintext import plain_text

# Everything outside the Char production of XML 1.0, lone surrogates included.
_ILLEGAL = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACES = re.compile(r"[\t\r\n]+")
_BREAKS = dict.fromkeys(map(ord, "\u200b\u2060"))  # where lines may or may not end: no width


def clean(text: str) -> str:
    """Return ``text`` without characters that XML forbids; line ends and tabs become a blank."""
    if text.isprintable():  # holds for nearly all text and costs a tenth of the search
        return text
    text = _ILLEGAL.sub("", text)
    return _SPACES.sub(" ", text) if ("\n" in text or "\t" in text or "\r" in text) else text


def words(text: str) -> str:
    """Return cleaned ``text`` without blanks around it; "" when nothing would be printed."""
    return clean(text).strip()


def plain(nodes: Iterable[Inline]) -> str:
    """Return the text of inline nodes without notes, for names and alternative texts."""
    return words(plain_text(nodes, " ").translate(_BREAKS))
