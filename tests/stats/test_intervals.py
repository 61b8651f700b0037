"""Intervals against R: survey 4.1 (api data), binom 1.1-1.1; Newcombe 1998."""

from __future__ import annotations

from math import sqrt

import pytest

from reporter.stats import intervals, sample_size

# api SRS of 200 of 6194 schools: mean of api00, sample SD from R
API = {"n": 200, "population": 6194, "mean": 656.585, "sd": 9.4027721709 * sqrt(200)}


def test_mean_error_with_and_without_correction() -> None:
    plain = API["sd"] / 200**0.5
    assert plain * intervals.fpc_mean(200, None) == pytest.approx(9.4027721709, abs=1e-9)
    assert plain * intervals.fpc_mean(200, 6194) == pytest.approx(9.2497220393, abs=1e-9)


def test_mean_interval_t_and_normal() -> None:
    error = 9.2497220393
    by_t, by_normal = intervals.t_quantile(0.95, 199), intervals.normal_quantile(0.95)
    assert 656.585 - by_t * error == pytest.approx(638.3449500921, abs=1e-8)
    assert 656.585 + by_t * error == pytest.approx(674.8250499079, abs=1e-8)
    assert 656.585 - by_normal * error == pytest.approx(638.455877936, abs=1e-8)


@pytest.mark.parametrize(
    ("hits", "n", "low", "high"),
    [
        (7, 11, 0.35380117451, 0.84833528905),
        (0, 20, 0.0, 0.16112515805),
        (10, 10, 0.72246720014, 1.0),
        (1, 10, 0.017876213095, 0.4041500268),
        (81, 263, 0.25528851988, 0.36620957698),
        (15, 148, 0.062386399531, 0.16048724172),
        (0, 30, 0.0, 0.11351339317),
        (29, 29, 0.8830302015, 1.0),
        (163, 200, 0.75542937239, 0.86269807199),
        (198, 200, 0.96427823828, 0.99725334187),
    ],
)
def test_wilson(hits: int, n: int, low: float, high: float) -> None:
    assert intervals.wilson(hits / n, n) == pytest.approx((low, high), abs=1e-10)


def test_wilson_limits_are_exact_at_the_ends() -> None:
    assert intervals.wilson(0, 20)[0] == 0
    assert intervals.wilson(1, 10)[1] == 1


def test_margin_of_a_share() -> None:
    assert intervals.share_margin(200) == pytest.approx(0.0693, abs=5e-5)
    assert intervals.share_margin(200, 200) == 0  # a census has no sampling error
    assert intervals.share_margin(1, 1) == 0
    # 1.959964 * sqrt(0.25 / 10 * (20 - 10) / (20 - 1)); 1 - n/N would give 0.2191
    assert intervals.share_margin(10, 20) == pytest.approx(0.2248, abs=5e-5)
    assert intervals.share_margin(100, design_effect=4) == pytest.approx(
        2 * intervals.share_margin(100)
    )
    # textbook order: at the size asked for, the margin asked for is kept
    size = sample_size.for_share(0.05, 2000)
    assert intervals.share_margin(size, 2000) <= 0.05 < intervals.share_margin(size - 1, 2000)


@pytest.mark.parametrize(
    ("margin", "population", "n"),
    [
        (0.05, None, 385),
        (0.05, 2000, 323),
        (0.05, 500, 218),
        (0.05, 200, 132),
        (0.05, 50, 45),
        (0.03, None, 1068),
        (0.03, 10_000, 965),
        (0.05, 1, 1),
    ],
)
def test_sample_size_is_rounded_up(margin: float, population: int | None, n: int) -> None:
    assert sample_size.for_share(margin, population) == n


def test_invitations() -> None:
    assert sample_size.invitations(385, 0.3) == 1284
    assert sample_size.invitations(30, 0.1) == 300


@pytest.mark.parametrize(
    "call",
    [
        lambda: intervals.normal_quantile(1.0),
        lambda: intervals.t_quantile(0.95, 0),
        lambda: intervals.wilson(0.5, 0),
        lambda: intervals.wilson(1.1, 10),
        lambda: intervals.share_margin(0),
        lambda: sample_size.for_share(0),
        lambda: sample_size.invitations(10, 0),
    ],
)
def test_nonsense_is_refused(call: object) -> None:
    with pytest.raises(ValueError, match=r"."):
        call()  # type: ignore[operator]


def test_newcombe_published_cases() -> None:
    """Newcombe 1998, table II, method 10; four digits are all that is printed."""
    for (x, n), (y, m), low, high in (
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((10, 10), (0, 20), 0.6791, 1.0),
    ):
        found = intervals.newcombe((x / n, n), (y / m, m))
        assert found == (pytest.approx(low, abs=5e-5), pytest.approx(high, abs=5e-5))
