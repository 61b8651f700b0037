"""The watermark is drawn once, stands under every page, and is no text of any."""

from __future__ import annotations

import io

import pikepdf
import pypdfium2 as pdfium
import pytest

from reporter.document.nodes import Document, Meta, PageBreak, Paragraph, Part, Text
from reporter.writers.pdf import write_pdf


def written(mark: str) -> bytes:
    upright = Part("body", (Paragraph((Text("正文"),)), PageBreak(), Paragraph((Text("又"),))))
    turned = Part("landscape", (Paragraph((Text("横页"),)),))
    return write_pdf(Document(Meta("题", watermark=mark), (upright, turned))).data


def first_streams(data: bytes) -> list[tuple[tuple[int, int], bytes]]:
    """Return for every page the object and the operators that draw it first."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = []
        for page in pdf.pages:
            content = page.Contents
            first = content[0] if isinstance(content, pikepdf.Array) else content
            found.append((first.objgen, first.read_bytes()))
        return found


def test_all_pages_of_a_size_share_one_drawing_of_outlines() -> None:
    streams = first_streams(written("征求意见稿"))
    assert streams[0] == streams[1] != streams[2]
    for _, content in streams:
        assert content.startswith(b"/Artifact BMC")
        assert content.endswith(b"EMC")
        assert content.count(b" m\n") >= 5
        assert b"Tj" not in content


def test_letters_that_the_face_lacks_are_left_out() -> None:
    def outlines(mark: str) -> int:
        return first_streams(written(mark))[0][1].count(b" m\n")

    assert outlines("稿\U0010fffd") == outlines("稿") > 0


@pytest.mark.parametrize("mark", ["征求意见稿", " "])
def test_it_adds_no_text(mark: str) -> None:
    def texts(data: bytes) -> list[str]:
        return [page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)]

    assert texts(written(mark)) == texts(written(""))


def test_it_is_seen_across_the_middle() -> None:
    for page in pdfium.PdfDocument(written("征求意见稿")):
        picture = page.render(scale=0.5).to_pil().convert("L")
        width, height = picture.size
        reach = min(width, height) // 4
        middle = picture.crop(
            (width // 2 - reach, height // 2 - reach, width // 2 + reach, height // 2 + reach)
        )
        grey = sum(count for value, count in enumerate(middle.histogram()) if 230 < value < 250)
        assert grey > 0.05 * middle.width * middle.height


def test_without_a_watermark_pages_are_as_they_were() -> None:
    assert all(b"/Artifact BMC\nq\n0.70711" not in data for _, data in first_streams(written("")))
