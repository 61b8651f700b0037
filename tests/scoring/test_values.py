"""Entry "scores": numbers given by respondent."""

from __future__ import annotations

import pytest

from reporter.errors import DataError
from reporter.scoring import Scores, score
from reporter.scoring.values import parse_number

from .make import FIVE, SEED_OPTIONS, opened, project, responses

SCORES = {"entry": "scores"}


def one(values: list[str], **parts: object) -> Scores:
    item = {"id": "q1", "name": "等候时间", "column": "Q1", "indicator": "total"}
    item |= parts.pop("item", {})  # type: ignore[operator]
    data = {**SCORES, **parts.pop("data", {})}  # type: ignore[dict-item]
    model = project(items=[item], data=data, **parts)
    return score(opened(model), responses({"Q1": values}, entry="scores"))


def test_points_of_the_scale_give_a_distribution() -> None:
    node = one(["100", "90.0", "90", "60", ""]).total.nodes["q1"]
    assert (node.score, node.n, node.missing) == (85.0, 4, 1)
    assert node.distribution is not None
    assert node.distribution.counts == (1, 2, 0, 1)
    assert node.distribution.satisfied == 0.75


def test_other_values_give_none_and_a_note() -> None:
    scores = one(["100", "88.5", "不了解"])
    node = scores.total.nodes["q1"]
    assert (node.score, node.n, node.not_applicable) == (94.25, 2, 1)
    assert node.distribution is None
    assert node.standard_error == pytest.approx(5.75)
    (note,) = [p for p in scores.problems if p.code == "data.no_distribution"]
    assert "“等候时间”" in note.what


def test_without_a_scale_scores_lie_between_0_and_100() -> None:
    assert one(["0", "100", "55"], scales=[]).total.nodes["q1"].score == pytest.approx(155 / 3)
    for bad in ("100.5", "-1"):
        with pytest.raises(DataError) as caught:
            one(["50", bad], scales=[])
        (problem,) = caught.value.problems
        assert (problem.code, problem.where.row) == ("data.score_out_of_range", 3)


def test_out_of_range_of_the_scale() -> None:
    with pytest.raises(DataError) as caught:
        one(["90", "59", "101", "59"])
    first, second = caught.value.problems
    assert "60～100分" in first.what
    assert "2处" in first.what
    assert (first.where.row, second.where.row) == (3, 4)


@pytest.mark.parametrize("text", ["nan", "inf", "-inf", "1e999", "9_0", "9,0", "满意", "九十"])
def test_what_is_no_number(text: str) -> None:
    assert parse_number(text) is None
    with pytest.raises(DataError) as caught:
        one(["90", text])
    assert caught.value.problems[0].code == "data.not_a_number"
    assert caught.value.problems[0].where.row == 3


@pytest.mark.parametrize(
    ("text", "number"), [("９０", 90), (" 85.5 ", 85.5), (".5", 0.5), ("1e2", 100)]
)
def test_numbers(text: str, number: float) -> None:
    assert parse_number(text) == number


@pytest.mark.parametrize("missing_code", ["0", "99"])
def test_codes_of_no_answer_are_no_scores(missing_code: str) -> None:
    scale = [{"id": "five", "options": FIVE}]
    scores = one(
        ["5", "4", missing_code, f"{missing_code}.0"],
        scales=scale,
        data={"not_applicable": (missing_code,)},
    )
    node = scores.total.nodes["q1"]
    assert (node.score, node.n, node.not_applicable) == (4.5, 2, 2)


def test_reverse_on_and_between_the_points() -> None:
    assert one(["100", "60", "90"], item={"reverse": True}).total.nodes[
        "q1"
    ].score == pytest.approx((60 + 100 + 75) / 3)
    between = one(["95"], item={"reverse": True}).total.nodes["q1"]
    assert between.score == pytest.approx((60 + 75) / 2)
    assert one(["30"], item={"reverse": True}, scales=[]).total.nodes["q1"].score == 70


def test_weights_and_values() -> None:
    item = [{"id": "q1", "name": "Q1", "indicator": "total"}]
    model = project(items=item, data={**SCORES, "weight": "w"})
    data = responses({"Q1": ["95", "61"], "w": ["3", "1"]}, entry="scores")
    assert score(opened(model), data).total.nodes["q1"].score == pytest.approx(86.5)


def test_both_entries_agree() -> None:
    labels = ["非常满意", "满意", "不满意", "不了解", "基本满意", "满意"]
    points = {o["label"]: str(o["points"]) for o in SEED_OPTIONS}
    by_answers = score(opened(project(items=1)), responses({"Q1": labels}))
    by_scores = one([points.get(label, label) for label in labels])
    assert by_answers.total.nodes["q1"] == by_scores.total.nodes["q1"]
    assert by_answers.total.nodes["total"] == by_scores.total.nodes["total"]
