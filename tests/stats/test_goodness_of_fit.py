"""Pearson's test of counts against shares: scipy as second opinion, limits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from reporter.stats.goodness_of_fit import chi_squared_fit, simulated_p


def test_as_scipy_has_it() -> None:
    counts, shares = [172, 98, 71, 24], [8200, 9400, 2280, 120]
    expected = [sum(counts) * share / sum(shares) for share in shares]
    reference = stats.chisquare(counts, expected)
    found = chi_squared_fit(counts, shares)
    assert found.statistic == pytest.approx(reference.statistic, rel=1e-12)
    assert found.p == pytest.approx(reference.pvalue, rel=1e-9)
    assert (found.degrees, found.small, found.is_rough) == (3, 0.25, True)


def test_effect_does_not_grow_with_the_sample() -> None:
    small, large = chi_squared_fit([55, 45], [1, 1]), chi_squared_fit([5500, 4500], [1, 1])
    assert small.effect == pytest.approx(0.1)
    assert large.effect == pytest.approx(0.1)
    assert small.p > 0.05 > large.p


def test_simulation_agrees_with_the_exact_binomial() -> None:
    exact = stats.binomtest(9, 10, 0.5).pvalue
    assert simulated_p([9, 1], [1, 1]) == pytest.approx(exact, abs=0.005)
    assert simulated_p([9, 1], [1, 1]) == simulated_p([9, 1], [1, 1])
    assert simulated_p([5, 5], [1, 1]) == 1


@pytest.mark.parametrize(
    ("counts", "shares"), [([5], [1]), ([0, 0], [1, 1]), ([1, 2], [1, 0]), ([1, 2], [1, 1, 1])]
)
def test_what_cannot_be_tested(counts: list[int], shares: list[float]) -> None:
    with pytest.raises(ValueError, match="two classes"):
        chi_squared_fit(counts, shares)


@given(
    st.lists(st.tuples(st.integers(1, 99), st.floats(0.1, 9)), min_size=2, max_size=6),
    st.floats(0.01, 100),
)
def test_order_and_scale_change_nothing(pairs: list[tuple[int, float]], factor: float) -> None:
    counts, shares = [c for c, _ in pairs], [s for _, s in pairs]
    plain = chi_squared_fit(counts, shares)
    turned = chi_squared_fit(counts[::-1], [factor * share for share in shares[::-1]])
    assert turned.statistic == pytest.approx(plain.statistic, rel=1e-9, abs=1e-9)
