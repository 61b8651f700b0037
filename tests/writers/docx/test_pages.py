"""Cover, headers and pages to sign, as the parts of a report have them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

from lxml import etree

from reporter.document.nodes import (
    Contents,
    ContentsEntry,
    Cover,
    Document,
    Meta,
    Paragraph,
    Part,
    Section,
    Signatures,
    Text,
)
from reporter.writers.docx import write_docx

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LINES = ("编制人（签字）：", "审核人（签字）：", "批准人（签字）：")


def para(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def chapter(number: str, title: str) -> Section:
    return Section(title, 1, (Text(title),), (para("文"),), label=number)


def read(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml"))


def written(*parts: Part, **meta: object) -> bytes:
    return write_docx(Document(Meta("年度报告", **meta), parts))  # type: ignore[arg-type]


def headers(data: bytes) -> list[str]:
    """Return field codes in braces and cached texts of the headers, section by section."""
    document = read(data, "document")
    relations = zipfile.ZipFile(io.BytesIO(data)).read("word/_rels/document.xml.rels").decode()
    targets = {}
    for tag in re.findall("<Relationship [^>]*>", relations):
        targets[re.findall('Id="([^"]*)"', tag)[0]] = re.findall('Target="([^"]*)"', tag)[0]
    found = []
    for reference in document.iter(f"{W}headerReference"):
        kind = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
        root = read(data, targets[reference.get(kind)].removesuffix(".xml"))
        texts = (
            f"{{{node.text.strip()}}}" if node.tag == f"{W}instrText" else node.text
            for node in root.iter(f"{W}t", f"{W}instrText")
        )
        found.append("".join(texts))
    return found


def test_only_chapter_is_cached_and_several_are_left_to_word() -> None:
    one, two = chapter("一、", "引言"), chapter("二、", "结果")
    assert headers(written(Part("body", (one,)))) == ["{STYLEREF 1 \\n}一、{STYLEREF 1}引言"]
    assert headers(written(Part("body", (one, two)))) == ["{STYLEREF 1 \\n}{STYLEREF 1}"]


def test_part_that_goes_on_has_the_chapter_of_the_one_before() -> None:
    body = Part("body", (chapter("一、", "引言"),))
    turned = Part("landscape", (para("表"),))
    rest = Part("body", (para("续"), chapter("二、", "结果")))
    assert headers(written(body, turned, rest))[1:] == [
        "{STYLEREF 1 \\n}一、{STYLEREF 1}引言",
        "{STYLEREF 1 \\n}{STYLEREF 1}",
    ]


def test_appendix_prints_its_letter_with_its_title() -> None:
    appendix = Part("appendix", (chapter("附录A  ", "数据表"),))
    assert headers(written(appendix)) == ["{STYLEREF 1}附录A　数据表"]


def test_front_matter_has_its_titles() -> None:
    abstract = Section("abs", 1, (Text("摘要"),), (para("文"),), numbered=False)
    contents = Contents(entries=(ContentsEntry(1, "一、", "引言", "x"),))
    data = written(Part("front", (abstract,)), Part("front", (contents,)))
    assert headers(data) == ["{STYLEREF 1}摘要", "目录"]


def test_only_a_title_of_one_line_is_bound_to_the_property() -> None:
    def bound(*title: str) -> list[str]:
        root = read(written(Part("cover", (Cover(title),))), "document")
        return ["".join(c.itertext()) for c in root.iter(f"{W}sdt") if _binding(c) is not None]

    def _binding(control: etree._Element) -> etree._Element | None:
        return control.find(f"{W}sdtPr/{W}dataBinding")

    assert bound("年度报告") == ["年度报告"]
    assert bound("年度", "报告") == []  # Word would print the property, which has no lines
    assert bound("另一个题目") == []


def test_date_is_picked_only_where_it_is_the_day_of_the_report() -> None:
    def picked(text: str) -> list[str]:
        cover = Part("cover", (Cover(("题",), date=text),))
        root = read(written(cover, date=date(2026, 11, 3)), "document")
        return [node.get(f"{W}fullDate", "") for node in root.iter(f"{W}date")]

    assert picked("2026年11月3日") == ["2026-11-03T00:00:00Z"]
    assert picked("二〇二六年十一月") == []


def test_signatures_stand_in_the_columns_of_one_table() -> None:
    node = Signatures(LINES, "某公司", "2026年11月3日")
    table = read(written(Part("front", (node,))), "document").find(f".//{W}tbl")
    assert table is not None
    rows = table.findall(f"{W}tr")
    texts = [["".join(c.itertext()) for c in row.iter(f"{W}tc")] for row in rows]
    assert [row[0] for row in texts] == [*LINES, ""]
    assert all(row[1:] == ["", "", "日期：", "年", "月", "日"] for row in texts[:-1])
    assert texts[-1][-1] == "某公司2026年11月3日（单位公章）"
    assert "　" not in "".join(table.itertext())
    height = rows[-1].find(f"{W}trPr/{W}trHeight")
    assert height is not None
    assert int(height.get(f"{W}val", "0")) / 1440 * 25.4 > 42  # the seal's diameter in mm
    # every row but the last is kept with the next, so the block stays on one page
    for row in rows[:-1]:
        assert all(p.find(f"{W}pPr/{W}keepNext") is not None for p in row.iter(f"{W}p"))
    for row in rows:
        widths = [int(c.get(f"{W}w", "0")) for c in row.iter(f"{W}tcW")]
        assert sum(widths) == sum(int(g.get(f"{W}w", "0")) for g in table.iter(f"{W}gridCol"))


def test_no_seal_and_nothing_to_sign() -> None:
    seal_only = Signatures((), "某公司", "2026年")
    root = read(written(Part("front", (seal_only,))), "document")
    assert len(root.findall(f".//{W}tr")) == 1
    lines_only = Signatures(LINES)
    root = read(written(Part("front", (lines_only,))), "document")
    assert len(root.findall(f".//{W}tr")) == 3
    root = read(written(Part("front", (replace(lines_only, lines=()), para("文")))), "document")
    assert root.findall(f".//{W}tbl") == []
