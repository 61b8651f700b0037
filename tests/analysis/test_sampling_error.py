from dataclasses import replace

import pytest
from scipy import stats

from reporter.analysis import analyse
from reporter.analysis.detectable_change import rounded_up


def test_margin_uses_t_and_the_finite_population(scores):
    table = analyse(scores(error=0.5))
    expected = stats.t.ppf(0.975, 399) * 0.5 * (1 - 400 / 10000) ** 0.5
    assert table["margin/total"].value == pytest.approx(expected)
    score = table["score/total"]
    assert (score.ci_high - score.ci_low) / 2 == pytest.approx(expected)
    group = table["margin/total@county=东"]
    assert group.value == pytest.approx(stats.t.ppf(0.975, 249) * 0.5 * (1 - 250 / 6000) ** 0.5)


def test_without_a_population_there_is_no_correction(scores):
    table = analyse(scores(project_parts={"population": None}))
    assert table["margin/total"].value == pytest.approx(stats.t.ppf(0.975, 399) * 0.5)
    assert table["sampling_fraction/total"].error


@pytest.mark.parametrize(
    ("sampling", "sentence"),
    [("census", "普查，无抽样误差。"), ("convenience", "非概率样本，不推断总体。")],
)
def test_no_interval_where_nothing_is_inferred(scores, last, sampling, sentence):
    made = scores(project_parts={"sampling": sampling}, previous=last({"total": 88.0}))
    table = analyse(made)
    for key in ("margin/total", "margin/q1", "margin_share/total", "margin/total@county=东"):
        assert (table[key].value, table[key].error) == (None, sentence)
    assert table["score/total"].ci_low is None
    assert table["rate/total"].ci_low is None
    assert "change_margin/total" not in table
    assert table["change/total"].value == pytest.approx(1.6)
    reasons = {row["method"]: row["reason"] for row in table.meta["lacks"]}
    assert reasons["sampling_error"] == sentence


@pytest.mark.parametrize(
    ("population", "word"), [(400, "全部调查"), (399, "大于总体数量"), (401, "")]
)
def test_sample_as_large_as_the_population(scores, population, word):
    fact = analyse(scores(project_parts={"population": population}))["margin/total"]
    assert word in fact.error
    assert (fact.value is None) == bool(word)


def test_identical_answers_have_no_margin_of_zero(scores):
    fact = analyse(scores(error=0.0))["margin/total"]
    assert fact.value is None
    assert "完全相同" in fact.error


def test_widest_error_of_a_share(scores):
    made = scores(n=200, project_parts={"population": None})
    assert analyse(made)["margin_share/total"].value == pytest.approx(0.0693, abs=5e-5)


def test_change_that_would_leave_the_error(scores):
    table = analyse(scores())
    assert table["detectable_change/a"].value == pytest.approx(2**0.5 * table["margin/a"].value)
    assert "detectable_change/total" not in analyse(scores(error=None))


@pytest.mark.parametrize(
    ("value", "digits", "printed"), [(1.233, 1, 1.3), (0.433, 1, 0.5), (0.4, 1, 0.4), (1.2, 0, 2.0)]
)
def test_the_printed_threshold_is_never_below_the_real_one(value, digits, printed):
    assert rounded_up(value, digits) == printed


def test_weights_widen_the_error_of_shares(scores):
    made = scores(n=400, project_parts={"population": None})
    weighted = replace(made, total=replace(made.total, n_effective=200.0), weighted=True)
    plain, wide = analyse(made), analyse(weighted)
    ratio = wide["margin_share/total"].value / plain["margin_share/total"].value
    assert ratio == pytest.approx(2**0.5)
    assert wide["rate/total"].ci_low < plain["rate/total"].ci_low


def test_shares_of_answers_have_wilson_intervals_as_rates_do(scores):
    table = analyse(scores())
    shares = table.select("share", "q1")
    best = shares[0]
    assert best.ci_low < best.value < best.ci_high
    rate, satisfied = table["rate/q1"], [fact for fact in shares if fact.value]
    assert all(0 <= fact.ci_low <= fact.value <= fact.ci_high <= 1 for fact in satisfied)
    assert rate.ci_low > best.ci_low  # the rate holds the best answer and more
    census = analyse(scores(project_parts={"sampling": "census"}))
    assert {fact.ci_low for fact in census.select("share", "q1")} == {None}
