"""Private-use characters (自造字) are refused by their code point and place; none vanishes."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reporter import build as build_report
from reporter.errors import DataError
from reporter.project.study_files import study_table_from

from .conftest import Case, Outcome

MARK = "\ue000\ue010\ue002"  # what would stand for the first node kept aside
PRIVATE = re.compile("[\ue000-\uf8ff]|&#x[eE][0-9a-fA-F]{3};")
CODES = "U+E000、U+E010、U+E002"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("某公司", f"某{MARK}公司"),
        ('name = "态度"', 'name = "态\\uE000\\uE010\\uE002度"\ncolumn = "态度"'),
        ("为了解客户需求。", f"为了解{MARK}客户需求。"),
    ],
)
def test_the_project_file_names_them_by_line(
    case: Case, build: Callable[..., Outcome], old: str, new: str
) -> None:
    line = case.project.read_text("utf-8").split(old, 1)[0].count("\n") + 1
    case.toml(old, new)
    outcome = build()
    assert outcome.code == 3
    assert CODES in outcome.text
    assert f"《project.toml》第{line}行" in outcome.text


def test_a_segment_of_the_data_is_refused_by_its_cell(
    case: Case, build: Callable[..., Outcome]
) -> None:
    case.column("单位", lambda i, old: "甲\ue123店" if i in (2, 5) else old)
    outcome = build()
    assert outcome.code == 4
    assert (
        "《data.csv》第4行“单位”列：单元格B4“甲□店”中有自造字（U+E123），另有1格也有"
        in outcome.text
    )


def test_an_answer_is_understood_with_a_warning(case: Case, build: Callable[..., Outcome]) -> None:
    head = case.rows()[0]
    case.column(head[3], lambda i, old: old + "\ue123" if i == 0 else old)
    outcome = build()
    assert outcome.code == 0
    assert f"第2行“{head[3]}”列" in outcome.text
    assert "（U+E123），已删去" in outcome.text


def test_a_template_is_refused_by_its_line(case: Case, build: Callable[..., Outcome]) -> None:
    case.template(body=f"# 概况\n\n甲{MARK}乙。\n")
    outcome = build()
    assert outcome.code == 5
    assert "第3行" in outcome.text
    assert CODES in outcome.text


def test_supplementary_ones_are_missing_glyphs(case: Case, build: Callable[..., Outcome]) -> None:
    case.column("单位", lambda i, old: "甲\U000f0000店" if i == 2 else old)
    outcome = build()
    assert outcome.code == 4
    assert "U+F0000" in outcome.text


def test_no_output_holds_one_that_an_answer_held(case: Case, tmp_path: Path) -> None:
    case.toml('outputs = ["docx"]', 'outputs = ["docx", "html"]')
    head = case.rows()[0]
    case.column(head[3], lambda _, old: old + MARK)
    files = {file.suffix: file for file in build_report(case.folder, tmp_path / "out").files}
    with zipfile.ZipFile(files[".docx"]) as package:
        parts = [package.read(name) for name in package.namelist() if name.endswith(".xml")]
    texts = [part.decode("utf-8") for part in parts] + [files[".html"].read_text("utf-8")]
    assert [match.group() for text in texts for match in PRIVATE.finditer(text)] == []


def test_a_study_refuses_a_column_only_when_it_asks_for_it() -> None:
    table = study_table_from({"甲": ["a", "b\ue123"], "乙": ["c", "d"]})
    assert table.texts("乙") == ("c", "d")
    with pytest.raises(DataError, match=r"第3行“甲”列.*U\+E123"):
        table.texts("甲")
