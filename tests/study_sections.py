"""A small survey with one study, filled and read back as text: what the study's section prints."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import reporter
from reporter.facts.fact import FactTable

_SURVEY = """\
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


def section(folder: Path, study: str, data: Mapping[str, Sequence[Any]]) -> tuple[FactTable, str]:
    """Return the facts of a project with one study ``S``, and the text of its section.

    ``study`` are the lines below ``[[studies]]`` beside id and file.
    """
    words = ["非常满意", "满意", "基本满意", "不满意"]
    lines = ["窗口", *(words[i % 4] for i in range(40))]
    (folder / "survey.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    with (folder / "study.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(data)
        writer.writerows(zip(*data.values(), strict=True))
    head = '[[studies]]\nid = "S"\ntitle = "研究一节"\nfile = "study.csv"\n'
    (folder / "project.toml").write_text(_SURVEY + head + study, encoding="utf-8")
    facts = reporter.compute_facts(folder / "project.toml")
    project = reporter.open_project(folder / "project.toml")
    html = reporter.fill(project, facts).render("html").decode()
    start = re.search(r"<h\d[^>]*>(?:(?!</h\d>).)*研究一节", html)
    assert start is not None, "the study has no section"
    rest = html[start.end() :]
    end = re.search(r"<h[12][ >]", rest)
    return facts, re.sub(r"<[^>]+>", "", rest[: end.start() if end else None])
