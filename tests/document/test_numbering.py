"""Numbers of headings, figures, tables, notes and citations, given once for all outputs."""

from __future__ import annotations

import pytest

from reporter.document.nodes import (
    Citation,
    Contents,
    CrossReference,
    Document,
    Figure,
    Footnote,
    Meta,
    Paragraph,
    Part,
    Reference,
    References,
    Section,
    Table,
    Text,
)
from reporter.document.numbering import citation_text, number
from reporter.document.walk import block_inlines, document_blocks, flat
from reporter.errors import TemplateError


def section(id: str, level: int, *blocks: object, numbered: bool = True) -> Section:
    return Section(id, level, (Text(id),), tuple(blocks), numbered)  # type: ignore[arg-type]


def document(*parts: Part) -> Document:
    return Document(Meta("题"), parts)


def figure(id: str) -> Figure:
    return Figure(id, (Text("图题"),), "说明", 100, 50)


def table(id: str, caption: str = "表题") -> Table:
    return Table(id, (), (), (), (Text(caption),) if caption else ())


def labels(doc: Document) -> dict[str, str]:
    return {b.id: b.label for b in document_blocks(doc) if isinstance(b, Section)}


def test_headings_by_level_and_part() -> None:
    body = section("a", 1, section("b", 2, section("c", 3, section("d", 4))), section("e", 2))
    front = section("s", 1, numbered=False)
    appendix = (section("x", 1, section("x1", 2)), section("y", 1), section("r", 1, numbered=False))
    doc = number(
        document(Part("front", (front,)), Part("body", (body, section("f", 1, section("g", 2)))),
                 Part("appendix", appendix))
    )  # fmt: skip
    assert labels(doc) == {
        "s": "", "a": "一、", "b": "（一）", "c": "1. ", "d": "（1）", "e": "（二）", "f": "二、",
        "g": "（一）", "x": "附录A  ", "x1": "", "y": "附录B  ", "r": "",
    }  # fmt: skip


def test_figures_and_tables_count_through_the_document_and_are_referred_to() -> None:
    text = Paragraph(tuple(CrossReference(t) for t in ("f1", "f2", "t1", "x")))
    doc = number(
        document(
            Part("body", (section("a", 1, figure("f1"), table("plain", ""), table("t1"), text),)),
            Part("appendix", (section("x", 1, figure("f2")),)),
        )
    )
    found = [n.text for b in document_blocks(doc) for run in block_inlines(b) for n in flat(run)
             if isinstance(n, CrossReference)]  # fmt: skip
    assert found == ["图1", "图2", "表1", "附录A"]


def test_citations_by_first_mention_and_only_cited_entries_are_listed() -> None:
    sources = {key: Reference(key, (Text(key),)) for key in "abc"}
    text = Paragraph((Citation(("b",)), Footnote((Citation(("c", "b")),)), Citation(("c",))))
    doc = number(document(Part("body", (text, References()))), sources)
    found = [n.text for b in document_blocks(doc) for run in block_inlines(b) for n in flat(run)
             if isinstance(n, Citation)]  # fmt: skip
    assert found == ["[1]", "[1-2]", "[2]"]
    listed = next(b for b in document_blocks(doc) if isinstance(b, References))
    assert [(e.key, e.number) for e in listed.entries] == [("b", 1), ("c", 2)]


def test_runs_of_citations() -> None:
    assert citation_text([3, 1, 2, 7]) == "[1-3,7]"


def test_contents_lists_headings_to_its_depth_without_the_front() -> None:
    front = Part("front", (section("s", 1, numbered=False), Contents(depth=2)))
    body = Part("body", (section("a", 1, section("b", 2, section("c", 3))),))
    doc = number(document(front, body))
    contents = next(b for b in document_blocks(doc) if isinstance(b, Contents))
    assert [(e.label, e.target) for e in contents.entries] == [("一、", "a"), ("（一）", "b")]


@pytest.mark.parametrize(
    ("blocks", "message"),
    [
        ((figure("f"), figure("f")), "用了两次"),
        ((Paragraph((CrossReference("nowhere"),)),), "“nowhere”不存在"),
        ((Paragraph((Citation(("nobody",)),)),), "“nobody”不在文献表中"),
        ((section("deep", 5),), "标题最多四级"),
    ],
)
def test_what_has_no_target_stops_the_build(blocks: tuple[object, ...], message: str) -> None:
    with pytest.raises(TemplateError, match=message):
        number(document(Part("body", blocks)))  # type: ignore[arg-type]
