"""Control charts against R's qcc, and what limits must do whatever the data.

qcc 2.7 divides by table values of d2 (1.128, 2.326), which differ from the exact ones in the
fourth digit: its X-bar-R and single-value charts are met at 1e-6 with its own sigma, else at
1e-3 of sigma. All else is met at 1e-6 or better.
"""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from math import pi, sqrt
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special

from reporter.stats import chart_constants as constants
from reporter.stats import control_charts as charts
from reporter.stats import run_rules, small_shifts

DATA = Path(__file__).parents[1] / "data"
QCC = json.loads((DATA / "oracle/control_charts.json").read_text("utf-8"))["results"]
NELSON = json.loads((DATA / "oracle/control_rules.json").read_text("utf-8"))


def array(*numbers: float) -> np.ndarray:
    return np.array(numbers, dtype=float)


def rings(count: int = 40) -> list[np.ndarray]:
    samples: dict[int, list[float]] = {}
    with (DATA / "studies/spc_pistonrings.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            samples.setdefault(int(row["sample"]), []).append(float(row["diameter"]))
    return [np.array(samples[i]) for i in range(1, count + 1)]


def points(mask: np.ndarray) -> list[int]:
    return [int(i) + 1 for i in np.flatnonzero(mask)]


def listed(value: object) -> list[int]:
    return sorted(value) if isinstance(value, list) else [value]  # type: ignore[list-item]


def range_factors(size: int) -> tuple[float, float]:
    """Return D3 and D4: limits of a range over the mean range, D3 not below 0."""
    spread = 3 * constants.d3(size) / constants.d2(size)
    return max(0.0, 1 - spread), 1 + spread


def deviation_factors(size: int) -> tuple[float, float]:
    """Return B3 and B4: limits of a standard deviation over the mean one, B3 not below 0."""
    spread = 3 * sqrt(1 - constants.c4(size) ** 2) / constants.c4(size)
    return max(0.0, 1 - spread), 1 + spread


def mean_factors(size: int) -> tuple[float, float]:
    """Return A2 and A3: half the width of limits of means, over mean range and mean deviation."""
    return 3 / (constants.d2(size) * sqrt(size)), 3 / (constants.c4(size) * sqrt(size))


@pytest.mark.parametrize("row", QCC["constants"], ids=lambda row: str(row["n"]))
def test_constants(row: dict[str, float]) -> None:
    n = int(row["n"])
    loose = 1e-5 if n == 20 else 1e-6  # R's own integral of d3(20) stops early
    assert constants.d2(n) == pytest.approx(row["d2"], abs=1e-6)
    assert constants.d3(n) == pytest.approx(row["d3"], abs=loose)
    assert constants.c4(n) == pytest.approx(row["c4"], abs=1e-9)
    assert mean_factors(n) == pytest.approx((row["A2"], row["A3"]), abs=1e-6)
    assert range_factors(n) == pytest.approx((row["D3"], row["D4"]), abs=loose)
    assert deviation_factors(n) == pytest.approx((row["B3"], row["B4"]), abs=1e-9)


def test_constants_are_exact_where_there_is_a_formula() -> None:
    assert constants.d2(2) == pytest.approx(2 / sqrt(pi), abs=1e-12)
    assert constants.d2(3) == pytest.approx(3 / sqrt(pi), abs=1e-12)
    assert constants.d3(2) == pytest.approx(sqrt(2 - 4 / pi), abs=1e-12)


def test_a_second_integral_gives_the_same() -> None:
    def beyond(x: float) -> float:
        return 1 - special.ndtr(x) ** 20 - special.ndtr(-x) ** 20

    assert constants.d2(20) == pytest.approx(integrate.quad(beyond, -10, 10)[0], abs=1e-8)


@pytest.mark.parametrize(
    ("n", "d2", "a2", "d4", "c4", "b4"),
    [(2, 1.128, 1.880, 3.267, 0.7979, 3.267), (5, 2.326, 0.577, 2.114, 0.9400, 2.089)],
)
def test_textbook_roundings_differ_in_the_fourth_digit_only(
    n: int, d2: float, a2: float, d4: float, c4: float, b4: float
) -> None:
    found = (
        constants.d2(n),
        mean_factors(n)[0],
        range_factors(n)[1],
        constants.c4(n),
        deviation_factors(n)[1],
    )
    assert found == pytest.approx((d2, a2, d4, c4, b4), abs=1e-3)


def test_a_sample_of_one_has_no_constants() -> None:
    with pytest.raises(ValueError, match="no spread"):
        constants.d2(1)


def test_means_and_deviations() -> None:
    base = np.arange(40) < 25
    means, spreads = charts.mean_and_spread(rings(), "deviation", base)
    expected, spread = QCC["pistonrings_xbar_S"], QCC["pistonrings_S"]
    found = (means.centre[0], means.sigma, means.lower[0], means.upper[0])
    wanted = [expected[key] for key in ("center", "std.dev", "lcl", "ucl")]
    assert found == pytest.approx(wanted, abs=1e-9)
    assert (spreads.centre[0], spreads.upper[0]) == pytest.approx(
        (spread["center"], spread["ucl"]), abs=1e-9
    )
    assert spreads.lower[0] == 0.0
    assert spreads.values[:25] == pytest.approx(spread["statistics"], abs=1e-9)
    assert points(run_rules.broken("qcc1", means.values, means.positions)) == [37, 38, 39]
    assert points(run_rules.broken("qcc2", means.values, means.positions)) == [40]


def test_means_and_ranges_use_the_exact_constant_where_qcc_uses_2_326() -> None:
    base = np.arange(40) < 25
    means, spreads = charts.mean_and_spread(rings(), "range", base)
    expected, spread = QCC["pistonrings_xbar_R"], QCC["pistonrings_R"]
    assert means.centre[0] == pytest.approx(expected["center"], abs=1e-9)
    assert spreads.centre[0] == pytest.approx(spread["center"], abs=1e-9)
    assert means.sigma * constants.d2(5) / 2.326 == pytest.approx(expected["std.dev"], abs=1e-11)
    assert means.upper[0] == pytest.approx(expected["ucl"], abs=1e-6)
    assert spreads.upper[0] == pytest.approx(spread["ucl"], abs=1e-6)
    a2 = mean_factors(5)[0]
    assert means.upper[0] == pytest.approx(means.centre[0] + a2 * spreads.centre[0], abs=1e-12)


def test_limits_follow_the_size_of_each_sample() -> None:
    expected = QCC["pistonrings_unequal_n_xbar"]
    sizes = expected["sizes"]
    samples = unequal(sizes, expected["statistics"])
    means, _ = charts.mean_and_spread(samples, "range")
    assert means.centre[0] == pytest.approx(expected["center"], abs=1e-9)
    scale = expected["std.dev"] / means.sigma
    assert scale == pytest.approx(1, abs=1e-3)  # table values of d2
    half = (means.upper - means.centre) * scale
    assert means.centre + half == pytest.approx(expected["ucl"], abs=1e-9)


def unequal(sizes: list[int], means: list[float]) -> list[np.ndarray]:
    """Return the samples, cut to their sizes: the places left out are found by the mean."""
    from itertools import combinations

    found = []
    for whole, size, mean in zip(rings(25), sizes, means, strict=True):
        cuts = [np.array(part) for part in combinations(whole, size)]
        found.append(min(cuts, key=lambda part: abs(part.mean() - mean)))
    return found


def test_single_values_use_neighbours_not_the_deviation_of_all() -> None:
    expected = QCC["viscosity_I"]
    chart = charts.individuals(array(*expected["data"]))
    ratio = constants.d2(2) / 1.128  # qcc divides by the table value
    assert chart.centre[0] == pytest.approx(expected["center"], abs=1e-9)
    assert chart.sigma * ratio == pytest.approx(expected["std.dev"], abs=1e-9)
    assert chart.upper[0] == pytest.approx(expected["ucl"], abs=1e-3)
    moving = charts.moving_ranges(array(*expected["data"]))
    assert moving.centre[0] == pytest.approx(expected["mr_bar"], abs=1e-9)
    assert moving.upper[0] == pytest.approx(3.2665319 * expected["mr_bar"], abs=1e-6)
    assert np.isnan(moving.values[0])
    drifting = array(*range(20))
    assert charts.individuals(drifting).sigma < drifting.std(ddof=1) / 5


@pytest.mark.parametrize("name", list(NELSON["data"]))
def test_single_values_and_rules_of_five_real_series(name: str) -> None:
    expected = NELSON["results"][name]
    values = array(*NELSON["data"][name])
    chart = charts.individuals(values)
    found = (chart.centre[0], chart.sigma, chart.upper[0], chart.lower[0])
    wanted = [expected[key] for key in ("center", "sigma", "ucl", "lcl")]
    assert found == pytest.approx(wanted, abs=1e-9)
    for i in range(1, 9):
        flagged = run_rules.broken(f"nelson{i}", values, chart.positions, "last")
        assert points(flagged) == expected[f"r{i}"], i
    assert points(run_rules.broken("we4", values, chart.positions)) == expected["r2_WE8"]


@pytest.mark.parametrize(
    ("name", "dropped"), [("orangejuice_p", ()), ("orangejuice_p_revised_minus15_23", (14, 22))]
)
def test_shares(name: str, dropped: tuple[int, ...]) -> None:
    defects = np.round(array(*QCC["orangejuice_p"]["statistics"]) * 50)
    base = np.ones(30, dtype=bool)
    base[list(dropped)] = False
    chart = charts.shares(defects, np.full(30, 50.0), base)
    expected = QCC[name]
    assert chart.centre[0] == pytest.approx(expected["center"], abs=1e-9)
    assert chart.lower[:28] == pytest.approx(expected["lcl"][:28], abs=1e-9)
    assert chart.upper[:28] == pytest.approx(expected["ucl"][:28], abs=1e-9)
    out = points(run_rules.broken("qcc1", chart.values, chart.positions) & base)
    kept = [i for i in range(1, 31) if i - 1 not in dropped]  # the oracle counts what is kept
    assert [kept.index(i) + 1 for i in out] == listed(expected["beyond_limits"])


def test_counts_and_revised_limits() -> None:
    first, revised = QCC["circuit_c"], QCC["circuit_c_revised_minus6_20"]
    values = array(*first["statistics"])
    chart = charts.counts(values)
    found = (chart.centre[0], chart.lower[0], chart.upper[0])
    assert found == pytest.approx([first[k] for k in ("center", "lcl", "ucl")], abs=1e-9)
    assert points(run_rules.broken("qcc1", values, chart.positions)) == [6, 20]
    base = np.ones(26, dtype=bool)
    base[[5, 19]] = False
    chart = charts.counts(values, base)
    found = (chart.centre[0], chart.lower[0], chart.upper[0])
    assert found == pytest.approx([revised[k] for k in ("center", "lcl", "ucl")], abs=1e-9)
    later = array(*revised["statistics"], *revised["newstats"])
    base = np.arange(44) < 24
    chart = charts.counts(later, base)
    assert points(run_rules.broken("qcc2", later, chart.positions)) == revised["violating_runs"]


def test_rates_with_sizes_of_their_own() -> None:
    expected = QCC["dyedcloth_u_unequal"]
    sizes = array(10, 8, 13, 10, 9.5, 10, 12, 10.5, 12, 12.5)
    chart = charts.rates(array(14, 12, 20, 11, 7, 10, 21, 16, 19, 23), sizes)
    assert chart.centre[0] == pytest.approx(expected["center"], abs=1e-9)
    assert chart.lower == pytest.approx(expected["lcl"], abs=1e-9)
    assert chart.upper == pytest.approx(expected["ucl"], abs=1e-9)


def with_sigma(chart: charts.Chart, sigma: float) -> charts.Chart:
    return replace(chart, errors=np.full(len(chart.values), sigma / sqrt(5)), sigma=sigma)


def test_weighted_averages() -> None:
    for name, count, width in (("pistonrings_ewma", 25, 3), ("pistonrings_ewma27_new", 40, 2.7)):
        expected = QCC[name]
        means, _ = charts.mean_and_spread(rings(count), "range", np.arange(count) < 25)
        sigma = QCC["pistonrings_ewma"]["std.dev"]
        chart = small_shifts.ewma(with_sigma(means, sigma), 0.2, width)
        assert chart.values == pytest.approx(expected["y"], abs=1e-9)
        assert chart.lower == pytest.approx(expected["lcl"], abs=1e-9)
        assert chart.upper == pytest.approx(expected["ucl"], abs=1e-9)
        out = (chart.values > chart.upper) | (chart.values < chart.lower)
        assert points(out) == expected["violations"]


def test_cumulative_sums() -> None:
    expected = QCC["pistonrings_cusum"]
    means, _ = charts.mean_and_spread(rings(), "range", np.arange(40) < 25)
    sums = small_shifts.cusum(with_sigma(means, expected["std.dev"]))
    assert sums.above == pytest.approx(expected["pos"], abs=1e-6)
    assert sums.below == pytest.approx(expected["neg"], abs=1e-6)
    assert points(sums.above > sums.limit) == expected["violations"]["upper"]
    assert not points(sums.below < -sums.limit)


def test_a_weight_of_one_gives_the_chart_itself() -> None:
    chart = charts.individuals(array(3, 5, 4, 6, 5, 7))
    same = small_shifts.ewma(chart, 1.0)
    assert same.values == pytest.approx(chart.values)
    assert same.upper == pytest.approx(chart.upper)


def test_many_looked_at_need_wider_limits() -> None:
    draw = np.random.default_rng(3)
    sizes = np.full(30, 100_000.0)
    defects = np.round(sizes * draw.normal(0.03, 0.003, 30))
    plain, wide = charts.shares(defects, sizes), charts.laney_shares(defects, sizes)
    assert points(run_rules.broken("nelson1", plain.values, plain.positions))
    assert not points(run_rules.broken("nelson1", wide.values, wide.positions))
    assert wide.sigma == pytest.approx(charts.dispersion(plain))
    ratio = (wide.upper - wide.centre) / (plain.upper - plain.centre)
    assert ratio == pytest.approx(np.full(30, wide.sigma))


def test_limits_of_shares_follow_the_number_looked_at() -> None:
    """Each point has its own limits, p +- 3 sqrt(p(1 - p)/n): those of a mean n would be wrong."""
    sizes = np.array([50.0, 200, 800, 50, 200, 800])
    defects = np.array([6.0, 22, 84, 4, 18, 76])
    chart = charts.shares(defects, sizes)
    p = defects.sum() / sizes.sum()
    half = 3 * np.sqrt(p * (1 - p) / sizes)
    assert chart.upper == pytest.approx(p + half, rel=1e-12)
    assert chart.lower == pytest.approx(np.maximum(p - half, 0), abs=1e-12)
    assert chart.lower[0] == 0


def test_counts_are_shares_times_their_sizes() -> None:
    defects, sizes = array(3, 5, 2, 8), array(40, 60, 30, 90)
    shares, numbers = charts.shares(defects, sizes), charts.numbers(defects, sizes)
    assert numbers.upper == pytest.approx(shares.upper * sizes)
    assert numbers.positions == pytest.approx(shares.positions)


@pytest.mark.parametrize(
    "make",
    [
        lambda: charts.individuals(array(90, 90, 90)),
        lambda: charts.individuals(array(90)),
        lambda: charts.moving_ranges(array(90, 90)),
        lambda: charts.mean_and_spread([array(1), array(2)]),
        lambda: charts.mean_and_spread([array(1, 1), array(2, 2)]),
        lambda: charts.shares(array(0, 0), array(5, 5)),
        lambda: charts.shares(array(5, 5), array(5, 5)),
        lambda: charts.laney_shares(array(1, 1), array(5, 5)),
        lambda: charts.counts(array(0, 0)),
        lambda: charts.individuals(array(1, 2), np.array([False, False])),
    ],
)
def test_what_does_not_vary_has_no_limits(make: object) -> None:
    with pytest.raises(charts.NoLimitsError):
        make()  # type: ignore[operator]


def test_runs_are_seven_eight_or_nine_by_name() -> None:
    for length in (7, 8, 9):
        z = array(*([0.5] * length), -0.5)
        found = {name for name in ("qcc2", "we4", "nelson2") if run_rules.windows(name, z, z).any()}
        assert found == {"qcc2", "we4", "nelson2"} - {
            name for name, least in (("we4", 8), ("nelson2", 9)) if length < least
        }


def test_two_of_three_need_not_be_neighbours() -> None:
    z = array(0, 2.5, 0, 2.5, 0, 0)
    assert points(run_rules.broken("nelson5", z, z, "last")) == [4]
    z = array(0, 0, 2.5, -2.5, 0, 0)  # two sides are not one
    assert not run_rules.broken("nelson5", z, z, "last").any()
    z = array(0, 1.5, 1.5, 0, 1.5, 1.5, 0)
    assert points(run_rules.broken("we3", z, z)) == [6]


def test_a_point_or_a_window_is_flagged() -> None:
    z = array(2.5, 2.5, 0, 0, 0)
    assert points(run_rules.broken("nelson5", z, z, "last")) == [3]
    assert points(run_rules.broken("nelson5", z, z, "completing")) == [2]
    assert points(run_rules.broken("nelson5", z, z, "window")) == [1, 2, 3]


def test_a_point_on_a_line_is_on_neither_side() -> None:
    z = array(*([0.5] * 8), 0.0, 0.5)
    assert not run_rules.broken("nelson2", z, z).any()
    assert not run_rules.broken("nelson1", array(3.0), array(3.0)).any()


VALUES = st.lists(st.integers(0, 100), min_size=3, max_size=60).filter(lambda v: len(set(v)) > 1)


@settings(max_examples=60, deadline=None)
@given(VALUES, st.integers(-50, 50), st.integers(1, 9))
def test_shift_and_scale_move_limits_and_leave_alarms(
    numbers: list[int], shift: int, scale: int
) -> None:
    values = array(*numbers)
    one, other = charts.individuals(values), charts.individuals(values * scale + shift)
    assert other.upper == pytest.approx(one.upper * scale + shift)
    for name in run_rules.RULES:
        flagged = run_rules.broken(name, one.values, one.positions)
        assert (flagged == run_rules.broken(name, other.values, other.positions)).all()


@settings(max_examples=60, deadline=None)
@given(VALUES)
def test_upside_down_breaks_the_same_rules(numbers: list[int]) -> None:
    values = array(*numbers)
    one, other = charts.individuals(values), charts.individuals(-values)
    for name in run_rules.RULES:
        flagged = run_rules.broken(name, one.values, one.positions)
        assert (flagged == run_rules.broken(name, other.values, other.positions)).all()


def test_neighbours_that_are_alike_are_correlated() -> None:
    assert charts.autocorrelation(array(*NELSON["data"]["lakehuron"])) > 0.8
    assert charts.autocorrelation(array(5, 5, 5)) is None
    assert charts.autocorrelation(array(1, 2, 1, 2, 1, 2)) < 0
