"""Tests of groups against R (effectsize, rstatix, vcd), scipy and statsmodels; limits and traps."""

from __future__ import annotations

import csv
import json
from itertools import combinations, product
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import Table, mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.oneway import anova_oneway
from statsmodels.stats.proportion import proportions_ztest

from reporter.stats import contingency, mean_tests, multiple_tests, rank_tests

DATA = Path(__file__).parents[1] / "data"
R: dict[str, Any] = json.loads((DATA / "oracle" / "segments.json").read_text("utf-8"))["results"]
SAMPLE, WIFI = R["sample400_seat_by_class"], R["wifi_by_class"]
CLASSES = ("Business", "Economy", "Economy Plus")
CLOSE = {"abs": 1e-6, "rel": 1e-6}


def seats() -> list[np.ndarray]:
    with (DATA / "studies" / "airline_sample400.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    kept = [(row["Class"], float(row["Seat Comfort"])) for row in rows if row["Seat Comfort"] > "0"]
    return [np.array([value for name, value in kept if name == one]) for one in CLASSES]


def test_means_equal_r() -> None:
    samples = [mean_tests.sample(one) for one in seats()]
    welch = mean_tests.welch_anova(samples)
    assert welch is not None
    assert welch.statistic == pytest.approx(SAMPLE["welch_F"], **CLOSE)
    assert welch.degrees == pytest.approx(SAMPLE["welch_df"], **CLOSE)
    assert welch.p == pytest.approx(SAMPLE["welch_p"], rel=1e-9)
    assert mean_tests.omega_squared(samples) == pytest.approx(SAMPLE["omega2"], abs=1e-10)
    g = mean_tests.hedges_g(samples[1], samples[0])
    assert g == pytest.approx(SAMPLE["hedges_g"], abs=1e-10)


def test_games_howell_equals_what_rstatix_prints_and_scipy_computes() -> None:
    samples = [mean_tests.sample(one) for one in seats()]
    for pair, expected in zip(
        mean_tests.games_howell(samples), SAMPLE["games_howell"], strict=True
    ):
        assert (CLASSES[pair.first], CLASSES[pair.second]) == (
            expected["group1"],
            expected["group2"],
        )
        assert pair.difference == pytest.approx(expected["estimate"], abs=1e-10)
        assert pair.p == pytest.approx(expected["p.adj"], rel=5e-3)  # three digits are printed
        one, other = (samples[k].variance / samples[k].n for k in (pair.first, pair.second))
        degrees = (one + other) ** 2 / sum(
            (samples[k].variance / samples[k].n) ** 2 / (samples[k].n - 1)
            for k in (pair.first, pair.second)
        )
        q = abs(pair.difference) / np.sqrt((one + other) / 2)
        assert pair.p == pytest.approx(stats.studentized_range.sf(q, 3, degrees), abs=1e-9)


def test_ranks_equal_r() -> None:
    ranks = rank_tests.ranked(seats())
    test = rank_tests.kruskal_wallis(ranks)
    assert test is not None
    assert test.statistic == pytest.approx(SAMPLE["kw_H"], **CLOSE)
    assert test.p == pytest.approx(SAMPLE["kw_p"], rel=1e-9)
    pairs = rank_tests.dunn(ranks)
    assert [one.p for one in pairs] == pytest.approx([x["p"] for x in SAMPLE["dunn_holm"]])
    adjusted = multiple_tests.holm([one.p for one in pairs])
    assert adjusted == pytest.approx([x["p.adj"] for x in SAMPLE["dunn_holm"]], rel=1e-9)


def test_129880_rows_are_significant_and_hardly_matter() -> None:
    """Trap 36, from group sizes, means and deviations of R."""
    samples = [
        mean_tests.Sample(one["n"], one["mean"], one["sd"] ** 2)
        for one in (WIFI["groups"][name] for name in CLASSES)
    ]
    welch = mean_tests.welch_anova(samples)
    assert welch is not None
    assert welch.statistic == pytest.approx(WIFI["welch_F"], rel=1e-8)
    assert welch.degrees == pytest.approx(WIFI["welch_df"], rel=1e-8)
    assert welch.p == pytest.approx(WIFI["welch_p"], rel=1e-6)
    assert mean_tests.omega_squared(samples) == pytest.approx(WIFI["omega2"], abs=1e-9)
    assert (mean_tests.omega_squared(samples) or 0) < 0.01


@pytest.mark.parametrize(
    "name",
    [
        "satisfaction_by_class",
        "satisfaction_by_customer_type",
        "satisfaction_by_gender",
        "sample400_satisfaction_by_class",
    ],
)
def test_chi_squared_equals_r(name: str) -> None:
    """2 x 2 tables too: Pearson without Yates. p of 10^-7145 is 0, never an error (trap 37)."""
    expected = R[name]
    found = contingency.chi_squared(np.array(expected["counts"]))
    assert found is not None
    assert found.statistic == pytest.approx(expected["chisq"], rel=1e-10)
    assert found.p == pytest.approx(expected["p"], rel=1e-8)
    assert found.cramer_v == pytest.approx(expected["cramer_v"], abs=1e-10)
    assert found.residuals == pytest.approx(np.array(expected["adj_residuals"]), abs=1e-8)


def test_pairs_of_shares_equal_r_and_statsmodels() -> None:
    counts = np.array(R["sample400_satisfaction_by_class"]["counts"])
    bases = counts.sum(axis=1)
    found = []
    for i, j in combinations(range(3), 2):
        one, other = ((counts[k, 1] / bases[k], bases[k]) for k in (i, j))
        p = contingency.proportions_p(one, other)
        assert p == pytest.approx(proportions_ztest(counts[[i, j], 1], bases[[i, j]])[1])
        found.append(p or 0.0)
    table = R["sample400_satisfaction_by_class"]["pairwise_prop_holm"]
    expected = [table[0]["Business"], table[1]["Business"], table[1]["Economy"]]
    assert multiple_tests.holm(found) == pytest.approx(expected, rel=1e-9)


def test_statsmodels_agrees() -> None:
    groups = seats()
    other = anova_oneway(groups, use_var="unequal", welch_correction=True)
    welch = mean_tests.welch_anova([mean_tests.sample(one) for one in groups])
    assert welch is not None
    assert welch.p == pytest.approx(other.pvalue)
    counts = np.array(R["sample400_satisfaction_by_class"]["counts"])
    found = contingency.chi_squared(counts)
    assert found is not None
    table = Table(counts, shift_zeros=False)
    assert found.statistic == pytest.approx(table.test_nominal_association().statistic)
    assert found.residuals == pytest.approx(table.standardized_resids)


def test_effect_of_two_groups_and_of_scipy() -> None:
    groups = seats()
    first, second = (mean_tests.sample(one) for one in groups[:2])
    expected = stats.ttest_ind(groups[0], groups[1], equal_var=False).pvalue
    assert mean_tests.welch_t(first, second) == pytest.approx(expected)
    assert mean_tests.games_howell([first, second])[0].p == pytest.approx(expected)
    welch = mean_tests.welch_anova([first, second])
    assert welch is not None
    assert welch.p == pytest.approx(expected)
    u = stats.mannwhitneyu(groups[1], groups[0]).statistic
    delta = 2 * u / (len(groups[0]) * len(groups[1])) - 1
    assert rank_tests.cliffs_delta(groups[0], groups[1]) == pytest.approx(delta)


@settings(deadline=None, max_examples=40)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_holm_is_monotone_and_equals_statsmodels(p: list[float]) -> None:
    adjusted = multiple_tests.holm(p)
    assert adjusted == pytest.approx(multipletests(p, method="holm")[1])
    assert multiple_tests.bonferroni(p) == pytest.approx(multipletests(p, method="bonferroni")[1])
    order = sorted(range(len(p)), key=lambda i: p[i])
    along = [adjusted[i] for i in order]
    assert along == sorted(along)
    assert all(one >= raw - 1e-12 for one, raw in zip(adjusted, p, strict=True))


VALUES = st.lists(st.integers(1, 5), min_size=3, max_size=15)


@settings(deadline=None, max_examples=40)
@given(st.lists(VALUES, min_size=2, max_size=5), st.floats(0.5, 20), st.floats(-50, 50))
def test_scale_order_and_weights_of_one_change_nothing(
    lists: list[list[int]], scale: float, shift: float
) -> None:
    groups = [np.array(one, float) for one in lists]
    assume(all(np.ptp(one) > 0 for one in groups))
    samples = [mean_tests.sample(one) for one in groups]
    other = [mean_tests.sample(one[::-1] * scale + shift, np.full(len(one), 3.0)) for one in groups]
    first, second = mean_tests.welch_anova(samples), mean_tests.welch_anova(other[::-1])
    assert first is not None
    assert second is not None
    assert first.p == pytest.approx(second.p, rel=1e-5, abs=1e-9)
    pairs = zip(mean_tests.games_howell(samples), mean_tests.games_howell(other), strict=True)
    assert all(a.p == pytest.approx(b.p, rel=1e-4, abs=1e-8) for a, b in pairs)
    h, expected = rank_tests.kruskal_wallis(rank_tests.ranked(groups)), stats.kruskal(*groups)
    assert h is not None
    assert h.p == pytest.approx(expected.pvalue)


def test_interval_of_a_mean_takes_t_not_z() -> None:
    values = np.array([60.0, 75, 90, 90, 100, 100, 75])
    limits = mean_tests.mean_interval(mean_tests.sample(values))
    wanted = stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert limits == pytest.approx((wanted.low, wanted.high), rel=1e-12)


def test_weights_are_not_counted_as_answers() -> None:
    """Trap 13: weights that add to the population make nothing more certain."""
    draw = np.random.default_rng(1)
    values, weights = draw.integers(1, 6, 80).astype(float), draw.uniform(0.5, 2, 80)
    one, other = mean_tests.sample(values, weights), mean_tests.sample(values, weights * 1000)
    assert one.n == pytest.approx(other.n)
    assert one.n < 80
    assert one.mean == pytest.approx(np.average(values, weights=weights))
    assert one.error == pytest.approx(other.error)


def test_limits() -> None:
    flat, alone = mean_tests.sample(np.full(5, 3.0)), mean_tests.sample(np.array([4.0]))
    moving = mean_tests.sample(np.array([1.0, 2.0, 4.0]))
    assert mean_tests.welch_anova([flat, moving]) is None
    assert mean_tests.welch_anova([moving]) is None
    assert mean_tests.hedges_g(flat, flat) is None
    assert mean_tests.hedges_g(alone, alone) is None
    assert mean_tests.mean_interval(alone) is None
    assert mean_tests.games_howell([flat, flat, alone]) == []
    assert mean_tests.welch_t(alone, moving) is None
    with pytest.raises(ValueError, match="needs a value"):
        mean_tests.sample(np.array([]))
    constant = rank_tests.ranked([np.full(4, 2.0), np.full(3, 2.0)])
    assert rank_tests.kruskal_wallis(constant) is None
    assert rank_tests.dunn(constant) == []
    many = rank_tests.ranked([np.full(62_174, 2.0), np.full(200_000, 2.0)])  # n³ beyond a float
    assert many.variance == 0
    assert rank_tests.kruskal_wallis(rank_tests.ranked([np.arange(4.0)])) is None
    assert contingency.chi_squared(np.array([[3, 0], [5, 0]])) is None
    assert contingency.chi_squared(np.array([[3, 4]])) is None
    assert contingency.proportions_p((0.5, 1), (0.5, 100)) is None  # a base below 2 is out
    assert contingency.proportions_p((1.0, 50), (1.0, 60)) is None
    assert contingency.sign_p(0, 0) == 1.0
    assert multiple_tests.holm([]) == []


def test_empty_rows_and_columns_are_left_out() -> None:
    whole = np.array([[10, 20, 0], [0, 0, 0], [25, 12, 0]])
    one, other = contingency.chi_squared(whole), contingency.chi_squared(whole[[0, 2]][:, :2])
    assert one is not None
    assert other is not None
    assert (one.statistic, one.degrees, one.small) == (other.statistic, 1, other.small)
    assert contingency.exact_p(whole) == contingency.exact_p(whole[[0, 2]][:, :2])


@pytest.mark.parametrize(
    "counts", [[[3, 1], [1, 3]], [[8, 2], [1, 5]], [[0, 12], [7, 9]], [[1, 24], [5, 20]]]
)
def test_fisher_equals_scipy(counts: list[list[int]]) -> None:
    assert contingency.exact_p(np.array(counts)) == pytest.approx(stats.fisher_exact(counts)[1])


def all_tables(counts: np.ndarray, statistic: float) -> float:
    """Return the probability of all 3 x 3 tables whose chi-squared is not smaller."""
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    law = stats.random_table(rows, columns)
    total = 0.0
    for a, b, c, d in product(
        *(range(min(rows[i], columns[j]) + 1) for i in (0, 1) for j in (0, 1))
    ):
        table = np.array([[a, b, rows[0] - a - b], [c, d, rows[1] - c - d], [0, 0, 0]])
        table[2] = columns - table.sum(axis=0)
        if (table < 0).any():
            continue
        found = contingency.chi_squared(table)
        assert found is not None
        total += float(law.pmf(table)) if found.statistic >= statistic * (1 - 1e-9) else 0.0
    return total


def test_random_tables_keep_their_margins_and_find_the_exact_probability() -> None:
    counts = np.array([[6, 2, 1], [2, 5, 2], [1, 3, 7]])
    found = contingency.chi_squared(counts)
    assert found is not None
    assert found.is_rough
    exact = all_tables(counts, found.statistic)
    p = contingency.exact_p(counts, samples=40_000)
    assert p == pytest.approx(exact, abs=0.002)
    assert p == contingency.exact_p(counts, samples=40_000)
    drawn = contingency._random_tables(
        counts.sum(axis=1), counts.sum(axis=0), 50, np.random.default_rng(3)
    )
    assert (drawn.sum(axis=1) == counts.sum(axis=0)).all()
    assert (drawn.sum(axis=2) == counts.sum(axis=1)).all()
    assert (drawn >= 0).all()


def test_shares_of_the_same_people() -> None:
    expected = mcnemar([[30, 12], [5, 40]], exact=True).pvalue
    assert contingency.sign_p(12, 5) == pytest.approx(expected)
    assert contingency.sign_p(5, 12) == pytest.approx(expected)
    assert contingency.cohens_h(0.2, 0.3) == pytest.approx(0.231984, abs=1e-6)


def test_kendall_w_of_agreeing_and_of_opposed_people() -> None:
    same = rank_tests.kendall_w(np.tile([1.0, 2, 3, 4], (6, 1)))
    assert same is not None
    assert same[0] == pytest.approx(1.0)
    draw = np.random.default_rng(2)
    ranks = np.array(
        [rank_tests.mid_ranks(row) for row in draw.integers(0, 4, (15, 5)).astype(float)]
    )
    found = rank_tests.kendall_w(ranks)
    assert found is not None
    expected = stats.friedmanchisquare(*ranks.T)
    assert found[1].statistic == pytest.approx(expected.statistic)
    assert found[1].p == pytest.approx(expected.pvalue)
    assert rank_tests.kendall_w(np.ones((3, 4)) * 2.5) is None
    assert rank_tests.kendall_w(np.ones((1, 4))) is None
