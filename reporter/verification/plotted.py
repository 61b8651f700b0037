"""The charts of a record: for each figure its numbers, by category and series."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..facts.numbers import number_tokens, plain_number
from .record import Passage, Record, unspaced
from .report import Mismatch, Spot

_EQUAL = 1e-6
_NUMBER = re.compile(r"[-+−]?[\d.,]+%?")


@dataclass(frozen=True, slots=True)
class Datum:
    """One number of a chart as printed; without a category it is one of the whole chart."""

    category: str
    series: str
    text: str
    key: str

    @property
    def is_number(self) -> bool:
        """False for a word or a dash in place of a number."""
        return any(char.isdigit() for char in self.text)

    def says(self, text: str) -> bool:
        """True when ``text``, as a chart stores numbers, is this number."""
        own = plain_number(self.text).rstrip("%")
        try:
            return abs(float(own) - float(plain_number(text).rstrip("%"))) < _EQUAL
        except ValueError:
            return own == text


@dataclass(frozen=True, slots=True)
class Plotted:
    """A figure of the record that has data.

    Attributes:
        name, block: what the template calls it, and its block's id.
        label: 图3, or 图 where it has no number.
        section: the heading it stands under.
        rows: its numbers.
        printed: numbers that its picture prints, ends of axes among them.
    """

    record: Record
    name: str
    block: str
    label: str
    section: str
    rows: tuple[Datum, ...]
    printed: frozenset[str]
    _named: dict[tuple[str, str], list[Datum]] = field(default_factory=dict, repr=False)

    def row(
        self, category: str, series: str, texts: Sequence[str] = (), taken: Collection[Datum] = ()
    ) -> Datum | None:
        """Return the number of a category in a series; names without blanks.

        Where several bear the same names: one that says one of ``texts``, and is not ``taken``.
        """
        rows = self._named.get((category, series), ()) if category else ()
        return _fitting(rows, texts, taken)

    def line(
        self, name: str, texts: Sequence[str] = (), taken: Collection[Datum] = ()
    ) -> Datum | None:
        """Return the number of the whole chart called ``name``, as :meth:`row` does."""
        return _fitting(self._named.get(("", name), ()), texts, taken)

    def labelled(self, name: str) -> tuple[Datum, str] | None:
        """Return the line that a series is called after, and the number in its name.

        A cross-hair is labelled by its series' name: 满意度均值 88.9.
        """
        for (category, line), rows in self._named.items():
            rest = name.removeprefix(line)
            row = _fitting(rows, [rest], ())
            if row is not None and not category and rest != name and _NUMBER.fullmatch(rest):
                return row, rest
        return None

    def about(self, *names: str) -> Iterator[Datum]:
        """Yield the numbers whose category or series is one of ``names``."""
        wanted = {name for name in names if name}
        for (category, series), rows in self._named.items():
            if category in wanted or series in wanted:
                yield from rows

    def says(self, text: str) -> bool:
        """True when some number of the figure is ``text``."""
        return any(row.says(text) for row in self.rows)

    def prints(self, text: str) -> bool:
        """True when the picture prints this number, or it is one of the data."""
        return text.lstrip("+").rstrip("%") in self.printed or self.says(text)

    def printed_beside(self, text: str) -> list[tuple[Datum, str]]:
        """Return the numbers of a category that stand after its name, each with its text.

        A radar and a waterfall print values with their names: 诚心服务 95.5 / 90.8.
        """
        known = {name for name, _ in self._named if name and text.startswith(name)}
        name = max(known, key=len, default=text)
        if name == text:
            return []
        rows = [row for row in self.rows if unspaced(row.category) == name and row.is_number]
        parts = [part for part in text.removeprefix(name).split("/") if any(map(str.isdigit, part))]
        return list(zip(rows, parts, strict=False)) if len(parts) <= len(rows) else []

    def names(self, text: str) -> bool:
        """True for a name whose numbers all stand in names of the figure, or are its numbers."""
        own = {token.plain for pair in self._named for n in pair for token in number_tokens(n)}
        return all(t.plain in own or self.prints(t.plain) for t in number_tokens(unspaced(text)))

    def mismatch(self, row: Datum, spot: Spot, found: str) -> Mismatch:
        """Return the finding that ``row`` shows ``found``."""
        return self.record.mismatch(row.key, row.text, found, spot)


def plotted(record: Record) -> tuple[Plotted, ...]:
    """Return the figures of a record that have data, in order."""
    labels, texts = figure_labels(record), dict[str, list[str]]()
    for passage in record.passages:
        if passage.kind in ("chart", "alt", "note", "source"):
            texts.setdefault(passage.name, []).append(passage.text)
    return tuple(
        _plotted(record, passage, section, labels.get(passage.name, "图"), texts)
        for passage, section in zip(record.passages, record.sections, strict=True)
        if passage.kind == "data"
    )


def figure_labels(record: Record) -> dict[str, str]:
    """Return 图1, 图2, … by the names of the figures."""
    return {
        passage.name: passage.text.split()[0]
        for passage in record.passages
        if passage.kind == "caption" and passage.text.startswith("图")
    }


def _plotted(
    record: Record, passage: Passage, section: str, label: str, texts: dict[str, list[str]]
) -> Plotted:
    rows = tuple(_rows(passage))
    named: dict[tuple[str, str], list[Datum]] = {}
    for row in rows:
        names = (unspaced(row.category), unspaced(row.series))
        named.setdefault(names, []).append(row)
    printed = frozenset(_numbers(texts.get(passage.name, ())))
    return Plotted(record, passage.name, passage.block, label, section, rows, printed, named)


def _fitting(rows: Sequence[Datum], texts: Sequence[str], taken: Collection[Datum]) -> Datum | None:
    """Return the row of those that bear the same names that ``texts`` are about."""
    if len(rows) < 2:
        return rows[0] if rows else None
    saying = [row for row in rows if any(row.says(text) for text in texts)]
    free = [row for row in saying or rows if row not in taken]
    return (free or saying or rows)[0]


def _rows(passage: Passage) -> Iterator[Datum]:
    keys = {end: key for _, end, key in passage.spans}
    end = 0
    for line in passage.text.split("\n"):
        end += len(line) + 1
        names = line.split("\t")
        if len(names) == 3:
            yield Datum(names[0], names[1], names[2], keys.get(end - 1, ""))


def _numbers(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for token in number_tokens(text):
            yield token.plain.lstrip("+").rstrip("%")
