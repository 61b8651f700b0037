"""The distribution against scipy's own, and against t for two groups."""

from __future__ import annotations

from math import inf, sqrt

import pytest
from scipy import stats

from reporter.stats.intervals import t_quantile
from reporter.stats.studentized_range import (
    critical_difference,
    range_quantile,
    welch_degrees,
)


@pytest.mark.parametrize("degrees", [2.5, 9, 31.4, 250, 3000, inf])
@pytest.mark.parametrize(("confidence", "groups"), [(0.95, 3), (0.95, 8), (1 - 0.05 / 20, 8)])
def test_quantiles_are_those_of_scipy(confidence: float, groups: int, degrees: float) -> None:
    q = range_quantile(confidence, groups, degrees)
    below = stats.studentized_range.cdf(q, groups, degrees)
    assert 1 - below == pytest.approx(1 - confidence, rel=1e-4)


@pytest.mark.parametrize("degrees", [1, 5, 60, 5000])
def test_two_groups_are_a_t_test(degrees: float) -> None:
    expected = sqrt(2) * t_quantile(0.95, degrees)
    assert range_quantile(0.95, 2, degrees) == pytest.approx(expected, rel=1e-6)


def test_table_value() -> None:
    """Printed tables of q give 4.10 for five groups and 30 degrees of freedom."""
    assert range_quantile(0.95, 5, 30) == pytest.approx(4.102, abs=1e-3)


def test_more_groups_need_a_wider_difference() -> None:
    widths = [critical_difference((1.0, 2.0), k, 100, 0.95) for k in (2, 3, 8, 30)]
    assert widths == sorted(widths)
    assert widths[0] == pytest.approx(t_quantile(0.95, 100) * sqrt(5))


def test_degrees_lie_between_the_smaller_base_and_the_sum() -> None:
    assert welch_degrees((1.0, 1.0), (10, 10)) == pytest.approx(18)
    assert welch_degrees((1.0, 1e-6), (10, 1000)) == pytest.approx(9)


@pytest.mark.parametrize(("confidence", "groups", "degrees"), [(1, 3, 5), (0.9, 1, 5), (0.9, 3, 0)])
def test_arguments_out_of_range(confidence: float, groups: int, degrees: float) -> None:
    with pytest.raises(ValueError, match="needed"):
        range_quantile(confidence, groups, degrees)
