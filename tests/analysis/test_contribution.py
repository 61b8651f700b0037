from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.analysis import analyse

PARENTS = {"a": ("q1", "q2"), "b": ("q3", "q4")}
points = st.floats(60, 100, allow_nan=False)
leaves = st.fixed_dictionaries(dict.fromkeys(("q1", "q2", "q3", "q4"), points | st.none()))


@settings(max_examples=50, deadline=None)
@given(leaves)
def test_contributions_add_to_the_parent_and_pulls_to_zero(scores, found):
    if all(value is None for value in found.values()):
        found = {**found, "q1": 90.0}
    table = analyse(scores(found, counties={}))

    def value(statistic: str, id: str) -> float:
        return table[f"{statistic}/{id}"].number or 0.0

    for parent, children in PARENTS.items():
        assert sum(value("contribution", c) for c in children) == pytest.approx(
            value("contribution", parent), abs=1e-9
        )
        assert sum(value("pull", c) for c in children) == pytest.approx(
            value("pull", parent), abs=1e-9
        )
    assert value("contribution", "a") + value("contribution", "b") == pytest.approx(
        value("score", "total")
    )
    assert value("pull", "a") + value("pull", "b") == pytest.approx(0.0, abs=1e-9)


def test_contribution_is_weight_times_score(scores):
    table = analyse(scores())
    assert table["contribution/a"].value == pytest.approx(0.6 * 94)
    assert table["pull/b"].value == pytest.approx(0.4 * (83 - 89.6))
    assert "contribution/q9" not in table  # reported on its own


def test_change_contributions_add_to_the_change(scores, last):
    before = {"total": 88.0, "a": 92.0, "b": 82.0}
    table = analyse(scores(previous=last(before)))
    total = table["change_contribution/a"].value + table["change_contribution/b"].value
    assert total == pytest.approx(table["change/total"].value)


def test_a_stated_total_that_does_not_follow_is_said_beside_the_contributions(scores):
    made = scores(entry="scored", error=None, distribution=None)
    nodes = dict(made.total.nodes)
    nodes["total"] = replace(nodes["total"], score=91.5)
    made = replace(made, total=replace(made.total, nodes=nodes))
    assert "不一致" in analyse(made)["contribution/a"].warning
