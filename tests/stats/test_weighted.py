"""Weighted estimates: rows repeated, weights of 1, any scale; statsmodels as second opinion."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats.weightstats import DescrStatsW

from reporter.stats import (
    drivers,
    kano,
    logistic,
    mean_tests,
    net_promoter,
    rank_tests,
    reliability,
)
from reporter.stats.funnel import pooled_deviation
from reporter.stats.linear import weighted_share
from reporter.stats.paired import paired
from reporter.stats.resampling import resampled_moments

DRAW = np.random.default_rng(20)
N = 120
ROWS = np.round(DRAW.normal(size=(N, 4)) @ DRAW.normal(size=(4, 4)) + 5, 2)
WEIGHTS = DRAW.integers(1, 5, N).astype(float)
TWICE = np.repeat(np.arange(N), WEIGHTS.astype(int))
YES = (DRAW.random(N) < 1 / (1 + np.exp(5 - ROWS[:, 0]))).astype(float)
RANKS = np.array([DRAW.permutation(4) + 1.0 for _ in range(N)])
OUT_OF_TEN = DRAW.integers(0, 11, N).astype(float)

Estimate = Callable[[np.ndarray, np.ndarray | None], Any]


def share(rows: np.ndarray, weights: np.ndarray | None) -> float:
    return weighted_share(YES[rows] == 1, np.ones(len(rows)) if weights is None else weights)[0]


def friedman_w(rows: np.ndarray, weights: np.ndarray | None) -> float:
    found = rank_tests.kendall_w(RANKS[rows], weights)
    assert found is not None
    return found[0]


ESTIMATES: dict[str, Estimate] = {
    "share": share,
    "mean": lambda rows, w: mean_tests.sample(ROWS[rows, 0], w).mean,
    "correlations": lambda rows, w: drivers.correlations(ROWS[rows], w),
    "lmg": lambda rows, w: drivers.lmg(drivers.correlations(ROWS[rows], w)),
    "johnson": lambda rows, w: drivers.johnson(drivers.correlations(ROWS[rows], w)),
    "nps": lambda rows, w: net_promoter.classed(OUT_OF_TEN[rows], w).score,
    "kendall": friedman_w,
    "paired": lambda rows, w: paired(ROWS[rows, 0], ROWS[rows, 1], 0.95, w).mean,
    "logistic": lambda rows, w: logistic.fit(ROWS[rows, :2], YES[rows], w).coefficients,
}
every_estimate = pytest.mark.parametrize("name", ESTIMATES)
ALL = np.arange(N)


@every_estimate
def test_whole_weights_are_rows_repeated(name: str) -> None:
    found, repeated = ESTIMATES[name](ALL, WEIGHTS), ESTIMATES[name](TWICE, None)
    assert found == pytest.approx(repeated, rel=1e-9, abs=1e-9)
    assert found != pytest.approx(ESTIMATES[name](ALL, None), rel=1e-6)


@every_estimate
@given(st.floats(1e-6, 1e6))
@settings(max_examples=20, deadline=None)
def test_equal_weights_are_none_and_scale_is_nothing(name: str, scale: float) -> None:
    work = ESTIMATES[name]
    assert work(ALL, np.full(N, scale)) == pytest.approx(work(ALL, None), rel=1e-8, abs=1e-9)
    assert work(ALL, WEIGHTS * scale) == pytest.approx(work(ALL, WEIGHTS), rel=1e-8, abs=1e-9)


def test_covariance_and_alpha_are_those_of_statsmodels_moments() -> None:
    other = DescrStatsW(ROWS, weights=WEIGHTS)
    found = reliability.covariance_of(ROWS, WEIGHTS)
    assert found == pytest.approx(other.cov * N / (N - 1), abs=1e-12)
    plain = np.cov(ROWS.T)
    assert reliability.covariance_of(ROWS, np.full(N, 3.0)) == pytest.approx(plain, abs=1e-12)
    total = other.cov.sum()
    assert reliability.alpha(found) == pytest.approx(4 / 3 * (1 - np.trace(other.cov) / total))


def test_deviation_within_groups_is_that_of_effective_numbers() -> None:
    w = WEIGHTS.copy()
    parts = [np.arange(N) < 40, np.arange(N) >= 40]
    squares = degrees = 0.0
    for part in parts:
        size = w[part].sum() ** 2 / (w[part] ** 2).sum()
        one = DescrStatsW(ROWS[part, 0], weights=w[part] * size / w[part].sum(), ddof=1)
        squares, degrees = squares + (size - 1) * one.var, degrees + size - 1
    samples = [mean_tests.sample(ROWS[part, 0], w[part]) for part in parts]
    assert pooled_deviation(samples) == pytest.approx((squares / degrees) ** 0.5, rel=1e-12)


def test_correlations_equal_statsmodels() -> None:
    other = DescrStatsW(ROWS, weights=WEIGHTS).corrcoef
    assert drivers.correlations(ROWS, WEIGHTS) == pytest.approx(other, abs=1e-12)


def test_r_squared_is_that_of_weighted_least_squares() -> None:
    model = sm.WLS(ROWS[:, -1], sm.add_constant(ROWS[:, :-1]), weights=WEIGHTS).fit()
    matrix = drivers.correlations(ROWS, WEIGHTS)
    assert drivers.r_squared(matrix) == pytest.approx(model.rsquared, abs=1e-12)
    assert drivers.lmg(matrix).sum() == pytest.approx(model.rsquared, abs=1e-12)


def test_logistic_equals_statsmodels_with_the_sandwich() -> None:
    w = WEIGHTS / WEIGHTS.mean()
    x = sm.add_constant(ROWS[:, :2])
    other = sm.GLM(YES, x, family=sm.families.Binomial(), var_weights=w).fit(cov_type="HC0")
    found = logistic.fit(ROWS[:, :2], YES, WEIGHTS)
    assert found.coefficients == pytest.approx(other.params, abs=1e-7)
    corrected = other.cov_params() * N / (N - 1)  # as survey software takes it
    assert found.covariance == pytest.approx(corrected, rel=1e-5)


def test_equal_weights_keep_the_errors_of_the_likelihood() -> None:
    plain, same = (logistic.fit(ROWS[:, :2], YES, w) for w in (None, np.full(N, 7.0)))
    assert same.covariance == pytest.approx(plain.covariance, rel=1e-9)
    assert same.log_likelihood == pytest.approx(plain.log_likelihood, rel=1e-12)


def test_weights_say_how_sure_by_the_effective_number() -> None:
    size = WEIGHTS.sum() ** 2 / (WEIGHTS**2).sum()
    assert net_promoter.classed(OUT_OF_TEN, WEIGHTS).n == pytest.approx(size)
    assert weighted_share(YES == 1, WEIGHTS)[1] == pytest.approx(size)
    found = paired(ROWS[:, 0], ROWS[:, 1], 0.95, WEIGHTS)
    assert found.degrees == pytest.approx(size - 1)
    assert found.n == N
    assert np.isnan(found.rank_p)
    assert paired(ROWS[:, 0], ROWS[:, 1], 0.95, np.full(N, 2.0)).rank_p > 0
    one = DescrStatsW(ROWS[:, 0] - ROWS[:, 1], weights=WEIGHTS * size / WEIGHTS.sum())
    assert found.t == pytest.approx(one.ttest_mean(0)[0], rel=1e-9)
    assert found.p == pytest.approx(one.ttest_mean(0)[1], rel=1e-7)


def test_a_row_takes_its_weight_along_when_drawn() -> None:
    means = np.vstack([mean for mean, _ in resampled_moments(ROWS, 400, 1, WEIGHTS)])
    assert means.mean(axis=0) == pytest.approx(WEIGHTS @ ROWS / WEIGHTS.sum(), abs=0.08)
    plain = [squares for _, squares in resampled_moments(ROWS, 20, 1)]
    same = [squares for _, squares in resampled_moments(ROWS, 20, 1, np.ones(N))]
    assert np.array_equal(plain[0], same[0])
    order = DRAW.permutation(N)
    mixed = [squares for _, squares in resampled_moments(ROWS[order], 20, 1, WEIGHTS[order])]
    other = [squares for _, squares in resampled_moments(ROWS, 20, 1, WEIGHTS)]
    assert mixed[0] == pytest.approx(other[0], abs=1e-12)


def test_kano_classes_by_weight() -> None:
    pairs = [(1, 3), (1, 5), (3, 3), (1, 3)]
    found = kano.count(pairs, "classic", [1.5, 2.0, 0.5, 1.0])
    assert (found["A"], found["O"], found["I"]) == (2.5, 2.0, 0.5)
    assert kano.count(pairs) == kano.count(pairs, "classic", [1.0] * 4)
    assert kano.better_worse(found) == pytest.approx((4.5 / 5, -2.0 / 5))
