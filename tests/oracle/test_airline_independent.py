"""The airline case from its rows: equal weights, aliases, 0 outside the base, no inference."""

from __future__ import annotations

from pathlib import Path

import pytest

from . import figures
from .program import compare, prints, program
from .rows import Rows, half_up, largest_remainder

CASE = Path(__file__).parents[1] / "cases" / "airline"


@pytest.fixture(scope="module")
def facts():
    return program(CASE)


@pytest.fixture(scope="module")
def rows():
    return Rows(CASE)


def test_scores(facts, rows):
    cells = [(node, group) for group in rows.groups for node in rows.nodes]
    compare(
        facts, "score", {f"score/{node}{group}": rows.score(node, group) for node, group in cells}
    )
    prints(facts, {f"score/{n}{group}": rows.print_score(n, group) for n, group in cells})
    compare(facts, "grade", {f"grade/{n}": rows.grade(rows.score(n)) for n in rows.nodes})


def test_rates_and_answer_shares(facts, rows):
    compare(facts, "rate dissatisfied share", figures.shares_of_scores(rows))
    for node in rows.nodes:
        cut = largest_remainder([rows.share(node, [label]) for label in rows.labels], 3)
        shown = zip(rows.labels, cut, strict=True)
        prints(facts, {f"share/{node}#{label}": half_up(100 * one, 1) for label, one in shown})


def test_counts_and_composition(facts, rows):
    expected = {f"n/{node}": rows.n(node) for node in rows.nodes}
    expected |= {f"n/total{group}": rows.n("total", group) for group in rows.groups}
    for item in rows.items:
        expected[f"not_applicable/{item}"], expected[f"missing/{item}"] = rows.outside[item]
        answers = list(rows.answers[item])
        expected |= {f"count/{item}#{label}": answers.count(label) for label in rows.labels}
    compare(facts, "n count not_applicable missing", expected)
    compare(facts, "composition", figures.compositions(rows))


def test_comparisons(facts, rows):
    compare(facts, "weight path_weight contribution pull gap_total", figures.contributions(rows))
    compare(facts, "rank rank_of rank_tied", figures.ranks(rows))
    statistics = "highest lowest highest_score lowest_score range levels above below equal"
    compare(facts, statistics, figures.spreads(rows))


def test_a_convenience_sample_claims_no_error(facts):
    for fact in facts:
        if fact.statistic in ("margin", "margin_share", "change_margin", "detectable_change"):
            assert fact.value is None
            assert "非概率样本" in fact.error
        assert fact.ci_low is None
