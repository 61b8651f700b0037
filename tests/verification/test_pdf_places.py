"""Values of a PDF are held where the file says they stand, whatever became of the file."""

from __future__ import annotations

import re
from dataclasses import replace
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from reporter.document.places import PlacedText, bare, read_places, write_places
from reporter.document.theme_file import load_theme, theme_root
from reporter.verification import verify_file
from reporter.verification.pdf import read_pdf
from reporter.verification.places import sheets, values_in
from reporter.writers.pdf import write_pdf


def attached(data, name):
    pdf = pypdfium2.PdfDocument(data)
    files = {
        (file := pdf.get_attachment(index)).get_name(): bytes(file.get_data())
        for index in range(pdf.count_attachments())
    }
    return files[name]


@pytest.fixture(scope="module")
def placed(pdf_bytes):
    return read_places(attached(pdf_bytes, "places.json"))


def test_every_value_is_read_where_it_stands(pdf_bytes, placed):
    content = read_pdf(pdf_bytes, "a.pdf")
    wanted = [(t.page, k, t.text[a:b]) for t in placed for a, b, k in t.values]
    found = [
        (p.page, key, bare(p.text[start:end]))
        for p in content.passages
        for start, end, key in p.spans
    ]
    assert sorted(found) == sorted(wanted)
    printed = {key for _, key, _ in found}
    assert {"score/total", "n/total", "score/s3@unit=单位29", "score/s0"} <= printed
    charts = [text for text in placed if len(text.values) == 8]
    assert charts  # the numbers of the drawing stand in one marked text
    assert len(found) > 250


def test_places_read_back():
    text = PlacedText(3, 7, (1.0, 2.0, 3.0, 4.5), "得90.3分", ((1, 5, "score/a-b"),))
    assert read_places(write_places([text])) == (text,)


@pytest.mark.parametrize(
    "data",
    [
        b"", b"[]", b"null", b"\xff", b'{"version": 2, "texts": []}', b"[" * 100_000,
        b'{"version": 1, "texts": [{"page": 1}]}', b'{"version": 1, "texts": 5}',
        b'{"version": 1, "texts": [{"page": "x", "mark": 1, "box": [], "text": "", "values": []}]}',
    ],
)  # fmt: skip
def test_broken_places_are_none(data):
    assert read_places(data) == ()


def marked(text, *values):
    return PlacedText(1, 0, (0.0, 0.0, 0.0, 0.0), text, values)


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("得90.3分，升0.5分", ["90.3", "0.5"]),
        ("得9.3分，升0.5分", ["9.3", "0.5"]),
        ("得190.35分，升12分", ["190.35", "12"]),
        ("得分，升0.5分", ["", "0.5"]),
        ("得0.5分，升90.3分", ["0.5", "90.3"]),
        ("共得约90.3分，升0.5分", ["90.3", "0.5"]),
    ],
)
def test_values_among_changed_digits(now, expected):
    text = marked("得90.3分，升0.5分", (1, 5, "a"), (8, 11, "b"))
    assert [now[start:end] for start, end, _ in values_in(text, now)] == expected


def test_cell_that_is_all_value():
    text = marked("93.2", (0, 4, "a"))
    assert list(values_in(text, "1.27%")) == [(0, 5, "a")]


def test_value_outside_its_text_is_ignored():
    assert list(values_in(marked("93.2", (2, 9, "a"), (3, 1, "b")), "93.2")) == []


def test_moved_pages_are_found():
    def marks(page, number):
        return {mark: f"{page}{name}{number}" for mark, name in enumerate("子丑寅")}

    texts = [
        PlacedText(page, mark, (0.0, 0.0, 0.0, 0.0), text, ())
        for page, name in enumerate("甲乙丙", 1)
        for mark, text in marks(name, "9.1").items()
    ]
    first, second, third = (marks(name, "82.55") for name in "甲乙丙")
    assert sheets(texts, [first, second, third]) == {1: 1, 2: 2, 3: 3}
    assert sheets(texts, [{}, first, third]) == {1: 2, 3: 3}
    assert sheets(texts, [third, second, first]) == {1: 3, 2: 2, 3: 1}


def edited(data, change):
    with pikepdf.open(BytesIO(data)) as pdf:
        change(pdf)
        out = BytesIO()
        pdf.save(out)
    return out.getvalue()


def glyphs(number):
    """The glyphs of digits in the face of figures, as the content of a page names them."""
    codes = {".": "0011", "%": "0008", **{str(digit): f"{0x13 + digit:04x}" for digit in range(10)}}
    return [codes[char] for char in number]


def redrawn(data, text, old, new):
    """Draw other digits in a marked text, as an editor of PDF files does."""

    def change(pdf):
        page = pdf.pages[text.page - 1]
        content = page.Contents.read_bytes().decode("latin-1")
        start = re.search(rf"<</MCID {text.mark}>>\s+BDC", content).end()
        end = content.index("EMC", start)
        pattern = r"(?:>-?[\d.]+<)?".join(glyphs(old))
        piece, count = re.subn(pattern, "".join(glyphs(new)), content[start:end], count=1)
        assert count == 1
        page.Contents = pdf.make_stream((content[:start] + piece + content[end:]).encode("latin-1"))

    return edited(data, change)


@pytest.mark.parametrize("new", ["84.1", "8.41", "181.4", "7", "84.19%"])
@pytest.mark.parametrize("key", ["score/s3@unit=单位7", "score/total", "rate/total"])
def test_changed_digits_are_named_with_page_and_key(pdf_bytes, placed, save, key, new):
    for text in placed:
        [(start, end, _)] = [value for value in text.values if value[2] == key] or [(0, 0, "")]
        if end:
            break
    old = text.text[start:end]
    report = verify_file(save("a.pdf", redrawn(pdf_bytes, text, old, new)))
    [mismatch] = report.mismatches
    assert (mismatch.key, mismatch.expected, mismatch.found) == (key, old, new)
    assert mismatch.where.page == text.page
    assert not report.orphans


def test_exchanged_cells_are_both_named(pdf_bytes, placed, save):
    cells = {key: t for t in placed for a, b, key in t.values if t.text == t.text[a:b]}
    one, two = "score/s0@unit=单位3", "score/s5@unit=单位11"
    old, new = cells[one].text, cells[two].text
    assert old != new
    data = redrawn(redrawn(pdf_bytes, cells[one], old, new), cells[two], new, old)
    report = verify_file(save("a.pdf", data))
    assert {(m.key, m.expected, m.found) for m in report.mismatches} == {
        (one, old, new),
        (two, new, old),
    }


def test_exchanged_numbers_of_a_chart_are_both_named(pdf_bytes, placed, save):
    [chart] = [text for text in placed if len(text.values) == 8]
    (a, b, one), (c, d, two) = chart.values[4:6]

    def change(pdf):
        page = pdf.pages[chart.page - 1]
        content = page.Contents.read_bytes().decode("latin-1")
        start = content.index(f"<</MCID {chart.mark}>>")
        drawn = list(re.compile(r"\[[^\]]*\] TJ").finditer(content, start))[: len(chart.text)]
        glyph = [piece[0] for piece in drawn]  # of drawings every character is drawn by itself
        glyph[a:b], glyph[c:d] = glyph[c:d], glyph[a:b]
        pieces, end = [content[: drawn[0].start()]], drawn[0].start()
        for piece, now in zip(drawn, glyph, strict=True):
            pieces += content[end : piece.start()], now
            end = piece.end()
        page.Contents = pdf.make_stream("".join([*pieces, content[end:]]).encode("latin-1"))

    report = verify_file(save("a.pdf", edited(pdf_bytes, change)))
    old, new = chart.text[a:b], chart.text[c:d]
    assert {(m.key, m.expected, m.found, m.where.page) for m in report.mismatches} == {
        (one, old, new, chart.page),
        (two, new, old, chart.page),
    }


def test_file_without_its_places_is_aligned_as_text(pdf_bytes, save):
    def drop(pdf):
        del pdf.attachments["places.json"]

    data = edited(pdf_bytes, drop)
    assert not any(passage.spans for passage in read_pdf(data, "a.pdf").passages)
    report = verify_file(save("a.pdf", data))
    assert report.ok, str(report)


def test_pages_taken_out_and_put_before(pdf_bytes, placed, save):
    def change(pdf):
        del pdf.pages[placed[0].page - 1]
        pdf.add_blank_page()
        pdf.pages.insert(0, pdf.pages[-1])

    report = verify_file(save("a.pdf", edited(pdf_bytes, change)))
    assert report.ok, str(report)


def test_places_of_another_report_do_no_harm(pdf_bytes, save):
    def change(pdf):
        wrong = [PlacedText(9**9, 2, (0.0,) * 4, "9.1", ((0, 3, "score/total"),))]
        pdf.attachments["places.json"] = pikepdf.AttachedFileSpec(pdf, write_places(wrong))

    report = verify_file(save("a.pdf", edited(pdf_bytes, change)))
    assert report.ok, str(report)


def test_page_numbers_of_a_theme_with_other_margins_are_no_results(document, save):
    theme = load_theme("gongwen", (theme_root(),))
    branded = replace(theme, header="质量热线 12315", footer="第 7 版")
    data = write_pdf(replace(document, theme=branded)).data
    text = "".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(data))
    assert re.search(r"— \d+ —", text)
    assert "12315" in text
    assert verify_file(save("a.pdf", data)).ok
