"""Numbers in a document's own text that belong to no fact: found before it is handed over."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..document.clean import clean
from ..errors import Problem
from ..facts.numbers import NumberToken, number_tokens

CONTEXT = 12
_READ = frozenset("heading paragraph cell caption note source card footnote".split())


def document_problems(
    manifest: Iterable[Mapping[str, Any]], names: Iterable[str] = ()
) -> tuple[Problem, ...]:
    """Return a warning for each number in the printed text that no fact stands behind.

    Args:
        manifest: the document's printed texts with the spans of their values.
        names: names given in the project or its data (indicators, levels, columns), as they stand
            there; numbers in them are theirs.
    """
    named = sorted({name for name in map(clean, names) if any(map(str.isdigit, name))})
    problems: list[Problem] = []
    for entry in manifest:
        kind, text = str(entry["block"]).split(":")[0], str(entry["text"])
        spans = [(start, end) for start, end, _ in entry["values"]]
        spans += [(start, end) for start, end in entry.get("formulas", ())]  # constants
        if kind not in _READ or (kind == "cell" and text.isdigit() and not spans):
            continue  # a bare integer in a cell is an ordinal: facts in cells are values
        orphans = [
            token
            for token in number_tokens(text)
            if token.kind == "number" and not _covered(token, spans)
        ]
        if orphans:
            in_names = [found for name in named if name in text for found in _places(name, text)]
            problems += [_problem(text, one) for one in orphans if not _covered(one, in_names)]
    return tuple(problems)


def _covered(token: NumberToken, spans: Iterable[tuple[int, int]]) -> bool:
    return any(start <= token.start and token.end <= end for start, end in spans)


def _places(name: str, text: str) -> Iterator[tuple[int, int]]:
    return (match.span() for match in re.finditer(re.escape(name), text))


def _problem(text: str, token: NumberToken) -> Problem:
    excerpt = text[max(0, token.start - CONTEXT) : token.end + CONTEXT]
    return Problem(
        "document.unsourced_number",
        f"“{excerpt}”中的数字“{token.text}”不属于任何事实。",
        "请改用 fact，或写进项目文件。",
        severity="warning",
    )
