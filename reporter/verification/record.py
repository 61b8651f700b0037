"""The record a report is held against: its facts and the texts it printed (``facts.json``)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from typing import Any

from ..errors import DataError, Place, Problem
from ..facts.fact import FactTable
from ..facts.format import printed
from ..facts.numbers import plain_number
from .report import Mismatch, Spot

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Passage:
    """One run of printed text: a paragraph, a cell, a page.

    ``spans`` are (start, end, fact key): values of the record, or controls of a file.
    In the record ``name`` is what the template calls its block, ``block`` the block's id.
    """

    text: str
    kind: str = "paragraph"
    spans: tuple[Span, ...] = ()
    page: int | None = None
    name: str = ""
    block: str = ""


@dataclass(frozen=True)
class Record:
    """Facts and printed passages of one report."""

    facts: FactTable
    passages: tuple[Passage, ...]

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The heading above each passage."""
        found, heading = [], ""
        for passage in self.passages:
            heading = passage.text if passage.kind == "heading" else heading
            found.append(heading)
        return tuple(found)

    @cached_property
    def forms(self) -> Mapping[str, frozenset[str]]:
        """The ways each fact may be printed, in one spelling (see :func:`spelling`)."""
        forms: dict[str, set[str]] = {}
        for passage in self.passages:
            for start, end, key in passage.spans:
                forms.setdefault(key, set()).add(spelling(passage.text[start:end]))
        for fact in self.facts:
            ways = forms.setdefault(fact.key, set())
            ways.update(spelling(printed(fact, sign).text) for sign in ("auto", "plus", "abs"))
        return {key: frozenset(ways) for key, ways in forms.items()}

    @cached_property
    def keys_by_form(self) -> Mapping[str, tuple[str, ...]]:
        """Fact keys by what they print: only a hint at where a stray number may come from."""
        keys: dict[str, list[str]] = {}
        for key, ways in self.forms.items():
            for way in ways:
                keys.setdefault(way, []).append(key)
        return {way: tuple(sorted(found)) for way, found in keys.items()}

    def best_form(self, key: str, text: str) -> str:
        """Return the recorded print of a fact that the record knows nearest to ``text``."""
        prints = [
            entry.text[start:end]
            for entry in self.passages
            for start, end, name in entry.spans
            if name == key
        ]
        ways = prints or sorted(self.forms[key])
        return max(ways, key=lambda way: alike(way, text))

    def mismatch(self, key: str, expected: str, found: str, spot: Spot) -> Mismatch:
        """Return the finding that ``found`` stands where ``expected`` was printed."""
        if key not in self.facts:
            return Mismatch(spot, expected, found, key)
        fact = self.facts[key]
        return Mismatch(spot, expected, found, key, fact.value, fact.rule, fact.source)


def alike(left: str, right: str) -> float:
    """Return the share of equal characters, 0 to 1."""
    return SequenceMatcher(None, left, right, autojunk=False).ratio()


def unspaced(text: str) -> str:
    """Return a text without blanks, which editors and readers of files move about."""
    return "".join(text.split())


def spelling(text: str) -> str:
    """Return a printed value in one spelling: half-width digits, no blanks or thousands commas."""
    return plain_number(text)


def facts_record(facts: FactTable, manifest: Sequence[Mapping[str, Any]]) -> bytes:
    """Return ``facts.json`` of a report: the facts, then the manifest, one entry a line.

    Deterministic: equal facts and texts give equal bytes (UTF-8).
    """
    body = facts.to_json().rstrip().removesuffix("}").rstrip()
    lines = ",\n".join("  " + json.dumps(entry, ensure_ascii=False) for entry in manifest)
    return f'{body},\n "manifest": [\n{lines}\n ]\n}}\n'.encode()


def read_record(data: bytes, name: str) -> Record:
    """Read ``facts.json`` (with or without a manifest).

    Raises:
        DataError: it is not JSON, or not a record this version knows.
    """
    try:
        text = data.decode("utf-8-sig")
        body = json.loads(text)
        facts = FactTable.from_json(text)
        passages = tuple(_passages(body.get("manifest", [])))
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
        raise DataError(
            Problem(
                "verify.record_unreadable",
                "事实记录读不出来：内容不是本程序写出的 facts.json。",
                "请用生成报告时同时写出的 facts.json，或重新生成报告。",
                Place(file=name),
            )
        ) from None
    return Record(facts, passages)


def _passages(entries: Iterable[Mapping[str, Any]]) -> Iterable[Passage]:
    for entry in entries:
        kind, _, name = str(entry["block"]).partition(":")
        spans = tuple((int(start), int(end), str(key)) for start, end, key in entry["values"])
        block = str(entry.get("id", ""))
        yield Passage(str(entry["text"]), kind, spans, name=name, block=block)
