"""One weighted value of each method that takes weights of respondents, by statsmodels."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW

import reporter

DRAW = np.random.default_rng(17)
N = 90
WEIGHTS = DRAW.integers(1, 5, N) / 4
GIVEN = [f"{w:g}" for w in WEIGHTS]


def kish(values: np.ndarray, weights: np.ndarray) -> DescrStatsW:
    """Return statsmodels' view of a sample whose weights add up to its effective size."""
    size = weights.sum() ** 2 / (weights**2).sum()
    return DescrStatsW(values, weights=weights * size / weights.sum())


def test_ueq_scales() -> None:
    answers = DRAW.integers(1, 8, (N, 8))
    items = [f"题{j}" for j in range(8)]
    data: dict[str, Any] = {name: list(answers[:, j]) for j, name in enumerate(items)}
    facts = reporter.run_study(
        "ueq", {**data, "权": GIVEN}, items=items, version="short", weight="权"
    )
    scores = (answers[:, :4] - 4).mean(axis=1)
    other = kish(scores, WEIGHTS)
    assert facts["score", "实用质量"].value == pytest.approx(other.mean, abs=1e-12)
    low, high = other.tconfint_mean()
    assert facts["score_low", "实用质量"].value == pytest.approx(low, rel=1e-9)
    assert facts["score_high", "实用质量"].value == pytest.approx(high, rel=1e-9)
    assert facts["deviation", "实用质量"].value == pytest.approx(
        (other.var * other.nobs / (other.nobs - 1)) ** 0.5, rel=1e-9
    )
    cov = DescrStatsW(answers[:, :4].astype(float), weights=WEIGHTS).cov
    alpha = 4 / 3 * (1 - np.trace(cov) / cov.sum())
    assert facts["alpha", "实用质量"].value == pytest.approx(alpha, rel=1e-9)
    assert facts["mean", "题0"].value == pytest.approx(
        np.average(answers[:, 0] - 4, weights=WEIGHTS)
    )
    assert facts["n", "实用质量"].value == N


OWN, THIRD = DRAW.normal(90, 5, N), DRAW.normal(88, 6, N)


def test_channels_of_the_same_units() -> None:
    data = {"自": list(OWN), "三": list(THIRD), "权": GIVEN}
    pairs = [{"name": "服务", "first": "自", "second": "三"}]
    facts = reporter.run_study("channels", data, pairs=pairs, weight="权")
    other = kish(OWN - THIRD, WEIGHTS)
    _, p, _ = other.ttest_mean(0)
    assert facts["p", "服务"].value == pytest.approx(p, rel=1e-7)
    assert facts["gap_low", "服务"].value == pytest.approx(other.tconfint_mean()[0], rel=1e-9)
    deviation = (other.var * other.nobs / (other.nobs - 1)) ** 0.5
    assert facts["limit_high", "服务"].value == pytest.approx(
        other.mean + 1.96 * deviation, rel=1e-9
    )
    first = np.average(OWN, weights=WEIGHTS)
    assert facts["first_score", "服务"].value == pytest.approx(first, rel=1e-12)


def test_channels_of_two_samples() -> None:
    data = {"渠道": ["自"] * 40 + ["三"] * 50, "分": [*OWN[:40], *THIRD[:50]], "权": GIVEN}
    options: dict[str, Any] = {"channel": "渠道", "names": ["自", "三"], "items": ["分"]}
    facts = reporter.run_study("channels", data, weight="权", **options)
    compared = CompareMeans(kish(OWN[:40], WEIGHTS[:40]), kish(THIRD[:50], WEIGHTS[40:]))
    _, p, _ = compared.ttest_ind(usevar="unequal")
    assert facts["p", "分"].value == pytest.approx(p, rel=1e-7)
    low, high = compared.tconfint_diff(usevar="unequal")
    assert facts["gap_low", "分"].value == pytest.approx(low, rel=1e-7)
    assert facts["gap_high", "分"].value == pytest.approx(high, rel=1e-7)


def test_channels_paired_by_unit_take_the_weights_that_there_are() -> None:
    """The second channel's where it has any; a channel without weights counts its rows alike."""
    names = [f"厅{i}" for i in range(N)]
    wide = {"厅": names, "自": list(OWN), "三": list(THIRD), "权": GIVEN}
    pairs = [{"name": "分", "first": "自", "second": "三"}]
    by_row = reporter.run_study("channels", wide, pairs=pairs, unit="厅", weight="权")
    ones = ["1"] * N
    for weights in ([*ones, *GIVEN], [*GIVEN, *ones], [*GIVEN[::-1], *GIVEN]):
        long = {
            "厅": names * 2,
            "渠道": ["自"] * N + ["三"] * N,
            "分": [*OWN, *THIRD],
            "权": weights,
        }
        facts = reporter.run_study(
            "channels",
            long,
            channel="渠道",
            names=["自", "三"],
            items=["分"],
            unit="厅",
            weight="权",
        )
        for name in ("gap", "p", "limit_low"):
            assert facts[name, "分"].value == pytest.approx(by_row[name, "分"].value, rel=1e-9)


def test_staff_scores() -> None:
    scores = DRAW.normal(88, 6, N)
    who = np.array(["甲", "乙", "丙"])[np.arange(N) % 3]
    data = {"员工": list(who), "评分": list(scores), "权": GIVEN}
    facts = reporter.run_study("staff_scores", data, staff="员工", score="评分", weight="权")
    inside = who == "甲"
    one, rest = (kish(scores[own], WEIGHTS[own]) for own in (inside, ~inside))
    low, high = CompareMeans(one, rest).tconfint_diff(usevar="unequal")
    found = facts["difference", "甲"]
    assert (found.ci_low, found.ci_high) == pytest.approx((low, high), abs=0.051)  # of one decimal
    mean = facts["score", "甲"]
    assert mean.value == pytest.approx(one.mean, rel=1e-12)
    assert (mean.ci_low, mean.ci_high) == pytest.approx(one.tconfint_mean(), rel=1e-9)
    groups = [kish(scores[who == name], WEIGHTS[who == name]) for name in ("甲", "乙", "丙")]
    squares = sum(group.var * group.nobs for group in groups)
    within = (squares / sum(group.nobs - 1 for group in groups)) ** 0.5
    whole = np.average(scores, weights=WEIGHTS)
    half = 1.959963984540054 * within / groups[0].nobs ** 0.5
    assert facts["lower", "甲"].value == pytest.approx(whole - half, rel=1e-9)
    assert facts["upper", "甲"].value == pytest.approx(whole + half, rel=1e-9)


def test_clusters() -> None:
    kinds = np.array([[9.0, 9, 5, 5], [5, 5, 9, 9]])[(DRAW.random(N) < 0.4).astype(int)]
    rows = np.round(kinds + DRAW.normal(size=(N, 4)), 1)
    names = ["甲", "乙", "丙", "丁"]
    data = {**{name: list(rows[:, j]) for j, name in enumerate(names)}, "权": GIVEN}
    facts = reporter.run_study("clusters", data, questions=names, weight="权", samples=20, starts=5)
    assert facts["groups/clusters"].value == 2
    first = kinds[:, 0] == 9
    share = WEIGHTS[first].sum() / WEIGHTS.sum()
    first, share = (first, share) if share > 0.5 else (~first, 1 - share)
    assert facts["share", "第一群"].value == pytest.approx(share, rel=1e-12)
    other = DescrStatsW(rows[first], weights=WEIGHTS[first]).mean
    found = [fact for fact in facts.select("mean") if fact.detail == "第一群"]
    assert [fact.value for fact in found] == pytest.approx(list(other), rel=1e-12)
