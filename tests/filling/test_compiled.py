"""Templates are compiled once in a process, and still say what their file and the facts say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import jinja2
import pytest

from reporter.facts import FactTable
from reporter.filling import fill, find_template
from reporter.project.model import Project

from .conftest import Fill
from .test_fill import words

SOURCE = "总分{{ total.score }}，{{ ['甲', '乙']|join('、') }}{{ '丙' ~ '丁' }}。"


def test_nothing_is_compiled_twice(fill_text: Fill, monkeypatch: pytest.MonkeyPatch) -> None:
    first, _ = fill_text(SOURCE)

    def refused(*_args: object, **_more: object) -> None:
        raise AssertionError("compiled again")

    monkeypatch.setattr(jinja2.Environment, "compile", refused)
    assert words(fill_text(SOURCE)[0]) == words(first)


def test_a_file_that_changed_is_compiled_anew(fill_text: Fill) -> None:
    assert "旧" in words(fill_text("旧")[0])
    assert "新" in words(fill_text("新")[0])


def test_code_that_is_shared_prints_the_facts_of_its_own_filling(
    fill_text: Fill, project: Project, facts: FactTable, tmp_path: Path
) -> None:
    first, known = fill_text(SOURCE)
    others = tuple(
        replace(fact, value=11.5) if fact.statistic == "score" else fact for fact in facts
    )
    template = find_template("mine", tmp_path)
    second, _ = fill(project, FactTable(others, facts.meta), template)
    assert words(first) == "总分90.3分，甲、乙丙丁。"
    assert words(second) == "总分11.5分，甲、乙丙丁。"
    assert len(known) == len(facts)
