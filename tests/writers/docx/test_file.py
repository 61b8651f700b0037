"""The file as a whole: valid, reproducible, Chinese, ours."""

from __future__ import annotations

import io
import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from reporter.document.nodes import Document, Meta
from reporter.document.theme_file import default_theme
from reporter.writers.docx import write_docx
from reporter.writers.layout.page import Page

from .audit import audit
from .invariants import problems
from .reading import find, part, text, val
from .sample import PAGES, sample

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def data() -> bytes:
    return write_docx(sample(), pages=PAGES)


def test_schema_is_kept(data: bytes) -> None:
    assert audit(data) == []


def test_what_word_demands_is_kept(data: bytes) -> None:
    assert problems(data) == []


def test_a_document_without_content_is_a_file_too() -> None:
    empty = write_docx(Document(Meta(""), ()))
    assert problems(empty) == []
    assert audit(empty) == []


def test_same_bytes_twice(data: bytes) -> None:
    assert write_docx(sample(), pages=PAGES) == data


def test_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from tests.writers.docx.sample import sample, PAGES;"
        "from reporter.writers.docx import write_docx;"
        "print(hashlib.sha256(write_docx(sample(), pages=PAGES)).hexdigest())"
    )
    env = {**os.environ, "PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    hashes = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=ROOT,
            env={**env, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert hashes[0] == hashes[1]


def test_python_docx_reads_it(data: bytes) -> None:
    document = docx.Document(io.BytesIO(data))
    texts = [para.text for para in document.paragraphs]
    assert "引言" in texts
    assert any(line.startswith("采用分层随机抽样") for line in texts)
    assert len(document.tables) == 7
    assert document.core_properties.author == "某质量评价研究院"
    assert document.core_properties.created.year == 2026


def test_properties_come_from_meta(data: bytes) -> None:
    core = part(data, "docProps/core.xml")
    values = {node.tag.split("}")[1]: node.text for node in core}
    assert values["title"] == "2026年度持证零售户满意度调查报告"
    assert values["language"] == "zh-CN"
    assert values["created"] == values["modified"] == "2026-11-22T00:00:00Z"
    assert values["keywords"] == "满意度；零售户"


def test_without_a_date_no_clock_is_asked() -> None:
    document = sample()
    document = replace(document, meta=replace(document.meta, date=None))
    core = part(write_docx(document), "docProps/core.xml")
    assert not [node for node in core if node.tag.endswith(("created", "modified"))]


def test_measure_is_37_characters(data: bytes) -> None:
    document = part(data, "word/document.xml")
    for section in find(document, ".//w:sectPr"):
        size, margin = find(section, "w:pgSz")[0], find(section, "w:pgMar")[0]
        if val(size, "orient") == "landscape":
            continue
        width = int(val(size, "w") or 0) - sum(int(val(margin, s) or 0) for s in ("left", "right"))
        assert width == Page().text_width == 37 * 12 * 20


def test_sections_count_pages_as_the_parts_say(data: bytes) -> None:
    document = part(data, "word/document.xml")
    numbers = []
    for section in find(document, ".//w:sectPr"):
        node = find(section, "w:pgNumType")
        numbers.append((val(node[0], "fmt"), val(node[0], "start")) if node else None)
    assert numbers == [
        None,
        ("lowerRoman", "1"),
        ("decimal", "1"),
        ("decimal", None),
        ("decimal", None),
    ]


def test_turned_page_has_its_own_header_tabs(data: bytes) -> None:
    document = part(data, "word/document.xml")
    size = find(document, ".//w:sectPr/w:pgSz[@w:orient='landscape']")[0]
    assert int(val(size, "w") or 0) > int(val(size, "h") or 0)
    names = [n for n in zipfile.ZipFile(io.BytesIO(data)).namelist() if re.match("word/header", n)]
    stops = [
        val(tab, "pos") for n in names for tab in find(part(data, n), ".//w:tab[@w:val='right']")
    ]
    assert stops == ["13958"]


def test_header_holds_title_chapter_field_and_watermark(data: bytes) -> None:
    headers = [part(data, f"word/header{i}.xml") for i in (1, 2, 3)]
    assert text(headers[0]) == ""  # the cover
    assert text(headers[1]) == "2026年度持证零售户满意度调查报告摘  要"
    assert "STYLEREF 1" in "".join(headers[2].itertext())
    for name in ("header1", "header2", "header3"):  # Word sets it on the cover too
        header = zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml")
        assert b"PowerPlusWaterMarkObject" in header


def test_accent_of_the_theme_is_used() -> None:
    def colour(accent: str) -> bytes:
        theme = replace(default_theme(), accent=accent)
        data = write_docx(replace(sample(), theme=theme))
        return zipfile.ZipFile(io.BytesIO(data)).read("word/theme/theme1.xml")

    assert b'"7A1F2B"' in colour("7a1f2b")


def test_broken_characters_do_not_break_the_file() -> None:
    document = sample()
    meta = replace(document.meta, title="a\x0b<b>\ud800&\ufffe", header="\x00甲\n乙")
    data = write_docx(replace(document, meta=meta))
    assert problems(data) == []
    assert part(data, "docProps/core.xml")[0].text == "a<b>&"
    assert text(part(data, "word/header2.xml")) == "甲 乙摘  要"
