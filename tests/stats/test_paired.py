"""Paired tests against R (sleep data), scipy, and their limits."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reporter.stats.paired import paired

# R's sleep data (Student 1908): R 4.2.2, t.test(paired = TRUE)
FIRST = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2])
SECOND = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])


def test_equals_r() -> None:
    found = paired(FIRST, SECOND)
    assert found.t == pytest.approx(-4.0621276834, abs=1e-9)
    assert found.degrees == 9
    assert found.p == pytest.approx(0.0028328901974, abs=1e-12)
    assert found.interval[0] == pytest.approx(-2.4598857633, abs=1e-9)
    assert found.interval[1] == pytest.approx(-0.70011423672, abs=1e-9)


def test_signed_ranks_equal_r() -> None:
    """wilcox.test of the same data prints V = 0, p-value = 0.009091 (a zero and ties)."""
    assert paired(FIRST, SECOND).rank_p == pytest.approx(0.009091, abs=5e-7)


def test_it_is_not_the_test_of_two_samples() -> None:
    assert paired(FIRST, SECOND).p < 0.01 < stats.ttest_ind(FIRST, SECOND, equal_var=False).pvalue


def test_few_differences_without_ties_are_counted_out() -> None:
    """All 5 of 5 positive: 2 of 2^5 orders of signs."""
    assert paired(np.array([1.0, 2.1, 3.3, 4.6, 6.0]), np.zeros(5)).rank_p == 2 / 32


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 1000), st.integers(3, 80))
def test_equals_scipy_whatever_the_order_and_scale(seed: int, n: int) -> None:
    draw = np.random.default_rng(seed)
    one, other = draw.normal(size=n), draw.normal(size=n)
    found, turned = paired(one, other), paired(100 * one[::-1] + 3, 100 * other[::-1] + 3)
    expected = stats.ttest_rel(one, other)
    assert found.p == pytest.approx(expected.pvalue, abs=1e-12)
    assert found.effect == pytest.approx(found.t / np.sqrt(n))
    assert (turned.p, turned.rank_p) == (pytest.approx(found.p), pytest.approx(found.rank_p))
    assert paired(other, one).mean == pytest.approx(-found.mean)


def test_limits() -> None:
    with pytest.raises(ValueError, match="2 pairs"):
        paired(np.ones(1), np.zeros(1))
    with pytest.raises(ValueError, match="2 pairs"):
        paired(np.ones(3), np.zeros(2))
    same = paired(np.ones(40), np.ones(40))
    assert same.mean == 0
    assert isnan(same.p)
    assert isnan(same.rank_p)
    shifted = paired(np.full(40, 0.3), np.full(40, 0.1))
    assert shifted.interval == (shifted.mean, shifted.mean)
    assert isnan(shifted.p)
