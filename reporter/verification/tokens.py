"""Texts as streams of small tokens that can be aligned: numbers, and chunks of words.

Words are cut where their content says (after characters of every third code point), so two
texts fall back into step a few characters after a difference, whatever the line breaks.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..facts.numbers import Kind, NumberToken, number_tokens, plain_number
from .record import Passage, unspaced

_DIGITS = re.compile(r"[0-9０-９]+(?:,[0-9]{3})*(?:[.．][0-9０-９]+)?[%％]?")
_WORDS = re.compile(r"[^\W\d_]+")
_EVERY = 3


@dataclass(frozen=True, slots=True)
class Token:
    """A number at ``start`` of passage ``passage``, or a chunk of the words from there on.

    ``text`` is what is compared; ``whole`` the number as a reader sees it (a date in full);
    ``key`` the fact it carries (record) or the control it stands in (file).
    """

    text: str
    passage: int
    start: int
    kind: Kind | None = None
    whole: str = ""
    key: str = ""

    @property
    def is_number(self) -> bool:
        """True for numbers of any kind."""
        return self.kind is not None


def stream(passages: Sequence[Passage]) -> list[Token]:
    """Return the tokens of all passages in order."""
    return [token for index, passage in enumerate(passages) for token in _tokens(passage, index)]


def _tokens(passage: Passage, index: int) -> Iterator[Token]:
    end = 0
    for number in number_tokens(passage.text):
        yield from _words(passage.text, end, number.start, index)
        yield from _numbers(passage, number, index)
        end = number.end
    yield from _words(passage.text, end, len(passage.text), index)


def _numbers(passage: Passage, number: NumberToken, index: int) -> Iterator[Token]:
    """Yield a quantity as it is; of dates, labels and codes the digits, without signs.

    A PDF may break those over two lines, so both sides are compared in pieces.
    """
    if number.kind == "number":
        key = _key(passage, number.start, number.end)
        yield Token(number.plain, index, number.start, "number", number.text, key)
        return
    for match in _DIGITS.finditer(number.text):
        start, end = number.start + match.start(), number.start + match.end()
        key = _key(passage, start, end)
        yield Token(plain_number(match.group()), index, start, number.kind, number.text, key)


def _key(passage: Passage, start: int, end: int) -> str:
    return next((key for left, right, key in passage.spans if left < end and start < right), "")


def _words(text: str, start: int, end: int, index: int) -> Iterator[Token]:
    joined = unspaced(text[start:end])  # words run on over the line breaks of a PDF
    for match in _WORDS.finditer(unicodedata.normalize("NFKC", joined)):
        chunk = ""
        for char in match.group():
            chunk += char
            if ord(char) % _EVERY == 0:
                yield Token(chunk, index, start)
                chunk = ""
        if chunk:
            yield Token(chunk, index, start)
