"""Templates that inherit: ``base:`` goes one step down from whoever asks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reporter.document.nodes import Paragraph
from reporter.document.plaintext import plain_text
from reporter.document.walk import document_blocks
from reporter.errors import TemplateError
from reporter.facts import FactTable
from reporter.filling import fill, find_template
from reporter.project.model import Project

Make = Callable[..., None]


@pytest.fixture
def make(tmp_path: Path) -> Make:
    def write(name: str, base: str = "", **files: str | bytes) -> None:
        folder = tmp_path / "templates" / name
        folder.mkdir(parents=True)
        part = '[[parts]]\nrole = "body"\nfile = "body.md.j2"\n'
        text = f'title = "{name}"\n' + (f'base = "{base}"\n' if base else part)
        (folder / "template.toml").write_text(text, encoding="utf-8")
        for file, content in files.items():
            path = folder / (f"{file}.md.j2" if file != "style" else "style.css")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())

    return write


@pytest.fixture
def paragraphs(tmp_path: Path, project: Project, facts: FactTable) -> Callable[[str], list[str]]:
    def run(name: str) -> list[str]:
        document, _ = fill(project, facts, find_template(name, tmp_path))
        blocks = document_blocks(document)
        return [plain_text(b.children) for b in blocks if isinstance(b, Paragraph)]

    return run


BLOCKS = (("a", "甲"), ("b", "乙"), ("c", "丙"))
BOTTOM = "\n\n".join(f"{{% block {id} %}}{text}{{% endblock %}}" for id, text in BLOCKS)


def test_three_levels_each_override_a_block(make: Make, paragraphs: Callable[..., list]) -> None:
    make("survey", body=BOTTOM)
    extends = '{% extends "base:body.md.j2" %}'
    make("house", "survey", body=extends + "{% block b %}社{{ super() }}{% endblock %}")
    make("client", "house", body=extends + "{% block c %}客{{ super() }}{% endblock %}")
    assert paragraphs("client") == ["甲", "社乙", "客丙"]
    assert paragraphs("house") == ["甲", "社乙", "丙"]


def test_a_level_without_the_file_is_passed_over(make: Make, paragraphs: Callable) -> None:
    make("survey", body=BOTTOM)
    make("house", "survey")
    make("client", "house", body='{% include "base:body.md.j2" %}\n\n丁')
    assert paragraphs("client") == ["甲", "乙", "丙", "丁"]


def test_what_a_base_includes_may_be_replaced(make: Make, paragraphs: Callable) -> None:
    make("survey", body='{% include "part.md.j2" %}', part="底")
    make("house", "survey", part='社\n\n{% include "base:part.md.j2" %}')
    make("client", "house", part='客\n\n{% include "base:part.md.j2" %}')
    assert paragraphs("client") == ["客", "社", "底"]


@pytest.mark.parametrize(
    ("survey", "words"),
    [
        ("\n{{ totl }}", "《survey/body.md.j2》第2行：.*“totl”"),
        ("\n{% if %}", "《survey/body.md.j2》第2行：.*语法"),
        ("中文".encode("gbk"), "《survey/body.md.j2》：.*UTF-8"),
        ('\n{% include "base:body.md.j2" %}', "《survey/body.md.j2》第2行：.*“body.md.j2”"),
    ],
)
def test_mistakes_name_the_folder_they_stand_in(
    make: Make, paragraphs: Callable, survey: str | bytes, words: str
) -> None:
    make("survey", body=survey)
    make("house", "survey", body='{% extends "base:body.md.j2" %}')
    with pytest.raises(TemplateError, match=words) as caught:
        paragraphs("house")
    assert "base:" not in str(caught.value)
    assert "\0" not in str(caught.value)


def test_a_style_sheet_that_is_not_utf8_is_named(make: Make, paragraphs: Callable) -> None:
    make("survey", body="甲", style="/* 样式 */".encode("gbk"))
    with pytest.raises(TemplateError, match=r"《survey/style\.css》：.*UTF-8"):
        paragraphs("survey")


def test_a_broken_file_elsewhere_hides_no_other_mistake(make: Make, paragraphs: Callable) -> None:
    make("survey", body='甲\n\n{{ ref("fig-x") }}', aside="中文".encode("gbk"))
    with pytest.raises(TemplateError, match=r"《body\.md\.j2》第3行.*fig-x"):
        paragraphs("survey")


def test_files_saved_with_a_byte_order_mark(make: Make, paragraphs: Callable) -> None:
    make("survey", body="\ufeff# 题\n\n甲")
    assert paragraphs("survey") == ["甲"]
