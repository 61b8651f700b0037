"""Where too few answered, a section says so in a sentence and the summary says nothing."""

from __future__ import annotations

import html
import re
from pathlib import Path

import numpy as np
import pytest

import reporter
from tests.study_cases import cases, rows_of, section_report
from tests.study_sections import WORDS, filled, section, survey

OVERALL = "总体满意度"


def text_of(study: str, number: int, folder: Path) -> str:
    case = cases()[study]
    table = rows_of(case.table, range(number))
    options = (
        {**case.options, "importance": "lmg", "overall": OVERALL} if study == "matrix" else None
    )
    report = section_report(case, case.run(table, options), folder)
    assert report.check() == ()
    return html.unescape(re.sub(r"<[^>]+>", "", report.render("html").decode()))


@pytest.mark.parametrize(
    ("study", "number", "said", "unsaid"),
    [
        ("drivers", 18, "不据以判断先后", "合计解释总体评价差异的0"),
        ("matrix", 18, "样本不足，不作判断，没有分区", "没有因素明确落在修补区"),
        ("delighters", 14, "差在哪里，样本不足，不作判断", "两组客户的差距|非常满意组"),
    ],
)
def test_few_answers(study: str, number: int, said: str, unsaid: str, tmp_path: Path) -> None:
    text = text_of(study, number, tmp_path)
    assert said in text
    assert not re.search(unsaid, text)


TOO_FEW = """kano account_managers reliability channel wishes weights_said gap classes
    dissatisfaction complaints sus ueq open_answers segments_kind"""


@pytest.mark.parametrize("study", TOO_FEW.split())
def test_a_section_that_would_be_asterisks_is_left_out_with_its_reason(study: str) -> None:
    """Its counts and its order would tell what the asterisks hide."""
    case = cases()[study]
    (found,) = case.run(rows_of(case.table, range(8))).meta["studies"]
    assert found["reason"].endswith("样本量不足10，结果不予公布。")


def test_staff_of_few_ratings_stand_as_in_the_file() -> None:
    scores = {"甲": [60, 61], "乙": [95, 96], "丙": [80] * 20, "丁": [90] * 15}
    rows = [(name, score) for name, own in scores.items() for score in own]
    data = {"员工": [name for name, _ in rows], "分": [score for _, score in rows]}
    facts = reporter.run_study("staff_scores", data, staff="员工", score="分")
    assert [fact.label for fact in facts.select("n") if fact.subject != "staff_scores"] == [
        "丁", "丙", "甲", "乙",
    ]  # fmt: skip


@pytest.mark.parametrize(("number", "said"), [(22, True), (33, False)])
def test_a_balance_of_few_is_for_reference(number: int, said: bool, tmp_path: Path) -> None:
    study = 'method = "nps"\nquestion = "推荐"\n'
    _, text = section(tmp_path, study, {"推荐": [10, 8, 3] * (number // 3) + [9] * (number % 3)})
    assert (f"样本较少。本节只有{number}份答卷，结果仅供参考。" in text) == said


def test_the_summary_leaves_out_what_has_no_conclusion(tmp_path: Path) -> None:
    drawn = np.random.default_rng(1).integers(0, 4, (18, 3))
    rows = [",".join(WORDS[i] for i in row) for row in drawn]
    study = '[[studies]]\nid = "S"\nmethod = "drivers"\noverall = "丙"\ndrivers = ["窗口", "乙"]\n'
    study += 'answers = { "非常满意" = 4, "满意" = 3, "基本满意" = 2, "不满意" = 1 }\n'
    _, report = filled(survey(tmp_path, ["窗口,乙,丙", *rows], study))
    assert "不据以判断先后" in report
    assert "专项分析的结论" not in report
