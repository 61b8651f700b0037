"""The program's facts, and the comparison with expected ones."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from reporter.analysis import analyse
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from reporter.project import open_project, read_previous, read_responses
from reporter.scoring import score

from .rows import CLOSE


def program(folder: Path, last: bool = False) -> FactTable:
    """The facts of the program under test."""
    opened = open_project(folder)
    before = read_previous(opened) if last else None
    return analyse(score(opened, read_responses(opened), before))


def compare(facts: FactTable, statistics: str, expected: Mapping[str, float | str]) -> None:
    """Same keys (of facts that have a value) and same values; lists every difference."""
    wanted = set(statistics.split())
    have = {fact.key for fact in facts if fact.statistic in wanted and fact.value is not None}
    assert have == set(expected)
    wrong = []
    for key, value in expected.items():
        given = facts[key].value
        if isinstance(value, str) or isinstance(given, str):
            same = given == value
        else:
            same = given is not None and abs(given - value) <= CLOSE
        if not same:
            wrong.append((key, given, value))
    assert wrong == []


def prints(facts: FactTable, expected: Mapping[str, float]) -> None:
    """What the report shows, in points or (for shares) hundredths."""
    shown = {key: printed(facts[key]).number for key in expected}
    wrong = [(key, shown[key], one) for key, one in expected.items() if not _same(shown[key], one)]
    assert wrong == []


def _same(given: float | None, expected: float) -> bool:
    return given is not None and abs(given - expected) <= CLOSE
