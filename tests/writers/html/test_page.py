"""What the page as a whole owes its reader: it is found, reached, folded, printed and legible."""

from __future__ import annotations

import base64
import dataclasses
import io
import itertools
import json
import re
import zipfile
from pathlib import Path
from types import ModuleType

import lxml.html
import pytest

from reporter.document.nodes import (
    Attachment,
    Cell,
    Column,
    Document,
    Meta,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Text,
    Value,
)
from reporter.document.theme import Brand
from reporter.document.theme_file import default_theme, load_theme, theme_root
from reporter.verification.html import read_html
from reporter.writers.html import write_html
from reporter.writers.html.theme_css import theme_properties
from reporter.writers.layout.tints import Tints
from tests.projects import document_of

_FETCHING = {"src", "srcset", "poster", "background", "action", "formaction", "manifest", "ping"}
_CSS = Path(write_html.__code__.co_filename).with_name("screen.css")


def parsed(document: Document) -> lxml.html.HtmlElement:
    return lxml.html.document_fromstring(write_html(document))


@pytest.fixture(scope="module")
def report() -> lxml.html.HtmlElement:
    return parsed(document_of("tobacco"))


def table(rows: int, width: float = 8.0) -> Table:
    head = Row((Cell((Text("指标"),), header=True), Cell((Text("得分"),), header=True)))
    body = tuple(
        Row((Cell((Text(f"第{i}项"),)), Cell((Value(f"score/{i}", "90.1"),)))) for i in range(rows)
    )
    columns = (Column(width), Column(width, "decimal"))
    return Table("tab-a", columns, (head,), body, (Text("得分"),), unit="分", number=3)


def sheet(*blocks: object, attachments: tuple[Attachment, ...] = ()) -> lxml.html.HtmlElement:
    part = Part("body", (Section("s", 1, (Text("章"),), blocks),))  # type: ignore[arg-type]
    return parsed(Document(Meta("报告"), (part,), attachments))


def test_the_page_asks_nobody_for_anything(report: lxml.html.HtmlElement) -> None:
    assert not report.xpath("//script | //link | //iframe | //object | //embed | //base | //form")
    for node in report.iter():
        if not isinstance(node.tag, str):
            continue
        for name, value in node.attrib.items():
            assert not name.lower().startswith("on"), name
            if name.lower() in _FETCHING:
                assert value.startswith("data:"), (node.tag, name)
            if name.rpartition("}")[2] == "href" and node.tag != "a":
                assert value.startswith("#"), node.tag
            assert "url(http" not in value
    styles = "".join(report.xpath("//style/text()"))
    assert not re.search(r"url\((?!#)|@import", styles)
    (policy,) = report.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy


def test_landmarks_language_and_order_of_headings(report: lxml.html.HtmlElement) -> None:
    assert report.get("lang") == "zh-CN"
    (main,) = report.xpath("//main")
    skip = report.find("body")[0]
    assert skip.get("href") == f"#{main.get('id')}"
    names = report.xpath("//nav/@aria-label")
    assert len(names) == len(set(names)) == 3
    (contents,) = report.xpath("//a[@class='jump']/@href")
    assert report.xpath("//nav[@id=$id]", id=contents[1:])
    levels = [int(node.tag[1]) for node in report.iter("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))


def test_ids_are_unique_and_named_labels_exist(report: lxml.html.HtmlElement) -> None:
    ids = report.xpath("//@id")
    assert len(ids) == len(set(ids))
    for names in report.xpath("//@aria-labelledby"):
        assert set(names.split()) <= set(ids)


def test_every_chart_is_named_and_has_its_numbers_in_a_table(
    report: lxml.html.HtmlElement,
) -> None:
    figures = report.xpath("//figure")
    assert len(figures) >= 7
    for figure in figures:
        (drawing,) = figure.xpath(".//*[local-name()='svg']")
        assert drawing.get("role") == "img"
        assert len(drawing.get("aria-label")) > 10
        assert figure.xpath("./details/summary[starts-with(., '查看图')]")
        assert figure.xpath("./details//tbody//th[@scope='row']")
        assert not figure.xpath("./details//th[not(normalize-space())]")


def test_long_tables_fold_and_stand_open() -> None:
    short, long = sheet(table(6)), sheet(table(7))
    assert not short.xpath("//details")
    (folded,) = long.xpath("//div[@class='table']/details")
    assert "open" in folded.attrib
    assert folded.find("summary").text_content() == "表3　得分"
    for root in (short, long):
        (name,) = root.xpath("//table/@aria-labelledby")
        assert root.get_element_by_id(name).text_content() == "表3　得分"
        assert root.xpath("//th[@scope='col']")


def test_only_what_scrolls_is_reached_by_keyboard() -> None:
    assert not sheet(table(8)).xpath("//*[contains(@class, 'box')]/@tabindex")
    assert sheet(table(8, 20)).xpath("//*[@class='box'][@tabindex='0'][@aria-labelledby]")
    assert sheet(table(30)).xpath("//*[@class='box long'][@tabindex='0']")
    # a first column wider than half a phone must not stay in its way
    assert sheet(table(8, 14), table(8, 20)).xpath("count(//*[contains(@class, 'stays')])") == 0
    wide = dataclasses.replace(table(8), columns=(Column(10), Column(30)))
    assert sheet(wide).xpath("//*[@class='box stays']//td[contains(@class, 'c0')]")


def test_numbers_in_the_text_tell_where_they_come_from() -> None:
    facts = {
        "facts": [
            {
                "key": "score/0",
                "label": "总体",
                "group": {"segment": "county", "level": "甲<县>"},
                "n": 57,
                "rule": "加权平均",
                "source": "某文件：" + "很长" * 60,
            }
        ]
    }
    record = Attachment("facts.json", "application/json", json.dumps(facts).encode())
    words = Paragraph((Value("score/0", "90.1"), Text("分"), Value("unknown", "3")))
    root = sheet(words, table(3), attachments=(record,))
    (told,) = root.xpath("//p/data[@data-key='score/0']/@title")
    assert told.startswith("总体（甲<县>）；样本量57；加权平均；来源：某文件")
    assert len(told) < 120
    assert not root.xpath("//data[@data-key='unknown']/@title")
    assert not root.xpath("//td//@title")


def test_a_large_record_travels_packed_and_is_read_back() -> None:
    record = Attachment(
        "facts.json", "application/json", b'{"facts": []}' + b" " * 500_000, "数字及其出处"
    )
    document = Document(Meta("报告"), (Part("body", (Paragraph((Text("正文"),)),)),), (record,))
    page = write_html(document)
    assert len(page) < 100_000
    (link,) = lxml.html.document_fromstring(page).xpath("//a[@download='facts.json.zip']")
    assert "数字及其出处" in link.text_content()
    packed = zipfile.ZipFile(io.BytesIO(base64.b64decode(link.get("href").partition(",")[2])))
    assert packed.namelist() == ["facts.json"]
    assert packed.infolist()[0].date_time[0] == 1980
    assert read_html(page, "a.html").record == record.data
    assert page == write_html(document)


def test_the_sample_is_small_enough_to_be_sent(report: lxml.html.HtmlElement) -> None:
    assert len(lxml.html.tostring(report)) < 700_000


@pytest.mark.parametrize("accent", ["1F4E79", "FFD400", "FFFFFF", "00B0F0", "C00000"])
def test_coloured_text_is_legible_whatever_the_brand(accent: str) -> None:
    theme = dataclasses.replace(default_theme(), accent=accent)
    text = theme_properties(theme)["--accent-text"]
    assert _contrast(_channels(text), _channels(f"#{Tints(accent).pale}")) >= 4.5
    if accent == "1F4E79":
        assert text == "#1F4E79"


def test_grey_text_is_legible() -> None:
    css = _CSS.read_text(encoding="utf-8")
    tint = _channels(f"#{Tints('1F4E79').pale}")
    for name in ("ink", "soft"):
        found = re.search(rf"--{name}: (#[0-9a-f]{{6}})", css)
        assert found
        assert _contrast(_channels(found[1]), tint) >= 4.5
    assert ":focus-visible" in css


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.lstrip("#")))


def _contrast(one: tuple[int, ...], two: tuple[int, ...]) -> float:
    """Return the contrast of WCAG 2.2, computed apart from the program."""
    lights = []
    for colour in (one, two):
        linear = [
            c / 255 / 12.92 if c <= 10 else ((c / 255 + 0.055) / 1.055) ** 2.4 for c in colour
        ]
        lights.append(0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)
    return max(lights) / min(lights)


def test_a_printed_page_has_the_measures_of_its_theme(sample: ModuleType) -> None:
    """Properties do not reach ``@page`` in browsers: its margins are written out."""
    for name, margins in (("business", "25.4mm 26.36mm 25.4mm 27mm"), ("gongwen", "37mm 23.95mm")):
        theme = dataclasses.replace(load_theme(name, (theme_root(),)), stylesheet="p.mine { }")
        html = write_html(dataclasses.replace(sample.document(), theme=theme)).decode()
        assert f"@page {{ size: A4; margin: {margins}" in html
        body = theme.styles.body
        assert f"--body-font:400 {body.size:g}pt/{body.line:g}pt var(--{body.font});" in html
        paper = html.index("@media print {", html.index("--own-latin"))
        assert paper < html.index("p.mine { }") < html.index("@page {")


def test_fonts_that_a_brand_names_come_first_on_screen(sample: ModuleType) -> None:
    theme = default_theme().branded(Brand(fonts={"song": '思源"宋体\\'}))
    html = write_html(dataclasses.replace(sample.document(), theme=theme)).decode()
    assert '--own-song:"思源宋体";' in html
    assert "--own-hei:" not in html
