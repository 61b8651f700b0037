"""A column by its name: as written, or differing only in what cannot make it another column.

White space, line breaks, full-width forms, HTML tags, capitals, a question mark or colon at the
end, a question number and marks like （必填）. Two columns that fit are none.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence

from .readers.clean import clean_text

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_SPACE = re.compile(r"\s+")
_NUMBER = re.compile(r"^(?:[Qq]?\d{1,3}|第\d{1,3}题)(?:[、:：_)）]|[.．](?!\d))\s*")
_MARKS = "必填|选填|单选|多选|单选题|多选题|填空|填空题|评分题|量表题|矩阵题|排序题|必答|选答"
_MARK = re.compile(rf"(?:[(（【\[](?:{_MARKS})[)）】\]]|\*)+$")
_END = "?？:：;；。.!！"


def level(text: str) -> str:
    """Return a header with tags, white space and full-width forms levelled."""
    plain = html.unescape(_TAG.sub("", text))
    return _SPACE.sub("", unicodedata.normalize("NFKC", clean_text(plain)))


def bare(text: str) -> str:
    """Return a levelled header without its question number and marks like (必填)."""
    return unnumbered(level(text))


def unnumbered(text: str) -> str:
    """Return a header as it is printed: without its question number and marks like (必填)."""
    return _MARK.sub("", _NUMBER.sub("", text)).strip() or text


def shown(text: str) -> str:
    """Return a header for messages: without HTML, on one line."""
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def loose(text: str) -> str:
    """Return a levelled header in small letters, without marks and signs at its end."""
    plain = level(text)
    return _MARK.sub("", plain.rstrip(_END)).rstrip(_END).casefold() or plain


def loose_bare(text: str) -> str:
    """Return a header in its loosest form: no number, no marks, no signs at the end."""
    return loose(bare(text))


class HeaderNames:
    """Finds columns by name; the strictest way of comparing that fits any column decides."""

    __slots__ = ("_indices", "_names")

    _STAGES: tuple[tuple[Callable[[str], str], Callable[[str], str]], ...] = (
        (clean_text, clean_text),
        (level, level),
        (loose, loose),
        (loose_bare, loose),
        (loose, loose_bare),
    )

    def __init__(self, names: Sequence[Sequence[str]]) -> None:
        """Take the names that each column may be called by."""
        self._names = names
        self._indices: dict[Callable[[str], str], dict[str, list[int]]] = {}

    def find(self, name: str) -> list[int]:
        """Return the columns that fit: none, one, or several that cannot be told apart."""
        for of_header, of_name in self._STAGES:
            if found := self._index(of_header).get(of_name(name), []):
                return found
        return []

    def _index(self, form: Callable[[str], str]) -> dict[str, list[int]]:
        if form not in self._indices:
            index: dict[str, list[int]] = {}
            for number, names in enumerate(self._names):
                for key in dict.fromkeys(map(form, names)):
                    if key:
                        index.setdefault(key, []).append(number)
            self._indices[form] = index
        return self._indices[form]


class Columns(Mapping[str, tuple[str, ...]]):
    """Columns by header; they are found by name as :class:`HeaderNames` does."""

    __slots__ = ("_columns", "_headers", "_names")

    def __init__(self, columns: Mapping[str, tuple[str, ...]]) -> None:
        """Take header -> texts."""
        self._columns = dict(columns)
        self._headers = tuple(columns)
        self._names = HeaderNames([(header,) for header in columns])

    def header(self, name: str) -> str:
        """Return the header of the one column that a name fits, "" where there is none."""
        if name in self._columns:
            return name
        found = self._names.find(name)
        return self._headers[found[0]] if len(found) == 1 else ""

    def fitting(self, name: str) -> list[str]:
        """Return the headers that a name fits: of several nobody can tell which is meant."""
        return [self._headers[i] for i in self._names.find(name)]

    def __getitem__(self, name: str) -> tuple[str, ...]:
        """Return the texts of the one column that a name fits."""
        return self._columns[self.header(name) or name]

    def __contains__(self, name: object) -> bool:
        """Return whether a name fits one column."""
        return isinstance(name, str) and bool(self.header(name))

    def __iter__(self) -> Iterator[str]:
        """Iterate over the headers as they stand in the file."""
        return iter(self._columns)

    def __len__(self) -> int:
        """Return how many columns there are."""
        return len(self._columns)
