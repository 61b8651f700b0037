"""What is told of studies: sections left out and why, columns that only some files have."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

import reporter
from reporter.errors import Problem
from tests.study_sections import WINDOW

HEAD = f"""
schema_version = 1
[report]
title = "报告"
date = 2026-11-20
[survey]
organisation = "甲公司"
subject = "客户"
wave = "2026年度"
sampling = "random"
population = 5000
[data]
file = "b.xlsx"
{WINDOW}[[items]]
id = "notice"
name = "停电通知"
indicator = "service"
[[studies]]
id = "waves"
method = "wave_change"
title = "两年变化"
"""
FILES = 'files = [{ name = "2025年度", file = "a.xlsx" }, { name = "2026年度", file = "b.xlsx" }]\n'
ROWS = [["满意", "非常满意"], ["非常满意", "满意"], ["不满意", "满意"]] * 20


def book(path: Path, header: list[str], notes: bool = False) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    if notes:
        sheet.title = "填表说明"
        sheet.append(["说明"])
        sheet.append(["一人一行"])
        sheet = made.create_sheet("数据")
    for row in [header, *ROWS]:
        sheet.append(row)
    made.save(path)


def problems(folder: Path, study: str = FILES) -> list[Problem]:
    (folder / "project.toml").write_text(HEAD + study, encoding="utf-8")
    found = reporter.check(folder)
    return [p for p in found if p.code.startswith("study.")]


def test_sections_that_stand_are_listed(tmp_path: Path) -> None:
    for name in ("a", "b"):
        book(tmp_path / f"{name}.xlsx", ["窗口", "停电通知"])
    (only,) = problems(tmp_path)
    assert (only.severity, only.what) == ("note", "[[studies]] 中有1种方法写成章节：“两年变化”。")


def test_a_column_in_one_file_only_is_told_with_file_and_column(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", ["窗口", "停电通报"])
    book(tmp_path / "b.xlsx", ["窗口", "停电通知"])
    warning, _ = problems(tmp_path)
    assert warning.severity == "warning"
    assert str(warning.where) == "《a.xlsx》工作表“Sheet”“停电通知”列"
    assert "2025年度的文件没有“停电通知”列（2026年度有）" in warning.what
    assert "“停电通报”" in warning.hint
    facts = reporter.compute_facts(tmp_path)
    (why,) = (f.value for f in facts.select("reason", "waves.item.停电通知"))
    assert why == "2025年度的文件没有“停电通知”列"
    assert any(row["code"] == warning.code for row in facts.meta["problems"])  # in 附录C
    text = reporter.fill(reporter.open_project(tmp_path), facts)
    assert "。。" not in str(text.texts)


@pytest.mark.parametrize("items", ['items = ["停电通知"]\n', 'items = ["notice"]\n'])
def test_questions_are_columns_by_name_too(tmp_path: Path, items: str) -> None:
    book(tmp_path / "a.xlsx", ["窗口", "别的"])
    book(tmp_path / "b.xlsx", ["窗口", "停电通知"])
    assert "停电通知" in problems(tmp_path, FILES + items)[0].what


def test_what_no_study_asks_for_may_stand_in_some_files(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", ["窗口", "备注"])
    book(tmp_path / "b.xlsx", ["窗口", "停电通知"])
    assert len(problems(tmp_path, FILES + 'items = ["窗口"]\n')) == 1


def test_a_section_left_out_is_told_with_its_reason(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", ["窗口", "停电通知"], notes=True)
    book(tmp_path / "b.xlsx", ["窗口", "停电通知"])
    one = 'items = []\nwave = "期"\nwaves = [{ name = "甲" }, { name = "乙" }]\nfile = "a.xlsx"\n'
    for study in (one.replace("items = []\n", ""), one):
        (only,) = problems(tmp_path, study)
        assert only.severity == "warning"
        assert only.what.startswith("“两年变化”一节不写入报告：没有列出要比较的题目")
        assert str(only.where) == "《project.toml》第29行"
    assert "a.xlsx的工作表“填表说明”" in only.what
    assert "如“窗口”" in only.what
    assert "“说明”" in only.what
    assert only.what.endswith("。")
    assert "。。" not in only.what


def test_a_build_tells_it_too(tmp_path: Path) -> None:
    book(tmp_path / "a.xlsx", ["说明"])
    book(tmp_path / "b.xlsx", ["窗口", "停电通知"])
    two = 'wave = "期"\nwaves = [{ name = "甲" }, { name = "乙" }]\nfile = "a.xlsx"\n'
    problems(tmp_path, two)
    built = reporter.build(tmp_path, outputs="html")
    assert [p.code for p in built.problems if p.code.startswith("study")] == ["study.no_section"]
