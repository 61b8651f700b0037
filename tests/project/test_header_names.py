"""Columns are found by names that differ from the header in nothing that makes another column."""

import pytest

from reporter.errors import DataError
from reporter.project.study_files import stacked, study_table_from

NAME = "您对送货是否满意(Q2)"


def table(*headers):
    return study_table_from({header: ["1", "2"] for header in headers})


@pytest.mark.parametrize(
    "header",
    [
        "2、您对送货是否满意(Q2)", " 您对送货 是否满意(q2)", "您对送货\n是否满意（Q2）？",
        "您对送货是否满意(Ｑ2)：",
        "第2题、您对送货是否满意(Q2)？（单选题）", "<b>您对送货是否满意(Q2)</b>",
    ],
)  # fmt: skip
def test_what_cannot_be_another_column_is_the_same(header):
    assert table(header, "别的").texts(NAME) == ("1", "2")
    if "、" not in header:
        assert table(NAME, "别的").texts(f"5、{NAME}") == ("1", "2")


@pytest.mark.parametrize("header", ["您对送货是否满意(Q3)", "您对送货不满意(Q2)", "3、送货"])
def test_another_text_or_another_number_is_another_column(header):
    with pytest.raises(DataError) as caught:
        table(header).texts("2、送货" if header == "3、送货" else NAME)
    assert header in caught.value.problems[0].hint


def test_the_exact_header_comes_first_and_two_that_fit_are_none():
    both = study_table_from({"送货": ["1"], "2、送货": ["2"]})
    assert both.texts("送货") == ("1",)
    assert both.texts("2、送货") == ("2",)
    with pytest.raises(DataError) as caught:
        study_table_from({"2、送货": ["1"], "3、送货": ["2"]}).texts("送货")
    assert "“2、送货”、“3、送货”都像这一列" in caught.value.problems[0].hint


def test_files_that_number_a_question_differently_are_one_column():
    parts = [("去年", table("2、送货")), ("今年", table("3、送货？"))]
    assert stacked(parts, "文件", ("送货",)).texts("送货") == ("1", "2", "1", "2")
