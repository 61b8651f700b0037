"""Spearman's correlation against scipy, with ties, missing values and limits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from reporter.stats.rank_correlation import spearman

PAIRS = st.lists(st.tuples(st.integers(1, 5), st.integers(0, 20)), min_size=4, max_size=60)


@settings(max_examples=80, deadline=None)
@given(PAIRS)
def test_equals_scipy(pairs: list[tuple[int, int]]) -> None:
    one, other = np.array(pairs, dtype=float).T
    found = spearman(one, other)
    if len(set(one)) == 1 or len(set(other)) == 1:
        assert found is None
        return
    expected = stats.spearmanr(one, other)
    assert found is not None
    assert found.value == pytest.approx(expected.statistic, abs=1e-9)
    if abs(found.value) < 1 - 1e-9:
        assert found.p == pytest.approx(expected.pvalue, abs=1e-9)
        assert found.ci is not None
        assert found.ci[0] <= found.value <= found.ci[1]


def test_pairs_that_are_not_whole_are_left_out() -> None:
    one = np.array([1, 2, 3, np.nan, 5, 4], dtype=float)
    other = np.array([2, 1, 4, 9, np.nan, 6], dtype=float)
    found = spearman(one, other)
    assert found is not None
    assert found.n == 4


def test_interval_of_bonett_and_wright() -> None:
    draw = np.random.default_rng(1)
    one = draw.normal(size=50)
    found = spearman(one, one + draw.normal(size=50))
    assert found is not None
    half = 1.959963984540054 * np.sqrt((1 + found.value**2 / 2) / 47)
    expected = np.tanh(np.arctanh(found.value) + np.array([-half, half]))
    assert found.ci == pytest.approx(tuple(expected), abs=1e-9)


def test_too_few_or_perfect() -> None:
    assert spearman(np.array([1.0, 2.0]), np.array([1.0, 2.0])) is None
    perfect = spearman(np.arange(6.0), np.arange(6.0) * 2)
    assert perfect is not None
    assert (perfect.value, perfect.ci) == (1.0, None)
