"""Characters that no output may hold leave a project when it is read."""

from __future__ import annotations

import sys
from collections.abc import Callable

from reporter.document.clean import clean
from reporter.errors import Problem
from reporter.project import OpenedProject, read_responses
from reporter.project.readers.clean import clean_text

from .conftest import HEAD, ITEMS, SCALE


def test_the_project_drops_all_that_the_document_would_drop() -> None:
    kept = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if not clean(chr(code)) and clean_text(f"a{chr(code)}b") != "ab"
    ]
    assert kept == []


def test_private_use_characters_of_a_project_are_named_with_their_lines(
    problems_of: Callable[[str], list[Problem]],
) -> None:
    text = HEAD.replace(
        '"年度报告"', '"年度\ue000\ue010\ue002报告"\nconfidentiality = "内部\\uE000资料"'
    )
    text += f'[data]\nfile = "data.csv"\n{SCALE}{ITEMS}'.replace("甲题", "甲\ue123题")
    text += '[texts]\n"back\uf8ff" = "走访客户。"\n'
    problems = [p for p in problems_of(text) if p.code == "project.private_character"]
    assert [p.what.partition("（")[2].partition("）")[0] for p in problems] == [
        "U+E000、U+E010、U+E002",
        "U+E000",
        "U+E123",
        "U+F8FF",
    ]
    lines = ["", *text.split("\n")]
    found = [lines[problem.where.line or 0] for problem in problems]
    wanted = ["\ue000", "\\uE000", "\ue123", "[texts]"]
    assert all(word in line for word, line in zip(wanted, found, strict=True))


def test_answers_lose_private_use_characters_with_a_warning(
    opened: Callable[..., OpenedProject],
) -> None:
    responses = read_responses(opened("甲题,乙题\n满\ue000意,满意\n"))
    assert responses.columns["甲题"] == ("满意",)
    (problem,) = responses.problems
    assert problem.severity == "warning"
    assert "U+E000" in problem.what
    assert (problem.where.row, problem.where.column) == (2, "甲题")
