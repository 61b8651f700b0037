"""Numbers as Excel users write them: full width, with percent signs, beside answers."""

from __future__ import annotations

import numpy as np
import pytest

import reporter
from reporter.errors import DataError, Problem
from reporter.project.study_files import study_table_from

POINTS = {"满意": 90.0, "不满意": 60.0}
TRUTH = {"是": 1.0, "否": 0.0}


def refused(texts: list[str], *more: object) -> tuple[Problem, ...]:
    with pytest.raises(DataError) as caught:
        study_table_from({"列": texts}).numbers(["列"], *more)  # type: ignore[arg-type]
    return caught.value.problems


def test_full_width_digits_points_and_signs_are_numbers() -> None:
    texts = ["８７．９", "８６", "－３", "1，234", "９０分"]
    found = study_table_from({"列": texts}).numbers(["列"], {"90分": 90.0})[:, 0]
    np.testing.assert_array_equal(found, [87.9, 86, -3, 1234, 90])


def test_percent_texts_are_shares_only_where_asked_for() -> None:
    table = study_table_from({"列": ["９１．２％", "85%", "0.5"]})
    found = table.numbers(["列"], None, (0, 1), True)[:, 0]
    np.testing.assert_allclose(found, [0.912, 0.85, 0.5], atol=1e-12)
    problems = refused(["９１．２％", "85%"])
    assert [one.where.row for one in problems] == [2, 3]
    assert "是百分数" in problems[0].what
    assert "请写成91.2；是比例的，请写成0.912" in problems[0].hint


@pytest.mark.parametrize(
    ("text", "more", "what", "hint"),
    [
        ("864", (POINTS, (0, 100)), "不是0至100之间的数，也不是“满意”、“不满意”之一", "请改正"),
        ("投诉了", (TRUTH, (0, 1)), "认不出是“是”还是“否”", "“是”的写法有“是”"),
        ("91.2", (None, (0, 1)), "不是0至1之间的数", "连百分号写成91.2%，或写成0.912"),
        ("-30", (None, (0, 1e9)), "不是0或正数", "留空"),
        ("很好", (POINTS, (0, 100)), "不是数，也不是“满意”", "missing"),
        ("86.4分", (None, (0, 100)), "不是数", "请只写数：86.4，不写单位"),
        ("好", (None, (1, 10)), "不是数，应为1至10之间的数", "missing"),
    ],
)
def test_what_is_wrong_is_said_in_words(
    text: str, more: tuple[object, ...], what: str, hint: str
) -> None:
    (problem,) = refused([text], *more)
    assert what in problem.what
    assert hint in problem.hint


def test_equal_texts_are_one_problem_with_their_number_in_order_of_rows() -> None:
    problems = refused(["1", "乙", "甲", "乙", "2"])
    assert [(one.where.row, one.what) for one in problems] == [
        (3, "“乙”不是数，共2处。"),
        (4, "“甲”不是数。"),
    ]


TREE = {
    "指标": ["供电", "服务"],
    "权重": ["60%", "４０％"],
    "责任部门": ["运维部", "营销部"],
    "得分": ["８７．９", "91"],
    "目标值": [90, 90],
}


def test_scores_of_a_table_of_indicators_are_points() -> None:
    facts = reporter.run_study("kpi_decomposition", TREE, table={})
    assert facts["score/kpi_decomposition"].value == pytest.approx(0.6 * 87.9 + 0.4 * 91)


@pytest.mark.parametrize(
    ("score", "options", "said"),
    [
        ("95%", {}, "是百分数"),
        ("864", {}, "不是0至100之间的数"),
        ("95", {"highest": 10}, "不是0至10之间的数"),
        ("0.95", {}, "像是比例，它的目标值是90分"),
    ],
)
def test_scores_that_are_no_points_are_refused(
    score: str, options: dict[str, float], said: str
) -> None:
    data = {**TREE, "得分": [score, "91"]}
    with pytest.raises(DataError) as caught:
        reporter.run_study("kpi_decomposition", data, table={}, **options)
    problem = caught.value.problems[0]
    assert said in problem.what
    assert (problem.where.row, problem.where.column) == (2, "得分")


def test_percents_in_a_ledger_of_scores_point_to_the_unit() -> None:
    data = {
        "措施": ["甲"],
        "指标": ["乙"],
        "上期": ["84.5%"],
        "本期": ["88%"],
        "实施情况": ["完成"],
    }
    with pytest.raises(DataError, match='写 unit = "share"'):
        reporter.run_study("closed_loop", data)
