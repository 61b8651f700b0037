"""The facts of real files, read and scored: seed facts end to end."""

from pathlib import Path

import pytest

from reporter.analysis import analyse
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from reporter.project import open_project, read_responses
from reporter.scoring import score

HEAD = """
schema_version = 1
[report]
title = "报告"
date = 2026-11-20
[survey]
organisation = "我公司"
subject = "零售客户"
wave = "2026年度"
sampling = "random"
population = 1000
"""
ANSWERS = """
[data]
file = "data.csv"
respondent = "编号"
[[scales]]
id = "four"
preset = "four_level"
[[indicators]]
id = "a"
name = "诚心服务"
weight = 0.6
[[items]]
id = "q1"
name = "走访"
indicator = "a"
[[items]]
id = "q2"
name = "送货"
indicator = "total"
weight = 0.4
[[segments]]
id = "county"
name = "县区"
role = "unit"
"""
SCORED = """
[data]
file = "data.csv"
entry = "scored"
"""


def facts(folder: Path, project: str, data: str) -> FactTable:
    (folder / "project.toml").write_text(HEAD + project, encoding="utf-8")
    (folder / "data.csv").write_text(data, encoding="utf-8")
    opened = open_project(folder / "project.toml")
    return analyse(score(opened, read_responses(opened)))


def sheet(rows: list[tuple[str, str, str]]) -> str:
    lines = ["编号,县区,走访,送货", *(f"{i},{','.join(row)}" for i, row in enumerate(rows))]
    return "\n".join(lines) + "\n"


def test_everybody_satisfied_is_90_and_only_good(tmp_path):
    table = facts(tmp_path, ANSWERS, sheet([("东", "满意", "满意")] * 40))
    assert printed(table["score/total"]).text == "90.0"
    assert table["grade/total"].value == "良好"
    assert table["rate/total"].value == pytest.approx(1.0)
    assert printed(table["share/q1#满意"]).text == "100.0%"
    assert "完全相同" in table["margin/total"].error


def test_order_of_rows_changes_nothing(tmp_path):
    rows = [("东", "满意", "不满意"), ("西", "非常满意", "满意"), ("东", "基本满意", "不了解")] * 20
    one, other = tmp_path / "one", tmp_path / "other"
    one.mkdir()
    other.mkdir()
    first = facts(one, ANSWERS, sheet(rows))
    assert first["n/q2"].value == 40
    second = facts(other, ANSWERS, sheet(sorted(rows)))
    for fact in first:
        found = second[fact.key]
        assert printed(fact) == printed(found), fact.key


def test_seed_total_is_not_derivable(tmp_path):
    data = "单位,诚心,诚信,诚行,落实,总体\n市公司,97.8,89.6,85.7,97.4,90.3\n"
    table = facts(tmp_path, SCORED, data)
    codes = [row["code"] for row in table.meta["problems"]]
    assert "data.total_not_derivable" in codes
    assert printed(table["score/total"]).text == "90.3"
    assert "不一致" in table["contribution/诚心"].warning
