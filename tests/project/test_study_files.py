"""What a study reads: one file, several one below the other, sheets, and what is told of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import reporter
from reporter.errors import DataError, Problem, ProjectError, ReporterError
from reporter.project.study_files import read_study_tables, study_table_from
from reporter.project.study_table import StudyTable
from tests.study_sections import HEAD as SURVEY
from tests.study_sections import WINDOW

HEAD = f"""{SURVEY}encoding = "utf-8"
{WINDOW}[[studies]]
id = "s"
method = "nps"
question = "推荐"
"""
TWO = 'files = [{ name = "去年", file = "a.csv" }, { name = "今年", file = "b.csv" }]\n'

LINE = HEAD.count("\n") + 1  # of what a test writes below the head

Written = Callable[..., Path]
Sheets = Mapping[str, Sequence[Sequence[Any]]]


@pytest.fixture
def written(tmp_path: Path) -> Written:
    rows = "\n".join(["满意", "非常满意", "不满意"] * 20)
    (tmp_path / "survey.csv").write_text(f"窗口\n{rows}\n", encoding="utf-8")

    def make(study: str, **files: str) -> Path:
        for name, text in files.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        path = tmp_path / "project.toml"
        path.write_text(HEAD + study, encoding="utf-8")
        return path

    return make


def book(path: Path, sheets: Sheets, hidden: str = "") -> None:
    made = openpyxl.Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        sheet.sheet_state = "hidden" if name == hidden else "visible"
        for row in rows:
            sheet.append(row)
    made.save(path)


def table(path: Path) -> StudyTable:
    return read_study_tables(reporter.open_project(path))[0]


def problem(path: Path) -> Problem:
    with pytest.raises(ReporterError) as caught:
        reporter.compute_facts(path)
    return caught.value.problems[0]


A = "编号,推荐\n1,10\n\n2,9\n"
B = "推荐,城市\n0,甲市\n8,\n"


def test_files_stand_one_below_the_other(written: Written) -> None:
    read = table(written(TWO, a=A, b=B))
    assert dict(read.columns) == {
        "文件": ("去年", "去年", "今年", "今年"),
        "编号": ("1", "2", "", ""),
        "推荐": ("10", "9", "0", "8"),
        "城市": ("", "", "甲市", ""),
    }
    assert read.row_numbers == (2, 4, 2, 3)
    assert [str(read.place(i, "推荐")) for i in (1, 3)] == [
        "《a.csv》第4行“推荐”列",
        "《b.csv》第3行“推荐”列",
    ]
    assert read.source == "a.csv、b.csv"
    assert [one.name for one in read.files] == ["去年", "今年"]
    assert repr(read) == "<StudyTable 《a.csv、b.csv》：4行，4列>"
    assert read.row_names("编号") == ("1", "2", "今年第2行", "今年第3行")
    some = read.only([3, 0])
    assert (some.columns["推荐"], str(some.place(0))) == (("8", "10"), "《b.csv》第3行")
    assert len(some.only([])) == 0


def test_the_column_of_names_may_be_called_otherwise(written: Written) -> None:
    study = TWO + 'file_column = "渠道"\n'
    assert table(written(study, a=A, b=B)).columns["渠道"] == ("去年", "去年", "今年", "今年")
    found = problem(written(study, a="渠道,推荐\n甲,9\n", b=B))
    assert (found.code, found.where.file) == ("study.file_column", "a.csv")
    assert "file_column" in found.hint


def test_problems_name_the_file_they_are_in(written: Written) -> None:
    found = problem(written(TWO, a=A, b="推荐\n9\n很高\n"))
    assert str(found.where) == "《b.csv》第3行“推荐”列"
    found = problem(written(TWO, a="推荐意愿\n9\n", b="编号\n9\n"))
    said = "《a.csv、b.csv》：各数据文件都没有“推荐”列。 是否想写“推荐意愿”？"
    assert str(found) == f"{said}这个列名写在《project.toml》第{LINE - 1}行。"
    found = problem(written(TWO.replace("b.csv", "x.csv"), a=A))
    assert (found.code, found.where.line) == ("data.not_found", LINE)
    with pytest.raises(DataError) as caught:  # both at once
        read_study_tables(reporter.open_project(written(TWO.replace("a.csv", "c.csv"), b="推荐\n")))
    assert [one.code for one in caught.value.problems] == ["data.not_found", "data.empty"]


def test_sheets_of_one_workbook(written: Written, tmp_path: Path) -> None:
    book(tmp_path / "各年.xlsx", {"2025": [["推荐"], [9]], "2026": [["推荐"], [1], ["?"]]})
    study = (
        'file = "各年.xlsx"\n'
        'files = [{ name = "去年", sheet = "2025" }, { name = "今年", sheet = "2026" }]\n'
    )
    read = table(written(study))
    assert read.columns["推荐"] == ("9", "1", "?")
    assert read.source == "各年.xlsx"
    assert str(problem(written(study)).where) == "《各年.xlsx》工作表“2026”第3行“推荐”列"


def test_a_sheet_of_the_survey_s_own_workbook(written: Written, tmp_path: Path) -> None:
    survey = [["窗口"], *([["满意"]] * 30)]
    book(tmp_path / "survey.xlsx", {"答卷": survey, "另附": [["推荐"], [9]]})
    path = written('sheet = "另附"\n')
    path.write_text(path.read_text("utf-8").replace("survey.csv", "survey.xlsx"), "utf-8")
    assert table(path).columns["推荐"] == ("9",)


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ('[{ name = "去年" }]', "没有写文件"),
        ('[{ name = "去年", file = "a.csv" }, { name = "去年", file = "b.csv" }]', "都叫“去年”"),
        ('[{ name = "去年", file = "a.csv" }, { name = "今年", file = "a.csv" }]', "同一个文件"),
        ('[{ file = "a.csv" }]', "name"),
        ('[{ name = "去年", files = "a.csv" }]', "files"),
    ],
)
def test_files_that_contradict_each_other(written: Written, files: str, said: str) -> None:
    with pytest.raises(ProjectError, match=said) as caught:
        reporter.open_project(written(f"files = {files}\n", a=A, b=B))
    assert caught.value.problems[0].where.line == LINE


def test_each_file_may_have_an_encoding_of_its_own(written: Written, tmp_path: Path) -> None:
    path = written(TWO, a=A)
    (tmp_path / "b.csv").write_bytes("推荐,城市\n7,丙市\n".encode("gb18030"))
    assert table(path).columns["城市"][-1] == "丙市"


def test_facts_cover_all_files(written: Written) -> None:
    study = TWO + 'by = "文件"\nsource = "两年的客户回访2026"\n'
    path = written(study, a="推荐\n" + "10\n" * 40, b="推荐\n" + "5\n" * 40)
    facts = reporter.compute_facts(path)
    row = facts.meta["studies"][0]
    assert row["source"] == "两年的客户回访2026"
    assert [one["source"] for one in row["files"]] == ["a.csv", "b.csv"]
    assert len({one["sha256"] for one in row["files"]} | {row["sha256"]}) == 3
    score = next(fact for fact in facts if fact.statistic == "nps" and fact.label == "去年")
    assert score.source.startswith("a.csv、b.csv：")
    (path.parent / "b.csv").write_text("推荐\n" + "6\n" * 40, encoding="utf-8")
    assert reporter.compute_facts(path).meta["studies"][0]["sha256"] != row["sha256"]


def test_the_report_prints_the_name_of_the_source(written: Written) -> None:
    files = {"a": "推荐\n" + "10\n" * 40, "b": "推荐\n" + "5\n" * 40}
    for said, study in (
        ("两年的客户回访2026", 'source = "两年的客户回访2026"\n'),
        ("a.csv、b.csv", ""),
    ):
        path = written(TWO + 'by = "文件"\n' + study, **files)
        made = reporter.build(path, outputs=["html"])
        text = made.files[0].read_text("utf-8")
        assert f"数据来源：{said}" in text.replace("</span>", "").replace("<span>", "")
        found = reporter.verify(made.files[0])
        assert (found.mismatches, found.orphans, found.missing) == ((), (), ())


def test_the_survey_s_own_answers_are_called_the_survey(written: Written) -> None:
    path = written("")
    text = path.read_text("utf-8")
    path.write_text(
        text.replace('"nps"', '"single_choice"').replace(
            'question = "推荐"', 'questions = ["窗口"]'
        ),
        encoding="utf-8",
    )
    assert reporter.compute_facts(path).meta["studies"][0]["source"] == "2026年度满意度调查"


def test_tables_by_name_without_a_project() -> None:
    import pandas as pd

    data = {
        "去年": pd.DataFrame({"推荐": [10] * 30}),
        "今年": {"推荐": [0] * 30, "备注": ["?"] * 30},
    }
    facts = reporter.run_study("nps", data, question="推荐", by="文件")
    found = {fact.label: fact.value for fact in facts if fact.statistic == "nps"}
    assert (found["去年"], found["今年"]) == (100, -100)
    bad = {**data, "今年": {"推荐": ["高"] * 30}}
    with pytest.raises(DataError, match="《今年》第2行“推荐”列"):
        reporter.run_study("nps", bad, question="推荐")
    assert study_table_from({"甲": ["x"]}).file_column == ""


def test_a_file_that_studies_share_is_read_once(
    written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    from reporter.project.readers import files

    reads: list[Path] = []
    read = files._read
    monkeypatch.setattr(files, "_read", lambda path: (reads.append(path), read(path))[1])
    again = '[[studies]]\nid = "t"\nmethod = "nps"\nquestion = "推荐"\nmissing = ["9"]\n' + TWO
    path = written('file = "a.csv"\n' + again, a=A, b=B)
    one, two = read_study_tables(reporter.open_project(path))
    assert [path.name for path in reads] == ["a.csv", "b.csv"]
    assert one.texts("推荐") == ("10", "9")  # missing texts stay each study's own
    assert two.texts("推荐") == ("10", "", "0", "8")


COVER = {"封面": [["满意度调查"]], "明细": [["编号", "推荐"], [1, 9]], "汇总": [["推荐人数"], [3]]}
NOTES = {"说明": [["项目", "内容"], ["口径", "全部客户"]], "明细": [["编号", "推荐"], [1, 9]]}
BLANK = {"Sheet1": [], "明细": [["编号", "推荐"], [1, 9]]}


@pytest.mark.parametrize("sheets", [COVER, NOTES, BLANK])
def test_the_sheet_that_holds_the_columns_is_named(
    written: Written, tmp_path: Path, sheets: Sheets
) -> None:
    book(tmp_path / "a.xlsx", sheets)
    found = problem(written('file = "a.xlsx"\n'))
    assert "工作表“明细”里有“推荐”列，请用 sheet 写明这个工作表。" in found.hint
    assert table(written('file = "a.xlsx"\nsheet = "明细"\n')).columns["推荐"] == ("9",)


def test_other_sheets_are_named_and_hidden_ones_are_not(written: Written, tmp_path: Path) -> None:
    sheets = {
        "封面": [["调查"]],
        "甲": [["x", "y"], [1, 2]],
        "乙": [["z"], [1]],
        "明细": [["推荐"]],
    }
    book(tmp_path / "a.xlsx", sheets, hidden="明细")
    found = problem(written('file = "a.xlsx"\n'))
    assert found.hint == "另有工作表“甲”、“乙”，数据在其中的，请用 sheet 写明。"
    book(tmp_path / "a.xlsx", {"封面": [["调查"]]})
    assert problem(written('file = "a.xlsx"\n')).hint == "请核对文件内容。"


def test_the_survey_itself_is_told_of_its_sheets(written: Written, tmp_path: Path) -> None:
    book(tmp_path / "survey.xlsx", {"说明": [["a", "b"], [1, 2]], "答卷": [["窗口"], ["满意"]]})
    path = written('file = "a.csv"\n', a=A)
    path.write_text(path.read_text("utf-8").replace("survey.csv", "survey.xlsx"), "utf-8")
    assert "工作表“答卷”里有“窗口”列" in problem(path).hint


def test_cells_that_are_no_data_are_refused_when_asked_for(
    written: Written, tmp_path: Path
) -> None:
    made = openpyxl.Workbook()
    for row in (["推荐", "甲", "乙"], [9, 1, 5], ["#N/A", 2, 6], [8, 3, 7]):
        made.active.append(row)
    made.active["A3"].data_type = "e"
    made.active.merge_cells("C3:C4")
    made.save(tmp_path / "a.xlsx")
    found = problem(written('file = "a.xlsx"\n'))
    assert (found.code, found.where.row, found.where.column) == ("data.bad_cell", 3, "推荐")
    read = table(written('file = "a.xlsx"\n'))
    assert read.texts("甲") == ("1", "2", "3")
    with pytest.raises(DataError, match="合并单元格"):
        read.texts("乙")


@pytest.mark.parametrize(
    ("text", "column", "rows"),
    [
        (
            "意见\n停电多，来得慢\n好\n不错；谢谢，再见\n",
            "意见",
            ("停电多，来得慢", "好", "不错；谢谢，再见"),
        ),
        (
            "您对停电，怎么看\n好\n停电多，时间长，太热\n差\n",
            "您对停电，怎么看",
            ("好", "停电多，时间长，太热", "差"),
        ),
        ('意见\n"停电,多"\n"a\nb"\n', "意见", ("停电,多", "a\nb")),
        ("意见\na|b\nc;d\n", "意见", ("a|b", "c;d")),
        ("推荐，意见\n9，好\n8，差\n", "意见", ("好", "差")),
        ("推荐;意见，建议\n9;好，很好\n", "意见，建议", ("好，很好",)),
    ],
)
def test_commas_in_the_cells_of_one_column(
    written: Written, text: str, column: str, rows: tuple[str, ...]
) -> None:
    path = written('file = "a.csv"\n', a=text)
    asked = path.read_text("utf-8").replace('question = "推荐"', f'question = "{column}"')
    path.write_text(asked, encoding="utf-8")
    assert table(path).columns[column] == rows


def test_prose_below_a_header_that_nobody_asks_for(written: Written) -> None:
    read = table(written('file = "a.csv"\n', a="意见\n停电多，来得慢\n好\n"))
    assert dict(read.columns) == {"意见": ("停电多，来得慢", "好")}


def test_a_row_with_too_many_cells_is_still_refused(written: Written) -> None:
    found = problem(written('file = "a.csv"\n', a="编号,推荐\n1,9，好\n2,8,差\n"))
    assert (found.code, found.where.row) == ("data.field_count", 3)


@pytest.mark.parametrize("lines", ['file = "survey.csv"\n', "", TWO.replace("b.csv", "survey.csv")])
def test_columns_that_a_study_uses_are_used(tmp_path: Path, lines: str) -> None:
    (tmp_path / "survey.csv").write_text(
        "窗口,推荐,备注\n满意,9,甲\n不满意,3,乙\n", encoding="utf-8"
    )
    (tmp_path / "project.toml").write_text(HEAD + lines, encoding="utf-8")
    read = reporter.read_responses(reporter.open_project(tmp_path))
    assert [p.what for p in read.problems] == ["有1列没有用到：“备注”。"]


def test_columns_of_another_file_are_not_used(tmp_path: Path) -> None:
    (tmp_path / "survey.csv").write_text("窗口,推荐\n满意,9\n不满意,3\n", encoding="utf-8")
    (tmp_path / "project.toml").write_text(HEAD + 'file = "a.csv"\n', encoding="utf-8")
    read = reporter.read_responses(reporter.open_project(tmp_path))
    assert [p.what for p in read.problems] == ["有1列没有用到：“推荐”。"]


def test_a_header_that_differs_in_its_number_is_read_and_said(written: Written) -> None:
    score = "2、推荐？\n" + "9\n8\n" * 20
    path = written('file = "a.csv"\n', a=score)
    assert table(path).texts("推荐") == ("9", "8") * 20
    (note,) = [problem for problem in table(path).notes if problem.code == "study.header"]
    assert note.what == "列名写作“推荐”，按表头“2、推荐？”读取。"
    assert table(written('file = "b.csv"\n', b=score.replace("2、推荐？", "推 荐"))).notes == ()
