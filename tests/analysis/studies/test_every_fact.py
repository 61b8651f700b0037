"""What holds for every number of every method: how it was made, its base, its interval, its scale.

The cases are the blocks of the sample, as in ``test_every_method``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

import reporter
from reporter.analysis.study import study_methods
from reporter.facts.fact import FactTable
from tests.glossary import is_known
from tests.study_cases import SAMPLE, assert_sound, cases, plain, with_cells

_BLOCKS = tomllib.loads((SAMPLE / "project.toml").read_text(encoding="utf-8"))["studies"]
every_study = pytest.mark.parametrize("study", [block["id"] for block in _BLOCKS])

SET = "confidence target goal limit benchmark prove pass_mark main good good_pass bad bad_pass"
"""What somebody sets: no answers stand behind it."""

NO_BASE: dict[str, str] = {
    "control_chart": (
        "value centre lower upper latest spread spread_centre spread_lower spread_upper"
    ),
    "importance_performance": "importance_line performance_line",
    "record_accuracy": "pass",
    "monitoring": "index limit perceived perceived_limit",
    "staff_scores": "lower upper",
    "kpi_decomposition": (
        "score gap_target lost lost_per_point allowance most_lost won won_per_point "
        "gap_contribution standing"
    ),
    "mystery_shopping": "compliance in_step",
    "sus": "begin scale_lowest scale_highest",
    "task_success": "success_rate success_rate_low success_rate_high expected nobody everybody",
    "channels": "unit_gap",
    "segments": "range",
    "sample_plan": (
        "completion response_rate valid_rate population_share composition share_gap "
        "sampling_fraction margin shift standard_error"
    ),
}
"""Shares and scores without a base, by method.

Points and limits of a chart, lines of a matrix, values of a plan's curve, grades of a benchmark,
values of one customer or one outlet (a record, no sample: a base would hide it), sums over a
tree, and shares of a frame whose two counts are facts themselves.
"""


def rules(facts: FactTable) -> Iterator[tuple[str, str]]:
    for fact in facts:
        if fact.value is not None:
            yield fact.key, fact.rule


@every_study
def test_every_statistic_has_a_known_name(study: str) -> None:
    assert {fact.statistic for fact in plain(study) if not is_known(fact.statistic)} == set()


@every_study
def test_every_number_says_how_it_was_made(study: str) -> None:
    """By a rule of its own, or by the definition of its method, which the record holds."""
    case = cases()[study]
    facts = plain(study)
    assert not [key for key, rule in rules(facts) if not rule]
    held = {row["id"]: row for row in facts.meta["methods"]}
    method = study_methods()[case.info.method]
    assert held[case.info.method]["definition"] == method.DEFINITION
    assert {rule for _, rule in rules(facts) if rule.endswith("的定义")} <= {
        f"见“{held[case.info.method]['title']}”的定义"
    }


@every_study
def test_every_share_and_score_has_its_base(study: str) -> None:
    case = cases()[study]
    free = {*SET.split(), *NO_BASE.get(case.info.method, "").split()}
    bare = {
        fact.statistic
        for fact in plain(study)
        if fact.number is not None
        and fact.n is None
        and fact.unit in ("share", "points", "percentage_points")
    }
    assert bare <= free


@every_study
def test_every_interval_holds_its_value(study: str) -> None:
    for fact in plain(study):
        if fact.number is not None and fact.ci_low is not None and fact.ci_high is not None:
            assert fact.ci_low <= fact.number <= fact.ci_high, fact


SCALED: dict[str, dict[str, Any]] = {
    "control_steps": {"highest": 1000},
    "matrix": {},
    "satisfaction_index": {"scale": [10, 100]},
    "account_managers": {},
    "reliability": {},
    "gap": {"scale": [10, 70]},
    "needs": {},
    "channels": {},
    "tasks": {},
}
"""Studies of scores, with what their options say when every score is ten times as large."""


def tenfold(cell: str) -> str:
    try:
        return repr(10 * float(cell))
    except ValueError:
        return cell


@pytest.mark.parametrize("study", SCALED)
def test_scores_ten_times_as_large_say_the_same(study: str) -> None:
    case = cases()[study]
    table = with_cells(case.table, lambda _, __, cell: tenfold(cell))
    facts, other = plain(study), case.run(table, {**case.options, **SCALED[study]})
    free = ("text", "p", "share", "weight", "rank", "count")  # of the unit of the scores
    one, two = ({f.key: f.value for f in rows if f.unit in free} for rows in (facts, other))
    assert one.keys() == two.keys()
    assert not {
        key: (value, two[key])
        for key, value in one.items()
        if two[key]
        != (value if isinstance(value, str | None) else pytest.approx(value, rel=1e-7, abs=1e-9))
    }
    assert other.rows != facts.rows


MANY = [f"第{k}题" for k in range(500)]


def answers(people: int) -> dict[str, list[Any]]:
    """Return answers from 1 to 9 to five hundred questions, alike enough to measure something."""
    return {
        name: [1 + (row * 7 + (row * (k + 3)) % 5 + k) % 9 for row in range(people)]
        for k, name in enumerate(MANY)
    }


FIVE_HUNDRED: dict[str, tuple[dict[str, list[Any]], dict[str, Any]]] = {
    "reliability": (answers(60), {"scales": [{"name": "全部", "items": MANY}]}),
    "ranking_question": (
        {"序": ["→".join(MANY[k:] + MANY[:k]) for k in range(0, 500, 10)]},
        {"column": "序", "items": MANY},
    ),
    "single_choice": (
        {name: ["甲", "乙", "甲", "丙"] * 10 for name in MANY},
        {"questions": MANY},
    ),
    "multiple_choice": (
        {"选": ["┋".join(MANY[k % 7 :: 7]) for k in range(40)]},
        {"questions": [{"name": "选"}]},
    ),
    "nps": (
        {"分": [k % 11 for k in range(6000)], "县": [MANY[k % 500] for k in range(6000)]},
        {"question": "分", "by": "县"},
    ),
}
"""Five hundred questions, answers or groups, where the method's own tests have none."""


@pytest.mark.parametrize("method", FIVE_HUNDRED)
def test_five_hundred_items(method: str) -> None:
    data, options = FIVE_HUNDRED[method]
    facts = reporter.run_study(method, data, **options)
    assert_sound(facts)
    named = {fact.label for fact in facts} & {*MANY}
    assert len(named) == 500 or method == "reliability"
