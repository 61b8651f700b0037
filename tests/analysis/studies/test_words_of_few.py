"""Where too few answered, a section says so in a sentence and the summary says nothing."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.study_cases import cases, rows_of, section_report

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
        ("kano", 4, "要素中没有一项可以归类", "要素中。"),
    ],
)
def test_few_answers(study: str, number: int, said: str, unsaid: str, tmp_path: Path) -> None:
    text = text_of(study, number, tmp_path)
    assert said in text
    assert not re.search(unsaid, text)
    assert "专项分析的结论" not in text
