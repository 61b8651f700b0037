"""What columns and answers of a study are called in print."""

from __future__ import annotations

import pytest

import reporter
from tests.study_sections import section

SIZES = {"2、您的经营规模(单选题)": ["L", "S", "L", "M"] * 30}
CHOICE = 'method = "single_choice"\nquestions = ["2、您的经营规模(单选题)"]\n'


def test_a_question_prints_without_its_number(tmp_path):
    facts, text = section(tmp_path, CHOICE, SIZES)
    assert "您的经营规模" in text
    assert "2、" not in text
    assert "(单选题)" not in text
    assert any("2、您的经营规模(单选题)" in fact.source for fact in facts)  # as it stands there


def test_answers_and_columns_print_as_stated(tmp_path):
    labels = 'labels = { "L" = "大型", "2、您的经营规模(单选题)" = "规模" }\n'
    facts, text = section(tmp_path, CHOICE + labels, SIZES)
    assert "大型" in text
    assert "规模" in text
    assert "经营规模" not in text
    assert not any(fact.label == "L" for fact in facts)


def test_a_label_of_nothing_is_refused(tmp_path):
    with pytest.raises(reporter.ReporterError, match="XL"):
        section(tmp_path, CHOICE + 'labels = { "XL" = "特大" }\n', SIZES)


def test_columns_that_would_be_called_the_same_keep_their_numbers(tmp_path):
    table = {"1、规模": ["L"] * 40, "2、规模": ["S"] * 40}
    lines = 'method = "single_choice"\nquestions = ["1、规模", "2、规模"]\n'
    _, text = section(tmp_path, lines, table)
    assert "1、规模" in text
    assert "2、规模" in text


@pytest.mark.parametrize("labels", ['{ "L" = "大", "M" = "大" }', '{ "L" = "M" }'])
def test_labels_that_would_make_two_answers_one_are_refused(tmp_path, labels):
    with pytest.raises(reporter.ReporterError, match="各不相同"):
        section(tmp_path, CHOICE + f"labels = {labels}\n", SIZES)


def test_a_wide_point_between_digits_is_no_question_number(tmp_path):
    table = {"1．5倍工资": ["是"] * 40}
    _, text = section(tmp_path, 'method = "single_choice"\nquestions = ["1．5倍工资"]\n', table)
    assert "1．5倍工资" in text
