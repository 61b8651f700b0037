from math import hypot

import pytest

from reporter.analysis import analyse
from reporter.facts.format import printed

HERE = {
    "scale/q1": "非常满意=100分",
    "scale/q3": "非常满意=100分",
    "scale/q9": "非常满意=100分",
    "weights/total": "a=0.6；b=0.4",
    "weights/a": "q1=0.5；q2=0.5",
    "weights/b": "q3=0.25；q4=0.75",
    "denominator": "不了解不计",
}


def test_change_and_its_error(scores, last):
    table = analyse(scores(previous=last({"total": 88.0}, margin=0.6)))
    change, margin = table["change/total"], table["change_margin/total"]
    assert change.value == pytest.approx(1.6)
    assert margin.value == pytest.approx(hypot(table["margin/total"].value, 0.6))
    assert change.ci_low == pytest.approx(1.6 - margin.value)
    assert "previous/a" not in table


def test_change_prints_the_difference_of_what_is_printed(scores, last):
    leaves = dict.fromkeys(("q1", "q2", "q3", "q4"), 90.34)
    table = analyse(scores(leaves, previous=last({"total": 89.86})))
    assert table["change/total"].value == pytest.approx(0.48)
    assert printed(table["change/total"]).text == "0.4"  # 90.3 - 89.9


def test_no_margin_last_time_no_margin_of_the_change(scores, last):
    table = analyse(scores(previous=last({"total": 88.0}, margin=None)))
    assert table["change/total"].value is not None
    assert "change_margin/total" not in table


@pytest.mark.parametrize(
    ("changed", "blocked"),
    [
        ({}, ""),
        ({"denominator": "另一种说法"}, ""),
        ({"weights/total": "a=0.5；b=0.5"}, "total"),
        ({"weights/b": "q3=0.5；q4=0.5"}, "total b"),
        ({"weights/b": "q3=0.25；q4=0.5；q5=0.25"}, "total b"),
        ({"scale/q1": "非常满意=100分；满意=80分"}, "total a q1"),
        ({"scale/q3": "反向计分：非常满意=100分"}, "total b q3"),
        ({"scale/q9": "非常满意=90分"}, "q9"),
        ({"scale/q2": "非常满意=100分"}, "total a q2"),
        ({"weights/q4": "q41=1"}, "total b q4"),
    ],
)
def test_another_definition_blocks_the_node_and_what_is_above(scores, last, changed, blocked):
    ids = ("total", "a", "b", "q1", "q2", "q3", "q4", "q9")
    before = last(dict.fromkeys(ids, 88.0), definitions={**HERE, **changed})
    table = analyse(scores(previous=before, definitions=HERE))
    assert [id for id in ids if table[f"change/{id}"].value is None] == blocked.split()
    for id in ids:
        change = table[f"change/{id}"]
        assert change.error == ("口径变化，不可比" if id in blocked.split() else "")
        assert change.warning == ""


def test_unknown_definition_is_compared_with_a_warning(scores, last):
    table = analyse(scores(previous=last({"total": 88.0}), definitions=HERE))
    assert table["change/total"].value is not None
    assert "没有附口径说明" in table["change/total"].warning


def test_a_small_last_wave_is_not_published(scores, last):
    table = analyse(scores(previous=last({"total": 88.0}, n=6)))
    assert table["previous/total"].value is None
    assert table["change/total"].value is None


def test_without_a_last_wave_a_row_says_so(scores):
    table = analyse(scores())
    why = "没有给出上期的指标得分，指标体系的得分未与上期比较。"
    assert table["year_on_year/total#lacks"].error == why
    assert "change/total" not in table
    assert "risen/total#level1" not in table
    assert table.meta["lacks"][0]["method"] == "year_on_year"


def test_a_last_score_that_is_no_number_is_not_used(scores, last):
    table = analyse(scores(previous=last({"total": float("inf"), "a": float("nan")})))
    assert "previous/total" not in table
    assert "previous/a" not in table


def test_how_many_rose_fell_or_stayed(scores, last):
    before = {"q1": 95.0, "q2": 93.6, "q3": 79.0, "q4": 82.0, "q9": 80.0}
    table = analyse(scores(previous=last(before)))
    names = ("risen", "fallen", "level_flat")
    assert [table[f"{name}/total#level2"].value for name in names] == [2, 1, 1]
