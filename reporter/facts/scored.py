"""The scored table of a report, as a file that a spreadsheet opens: what is deposited with it."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from io import StringIO
from typing import Any

from .fact import Fact, FactTable, Group
from .format import printed

TABLE_NAME = "得分表.csv"
_HEAD = ("分组", "类别", "层级", "指标", "得分", "抽样误差", "有效样本量", "满意率")
_WHOLE = ("全部", "全部")
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t")


def scored_table(facts: FactTable) -> bytes:
    """Return every indicator in every group as CSV: score, margin of error, n and rate.

    Numbers are as the report prints them. UTF-8 with a mark at the start, and names that
    look like formulas behind an apostrophe, because people open it by double click.
    """
    out = StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    table.writerow(_HEAD)
    table.writerows([_safe(cell) for cell in row] for row in _rows(facts))
    return out.getvalue().encode("utf-8-sig")


def _rows(facts: FactTable) -> Iterator[tuple[str, ...]]:
    nodes: list[dict[str, Any]] = list(facts.meta.get("tree", ()))
    for group, names in _groups(facts):
        for node in nodes:
            score = facts.get("score", node["id"], group)
            if score is None:
                continue
            yield (
                *names,
                str(node["level"]),
                node["name"],
                printed(score).text,
                _text(facts.get("margin", node["id"], group)),
                "" if score.n is None or score.value is None else str(score.n),
                _text(facts.get("rate", node["id"], group)),
            )


def _groups(facts: FactTable) -> Iterator[tuple[Group | None, tuple[str, str]]]:
    yield None, _WHOLE
    for segment in facts.meta.get("segments", ()):
        for level in segment["levels"]:
            yield Group(segment["id"], level), (segment["name"], level)


def _text(fact: Fact | None) -> str:
    return "" if fact is None else printed(fact).text


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_SIGNS) else cell
