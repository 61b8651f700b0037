"""A client's own Word file: styles by name, page and cover kept, nobody's traces carried on."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import pytest
from lxml import etree

from reporter.document.nodes import Cover, Document, Meta, Part
from reporter.errors import TemplateError
from reporter.writers.docx import write_docx
from reporter.writers.docx.reference import check_reference, open_base

from .audit import audit
from .clients import client, parts_of, zipped
from .invariants import problems
from .sample import PAGES, sample

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
CLIENTS = ("plain", "word", "wps", "libreoffice")
# What the client's pages bring themselves: a cover without header, shapes of newer Words.
CLIENTS_OWN = re.compile(
    r"a section has 0|name space older|in Choice|holds ＭＳ|empty paragraph in style $"
)


def built(name: str, document: Document | None = None, **changes: tuple[str, str]) -> bytes:
    base = open_base(client(name, **changes), "客户模板.docx")
    return write_docx(document or sample(), pages=PAGES, base=base)


def part(data: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(data)).read(f"word/{name}.xml").decode("utf-8")


def tree(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(part(data, name).encode("utf-8"))


def texts(root: etree._Element) -> str:
    return "".join(node.text or "" for node in root.iter(f"{W}t"))


@pytest.mark.parametrize("name", CLIENTS)
def test_the_file_is_valid(name: str) -> None:
    data = built(name)
    assert audit(data) == []
    assert [text for text in problems(data) if not CLIENTS_OWN.search(text)] == []


@pytest.mark.parametrize("name", CLIENTS)
def test_same_bytes_twice(name: str) -> None:
    assert built(name) == built(name)


def test_styles_are_found_by_name_whatever_their_ids() -> None:
    rows = {row.role: row for row in check_reference(open_base(client("word"), "a.docx")).rows}
    assert (rows["一级标题"].how, rows["一级标题"].style) == ("匹配", "heading 1")
    assert rows["四级标题"].how == "将补入"
    rows = {row.role: row for row in check_reference(open_base(client("wps"), "a.docx")).rows}
    assert (rows["一级标题"].how, rows["一级标题"].style) == ("别名", "标题 1")
    assert (rows["正文段落"].style, rows["正文段落"].size) == ("正文首行缩进", 12)


def test_headings_use_the_clients_ids_and_keep_its_look() -> None:
    data = built("word")
    used = [n.get(f"{W}val") for n in tree(data, "document").iter(f"{W}pStyle")]
    assert "Heading1" not in used
    assert used.count("1") >= 3
    style = tree(data, "styles").find(f"{W}style[@{W}styleId='1']")
    assert style.find(f"{W}rPr/{W}color").get(f"{W}val") == "C00000"


def test_a_builtin_name_is_given_back_to_a_localised_heading() -> None:
    style = tree(built("wps"), "styles").find(f"{W}style[@{W}styleId='2']")
    assert style.find(f"{W}name").get(f"{W}val") == "heading 1"
    assert style.find(f"{W}aliases").get(f"{W}val") == "标题 1"


def test_the_first_line_indent_of_the_base_style_does_not_reach_tables() -> None:
    style = tree(built("word"), "styles").find(f"{W}style[@{W}styleId='TableText']")
    indent = style.find(f"{W}pPr/{W}ind")
    assert indent.get(f"{W}firstLine") == indent.get(f"{W}firstLineChars") == "0"


def test_headings_print_the_reports_numbers() -> None:
    data = built("word")
    numbering, styles = tree(data, "numbering"), tree(data, "styles")
    number = styles.find(f"{W}style[@{W}styleId='1']/{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    instance = numbering.find(f"{W}num[@{W}numId='{number}']/{W}abstractNumId").get(f"{W}val")
    levels = numbering.findall(f"{W}abstractNum[@{W}abstractNumId='{instance}']/{W}lvl")
    assert [lvl.find(f"{W}lvlText").get(f"{W}val") for lvl in levels[:2]] == ["%1、", "（%2）"]
    assert levels[0].find(f"{W}pStyle").get(f"{W}val") == "1"
    linked = [n.get(f"{W}val") for n in numbering.iter(f"{W}pStyle")]
    assert len(linked) == len(set(linked))


def test_a_list_that_prints_the_same_is_kept() -> None:
    same = client("word", numbering=("第%1章", "%1、"))
    parts = {n: zipfile.ZipFile(io.BytesIO(same)).read(n) for n in parts_of("word")}
    levels = parts["word/numbering.xml"].decode()
    levels = levels.replace(
        '"decimal"/><w:pStyle w:val="2"/>', '"chineseCounting"/><w:pStyle w:val="2"/>'
    )
    levels = levels.replace("第%2节", "（%2）").replace("%3)", "%3.")
    fourth = levels[levels.index('<w:lvl w:ilvl="2">') : levels.index("</w:abstractNum>")]
    fourth = fourth.replace('ilvl="2"', 'ilvl="3"').replace("%3.", "（%4）")
    parts["word/numbering.xml"] = levels.replace(
        "</w:abstractNum>", f"{fourth}</w:abstractNum>"
    ).encode()
    styles = parts["word/styles.xml"].decode()
    third = styles[styles.index('<w:style w:type="paragraph" w:styleId="3">') :]
    third = third[: third.index("</w:style>") + len("</w:style>")]
    numbered = third.replace(
        "<w:keepLines/>", '<w:keepLines/><w:numPr><w:ilvl w:val="2"/><w:numId w:val="5"/></w:numPr>'
    )
    last = numbered.replace('styleId="3"', 'styleId="4"').replace("heading 3", "heading 4")
    last = last.replace('<w:ilvl w:val="2"/>', '<w:ilvl w:val="3"/>').replace(
        'outlineLvl w:val="2"', 'outlineLvl w:val="3"'
    )
    parts["word/styles.xml"] = styles.replace(third, numbered + last).encode()
    base = open_base(zipped(parts), "a.docx")
    codes = {p.code for p in check_reference(base).problems}
    assert "reference.heading_numbers" not in codes
    data = write_docx(sample(), base=base)
    style = tree(data, "styles").find(f"{W}style[@{W}styleId='1']")
    assert style.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val") == "5"


def test_a_style_based_on_a_heading_gets_no_number() -> None:
    data = built("plain")  # its TOC Heading is based on heading 1
    style = tree(data, "styles").find(f"{W}style[@{W}styleId='TOCHeading']")
    number = style.find(f"{W}pPr/{W}numPr/{W}numId").get(f"{W}val")
    numbering = tree(data, "numbering")
    instance = numbering.find(f"{W}num[@{W}numId='{number}']/{W}abstractNumId").get(f"{W}val")
    level = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{instance}']/{W}lvl")
    assert level.find(f"{W}numFmt").get(f"{W}val") == "none"


def test_tables_follow_the_clients_page() -> None:
    width = 11906 - 1588 - 1474
    document = tree(built("word"), "document")
    widths = {int(n.get(f"{W}w")) for n in document.iter(f"{W}tblW")}
    assert width in widths
    sizes = [n.get(f"{W}orient") for n in document.iter(f"{W}pgSz")]
    assert sizes.count("landscape") == 1


def test_a_turned_page_gets_tab_stops_of_its_own() -> None:
    data = built("word")
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    headers = [part(data, n[5:-4]) for n in names if n.startswith("word/clientheader")]
    assert sum('w:val="clear"' in text for text in headers) == 1


def test_the_cover_is_kept_and_filled() -> None:
    body = tree(built("wps"), "document")[0]
    before = []
    for block in body:
        before.append(block)
        if block.find(f".//{W}sectPr") is not None:
            break
    text = "".join(texts(block) for block in before)
    assert not re.search("[{｛]{2}", text)
    assert "委托单位：某市烟草专卖局（公司）" in text
    assert text.count("密级：内部资料") == 2  # in the text box, and in its fallback
    assert "分公司" not in text
    title = next(r for r in before[2].iter(f"{W}r") if texts(r))
    assert title.find(f"{W}rPr/{W}sz").get(f"{W}val") == "52"
    assert body.find(f"{W}tbl/{W}tblPr/{W}tblStyle[@{W}val='CoverTable']") is None


def test_the_back_cover_follows_the_report() -> None:
    body = tree(built("wps"), "document")[0]
    assert texts(body[-2]) == "www.example.com"
    assert body[-1].tag == f"{W}sectPr"
    assert body[-1].find(f"{W}type").get(f"{W}val") == "nextPage"


def test_values_are_data_never_markup() -> None:
    cover = Cover(("A&B <好评> {{密级}}",), subtitle="]]>")
    document = Document(Meta("x"), (Part("cover", (cover,)), *sample().parts[1:]))
    text = texts(tree(built("wps", document), "document"))
    assert "A&B <好评> {{密级}}" in text
    assert "]]>" in text


@pytest.mark.parametrize(
    "word", ["张三", "zhangsan", "旧标题", "经办人", "请核对", "2019-", "rsid", "Normal.dotm"]
)
def test_nobodys_traces_travel(word: str) -> None:
    data = built("word")
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert [n for n in archive.namelist() if word.encode() in archive.read(n)] == []
    assert sum(n.startswith("docProps/core") for n in archive.namelist()) == 1


def test_a_missing_kind_is_the_reports_own() -> None:
    data = built("plain")
    assert "2026年度" in texts(tree(data, "header2"))
    assert "PAGE" in part(data, "footer2")


def test_a_watermark_is_added_once() -> None:
    header = next(
        part(built("word"), n[5:-4])
        for n in zipfile.ZipFile(io.BytesIO(built("word"))).namelist()
        if n.startswith("word/clientheader")
    )
    assert header.count("PowerPlusWaterMarkObject") == 1
    marked = ("</w:hdr>", f"<w:p>{_mark()}</w:p></w:hdr>")
    base = open_base(client("word", header1=marked), "a.docx")
    write_docx(sample(), base=base)
    assert "reference.watermark" in {p.code for p in base.problems}


def _mark() -> str:
    shape = 'xmlns:v="urn:schemas-microsoft-com:vml" id="PowerPlusWaterMarkObject9"'
    return f'<w:r><w:pict><v:shape {shape}><v:textpath string="样稿"/></v:shape></w:pict></w:r>'


def test_an_empty_value_is_told() -> None:
    document = replace(sample(), parts=sample().parts[1:], meta=Meta("标题"))
    base = open_base(client("wps"), "a.docx")
    write_docx(document, base=base)
    told = [p.what for p in base.problems if p.code == "reference.empty_placeholder"]
    assert any("副标题" in what for what in told)


RUN = "<w:r><w:instrText> {} </w:instrText></w:r>"
BEGIN, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (("质量第一", "{{单价}}"), "placeholder"),
        (
            ("质量第一</w:t></w:r>", "质</w:t></w:r><w:ins w:id='1' w:author='x'><w:r/></w:ins>"),
            "tracked",
        ),
        (
            ("质量第一</w:t></w:r>", f"质</w:t></w:r>{BEGIN}{RUN.format('DDEAUTO c:/x.exe')}{END}"),
            "field",
        ),
        (
            (
                "质量第一</w:t></w:r>",
                f"质</w:t></w:r>{BEGIN}{RUN.format('INCLUDE')}{RUN.format('TEXT')}{END}",
            ),
            "field",
        ),
        (("<w:p ", '<w:altChunk r:id="rId9"/><w:p '), "outside"),
    ],
)
def test_what_is_refused_in_a_header(change: tuple[str, str], code: str) -> None:
    with pytest.raises(TemplateError) as caught:
        built("word", header1=change)
    assert caught.value.problems[0].code == f"reference.{code}"
    assert caught.value.problems[0].hint


def test_a_field_that_only_tells_who_wrote_becomes_text() -> None:
    change = ("质量第一</w:t></w:r>", f"质</w:t></w:r>{BEGIN}{RUN.format('USERNAME')}{END}")
    base = open_base(client("word", header1=change), "a.docx")
    data = write_docx(sample(), base=base)
    assert "USERNAME" not in part(data, "clientheader1")
    assert "reference.field_unlinked" in {p.code for p in base.problems}


def test_the_mark_must_stand_alone() -> None:
    for change in (("<w:t>{{正</w:t>", "<w:t>见{{正</w:t>"), ("：</w:t>", "{{正文}}</w:t>")):
        with pytest.raises(TemplateError) as caught:
            open_base(client("wps", document=change), "a.docx")
        assert caught.value.problems[0].code == "reference.marker"


def test_exact_lines_do_not_cut_pictures() -> None:
    data = built("word")
    used = {n.get(f"{W}val") for n in tree(data, "document").iter(f"{W}pStyle")}
    assert "af0" not in used
    codes = {p.code for p in check_reference(open_base(client("word"), "a.docx")).problems}
    assert {"reference.clipping", "reference.heading_numbers", "reference.font"} <= codes


def test_a_template_becomes_a_document() -> None:
    parts = parts_of("word")
    types = parts["[Content_Types].xml"].replace(b"document.main+xml", b"template.main+xml")
    data = write_docx(
        sample(), base=open_base(zipped(parts | {"[Content_Types].xml": types}), "a.dotx")
    )
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert b"template.main" not in archive.read("[Content_Types].xml")


def test_a_cover_in_the_section_of_the_text_gets_a_section_of_its_own() -> None:
    parts = parts_of("wps")
    text = parts["word/document.xml"].decode("utf-8")
    first = re.search(r"<w:p><w:pPr><w:sectPr><w:pgSz.*?</w:sectPr></w:pPr></w:p>", text)
    assert first is not None
    page_break = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    text = text.replace(first[0], page_break).replace("<w:docGrid", "<w:titlePg/><w:docGrid", 1)
    parts["word/document.xml"] = text.encode("utf-8")
    data = write_docx(sample(), base=open_base(zipped(parts), "a.docx"))
    sections = list(tree(data, "document").iter(f"{W}sectPr"))
    assert sections[0].find(f"{W}titlePg") is not None  # the first page was the cover's
    assert all(section.find(f"{W}titlePg") is None for section in sections[1:-1])
    cover = part(data, "document").split("<w:sectPr>", 1)[0]
    assert 'w:type="page"' not in cover  # it would leave an empty page


def test_a_linked_picture_is_left_out_and_told() -> None:
    parts = parts_of("word")
    name = "word/_rels/header1.xml.rels"
    outside = b'Target="http://tracker.example/x.png" TargetMode="External"'
    parts[name] = parts[name].replace(b'Target="media/image1.png"', outside)
    base = open_base(zipped(parts), "a.docx")
    data = write_docx(sample(), base=base)
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert [n for n in archive.namelist() if b"tracker" in archive.read(n)] == []
    assert {p.code for p in base.problems} == {"reference.object"}


def test_a_page_in_two_columns_gives_one() -> None:
    change = ('<w:cols w:space="425"/>', '<w:cols w:num="2" w:space="425"/>')
    base = open_base(client("word", document=change), "a.docx")
    assert 'w:num="2"' not in part(write_docx(sample(), base=base), "document")
    assert "reference.columns" in {p.code for p in check_reference(base).problems}
