"""SUS, completion rates and times on task against R and published values."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.proportion import proportion_confint

from reporter.stats.usability import adjusted_wald, geometric_mean, laplace, median, sus_scores

TIMES = np.array([40, 36, 53, 56, 110, 48, 34, 44, 30, 40, 80], dtype=float)


def test_sus_of_four_people() -> None:
    answers = [[4, 2, 5, 1, 4, 2, 5, 1, 4, 2], [5, 1] * 5, [1, 5] * 5, [3] * 10]
    assert sus_scores(np.array(answers, dtype=float)).tolist() == [85, 100, 0, 50]


def test_items_put_the_other_way_round_count_the_other_way() -> None:
    best = np.array([[5.0, 1.0] * 5])
    turned = best.copy()
    turned[0, 1] = 5
    assert sus_scores(best)[0] - sus_scores(turned)[0] == 10
    assert sus_scores(np.array([[5.0] * 10]))[0] == 50  # agreeing with everything is no praise


@pytest.mark.parametrize(
    ("successes", "n", "wanted"),
    [
        (4, 5, (0.35963115242, 0.97967936871)),
        (16, 20, (0.57823641545, 0.92508848972)),
        (7, 11, (0.35194111966, 0.8501953439)),
        (163, 200, (0.75510801095, 0.86301943343)),
    ],
)
def test_adjusted_wald_as_r_has_it(successes: int, n: int, wanted: tuple[float, float]) -> None:
    assert adjusted_wald(successes, n) == pytest.approx(wanted, abs=1e-9)


@pytest.mark.parametrize(("successes", "n"), [(0, 20), (10, 10)])
def test_adjusted_wald_is_cut_where_r_goes_beyond(successes: int, n: int) -> None:
    low, high = adjusted_wald(successes, n)
    assert 0 <= low < high <= 1
    other = proportion_confint(successes, n, method="agresti_coull")
    assert (low, high) == pytest.approx(other, abs=1e-9)


def test_five_of_five_is_not_all() -> None:
    assert laplace(5, 5) == pytest.approx(6 / 7)


def test_geometric_mean_as_r_has_it() -> None:
    mean, interval = geometric_mean(TIMES)
    assert mean == pytest.approx(48.1712102886, abs=1e-8)
    assert interval == pytest.approx((37.2042517203, 62.3709762558), abs=1e-8)


@settings(max_examples=30, deadline=None)
@given(st.lists(st.floats(1, 1e4), min_size=2, max_size=40), st.floats(0.1, 60))
def test_times_in_another_unit(times: list[float], scale: float) -> None:
    one, other = np.array(times), np.array(times) * scale
    assert geometric_mean(other)[0] == pytest.approx(geometric_mean(one)[0] * scale, rel=1e-9)
    assert median(other)[0] == pytest.approx(median(one)[0] * scale, rel=1e-9)
    assert geometric_mean(one)[0] <= one.mean() * (1 + 1e-9)


def test_the_interval_of_a_median_holds_its_confidence() -> None:
    """Conover: ranks 10 and 21 of 30 hold 95.7 %."""
    times = np.arange(1.0, 31.0)
    middle, interval = median(times)
    assert middle == 15.5
    assert interval == (10.0, 21.0)
    assert stats.binom.cdf(20, 30, 0.5) - stats.binom.cdf(9, 30, 0.5) >= 0.95
    assert median(np.array([3.0, 4.0, 9.0]))[1] is None


def test_limits() -> None:
    assert geometric_mean(np.array([7.0])) == (pytest.approx(7.0), None)
    with pytest.raises(ValueError, match="above 0"):
        geometric_mean(np.array([0.0, 3.0]))
    with pytest.raises(ValueError, match="ten items"):
        sus_scores(np.ones((3, 9)))
    with pytest.raises(ValueError, match="between 1 and 5"):
        sus_scores(np.full((1, 10), 6.0))
    with pytest.raises(ValueError, match="positive number"):
        adjusted_wald(0, 0)
    assert np.isnan(sus_scores(np.array([[np.nan, *[3.0] * 9]])))[0]
