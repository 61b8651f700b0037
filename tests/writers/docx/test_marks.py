"""Hidden bookmarks carry the ids of blocks, each within one paragraph."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from reporter.document.carriers import ITEM_PART, read_item
from reporter.document.identity import END_MARK, MARK, block_id, identify, mark_name
from reporter.document.nodes import (
    Cell,
    Column,
    Contents,
    ContentsEntry,
    Cover,
    Document,
    Equation,
    Figure,
    KeyFigure,
    KeyFigures,
    List,
    Math,
    Meta,
    PageBreak,
    Paragraph,
    Part,
    Reference,
    References,
    Row,
    Section,
    Signatures,
    Table,
    Text,
    Value,
)
from reporter.document.walk import document_blocks
from reporter.writers.docx import write_docx
from tests.packages import unzipped

from .builders import bars

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def para(text: str) -> Paragraph:
    return Paragraph((Text(text), Value("score/q1", "90.3")))


def table(name: str, caption: str = "") -> Table:
    rows = tuple(Row((Cell((Text("a"),)), Cell((Value("score/q1", "1"),)))) for _ in range(2))
    return Table(name, (Column(), Column()), (), rows, (Text(caption),) if caption else ())


def document() -> Document:
    drawing = Figure("fig", (Text("图题"),), "图", 60, 30, png=bars([90.0]), note=(Text("注"),))
    math = Math("x", '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>x</mi></math>', "x")
    blocks = (
        para("一"),
        List(((para("项"),), (para("项"), para("续")))),
        table("t1", "表题"),
        table("t2"),
        table("t3"),
        PageBreak(),
        table("t4"),
        drawing,
        KeyFigures((KeyFigure("总体", (Text("90"),)), KeyFigure("满意率", (Text("96%"),)))),
        Equation(math, "eq"),
        Section("", 2, (Text("小节"),), (para("二"),)),
        Signatures(("编制人：",), "某单位"),
    )
    entry = ContentsEntry(1, "一、", "结果", "s")
    return identify(
        Document(
            Meta("报告"),
            (
                Part("cover", (Cover(("报告",)),)),
                Part("front", (Contents(entries=(entry,)), Contents("tables", entries=(entry,)))),
                Part("body", (Section("s", 1, (Text("结果"),), blocks),)),
                Part("appendix", (References((Reference("k", (Text("文献"),), 1),)),)),
            ),
        )
    )


@pytest.fixture(scope="module")
def parts() -> dict[str, bytes]:
    return unzipped(write_docx(document()))


def marks(root: etree._Element) -> dict[str, str]:
    """Return the paragraph's text by the name of each mark in it."""
    found = {}
    for start in root.iter(f"{W}bookmarkStart"):
        name = start.get(f"{W}name")
        if name.startswith(MARK):
            paragraph = start.getparent()
            assert paragraph.tag == f"{W}p"
            end = [
                node
                for node in paragraph.iter(f"{W}bookmarkEnd")
                if node.get(f"{W}id") == start.get(f"{W}id")
            ]
            assert len(end) == 1  # a mark never leaves its paragraph
            assert name not in found
            found[name] = "".join(node.text or "" for node in paragraph.iter(f"{W}t"))
    return found


def test_every_block_has_a_mark(parts: dict[str, bytes]) -> None:
    found = marks(etree.fromstring(parts["word/document.xml"]))
    wanted = {mark_name(name): name for b in document_blocks(document()) if (name := block_id(b))}
    assert {name.removesuffix(END_MARK) for name in found} == set(wanted)
    several = {wanted[name.removesuffix(END_MARK)] for name in found if name.endswith(END_MARK)}
    assert several == {"s/list", "t1", "t2", "t3", "t4", "fig", "s/keyfigures", "s/signatures"}
    assert found[mark_name("t1")].endswith("表题")
    assert found[mark_name("t2")] == "a"
    assert found[mark_name("t2") + END_MARK] == "1"
    assert found[mark_name("fig") + END_MARK] == "注"
    assert found[mark_name("s/list") + END_MARK] == "续90.3"


def test_marks_are_listed_beside_the_record(parts: dict[str, bytes]) -> None:
    carried = read_item(etree.fromstring(parts[ITEM_PART]))
    assert carried is not None
    assert carried.blocks == {
        mark_name(name): name for b in document_blocks(document()) if (name := block_id(b))
    }


def test_blocks_without_ids_have_no_marks() -> None:
    plain = Document(Meta("报告"), (Part("body", (replace(para("一")), table("t1"))),))
    assert MARK.encode() not in unzipped(write_docx(plain))["word/document.xml"]
