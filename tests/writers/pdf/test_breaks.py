"""Where pages may end: tables keep three rows on each side, headings keep their text."""

from __future__ import annotations

import dataclasses
import re
from types import ModuleType

import pypdfium2
import pytest

from reporter.document.nodes import Document, Paragraph, Part, Section, Text
from reporter.writers.pdf import write_pdf


def filled(sample: ModuleType, lines: int, *blocks: object) -> Document:
    filling = tuple(Paragraph((Text("填充行。"),)) for _ in range(lines))
    body = Part("body", (*filling, *blocks))  # type: ignore[arg-type]
    meta = dataclasses.replace(sample.document().meta, watermark="")
    return dataclasses.replace(sample.document(), meta=meta, parts=(body,), attachments=())


def texts(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize("lines", [10, 15, 18, 23, 24, 25, 26, 29])
def test_table_parts_have_three_rows(sample: ModuleType, lines: int) -> None:
    result = write_pdf(filled(sample, lines, sample.long_table(12)))
    pages = texts(result.data)
    rows = [len(re.findall(r"第\s*\d+片区", page)) + ("合计" in page) for page in pages]
    assert sum(rows) == 13
    assert all(count == 0 or count >= 3 for count in rows), rows
    titled = [index for index, page in enumerate(pages) if "各片区得分" in page]
    assert titled == [next(index for index, count in enumerate(rows) if count)]
    assert result.pages["tab-long"] == titled[0] + 1
    continued = [index for index, page in enumerate(pages) if "续表2" in "".join(page.split())]
    assert continued == [index for index, count in enumerate(rows) if count][1:]


@pytest.mark.parametrize("lines", [27, 28, 29, 30])
def test_heading_keeps_its_text_and_figure_its_caption(sample: ModuleType, lines: int) -> None:
    section = Section(
        "s", 2, (Text("小标题"),), (Paragraph((Text("甲乙丙丁" * 40),)),), label="（一）"
    )
    titled = [p for p in texts(write_pdf(filled(sample, lines, section)).data) if "小标题" in p]
    assert len(titled) == 1
    assert "甲乙丙丁" in titled[0].split("小标题")[1]
    pages = texts(write_pdf(filled(sample, lines - 4, sample.figure())).data)
    assert [("诚心服务" in page) for page in pages] == [("维度得分" in page) for page in pages]
