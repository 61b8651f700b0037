"""Changes and trends against R 4.2.2: t.test, mcnemar.test, prop.trend.test; statsmodels."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.stats.contrasts import (
    contrast,
    paired_shares,
    share_trend,
    slope_coefficients,
    trend_statistic,
)
from reporter.stats.mean_tests import sample

# R datasets, sleep: hours gained under two drugs
FIRST = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2])
SECOND = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])


def test_welch() -> None:
    found = contrast([sample(FIRST), sample(SECOND)], [1, -1])
    assert found is not None
    assert found.t == pytest.approx(-1.8608134675, abs=1e-9)
    assert found.degrees == pytest.approx(17.7764735162, abs=1e-8)
    assert found.p == pytest.approx(0.079394140187, abs=1e-10)
    assert found.interval == pytest.approx((-3.3654832307, 0.20548323071), abs=1e-9)


def test_finite_population_narrows() -> None:
    plain = contrast([sample(FIRST), sample(SECOND)], [1, -1])
    small = contrast([sample(FIRST), sample(SECOND)], [1, -1], populations=[20, 20])
    assert plain is not None
    assert small is not None
    assert small.error == pytest.approx(plain.error * np.sqrt(0.5))
    assert contrast([sample(FIRST), sample(SECOND)], [1, -1], populations=[10, 10]) is None


def test_slope_is_that_of_least_squares_of_means() -> None:
    means = [88.0, 89.5, 89.0, 92.0]
    slope = sum(c * m for c, m in zip(slope_coefficients(4), means, strict=True))
    assert slope == pytest.approx(np.polyfit(range(4), means, 1)[0])
    assert slope_coefficients(2) == (-1.0, 1.0)
    with pytest.raises(ValueError, match="two points"):
        slope_coefficients(1)


def test_what_cannot_be_tested() -> None:
    constant = sample(np.array([5.0, 5.0]))
    assert contrast([constant, constant], [1, -1]) is None
    assert contrast([sample(FIRST), sample(np.array([1.0]))], [1, -1]) is None


def test_mcnemar() -> None:  # approval ratings, Agresti 1990
    found = paired_shares(150, 86, 1600)
    assert found.statistic == pytest.approx(17.3559322034, abs=1e-9)
    assert found.p == pytest.approx(3.099293441e-05, abs=1e-13)
    corrected = (abs(150 - 86) - 1) ** 2 / (150 + 86)  # the other variant in use
    assert corrected == pytest.approx(16.8177966102, abs=1e-9)
    assert found.difference == pytest.approx(64 / 1600)
    low, high = found.interval
    assert 0 < low < found.difference < high


def test_mcnemar_counts_out_few_changes() -> None:
    from statsmodels.stats.contingency_tables import mcnemar

    table = np.array([[30, 3], [9, 20]])
    found = paired_shares(9, 3, 62)
    assert found.p == pytest.approx(mcnemar(table, exact=True).pvalue)
    none = paired_shares(0, 0, 40)
    assert (none.statistic, none.p, none.difference) == (None, 1.0, 0)
    assert none.interval[0] < 0 < none.interval[1]
    with pytest.raises(ValueError, match="pairs"):
        paired_shares(3, 3, 5)


def test_trend_of_shares() -> None:  # smokers, Fleiss 1981
    hits, sizes = [83, 90, 129, 70], [86, 93, 136, 82]
    assert trend_statistic(hits, sizes) == pytest.approx(8.2249222852, abs=1e-9)
    assert share_trend(hits, sizes) == pytest.approx(0.0041318974776, abs=1e-11)
    assert share_trend([5, 5], [5, 5]) is None


@given(st.lists(st.floats(60, 100), min_size=3, max_size=20), st.floats(-50, 50))
def test_shift_of_all_answers_changes_no_contrast(values: list[float], shift: float) -> None:
    one = np.array([*values, 60.0, 100.0])
    plain = contrast([sample(one), sample(FIRST)], [1, -1])
    moved = contrast([sample(one + shift), sample(FIRST + shift)], [1, -1])
    assert plain is not None
    assert moved is not None
    assert moved.value == pytest.approx(plain.value, abs=1e-9)
    assert moved.p == pytest.approx(plain.p, rel=1e-6, abs=1e-12)
    turned = contrast([sample(one[::-1]), sample(FIRST[::-1])], [1, -1])
    assert turned is not None
    assert turned.p == pytest.approx(plain.p, rel=1e-9)
