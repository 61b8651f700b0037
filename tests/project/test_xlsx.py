import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest
from openpyxl import Workbook

from reporter.project import read_responses
from reporter.project.readers.table import cell_text, letter

FILE = {"file": "data.xlsx"}
OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def workbook(*rows, change=None):
    book = Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    if change:
        change(book, sheet)
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(raw, part, edit):
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(raw)) as source, zipfile.ZipFile(out, "w", 8) as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, edit(data) if name.endswith(part) else data)
    return out.getvalue()


PLAIN = workbook(["甲题", "乙题"], ["满意", 4], ["不满意", 2.5])


def test_cells_become_text(opened):
    responses = read_responses(opened(PLAIN, **FILE))
    assert responses.columns == {"甲题": ("满意", "不满意"), "乙题": ("4", "2.5")}
    assert responses.sheet == "Sheet"
    assert str(responses.place(0, "乙题")) == "《data.xlsx》工作表“Sheet”第2行“乙题”列"


def test_the_bytes_decide_not_the_name(opened):
    assert read_responses(opened(PLAIN)).columns["甲题"] == ("满意", "不满意")


def test_values_and_letters():
    values = [True, 3.0, 0.1, 1e20, date(2026, 1, 2), datetime(2026, 1, 2, 3, 4), None, "x"]
    texts = ["TRUE", "3", "0.1", "1e+20", "2026-01-02", "2026-01-02 03:04:00", "", "x"]
    assert [cell_text(value) for value in values] == texts
    assert [letter(n) for n in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_error_cells_and_unsaved_formulas_are_refused_with_their_address(data_problems):
    def change(_book, sheet):
        sheet["A3"] = "#DIV/0!"
        sheet["B2"] = "=1+1"
        sheet["C2"] = "=1/0"  # a column that is not used

    raw = workbook(["甲题", "乙题", "丙"], ["满意", 1, 1], ["满意", 1, 1], change=change)
    problems = data_problems(raw, **FILE)
    assert [p.code for p in problems] == ["data.bad_cell"] * 2
    assert "B2是公式" in problems[0].what
    assert "A3是错误值 #DIV/0!" in problems[1].what
    assert problems[1].where.row == 3


def test_a_formula_with_its_result_is_read(opened):
    raw = workbook(["甲题", "乙题"], ["满意", "=1+1"])
    raw = repacked(raw, "sheet1.xml", lambda data: data.replace(b"<v></v>", b"<v>2</v>").replace(
        b"<v />", b"<v>2</v>").replace(b"<v/>", b"<v>2</v>"))  # fmt: skip
    assert read_responses(opened(raw, **FILE)).columns["乙题"] == ("2",)


def test_merged_data_cells_are_refused(data_problems):
    raw = workbook(
        ["甲题", "乙题"], ["满意", "x"], [None, "x"], change=lambda _b, s: s.merge_cells("A2:A3")
    )
    (problem,) = data_problems(raw, **FILE)
    assert "A2:A3" in problem.what


def test_merged_headers_and_title(opened):
    def change(_book, sheet):
        sheet.merge_cells("A1:D1")
        sheet.merge_cells("A2:A3")
        sheet.merge_cells("B2:C2")

    raw = workbook(
        ["调查数据"],
        ["编号", "评价", None, "其他"],
        [None, "甲题", "乙题", None],
        [1, "满意", "不满意", "x"],
        change=change,
    )
    responses = read_responses(opened(raw, **FILE))
    assert responses.columns == {"甲题": ("满意",), "乙题": ("不满意",)}
    assert responses.headers["甲题"] == "评价—甲题"
    assert responses.row_numbers == (4,)
    assert responses.dropped_columns == ("编号", "其他")


def test_a_title_merged_across_does_not_swallow_a_row_of_data(opened):
    raw = workbook(
        ["甲题", "乙题", "备注", None],
        ["满意", "不满意", "x", "y"],
        change=lambda _b, s: s.merge_cells("C1:D1"),
    )
    assert read_responses(opened(raw, **FILE)).columns["甲题"] == ("满意",)


def sheets(book, first):
    first.sheet_state = "hidden"
    for name in ("数据", "说明"):
        book.create_sheet(name).append(["甲题", "乙题"])
        book[name].append([name, "x"])


def test_first_visible_sheet_is_used_and_said(opened):
    responses = read_responses(opened(workbook(["x"], change=sheets), **FILE))
    assert responses.sheet == "数据"
    assert [p.code for p in responses.problems] == ["data.sheet_chosen"]
    assert "“说明”" in responses.problems[0].what


def test_named_sheets(opened, data_problems):
    raw = workbook(["x"], change=sheets)
    responses = read_responses(opened(raw, data='sheet = "说明"\n', **FILE))
    assert responses.columns["甲题"] == ("说明",)
    (hidden,) = data_problems(raw, data='sheet = "Sheet"\n', **FILE)
    assert "隐藏" in hidden.what
    (absent,) = data_problems(raw, data='sheet = "数据表"\n', **FILE)
    assert "“数据”" in absent.hint


@pytest.mark.parametrize("address", ["XFD1048576", "A1048576", "BXY2"])
def test_a_far_cell_does_not_end_the_process(data_problems, address):
    raw = workbook(
        ["甲题", "乙题"], ["满意", "x"], change=lambda _b, s: s.__setitem__(address, "x")
    )
    (problem,) = data_problems(raw, **FILE)
    assert problem.code == "data.too_large"


def test_a_row_number_far_down_is_seen_without_cell_references(data_problems):
    def edit(data):
        return data.replace(b'<row r="2"', b"<row r='9999999'").replace(b' r="A2"', b"")

    assert data_problems(repacked(PLAIN, "sheet1.xml", edit), **FILE)[0].code == "data.too_large"


@pytest.mark.parametrize("mark", [b"r='%s'", b'r = "%s"', b'\tr="%s"', b'r=\n"%s"'])
def test_far_cells_are_seen_however_the_attribute_is_written(data_problems, mark):
    def edit(data):
        return data.replace(b'r="B2"', mark % b"XFD1048576")

    assert data_problems(repacked(PLAIN, "sheet1.xml", edit), **FILE)[0].code == "data.too_large"


def test_entity_declarations_are_refused(data_problems):
    declaration = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'

    def edit(data):
        return data.replace(b"<worksheet", declaration + b"<worksheet", 1)

    (problem,) = data_problems(repacked(PLAIN, "sheet1.xml", edit), **FILE)
    assert problem.code == "data.unsafe"


def test_a_bomb_is_not_unpacked(data_problems):
    raw = repacked(PLAIN, "sheet1.xml", lambda data: data + b" " * 30_000_000)
    assert data_problems(raw, **FILE)[0].code == "data.too_large"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (PLAIN[:2000], "data.workbook"),
        (repacked(PLAIN, "sheet1.xml", lambda data: data[:-200]), "data.workbook"),
        (repacked(PLAIN, "sheet1.xml", lambda d: d.replace(b'"A2"', b'"A"')), "data.workbook"),
        (repacked(PLAIN, "workbook.xml", lambda _data: b"<x/>"), "data.workbook"),
        (OLE2 + b"\0" * 600, "data.workbook"),
        (OLE2 + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "data.password"),
        (b"PK\x03\x04" + b"x" * 500, "data.workbook"),
    ],
)
def test_broken_workbooks(data_problems, raw, code):
    (problem,) = data_problems(raw, **FILE)
    assert problem.code == code
    assert problem.hint


def test_other_archives_are_no_workbooks(data_problems):
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert data_problems(out.getvalue(), **FILE)[0].code == "data.format"


def test_empty_sheet(data_problems):
    assert data_problems(workbook(), **FILE)[0].code == "data.empty"
    assert data_problems(workbook(["甲题", "乙题"]), **FILE)[0].code == "data.empty"
