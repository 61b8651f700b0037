"""Exact intervals and acceptance plans against R, published curves, and what must always hold."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from reporter.stats import acceptance as acc
from reporter.stats.acceptance import Plan

ORACLE = json.loads((Path(__file__).parents[1] / "data/oracle/acceptance.json").read_text("utf-8"))
CURVES = {
    name: row
    for name, row in ORACLE["acceptance"].items()
    if isinstance(row, dict) and row.get("type") == "binomial"
}


@pytest.mark.parametrize("row", ORACLE["proportions"], ids=lambda row: f"{row['x']}/{row['n']}")
def test_exact_intervals(row: dict[str, object]) -> None:
    found = acc.clopper_pearson(row["x"], row["n"])
    assert found == pytest.approx(row["exact"], abs=1e-9)
    assert found == pytest.approx(proportion_confint(row["x"], row["n"], method="beta"), abs=1e-9)


@pytest.mark.parametrize("name", list(CURVES))
def test_curves(name: str) -> None:
    row = CURVES[name]
    plan = Plan(row["n"], row["c"])
    found = [acc.acceptance(plan, share, row["N"]) for share in row["pd"]]
    assert found == pytest.approx(row["paccept"], abs=1e-9)


def test_the_published_plan() -> None:
    plan = acc.find_plan((0.01, 0.95), (0.05, 0.10))
    expected = ORACLE["acceptance"]["plan_AQL1_LTPD5"]
    assert plan == Plan(expected["n"], expected["c"]) == Plan(132, 3)
    small = ORACLE["acceptance"]["plan_hyper"]
    assert acc.find_plan((0.01, 0.95), (0.05, 0.10), 1000) == Plan(small["n"], small["c"])


def test_7_cfr_42_140_prints_26_and_99_per_cent() -> None:
    plan = Plan(500, 3)
    assert round(acc.acceptance(plan, 0.01), 2) == 0.26
    assert acc.acceptance(plan, 0.001) > 0.99


@pytest.mark.parametrize("row", ORACLE["acceptance"]["zero_acceptance_upper95"])
def test_no_error_found_is_not_no_error(row: dict[str, float]) -> None:
    n = int(row["n"])
    assert acc.upper_bound(0, n) == pytest.approx(row["exact"], abs=1e-9)
    assert acc.upper_bound(0, n) == pytest.approx(1 - 0.05 ** (1 / n), abs=1e-12)
    assert acc.upper_bound(0, n) < row["rule_of_three"]


def test_how_many_without_error_prove_a_bound() -> None:
    assert acc.size_without_errors(0.01) == 299
    assert acc.size_without_errors(0.001) == 2995
    for limit in (0.01, 0.05, 0.2):
        n = acc.size_without_errors(limit)
        assert acc.upper_bound(0, n) <= limit < acc.upper_bound(0, n - 1)


def test_aql_is_no_allowed_share_of_errors() -> None:
    """A lot twice as bad as the AQL still passes most of the time."""
    assert acc.acceptance(Plan(80, 2), 0.02) > 0.75


@settings(max_examples=40, deadline=None)
@given(st.integers(1, 400), st.data())
def test_intervals_hold_the_share_and_mirror(size: int, data: st.DataObject) -> None:
    wrong = data.draw(st.integers(0, size))
    low, high = acc.clopper_pearson(wrong, size)
    assert 0 <= low <= wrong / size <= high <= 1
    mirrored = acc.clopper_pearson(size - wrong, size)
    assert mirrored == pytest.approx((1 - high, 1 - low), abs=1e-9)


@settings(max_examples=40, deadline=None)
@given(st.integers(2, 300), st.data())
def test_lots_agree_with_scipy(population: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, population))
    accept = data.draw(st.integers(0, size - 1))
    bad = data.draw(st.integers(0, population))
    found = acc.acceptance(Plan(size, accept), bad / population, population)
    assert found == pytest.approx(stats.hypergeom.cdf(accept, population, bad, size), abs=1e-8)


def test_plans_meet_what_was_asked_and_are_the_smallest() -> None:
    for good, bad in (((0.005, 0.95), (0.03, 0.1)), ((0.02, 0.9), (0.1, 0.05))):
        plan = acc.find_plan(good, bad)
        assert plan is not None
        assert acc.acceptance(plan, good[0]) >= good[1]
        assert acc.acceptance(plan, bad[0]) <= bad[1]
        less = Plan(plan.size - 1, plan.accept)
        assert acc.acceptance(less, bad[0]) > bad[1]


def test_a_small_lot_is_looked_at_whole() -> None:
    plan = acc.find_plan((0.02, 0.99), (0.04, 0.01), 50)
    assert plan == Plan(50, 1)


def test_what_no_sample_can_tell_has_no_plan() -> None:
    assert acc.find_plan((0.0001, 0.95), (0.00011, 0.1)) is None


def test_one_field_a_record_is_no_cluster() -> None:
    wrong = np.array([0, 0, 1, 0, 0, 0, 1, 0, 0, 0], dtype=float)
    one = np.ones(10)
    assert acc.effective_records(wrong, one) == pytest.approx(10)


def test_errors_that_come_together_are_worth_less() -> None:
    fields = np.full(100, 5.0)
    together = np.zeros(100)
    together[:6] = 5
    apart = np.zeros(100)
    apart[:30] = 1
    assert acc.effective_records(together, fields) == pytest.approx(100, rel=0.02)
    assert acc.effective_records(apart, fields) == 500
    assert acc.effective_records(np.zeros(100), fields) == 100


@pytest.mark.parametrize(
    "call",
    [
        lambda: acc.clopper_pearson(3, 2),
        lambda: acc.clopper_pearson(0, 0),
        lambda: acc.acceptance(Plan(5, 1), 1.5),
        lambda: acc.acceptance(Plan(50, 1), 0.1, 20),
        lambda: acc.find_plan((0.05, 0.9), (0.01, 0.1)),
        lambda: acc.size_without_errors(0),
    ],
)
def test_what_cannot_be_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"share|needed|wrong|larger"):
        call()  # type: ignore[operator]
