"""What data can do: one respondent, an empty item, totals only, no segments, no numbers."""

from dataclasses import replace

import pytest

from reporter.analysis import analyse
from reporter.errors import Problem
from reporter.project.model import Rules

LEAVES = {"q1": 95.0, "q2": 93.0, "q3": 80.0, "q4": 84.0}


def test_one_respondent(scores):
    table = analyse(scores(n=1, error=None, counties={"甲": (1, LEAVES)}))
    assert table["score/total"].value is None
    assert table["n/total"].value == 1
    assert table["rate/total"].value is None
    assert not [f for f in table if f.value is None and not (f.warning or f.error)]


def test_an_item_without_any_answer(scores):
    table = analyse(scores({**LEAVES, "q3": None}))
    assert table["score/q3"].error == "没有有效答案，无法计算。"
    assert table["rank/q3"].error
    assert table["rank_of/q1"].value == 3
    assert table["contribution/q4"].value == pytest.approx(0.4 * 84)
    assert "q3" not in [fact.subject for fact in table.select("weakness")]


def test_nothing_answered_at_all(scores):
    empty = dict.fromkeys(LEAVES, None)
    table = analyse(scores({**empty, "q9": None}, n=0, counties={}))
    assert table["score/total"].value is None
    assert table["comparison/total#lacks"].error
    assert table["weaknesses/total#lacks"].error


def test_scored_entry_without_bases(scores):
    table = analyse(
        scores(
            n=None,
            error=None,
            distribution=None,
            entry="scored",
            counties={"东": (None, LEAVES), "西": (None, {**LEAVES, "q1": 90.0})},
        )
    )
    assert table["score/total@county=东"].value is not None
    assert table["score/total@county=东"].warning == ""
    assert table["n/total"].error == "数据没有提供样本量。"
    assert table["composition/total@county=东"].error
    assert table["margin/total"].error == "数据为已汇总的得分，没有标准误，未计算抽样误差。"
    assert table["margin_share/total"].error == "数据没有提供样本量。"
    assert table["valid/total"].error
    assert table["rank/total@county=东"].value == 1
    reasons = {row["method"]: row["reason"] for row in table.meta["lacks"]}
    assert reasons["rates"] == "数据为已汇总的得分，没有答案分布，未报告满意率。"
    assert reasons["distribution"] == "数据为已汇总的得分，没有答案分布。"
    assert table["rates/total#lacks"].error == reasons["rates"]


def test_scored_entry_with_bases_has_no_standard_error(scores):
    table = analyse(scores(error=None, distribution=None, entry="scored"))
    assert "没有标准误" in table["margin/total"].error
    assert table["margin_share/total"].value is not None


def test_no_segments(scores):
    table = analyse(scores(counties={}))
    assert "没有分组" in table["suppression/total#lacks"].error
    assert table["highest/total#level1"].value == "诚心服务"


def test_field_work_that_was_not_stated(scores, plan):
    made = plan()
    survey = made.survey.model_copy(update={"issued": None, "returned": None, "population": None})
    table = analyse(scores(project=made.model_copy(update={"survey": survey})))
    assert table["issued/total"].error == "没有填写发放问卷数。"
    assert table["return_rate/total"].error
    assert table["valid_rate/total"].error


def test_impossible_field_work_is_not_printed(scores, plan):
    made = plan()
    survey = made.survey.model_copy(update={"issued": 300})
    fact = analyse(scores(project=made.model_copy(update={"survey": survey})))["return_rate/total"]
    assert (fact.value, fact.error) == (None, "回收数大于发放数，请核对。")


def test_a_number_that_is_none_never_leaves(scores):
    made = scores()
    nodes = {**made.total.nodes, "q1": replace(made.total.nodes["q1"], score=float("nan"))}
    table = analyse(replace(made, total=replace(made.total, nodes=nodes)))
    assert table["score/q1"].value is None
    assert "NaN" not in table.to_json()


def test_problems_of_scoring_travel_with_the_facts(scores):
    problem = Problem("data.total_not_derivable", "合计不能推算。", severity="warning")
    table = analyse(scores(problems=(problem,)))
    assert [row["code"] for row in table.meta["problems"]] == ["data.total_not_derivable"]


def test_another_minimum_base(scores):
    made = scores(
        counties={"甲": (7, LEAVES), "乙": (200, LEAVES)},
        project_parts={"rules": Rules(hide_base=5)},
    )
    assert analyse(made)["score/total@county=甲"].value is not None
