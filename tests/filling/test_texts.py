"""Mistakes in [texts] are mistakes of the project file, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from reporter.errors import ProjectError
from reporter.filling import check_texts
from reporter.project import OpenedProject, open_project

PROJECT = """\
[report]
title = "报告"
date = 2026-12-31
[survey]
organisation = "我公司"
subject = "客户"
wave = "2026年度"
[data]
file = "data.csv"
[[scales]]
id = "s"
preset = "four_level"
[[items]]
id = "q1"
name = "甲题"
indicator = "total"
[[references]]
id = "gb"
type = "S"
title = "某标准"
[texts]
purpose = "目的。"
"""
LINE = 23


def opened(folder: Path, text: str) -> OpenedProject:
    file = folder / "project.toml"
    file.write_text(PROJECT + f"background = '''{text}'''\nlimits = '限于本地。'\n", "utf-8")
    return open_project(file)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("见文献[@nope]。", "“nope”"),
        ("见^[注释[@nope]]。", "“nope”"),
        ("甲[@gb;@nope]。", "“nope”"),
        ("一段。 {.boo}", "“boo”不存在"),
        ("甲\n\n##### 太深\n\n乙", "第5级"),
        ("> " * 60 + "x", "套得太深"),
        ("# 甲 {#a}\n\n# 乙 {#a}", "“a”用了两次"),
    ],
)
def test_a_broken_text_is_refused_at_its_line(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(ProjectError) as caught:
        check_texts(opened(tmp_path, text))
    (problem,) = caught.value.problems
    assert problem.code.startswith("project.text.")
    assert (problem.where.file, problem.where.line) == ("project.toml", LINE)
    assert words in problem.what
    assert problem.hint


def test_every_broken_text_is_named(tmp_path: Path) -> None:
    project = opened(tmp_path, "甲[@x]\n'''\ncauses = '乙 {.boo}'\nquality='''丙")
    with pytest.raises(ProjectError) as caught:
        check_texts(project)
    assert [p.where.line for p in caught.value.problems] == [LINE, LINE + 2]


@pytest.mark.parametrize(
    "text",
    ["", "走访1,234户，满意率96.1%。[@gb]", "## 小节 {#x}\n\n- 甲\n- 乙 ^[注1]", "甲 {.note}",
     "* | <b> {{ 7*7 }} {% if %}", "{.pagebreak}"],
)  # fmt: skip
def test_sound_texts_pass(tmp_path: Path, text: str) -> None:
    check_texts(opened(tmp_path, text))
