"""Heading numbers, captions, contents, references: the tree's words and live fields agree."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from reporter.document.nodes import (
    Citation,
    Contents,
    ContentsEntry,
    CrossReference,
    Document,
    Meta,
    Paragraph,
    Part,
    Reference,
    References,
    Section,
    Strong,
    Text,
)
from reporter.writers.docx import write_docx
from reporter.writers.docx.headings import HeadingCounter

from .builders import figure, p, t
from .invariants import W, problems
from .reading import codes, find, of, part, style, text, val
from .sample import front
from .sample_tables import score_table


def section(name: str, level: int, label: str, *blocks: object, numbered: bool = True) -> Section:
    return Section(name, level, t("标题"), blocks, numbered, label)  # type: ignore[arg-type]


def test_counter_restarts_lower_levels() -> None:
    counter = HeadingCounter()
    assert counter.accepts(1, "一、")
    assert counter.accepts(2, "（一）")
    assert counter.accepts(3, "1.")
    assert counter.accepts(2, "（二）")
    assert counter.accepts(3, "1.")
    assert counter.accepts(1, "二、")
    assert not counter.accepts(2, "（二）")
    assert counter.accepts(2, "（一）")


def test_live_number_is_not_printed_as_text() -> None:
    head = find(of(section("a", 1, "一、")), "w:p")[0]
    assert (style(head), text(head), find(head, "w:pPr/w:numPr")) == ("Heading1", "标题", [])


@pytest.mark.parametrize(
    ("label", "numbered", "printed"),
    [("附录A", True, "附录A　标题"), ("", False, "标题"),
     ("三、", True, "三、标题"), ("7.", True, "7. 标题")],
)  # fmt: skip
def test_other_labels_are_text_and_switch_the_number_off(
    label: str, numbered: bool, printed: str
) -> None:
    head = find(of(section("a", 1, label, numbered=numbered)), "w:p")[0]
    assert text(head) == printed
    assert val(find(head, "w:pPr/w:numPr/w:numId")[0]) == "4"


def test_captions_count_live_and_restart_where_the_tree_does() -> None:
    body = of(figure(1, "a", "甲"), figure(2, "b", "乙"), figure(7, "c", "丙"))
    assert codes(body) == ["SEQ 图 \\* ARABIC", "SEQ 图 \\* ARABIC", "SEQ 图 \\* ARABIC \\r 7"]
    assert [text(n) for n in find(body, "w:p") if style(n) == "Caption"] == [
        "图1　甲",
        "图2　乙",
        "图7　丙",
    ]


def test_table_caption_stands_above_and_keeps_with_the_table() -> None:
    body = of(score_table())
    assert [node.tag.split("}")[1] for node in body][:4] == ["p", "p", "tbl", "p"]
    assert text(body[0]) == "表1　一级指标得分与权重"
    assert find(body[0], "w:pPr/w:keepNext")
    assert text(body[1]) == "单位：分"
    assert text(body[4]).startswith("数据来源：")


def test_figure_keeps_with_its_caption_below() -> None:
    body = of(figure(1, "a", "甲"))
    assert [style(node) for node in body[:2]] == ["Figure", "Caption"]
    assert find(body[0], "w:pPr/w:keepNext")


@pytest.mark.parametrize(
    ("target", "printed", "code"),
    [
        ("one", "一、", "REF _Ref100000001 \\w \\h"),
        ("two", "一、（一）", "REF _Ref100000002 \\w \\h"),
        ("two", "（一）", "REF _Ref100000002 \\n \\h"),
        ("app", "附录A", "REF _Ref100000003 \\h"),
        ("tab-dimensions", "表1", "REF _Ref100000004 \\h"),
    ],
)
def test_cross_reference_is_a_field_with_the_printed_text(
    target: str, printed: str, code: str
) -> None:
    line = Paragraph((CrossReference(target, printed),))
    body = of(
        section("one", 1, "一、", section("two", 2, "（一）")),
        section("app", 1, "附录A", score_table(), line),
    )
    last = find(body, "w:p")[-1]
    assert text(last) == printed
    assert codes(last) == [code]


@pytest.mark.parametrize(
    ("printed", "code"), [("（一）", "REF _Ref100000003 \\n \\h"), ("附录A（一）", "")]
)
def test_a_number_below_a_heading_that_word_does_not_count_has_no_path(
    printed: str, code: str
) -> None:
    """Word would print 一、（一）: the last heading that it counted comes first."""
    line = Paragraph((CrossReference("sub", printed),))
    inner = section("sub", 2, "（一）")
    body = of(section("one", 1, "一、"), section("app", 1, "附录A", inner, line))
    last = find(body, "w:p")[-1]
    assert text(last) == printed
    assert codes(last) == ([code] if code else [])


def test_a_reference_among_strong_words_stays_strong_when_fields_are_updated() -> None:
    line = Paragraph((Strong((CrossReference("tab-dimensions", "表1"),)),))
    last = find(of(score_table(), line), "w:p")[-1]
    assert codes(last) == ["REF _Ref100000001 \\h \\* MERGEFORMAT"]


def test_reference_that_no_field_prints_becomes_a_link() -> None:
    line = Paragraph((CrossReference("one", "第一章"), CrossReference("nowhere", "图9")))
    last = find(of(section("one", 1, "一、"), line), "w:p")[-1]
    assert text(last) == "第一章图9"
    assert codes(last) == []
    assert [val(node, "anchor") for node in find(last, "w:hyperlink")] == ["_Ref100000001"]


def test_contents_are_a_field_with_entries_and_known_pages() -> None:
    entries = (ContentsEntry(1, "一、", "甲", "one"), ContentsEntry(2, "", "乙", "two"))
    body = of(
        Contents(entries=entries),
        section("one", 1, "一、", section("two", 2, "", numbered=False)),
        pages={"one": 3},
    )
    sdt = find(body, "w:sdt")[0]
    assert val(find(sdt, "w:sdtPr/w:docPartObj/w:docPartGallery")[0]) == "Table of Contents"
    lines = find(sdt, "w:sdtContent/w:p")
    assert [text(line) for line in lines] == ["目  录", "一、甲3", "乙", ""]
    assert style(lines[-1]) == "SectionEnd", "an update rewrites all before the end of the field"
    ends = [val(node, "fldCharType") for node in lines[-1].iter(f"{W}fldChar")]
    assert ends == ["end"]
    assert codes(sdt)[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert codes(sdt)[2] == "PAGEREF _Toc100000002 \\h"


def _with_summary(*listed: str) -> etree._Element:
    """Contents of a report whose summary, before the body, they list or not."""
    entries = tuple(ContentsEntry(1, "", "标题", name) for name in listed)
    summary = section("abs", 1, "", numbered=False)
    parts = (
        Part("front", (summary, Contents(entries=entries))),
        Part("body", (section("one", 1, "一、"), p("甲"))),
        Part("body", (section("two", 1, "二、"), p("末"))),
    )
    data = write_docx(Document(Meta("x"), parts))
    assert problems(data) == []
    return part(data, "word/document.xml")[0]


def test_contents_that_begin_with_the_body_still_do_after_an_update() -> None:
    body = _with_summary("one", "two")
    assert codes(body)[0] == 'TOC \\o "1-2" \\h \\z \\u \\b _RptBody'
    (start,) = find(body, ".//w:bookmarkStart[@w:name='_RptBody']")
    (end,) = find(body, f".//w:bookmarkEnd[@w:id='{val(start, 'id')}']")
    paragraphs = find(body, "w:p")
    inside = [start in node.iter() for node in paragraphs].index(True)
    last = [end in node.iter() for node in paragraphs].index(True)
    lines = [text(node) for node in paragraphs[inside : last + 1]]
    assert [line for line in lines if line] == ["标题", "甲", "标题", "末"]
    assert text(paragraphs[0]) == "标题", "the summary stands before the bookmark"


def test_contents_that_list_the_summary_are_made_from_the_whole_file() -> None:
    body = _with_summary("abs", "one", "two")
    assert codes(body)[0] == 'TOC \\o "1-2" \\h \\z \\u'
    assert not find(body, ".//w:bookmarkStart[@w:name='_RptBody']")


def test_a_number_and_its_full_stop_stand_apart_from_the_title_by_a_blank_of_the_list() -> None:
    """In the text of the number the blank would stand in every cross-reference to it as well."""
    data = write_docx(Document(Meta("x"), (Part("body", (section("a", 1, "一、"),)),)))
    levels = find(part(data, "word/numbering.xml"), "w:abstractNum[@w:abstractNumId='0']/w:lvl")
    texts = [val(find(level, "w:lvlText")[0]) for level in levels]
    assert [t for t in texts if t != (t or "").strip()] == []
    assert (texts[2], val(find(levels[2], "w:suff")[0])) == ("%3.", "space")


def test_references_keep_off_the_bookmarks_of_contents_which_word_renews() -> None:
    line = Paragraph((CrossReference("one", "一、"), CrossReference("one", "第一章")))
    body = of(section("one", 1, "一、"), line)
    told = codes(body) + [val(node, "anchor") or "" for node in find(body, ".//w:hyperlink")]
    assert len(told) == 2
    assert not [words for words in told if "_Toc" in words]


def test_no_section_ends_inside_a_list_that_word_rewrites() -> None:
    assert isinstance(front()[-1], Contents)
    parts = (Part("front", front()), Part("body", (section("intro", 1, "一、"),)))
    body = part(write_docx(Document(Meta("x"), parts)), "word/document.xml")[0]
    holder = find(body, "w:p/w:pPr/w:sectPr/../..")[0]
    assert style(holder) == "SectionEnd"
    assert not list(holder.iter(f"{W}fldChar")), "LibreOffice prints no page numbers then"


def test_front_matter_pages_are_roman() -> None:
    entries = (ContentsEntry(1, "", "摘要", "abs"),)
    blocks = (Contents(entries=entries), section("abs", 1, "", numbered=False))
    body = of(*blocks, role="front", pages={"abs": 4})
    assert text(find(body, "w:sdt/w:sdtContent/w:p")[1]) == "摘要iv"


def test_citation_links_to_the_entry() -> None:
    entries = References((Reference("k", t("某标准"), 1),))
    body = of(p("见", Citation(("k",), "[1]"), Citation(("gone",), "[2]")), entries)
    link = find(body, ".//w:hyperlink")
    assert [val(node, "anchor") for node in link] == ["_Bib100000001"]
    assert text(link[0]) == "[1]"
    assert text(find(body, "w:p")[1]) == "[1]某标准"


def test_equal_ids_do_not_make_equal_bookmarks() -> None:
    twice = replace(section("a", 1, "一、"), label="二、")
    body = of(section("a", 1, "一、"), twice, p(Text("完")))
    names = [val(node, "name") for node in find(body, ".//w:bookmarkStart")]
    assert names == ["_Toc100000001", "_Ref100000001"]
