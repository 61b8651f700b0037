from dataclasses import replace

import pytest

from reporter.facts.fact import Fact
from reporter.facts.wording import (
    compare_word,
    counter,
    difference_unit,
    direction,
    join_names,
    rank_phrase,
)


def change(value: float | None, **more: object) -> Fact:
    return replace(Fact("change", value=value, unit="points"), **more)


MARGIN = Fact("change_margin", value=0.5, unit="points")


@pytest.mark.parametrize(
    ("value", "margin", "flat", "expected"),
    [
        (0.6, None, 0.05, "rise"),
        (-0.6, None, 0.05, "fall"),
        (0.049, None, 0.05, "flat"),
        (0.05, None, 0.05, "rise"),
        (90.05 - 90.0, None, 0.05, "rise"),  # binary noise does not decide
        (0.04, None, 0.0, "flat"),  # would print 提高0.0分
        (0.6, MARGIN, 0.05, "rise"),
        (0.5, MARGIN, 0.05, "uncertain"),
        (-0.4, MARGIN, 0.05, "uncertain"),
        (0.01, MARGIN, 0.05, "flat"),
        (0.4, Fact("change_margin", error="x"), 0.05, "rise"),
        (None, MARGIN, 0.05, "unknown"),
    ],
)
def test_direction(value, margin, flat, expected):
    assert direction(change(value), margin, flat) == expected


def test_share_differences_are_held_against_the_printed_unit():
    rate = Fact("change", value=0.0004, unit="percentage_points", decimals=2)
    assert direction(rate, None, 0.05) == "flat"
    assert direction(replace(rate, value=0.0006), None, 0.05) == "rise"


@pytest.mark.parametrize(
    ("value", "word"), [(0.06, "高于"), (-0.06, "低于"), (0.04, "持平于"), (-0.04, "持平于")]
)
def test_compare_goes_by_the_printed_value(value, word):
    phrase = compare_word(Fact("gap_total", value=value, unit="points"))
    assert phrase.word == word
    assert (phrase.fact is None) == (word == "持平于")


def test_compare_of_a_hidden_value_says_nothing():
    assert not compare_word(Fact("gap_total", warning="不公布"))


@pytest.mark.parametrize(
    ("place", "of", "tied", "text"),
    [
        (1, 5, 1, "居首位"),
        (2, 5, 1, "列第|位"),
        (5, 5, 1, "居末位"),
        (2, 5, 2, "并列第|位"),
        (1, 5, 2, "并列第|位"),
        (1, 1, 1, ""),
        (None, 5, 1, ""),
    ],
)
def test_rank_phrase(place, of, tied, text):
    phrase = rank_phrase(
        Fact("rank", value=place, unit="rank"),
        Fact("rank_of", value=of, unit="count"),
        Fact("rank_tied", value=tied, unit="count"),
    )
    assert phrase.word + ("|" if phrase.fact else "") + phrase.after == text


def test_names_units_counters():
    assert join_names([]) == ""
    assert join_names(["甲"]) == "甲"
    assert join_names(["甲", "乙"]) == "甲和乙"
    assert join_names(["甲", "乙", "丙"]) == "甲、乙和丙"
    assert difference_unit("points") == "points"
    assert difference_unit("share") == "percentage_points"
    assert counter(Fact("levels", unit="count")) == "个"
    assert counter(Fact("n", unit="count", counter="户")) == "户"


def test_no_phrase_contains_a_digit():
    phrases = [
        compare_word(Fact("gap_total", value=3.2, unit="points")),
        rank_phrase(Fact("rank", value=2), Fact("rank_of", value=5)),
    ]
    assert not any(char.isdigit() for p in phrases for char in p.word + p.after)
