"""Inline nodes: content controls, fonts of quotes, links, notes, lists."""

from __future__ import annotations

import pytest

from reporter.document.nodes import (
    Document,
    Emphasis,
    Footnote,
    Link,
    List,
    Meta,
    Part,
    Strong,
    Text,
    Value,
)
from reporter.writers.docx import write_docx
from reporter.writers.docx.inline import safe_url

from .builders import LONG_KEY, p
from .reading import find, of, part, text, val


def test_value_lies_in_a_hidden_control_with_its_key() -> None:
    body = of(
        p("得分", Value("score/total", "90.3"), "分", Strong((Value("score/total", "90.3"),)))
    )
    controls = find(body, ".//w:sdt")
    assert [val(n) for n in find(body, ".//w:sdt/w:sdtPr/w:tag")] == ["score/total"] * 2
    assert [text(n) for n in controls] == ["90.3", "90.3"]
    assert find(controls[1], "w:sdtContent/w:r/w:rPr/w:rStyle[@w:val='Strong']")
    hidden = [n for n in body.iter() if n.tag.endswith("}appearance")]
    assert [set(n.attrib.values()) for n in hidden] == [{"hidden"}] * 2


def test_long_key_gets_a_short_tag() -> None:
    tag = val(find(of(p(Value(LONG_KEY, "1"))), ".//w:tag")[0]) or ""
    assert len(tag) <= 64
    assert tag.startswith("k:share/q12#")


@pytest.mark.parametrize(
    ("words", "hinted"),
    [("“中文”", True), ("……——", True), ("“KANO”", True), ("90.3", False), ("Plain words", False),
     ("It’s “plain” prose, here", False), ("①", True)],
)  # fmt: skip
def test_chinese_marks_get_the_chinese_font(words: str, hinted: bool) -> None:
    fonts = find(of(p(words)), ".//w:r/w:rPr/w:rFonts[@w:hint='eastAsia']")
    assert bool(fonts) is hinted


def test_apostrophe_in_a_latin_word_keeps_the_latin_font() -> None:
    runs = find(of(p("信度Cronbach’s α良好")), ".//w:r")
    hints = {text(r): bool(find(r, "w:rPr/w:rFonts[@w:hint]")) for r in runs}
    assert hints == {"信度": True, "Cronbach’s": False, " α良好": True}


@pytest.mark.parametrize(
    ("url", "safe"),
    [
        ("https://example.org/a?b=1&c=中", "https://example.org/a?b=1&c=%E4%B8%AD"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("javascript:alert(1)", ""), ("file:///etc/passwd", ""), ("http://[", ""),
        ("https://", ""), ("mailto:nobody", ""), ("http://a:b:c", ""), ("\\\\host\\x", ""),
    ],
)  # fmt: skip
def test_only_web_and_mail_links(url: str, safe: str) -> None:
    assert safe_url(url) == safe


def test_unsafe_link_stays_text_and_links_do_not_nest() -> None:
    inner = Link("https://example.org/b", (Text("乙"),))
    body = of(p(Link("javascript:x", (Text("甲"),)), Link("https://example.org/a", (inner,))))
    assert text(find(body, "w:p")[0]) == "甲乙"
    assert len(find(body, ".//w:hyperlink")) == 1


def test_strong_inside_emphasis_keeps_both() -> None:
    body = of(p(Emphasis((Strong((Text("甲"),)),))))
    properties = find(body, ".//w:rPr")[0]
    assert find(properties, "w:rStyle[@w:val='Strong']")
    assert find(properties, "w:rFonts[@w:eastAsia='楷体']")


def test_footnote_has_its_own_part_links_and_no_note_inside() -> None:
    note = Footnote(
        (Text("见"), Link("https://example.org/", (Text("网页"),)), Footnote((Text("乙"),)))
    )
    data = write_docx(Document(Meta("x"), (Part("body", (p("甲", note, "。"),)),)))
    notes = part(data, "word/footnotes.xml")
    assert text(notes) == " 见网页（乙）"
    assert len(part(data, "word/_rels/footnotes.xml.rels")) == 1
    references = find(part(data, "word/document.xml"), ".//w:footnoteReference")
    assert [val(n, "id") for n in references] == ["1"]


def test_ordered_lists_start_at_one_each() -> None:
    first = List(((p("一"),), (p("二"), List(((p("甲"),),), ordered=True))), ordered=True)
    body = of(first, List(((p("三"),),), ordered=True), List(((p("四"),),)))
    marks = [
        (val(find(n, "w:ilvl")[0]), val(find(n, "w:numId")[0])) for n in find(body, ".//w:numPr")
    ]
    assert marks == [("0", "5"), ("0", "5"), ("1", "6"), ("0", "7"), ("0", "2")]


def test_empty_paragraphs_are_left_out() -> None:
    assert [text(n) for n in find(of(p(""), p("甲"), p(Text("\x00"))), "w:p")] == ["甲"]
