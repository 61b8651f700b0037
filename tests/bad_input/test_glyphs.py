"""A character that no font has: the PDF is refused, Word warned of, an added font mends it."""

from __future__ import annotations

import pytest

from reporter import build, check
from reporter.errors import DataError, OutputError
from reporter.fonts.manage import Addition, add
from tests.fonts import made

from .conftest import Case


@pytest.fixture
def rare(case: Case) -> Case:
    case.toml("为了解客户需求。", "由王㖞负责了解客户需求。")
    return case


def test_pdf_is_refused_before_it_is_written(rare: Case) -> None:
    with pytest.raises(OutputError) as caught:
        build(rare.folder, rare.folder / "out", outputs="pdf")
    (problem,) = caught.value.problems
    assert problem.code == "output.missing_glyph"
    assert problem.where.file == "project.toml"
    assert "王㖞负责" in problem.what
    assert "U+359E" in problem.what
    assert not (rare.folder / "out").exists()


def test_word_is_written_with_a_warning(rare: Case) -> None:
    result = build(rare.folder, rare.folder / "out", outputs="docx")
    codes = {problem.code: problem.severity for problem in result.problems}
    assert codes["output.missing_glyph"] == "warning"
    assert "output.no_page_numbers" not in codes


def test_check_says_what_the_asked_outputs_would(rare: Case) -> None:
    found = {p.code: p.severity for p in check(rare.folder)}
    assert found["output.missing_glyph"] == "warning"
    rare.toml('outputs = ["docx"]', 'outputs = ["docx", "pdf"]')
    found = {p.code: p.severity for p in check(rare.folder)}
    assert found["output.missing_glyph"] == "error"


def test_an_added_font_mends_text_and_names_in_charts(rare: Case) -> None:
    rare.column("单位", lambda i, _: f"𠮷店{i % 2}")
    add(rare.folder, Addition((made.font(rare.folder.parent / "rare.ttf"),)))
    result = build(rare.folder, rare.folder / "out", outputs=["pdf", "docx", "html"])
    assert [p for p in result.problems if p.code in ("output.missing_glyph", "output.pdf")] == []
    again = build(rare.folder, rare.folder / "again", outputs=["pdf", "docx", "html"])
    for first, second in zip(result.files, again.files, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_a_name_in_the_data_is_told_with_its_column(case: Case) -> None:
    case.column("单位", lambda i, _: f"𠮷店{i % 2}")
    with pytest.raises(DataError) as caught:
        build(case.folder, case.folder / "out", outputs=["docx"])
    assert {problem.where.column for problem in caught.value.problems} == {"单位"}
    assert "“𠮷店0”" in caught.value.problems[0].what


def test_variation_selectors_and_joiners_are_left_out(case: Case) -> None:
    case.toml("为了解客户需求。", "为了解葛\U000e0100客\u200d户✓\ufe0f需求。")
    assert not [p for p in check(case.folder) if p.code == "output.missing_glyph"]
