"""The cover of the Word file: a field behind the text, a logo, parts that are valid."""

from __future__ import annotations

import base64
import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from reporter.document.nodes import (
    Cover,
    Document,
    KeyFigure,
    KeyFigures,
    Meta,
    Paragraph,
    Part,
    Text,
    Value,
)
from reporter.document.theme import Brand, Logo
from reporter.document.theme_file import load_theme, theme_root
from reporter.writers.docx.writer import write_docx

from .audit import audit
from .invariants import problems

PNG = base64.b64decode(  # one grey pixel
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGPI/wMAAkEBQLZPFQUAAAAASUVORK5CYII="
)
SVG = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><rect width="1" height="1"/></svg>'
)
LOGOS = {
    "png": Logo(PNG, "image/png", 40, 20, "标志"),
    "svg": Logo(SVG, "image/svg+xml", 30, 30, "标志", PNG),
}
NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "v": "urn:schemas-microsoft-com:vml",
}
CARD = KeyFigure("总体得分", (Value("93.2", "score/total"), Text("分")), (Text("良好"),))


def document(theme: str, logo: str = "", accent: str = "") -> Document:
    look = load_theme(theme, (theme_root(),)).branded(Brand(accent=accent, logo=LOGOS.get(logo)))
    blocks = (
        KeyFigures((CARD,) * 7),
        Paragraph((Text("送货很准时。"),), role="quote"),
        Paragraph((Text("——某客户"),), role="quote_source"),
        Paragraph((Text("正文。"),)),
    )
    parts = (Part("cover", (Cover(("报告",), "副标题", "内部资料"),)), Part("body", blocks))
    return Document(meta=Meta("报告"), parts=parts, theme=look)


def main_part(data: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return etree.fromstring(archive.read("word/document.xml"))


@pytest.mark.parametrize("logo", ["", *LOGOS])
@pytest.mark.parametrize("theme", ["business", "gongwen"])
def test_covers_are_valid(theme: str, logo: str) -> None:
    data = write_docx(document(theme, logo))
    assert problems(data) == []
    assert audit(data) == []


def test_the_field_lies_behind_and_old_programs_draw_it_too() -> None:
    tree = main_part(write_docx(document("business", accent="C00000")))
    [anchor] = tree.iterfind(".//wp:anchor", NAMES)
    assert anchor.get("behindDoc") == "1"
    assert [c.get("val") for c in anchor.iterfind(".//a:srgbClr", NAMES)] == ["C00000", "C00000"]
    [fallback] = tree.iterfind(".//v:rect", NAMES)
    assert fallback.get("fillcolor") == "#C00000"
    assert "v:rect" not in etree.tostring(main_part(write_docx(document("gongwen")))).decode()


def test_a_white_field_has_an_edge() -> None:
    tree = main_part(write_docx(document("business", accent="FFFFFF")))
    fill, edge = (c.get("val") for c in tree.iterfind(".//wp:anchor//a:srgbClr", NAMES))
    assert fill == "FFFFFF"
    assert edge != fill


@pytest.mark.parametrize("logo", LOGOS)
def test_a_logo_keeps_its_shape_and_its_words(logo: str) -> None:
    tree = main_part(write_docx(document("gongwen", logo)))
    [anchor] = tree.iterfind(".//wp:anchor", NAMES)
    extent, given = anchor.find("wp:extent", NAMES), LOGOS[logo]
    shape = int(extent.get("cx")) / int(extent.get("cy"))
    assert shape == pytest.approx(given.width_mm / given.height_mm, rel=0.001)
    assert int(extent.get("cy")) <= 20 * 36000
    assert anchor.find("wp:docPr", NAMES).get("descr") == "标志"
    assert (anchor.find(".//asvg:svgBlip", NAMES) is not None) == (logo == "svg")


def test_a_drawing_that_old_programs_cannot_show_is_left_out() -> None:
    theme = load_theme("gongwen", (theme_root(),))
    bare = replace(LOGOS["svg"], png=b"")
    made = replace(document("gongwen"), theme=theme.branded(Brand(logo=bare)))
    assert main_part(write_docx(made)).find(".//wp:anchor", NAMES) is None


def test_cards_stay_on_one_page() -> None:
    tree = main_part(write_docx(document("business")))
    table = tree.find(".//w:tbl", NAMES)
    rows = table.findall("w:tr", NAMES)
    assert [len(row.findall("w:tc", NAMES)) for row in rows] == [4, 1, 4]
    for row in rows:
        assert row.find("w:trPr/w:cantSplit", NAMES) is not None
    for comment in rows[0].iterfind(".//w:p", NAMES):
        style = comment.find("w:pPr/w:pStyle", NAMES).get(f"{{{NAMES['w']}}}val")
        kept = comment.find("w:pPr/w:keepNext", NAMES) is not None
        assert kept or style in ("CardLabel", "CardValue")  # whose styles keep


def test_quote_and_source_lie_between_one_pair_of_rules() -> None:
    tree = main_part(write_docx(document("business")))
    said, source = (
        next(p for p in tree.iterfind(".//w:p", NAMES)
             if p.find(f"w:pPr/w:pStyle[@w:val='{style}']", NAMES) is not None)
        for style in ("Quote", "QuoteSource")
    )  # fmt: skip
    w = f"{{{NAMES['w']}}}"
    assert said.find("w:pPr/w:spacing", NAMES).get(f"{w}after") == "0"
    assert source.find("w:pPr/w:spacing", NAMES).get(f"{w}before") == "0"
