"""Rows of totals below the data, merged cells and headers that stand twice: never in silence."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import reporter
from reporter.errors import DataError, Problem
from reporter.project import OpenedProject, open_project, read_responses
from reporter.project.study_files import read_study_tables, study_table_from

DATA = "编号,甲题,乙题\n1,满意,满意\n2,不满意,满意\n"
OF = ("2025年合计", "2025全年", "一季度小计", "上半年平均", "甲组 小计", "1-6月累计", "全年均值")
Opened = Callable[..., OpenedProject]


@pytest.mark.parametrize(
    ("below", "rows"),
    [
        ("合计,,\n", ["第4行“合计”"]),
        ("合 计：,,\n", ["第4行“合 计：”"]),
        ("3,平均,90.1\n", ["第4行“平均”"]),
        (",总计,\n", ["第4行“总计”"]),
        ("合计,131,98.5%\n平均,９０．５,—\n", ["第4行“合计”", "第5行“平均”"]),
        ("小计,2户,2份\n注：不含拒访,,\n", ["第4行“小计”", "第5行“注：不含拒访”"]),
        ("标准差,3.1,\n\n", ["第4行“标准差”"]),
        ("2025年合计,3,\n全市平均,90.1,\n", ["第4行“2025年合计”", "第5行“全市平均”"]),
    ],
)
def test_totals_at_the_end_are_left_out_and_named(
    opened: Opened, below: str, rows: Sequence[str]
) -> None:
    found = read_responses(opened(DATA + below))
    assert found.columns["甲题"] == ("满意", "不满意")
    notes = [one for one in found.problems if one.code == "data.totals_left_out"]
    assert [one.what.partition("是")[0] for one in notes] == rows
    assert {one.severity for one in notes} == {"note"}


@pytest.mark.parametrize(
    ("text", "row", "said"),
    [
        ("编号,甲题,乙题\n小计,,\n2,满意,满意\n", 2, "夹在数据当中"),
        ("编号,甲题,乙题\n1,满意,满意\n小计,1,1\n2,满意,满意\n合计,,\n", 3, "夹在数据当中"),
        (f"{DATA}合计,满意,\n", 4, "分不清是合计还是数据"),
        *((f"编号,甲题,乙题\n{name},1,1\n2,满意,满意\n", 2, "夹在数据当中") for name in OF),
    ],
)
def test_totals_that_may_be_data_are_refused(
    data_problems: Callable[[str], list[Problem]], text: str, row: int, said: str
) -> None:
    (problem,) = data_problems(text)
    assert (problem.code, problem.where.row) == ("data.totals_row", row)
    assert said in problem.what


@pytest.mark.parametrize(
    "text",
    [
        "甲题,乙题\n满意,满意\n合计内,满意\n",
        f"{DATA}总体,满意,满意\n",
        f"{DATA}小计王,满意,\n",
        f"{DATA}高于平均,1,1\n",
        f"{DATA}全年无休,1,1\n",
    ],
)
def test_words_that_only_look_like_totals_are_data(opened: Opened, text: str) -> None:
    found = read_responses(opened(text))
    assert len(found) == text.count("\n") - 1


def test_faults_of_a_row_of_totals_do_not_matter(tmp_path: Path, opened: Opened) -> None:
    made = openpyxl.Workbook()
    for row in (["编号", "甲题", "乙题"], [1, "满意", "满意"], ["合计", None, "=1/0"]):
        made.active.append(row)
    made.active.merge_cells("A3:B3")
    made.save(tmp_path / "x.xlsx")
    found = read_responses(opened((tmp_path / "x.xlsx").read_bytes(), file="data.xlsx"))
    assert len(found) == 1


def test_totals_in_data_given_to_a_study() -> None:
    data = {"网点": ["甲", "乙", "合计"], "得分": [90, 80, 85]}
    table = study_table_from(data)
    assert len(table) == 2
    assert "第4行“合计”" in table.notes[0].what
    with pytest.raises(DataError, match="夹在数据当中"):
        study_table_from({"网点": ["小计", "甲", "乙"], "得分": [170, 90, 80]})


def test_a_study_of_one_column_keeps_its_answers() -> None:
    assert len(study_table_from({"意见": ["好", "平均", "合计"]})) == 3


def _book(path: Path, rows: Sequence[Sequence[Any]], *merged: str) -> Path:
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(list(row))
    for area in merged:
        made.active.merge_cells(area)
    made.save(path)
    return path


def _visits(folder: Path, rows: Mapping[str, Any]) -> None:
    head = ["网点", "检查项", "结果", "件数"]
    _book(folder / "visits.xlsx", [head, *rows["rows"]], *rows["merged"])


SURVEY = """
[report]
title = "报告"
date = 2026-11-20
[survey]
organisation = "甲公司"
subject = "客户"
wave = "2026年度"
[data]
file = "data.csv"
[[scales]]
id = "four"
preset = "four_level"
[[items]]
id = "window"
name = "窗口"
indicator = "total"
[[studies]]
id = "visits"
method = "mystery_shopping"
file = "visits.xlsx"
"""


def _project(folder: Path) -> Path:
    (folder / "project.toml").write_text(SURVEY, encoding="utf-8")
    (folder / "data.csv").write_text("编号,窗口\n" + "1,满意\n" * 40, encoding="utf-8")
    return folder


def test_words_merged_down_hold_for_all_their_rows(tmp_path: Path) -> None:
    rows = [["甲店", "问候", "是", 1], [None, "着装", "否", 1], ["乙店", "问候", "是", 1],
            [None, "着装", "是", 1], ["合计", None, None, 4]]  # fmt: skip
    _visits(tmp_path, {"rows": rows, "merged": ["A2:A3", "A4:A5", "A6:C6"]})
    (table,) = read_study_tables(open_project(_project(tmp_path)))
    assert table.texts("网点") == ("甲店", "甲店", "乙店", "乙店")
    told = [problem.what for problem in reporter.check(tmp_path)]
    assert any("A2:A3等2处" in what for what in told)
    assert any(what.startswith("《visits.xlsx》") and "第6行“合计”" in what for what in told)


def test_numbers_merged_down_are_refused_once(tmp_path: Path) -> None:
    rows = [[shop, "问候", "是", 5] for shop in "甲乙丙丁"]
    _visits(tmp_path, {"rows": rows, "merged": ["D4:D5", "D2:D3"]})
    (table,) = read_study_tables(open_project(_project(tmp_path)))
    with pytest.raises(DataError) as caught:
        table.numbers(["件数"])
    (problem,) = caught.value.problems
    assert "D2:D3等2处" in problem.what
    assert problem.where.row == 2


def test_a_header_that_stands_twice_is_refused_when_asked_for(tmp_path: Path) -> None:
    _book(tmp_path / "visits.xlsx", [["网点", "检查项", "结果", "网点"], ["甲", "问候", "是", "x"]])
    (table,) = read_study_tables(open_project(_project(tmp_path)))
    assert table.texts("结果") == ("是",)
    with pytest.raises(DataError, match="有2列都叫“网点”（A、D列）"):
        table.texts("网点")
