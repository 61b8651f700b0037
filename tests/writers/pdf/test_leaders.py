"""Dots of the contents are one text a line: fewer objects, and one tag for a screen reader."""

from __future__ import annotations

from types import ModuleType

import pypdfium2
import pypdfium2.raw as pdfium

from reporter.writers.pdf import write_pdf


def test_dots_of_a_line_are_one_text(sample: ModuleType) -> None:
    pdf = pypdfium2.PdfDocument(write_pdf(sample.document()).data)
    for page in pdf:
        text = page.get_textpage().get_text_range()
        lines = [line for line in text.splitlines() if "..." in line]
        if lines:
            break
    assert lines
    texts = list(page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT]))
    dots = sum(line.count(".") for line in lines)
    assert dots > 20 * len(lines)
    assert len(texts) < dots / 3
