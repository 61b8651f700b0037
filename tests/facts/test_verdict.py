"""Verdict words: test, effect and base decide together."""

from __future__ import annotations

import pytest

from reporter.facts.verdict import (
    CHANGE,
    ENOUGH,
    ENOUGH_UNITS,
    NO_VERDICT,
    SMALL_ETA,
    clustering,
    differs,
    is_related,
    representative,
    trend,
    verdict,
)
from reporter.facts.verdict.comparison import WITHIN_ERROR


@pytest.mark.parametrize(
    ("difference", "p", "effect", "base", "word"),
    [
        (2.0, 0.001, 0.5, 100, "显著高于"),
        (-2.0, 0.001, -0.5, 100, "显著低于"),
        (0.1, 1e-12, 0.02, 129_880, "略高于"),  # a large sample makes everything significant
        (-0.1, 1e-12, 0.02, 129_880, "略低于"),
        (5.0, 0.2, 0.8, 40, "未超过抽样误差"),  # what may be chance is not therefore equal
        (2.0, 0.05, 0.5, 100, "未超过抽样误差"),  # the bound itself is not below it
        (0.6, 0.4, 0.075, 400, "基本持平"),
        (0.6, 0.4, 0.075, 200, "未超过抽样误差"),
        (0.0, 0.01, 0.0, 136, "基本持平"),
        (0.0, 0.01, 0.0, 135, "未超过抽样误差"),  # 1.645 * sqrt(2 / 135) is above 0.2
        (13.2, 0.06, 0.18, 100, "未超过抽样误差"),
        (0.5, 0.4, None, 9000, "未超过抽样误差"),
        (2.0, 0.001, None, 100, "显著高于"),
        (2.0, 0.001, 0.5, ENOUGH - 1, NO_VERDICT),
        (2.0, None, 0.5, 100, NO_VERDICT),
        (2.0, float("nan"), 0.5, 100, NO_VERDICT),
        (None, 0.01, 0.5, 100, NO_VERDICT),
    ],
)
def test_words(
    difference: float | None, p: float | None, effect: float | None, base: int, word: str
) -> None:
    assert verdict(difference, p, effect, base) == word


def test_units_in_pairs_may_be_fewer() -> None:
    word = verdict(5.1, 0.001, 1.5, ENOUGH_UNITS, enough=ENOUGH_UNITS)
    assert word == "显著高于"
    assert verdict(5.1, 0.001, 1.5, ENOUGH_UNITS - 1, enough=ENOUGH_UNITS) == NO_VERDICT


def test_an_effect_on_another_scale_is_judged_by_its_own_small_one() -> None:
    assert verdict(0.01, 0.5, 0.05, 400, small=0.1) == WITHIN_ERROR
    assert verdict(0.01, 0.5, 0.05, 400, small=0.2) == "基本持平"


def test_changes_have_words_of_their_own() -> None:
    assert verdict(-1.0, 0.001, 0.4, 200, words=CHANGE) == "显著下降"


def test_association() -> None:
    assert is_related(1e-9, 0.011, 100_000, 0.1) == "关系很弱"
    assert is_related(0.2, 0.3, 100, 0.1) == "未见关系"
    assert is_related(0.01, 0.3, 100, 0.1) == "有关"
    assert is_related(0.01, 0.3, 10, 0.1) == NO_VERDICT


def test_groups() -> None:
    assert differs(1e-9, 0.004, 129_880, SMALL_ETA) == "差异很小"
    assert differs(0.001, 0.01, 100, SMALL_ETA) == "差异显著"
    assert differs(0.05, 0.3, 100, SMALL_ETA) == "未见差异"
    assert differs(None, 0.3, 100, SMALL_ETA) == NO_VERDICT
    assert differs(0.001, 0.3, ENOUGH - 1, SMALL_ETA) == NO_VERDICT


def test_words_of_a_sample_against_its_population() -> None:
    assert representative(0.2, 0.5, 100) == "未见偏离"
    assert representative(0.001, 0.05, 9000) == "略有偏离"
    assert representative(0.001, 0.1, 900) == "明显偏离"
    assert representative(0.001, 0.9, 29) == representative(None, 0.9, 99) == NO_VERDICT


def test_words_of_a_trend() -> None:
    assert trend(1.5, 0.001, 0.4, 100) == "呈上升趋势"
    assert trend(-0.2, 0.001, -0.05, 9000) == "略呈下降趋势"
    assert trend(-2.0, 0.2, -0.5, 100) == "未见升降趋势"
    assert trend(2.0, 0.001, 0.5, 20) == NO_VERDICT


def test_clusters() -> None:
    assert clustering(0.9, 0.01) == "分群稳定"
    assert clustering(0.75, 0.05) == "看不出分群"
    assert clustering(0.74, 0.001) == "分群不稳定"


def test_definition_of_the_words_holds_every_bound() -> None:
    from reporter.facts.verdict import ALPHA, ENOUGH, SMALL_EFFECT, SMALL_ETA, SMALL_V, explained

    text = explained.DEFINITION
    for bound in (
        f"小于{ALPHA:g}",
        f"少于{ENOUGH}",
        f"为{SMALL_EFFECT:g}",
        f"为{SMALL_V:g}",
        f"为{SMALL_ETA:g}",
    ):
        assert bound in text
    assert "不证明没有差别" in text
    assert explained.used([None, 3.5, "基本持平"])
    assert not explained.used(["居民", 3.5, None])
