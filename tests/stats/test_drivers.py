"""LMG, Johnson and derived importance against relaimpo, against all orders of entry, and limits."""

from __future__ import annotations

import csv
import json
from itertools import permutations
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.stats import drivers

DATA = Path(__file__).parents[1] / "data"
ORACLE: dict[str, Any] = json.loads((DATA / "oracle" / "drivers.json").read_text("utf-8"))[
    "results"
]
CASES = {
    "swiss": ("swiss.csv", "Fertility"),
    "yellowpages": ("yellowpages_customerSat.csv", "q1"),
}


def table(case: str) -> np.ndarray:
    """Return predictors in the order of the oracle, outcome last."""
    name, outcome = CASES[case]
    with (DATA / "studies" / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [*ORACLE[case]["lmg"], outcome]
    return np.array([[float(row[name]) for name in names] for row in rows])


def known(case: str, what: str) -> np.ndarray:
    return np.array(list(ORACLE[case][what].values()))


def random_rows(seed: int, n: int = 60, p: int = 4) -> np.ndarray:
    draw = np.random.default_rng(seed)
    return draw.normal(size=(n, p + 1)) + draw.normal(size=(n, 1))


@pytest.mark.parametrize("case", CASES)
def test_equals_r(case: str) -> None:
    rows = table(case)
    assert len(rows) == ORACLE[case]["n"]
    matrix = drivers.correlations(rows)
    simple = drivers.derived(matrix)
    assert drivers.r_squared(matrix) == pytest.approx(ORACLE[case]["r2"], abs=1e-10)
    for mine, what in (
        (drivers.lmg(matrix), "lmg"),
        (drivers.johnson(matrix), "johnson_raw"),
        (simple.r, "bivariate_r"),
        (simple.beta, "std_beta"),
    ):
        assert np.abs(mine - known(case, what)).max() < 1e-10, what
    if case == "yellowpages":
        assert np.abs(simple.partial - known(case, "derived_partial_r")).max() < 1e-10
        assert np.abs(simple.vif - known(case, "vif")).max() < 1e-9


def test_bootstrap_agrees_with_relaimpo() -> None:
    """Other random numbers, and 300 samples there: limits agree to some thousandths."""
    rows = table("yellowpages")
    found = drivers.resampled(rows, drivers.lmg, 1000)
    assert found.shape == (1000, 9)
    low, high = drivers.percentile_interval(found / found.sum(axis=1, keepdims=True))
    limits = ORACLE["yellowpages"]["lmg_pct_boot300"]
    assert np.abs(low - limits["lower"]).max() < 0.003
    assert np.abs(high - limits["upper"]).max() < 0.003


def test_bootstrap_is_that_of_rows_drawn_one_by_one() -> None:
    rows = random_rows(3, n=25)
    rows = rows[np.lexsort(rows.T[::-1])]
    draw = np.random.default_rng(7)
    drawn = [draw.integers(0, 25, 25) for _ in range(20)]
    slow = [drivers.lmg(drivers.correlations(rows[i])) for i in drawn]
    assert np.abs(drivers.resampled(rows, drivers.lmg, 20, seed=7) - slow).max() < 1e-12
    other = drivers.resampled(rows[draw.permutation(25)], drivers.lmg, 20, seed=7)
    assert np.abs(other - slow).max() < 1e-12


def test_lmg_is_the_mean_gain_over_all_orders() -> None:
    matrix = drivers.correlations(random_rows(1))
    gains = np.zeros(4)
    orders = list(permutations(range(4)))
    for order in orders:
        before = 0.0
        for i in range(4):
            chosen = [*order[: i + 1], 4]
            now = drivers.r_squared(matrix[np.ix_(chosen, chosen)])
            gains[order[i]] += now - before
            before = now
    assert np.abs(drivers.lmg(matrix) - gains / len(orders)).max() < 1e-12


def test_every_subset_has_its_r_squared() -> None:
    matrix = drivers.correlations(random_rows(2, p=3))
    found = drivers.all_r_squared(matrix)
    assert found.shape == (8,)
    assert found[0] == pytest.approx(0, abs=1e-12)
    assert found[0b101] == pytest.approx(drivers.r_squared(matrix[np.ix_([0, 2, 3], [0, 2, 3])]))
    assert found[0b111] == pytest.approx(drivers.r_squared(matrix))


def test_lmg_and_johnson_are_not_the_same() -> None:
    matrix = drivers.correlations(table("swiss"))
    assert np.abs(drivers.lmg(matrix) - drivers.johnson(matrix)).max() > 0.01


def test_beta_ranks_otherwise_than_importance() -> None:
    """Yellow Pages q9 goes along with the whole (r 0.44) and still has a negative β."""
    matrix = drivers.correlations(table("yellowpages"))
    simple = drivers.derived(matrix)
    assert simple.r[7] > 0.4
    assert simple.beta[7] < 0
    assert (drivers.lmg(matrix) > 0).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 10_000), st.permutations(range(4)), st.floats(0.01, 100))
def test_order_and_scale_change_nothing(seed: int, order: list[int], scale: float) -> None:
    rows = random_rows(seed)
    base = drivers.correlations(rows)
    turned = rows[::-1][:, [*order, 4]] * scale + 7
    matrix = drivers.correlations(turned)
    for measure in (drivers.lmg, drivers.johnson):
        assert measure(matrix) == pytest.approx(measure(base)[order], abs=1e-8)
        assert measure(base).sum() == pytest.approx(drivers.r_squared(base), abs=1e-10)
        assert (measure(base) >= -1e-12).all()


def test_stacked_matrices_give_what_single_ones_give() -> None:
    both = [drivers.correlations(random_rows(seed)) for seed in (1, 2)]
    for measure in (drivers.lmg, drivers.johnson):
        single = np.stack([measure(one) for one in both])
        assert np.abs(measure(np.stack(both)) - single).max() < 1e-14


def test_limits() -> None:
    with pytest.raises(ValueError, match="3 complete rows"):
        drivers.correlations(np.zeros((2, 3)))
    with pytest.raises(ValueError, match="complete"):
        drivers.correlations(np.array([[1.0, 2], [2, np.nan], [3, 4], [5, 6]]))
    with pytest.raises(ValueError, match="spread"):
        drivers.correlations(np.array([[1.0, 2], [1, 3], [1, 4]]))
    with pytest.raises(ValueError, match="2\\^19"):
        drivers.lmg(np.eye(20))
    twice = random_rows(5, p=2)
    assert drivers.is_singular(drivers.correlations(twice[:, [0, 0, 1, 2]]))
    assert not drivers.is_singular(drivers.correlations(twice))
    exact = np.column_stack([twice[:, :2], twice[:, :2].sum(axis=1)])
    matrix = drivers.correlations(exact)
    assert drivers.lmg(matrix).sum() == pytest.approx(1.0)
    assert np.isnan(drivers.derived(matrix).partial).all()


def test_resamples_without_spread_are_left_out() -> None:
    rows = np.zeros((12, 3))
    rows[:, 1] = np.arange(12)
    rows[:, 2] = np.arange(12) ** 2
    rows[0, 0] = 1.0  # missing from about a third of the samples
    found = drivers.resampled(rows, drivers.lmg, 200)
    assert 80 < len(found) < 190
    assert np.isfinite(found).all()


def test_the_model_as_a_whole_is_tested_as_statsmodels_does() -> None:
    rows = random_rows(5, p=4)
    fit = sm.OLS(rows[:, -1], sm.add_constant(rows[:, :-1])).fit()
    found = drivers.model_p(drivers.r_squared(drivers.correlations(rows)), 4, len(rows))
    assert found == pytest.approx(fit.f_pvalue, abs=1e-12)
    assert drivers.model_p(0.5, 4, 5) is None
    assert drivers.model_p(1.0, 2, 20) == 0.0


def test_a_gap_never_at_0_has_the_least_p_that_samples_give() -> None:
    gaps = np.column_stack([np.ones(99), np.repeat([-1.0, 1.0, 1.0], 33)])
    p, least, most = drivers.gap_p(gaps)
    assert p == pytest.approx([0.02, 0.68])
    assert (least <= p).all()
    assert (p <= most).all()
    assert (least[0], most[0]) == pytest.approx((0.0, 0.02))


def test_upper_ends_of_coefficients_are_those_of_least_squares() -> None:
    rows = table("swiss")
    z = (rows - rows.mean(axis=0)) / rows.std(axis=0, ddof=1)
    fitted = sm.OLS(z[:, -1], sm.add_constant(z[:, :-1])).fit()
    matrix = drivers.correlations(rows)
    simple, fit = drivers.derived(matrix), drivers.r_squared(matrix)
    ends = drivers.beta_high(simple, fit, len(rows), 0.9)
    assert ends == pytest.approx(fitted.conf_int(0.1)[1:, 1], rel=1e-9)
    assert np.isinf(drivers.beta_high(simple, fit, len(simple.beta) + 1)).all()
