"""Kano tables, coefficients, tests and class rules against published counts and R."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.stats import kano

ORACLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "data" / "oracle" / "kano.json").read_text("utf-8")
)
CASES = [
    *((name, table) for name in ORACLE["results"] for table in ("classic", "pouliot")),
    *((name, "bed") for name in ORACLE["smart_bed"]),
]


def known(name: str, table: str) -> dict[str, Any]:
    found = ORACLE["smart_bed"][name] if table == "bed" else ORACLE["results"][name][table]
    return dict(found)


@pytest.mark.parametrize(("name", "table"), CASES)
def test_equals_r(name: str, table: str) -> None:
    case = known(name, table)
    counts = case["counts"]
    better, worse = kano.better_worse(counts) or (None, None)
    assert better == pytest.approx(case["better"], abs=1e-10)
    assert worse == pytest.approx(case["worse"], abs=1e-10)
    assert kano.by_mode(counts) == case["mode"]
    assert kano.by_rule(counts) == case["rule_OAM_vs_IRQ"]
    assert kano.fong_is_clear(counts) is case["fong_significant"]
    total, category = kano.strengths(counts) or (None, None)
    assert total == pytest.approx(case["total_strength"], abs=1e-10)
    assert category == pytest.approx(case["category_strength"], abs=1e-10)


@pytest.mark.parametrize(
    ("name", "expected"),
    list(zip(ORACLE["results"], ORACLE["published_class"], strict=True)),
)
def test_published_table(name: str, expected: str) -> None:
    """All six rows of the README: counts, seven digits of both coefficients, class by the rule."""
    counts = dict(zip("AOMIRQ", ORACLE["published_counts_AOMIRQ"][name], strict=True))
    better, worse = kano.better_worse(counts) or (0, 0)
    assert better == pytest.approx(ORACLE["published_satisfaction"][name], abs=5e-8)
    assert worse == pytest.approx(ORACLE["published_dissatisfaction"][name], abs=5e-8)
    assert kano.by_rule(counts) == expected


def test_same_data_other_rule_other_class() -> None:
    counts = known("Transparent transfers", "classic")["counts"]
    assert (kano.by_mode(counts), kano.by_rule(counts)) == ("I", "O")


def test_ski_edge_grip() -> None:
    """Matzler and Hinterhuber 1998, percentages in tenths: 0.40 and -0.83 are printed."""
    tenths = {name: round(10 * share) for name, share in ORACLE["ski_edge_grip"]["pct"].items()}
    better, worse = kano.better_worse(tenths) or (0, 0)
    assert (round(better, 2), round(worse, 2)) == (0.40, -0.83)
    assert kano.by_mode(tenths) == "M"


def test_the_two_tables_differ_in_two_cells() -> None:
    cells = [(f, d) for f in range(1, 6) for d in range(1, 6)]
    differ = [one for one in cells if kano.category(*one) != kano.category(*one, "pouliot")]
    assert differ == [(2, 2), (4, 4)]
    rows = ["".join(kano.category(f, d) for d in range(1, 6)) for f in range(1, 6)]
    assert rows == ["QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ"]


def test_ties_go_to_what_must_be_met_first() -> None:
    assert kano.by_mode({"A": 5, "O": 5, "M": 5, "I": 5}) == "M"
    assert kano.by_mode({"A": 5, "O": 4, "I": 5}) == "A"
    assert kano.by_mode({"I": 5, "R": 5, "Q": 5}) == "I"


def test_close_classes_tie_within_6_points() -> None:
    near = {"A": 47, "O": 41, "M": 10, "I": 2}
    assert (kano.by_mode(near), kano.by_close(near)) == ("A", "O")  # 6 points: still a tie
    far = {"A": 48, "O": 41, "M": 9, "I": 2}
    assert kano.by_close(far) == "A"
    assert kano.by_close({"R": 60, "M": 5}) == "R"
    assert kano.by_close({}) == "M"


def test_reverse_and_questionable_stay_out_of_the_coefficients() -> None:
    counts = {"A": 3, "O": 1, "M": 2, "I": 4}
    assert kano.better_worse({**counts, "R": 50, "Q": 50}) == kano.better_worse(counts)
    assert kano.better_worse({"R": 5, "Q": 5}) is None


def test_limits() -> None:
    assert kano.fong_is_clear({}) is None
    assert kano.strengths({}) is None
    assert kano.fong_is_clear({"A": 1}) is False  # 1 < 1.65 sqrt(1 / 2)
    assert kano.fong_is_clear({"A": 5}) is True
    for bad in ((0, 3), (3, 6)):
        with pytest.raises(ValueError, match="1 to 5"):
            kano.category(*bad)


@given(st.lists(st.tuples(st.integers(1, 5), st.integers(1, 5)), max_size=60), st.randoms())
def test_order_changes_nothing_and_values_are_bounded(
    pairs: list[tuple[int, int]], any_: Any
) -> None:
    counts = kano.count(pairs)
    turned = list(pairs)
    any_.shuffle(turned)
    assert kano.count(turned) == counts
    assert sum(counts.values()) == len(pairs)
    both = kano.better_worse(counts)
    if both:
        assert 0 <= both[0] <= 1
        assert -1 <= both[1] <= 0
    thrice = {name: 3 * number for name, number in counts.items()}
    assert kano.better_worse(thrice) == (both and pytest.approx(both))
    assert kano.by_mode(thrice) == kano.by_mode(counts)
