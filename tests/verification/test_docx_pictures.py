"""Pictures in a DOCX: unchanged, their numbers are those of the record; changed, they are named."""

import io
from dataclasses import replace

import pytest
from PIL import Image

from reporter.charts import ChartData, Series, draw
from reporter.document.identity import identify
from reporter.document.manifest import manifest
from reporter.document.nodes import Attachment, Document, Figure, Meta, Part, Section, Text
from reporter.document.numbering import number
from reporter.document.picture_digest import picture_digest
from reporter.facts import Fact, FactTable
from reporter.verification import facts_record, verify_file
from reporter.writers.docx import write_docx
from reporter.writers.html import write_html
from tests.packages import unzipped, zipped

COUNTIES = {"城区": 93.2, "东山县": 89.7, "西河县": 85.1}
DRAWN = 6  # numbers: two pictures of three


def table(**other):
    """The facts, some with another value."""
    return FactTable(
        tuple(
            Fact("score", f"s{i}", name, value=other.get(f"s{i}", score), unit="points")
            for i, (name, score) in enumerate(COUNTIES.items())
        )
    )


def picture(name, facts):
    """A figure that is a picture in Word."""
    row = tuple(facts[f"score/s{i}"] for i in range(len(COUNTIES)))
    drawing = draw("lollipop", ChartData(tuple(COUNTIES), (Series("得分", row),), unit=f"分{name}"))
    return Figure(
        name, (Text(f"{name}得分"),), drawing.alt, drawing.width_mm, drawing.height_mm,
        svg=drawing.svg, png=drawing.png, outlined=drawing.outlined, values=drawing.values,
        alt_parts=drawing.alt_parts, data=drawing.table,
    )  # fmt: skip


def report(facts):
    section = Section("s", 1, (Text("结果"),), (picture("甲", facts), picture("乙", facts)))
    tree = number(identify(Document(Meta("报告"), (Part("body", (section,)),))))
    record = facts_record(facts, manifest(tree))
    return replace(tree, attachments=(Attachment("facts.json", "application/json", record),))


@pytest.fixture(scope="module")
def written():
    """The DOCX as its parts."""
    return unzipped(write_docx(report(table())))


def remade(data, change=lambda image: image, kind="PNG", **more):
    """A picture stored anew."""
    target = io.BytesIO()
    change(Image.open(io.BytesIO(data)).convert("RGB")).save(target, kind, **more)
    return target.getvalue()


def dotted(image):
    image.putpixel((200, 100), (255, 0, 0))
    return image


def smaller(image):
    return image.resize((image.width * 3 // 4, image.height * 3 // 4))


def media(written, ending):
    return sorted(n for n in written if n.startswith("word/media/") and n.endswith(ending))


def with_part(written, name, data, save):
    return verify_file(save("a.docx", zipped({**written, name: data})))


def test_unchanged_pictures_count_as_checked(written, save):
    found = verify_file(save("a.docx", zipped(written)))
    assert found.ok, str(found)
    assert found.notes == (f"2 幅图片与生成时一致，图内的 {DRAWN} 个数已按记录核对。",)


def test_a_picture_packed_anew_without_loss_is_the_same(written, save):
    """As an editor may write it: other bytes, equal pixels."""
    name = media(written, ".png")[0]
    data = remade(written[name], compress_level=9)
    assert data != written[name]
    found = with_part(written, name, data, save)
    assert found.ok
    assert found.notes == (f"2 幅图片与生成时一致，图内的 {DRAWN} 个数已按记录核对。",)


@pytest.mark.parametrize("change", [dotted, lambda image: image.resize((500, 500))])
def test_another_picture_is_named_with_its_figure(written, save, change):
    name = media(written, ".png")[0]
    found = with_part(written, name, remade(written[name], change), save)
    [one] = found.pictures
    assert not found.ok
    assert (one.where.section, one.where.excerpt, one.numbers) == ("一、结果", "图1", 3)
    assert "图片改动 1 幅" in str(found)
    assert "图片与生成时的不同" in str(found)
    assert found.to_json()["ok"] is False


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg>", b"\x89PNG\r\n\x1a\n broken"])
def test_what_cannot_be_read_is_another_picture(written, save, data):
    found = with_part(written, media(written, ".png")[1], data, save)
    assert [one.where.excerpt for one in found.pictures] == ["图2"]


def test_the_drawing_beside_the_pixels_is_held_too(written, save):
    """Word shows the SVG, not the PNG."""
    name = media(written, ".svg")[0]
    svg = written[name].decode()
    assert "<path" in svg
    found = with_part(written, name, svg.replace("<path", '<path opacity="0"', 1).encode(), save)
    assert [one.where.excerpt for one in found.pictures] == ["图1"]
    spaced = svg.replace("<path ", "<path   ", 1).encode()
    assert with_part(written, name, spaced, save).ok


@pytest.mark.parametrize(
    ("change", "kind"), [(smaller, "PNG"), (smaller, "JPEG"), (lambda image: image, "JPEG")]
)
def test_compressed_pictures_are_not_called_false(written, save, change, kind):
    """Their digits cannot be known: neither right nor wrong."""
    name = media(written, ".png")[0]
    found = with_part(written, name, remade(written[name], change, kind), save)
    assert found.ok
    assert found.notes == (
        "1 幅图片经其他软件压缩或缩小过（图1），图内的数字没有逐个核对。",
        f"1 幅图片与生成时一致，图内的 {DRAWN // 2} 个数已按记录核对。",
    )


def test_without_the_outlines_the_pixels_answer(written, save):
    """LibreOffice writes the PNG alone."""
    text = written["word/document.xml"].decode()
    start, end = text.index("<a:extLst>"), text.index("</a:extLst>") + len("</a:extLst>")
    found = with_part(written, "word/document.xml", (text[:start] + text[end:]).encode(), save)
    assert found.ok
    assert "2 幅图片与生成时一致" in found.notes[0]


def test_a_picture_put_in_without_a_mark_is_found_by_its_caption(written, save):
    """The mark goes with the picture that is deleted."""
    text = written["word/document.xml"].decode()
    start = text.rindex('<w:bookmarkStart w:id="', 0, text.index("<w:drawing>"))
    end = text.index("/>", start) + 2
    name = media(written, ".png")[0]
    parts = {
        **written,
        "word/document.xml": (text[:start] + text[end:]).encode(),
        name: remade(written[name], dotted),
        media(written, ".svg")[0]: b"",
    }
    found = verify_file(save("a.docx", zipped(parts)))
    assert [one.where.excerpt for one in found.pictures] == ["图1"]


def test_a_removed_picture_is_no_altered_one(written, save):
    text = written["word/document.xml"].decode()
    start = text.index("<w:drawing>")
    end = text.index("</w:drawing>") + len("</w:drawing>")
    found = with_part(written, "word/document.xml", (text[:start] + text[end:]).encode(), save)
    assert found.ok
    assert not found.pictures


def test_an_old_picture_is_held_against_the_new_record(written, save):
    """The data changed after the file was written: the picture shows what was."""
    [new] = report(table(s1=90.4)).attachments
    save("facts.json", new.data)
    found = verify_file(save("a.docx", zipped(written)))
    wrong = [m for m in found.mismatches if "图片" in m.where.excerpt]
    assert [(m.key, m.expected, m.found) for m in wrong] == [("score/s1", "90.4", "89.7")] * 2
    assert [m.where.excerpt for m in wrong] == ["图1的图片", "图2的图片"]


def test_a_file_without_digests_says_that_nothing_was_checked(written, save):
    """As earlier versions wrote it."""
    name = "customXml/item1.xml"
    text = written[name].decode()
    assert text.count("<r:picture ") == 4
    found = with_part(written, name, text.replace("<r:picture ", "<r:old ").encode(), save)
    assert found.ok
    assert found.notes == ("2 幅图以图片形式插入（图1、图2），图内的数字没有逐个核对。",)


@pytest.mark.parametrize("size", ['width="-1"', 'width="9999999999"', 'width="x"'])
def test_sizes_that_are_none_do_not_matter(written, save, size):
    name = "customXml/item1.xml"
    text = written[name].decode().replace('width="1181"', size)
    assert with_part(written, name, text.encode(), save).ok


def test_a_web_page_whose_drawing_became_pixels_is_told(save):
    page = write_html(report(table())).decode()
    assert verify_file(save("a.html", page.encode())).ok
    start, end = page.index("<svg"), page.index("</svg>") + len("</svg>")
    swapped = f'{page[:start]}<img alt="图" src="data:image/png;base64,AAAA">{page[end:]}'
    found = verify_file(save("a.html", swapped.encode()))
    assert [one.where.excerpt for one in found.pictures] == ["图1"]
    assert not found.ok


def test_a_digest_is_of_what_is_seen():
    image = Image.new("RGB", (20, 10), "white")
    one, other = io.BytesIO(), io.BytesIO()
    image.save(one, "PNG", compress_level=0)
    image.convert("P").save(other, "PNG")
    assert picture_digest(one.getvalue()) == picture_digest(other.getvalue())
    turned = io.BytesIO()
    image.resize((10, 20)).save(turned, "PNG")
    assert picture_digest(one.getvalue()).digest != picture_digest(turned.getvalue()).digest
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="1" height="2"/>'
    again = b'<?xml version="1.0"?><!-- x --><svg height="2"  width="1" xmlns="http://www.w3.org/2000/svg"></svg>'
    assert picture_digest(svg) == picture_digest(again)
    assert picture_digest(b"<!DOCTYPE a><svg/>") is None
