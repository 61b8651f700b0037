"""Net promoter score against R NPS 1.1 and the mean of +1, 0 and -1."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.stats.net_promoter import NetPromoter, classed, compare, interval

ORACLE = NetPromoter(65, 35, 25)  # R NPS 1.1, which prints the ends of its interval reversed


def test_score_error_and_interval() -> None:
    assert ORACLE.score == pytest.approx(0.32, abs=1e-12)
    assert ORACLE.variance == pytest.approx(0.6176, abs=1e-12)
    assert ORACLE.error == pytest.approx(0.070290824437, abs=1e-11)
    assert interval(ORACLE) == pytest.approx((0.18223251566, 0.45776748434), abs=1e-10)


def test_passives_stay_in_the_base() -> None:
    one = classed(np.array([10, 9, 8, 7, 6, 0], float))
    assert (one.promoters, one.passives, one.detractors, one.n) == (2, 2, 2, 6)
    assert one.score == 0


@pytest.mark.parametrize("answers", [[], [11.0], [-1.0], [7.5]])
def test_answers_off_the_scale_are_refused(answers: list[float]) -> None:
    with pytest.raises(ValueError, match=r"answer"):
        classed(np.array(answers))


def test_no_spread_has_no_interval() -> None:
    assert interval(NetPromoter(9, 0, 0)) is None
    assert interval(NetPromoter(0, 9, 0)) is None
    assert compare(NetPromoter(9, 0, 0), NetPromoter(0, 0, 9)) is None


def test_interval_stays_on_the_scale() -> None:
    low, high = interval(NetPromoter(19, 1, 0)) or (0, 0)
    assert high == 1
    assert low < 0.95


def test_a_difference_is_a_test_of_means() -> None:
    one, other = NetPromoter(60, 30, 10), NetPromoter(30, 40, 30)
    p, effect = compare(one, other) or (1.0, 0.0)
    z = (0.5 - 0.0) / np.sqrt((0.7 - 0.25) / 100 + 0.6 / 100)
    from scipy import stats

    assert p == pytest.approx(2 * stats.norm.sf(z), rel=1e-9)
    assert effect == pytest.approx(0.5 / np.sqrt((0.45 + 0.6) / 2))
    assert compare(other, one) == pytest.approx((p, -effect))


@given(st.lists(st.integers(0, 10), min_size=2, max_size=60), st.randoms())
def test_it_is_the_mean_of_signs_in_any_order(answers: list[int], shuffled: object) -> None:
    signs = np.array([1 if a >= 9 else -1 if a <= 6 else 0 for a in answers])
    one = classed(np.array(answers, float))
    assert one.score == pytest.approx(signs.mean())
    assert one.variance == pytest.approx(signs.var(), abs=1e-12)
    shuffled.shuffle(answers)  # type: ignore[attr-defined]
    assert classed(np.array(answers, float)) == one
