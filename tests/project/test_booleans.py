"""true and false: taken where a key may be one, refused where they would pass as numbers."""

from __future__ import annotations

import pytest

import reporter
from reporter.analysis.study import study_methods
from reporter.project.booleans import misplaced_booleans
from reporter.project.model import Project
from tests.study_sections import section

RECOMMEND = {"推荐": [0, 3, 4, 5] * 20}


def test_options_that_are_booleans_may_stand_in_a_project_file():
    found = 0
    for method in study_methods().values():
        for name, field in method.Options.model_fields.items():
            if field.annotation is bool:
                found += 1
                assert not list(misplaced_booleans({name: True}, method.Options))
                assert not list(misplaced_booleans({"studies": [{name: True}]}, Project))
    assert found >= 3


def test_a_boolean_option_of_a_project_file_counts(tmp_path):
    lines = 'method = "nps"\nquestion = "推荐"\n'
    facts, _ = section(tmp_path, lines + "confirmed = true\n", RECOMMEND)
    assert facts["n/S"].value == 80


def test_an_unknown_key_is_told_as_such_whatever_stands_there(tmp_path):
    lines = 'method = "nps"\nquestion = "推荐"\nsure = true\n'
    with pytest.raises(reporter.ReporterError) as caught:
        section(tmp_path, lines, RECOMMEND)
    (problem,) = caught.value.problems
    assert "不认识的键“sure”" in problem.what


def test_a_boolean_for_a_number_is_refused_with_its_line(tmp_path):
    lines = 'method = "nps"\nquestion = true\nconfirmed = true\n'
    with pytest.raises(reporter.ReporterError) as caught:
        section(tmp_path, lines, RECOMMEND)
    (problem,) = caught.value.problems
    assert "“question”不能是 true" in problem.what
    assert problem.where.line is not None
