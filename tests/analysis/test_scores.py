"""Scores, grades and their digits: seed facts."""

from dataclasses import replace

import pytest

from reporter.analysis import analyse
from reporter.analysis.grading import bounds_of, grade_of
from reporter.facts.format import decimals_for_grade, printed
from reporter.project.model import Grade, Targets
from reporter.scoring.scores import Distribution

GRADES = (Grade(label="优秀", minimum=95), Grade(label="良好", minimum=85), Grade(label="一般"))


def all_at(value: float) -> dict[str, float]:
    return dict.fromkeys(("q1", "q2", "q3", "q4", "q9"), value)


@pytest.mark.parametrize(
    ("score", "text", "grade"),
    [
        (90.0, "90.0", "良好"),  # everybody says 满意
        (85.0, "85.0", "良好"),
        (95.0, "95.0", "优秀"),
        (84.96, "84.96", "一般"),  # 85.0 would seem to pass
        (84.9999999999999, "85.0", "良好"),  # binary noise
        (86.25, "86.3", "良好"),
        (94.97, "94.97", "良好"),
        (60.0, "60.0", "一般"),
    ],
)
def test_seed_scores(scores, score, text, grade):
    table = analyse(scores(all_at(score), project_parts={"targets": Targets()}))
    assert printed(table["score/total"]).text == text
    assert table["grade/total"].value == grade
    assert table["grade/q1"].value == grade


def test_exclusive_bound_and_target_ask_for_digits():
    above = (Grade(label="优秀", minimum=95, inclusive=False), Grade(label="良好"))
    assert grade_of(95.0, above) == "良好"
    assert grade_of(95.004, above) == "优秀"
    assert decimals_for_grade(95.004, bounds_of(above), 1) == 3
    assert decimals_for_grade(89.96, bounds_of(GRADES), 1) == 1
    assert decimals_for_grade(89.96, bounds_of(GRADES, 90), 1) == 2


def test_score_below_every_bound_has_no_grade(scores):
    bounds = (Grade(label="优秀", minimum=95), Grade(label="良好", minimum=85))
    table = analyse(scores(all_at(70.0), project_parts={"grades": bounds}))
    assert table["grade/total"].value is None
    assert "下限" in table["grade/total"].error


def test_shares_print_to_100(scores):
    thirds = Distribution(("好", "中", "差"), (1, 1, 1), (1 / 3, 1 / 3, 1 / 3), 1 / 3, 1 / 3)
    table = analyse(scores(distribution=thirds))
    texts = [printed(fact).text for fact in table.select("share", "q1")]
    assert texts == ["33.4%", "33.3%", "33.3%"]
    assert table["share/q1#好"].value == pytest.approx(1 / 3)


def test_composition_and_weights_print_to_100(scores):
    leaves = all_at(90.0)
    table = analyse(scores(counties=dict.fromkeys("甲乙丙", (100, leaves)), n=300))
    shown = [printed(f).number for f in table.select("composition") if f.group is not None]
    assert sum(shown) == pytest.approx(100.0)


def test_weights_of_siblings_print_to_100(scores):
    made = scores()
    uneven = {"q1": 0.2345, "q2": 0.2345 + 0.0001, "q3": 0.5309}
    three = {id: replace(made.tree[id], weight=w) for id, w in uneven.items()}
    tree = {**made.tree, **three, "a": replace(made.tree["a"], children=("q1", "q2", "q3"))}
    table = analyse(replace(made, tree=tree | {"b": replace(made.tree["b"], children=())}))
    texts = [printed(table[f"weight/{id}"]).text for id in ("q1", "q2", "q3")]
    assert texts == ["23.4%", "23.5%", "53.1%"]


def test_equal_weights_print_equal(scores):
    """A reader takes 33.4 beside 33.3 for a decision."""
    made = scores()
    third = {id: replace(made.tree[id], weight=1 / 3) for id in ("q1", "q2", "q3")}
    tree = {**made.tree, **third, "a": replace(made.tree["a"], children=("q1", "q2", "q3"))}
    table = analyse(replace(made, tree=tree | {"b": replace(made.tree["b"], children=())}))
    texts = [printed(table[f"weight/{id}"]).text for id in ("q1", "q2", "q3", "a")]
    assert texts == ["33.3%", "33.3%", "33.3%", "60.0%"]


def test_target_of_the_whole_comes_from_the_targets_too(scores):
    made = scores()
    tree = {**made.tree, "total": replace(made.tree["total"], target=None)}
    assert analyse(replace(made, tree=tree))["target/total"].value == 90


def test_rate_names_the_answers_that_count(scores):
    table = analyse(scores())
    assert table["rate/total"].rule == "满意率＝“非常满意”“满意”÷有效答案"
    assert table["dissatisfied/total"].value == pytest.approx(0.1)
    assert table["dissatisfied/total"].rule == "不满意率＝“不满意”÷有效答案"
    assert table["rate/total"].ci_low == pytest.approx(0.7064, abs=2e-3)
    assert table["rate/total"].ci_low < 0.75 < table["rate/total"].ci_high


def test_gaps_print_what_a_reader_subtracts(scores):
    table = analyse(scores({"q1": 90.34, "q2": 90.34, "q3": 86.25, "q4": 86.25}))
    whole, part = printed(table["score/total"]), printed(table["score/a"])
    gap = printed(table["gap_total/a"])
    assert gap.number == pytest.approx(part.number - whole.number)
    exact = 90.34 - (0.6 * 90.34 + 0.4 * 86.25)
    assert table["gap_total/a"].value == pytest.approx(exact)


def test_gap_to_target_in_its_own_unit(scores):
    table = analyse(scores())
    assert str(printed(table["gap_target/total"])) == "−0.4分"
    assert str(printed(table["gap_target/total#rate"])) == "−15.0个百分点"


def test_a_target_within_the_error_is_not_judged(scores):
    table = analyse(scores())
    for key in ("total", "a"):
        score, margin, target = (table[f"{s}/{key}"].value for s in ("score", "margin", "target"))
        low, high = score - margin, score + margin
        wanted = "达到" if low >= target else "未达到" if high < target else "不能判断"
        assert table[f"reached/{key}"].value == wanted
    assert abs(table["gap_target/total"].value) < table["margin/total"].value
    assert table["reached/total"].value == "不能判断"
    rate = table["rate/total"]
    assert rate.ci_low < table["target/total#rate"].value
    assert table["reached/total#rate"].value in ("不能判断", "未达到")


def test_printed_path_weights_add_up_in_every_branch(scores):
    made = scores()
    uneven = {"a": 0.625, "q1": 0.54, "q2": 0.46, "b": 0.375, "q3": 0.3, "q4": 0.7}
    tree = dict(made.tree)
    for id, weight in uneven.items():
        above = tree[tree[id].parent].path_weight if tree[id].parent != "total" else 1.0
        tree[id] = replace(tree[id], weight=weight, path_weight=weight * above)
    table = analyse(replace(made, tree=tree))
    shown = {id: printed(table[f"path_weight/{id}"]).number for id in uneven}
    assert shown["a"] + shown["b"] == pytest.approx(100)
    assert shown["q1"] + shown["q2"] == pytest.approx(shown["a"])
    assert shown["q3"] + shown["q4"] == pytest.approx(shown["b"])
    assert table["path_weight/q1"].value == pytest.approx(0.3375)
