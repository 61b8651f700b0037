import hashlib

import pandas as pd
import pytest

from reporter.errors import DataError
from reporter.project import open_project, read_responses, responses_from_frame

from .conftest import ITEMS, SCALE

TEXT = "编号,1、甲题,乙题,备注\n001,满意,不满意,a\n002,非常满意,(跳过),b\n"
COLUMNS = {"甲题": ("满意", "非常满意"), "乙题": ("不满意", "(跳过)")}
ID = 'respondent = "编号"\n'


def codes(problems):
    return [problem.code for problem in problems]


def test_responses_are_text_with_their_places(opened):
    responses = read_responses(opened(TEXT, data=ID))
    assert responses.columns == {"编号": ("001", "002"), **COLUMNS}
    assert responses.row_numbers == (2, 3)
    assert responses.headers["甲题"] == "1、甲题"
    assert str(responses.place(1, "甲题")) == "《data.csv》第3行“1、甲题”列"
    assert responses.dropped_columns == ("备注",)
    assert codes(responses.problems) == ["data.unused_columns"]
    assert "“备注”" in responses.problems[0].what
    assert responses.sha256 == hashlib.sha256(TEXT.encode()).hexdigest()
    assert len(responses) == 2
    assert repr(responses) == "<Responses 《data.csv》：2行，用到3列，未用1列，提示1条>"


def test_ignored_columns_are_not_told(opened):
    assert read_responses(opened(TEXT, data='ignore = ["备注", "编号"]\n')).problems == ()


@pytest.mark.parametrize("separator", [",", ";", "\t", "，", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le"])
def test_encodings_and_separators(opened, encoding, separator):
    text = (TEXT + "𠮷1,满意,满意,㐂\n").replace(",", separator)
    responses = read_responses(opened(text.encode(encoding), data=ID))
    assert responses.columns["编号"][-1] == "𠮷1"
    assert responses.columns["甲题"] == ("满意", "非常满意", "满意")


def test_a_comma_inside_headers_does_not_decide_the_separator(opened):
    text = "甲题;乙题;您对A,B,C,D,E的看法\n满意;满意;x\n"
    assert read_responses(opened(text)).columns["甲题"] == ("满意",)


def test_damaged_utf8_is_not_read_as_gb18030(data_problems):
    text = "甲题,乙题\n" + "满意,不满意\n" * 50
    raw = text.encode() + b"\xe6\xbb,x\n"
    (problem,) = data_problems(raw)
    assert (problem.code, problem.where.row) == ("data.encoding", 52)


def test_stated_encoding_that_is_wrong(data_problems):
    (problem,) = data_problems(TEXT.encode("gbk"), data='encoding = "utf-8"\n')
    assert (problem.code, problem.where.row) == ("data.encoding", 1)


def test_every_row_of_a_wrong_width_is_named(data_problems):
    text = "甲题,乙题\n满意,满意\n满意\n满意,满意,多\n\n满意,满意\n"
    problems = data_problems(text)
    assert codes(problems) == ["data.field_count"] * 2
    assert [p.where.row for p in problems] == [3, 4]
    assert "1个单元格" in problems[0].what


def test_rows_count_after_embedded_newlines(opened, data_problems):
    text = '甲题,乙题\n满意,"不\n\n满意"\n满意,满意\n'
    responses = read_responses(opened(text))
    assert responses.columns["乙题"][0] == "不\n\n满意"
    assert responses.row_numbers == (2, 3)
    (problem,) = data_problems(text + "满意\n")
    assert problem.where.row == 4


def test_all_rows_shifted_is_one_message(data_problems):
    text = "甲题,乙题\n" + "1,满意,满意\n" * 40
    (problem,) = data_problems(text)
    assert "错位" in problem.what


def test_problems_are_capped(data_problems):
    head = "甲题,乙题\n满意,满意\n"
    problems = data_problems(head + "".join("满意" + ",满意" * i + "\n" for i in range(2, 47)))
    assert len(problems) == 21
    assert "另有25处" in problems[-1].what
    (once,) = data_problems(head + "满意\n" * 45)  # one cause
    assert "表头有2个，共45处（第3、4、5、6、7、8、9、10等行）。" in once.what


@pytest.mark.parametrize("row", ['满意,"满意\n', '满意,"满"意\n'])
def test_unbalanced_quotes(data_problems, row):
    (problem,) = data_problems("甲题,乙题\n满意,满意\n" + row)
    assert (problem.code, problem.where.row) == ("data.quotes", 3)


def test_missing_column_names_near_headers(data_problems):
    problems = data_problems("1、甲题目,丙\n满意,满意\n")
    assert codes(problems) == ["data.missing_column"] * 2
    assert "“1、甲题目”" in problems[0].hint


@pytest.mark.parametrize(
    "header",
    [
        "甲题",
        " 甲题\u3000",
        "12、甲题",
        "Q3.甲题",
        "3．甲题",
        "1、甲题（必填）",
        '1、甲题<span style="color:red">*</span>',
        "甲\ufeff题",
        "第1题:甲题",
    ],
)
def test_headers_that_match(opened, header):
    quoted = '"' + header.replace('"', '""') + '"'
    text = f"{quoted},乙题\n满意,满意\n"
    assert read_responses(opened(text)).columns["甲题"] == ("满意",)


@pytest.mark.parametrize("header", ["您对甲题", "甲题得分", "1、甲题—行", "甲 题 2"])
def test_headers_that_only_contain_the_name_do_not_match(data_problems, header):
    assert codes(data_problems(f"{header},乙题\n满意,满意\n")) == ["data.missing_column"]


def test_exact_match_goes_before_numbered(opened):
    text = "1、甲题,甲题,乙题\nx,满意,满意\n"
    assert read_responses(opened(text)).columns["甲题"] == ("满意",)


@pytest.mark.parametrize("header", ["甲题,乙题,甲题", "1、甲题,乙题,2、甲题"])
def test_ambiguous_headers_name_both_columns(data_problems, header):
    (problem,) = data_problems(f"{header}\n满意,满意,满意\n")
    assert problem.code == "data.duplicate_header"
    assert "A列" in problem.what
    assert "C列" in problem.what


def test_duplicate_headers_that_are_not_used_do_not_matter(opened):
    text = "甲题,乙题,x,x\n满意,满意,1,2\n"
    assert read_responses(opened(text)).dropped_columns == ("x", "x")


@pytest.mark.parametrize("content", ["", "\n\n", "甲题,乙题\n", "甲题,乙题\n,\n , \n"])
def test_empty_files(data_problems, content):
    assert codes(data_problems(content)) == ["data.empty"]


def test_blank_rows_are_skipped_and_counted(opened):
    text = "甲题,乙题\n满意,满意\n,\n \u3000,\xa0\n\n满意,\n,\n\n"
    responses = read_responses(opened(text))
    assert responses.row_numbers == (2, 6)
    assert [p.what for p in responses.problems] == ["跳过了3个空白行。"]


def test_a_title_above_the_header(opened):
    responses = read_responses(opened("满意度调查数据\n\n甲题,乙题\n满意,满意\n"))
    assert responses.row_numbers == (4,)


def test_invisible_characters_are_removed_and_counted(opened):
    text = "甲题,乙题\n满\u200b意,\xa0满意\u3000\n满\0意,\ufffe满意\n"
    responses = read_responses(opened(text))
    assert responses.columns == {"甲题": ("满意", "满意"), "乙题": ("满意", "满意")}
    assert [p.what for p in responses.problems] == ["在3个单元格中删去了看不见的控制字符。"]


def test_duplicate_respondents_are_an_error_by_default(data_problems):
    text = "编号,甲题,乙题\nA,满意,满意\nB,满意,满意\nA,满意,满意\n,满意,满意\n,满意,满意\n"
    (problem,) = data_problems(text, data=ID)
    assert "第2、4行" in problem.what
    assert problem.code == "data.duplicate_respondent"


@pytest.mark.parametrize(
    ("policy", "answers", "rows"),
    [("first", ("满意", "不满意"), (2, 3)), ("last", ("不满意", "基本满意"), (3, 4))],
)
def test_duplicate_respondents_by_rule(opened, policy, answers, rows):
    text = "编号,甲题,乙题\nA,满意,x\nB,不满意,x\nA,基本满意,x\n"
    responses = read_responses(opened(text, data=ID + f'duplicates = "{policy}"\n'))
    assert responses.columns["甲题"] == answers
    assert responses.row_numbers == rows
    assert "删去1行" in responses.problems[-1].what


def test_ids_spoilt_by_excel_are_warned_of(opened):
    text = "编号,甲题,乙题\n1.38E+10,满意,满意\n1.39E+10,满意,满意\n"
    (problem,) = read_responses(opened(text, data=ID)).problems
    assert (problem.code, problem.severity) == ("data.scientific_id", "warning")


@pytest.mark.parametrize("start", [b"%PDF-1.7", b"<html>", b"\x89PNG", b"$FL2@(#)", b"<?xml "])
def test_files_that_are_no_tables(data_problems, start):
    assert codes(data_problems(start + b"x" * 100)) == ["data.format"]


def test_missing_data_file_suggests_near_names(write, tmp_path):
    folder = write(file="dat.csv")
    (tmp_path / "data.csv").touch()
    with pytest.raises(DataError) as caught:
        read_responses(open_project(folder))
    (problem,) = caught.value.problems
    assert "data.csv" in problem.hint
    assert problem.where.file == "project.toml"
    assert problem.where.line == 9


def test_blocks_do_not_show(opened):
    rows = [f"{i},{'满意' if i % 3 else '不满意'},x" for i in range(4500)]
    responses = read_responses(opened("编号,甲题,乙题\n" + "\n".join(rows), data=ID))
    assert responses.columns["编号"] == tuple(map(str, range(4500)))
    assert responses.columns["甲题"][2000] == "满意"
    assert responses.row_numbers[-1] == 4501


def test_frame_gives_the_same_responses(opened):
    project = opened(TEXT, data=ID)
    frame = pd.DataFrame(
        {"编号": ["001", "002"], "1、甲题": ["满意", "非常满意"], "乙题": ["不满意", "(跳过)"]}
    )
    responses = responses_from_frame(project, frame)
    assert responses.columns == read_responses(project).columns
    assert responses.row_numbers == (2, 3)


def test_frame_values_become_text(opened):
    project = opened("甲题,乙题\n1,2\n")
    frame = pd.DataFrame({"甲题": [4.0, None, 2.5], "乙题": pd.array([1, 2, None], dtype="Int64")})
    columns = responses_from_frame(project, frame).columns
    assert columns == {"甲题": ("4", "", "2.5"), "乙题": ("1", "2", "")}


def test_segments_weights_and_open_questions_are_read(opened):
    parts = (
        SCALE,
        ITEMS,
        '[[segments]]\nid = "c"\nname = "县区"\ncolumn = "所在地"\n',
        '[[open_questions]]\nid = "o"\nname = "意见"\n',
    )
    text = "甲题,乙题,所在地,意见,权\n满意,满意,城区,=1+1,0.5\n"
    responses = read_responses(opened(text, *parts, data='weight = "权"\n'))
    assert responses.columns["所在地"] == ("城区",)
    assert responses.columns["意见"] == ("=1+1",)
    assert responses.columns["权"] == ("0.5",)
    assert responses.dropped_columns == ()


def test_limits_of_rows_and_bytes(data_problems, monkeypatch):
    from reporter.project.readers import csv, files

    monkeypatch.setattr(csv, "MAX_ROWS", 2)
    assert codes(data_problems("甲题,乙题\n" + "满意,满意\n" * 3)) == ["data.too_many_rows"]
    monkeypatch.setattr(files, "MAX_BYTES", 20)
    assert codes(data_problems("甲题,乙题\n满意,满意\n")) == ["data.too_large"]
