"""The base package, read from a written file: one test a rule."""

from __future__ import annotations

import re
from functools import cache

import pytest
from lxml import etree

from reporter.document.nodes import Document, Meta, Part
from reporter.writers.docx import write_docx
from reporter.writers.docx.charts.text import text_look
from tests.packages import unzipped

from .builders import p
from .invariants.names import STORY, A, W
from .reading import find, part, text, val
from .reports import docx_of

FONTS = {"宋体", "黑体", "楷体", "仿宋", "Times New Roman", "Cambria Math"}
AUTO = {"Figure", "Equation"}  # what is taller than a line would be cut off
# The names Word translates itself; 标题 1 in its place would be an unknown style.
BUILT_IN = (
    "Normal;heading 1;heading 2;heading 3;heading 4;Body Text;Body Text First Indent;List Bullet;"
    "List Number;List Continue;caption;footnote text;footnote reference;Title;Subtitle;Date;"
    "Signature;TOC Heading;toc 1;toc 2;toc 3;toc 4;table of figures;header;footer;"
    "Default Paragraph Font;Strong;Emphasis;Hyperlink;Normal Table;No List;Table Grid"
)


@cache
def parts() -> dict[str, bytes]:
    return unzipped(docx_of("nodes"))


@cache
def tree(name: str) -> etree._Element:
    return etree.fromstring(parts()[f"word/{name}.xml"])


def stories() -> list[etree._Element]:
    return [etree.fromstring(data) for name, data in parts().items() if STORY.fullmatch(name)]


def paragraph_styles() -> list[etree._Element]:
    return find(tree("styles"), "w:style[@w:type='paragraph']")


def test_every_page_is_a4() -> None:
    for size in find(tree("document"), ".//w:sectPr/w:pgSz"):
        assert sorted((val(size, "w"), val(size, "h"))) == ["11906", "16838"]


def test_word_opens_it_without_compatibility_mode() -> None:
    settings = {val(n, "name"): val(n) for n in find(tree("settings"), "w:compat/w:compatSetting")}
    assert settings["compatibilityMode"] == "15"
    assert settings["overrideTableStyleFontSizeAndJustification"] == "1"
    assert settings["differentiateMultirowTableHeaders"] == "1"


def test_layout_is_that_of_a_chinese_word() -> None:
    names = {node.tag.removeprefix(W) for node in find(tree("settings"), "w:compat/*")}
    assert names >= {
        "spaceForUL", "balanceSingleByteDoubleByteWidth", "doNotLeaveBackslashAlone",
        "ulTrailSpace", "doNotExpandShiftReturn", "adjustLineHeightInTable", "useFELayout",
    }  # fmt: skip
    control = find(tree("settings"), "w:characterSpacingControl")
    assert [val(node) for node in control] == ["compressPunctuation"]


def test_language_is_chinese_everywhere() -> None:
    language = find(tree("styles"), "w:docDefaults/w:rPrDefault/w:rPr/w:lang")[0]
    assert val(language, "eastAsia") == "zh-CN"
    assert [val(n, "eastAsia") for n in find(tree("settings"), "w:themeFontLang")] == ["zh-CN"]
    for name, data in parts().items():
        if not name.endswith(".xml"):
            continue
        for node in etree.fromstring(data).iter(f"{W}lang"):
            assert val(node, "eastAsia") in (None, "zh-CN"), name
        assert not re.search(rb"ja-JP|ko-KR|zh-TW|Mincho|Gothic|Meiryo|PMingLiU", data), name
        # Kana in the file itself would mean a Japanese template.
        assert not re.search("[\u3040-\u30ff]", data.decode()), name


def test_no_field_asks_before_opening() -> None:
    everything = b"".join(data for name, data in parts().items() if name.startswith("word/"))
    assert b"updateFields" not in everything
    assert b"w:dirty" not in everything


def test_defaults_name_four_fonts() -> None:
    fonts = find(tree("styles"), "w:docDefaults/w:rPrDefault/w:rPr/w:rFonts")[0]
    slots = [val(fonts, slot) for slot in ("ascii", "hAnsi", "eastAsia", "cs")]
    assert slots == ["Times New Roman", "Times New Roman", "宋体", "Times New Roman"]


def test_whoever_sets_a_font_sets_all_four() -> None:
    for name in ("styles", "numbering"):
        for fonts in tree(name).iter(f"{W}rFonts"):
            assert {val(fonts, slot) for slot in ("ascii", "hAnsi", "cs")} == {"Times New Roman"}
            assert val(fonts, "eastAsia") in FONTS
            assert not [key for key in fonts.attrib if "Theme" in key]


def test_every_paragraph_style_sets_its_fonts() -> None:
    for style in paragraph_styles():
        assert find(style, "w:rPr/w:rFonts"), val(style, "styleId")


def test_theme_fonts_are_filled() -> None:
    for kind, chinese in (("majorFont", "黑体"), ("minorFont", "宋体")):
        font = next(tree("theme/theme1").iter(A + kind))
        assert font.find(f"{A}ea").get("typeface") == chinese
        assert font.find(f"{A}latin").get("typeface") == "Times New Roman"
        scripts = {n.get("script"): n.get("typeface") for n in font.findall(f"{A}font")}
        assert scripts == {"Hans": chinese}


def test_font_table_knows_every_font_and_its_other_name() -> None:
    table = {val(node, "name"): node for node in tree("fontTable")}
    used = {
        value
        for name in ("styles", "numbering", "document", "footnotes")
        for fonts in tree(name).iter(f"{W}rFonts")
        for key, value in fonts.attrib.items()
        if key != f"{W}hint"
    }
    used |= set(re.findall('typeface="([^"]+)"', text_look()))  # of charts
    assert used <= set(table)
    for name, other in (("宋体", "SimSun"), ("黑体", "SimHei"), ("楷体", "KaiTi")):
        assert [val(node) for node in find(table[name], "w:altName")] == [other]
        assert [val(node) for node in find(table[name], "w:charset")] == ["86"]


def test_built_in_styles_keep_the_names_word_translates() -> None:
    names = {val(node) for node in find(tree("styles"), "w:style/w:name")}
    assert set(BUILT_IN.split(";")) - names == set()
    custom = find(tree("styles"), "w:style[@w:customStyle='1']/w:name")
    latin = [val(n) for n in custom if re.match("[A-Za-z]", val(n) or "")]
    assert latin == []  # a name of our own is a Chinese one
    for node in find(tree("styles"), "w:style"):
        own = val(node, "customStyle") == "1"
        name = val(find(node, "w:name")[0]) or ""
        assert own == (re.match("[A-Za-z]", name) is None), name


def test_styles_not_here_stay_out_of_sight() -> None:
    latent = find(tree("styles"), "w:latentStyles")[0]
    assert (val(latent, "defSemiHidden"), val(latent, "defUnhideWhenUsed")) == ("1", "1")
    shown = {val(n, "name") for n in latent if val(n, "semiHidden") == "0"}
    assert {"heading 1", "caption", "toc 1", "header", "Table Grid"} <= shown


def test_first_lines_are_indented_by_characters_and_by_twips() -> None:
    for node in tree("styles").iter(f"{W}ind"):
        for side in ("firstLine", "left", "right"):
            if val(node, f"{side}Chars") is not None:
                assert val(node, side) is not None
    body = find(tree("styles"), "w:style[@w:styleId='BodyTextFirstIndent']/w:pPr/w:ind")[0]
    assert (val(body, "firstLineChars"), val(body, "firstLine")) == ("200", "480")


def test_no_style_takes_its_lines_from_the_font_but_those_of_pictures() -> None:
    for style in paragraph_styles():
        name = val(style, "styleId")
        spacing, snap = find(style, "w:pPr/w:spacing")[0], find(style, "w:pPr/w:snapToGrid")
        if name in AUTO:
            assert val(spacing, "lineRule") == "auto"
        else:
            assert val(spacing, "lineRule") == "exact", name
            assert [val(node) for node in snap] == ["0"], name
    grids = find(tree("document"), ".//w:sectPr/w:docGrid")
    assert {val(grid, "type") for grid in grids} == {None}


def test_headings_are_numbered_by_one_list_of_their_styles() -> None:
    first = tree("numbering")[0]
    levels = {val(n, "ilvl"): n for n in find(first, "w:lvl")}
    linked = [val(find(levels[str(i)], "w:pStyle")[0]) for i in range(4)]
    assert linked == ["Heading1", "Heading2", "Heading3", "Heading4"]
    for level in range(4):
        style = f"w:style[@w:styleId='Heading{level + 1}']/w:pPr"
        assert val(find(tree("styles"), f"{style}/w:outlineLvl")[0]) == str(level)
        assert val(find(tree("styles"), f"{style}/w:numPr/w:numId")[0]) == "1"


def test_table_columns_say_their_true_widths() -> None:
    for table in tree("document").iter(f"{W}tbl"):
        grid = [int(val(node, "w") or 0) for node in find(table, "w:tblGrid/w:gridCol")]
        assert sum(grid) == int(val(find(table, "w:tblPr/w:tblW")[0], "w") or 0)
        assert [val(n, "type") for n in find(table, "w:tblPr/w:tblLayout")] == ["fixed"]


def has_hint(run: etree._Element) -> bool:
    return [val(n, "hint") for n in find(run, "w:rPr/w:rFonts")] == ["eastAsia"]


def test_chinese_marks_are_set_in_the_chinese_font() -> None:
    for story in stories():
        for run in story.iter(f"{W}r"):
            if re.search("[\u4e00-\u9fff]", text(run)):
                assert has_hint(run), text(run)


@pytest.mark.parametrize("words", ["“90”", "——", "……", "①", "②甲", "▲", "↑", "𠮷", "★"])
def test_marks_without_han_beside_them_too(words: str) -> None:
    data = write_docx(Document(Meta("题"), (Part("body", (p(words),)),)))
    body = part(data, "word/document.xml")
    assert [has_hint(run) for run in body.iter(f"{W}r") if text(run)] == [True]


@pytest.mark.parametrize("words", ["90.3", "Don’t stop", "A–B", "±0.5", "≥60", "n = 1 200"])
def test_latin_words_and_numbers_stay_in_the_latin_font(words: str) -> None:
    data = write_docx(Document(Meta("题"), (Part("body", (p(words),)),)))
    body = part(data, "word/document.xml")
    assert [has_hint(run) for run in body.iter(f"{W}r") if text(run)] == [False]


def test_no_trace_of_another_template() -> None:
    assert not [name for name in parts() if re.search("thumbnail|stylesWithEffects", name)]
    for name, data in parts().items():
        assert b"python-docx" not in data, name
        assert b"rsid" not in data, name
        assert b"2013-12-23" not in data, name
    core = etree.fromstring(parts()["docProps/core.xml"])
    assert {node.tag.rsplit("}")[-1]: node.text for node in core}["language"] == "zh-CN"


def test_nothing_of_the_base_stands_twice() -> None:
    settings = [node.tag for node in tree("settings")]
    assert len(set(settings)) == len(settings)
    for name, path in (("fontTable", "w:font"), ("styles", "w:latentStyles/w:lsdException")):
        names = [val(node, "name") for node in find(tree(name), path)]
        assert len(set(names)) == len(names)


def test_formulas_are_set_as_word_sets_them() -> None:
    assert b'<m:mathFont m:val="Cambria Math"/>' in parts()["word/settings.xml"]
