"""The indicator tree: order, weights, departments, impossible trees."""

from __future__ import annotations

import pytest

from reporter.errors import ProjectError
from reporter.scoring.tree import build_tree, items_below, shares

from .make import project

INDICATORS = [
    {"id": "a", "name": "甲", "weight": 0.6, "department": "营销中心", "target": 90},
    {"id": "b", "name": "乙", "weight": 0.4},
    {"id": "a1", "name": "甲一", "parent": "a", "support": "信息中心"},
    {"id": "a2", "name": "甲二", "parent": "a", "department": "专卖科"},
]
ITEMS = [
    {"id": "q3", "name": "题三", "indicator": "b"},
    {"id": "q1", "name": "题一", "indicator": "a1"},
    {"id": "q2", "name": "题二", "indicator": "a1", "weight": 0.75},
    {"id": "q4", "name": "题四", "indicator": "a2", "department": "物流中心"},
    {"id": "q0", "name": "总体印象", "indicator": "total", "scored": False},
]


def test_document_order_and_weights() -> None:
    tree = build_tree(project(indicators=INDICATORS, items=ITEMS))
    assert list(tree) == ["total", "a", "a1", "q1", "q2", "a2", "q4", "b", "q3", "q0"]
    assert tree["q1"].weight == pytest.approx(0.25)
    assert tree["q2"].path_weight == pytest.approx(0.6 * 0.5 * 0.75)
    leaves = [node.path_weight for node in tree.values() if node.is_item]
    assert sum(leaves) == pytest.approx(1)
    assert tree["total"].name == "总体"
    assert [tree[id].level for id in ("total", "a", "a1", "q1")] == [0, 1, 2, 3]


def test_departments_are_inherited_targets_are_not() -> None:
    tree = build_tree(project(indicators=INDICATORS, items=ITEMS, targets={"total": 92}))
    found = {id: tree[id].department for id in ("a", "a1", "q1", "a2", "q4", "b")}
    assert found == {
        "a": "营销中心", "a1": "营销中心", "q1": "营销中心",
        "a2": "专卖科", "q4": "物流中心", "b": "",
    }  # fmt: skip
    assert tree["q1"].support == "信息中心"
    assert (tree["total"].target, tree["a"].target, tree["a1"].target) == (92, 90, None)


def test_items_not_scored_stand_apart() -> None:
    tree = build_tree(project(indicators=INDICATORS, items=ITEMS))
    node = tree["q0"]
    assert (node.parent, node.weight, node.path_weight, node.scored) == ("", 0, 0, False)
    assert node.level == 3  # never among the dimensions of level 1
    assert "q0" not in items_below(tree)["total"]


def test_items_below() -> None:
    below = items_below(build_tree(project(indicators=INDICATORS, items=ITEMS)))
    assert below["total"] == ("q1", "q2", "q4", "q3")
    assert below["a1"] == ("q1", "q2")


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ([None, None], [0.5, 0.5]),
        ([0.3, None, None], [0.3, 0.35, 0.35]),
        ([0.2, 0.2], [0.5, 0.5]),
        ([1.0, None], [1.0, 0.0]),
        ([0.0, 0.0], [0.5, 0.5]),
        ([0.6, 0.9], [0.4, 0.6]),
    ],
)
def test_shares(given: list[float | None], expected: list[float]) -> None:
    assert shares(given) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("indicators", "items", "code"),
    [
        (
            [{"id": "a", "name": "甲", "parent": "b"}, {"id": "b", "name": "乙", "parent": "a"}],
            [],
            "project.tree_cycle",
        ),
        ([{"id": "a", "name": "甲", "parent": "a"}], [], "project.tree_cycle"),
        ([], [{"id": "q", "name": "题", "indicator": "x"}], "project.unknown_indicator"),
        (
            [{"id": "q", "name": "甲"}],
            [{"id": "q", "name": "题", "indicator": "q"}],
            "project.duplicate_id",
        ),
    ],
)
def test_impossible_trees(indicators: list[object], items: list[object], code: str) -> None:
    with pytest.raises(ProjectError) as caught:
        build_tree(project(indicators=indicators, items=items))
    assert caught.value.problems[0].code == code
