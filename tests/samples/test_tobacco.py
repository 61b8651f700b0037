"""The tobacco sample is what its project file says, and can be made again byte for byte."""

from __future__ import annotations

import csv
import importlib.util
import re
import sys
import tomllib
from collections import Counter
from pathlib import Path

import pytest

from reporter.project import open_project

SAMPLE = Path(__file__).parents[2] / "samples" / "tobacco"
MOBILE = re.compile(r"1[3-9]\d[- ]?\d{4}[- ]?\d{4}")
WAVES = (SAMPLE, SAMPLE / "previous")


def rows(folder: Path) -> list[dict[str, str]]:
    with (folder / "responses.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_generator_writes_the_committed_bytes(monkeypatch):
    spec = importlib.util.spec_from_file_location("tobacco_generate", SAMPLE / "generate.py")
    generate = importlib.util.module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, generate)  # dataclasses look their module up
    spec.loader.exec_module(generate)
    design = tomllib.loads((SAMPLE / "design.toml").read_text(encoding="utf-8"))
    said = tomllib.loads((SAMPLE / "comments.toml").read_text(encoding="utf-8"))
    for wave in design["waves"]:
        made = (generate.EXCEL_BOM + generate.table(wave, design, said)).encode("utf-8")
        assert made == (SAMPLE / wave["file"]).read_bytes(), wave["name"]


@pytest.mark.parametrize("folder", WAVES, ids=("current", "previous"))
def test_project_is_valid_and_every_column_is_accounted_for(folder):
    model = open_project(folder).model
    known = {
        model.data.respondent,
        *model.data.ignore,
        *(item.column or item.name for item in model.items),
        *(segment.column or segment.name for segment in model.segments),
        *(question.column or question.name for question in model.open_questions),
    }
    assert set(rows(folder)[0]) == known
    assert "不代表任何真实单位" in model.report.notice


@pytest.mark.parametrize("folder", WAVES, ids=("current", "previous"))
def test_counts_agree_with_the_field_work(folder):
    model, answers = open_project(folder).model, rows(folder)
    survey = model.survey
    assert len(answers) <= survey.returned <= survey.issued <= survey.population
    assert sum(model.segments[0].population.values()) == survey.population
    assert len({row["问卷编号"] for row in answers}) == len(answers)
    days = {row["访问日期"] for row in answers}
    assert survey.start.isoformat() <= min(days)
    assert max(days) <= survey.end.isoformat()


def test_both_waves_are_comparable():
    current, previous = (open_project(folder).model for folder in WAVES)
    assert current.scales == previous.scales
    assert current.items == previous.items
    assert [(i.id, i.parent, i.weight) for i in current.indicators] == [
        (i.id, i.parent, i.weight) for i in previous.indicators
    ]


def test_one_outlet_type_has_a_small_base_that_may_still_be_published():
    model = open_project(SAMPLE).model
    bases = Counter(row["业态"] for row in rows(SAMPLE))
    assert model.rules.hide_base <= bases["其他"] < model.rules.small_base
    assert all(base >= model.rules.small_base for name, base in bases.items() if name != "其他")


def test_open_answers_hold_the_private_data_that_reports_must_not_show():
    answers = [row["意见和建议"] for row in rows(SAMPLE)]
    assert sum(bool(MOBILE.search(text)) for text in answers) >= 5
    assert answers.count("") > len(answers) / 2
    assert any(text in ("无", "没有") for text in answers)


def test_check_finds_nothing_to_verify_in_the_sample():
    from reporter import check

    assert {problem.severity for problem in check(SAMPLE)} <= {"note"}
