"""All methods in their order: scores in, the table of facts out."""

from __future__ import annotations

import math
from dataclasses import replace
from types import MappingProxyType

from ..facts.fact import Fact, FactTable
from ..scoring.scores import Scores
from .cells import Case
from .disclosure import hidden_cells
from .meta import describe
from .method import Method, found

NOT_FINITE = "计算结果不是有效数字。"


def analyse(scores: Scores) -> FactTable:
    """Return every number the report may print.

    A method that cannot run leaves one row ``<method>/total#lacks`` whose error is the
    reason; so does, in ``meta["lacks"]``, a method whose rows all carry an error.
    """
    made: dict[str, Fact] = {}
    used: list[Method] = []
    lacks: list[dict[str, str]] = []
    case = Case(scores, hidden_cells(scores), MappingProxyType(made))
    for method in found():
        reason = method.lacks(scores)
        rows = [_lacking(method, reason)] if reason else [finite(row) for row in method.run(case)]
        reason = reason or only_errors(rows)
        if reason:
            lacks.append({"method": method.ID, "title": method.TITLE, "reason": reason})
        else:
            used.append(method)
        for row in rows:
            if row.key in made:
                raise ValueError(f"{method.ID} repeats the fact {row.key}")
            made[row.key] = row if row.label else case.about_total(row)
    return FactTable(rows=tuple(made.values()), meta=describe(scores, used, lacks))


def methods() -> tuple[Method, ...]:
    """Return the method modules (ID, TITLE, DEFINITION, NEEDS) in the order they run."""
    return found()


def _lacking(method: Method, reason: str) -> Fact:
    return Fact(statistic=method.ID, detail="lacks", unit="text", method=method.ID, error=reason)


def only_errors(rows: list[Fact]) -> str:
    """Return the reason why none of the rows has a value, "" where one has."""
    if rows and all(row.value is None and row.error for row in rows):
        return rows[0].error
    return ""


def finite(fact: Fact) -> Fact:
    """Return the fact, without its numbers where one of them is none."""
    numbers = [fact.number, fact.shown, fact.ci_low, fact.ci_high]
    if all(math.isfinite(number) for number in numbers if isinstance(number, int | float)):
        return fact
    return replace(fact, value=None, shown=None, ci_low=None, ci_high=None, error=NOT_FINITE)
