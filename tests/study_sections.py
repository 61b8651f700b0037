"""Small surveys with studies: their files, their facts, and what the section of a study prints."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import reporter
from reporter.facts.fact import FactTable

HEAD = """\
schema_version = 1
[report]
title = "测试报告"
date = 2026-11-20
[survey]
organisation = "示例公司"
subject = "客户"
wave = "2026年度"
[data]
file = "survey.csv"
"""
WINDOW = """\
[[scales]]
id = "four"
preset = "four_level"
[[indicators]]
id = "service"
name = "服务"
[[items]]
id = "window"
name = "窗口"
indicator = "service"
"""
HOTLINE = """\
[[items]]
id = "hotline"
name = "热线"
column = "Q2"
indicator = "service"
"""
WHOLE = """\
[[items]]
id = "whole"
name = "总体印象"
indicator = "total"
scored = false
"""
WORDS = ("非常满意", "满意", "基本满意", "不满意")


def survey(folder: Path, answers: Sequence[str], more: str = "", questions: str = WINDOW) -> Path:
    """Write a survey and return its project file.

    Args:
        folder: where the files go.
        answers: lines of the data file, the header first.
        more: what follows in the project file: further settings of the data (``ignore``), items,
            segments, studies.
        questions: scales, indicators and items; one question about the window if not given.
    """
    settings, tables, rest = more.partition("[[")
    text = HEAD + settings + questions + tables + rest
    (folder / "survey.csv").write_text("\n".join(answers) + "\n", encoding="utf-8")
    path = folder / "project.toml"
    path.write_text(text, encoding="utf-8")
    return path


def table(folder: Path, data: Mapping[str, Sequence[Any]], name: str = "study.csv") -> None:
    """Write the data file of a study, one list a column."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(data)
        writer.writerows(zip(*data.values(), strict=True))


def filled(project: Path) -> tuple[FactTable, str]:
    """Return the facts of a project and its report as HTML."""
    facts = reporter.compute_facts(project)
    return facts, reporter.fill(reporter.open_project(project), facts).render("html").decode()


def section(folder: Path, study: str, data: Mapping[str, Sequence[Any]]) -> tuple[FactTable, str]:
    """Return the facts of a project with one study ``S``, and the text of its section.

    ``study`` are the lines below ``[[studies]]`` beside id and file.
    """
    table(folder, data)
    head = '[[studies]]\nid = "S"\ntitle = "研究一节"\nfile = "study.csv"\n'
    answers = ["窗口", *(WORDS[i % 4] for i in range(40))]
    facts, html = filled(survey(folder, answers, head + study))
    start = re.search(r"<h\d[^>]*>(?:(?!</h\d>).)*研究一节", html)
    assert start is not None, "the study has no section"
    rest = html[start.end() :]
    end = re.search(r"<h[12][ >]", rest)
    return facts, re.sub(r"<[^>]+>", "", rest[: end.start() if end else None])
