"""Importance-performance matrix: R's numbers, declared lines, borders, digits, what cannot run."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reporter
from reporter.analysis.studies.parts.matrix_fields import (
    crosses,
    decimals_beside,
    field_of,
    rounded,
)
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed

DATA = Path(__file__).parents[2] / "data"
ORACLE = json.loads((DATA / "oracle" / "drivers.json").read_text("utf-8"))["results"]["yellowpages"]
QS = [f"q{i}" for i in range(2, 11)]
ID = "importance_performance"


def yellow() -> dict[str, list[str]]:
    with (DATA / "studies" / "yellowpages_customerSat.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] for row in rows] for name in rows[0]}


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study(ID, data, **options)


def stated(names: list[str], **options: Any) -> dict[str, Any]:
    attributes = [{"name": name, "importance": f"{name}重要"} for name in names]
    return {"attributes": attributes, "importance": "stated", **options}


def made(n: int = 100) -> dict[str, list[float]]:
    """Four attributes, one in each field, spread 0.5 around their means."""
    places = {"优": (9, 90), "修": (9, 70), "机": (5, 70), "维": (5, 90)}
    wave = np.tile([0.5, -0.5], n // 2)
    data: dict[str, list[float]] = {}
    for name, (importance, performance) in places.items():
        data[name] = list(performance + wave)
        data[f"{name}重要"] = list(importance + wave)
    return data


def fields(facts: FactTable, names: str = "优修机维") -> list[object]:
    return [facts["field", name].value for name in names]


def test_equals_r() -> None:
    attributes = [{"name": name} for name in QS]
    facts = run(yellow(), attributes=attributes, overall="q1", importance="correlation")
    for name in QS:
        mean, r = facts["performance", name].value, facts["importance", name].value
        assert mean == pytest.approx(ORACLE["performance_mean"][name], abs=1e-9)
        assert r == pytest.approx(ORACLE["bivariate_r"][name], abs=1e-9)
    lines = facts[f"performance_line/{ID}"], facts[f"importance_line/{ID}"]
    assert lines[0].value == pytest.approx(ORACLE["grand_mean_perf"], abs=1e-9)
    assert lines[1].value == pytest.approx(ORACLE["mean_derived_r"], abs=1e-9)
    assert facts[f"cross/{ID}"].value == "各因素的平均值"


def test_lmg_importance_adds_to_100_and_its_line_is_the_equal_share() -> None:
    facts = run(yellow(), attributes=[{"name": n} for n in QS], overall="q1", samples=100)
    shares = [facts["importance", name] for name in QS]
    assert [s.value for s in shares] == pytest.approx(
        [ORACLE["lmg_pct"][name] for name in QS], abs=1e-9
    )
    assert sum(printed(share).number or 0 for share in shares) == pytest.approx(100)
    assert facts[f"importance_line/{ID}"].value == pytest.approx(1 / 9)


def test_the_four_fields_have_the_names_of_the_standard() -> None:
    facts = run(made(), **stated(list("优修机维")))
    assert fields(facts) == ["优势区", "修补区", "机会区", "维持区"]
    counts = {fact.detail: fact.value for fact in facts.select("in_field")}
    assert counts == {"维持区": 1, "优势区": 1, "修补区": 1, "机会区": 1, "边界": 0}


def test_a_point_whose_interval_crosses_a_line_is_a_border() -> None:
    data = made()
    data["中"] = list(80 + np.tile([10, -10], 50))
    data["中重要"] = list(9 + np.tile([0.5, -0.5], 50))
    facts = run(data, **stated(list("优修机维中")))
    assert facts["field", "中"].value == "边界"
    assert facts["nearest", "中"].value in ("优势区", "修补区")
    low, high = facts["performance_low", "中"].value, facts["performance_high", "中"].value
    assert low < facts[f"performance_line/{ID}"].value < high  # type: ignore[operator]


def test_the_interval_is_that_of_t() -> None:
    data = made()
    from scipy import stats

    values = np.array(data["优"])
    low, high = stats.t.interval(0.95, 99, values.mean(), stats.sem(values))
    fact = run(data, **stated(list("优修机维")))["performance", "优"]
    assert (fact.ci_low, fact.ci_high) == (pytest.approx(low, abs=1e-9), pytest.approx(high))


def test_midpoints_are_declared_and_move_the_fields() -> None:
    scales = {"performance_scale": [60, 100], "importance_scale": [1, 10]}
    facts = run(made(), **stated(list("优修机维"), cross="midpoint", **scales))
    assert facts[f"performance_line/{ID}"].value == 80
    assert facts[f"importance_line/{ID}"].value == 5.5
    assert facts[f"cross/{ID}"].value == "量表中点"
    low = run(
        made(),
        **stated(list("优修机维"), cross="midpoint", **{**scales, "performance_scale": [0, 100]}),
    )
    assert fields(low) == ["优势区", "优势区", "维持区", "维持区"]


def test_a_point_beside_the_line_does_not_print_its_number() -> None:
    values = [88.34, 88.31, 60.0, 70.0]
    assert decimals_beside(rounded(values), values, 88.31, 1) == 2
    assert decimals_beside(rounded([90.0, 80.0]), [90.0, 80.0], 85.0, 1) == 1
    equal = [88.31, 88.31]
    assert decimals_beside(rounded(equal), equal, 88.31, 1) == 1
    data = made()
    data["维"] = list(np.array(data["维"]) + 0.02)
    data["中"] = [80.03] * 100
    data["中重要"] = data["优重要"]
    facts = run(data, **stated(list("优修机维中")))
    line, point = facts[f"performance_line/{ID}"], facts["performance", "中"]
    assert line.decimals == point.decimals == 2
    assert (point.number or 0) > (line.number or 0)
    assert (printed(point).number or 0) > (printed(line).number or 0)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.floats(60, 100), min_size=2, max_size=30))
def test_digits_keep_every_point_on_its_side(values: list[float]) -> None:
    values = [round(value, 4) for value in values]
    line = sum(values) / len(values)
    digits = decimals_beside(rounded(values), values, line, 1)
    shown = rounded([line])(digits)[0]
    for value, mark in zip(values, rounded(values)(digits), strict=True):
        if abs(value - line) > 1e-5:
            assert (mark > shown) == (value > line)


def test_a_point_on_the_line_belongs_to_the_higher_side() -> None:
    assert field_of(5.0, 80.0, (5.0, 80.0)).name == "优势区"
    assert crosses((80.0, 82.0), 80.0)
    assert not crosses((80.1, 82.0), 80.0)
    assert crosses(None, 80.0)


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(100)), st.floats(0.1, 10))
def test_order_and_unit_change_no_field(order: list[int], scale: float) -> None:
    data = {name: [values[i] * scale for i in order] for name, values in made().items()}
    assert fields(run(data, **stated(list("优修机维")))) == ["优势区", "修补区", "机会区", "维持区"]


def test_limits() -> None:
    one = {name: values[:1] for name, values in made().items()}
    facts = run(one, **stated(list("优修机维")))
    assert facts["performance", "优"].value is None
    assert "样本量" in facts["performance", "优"].warning
    assert "没有置信区间" in facts["performance_low", "优"].error
    blank = {**made(), "优": [""] * 100}
    assert "没有一份有效答案" in run(blank, **stated(list("优修机维"))).meta["lacks"][0]["reason"]
    same = {name: [5.0] * 40 for name in made()}
    assert fields(run(same, **stated(list("优修机维")))) == ["边界"] * 4
    many = {f"甲{k}{part}": [float(k % 7), 5.0] * 30 for k in range(500) for part in ("", "重要")}
    facts = run(many, **stated([f"甲{k}" for k in range(500)]))
    assert sum(fact.number or 0 for fact in facts.select("in_field")) == 500


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"attributes": [{"name": "优"}]}, "两项以上"),
        ({"attributes": [{"name": "优"}, {"name": "修"}]}, "总体评价的题目"),
    ],
)
def test_what_it_lacks(options: dict[str, Any], said: str) -> None:
    assert said in run(made(), **options).meta["lacks"][0]["reason"]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (
            {"attributes": [{"name": "优"}, {"name": "修"}], "importance": "stated"},
            "每项因素都要写",
        ),
        (stated(["优", "修"], cross="midpoint"), "performance_scale"),
        (
            {"attributes": [{"name": "优"}, {"name": "修"}], "overall": "机", "cross": "midpoint"},
            "没有量表中点",
        ),
        (stated(["优", "优"]), "写了两次"),
    ],
)
def test_options_that_do_not_go_together(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ProjectError, match=said):
        run(made(), **options)


def test_bad_input_has_its_place() -> None:
    data: dict[str, list[Any]] = dict(made())
    data["修"] = [*data["修"][:4], "尚可", *data["修"][5:]]
    with pytest.raises(DataError) as caught:
        run(data, **stated(list("优修机维")))
    place = caught.value.problems[0].where
    assert (place.row, place.column) == (6, "修")
    with pytest.raises(DataError, match="没有“乙重要”列"):
        run({**made(), "乙": [1.0] * 100}, **stated(["优", "乙"]))


def derived(n: int, seed: int = 3, **weights: float) -> dict[str, list[float]]:
    """Three attributes and an overall judgement that goes along with them as ``weights`` say."""
    draw = np.random.default_rng(seed)
    names = ["甲", "乙", "丙"]
    parts = draw.normal(size=(n, 3))
    whole = parts @ np.array([weights.get(name, 0.0) for name in names]) + draw.normal(size=n)
    return {**{name: parts[:, k].tolist() for k, name in enumerate(names)}, "总": whole.tolist()}


@pytest.mark.parametrize("kind", ["lmg", "correlation"])
def test_importance_from_chance_places_nothing(kind: str) -> None:
    options: dict[str, Any] = {
        "attributes": [{"name": name} for name in "甲乙丙"],
        "overall": "总",
        "importance": kind,
        "samples": 100,
    }
    chance = run(derived(80), **options)
    assert chance[f"model_verdict/{ID}"].value == "未见关系"
    assert [chance["field", name].value for name in "甲乙丙"] == [None] * 3
    assert "未见关系" in chance["field", "甲"].error
    few = run(derived(20, 甲=2.0), **options)
    assert "样本不足" in few["field", "甲"].error
    sure = run(derived(80, 甲=2.0, 乙=1.0, 丙=1.0), **options)
    assert sure["field", "甲"].value is not None


def test_an_attribute_that_goes_the_other_way_is_not_to_be_improved() -> None:
    facts = run(
        derived(200, 甲=1.0, 乙=1.0, 丙=-3.0),
        attributes=[{"name": name} for name in "甲乙丙"],
        overall="总",
        samples=100,
    )
    assert facts["field", "丙"].value is None
    assert "反向" in facts["field", "丙"].error
    assert facts["field", "甲"].value is not None
    counted = [fact.number or 0 for fact in facts.select("in_field")]
    assert sum(counted) == 2


def test_a_derived_importance_tells_its_own_base() -> None:
    data: dict[str, list[Any]] = dict(derived(100, 甲=2.0, 乙=1.0))
    data["丙"] = ["", "", "", *data["丙"][3:]]
    facts = run(data, attributes=[{"name": n} for n in "甲乙丙"], overall="总", samples=100)
    assert (facts[f"n/{ID}"].value, facts[f"importance_n/{ID}"].value) == (100, 97)


def test_a_stated_importance_has_no_base_of_its_own() -> None:
    facts = run(made(), **stated(list("优修机维")))
    assert facts[f"importance_n/{ID}"].value is None
    assert facts[f"importance_n/{ID}"].error
