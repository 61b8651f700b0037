"""Numbers in a document's own text that belong to no fact: found before it is handed over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import Problem
from ..facts.numbers import number_tokens

CONTEXT = 12
_READ = frozenset("heading paragraph cell caption note source card footnote".split())


def document_problems(manifest: Iterable[Mapping[str, Any]]) -> tuple[Problem, ...]:
    """Return a warning for each number in the printed text that no fact stands behind.

    Args:
        manifest: the document's printed texts with the spans of their values.
    """
    problems: list[Problem] = []
    for entry in manifest:
        kind, text, spans = str(entry["block"]).split(":")[0], str(entry["text"]), entry["values"]
        if kind not in _READ or (kind == "cell" and text.isdigit() and not spans):
            continue  # a bare integer in a cell is an ordinal: facts in cells are values
        for token in number_tokens(text):
            covered = any(start <= token.start and token.end <= end for start, end, _ in spans)
            if token.kind == "number" and not covered:
                excerpt = text[max(0, token.start - CONTEXT) : token.end + CONTEXT]
                problems.append(
                    Problem(
                        "document.unsourced_number",
                        f"“{excerpt}”中的数字“{token.text}”不属于任何事实。",
                        "请改用 fact，或写进项目文件。",
                        severity="warning",
                    )
                )
    return tuple(problems)
