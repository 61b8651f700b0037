import pytest

from reporter.analysis import analyse
from reporter.project.model import Rules


def picked(table, statistic):
    return [fact.subject for fact in table.select(statistic)]


def test_highest_and_lowest_in_order(scores):
    table = analyse(scores())
    assert picked(table, "strength") == ["q1", "q2"]
    assert picked(table, "weakness") == ["q3", "q4"]
    assert table["weakness/q3#1"].value == "题3"
    assert table["weakness/q3#1"].rule == "得分最低；低于总体"
    assert table["weakness/q4#2"].rule == "得分居后；低于总体"


def test_the_heavier_of_equals_comes_first(scores):
    table = analyse(scores({"q1": 95.0, "q2": 93.0, "q3": 80.0, "q4": 80.0}))
    assert picked(table, "weakness") == ["q4", "q3"]


def test_rules_limit_the_number(scores):
    table = analyse(scores(project_parts={"rules": Rules(strengths=1, weaknesses=3)}))
    assert picked(table, "strength") == ["q1"]
    assert picked(table, "weakness") == ["q3", "q4", "q2"]


@pytest.mark.parametrize(
    ("values", "strong", "weak"),
    [
        ((90, 90, 90, 80), ["q1", "q2"], ["q4"]),
        ((90, 80, 80, 80), ["q1"], ["q2", "q4"]),
        ((90, 85, 85, 80), ["q1"], ["q4"]),  # a score in both lists is in neither
        ((90, 90, 90, 90), [], []),
    ],
)
def test_equal_scores_are_never_strong_and_weak(scores, values, strong, weak):
    leaves = dict(zip(("q1", "q2", "q3", "q4"), map(float, values), strict=True))
    table = analyse(scores(leaves))
    assert picked(table, "strength") == strong
    assert picked(table, "weakness") == weak
    if not weak:
        assert "得分相同" in table["weaknesses/total#lacks"].error


def test_triggers_follow_target_and_change(scores, last):
    before = last({"q3": 84.0, "q4": 84.1, "q1": 90.0})
    table = analyse(scores(previous=before))
    assert table["weakness/q3#1"].rule == "得分最低；低于总体；较上期下降"
    assert table["weakness/q4#2"].rule == "得分居后；低于总体"  # 0.1 is within the error
    assert table["strength/q1#1"].rule == "得分最高；高于总体；较上期提高"


def test_the_heavier_of_equal_strengths_comes_first(scores):
    table = analyse(scores({"q1": 80.0, "q2": 82.0, "q3": 95.0, "q4": 95.0}))
    assert picked(table, "strength") == ["q4", "q3"]
