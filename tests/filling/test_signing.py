"""The page to sign: who signs, whose seal, and when there is nothing of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from reporter.document.manifest import manifest
from reporter.document.nodes import Contents, Document, Signatures
from reporter.document.walk import document_blocks
from reporter.facts import FactTable
from reporter.filling import fill, find_template
from reporter.filling.parts import MOST_TURNED, column_parts
from reporter.project.model import Project

Fill = Callable[[str, Project], Document]


@pytest.fixture
def fill_text(tmp_path: Path, facts: FactTable) -> Fill:
    def run(text: str, project: Project) -> Document:
        folder = tmp_path / "templates" / "mine"
        folder.mkdir(parents=True)
        parts = 'title = "我的"\n[[parts]]\nrole = "body"\nfile = "body.md.j2"\n'
        (folder / "template.toml").write_text(parts, encoding="utf-8")
        (folder / "body.md.j2").write_text(text, encoding="utf-8")
        return fill(project, facts, find_template("mine", tmp_path))[0]

    return run


def with_report(project: Project, **fields: Any) -> Project:
    return project.model_copy(update={"report": project.report.model_copy(update=fields)})


def signed(fill_text: Fill, project: Project) -> list[Signatures]:
    document = fill_text("正文。\n\n{{ signatures() }}", project)
    return [block for block in document_blocks(document) if isinstance(block, Signatures)]


@pytest.mark.parametrize(
    ("fields", "seal"),
    [
        ({}, ""),
        ({"client": "甲公司"}, "甲公司"),
        ({"client": "甲公司", "contractor": "乙研究院"}, "乙研究院"),
        ({"client": "甲公司", "contractor": "乙项目组", "seal": "丙局"}, "丙局"),
        ({"client": "甲公司", "seal": ""}, ""),
    ],
)
def test_who_seals(fill_text: Fill, project: Project, fields: dict[str, object], seal: str) -> None:
    (node,) = signed(fill_text, with_report(project, **fields))
    assert node.organisation == seal
    assert node.lines == ("编制人（签字）：", "审核人（签字）：", "批准人（签字）：")


def test_signers_are_those_of_the_project(fill_text: Fill, project: Project) -> None:
    (node,) = signed(fill_text, with_report(project, signers=("项目负责人", " ")))
    assert node.lines == ("项目负责人（签字）：",)


def test_neither_signers_nor_seal_leave_nothing(fill_text: Fill, project: Project) -> None:
    assert signed(fill_text, with_report(project, signers=(), seal="")) == []


def test_the_record_has_every_printed_line(fill_text: Fill, project: Project) -> None:
    document = fill_text("{{ signatures() }}", with_report(project, client="甲公司"))
    texts = [row["text"] for row in manifest(document) if row["block"] == "signature"]
    assert texts[0] == "编制人（签字）：日期：年月日"
    assert texts[3:] == ["甲公司", "2026年11月20日", "（单位公章）"]


def test_a_list_of_what_is_not_there_has_no_title(fill_text: Fill, project: Project) -> None:
    document = fill_text('{{ contents("figures", title="图目录") }}\n\n正文。', project)
    assert any(isinstance(block, Contents) for block in document_blocks(document))
    assert not any("图目录" in row["text"] for row in manifest(document))


def test_more_columns_stand_in_one_table_where_it_may_be_turned() -> None:
    units = [f"{i}县" for i in range(14)]
    assert [len(part) for part in column_parts(units)] == [7, 7]
    assert column_parts(units, MOST_TURNED) == [units]
