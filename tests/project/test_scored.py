from io import BytesIO

import pytest
from openpyxl import Workbook

from reporter.project import ScoredSheet, open_project, read_responses

SCORED = 'entry = "scored"\n'
EMPTY = ""

WIDE = """\
单位,样本量,诚心服务,,诚信服务,总体满意度,,名次
,,走访,小计,,本年,上年,
权重,,0.6,40%,0.5,,,
城区,120,91.2,90.1,88,89.5,88.0,1
河西,80,92.2,91.1,—,90.5,,2
合计,200,91.6,90.5,88.0,89.9,88.1,
注：样本量为有效份数,,,,,,,
"""


def read(opened, text, data=""):
    return read_responses(opened(text, EMPTY, data=SCORED + data))


def cells(sheet):
    return {(c.unit, c.path): c for c in sheet.cells}


def test_long_sheet_of_units(write, exports):
    folder = write(EMPTY, data=SCORED, file=str(exports / "scored_by_unit.xlsx"))
    sheet = read_responses(open_project(folder))
    assert isinstance(sheet, ScoredSheet)
    assert [(c.unit, c.score) for c in sheet.cells] == [
        ("城区分公司", 92.2),
        ("河西分公司", 86.0),
        ("山阳分公司", 90.0),
    ]
    first = sheet.cells[0]
    assert first.path == ("货源供应", "订单准确度")
    assert (first.department, first.weight, first.n, first.previous) == (
        "营销中心",
        0.3,
        None,
        None,
    )
    assert str(first.place) == "《scored_by_unit.xlsx》工作表“Sheet1”第2行“本年得分”列"


def test_long_sheet_with_base_total_and_last_year(opened):
    sheet = read(
        opened,
        "单位,一级指标,二级指标,样本量,本年得分,上年得分\n"
        "城区,诚心,走访,50,90,89.5\n城区,诚心,,50,91分,\n合计,总体,,100,90.5,-\n\n",
    )
    found = cells(sheet)
    assert set(found) == {("城区", ("诚心", "走访")), ("城区", ("诚心",)), ("", ())}
    assert found["城区", ("诚心", "走访")].previous == 89.5
    assert found["城区", ("诚心",)].score == 91
    assert (found["", ()].n, found["", ()].previous) == (100, None)


def test_wide_sheet_with_two_header_rows(opened):
    sheet = read(opened, WIDE)
    found = cells(sheet)
    assert set(found) == {
        (unit, path)
        for unit in ("城区", "河西", "")
        for path in (("诚心服务", "走访"), ("诚心服务",), ("诚信服务",), ())
    }
    assert found["城区", ("诚心服务", "走访")].score == 91.2
    assert found["城区", ()].previous == 88.0
    assert found["河西", ()].previous is None
    assert found["河西", ("诚信服务",)].score is None
    assert found["", ()].n == 200
    assert found["", ("诚心服务",)].weight == 0.4
    assert found["城区", ("诚心服务", "走访")].place.row == 4
    assert ["名次" in p.what for p in sheet.problems] == [True]


def test_wide_workbook_with_merged_headers(opened):
    book = Workbook()
    ws = book.active
    for row in (
        ["某市公司满意度得分表"],
        ["序号", "单位", "样本量", "诚心服务", None, "诚信服务", "总体满意度", None],
        [None, None, None, "走访", "指导", None, "2026年", "2025年"],
        [1, "城区", 120, 91.2, 90.1, 88, 89.5, 88],
        ["合计", None, 120, 91.2, 90.1, 88, 89.5, 88],
    ):
        ws.append(row)
    for area in ("A1:H1", "A2:A3", "B2:B3", "C2:C3", "D2:E2", "F2:F3", "G2:H2", "A5:B5"):
        ws.merge_cells(area)
    out = BytesIO()
    book.save(out)
    found = cells(read(opened, out.getvalue()))
    assert set(found) == {
        (unit, path)
        for unit in ("城区", "")
        for path in (("诚心服务", "走访"), ("诚心服务", "指导"), ("诚信服务",), ())
    }
    assert (found["城区", ()].score, found["城区", ()].previous) == (89.5, 88)
    assert found["", ("诚心服务", "指导")].score == 90.1


def test_merged_units_of_a_long_workbook(opened):
    book = Workbook()
    ws = book.active
    for row in (
        ["单位", "一级指标", "本年得分"],
        ["城区", "诚心", 90],
        [None, "诚信", 91],
    ):
        ws.append(row)
    ws.merge_cells("A2:A3")
    out = BytesIO()
    book.save(out)
    assert set(cells(read(opened, out.getvalue()))) == {("城区", ("诚心",)), ("城区", ("诚信",))}


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("单位,诚心,诚信\n城区,九十,90\n", ["data.not_a_number"]),
        ("单位,诚心,诚信\n城区,190,-1\n", ["data.out_of_range"] * 2),
        ("单位,诚心,诚信\n城区,nan,inf\n", ["data.not_a_number"] * 2),
        ("单位,样本量,诚心\n城区,12.5,90\n", ["data.out_of_range"]),
        ("单位,诚心,诚信\n,90,90\n", ["data.empty"]),
        ("单位,诚心,诚信\n城区,90,90\n,90,90\n", ["data.blank_unit"]),
        ("单位,诚心,诚信\n城区,90,90\n城区,91,90\n", ["data.duplicate_score"] * 2),
        ("单位,诚心,诚心\n城区,90,91\n", ["data.duplicate_score"]),
        ("部门,诚心,诚信\n城区,90,90\n", ["data.missing_column"]),
        ("单位,诚心,诚信\n", ["data.empty"]),
    ],
)
def test_bad_sheets(data_problems, text, codes):
    assert [p.code for p in data_problems(text, EMPTY, data=SCORED)] == codes


def test_bad_cells_have_their_place(data_problems):
    (problem,) = data_problems("单位,诚心,诚信\n城区,90,九十\n", EMPTY, data=SCORED)
    assert (problem.where.row, problem.where.column) == (2, "诚信")


def test_other_names_of_columns(opened):
    text = "分公司,有效数,诚心\n城区,30,90\n全省,30,90\n"
    data = 'unit = "分公司"\nbase = "有效数"\ntotal_rows = ["全省"]\n'
    found = cells(read(opened, text, data))
    assert found["", ("诚心",)].n == 30


def test_a_private_use_character_is_refused_by_its_cell(data_problems):
    text = "单位,一级指标,本年得分\n甲\ue123县,服务,90\n乙县,服\ue124务,91\n"
    problems = data_problems(text, data=SCORED)
    assert [p.code for p in problems] == ["data.private_character"] * 2
    assert [(p.where.row, p.where.column) for p in problems] == [(2, "单位"), (3, "一级指标")]
    assert "U+E123" in problems[0].what
