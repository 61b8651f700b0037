"""Entry "scored": a sheet unit x indicator."""

from __future__ import annotations

import pytest

from reporter.errors import DataError, Place
from reporter.project import PreviousScore, PreviousWave
from reporter.scoring import Scores, score

from .make import cell, opened, project, sheet

DATA = {"entry": "scored", "unit": "分公司"}
DIMENSIONS = [
    {"id": "cx", "name": "诚心"},
    {"id": "xin", "name": "诚信"},
    {"id": "xing", "name": "诚行"},
    {"id": "ls", "name": "落实"},
]


def seed_model(**parts: object) -> object:
    return project(items=[], indicators=DIMENSIONS, data=DATA, **parts)


def scored(*cells: object, model: object | None = None, previous: object = None) -> Scores:
    model = model or seed_model()
    return score(opened(model), sheet(*cells), previous)  # type: ignore[arg-type]


def seed_row(unit: str, total: float | None, **more: object) -> list[object]:
    parts = zip(("诚心", "诚信", "诚行", "落实"), (97.8, 89.6, 85.7, 97.4), strict=True)
    cells = [cell(unit, [name], value, **more) for name, value in parts]
    return [*cells, cell(unit, [], total, place=Place("scored.xlsx", "Sheet1", 9, "总体"))]


def test_the_seed_total_is_not_derivable() -> None:
    scores = scored(*seed_row("", 90.3))
    (problem,) = [p for p in scores.problems if p.code == "data.total_not_derivable"]
    assert "90.3" in problem.what
    assert "92.63" in problem.what  # (97.8 + 89.6 + 85.7 + 97.4) / 4 = 92.625
    assert (problem.where.row, problem.severity) == (9, "warning")
    assert scores.total.nodes["total"].score == 90.3  # what is stated is kept


def test_a_total_by_declared_weights_passes_and_others_are_named() -> None:
    weights = (0.1, 0.3, 0.5, 0.1)
    model = project(
        items=[],
        data=DATA,
        indicators=[{**d, "weight": w} for d, w in zip(DIMENSIONS, weights, strict=True)],
    )
    right = 0.1 * 97.8 + 0.3 * 89.6 + 0.5 * 85.7 + 0.1 * 97.4  # 89.25
    codes = {p.code for p in scored(*seed_row("", round(right, 1)), model=model).problems}
    assert "data.total_not_derivable" not in codes
    found = scored(*seed_row("", 92.6), model=model).problems
    (problem,) = [p for p in found if p.code == "data.total_not_derivable"]
    assert "按声明的权重为89.25分" in problem.what


def test_a_total_beyond_all_parts() -> None:
    (problem,) = [
        p for p in scored(*seed_row("", 99.0)).problems if p.code == "data.total_not_derivable"
    ]
    assert "任何权重都得不到" in problem.what


def test_units_become_groups_and_the_whole_their_weighted_mean() -> None:
    cells = [
        cell("甲", ["诚心"], 90.0, n=30), cell("乙", ["诚心"], 80.0, n=10),
        cell("甲", ["诚信"], 70.0, n=30), cell("乙", ["诚信"], 60.0, n=10),
        cell("甲", ["诚行"], 80.0, n=30), cell("乙", ["诚行"], 80.0, n=10),
        cell("甲", ["落实"], 80.0, n=30), cell("乙", ["落实"], 80.0, n=10),
    ]  # fmt: skip
    scores = scored(*cells)
    first, second = scores.groups["unit"]
    assert scores.segment("unit").name == "分公司"
    assert scores.segment("unit").role == "unit"
    assert [(g.level, g.n, g.nodes["total"].score) for g in (first, second)] == [
        ("甲", 30, 80.0), ("乙", 10, 75.0),
    ]  # fmt: skip
    assert scores.total.nodes["cx"].score == pytest.approx(87.5)
    assert scores.total.nodes["total"].score == pytest.approx(78.75)
    assert (scores.total.n, scores.total.nodes["total"].n) == (40, 40)
    node = first.nodes["cx"]
    assert (node.standard_error, node.distribution, node.missing) == (None, None, None)
    assert scores.tally is None


def test_without_bases_the_mean_is_plain_and_says_so() -> None:
    cells = [cell(u, [d["name"]], s) for u, s in (("甲", 90.0), ("乙", 80.0)) for d in DIMENSIONS]
    scores = scored(*cells)
    assert scores.total.nodes["total"].score == pytest.approx(85)
    assert scores.total.n is None
    assert "data.plain_mean" in {p.code for p in scores.problems}


def test_the_stated_whole_is_kept_and_must_lie_among_the_units() -> None:
    cells = [cell(u, ["诚心"], s, n=9) for u, s in (("甲", 90.0), ("乙", 80.0), ("合计", 88.0))]
    scores = scored(*cells)
    assert scores.total.nodes["cx"].score == 88
    assert [g.level for g in scores.groups["unit"]] == ["甲", "乙"]
    assert "data.whole_outside_units" not in {p.code for p in scores.problems}
    cells[2] = cell("合计", ["诚心"], 91.0)
    assert "data.whole_outside_units" in {p.code for p in scored(*cells).problems}


def test_missing_part_renormalises_and_says_so() -> None:
    scores = scored(
        cell("甲", ["诚心"], 90.0), cell("甲", ["诚信"], 80.0), cell("乙", ["诚心"], 70.0)
    )
    first, second = scores.groups["unit"]
    assert first.nodes["total"].score == 85
    assert second.nodes["total"].score == 70
    notes = [p.what for p in scores.problems if p.code == "data.child_missing"]
    assert any("“乙”" in note and "“诚信”" in note for note in notes)


def test_the_declared_unit_segment_is_used() -> None:
    model = seed_model(
        segments=[
            {
                "id": "branch",
                "name": "县分公司",
                "role": "unit",
                "levels": ["乙", "甲", "丙"],
                "aliases": {"甲分公司": "甲"},
                "population": {"甲": 500},
            }
        ]
    )
    scores = scored(cell("甲分公司", ["诚心"], 90.0, n=5), cell("乙", ["诚心"], 80.0), model=model)
    assert [(g.level, g.n, g.population) for g in scores.groups["branch"]] == [
        ("乙", None, None), ("甲", 5, 500), ("丙", None, None),
    ]  # fmt: skip
    with pytest.raises(DataError) as caught:
        scored(cell("丁", ["诚心"], 90.0), model=model)
    assert caught.value.problems[0].code == "data.unknown_level"


@pytest.mark.parametrize("value", [-1.0, 100.5, float("nan"), float("inf")])
def test_impossible_scores(value: float) -> None:
    with pytest.raises(DataError) as caught:
        scored(cell("甲", ["诚心"], value, place=Place("s.xlsx", "", 4, "诚心")))
    (problem,) = caught.value.problems
    assert (problem.code, problem.where.row) == ("data.score_out_of_range", 4)


def test_one_score_twice_no_score_and_unknown_indicator() -> None:
    cases = {
        "data.duplicate_score": [cell("甲", ["诚心"], 90.0), cell("甲", ["诚心"], 91.0)],
        "data.empty": [cell("甲", ["诚心"], None)],
        "data.unknown_indicator": [cell("甲", ["诚芯"], 90.0)],
    }
    for code, cells in cases.items():
        with pytest.raises(DataError) as caught:
            scored(*cells)
        assert [p.code for p in caught.value.problems] == [code]
    with pytest.raises(DataError) as caught:
        scored(cell("甲", ["诚心服务"], 90.0))
    assert "“诚心”" in caught.value.problems[0].hint


def test_paths_are_matched_by_name_and_by_parents() -> None:
    model = project(
        data=DATA,
        indicators=[
            {"id": "a", "name": "窗口"}, {"id": "b", "name": "网上"},
            {"id": "a1", "name": "态度", "parent": "a"},
            {"id": "b1", "name": "态度", "parent": "b"},
        ],
        items=[],
    )  # fmt: skip
    cells = [cell("甲", ["窗口", "态度"], 90.0), cell("甲", ["网上", "态度"], 70.0)]
    group = scored(*cells, model=model).groups["unit"][0]
    assert (group.nodes["a1"].score, group.nodes["b1"].score) == (90, 70)
    with pytest.raises(DataError) as caught:
        scored(cell("甲", ["态度"], 90.0), model=model)
    assert "不止一个" in caught.value.problems[0].what


def test_the_tree_of_the_sheet() -> None:
    model = project(items=[], data=DATA)
    cells = [
        cell("甲", ["货源", "准确"], 92.0, weight=0.3, department="营销中心"),
        cell("甲", ["货源", "及时"], 80.0, weight=0.3),
        cell("甲", ["投诉", "及时"], 70.0, weight=0.4, department="客服部"),
    ]
    scores = scored(*cells, model=model)
    tree = scores.tree
    assert list(tree) == ["total", "货源", "准确", "及时", "投诉", "投诉·及时"]
    assert tree["货源"].weight == pytest.approx(0.6)
    assert tree["准确"].weight == pytest.approx(0.5)
    assert tree["投诉·及时"].path_weight == pytest.approx(0.4)
    assert tree["准确"].department == "营销中心"
    nodes = scores.groups["unit"][0].nodes
    assert nodes["total"].score == pytest.approx(0.3 * 92 + 0.3 * 80 + 0.4 * 70)


def test_weights_of_the_sheet_within_the_parent_or_missing() -> None:
    model = project(items=[], data=DATA)
    inside = scored(
        cell("甲", ["货源", "准确"], 92.0, weight=0.25),
        cell("甲", ["货源", "及时"], 80.0, weight=0.75),
        cell("甲", ["投诉"], 70.0),
        model=model,
    )
    assert inside.tree["及时"].path_weight == pytest.approx(0.375)
    assert "data.weights_not_one" not in {p.code for p in inside.problems}
    odd = scored(
        cell("甲", ["货源"], 92.0, weight=0.3), cell("甲", ["投诉"], 80.0, weight=0.3), model=model
    )
    assert odd.tree["货源"].weight == 0.5
    assert "data.weights_not_one" in {p.code for p in odd.problems}


def test_last_wave_in_the_sheet() -> None:
    cells = [
        cell("甲", ["诚心"], 90.0, previous=88.0),
        cell("合计", ["诚心"], 90.0, previous=87.0),
        cell("合计", [], 90.0, previous=86.0),
    ]
    alone = scored(*cells).previous
    assert alone is not None
    assert {key: found.score for key, found in alone.scores.items()} == {
        "score/cx@unit=甲": 88.0, "score/cx": 87.0, "score/total": 86.0,
    }  # fmt: skip
    known = PreviousWave("2025年度", {"score/total": PreviousScore(86.3, 0.5, 400)}, {"scale": "x"})
    both = scored(*cells, previous=known).previous
    assert both is not None
    assert (both.wave, both.scores["score/total"].score) == ("2025年度", 86.3)
    assert both.scores["score/cx"].score == 87.0
