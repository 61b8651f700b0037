"""Characters that no output may hold leave a project when it is read."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from reporter.document.clean import clean
from reporter.project import open_project
from reporter.project.readers.clean import clean_text

from .conftest import HEAD, ITEMS, SCALE


def test_the_project_drops_all_that_the_document_would_drop() -> None:
    kept = [
        f"U+{code:04X}"
        for code in range(sys.maxunicode + 1)
        if not clean(chr(code)) and clean_text(f"a{chr(code)}b") != "ab"
    ]
    assert kept == []


def test_no_text_of_a_project_keeps_a_mark_of_ours(tmp_path: Path) -> None:
    mark = "\ue000\ue010\ue002"
    text = HEAD.replace('"年度报告"', f'"年度{mark}报告"\nconfidentiality = "内部\\uE000资料"')
    text += f'[data]\nfile = "data.csv"\n{SCALE}{ITEMS}'.replace("甲题", f"甲{mark}题")
    text += f'[texts]\nbackground = "走访{mark}客户。"\n'
    (tmp_path / "project.toml").write_text(text, encoding="utf-8")
    model = open_project(tmp_path).model
    assert model.report.title == "年度报告"
    assert model.report.confidentiality == "内部资料"
    assert model.items[0].name == "甲题"
    assert model.texts == {"background": "走访客户。"}


def test_answers_lose_marks_of_ours_too(opened: Callable[..., object]) -> None:
    from reporter.project import read_responses

    responses = read_responses(opened("甲题,乙题\n满\ue000意,满意\n"))  # type: ignore[arg-type]
    assert responses.columns["甲题"] == ("满意",)  # type: ignore[union-attr]
