from __future__ import annotations

import dataclasses
import re
from types import ModuleType

import lxml.html
import pytest

from reporter.document.identity import block_id, identify
from reporter.document.nodes import Link, Paragraph, Part, Signatures, Text, Value
from reporter.document.walk import document_blocks
from reporter.errors import OutputError
from reporter.writers.html import write_html


def page(document) -> lxml.html.HtmlElement:
    return lxml.html.fromstring(write_html(document).decode())


def test_every_value_keeps_its_key(sample: ModuleType) -> None:
    found = page(sample.document()).xpath("//data[@class='v'][@data-key='score/total']")
    assert {(node.text, node.get("value")) for node in found} == {("90.3", "90.3")}
    assert len(found) == 3


def test_links_lead_to_ids(sample: ModuleType) -> None:
    from urllib.parse import unquote

    root = page(sample.document())
    ids = [node.get("id") for node in root.iter() if node.get("id")]
    assert len(ids) == len(set(ids))
    targets = {unquote(a.get("href")[1:]) for a in root.iter("a") if a.get("href")[0] == "#"}
    assert targets <= set(ids)
    assert {"图-一", "sec-11", "ref-gb", "fn-1"} <= targets


def test_markup_in_data_stays_text(sample: ModuleType) -> None:
    evil = "<script>alert(1)</script>{{ 7*7 }}&amp;"
    body = Part("body", (Paragraph((Text(evil), Value('k"><i>', evil))),))
    root = page(dataclasses.replace(sample.document(), parts=(body,)))
    assert not root.xpath("//script")
    assert evil in root.text_content()


def test_nothing_is_fetched(sample: ModuleType) -> None:
    text = write_html(sample.document()).decode()
    assert "default-src" in text
    assert not re.search(r"<(?:link|script|iframe|object|embed)\b", text)
    root = lxml.html.fromstring(text)
    assert all(node.get("src").startswith("data:") for node in root.xpath("//*[@src]"))


def test_unsafe_links_lose_their_address(sample: ModuleType) -> None:
    body = Part("body", (Paragraph((Link("javascript:alert(1)", (Text("点我"),)),)),))
    root = page(dataclasses.replace(sample.document(), parts=(body,)))
    assert "点我" in root.text_content()
    assert "javascript" not in lxml.html.tostring(root, encoding="unicode")


def test_stylesheet_cannot_leave_its_element(sample: ModuleType) -> None:
    document = dataclasses.replace(sample.document(), stylesheet="</style><script>1</script>")
    assert not page(document).xpath("//script")


def test_drawing_is_searchable_and_described(sample: ModuleType) -> None:
    root = page(sample.document())
    (drawing,) = root.xpath("//figure//*[local-name()='svg']")
    assert drawing.get("aria-label") == "条形图：97.4分。"
    assert "诚心服务" in drawing.text_content()
    assert root.xpath("//figure//details//data[@data-key='d/1']")


@pytest.mark.parametrize(
    "part",
    [
        '<image href="file:///etc/hostname"/>',
        '<image xmlns:x="http://www.w3.org/1999/xlink" x:href="http://example.org/a.png"/>',
        '<use href="other.svg#a"/>',
        "<script>1</script>",
        '<rect onload="alert(1)"/>',
        '<rect fill="url(http://example.org/p.svg#a)"/>',
        "<style>@import 'a.css';</style>",
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    ],
)
def test_drawings_that_reach_outside_are_refused(sample: ModuleType, part: str) -> None:
    svg = sample.SVG.replace("</svg>", f"{part}</svg>")
    with pytest.raises(OutputError, match="图-一"):
        write_html(sample.document(sample.figure(svg)))


def test_decimals_share_one_point(sample: ModuleType) -> None:
    root = page(sample.document())
    inset = {}
    for cell in root.xpath("//table[@id='tab-span']//td[contains(@class, 'a-decimal')]"):
        found = re.search(r"padding-(left|right):([\d.]+)ch", cell.get("style", ""))
        inset[cell.text_content()] = (found[1], round(float(found[2]) - 1.14, 2)) if found else None
    # 90.25 has the widest part after the point, 100 the widest before it: a centred
    # number moves by half of what it lacks on one side more than on the other
    assert inset == {"90.25": ("left", 1.0), "8.5": ("left", 1.0), "100": ("right", 2.5)}


def test_heat_cells_are_tinted_lightly(sample: ModuleType) -> None:
    text = write_html(sample.document()).decode()
    colours = re.findall(r"background-color:#([0-9A-F]{6})", text)
    assert len(colours) == 2
    lightness = [sum(int(c[i : i + 2], 16) for i in (0, 2, 4)) / 3 for c in colours]
    assert lightness[0] > 240
    assert 110 < lightness[1] < 180  # black figures stay legible


def test_same_bytes_twice(sample: ModuleType) -> None:
    assert write_html(sample.document()) == write_html(sample.document())


def test_watermark_is_drawn_and_no_part_of_the_text(sample: ModuleType) -> None:
    document = sample.document()
    meta = dataclasses.replace(document.meta, watermark='征求"意见稿')
    root = page(dataclasses.replace(document, meta=meta))
    assert root.find("body").get("data-watermark") == '征求"意见稿'
    assert "意见稿" not in root.find("body").text_content()
    plain = page(dataclasses.replace(document, meta=dataclasses.replace(meta, watermark="")))
    assert "data-watermark" not in plain.find("body").attrib


def test_lines_to_sign_have_the_same_columns(sample: ModuleType) -> None:
    node = Signatures(("编制人：", "批准人<b>："), "某公司", "2026年11月3日")
    root = page(dataclasses.replace(sample.document(), parts=(Part("front", (node,)),)))
    lines = root.xpath("//p[@class='sign']")
    kinds = [[span.get("class") for span in line] for line in lines]
    assert kinds[0] == kinds[1]
    assert lines[1].text_content().strip() == "批准人<b>：日期：年月日"
    seal = [p.text for p in root.xpath("//div[@class='seal']//p")]
    assert seal == ["某公司", "2026年11月3日", "（单位公章）"]


def test_blocks_carry_their_ids(sample: ModuleType) -> None:
    document = identify(sample.document())
    root = page(document)
    found = [node.get("data-block") for node in root.iter() if node.get("data-block")]
    wanted = {name for block in document_blocks(document) if (name := block_id(block))}
    assert len(found) == len(set(found))
    assert set(found) <= wanted
    assert len(found) > len(wanted) * 0.9  # lists without entries are not printed
    assert not page(sample.document()).xpath("//@data-block")
