"""Whoever subtracts or adds what a section prints finds what it prints."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from itertools import permutations

import pytest

from reporter.facts.fact import Fact, FactTable
from reporter.facts.format import printed
from tests.study_cases import cases

NEAR = 1e-9
LEAST = 1e-6  # smaller differences are equal numbers
_SIZES = {"points": "points", "share": "percentage_points"}
_ENDS = ("_low", "_high", "lower", "upper", "lowest", "highest")


@cache
def facts_of(id: str) -> FactTable:
    return cases()[id].run()


def shown(fact: Fact) -> float:
    found = printed(fact).number
    assert found is not None
    return found


def digits(fact: Fact) -> float:
    return 0.5 * 10.0**-fact.decimals


def is_sum(parts: list[Fact], whole: Fact) -> bool:
    total = sum(part.number or 0.0 for part in parts)
    return abs(total - (whole.number or 0.0)) < NEAR and abs(total) > LEAST


@pytest.mark.parametrize("id", sorted(cases()))
def test_differences_print_as_the_difference_of_what_is_printed(id: str) -> None:
    rows: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts_of(id):
        plain = not fact.statistic.endswith(_ENDS) and fact.number is not None
        if plain and fact.unit in (*_SIZES, *_SIZES.values()):
            rows[str(fact.subject), fact.detail].append(fact)
    wrong = []
    for facts in rows.values():
        for one, other, apart in permutations(facts, 3):
            if one.unit != other.unit or apart.unit != _SIZES.get(one.unit):
                continue
            exact = (one.number or 0.0) - (other.number or 0.0)
            if abs(exact - (apart.number or 0.0)) > NEAR or abs(exact) < LEAST:
                continue
            if abs(shown(one) - shown(other) - shown(apart)) > digits(apart) / 5:
                wrong.append((str(apart.subject), apart.statistic, one.statistic, other.statistic))
    assert wrong == []


@pytest.mark.parametrize("id", sorted(cases()))
def test_parts_print_as_adding_to_their_whole(id: str) -> None:
    facts = [f for f in facts_of(id) if f.number is not None and f.unit == "points"]
    kinds: dict[tuple[str, str], list[Fact]] = defaultdict(list)
    for fact in facts:
        kind = str(fact.subject).removeprefix(id).split(".")
        if len(kind) > 2 and not fact.detail:
            kinds[kind[1], fact.statistic].append(fact)
    wholes = [f for f in facts if str(f.subject) == id]
    wrong = [
        (kind, statistic, whole.statistic)
        for (kind, statistic), parts in kinds.items()
        for whole in wholes
        if len(parts) > 1 and is_sum(parts, whole)
        if abs(sum(map(shown, parts)) - shown(whole)) > digits(whole) / 5
    ]
    assert wrong == []


def test_there_are_differences_and_sums_to_find() -> None:
    (id,) = [id for id, case in cases().items() if case.info.method == "kpi_decomposition"]
    facts = facts_of(id)
    gaps = [f for f in facts if f.statistic == "gap_target"]
    assert len(gaps) > 10
    whole = next(f for f in gaps if str(f.subject) == id)
    leaves = [f for f in facts if f.statistic == "gap_contribution" and ".leaf." in str(f.subject)]
    assert is_sum(leaves, whole)
