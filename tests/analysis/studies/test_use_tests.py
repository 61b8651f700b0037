"""SUS and task tests as studies: text answers, bases, failed attempts, bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section

ITEMS = [f"题{i}" for i in range(1, 11)]
WORDS = ["非常不同意", "不同意", "一般", "同意", "非常同意"]


def answers(rows: list[list[int]]) -> dict[str, list[Any]]:
    return {name: [WORDS[row[j] - 1] for row in rows] for j, name in enumerate(ITEMS)}


def sus(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("sus", data, **{"items": ITEMS, **options})


def tasks(rows: list[tuple[str, str, Any]], **options: Any) -> FactTable:
    data = {name: [row[j] for row in rows] for j, name in enumerate(("任务", "完成", "用时"))}
    return reporter.run_study("task_success", data, **{"time": "用时", **options})


def test_text_answers_make_scores() -> None:
    facts = sus(answers([[4, 2, 5, 1, 4, 2, 5, 1, 4, 2], [5, 1] * 5, [1, 5] * 5, [3] * 10] * 10))
    assert facts["score/sus"].value == pytest.approx((85 + 100 + 0 + 50) / 4)
    assert facts["n/sus"].value == 40
    assert facts["reached/sus"].value == "不能判断"
    parts = [f.value for f in facts if f.statistic == "share_of_score"]
    assert sum(parts) == pytest.approx(facts["score/sus"].value)


def test_half_answered_sheets_have_no_score() -> None:
    data = answers([[5, 1] * 5] * 40)
    data["题3"][0] = ""
    facts = sus(data)
    assert (facts["n/sus"].value, facts["incomplete/sus"].value) == (39, 1)
    assert facts["score/sus"].value == 100


def test_order_of_people_does_not_matter_and_few_are_not_published() -> None:
    rng = np.random.default_rng(2)
    rows = rng.integers(1, 6, (30, 10)).tolist()
    assert sus(answers(rows))["score/sus"].value == pytest.approx(
        sus(answers(rows[::-1]))["score/sus"].value
    )
    assert sus(answers(rows[:4]))["score/sus"].value is None
    empty = {name: ["" if name != "题1" else "同意"] * 3 for name in ITEMS}
    assert "没有答全" in str([f.error for f in sus(empty)])


def test_sus_must_have_its_ten_questions() -> None:
    with pytest.raises(ProjectError):
        sus(answers([[3] * 10]), items=ITEMS[:9])
    with pytest.raises(ProjectError, match="写了两次"):
        sus(answers([[3] * 10]), items=[*ITEMS[:9], "题1"])
    with pytest.raises(DataError) as caught:
        sus({**answers([[3] * 10]), "题2": ["还行"]})
    where = caught.value.problems[0].where
    assert (where.row, where.column) == (2, "题2")


def test_grades_are_those_that_the_interval_meets() -> None:
    even = answers([[4, 2] * 5, [5, 2] * 5] * 20)  # 75 and 87.5
    facts = sus(even)
    assert (facts["score_low/sus"].value, facts["score_high/sus"].value) == pytest.approx(
        (79.22, 83.28), abs=1e-2
    )
    assert facts["grade/sus"].value == "A"
    assert facts["begin/sus#B"].value == 72.6
    assert sus(answers([[4, 2] * 5] * 30))["grade/sus"].value == "B"
    assert sus(even, grades={"低": 0, "高": 80})["grade/sus"].value == "低至高"
    assert "没有分等级" in sus(even, grades={})["grade/sus"].error
    assert sus(answers([[1, 5] * 5] * 30))["grade/sus"].value == "F"
    assert "只有一份答卷" in sus(answers([[3] * 10]))["grade/sus"].error


@pytest.mark.parametrize(
    "grades", [{"低": 10, "高": 80}, {"低": 0, "中": 50, "高": 50}, {"低": 0, "高": 100}]
)
def test_grades_ascend_from_0(grades: dict[str, float]) -> None:
    with pytest.raises(ProjectError, match="grades 不是从0起由低到高"):
        sus(answers([[3] * 10] * 12), grades=grades)
    with pytest.raises(ProjectError, match="grades"):
        sus(answers([[3] * 10] * 12), grades={str(i): float(i) for i in range(8)})


def test_a_rate_of_few_people_and_all_of_them() -> None:
    rows = [("缴费", "是", 30)] * 4 + [("缴费", "否", 90)] + [("查询", "完成", 20)] * 5
    facts = tasks(rows)
    rate = facts["success_rate", "缴费"]
    assert (rate.ci_low, rate.ci_high) == pytest.approx((0.35963115242, 0.97967936871), abs=1e-9)
    assert facts["success_rate", "查询"].value == 1
    assert facts["expected", "查询"].value == pytest.approx(6 / 7)
    assert facts["expected", "缴费"].value is None
    assert facts["reached", "查询"].value == "不能判断"


def test_times_of_those_who_failed_are_censored_not_averaged() -> None:
    done = [40, 36, 53, 56, 110, 48, 34, 44, 30, 40, 80]
    facts = tasks([("申请", "是", time) for time in done] + [("申请", "否", 300)] * 3)
    assert facts["time", "申请"].value == pytest.approx(48.1712102886, abs=1e-8)
    assert facts["time_n", "申请"].value == 11
    assert facts["failed", "申请"].value == 3
    assert facts["time_rule", "申请"].value == "几何平均"


def test_many_times_have_a_median() -> None:
    facts = tasks([("申请", "是", time) for time in range(1, 31)])
    assert facts["time_rule", "申请"].value == "中位数"
    assert facts["time", "申请"].value == 15.5


def test_nobody_finished_and_500_tasks() -> None:
    facts = tasks([("申请", "否", 300)] * 6)
    assert "没有完成者" in facts["time", "申请"].error
    assert facts["success_rate", "申请"].value == 0
    many = tasks([(f"任务{i}", "是", 10) for i in range(500)])
    assert many["tasks/task_success"].value == 500
    assert tasks([("申请", "", "")] * 3)["success_rate", "申请"].error == "没有人尝试。"


@pytest.mark.parametrize(
    ("row", "said", "column"),
    [
        (("缴费", "也许", 30), "也许", "完成"),
        (("", "是", 30), "没有填写任务", "任务"),
        (("缴费", "是", 0), "不大于0", "用时"),
        (("缴费", "0.5", 30), "不是完成或未完成", "完成"),
    ],
)
def test_bad_cells_have_their_place(row: tuple[str, str, Any], said: str, column: str) -> None:
    with pytest.raises(DataError) as caught:
        tasks([("缴费", "是", 30), row])
    problem = caught.value.problems[0]
    assert said in problem.what
    assert (problem.where.row, problem.where.column) == (3, column)


def test_the_sections(tmp_path: Path) -> None:
    listed = "、".join(ITEMS).replace("、", '", "')
    _, text = section(
        tmp_path, f'method = "sus"\nitems = ["{listed}"]\n', answers([[5, 1] * 5, [4, 2] * 5] * 20)
    )
    assert text.lstrip().startswith("SUS 得分为87.5分（40份答卷")
    assert "达到参照值68分" in text
    assert "区间所在的等级为A，见图" in text
    assert "在量表上的位置" in text
    data = {"任务": ["缴费"] * 5, "完成": ["是"] * 4 + ["否"], "用时": [30, 40, 35, 50, 90]}
    _, text = section(tmp_path, 'method = "task_success"\ntime = "用时"\n', data)
    assert "完成率80.0%，95%置信区间36.0%～98.0%" in text
    assert "完成率及置信区间" in text
