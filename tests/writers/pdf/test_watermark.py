"""The watermark is drawn, and is no text of the page."""

from __future__ import annotations

import io

import pikepdf
from lxml import etree

from reporter.document.nodes import Document, Meta, Paragraph, Part, Text
from reporter.writers.pdf import write_pdf
from reporter.writers.pdf.watermark import watermark_drawing


def test_every_letter_is_an_outline_and_unknown_ones_are_left_out() -> None:
    root = etree.fromstring(watermark_drawing("征求<意见>稿\U0010fffd"))
    assert len(root.findall(".//{*}path")) == 7
    assert root.findall(".//{*}text") == []
    assert watermark_drawing("稿") != watermark_drawing("意")


def test_it_stands_on_the_page_and_adds_no_text() -> None:
    def content(mark: str) -> tuple[int, bytes]:
        part = Part("body", (Paragraph((Text("正文"),)),))
        data = write_pdf(Document(Meta("题", watermark=mark), (part,))).data
        with pikepdf.open(io.BytesIO(data)) as pdf:
            fonts = pdf.pages[0].Resources.get("/Font", {})
            return len(fonts), pdf.pages[0].Contents.read_bytes()

    (fonts, plain), (marked_fonts, marked) = content(""), content("征求意见稿")
    assert fonts == marked_fonts
    assert len(marked) > len(plain)
