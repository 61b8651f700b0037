"""A PDF holds the program's fonts and those the project adds, and no other."""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
from pathlib import Path
from types import ModuleType

import pikepdf
import pypdfium2
import pytest

from reporter.document.nodes import Document, Emphasis, Paragraph, Part, Text
from reporter.fonts import project_fonts
from reporter.fonts.manage import Addition, add
from reporter.writers.pdf import write_pdf
from tests.fonts import made


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "项目"
    folder.mkdir()
    (folder / "project.toml").write_text("", encoding="utf-8")
    add(folder, Addition((made.font(tmp_path / "rare.ttf", family="Noto Serif SC"),), "rare"))
    add(folder, Addition((made.font(tmp_path / "kai.otf", "楷", cff=True),), "kai"))
    return folder


def page(sample: ModuleType, text: str) -> Document:
    block = Paragraph((Text(text), Emphasis((Text("楷书"),))))
    return dataclasses.replace(sample.document(), parts=(Part("body", (block,)),))  # type: ignore[no-any-return]


def families(data: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(data)) as pdf:
        names = {
            str(one.BaseFont)
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
        }
    return {re.sub(r"^/(\w{6}\+)?", "", name).replace("-Bold", "").rstrip(",") for name in names}


def test_added_fonts_are_used_by_role_and_for_what_is_lacking(
    project: Path, sample: ModuleType
) -> None:
    with project_fonts(project):
        result = write_pdf(page(sample, "王㖞和𠮷野"))
    assert result.warnings == ()
    found = families(result.data)
    assert {"Added-1-Rare", "Added-Kai", "Reporter-Kai", "Noto-Serif-SC"} <= found
    ours = {"Noto-Sans-SC", "Liberation-Serif"}
    assert found <= {"Added-1-Rare", "Added-Kai", "Reporter-Kai", "Noto-Serif-SC"} | ours
    text = pypdfium2.PdfDocument(result.data)[0].get_textpage().get_text_range()
    assert "王㖞和𠮷野楷书" in "".join(text.split())


def test_bytes_do_not_depend_on_where_the_project_stands(
    project: Path, tmp_path: Path, sample: ModuleType
) -> None:
    other = tmp_path / "移走 [&] 之后"
    shutil.copytree(project, other)
    document = page(sample, "王㖞")
    written = []
    for folder in (project, other):
        with project_fonts(folder):
            written.append(write_pdf(document).data)
    assert written[0] == written[1]


def test_a_file_that_was_not_added_is_not_seen(project: Path, sample: ModuleType) -> None:
    made.font(project / "fonts" / "stray.ttf", "㐂", family="Stray")
    with project_fonts(project):
        result = write_pdf(page(sample, "㐂"))
    assert "U+3402" in "".join(result.warnings)
    assert "Stray" not in families(result.data)


def test_without_the_project_nothing_of_it_is_left(project: Path, sample: ModuleType) -> None:
    document = page(sample, "甲")
    before = write_pdf(document).data
    with project_fonts(project):
        assert write_pdf(document).data != before
    assert write_pdf(document).data == before


def test_the_watermark_takes_rare_letters_from_the_added_font(
    project: Path, sample: ModuleType
) -> None:
    def outlines() -> int:
        document = page(sample, "甲")
        meta = dataclasses.replace(document.meta, watermark="王㖞")
        with pikepdf.open(
            io.BytesIO(write_pdf(dataclasses.replace(document, meta=meta)).data)
        ) as pdf:
            return int(pdf.pages[0].Contents[0].read_bytes().count(b" m\n"))

    without = outlines()
    with project_fonts(project):
        assert outlines() == without + 1
