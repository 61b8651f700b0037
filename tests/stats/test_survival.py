"""Kaplan-Meier curves, their limits and quantiles against R and statsmodels."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.duration.survfunc import SurvfuncRight

from reporter.stats import order_statistics, survival

DATA = Path(__file__).parents[1] / "data"
ORACLE: dict[str, Any] = json.loads((DATA / "oracle/survival.json").read_text("utf-8"))


def lung() -> tuple[np.ndarray, np.ndarray]:
    with (DATA / "studies/survival_lung.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return np.array([float(r["time"]) for r in rows]), np.array([r["status"] == "2" for r in rows])


TIMES, ENDED = lung()
CURVE = survival.kaplan_meier(TIMES, ENDED)


def test_equals_r() -> None:
    assert (CURVE.n, CURVE.events) == (ORACLE["n"], ORACLE["events"])
    assert survival.open_share(CURVE, 365) == pytest.approx(ORACLE["open_at_365"], abs=1e-10)
    interval = survival.open_share_interval(CURVE, 365)
    assert interval == pytest.approx(ORACLE["ci_at_365"], abs=1e-10)
    for share, value in ORACLE["quantiles"].items():
        assert survival.quantile(CURVE, float(share)) == value
    assert survival.quantile_interval(CURVE, 0.5) == tuple(ORACLE["median_ci"])


def test_censored_times_are_no_ends() -> None:
    """59.1 % end within 365 days; 73.3 % and a median of 226 are said by the ended ones alone."""
    done = TIMES[ENDED]
    assert order_statistics.order_quantile(done, 0.5) == ORACLE["naive_median"]
    naive = float((done <= 365).mean())
    assert naive == pytest.approx(ORACLE["naive_share_within_365"], abs=1e-10)
    assert 1 - survival.open_share(CURVE, 365) == pytest.approx(0.59075837554, abs=1e-10)


@pytest.mark.parametrize(("scale", "named"), [("log", "log"), ("log_log", "cloglog")])
@pytest.mark.parametrize("share", [0.1, 0.25, 0.5, 0.75])
def test_equals_statsmodels(scale: survival.Scale, named: str, share: float) -> None:
    other = SurvfuncRight(TIMES, ENDED.astype(int))
    assert CURVE.share == pytest.approx(other.surv_prob, abs=1e-12)
    error = CURVE.share * np.sqrt(CURVE.variance)
    assert error[:-1] == pytest.approx(other.surv_prob_se[:-1], abs=1e-12)
    limits = survival.quantile_interval(CURVE, share, scale=scale)
    assert limits == pytest.approx(other.quantile_ci(share, method=named))


def test_a_curve_along_the_level_gives_the_middle_of_its_stretch() -> None:
    """R: survfit of 1, 2, 3, 4 without censoring has the median 2.5."""
    curve = survival.kaplan_meier(np.array([1.0, 2, 3, 4]), np.ones(4, bool))
    assert survival.quantile(curve, 0.5) == 2.5
    assert survival.quantile(curve, 0.6) == 3
    assert survival.quantile(curve, 1.0) == 4


def test_what_is_censored_at_an_end_is_still_open_at_it() -> None:
    curve = survival.kaplan_meier(np.array([2.0, 2, 3]), np.array([True, False, True]))
    assert curve.share == pytest.approx([2 / 3, 0])
    assert curve.at_risk.tolist() == [3, 1]
    assert survival.open_share(curve, 2, before=True) == 1
    assert survival.open_share_interval(curve, 3) is None


def test_limits() -> None:
    none = survival.kaplan_meier(np.array([5.0]), np.array([False]))
    assert survival.open_share(none, 9) == 1
    assert survival.quantile(none, 0.5) is None
    assert survival.quantile_interval(none, 0.5) == (None, None)
    one = survival.kaplan_meier(np.array([5.0]), np.array([True]))
    assert survival.quantile(one, 0.5) == 5
    assert survival.quantile_interval(one, 0.5) == (None, None)
    same = survival.kaplan_meier(np.full(40, 7.0), np.ones(40, bool))
    assert survival.quantile(same, 0.9) == 7
    for times, ended in (([], []), ([-1.0], [True]), ([np.nan], [True]), ([1.0, 2.0], [True])):
        with pytest.raises(ValueError, match="times"):
            survival.kaplan_meier(np.array(times, float), np.array(ended, bool))


def test_order_statistics() -> None:
    """Binomial table of n = 20, 0.5: P(at most 5) = 0.0207, so ranks 6 and 15 hold 95.86 %."""
    values = np.arange(1.0, 21)
    low, high = order_statistics.order_interval(values, 0.5)
    assert (low, high) == (6, 15)
    assert order_statistics.order_quantile(values, 0.5) == 10
    assert order_statistics.order_quantile(values, 0.9) == 18
    assert order_statistics.order_interval(np.arange(5.0), 0.5) == (None, None)
    assert order_statistics.order_interval(np.array([]), 0.5) == (None, None)
    assert order_statistics.order_interval(np.arange(1.0, 7), 0.5) == (1, 6)
    with pytest.raises(ValueError, match="value"):
        order_statistics.order_quantile(np.array([]), 0.5)


@given(
    st.lists(st.tuples(st.integers(0, 50), st.booleans()), min_size=1, max_size=60),
    st.randoms(),
    st.sampled_from([0.5, 2.0, 10.0]),
)
def test_order_and_unit_change_nothing(
    rows: list[tuple[int, bool]], any_: Any, factor: float
) -> None:
    def made(found: list[tuple[int, bool]], scale: float = 1.0) -> survival.Curve:
        return survival.kaplan_meier(
            np.array([t for t, _ in found], float) * scale, np.array([e for _, e in found], bool)
        )

    curve = made(rows)
    turned = list(rows)
    any_.shuffle(turned)
    assert made(turned).share.tolist() == curve.share.tolist()
    assert (np.diff(curve.share) < 0).all()
    assert (curve.share >= 0).all()
    scaled = made(rows, factor)
    for share in (0.25, 0.5, 0.9):
        value, other = survival.quantile(curve, share), survival.quantile(scaled, share)
        assert (value is None) == (other is None)
        if value is not None:
            assert other == pytest.approx(value * factor)
    if all(e for _, e in rows):  # without censoring it is the share of larger values
        times = np.array([t for t, _ in rows])
        for time in (0, 10, 30):
            assert survival.open_share(curve, time) == pytest.approx(float((times > time).mean()))
    interval = survival.open_share_interval(curve, 20, scale="log_log")
    if interval:
        assert 0 <= interval[0] <= survival.open_share(curve, 20) <= interval[1] <= 1


@pytest.mark.parametrize("share", [0.25, 0.5, 0.9])
def test_order_statistics_equal_scipy(share: float) -> None:
    done = TIMES[ENDED]
    found = stats.quantile_test(done, p=share).confidence_interval(0.95)
    assert order_statistics.order_interval(done, share) == (found.low, found.high)
