"""What Excel shows is what is read: percentages; and rows it does not show are told."""

import pytest

from reporter.project import read_responses
from reporter.project.readers.xlsx import read_workbook
from reporter.project.readers.xlsx_formats import percent_styles, percent_text

from .test_xlsx import FILE, workbook


def column(*cells, formats):
    """Return a column as it is read from a workbook whose cells have these formats."""

    def change(_book, sheet):
        for row, code in enumerate(formats, start=2):
            sheet.cell(row, 1).number_format = code

    raw = workbook(["得分"], *([cell] for cell in cells), change=change)
    return list(read_workbook(raw, "a.xlsx", "", "").columns[0][1:])


def test_a_number_shown_as_a_percentage_is_read_as_one():
    formats = ["0%", "0.0%", "0.00%", "#,##0.0%;[红色]-0.0%", "General", '0.0"%"', "0.00"]
    assert column(0.9, 0.902, 0.57, -0.051, 0.9, 90.2, 0.5, formats=formats) == [
        "90%", "90.2%", "57%", "-5.1%", 0.9, 90.2, 0.5,
    ]  # fmt: skip


def test_words_and_blanks_keep_what_they_are_in_a_column_of_percentages():
    assert column("拒答", None, 0.5, "88%", formats=["0%"] * 4) == ["拒答", "", "50%", "88%"]


@pytest.mark.parametrize(
    ("stored", "shown"),
    [(0.902, "90.2%"), (1 - 0.098, "90.2%"), (1.0, "100%"), (0.0, "0%"), (1 / 3, "33.3333333333%")],
)
def test_digits_are_those_that_excel_keeps(stored, shown):
    assert percent_text(stored) == shown


def test_a_damaged_list_of_formats_gives_none():
    assert percent_styles(b"<styleSheet") == frozenset()


def test_scores_shown_as_percentages_are_refused_and_weights_are_not(data_problems):
    def change(_book, sheet):
        for row in (3, 4):
            sheet.cell(row, 3).number_format = "0.0%"
        sheet["C2"].number_format = "0%"

    rows = [
        ["单位", "样本量", "诚心"],
        ["权重", None, 0.4],
        ["城区", 120, 0.902],
        ["河西", 9, 0.88],
    ]
    raw = workbook(*rows, change=change)
    problems = data_problems(raw, "", data='entry = "scored"\n', **FILE)
    assert [(one.where.row, one.where.column) for one in problems] == [(3, "诚心"), (4, "诚心")]
    assert "90.2%" in problems[0].what
    assert "写成90.2，" in problems[0].hint


def test_hidden_rows_count_and_are_told(opened):
    def change(_book, sheet):
        for row in (3, 4, 9):  # 9 is below the data
            sheet.row_dimensions[row].hidden = True

    rows = [["甲题", "乙题"], ["满意", 4], ["满意", 4], ["不满意", 2]]
    raw = workbook(*rows, change=change)
    responses = read_responses(opened(raw, **FILE))
    assert responses.columns["甲题"] == ("满意", "满意", "不满意")
    (note,) = (one for one in responses.problems if one.code == "data.hidden_rows")
    assert note.severity == "note"
    assert "2行" in note.what
    assert "第3、4行" in note.what
