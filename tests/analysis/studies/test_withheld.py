"""No part that is too small to print can be worked out from its whole and the other parts."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pytest

import reporter
from reporter.facts.fact import Fact, FactTable
from tests.study_cases import SAMPLE, cases, plain

_BLOCKS = tomllib.loads((SAMPLE / "project.toml").read_text(encoding="utf-8"))["studies"]
_RECORDS = {"mystery_shopping"}  # checks of outlets: counts of every step are printed, no secret
every_study = pytest.mark.parametrize(
    "study", [block["id"] for block in _BLOCKS if block["method"] not in _RECORDS]
)

_MEANS = {"score": ("score", "mean")}  # a mean of parts whose whole has another name
_NUMBERS = ("points", "share", "number")
_QUANTILES = ("p50", "p90")  # do not follow from those of others
_ENDS = ("_low", "_high", "low", "high", "error", "p", "effect", "r", "beta", "partial", "vif")


def families(facts: FactTable) -> Iterator[tuple[list[Fact], Fact]]:
    """Yield parts and the printed whole: their bases add up to that of the whole."""
    found: dict[tuple[str, ...], list[Fact]] = defaultdict(list)
    additive = [fact for fact in facts if is_additive(fact)]
    for fact in additive:
        if fact.detail:
            found[fact.subject, fact.statistic].append(fact)
        if "." in fact.subject:
            kind = fact.subject.split(".")[1]
            found[kind, fact.statistic, fact.detail, ""].append(fact)
    for key, parts in found.items():
        base = sum(part.n or 0 for part in parts)
        for whole in additive:
            same = len(parts) > 1 and whole.n == base and is_whole(whole, key, parts[0])
            if same and whole.number is not None:
                yield parts, whole


def is_additive(fact: Fact) -> bool:
    """Tell whether a number of a whole follows from those of its parts."""
    one = fact.statistic
    is_share = fact.unit in _NUMBERS and fact.n is not None
    return is_share and not one.endswith(_ENDS) and not one.startswith(_QUANTILES)


def is_whole(whole: Fact, key: tuple[str, ...], part: Fact) -> bool:
    """Tell whether a fact is of the same number as a part, of all of them together."""
    if whole.statistic not in _MEANS.get(key[1], (key[1],)) or whole.unit != part.unit:
        return False
    if len(key) == 2:
        return whole.subject == key[0] and not whole.detail
    return (whole.subject.split(".")[1:] or ["whole"])[0] == "whole"


def leaks(facts: FactTable, least: int) -> list[str]:
    """Return the hidden parts that a reader works out, or of which he knows too few together."""
    found = []
    for parts, whole in families(facts):
        hidden = [part for part in parts if part.number is None and part.n]
        small = any(part.n < least for part in hidden if part.n)
        few = len(hidden) == 1 or sum(part.n or 0 for part in hidden) < least
        if small and few and len(hidden) < len(parts):
            found.append(f"{whole.key}: {[part.key for part in hidden]}")
    return found


@every_study
def test_nothing_hidden_can_be_worked_out(study: str) -> None:
    bases = {part.n for parts, _ in families(plain(study)) for part in parts if part.n}
    for least in sorted(bases)[:6]:
        facts = cases()[study].run(hide_base=least + 1)
        assert not leaks(facts, least + 1)


SIZES = {"小": 4, "中": 10, "大": 12, "特大": 40}
KINDS = [kind for kind, n in SIZES.items() for _ in range(n)]
NUMBERS = [float(60 + 7 * i % 41) for i in range(len(KINDS))]
WORDS = ["满意" if i % 3 else "不满意" for i in range(len(KINDS))]
DATA: dict[str, list[Any]] = {
    "类": KINDS,
    "分": NUMBERS,
    "推荐": [float(i % 11) for i in range(len(KINDS))],
    "评价": WORDS,
    "原因": ["" if word == "满意" else "停电" for word in WORDS],
    "始": ["2026-01-01 08:00"] * len(KINDS),
    "终": [f"2026-01-01 {9 + i % 9:02d}:00" for i in range(len(KINDS))],
}
RUNS: dict[str, tuple[dict[str, Any], str]] = {
    "segments": ({"by": "类", "scores": ["分"], "choices": ["评价"]}, "mean"),
    "nps": ({"question": "推荐", "by": "类"}, "nps"),
    "staff_scores": ({"staff": "类", "score": "分"}, "score"),
    "reasons": (
        {"overall": "评价", "dissatisfied": ["不满意"], "reasons": "原因", "by": "类"},
        "dissatisfied",
    ),
    "service_time": (
        {"opened": "始", "closed": "终", "by": "类", "limit": 4, "unit": "hours"},
        "decided_share",
    ),
}


@pytest.mark.parametrize("method", RUNS)
def test_the_next_smallest_class_is_withheld_too(method: str) -> None:
    options, statistic = RUNS[method]
    facts = reporter.run_study(method, DATA, **options)
    assert list(families(facts))
    assert not leaks(facts, 10)
    hidden = {
        fact.detail or fact.label: fact.warning
        for fact in facts.select(statistic)
        if fact.number is None
    }
    assert set(hidden) == {"小", "中"}
    assert "不予公布" in hidden["小"]
    assert "由合计推算" in hidden["中"]


def test_counts_that_make_a_share_are_withheld_with_it() -> None:
    facts = reporter.run_study("reasons", DATA, **RUNS["reasons"][0])
    shown = {fact.label for fact in facts.select("dissatisfied_count") if fact.number is not None}
    assert not shown & {"小", "中"}


def test_the_mean_of_the_others_does_not_give_a_small_one_away() -> None:
    facts = reporter.run_study("staff_scores", DATA, **RUNS["staff_scores"][0])
    for name in ("小", "中"):
        assert facts["rest", name].value is None
        assert facts["difference", name].value is None


def test_amounts_of_classes_that_add_to_100() -> None:
    classes = [{"name": name, "rules": [{"column": "类", "values": [name]}]} for name in SIZES]
    facts = reporter.run_study("customer_classes", DATA, classes=classes, amount="分")
    hidden = {fact.label for fact in facts.select("amount_share") if fact.number is None}
    assert hidden == {"小", "中"}


def test_who_is_in_no_class_hides_a_small_one_as_well_as_a_class_does() -> None:
    kinds = ["" if kind == "中" else kind for kind in KINDS]
    facts = reporter.run_study("nps", {**DATA, "类": kinds}, question="推荐", by="类")
    hidden = {fact.label for fact in facts.select("nps") if fact.number is None}
    assert hidden == {"小"}
