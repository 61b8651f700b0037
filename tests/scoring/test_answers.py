"""From answer texts to codes: what is understood, and how the rest is reported."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.errors import DataError, Problem, ProjectError
from reporter.scoring import Scores, score
from reporter.scoring.scale import item_scales

from .make import SEED_OPTIONS, opened, project, responses


def problems_of(model: object, data: object) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        score(opened(model), data)  # type: ignore[arg-type]
    return caught.value.problems


def one(answers: list[str], **item: object) -> Scores:
    items = [{"id": "q1", "name": "等候时间", "column": "Q1", "indicator": "total", **item}]
    return score(opened(project(items=items)), responses({"Q1": answers}))


def test_aliases_width_and_blanks() -> None:
    node = one(["A.非常满意", "４", " 非常满意　", "4"]).total.nodes["q1"]
    assert (node.score, node.n) == (100.0, 4)


def test_unknown_option_is_one_problem_with_first_row_and_count() -> None:
    data = responses(
        {"Q1": ["满意", "非常满义", "满意", "非常满义", "滿意"]}, numbers=(2, 3, 5, 8, 9)
    )
    first, second = problems_of(project(items=1), data)
    assert first.code == second.code == "data.unknown_option"
    assert (first.where.row, first.where.column, first.where.file) == (3, "Q1", "data.csv")
    assert "“非常满义”" in first.what
    assert "2处" in first.what
    assert second.where.row == 9
    assert "是否想写“非常满意”" in first.hint
    assert "可用的有：“非常满意”、“满意”" in second.hint


def test_long_values_are_cut_and_many_are_summed_up() -> None:
    data = responses({"Q1": ["这是一段不该出现在这里的很长很长的文字" * 3]})
    (problem,) = problems_of(project(items=1), data)
    assert len(problem.what) < 40
    many = problems_of(project(items=1), responses({"Q1": [f"x{n}" for n in range(50)]}))
    assert len(many) == 9
    assert "另有42种" in many[-1].what
    assert many[-1].where.row == 10


def test_every_column_is_reported_at_once() -> None:
    found = problems_of(project(items=3), responses({"Q1": ["好"], "Q3": ["坏"]}))
    assert [(p.code, p.where.column) for p in found] == [
        ("data.unknown_option", "Q1"),
        ("data.column_absent", ""),
        ("data.unknown_option", "Q3"),
    ]


def test_reverse_item_mirrors_points_labels_and_rates() -> None:
    scores = one(["非常满意", "满意", "基本满意", "不满意", "不满意"], reverse=True)
    node = scores.total.nodes["q1"]
    assert node.score == pytest.approx((60 + 75 + 90 + 100 + 100) / 5)
    assert node.distribution is not None
    assert node.distribution.labels == ("不满意", "基本满意", "满意", "非常满意")
    assert node.distribution.counts == (2, 1, 1, 1)
    assert node.distribution.satisfied == pytest.approx(0.8)
    assert node.distribution.dissatisfied == pytest.approx(0.2)
    assert scores.definitions["scale/q1"].startswith("反向计分：")


def test_not_applicable_wins_over_an_alias() -> None:
    options = [*SEED_OPTIONS[:3], {"label": "不满意", "points": 60, "aliases": ["不了解"]}]
    model = project(items=1, scales=[{"id": "s", "options": options}])
    assert score(opened(model), responses({"Q1": ["不了解", "满意"]})).total.nodes["q1"].n == 1


def test_ambiguous_alias_is_refused() -> None:
    options = [{"label": "好", "points": 100, "aliases": ["1"]}, {"label": "1", "points": 0}]
    with pytest.raises(ProjectError) as caught:
        item_scales(project(items=1, scales=[{"id": "s", "options": options}]))
    assert caught.value.problems[0].code == "project.ambiguous_option"


def test_answers_need_a_scale_and_items() -> None:
    for model, code in (
        (project(items=1, scales=[]), "project.no_scale"),
        (project(items=0), "project.no_items"),
    ):
        with pytest.raises(ProjectError) as caught:
            score(opened(model), responses({"Q1": ["满意"]}))
        assert caught.value.problems[0].code == code


def test_empty_data_and_no_valid_answer() -> None:
    assert problems_of(project(items=1), responses({"Q1": []}))[0].code == "data.empty"
    data = responses({"Q1": ["", "不了解"]})
    assert problems_of(project(items=1), data)[0].code == "data.no_valid_answers"


def segments(**more: object) -> object:
    return project(items=1, segments=[{"id": "county", "name": "县区", **more}])


def test_levels_in_order_of_appearance_and_blank_left_out() -> None:
    data = responses({"Q1": ["满意"] * 5, "县区": ["乙", "甲", "", "乙 ", "(跳过)"]})
    scores = score(opened(segments()), data)  # type: ignore[arg-type]
    assert [(g.level, g.n) for g in scores.groups["county"]] == [("乙", 2), ("甲", 1)]
    assert scores.total.n == 5
    (note,) = [p for p in scores.problems if p.code == "data.blank_level"]
    assert "2份" in note.what
    assert note.severity == "note"


def test_declared_levels_keep_order_and_admit_no_others() -> None:
    model = segments(levels=["甲区", "乙区", "丙区"], population={"甲区": 40})
    data = responses({"Q1": ["满意", "非常满意"], "县区": ["乙区", "甲区"]})
    groups = score(opened(model), data).groups["county"]  # type: ignore[arg-type]
    assert [(g.level, g.n, g.population) for g in groups] == [
        ("甲区", 1, 40), ("乙区", 1, None), ("丙区", 0, None),
    ]  # fmt: skip
    assert groups[2].nodes["total"].score is None
    (problem,) = problems_of(model, responses({"Q1": ["满意"] * 2, "县区": ["乙区", "乙県区"]}))
    assert (problem.code, problem.where.row) == ("data.unknown_level", 3)


def test_a_column_of_names_is_no_segment() -> None:
    data = responses({"Q1": ["满意"] * 300, "县区": [f"户{n}" for n in range(300)]})
    assert problems_of(segments(), data)[0].code == "data.too_many_levels"


@pytest.mark.parametrize("weight", ["", "0", "-1", "nan", "inf", "1e999", "1e-300", "一"])
def test_weights_must_be_positive_and_finite(weight: str) -> None:
    model = project(items=1, data={"weight": "权数"})
    data = responses({"Q1": ["满意"] * 3, "权数": ["1", weight, "2"]})
    (problem,) = problems_of(model, data)
    assert (problem.code, problem.where.row, problem.where.column) == ("data.bad_weight", 3, "权数")


def test_weighted_mean_unweighted_base() -> None:
    model = project(items=1, data={"weight": "权数"})
    data = responses({"Q1": ["非常满意", "不满意"], "权数": ["75%", "0.25"]})
    scores = score(opened(model), data)
    node = scores.total.nodes["q1"]
    assert (node.score, node.n) == (90.0, 2)
    assert node.distribution is not None
    assert node.distribution.counts == (1, 0, 0, 1)
    assert node.distribution.satisfied == 0.75
    assert scores.weighted
    assert scores.total.n_effective == pytest.approx(16 / 10)
    assert any(p.code == "data.weighted" for p in scores.problems)


def test_rows_left_out_are_told() -> None:
    data = replace(responses({"Q1": ["满意"] * 3}), rejected=2)
    scores = score(opened(project(items=1)), data)
    assert (scores.rows, scores.rejected, scores.total.n) == (5, 2, 3)


def test_open_answers_are_counted() -> None:
    model = project(items=1, open_questions=[{"id": "o1", "name": "意见"}])
    data = responses({"Q1": ["满意"] * 3, "意见": ["多开窗口", " ", "(跳过)"]})
    assert score(opened(model), data).open_answers == {"o1": 1}
