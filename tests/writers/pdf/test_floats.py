"""A page that would end early before a figure takes what follows the figure."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pypdfium2
import pytest

from reporter import verify
from reporter.document.floats import Move, moved
from reporter.document.identity import identify
from reporter.document.nodes import (
    Block,
    Column,
    Document,
    Figure,
    Footnote,
    Meta,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Text,
    Value,
)
from reporter.document.numbering import number
from reporter.facts import Fact, FactTable, printed
from reporter.report import Report
from reporter.writers.pdf import write_pdf

SENTENCE = "各项得分之间的差别大小不同，样本不足的不作判断。"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 150 {}"/>'
THREE_LINES, TEN_LINES = 4, 14  # sentences


def para(sentences: int = THREE_LINES) -> Paragraph:
    return Paragraph((Text(SENTENCE * sentences),))


def figure(height: int = 100, name: str = "fig") -> Figure:
    return Figure(name, (Text("图题"),), "图", 150, height, SVG.format(height).encode())


def table() -> Table:
    row = Row(())
    return Table("tab", (Column(),), (row,), (row,) * 3, (Text("表题"),))


def document(*blocks: Block, above: int = 6) -> Document:
    text = tuple(para() for _ in range(above))
    section = Section("s", 1, (Text("节"),), (*text, *blocks))
    return number(identify(Document(Meta("题"), (Part("body", (section,)),))))


def moves(made: Document) -> tuple[Move, ...]:
    return write_pdf(made).moves


@pytest.fixture
def made_pages(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Collect the numbers of the pages that are laid out."""
    from weasyprint.layout import page as pages

    made: list[int] = []
    stock = pages.make_page

    def make_page(*values: object) -> object:
        made.append(int(str(values[4])))
        return stock(*values)

    monkeypatch.setattr(pages, "make_page", make_page)
    return made


def test_what_fits_goes_in_front_and_the_rest_stays(made_pages: list[int]) -> None:
    made = document(figure(), para(), table(), para(), para(TEN_LINES))
    assert moves(made) == (Move("fig", ("s/text~7", "tab", "s/text~8")),)
    assert made_pages == [1, 1, 1, 2, 2, 2]  # all of it, what fits; the next page both ways


def test_what_leaves_the_same_gap_on_the_next_page_stays() -> None:
    made = document(figure(), para(), para(), figure(150, "next"))
    assert moves(made) == ()


def test_the_new_order_has_the_same_pages_and_nothing_more_to_move(made_pages: list[int]) -> None:
    made = document(figure(), para(), table(), para(), para(TEN_LINES))
    found = write_pdf(made)
    made_pages.clear()
    again = write_pdf(moved(made, found.moves))
    assert again.moves == ()
    assert again.data == found.data


def test_word_has_the_order_of_the_pdf_and_both_verify(tmp_path: Path) -> None:
    fact = Fact("score", label="总体满意度", value=90.32, unit="points", source="a.csv")
    shown = printed(fact)
    value = Value(fact.key, shown.text, shown.number)
    passing = Paragraph((Text("总体满意度得分为"), value, Text("分，见图1。")))
    report = Report(document(figure(), passing), FactTable((fact,)))
    assert [move.blocks for move in report.pdf.moves] == [("s/p",)]
    pdf, word = report.write(tmp_path / "报告.pdf"), report.write(tmp_path / "报告.docx")
    with pypdfium2.PdfDocument(pdf) as file:
        pages = "".join(page.get_textpage().get_text_range() for page in file)
    with zipfile.ZipFile(word) as package:
        body = re.sub("<[^>]+>", "", package.read("word/document.xml").decode())
    for text in (pages, body):
        assert text.index("总体满意度得分为") < text.index("图题")
    for path in (pdf, word):
        assert verify(path).ok
    html = report.render("html").decode()  # has no pages
    assert html.index("图题") < html.index("总体满意度得分为")


def test_a_page_without_a_gap_is_made_once(made_pages: list[int]) -> None:
    assert moves(document(figure(40), para(), above=6)) == ()
    assert made_pages == [1]
    made_pages.clear()
    assert moves(document(figure(), para(), above=11)) == ()  # a small gap
    assert made_pages == [1, 2]


def test_no_paragraph_is_split_in_front_of_a_figure() -> None:
    assert moves(document(figure(), para(40))) == ()


def test_text_goes_between_a_heading_and_its_figure() -> None:
    below = Section("below", 2, (Text("小节"),), (figure(), para(), para()))
    (move,) = moves(document(below))
    assert move == Move("fig", ("below/text", "below/text~2"))


def test_a_page_with_footnotes_is_left_alone() -> None:
    noted = Paragraph((Text("正文"), Footnote((Text("脚注"),)), Text("。")))
    assert moves(document(noted, figure(), para())) == ()


def test_a_page_made_on_trial_keeps_its_footnotes() -> None:
    noted = Paragraph((Text("正文"), Footnote((Text("脚注一句"),)), Text("。")))
    found = write_pdf(document(figure(), para(), noted, para(TEN_LINES)))
    assert [move.float for move in found.moves] == ["fig"]
    with pypdfium2.PdfDocument(found.data) as file:
        pages = [page.get_textpage().get_text_range() for page in file]
    assert [page.count("脚注一句") for page in pages] == [0, 1]


def test_a_new_part_is_no_gap() -> None:
    made = document(para())
    other = Part("appendix", (Section("a", 1, (Text("附"),), (figure(), para())),))
    whole = number(identify(Document(made.meta, (*made.parts, other))))
    assert moves(whole) == ()
