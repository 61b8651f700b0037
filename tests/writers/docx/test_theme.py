"""A theme's page, styles, heads and feet in the DOCX: the packaged two and a made-up one."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pypdfium2
import pytest
from lxml import etree

from reporter.document.nodes import Document, Meta, Part, Table
from reporter.document.theme import Theme
from reporter.document.theme_file import default_theme, load_theme, theme_root
from reporter.office import find_office
from reporter.writers.docx import write_docx
from reporter.writers.docx.exact import office
from reporter.writers.docx.reference import open_base
from reporter.writers.layout.cell import CellText
from reporter.writers.layout.decimals import decimal_indents, number_widths
from reporter.writers.layout.grid import lay_out, rows_height
from reporter.writers.layout.page import Page
from tests.packages import unzipped
from tests.projects import document_of

from .audit import audit
from .builders import columns, p, row
from .clients import client
from .invariants import R, W, problems
from .reading import find, part, text, val
from .whole import whole

HAN = "满意度调查结果表明客户服务质量持续提升各项工作稳步推进"


@cache
def gongwen() -> Theme:
    return load_theme("gongwen", (theme_root(),))


def written(document: Document, theme: Theme) -> bytes:
    return write_docx(replace(document, theme=theme))


@cache
def styles(theme: str) -> etree._Element:
    look = gongwen() if theme == "gongwen" else default_theme()
    return part(written(whole(), look), "word/styles.xml")


def look(root: etree._Element, style: str) -> tuple[str | None, ...]:
    """Font, half points, pitch, room above and below of a style, as it says itself."""
    node = find(root, f"w:style[@w:styleId='{style}']")[0]
    fonts, size = find(node, "w:rPr/w:rFonts")[0], find(node, "w:rPr/w:sz")
    lines = find(node, "w:pPr/w:spacing")[0]
    return (
        val(fonts, "eastAsia"),
        val(size[0]) if size else None,
        *(val(lines, name) for name in ("line", "before", "after")),
    )


def indent(root: etree._Element, style: str) -> tuple[str | None, str | None]:
    node = find(root, f"w:style[@w:styleId='{style}']/w:pPr/w:ind")
    return (val(node[0], "firstLineChars"), val(node[0], "firstLine")) if node else (None, None)


def story(data: bytes, reference: etree._Element) -> etree._Element:
    """Return the paragraph of the header or footer that a section refers to."""
    rels = etree.fromstring(unzipped(data)["word/_rels/document.xml.rels"])
    target = next(row.get("Target") for row in rels if row.get("Id") == reference.get(f"{R}id"))
    return part(data, f"word/{target}")[0]


def stories(data: bytes, kind: str, pages: str) -> list[etree._Element]:
    """Return what every section has in its head or foot (``kind``) on these pages."""
    body = part(data, "word/document.xml")
    path = f".//w:sectPr/w:{kind}Reference[@w:type='{pages}']"
    return [story(data, node) for node in find(body, path)]


# ------------------------------------------------------------------------ business


def test_the_business_page_leaves_37_characters() -> None:
    page = Page.of(default_theme())
    assert page == Page()
    assert (page.top, page.right, page.bottom, page.left) == (1440, 1495, 1440, 1531)
    assert (page.header, page.footer, page.text_width) == (851, 992, 37 * 240)


@pytest.mark.parametrize(
    ("style", "known"),
    [
        ("Normal", ("宋体", None, "440", "0", "0")),
        ("BodyTextFirstIndent", ("宋体", None, "440", "0", "0")),
        ("LeadSentence", ("黑体", None, "440", "80", "160")),
        ("NoteText", ("宋体", "18", "280", "40", "40")),
        ("Heading1", ("黑体", "32", "600", "360", "240")),
        ("Heading2", ("黑体", "28", "520", "240", "120")),
        ("Heading3", ("黑体", "24", "440", "120", "60")),
        ("Heading4", ("宋体", "24", "440", "0", "0")),
        ("Caption", ("黑体", "21", "320", "120", "120")),
        ("FigureNote", ("宋体", "18", "280", "40", "120")),
        ("TableText", ("宋体", "21", "320", "0", "0")),
        ("TableHeading", ("黑体", "21", "320", "0", "0")),
        ("ReferenceEntry", ("宋体", "21", "360", "0", "40")),
        ("TOC1", ("黑体", "24", "440", "0", "0")),
        ("TOC2", ("宋体", "24", "400", "0", "0")),
        ("Footer", ("宋体", "18", "280", "0", "0")),
    ],
)
def test_business_styles_are_those_of_the_report(style: str, known: tuple[str | None, ...]) -> None:
    assert look(styles("business"), style) == known


def test_business_heads_and_feet_are_alike_on_all_pages() -> None:
    data = write_docx(whole())
    assert find(part(data, "word/settings.xml"), "w:evenAndOddHeaders") == []
    assert stories(data, "footer", "even") == []


# ------------------------------------------------------------------------- gongwen


def test_the_gongwen_page_holds_22_lines_of_28_characters() -> None:
    page = Page.of(gongwen())
    assert (page.top, page.left, page.text_width) == (2098, 1587, 28 * 320)
    assert page.width - page.left - page.right == page.text_width
    assert page.text_height // 579 == 22  # 28.95 pt


def test_a_turned_page_keeps_its_foot_below_the_text() -> None:
    for theme in (default_theme(), gongwen()):
        page = Page.of(theme)
        turned, line = page.turned(), round(theme.styles.page_number.line * 20)
        assert turned.footer + line <= turned.bottom
        assert turned.header < turned.top
    assert Page().turned().footer == Page().footer


@pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")
def test_gongwen_lines_and_pages_are_full() -> None:
    document = Document(Meta("题"), (Part("body", (p(HAN * 50),)),))
    with office() as engine:
        pdf = engine.to_pdf(written(document, gongwen()))
    with pypdfium2.PdfDocument(pdf) as file:
        texts = [file[i].get_textpage().get_text_range() for i in range(2)]
    first, second = ([line for line in t.splitlines() if "—" not in line] for t in texts)
    assert [len(line) for line in first] == [26, *[28] * 21]  # the first one is indented
    assert [len(line) for line in second] == [28] * 22


@pytest.mark.parametrize(
    ("level", "font", "bold"),
    [(1, "黑体", "0"), (2, "楷体", "0"), (3, "仿宋", None), (4, "仿宋", "0")],
)
def test_gongwen_headings_begin_two_characters_in(level: int, font: str, bold: str | None) -> None:
    root, name = styles("gongwen"), f"Heading{level}"
    assert look(root, name) == (font, "32", "579", "0", "0")
    assert indent(root, name) == ("200", "640")
    style = find(root, f"w:style[@w:styleId='{name}']")[0]
    assert [val(node) for node in find(style, "w:rPr/w:b")] == [bold]
    assert find(style, "w:rPr/w:color") == []
    numbering = part(written(whole(), gongwen()), "word/numbering.xml")
    for number in (0, 3):  # live numbers, and labels that are printed as text
        list_ = find(numbering, f"w:abstractNum[@w:abstractNumId='{number}']")[0]
        place = find(list_, f"w:lvl[@w:ilvl='{level - 1}']/w:pPr/w:ind")[0]
        assert (val(place, "firstLineChars"), val(place, "firstLine")) == ("200", "640")


def test_a_centred_heading_has_no_indent() -> None:
    data = written(document_of("tobacco"), gongwen())
    body = part(data, "word/document.xml")
    centred = [
        node
        for node in find(body, ".//w:p/w:pPr[w:jc]")
        if val(find(node, "w:pStyle")[0]) == "Heading1"
    ]
    assert centred
    assert {val(find(node, "w:ind")[0], "firstLine") for node in centred} == {"0"}


def test_gongwen_numbers_stand_outside() -> None:
    data = written(document_of("tobacco"), gongwen())
    assert len(find(part(data, "word/settings.xml"), "w:evenAndOddHeaders")) == 1
    count = len(find(part(data, "word/document.xml"), ".//w:sectPr"))
    odd, even = (stories(data, "footer", pages) for pages in ("default", "even"))
    assert len(odd) == len(even) == len(stories(data, "header", "even")) == count
    assert text(odd[-1]).endswith("— 1 —")
    assert text(even[-1]).startswith("— 1 —")
    stop = find(styles("gongwen"), "w:style[@w:styleId='Footer']/w:pPr/w:tabs/w:tab")
    assert [(val(n), val(n, "pos")) for n in stop][1:] == [("right", str(28 * 320 - 280))]
    for foot in (odd[-1], even[-1]):
        assert val(find(foot, "w:pPr/w:ind")[0], "left") == "280"  # one character of 14 pt
    runs = [node for node in odd[-1].iter(find(odd[-1], "w:r")[0].tag) if text(node) == "1"]
    assert [val(find(node, "w:rPr/w:rStyle")[0]) for node in runs] == ["PageNumber"]
    number = find(styles("gongwen"), "w:style[@w:styleId='PageNumber']/w:rPr/w:sz")
    assert val(number[0]) == "28"


def test_gongwen_has_nothing_above_the_text() -> None:
    data = written(document_of("tobacco"), gongwen())
    for pages in ("default", "even"):
        assert {text(node) for node in stories(data, "header", pages)} == {""}
    assert find(styles("gongwen"), "w:style[@w:styleId='Header']/w:pPr/w:pBdr") == []


@pytest.mark.parametrize("name", ["tobacco", "seed"])
def test_a_gongwen_report_is_valid(name: str) -> None:
    data = written(document_of(name), gongwen())
    assert problems(data) == []
    assert audit(data) == []


# -------------------------------------------------------------------- other values


@pytest.mark.parametrize("name", ["business", "gongwen"])
def test_words_of_a_brand_stand_in_heads_and_feet(name: str) -> None:
    theme = replace(
        load_theme(name, (theme_root(),)), header="甲公司", footer="质量部编", accent="00B050"
    )
    document = whole()
    document = replace(document, meta=replace(document.meta, confidentiality="内部资料"))
    data = written(document, theme)
    assert problems(data) == []
    heads = {text(node) for node in stories(data, "header", "default")}
    assert all(words.startswith("甲公司") for words in heads - {""})
    assert "甲公司" in "".join(heads)
    feet = stories(data, "footer", "default")[-1]
    assert text(feet).startswith("质量部编")
    assert "内部资料" in text(feet)
    if name == "gongwen":
        assert text(stories(data, "footer", "even")[-1]).endswith("— 1 —内部资料质量部编")


def made_up() -> Theme:
    theme = default_theme()
    body = replace(theme.styles.body, font="fang", size=14, line=26)
    kinds = replace(
        theme.styles,
        body=body,
        quote=replace(theme.styles.quote, size=15, line=27, colour="grey"),
        cell=replace(theme.styles.cell, size=9, line=13),
        heading2=replace(theme.styles.heading2, font="kai", before=8, colour="accent"),
    )
    page = replace(theme.page, top=30, left=31, characters=30, header=12)
    fonts = {**theme.fonts, "fang": "某某仿宋", "hei": "某某 & 黑体", "latin": "Arial"}
    return replace(theme, page=page, styles=kinds, fonts=fonts, accent="00b050")


def test_a_theme_s_own_values_show_everywhere() -> None:
    theme = made_up()
    data = written(whole(), theme)
    assert problems(data) == []
    assert audit(data) == []
    root = part(data, "word/styles.xml")
    assert look(root, "BodyTextFirstIndent") == ("某某仿宋", None, "520", "0", "0")
    assert indent(root, "BodyTextFirstIndent") == ("200", "560")
    assert val(find(root, "w:docDefaults/w:rPrDefault/w:rPr/w:sz")[0]) == "28"
    assert look(root, "TableText") == ("宋体", "18", "260", "0", "0")
    assert look(root, "Heading2") == ("楷体", "28", "520", "160", "120")
    assert look(root, "Quote") == ("楷体", "30", "540", "200", "200")
    colour = find(root, "w:style[@w:styleId='Heading2']/w:rPr/w:color")
    assert [val(node) for node in colour] == [theme.accent_text]
    margins = find(part(data, "word/document.xml"), ".//w:sectPr/w:pgMar")[0]
    assert (val(margins, "top"), val(margins, "left"), val(margins, "header")) == (
        "1701", "1757", "680",
    )  # fmt: skip
    stop = find(root, "w:style[@w:styleId='TOC1']/w:pPr/w:tabs/w:tab")[0]
    assert val(stop, "pos") == str(30 * 280)


def test_a_theme_s_fonts_show_in_lists_font_table_theme_and_charts() -> None:
    parts = unzipped(written(whole(), made_up()))
    names = {name: data.decode("utf-8") for name, data in parts.items() if name.endswith(".xml")}
    assert "Times New Roman" not in names["word/styles.xml"] + names["word/numbering.xml"]
    assert 'w:eastAsia="某某仿宋"' in names["word/numbering.xml"]
    assert 'w:name="某某仿宋"' in names["word/fontTable.xml"]
    assert 'w:name="仿宋"' not in names["word/fontTable.xml"]
    assert '<a:ea typeface="某某仿宋"/>' in names["word/theme/theme1.xml"]
    charts = "".join(xml for name, xml in names.items() if name.startswith("word/charts/"))
    assert '<a:ea typeface="某某 &amp; 黑体"/>' in charts
    assert 'typeface="黑体"' not in charts


def test_lists_stand_where_first_lines_do() -> None:
    for theme, first, step in ((default_theme(), 480, 420), (gongwen(), 640, 320)):
        numbering = part(written(whole(), theme), "word/numbering.xml")
        places = find(numbering, "w:abstractNum[@w:abstractNumId='1']/w:lvl/w:pPr/w:ind")
        marks = [int(val(n, "left") or 0) - int(val(n, "hanging") or 0) for n in places]
        assert marks == [first + step * level for level in range(9)]


def test_a_number_does_not_reach_the_stop_behind_it() -> None:
    for theme, digits in ((default_theme(), 1), (gongwen(), 2)):
        numbering = part(written(whole(), theme), "word/numbering.xml")
        lists = find(numbering, "w:abstractNum[@w:abstractNumId='2']/w:lvl/w:pPr")
        room = int(val(find(lists[0], "w:ind")[0], "hanging") or 0)
        assert room > theme.styles.body.size * 20 * (2 + digits / 2)  # （1）
        stop, place = find(lists[0], "w:tabs/w:tab")[0], find(lists[0], "w:ind")[0]
        assert val(stop, "pos") == val(place, "left")


def test_tables_are_measured_in_the_theme_s_letters() -> None:
    small, large = CellText.of(default_theme()), CellText.of(gongwen())
    assert small == CellText()
    assert (large.size, large.line, large.side) == (240, 360, 86)
    table = Table("t", columns((6, "decimal")), (), (row("1214.5"), row("90.25")))
    grid = lay_out(table.body, 1)
    widths = [number_widths(table.columns, grid, one.size)[0] for one in (small, large)]
    assert widths[1] == pytest.approx(widths[0] * 240 / 210)
    indents = [decimal_indents(table.columns, grid, [4000], one) for one in (small, large)]
    assert indents[0] != indents[1]
    heights = [rows_height(grid, [4000], one) for one in (small, large)]
    assert heights == [2 * (320 + 80), 2 * (360 + 92)]
    root = styles("gongwen")
    side = find(root, "w:style[@w:styleId='ThreeLineTable']/w:tblPr/w:tblCellMar/w:left")
    assert [val(node, "w") for node in side] == ["86"]


def test_a_pull_quote_has_a_style_of_its_own() -> None:
    document = Document(Meta("题"), (Part("body", (p("送货及时。", role="quote"),)),))
    body = part(written(document, gongwen()), "word/document.xml")
    assert [val(node) for node in find(body, ".//w:pStyle")] == ["Quote"]


@pytest.mark.parametrize("name", ["plain", "word", "wps"])
def test_a_client_s_file_keeps_its_pages_under_any_theme(name: str) -> None:
    document = replace(document_of("seed"), theme=gongwen())
    base = open_base(client(name), "客户模板.docx")
    data = write_docx(document, base=base)
    sections = find(part(data, "word/document.xml"), ".//w:sectPr")
    assert not [f for f in problems(data) if "style" in f and "empty" not in f]
    assert val(find(sections[-1], "w:pgMar")[0], "left") == str(base.page.left)
    numbering = part(data, "word/numbering.xml")
    assert {val(n, "firstLineChars") for n in numbering.iter(f"{W}ind")} == {None}
    if b"evenAndOddHeaders" not in unzipped(client(name))["word/settings.xml"]:
        assert find(part(data, "word/settings.xml"), "w:evenAndOddHeaders") == []
