"""Verdict words: test, effect and base decide together."""

from __future__ import annotations

import pytest

from reporter.facts.verdict import (
    CHANGE,
    ENOUGH,
    NO_VERDICT,
    SMALL_ETA,
    differs,
    is_related,
    verdict,
)


@pytest.mark.parametrize(
    ("difference", "p", "effect", "base", "word"),
    [
        (2.0, 0.001, 0.5, 100, "显著高于"),
        (-2.0, 0.001, -0.5, 100, "显著低于"),
        (0.1, 1e-12, 0.02, 129_880, "略高于"),  # a large sample makes everything significant
        (-0.1, 1e-12, 0.02, 129_880, "略低于"),
        (5.0, 0.2, 0.8, 40, "基本持平"),
        (2.0, 0.05, 0.5, 100, "基本持平"),  # the bound itself is not below it
        (0.0, 0.01, 0.0, 100, "基本持平"),
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
