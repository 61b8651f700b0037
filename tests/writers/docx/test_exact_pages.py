"""The page numbers of the contents, held to a layout by LibreOffice."""

from __future__ import annotations

import io
import re
import zipfile
from functools import cache

import pypdfium2
import pytest
from lxml import etree

from reporter.document.floats import moved
from reporter.document.nodes import Document
from reporter.document.numerals import roman_numeral
from reporter.office import find_office
from reporter.writers.docx import write_docx
from reporter.writers.docx.exact import ExactPages, exact_pages, office
from reporter.writers.docx.exact.pages import bookmark_sheets
from reporter.writers.docx.targets import find_targets
from reporter.writers.pdf import PdfResult, write_pdf
from tests.projects import PROJECTS, document_of

NEARLY = 0.95  # of the places agree without LibreOffice; all did when this was written
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"

pytestmark = pytest.mark.skipif(
    find_office() is None, reason="LibreOffice is not installed (apt: libreoffice-writer-nogui)"
)


@cache
def twin(name: str) -> PdfResult:
    return write_pdf(document_of(name))


def paged(name: str) -> Document:
    return moved(document_of(name), twin(name).moves)


@cache
def exact(name: str) -> ExactPages:
    return exact_pages(paged(name), twin(name).pages, twin(name).last)


def cached_numbers(docx: bytes) -> list[tuple[str, str]]:
    """Return (bookmark, printed number) of every PAGEREF in the text."""
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(docx)).read("word/document.xml"))
    found, name, shown = [], "", False
    for node in root.iter(f"{W}instrText", f"{W}fldChar", f"{W}t"):
        if node.tag == f"{W}instrText":
            match = re.match(r"\s*PAGEREF (\S+)", node.text or "")
            name, text = (match[1], "") if match else ("", "")
        elif node.tag == f"{W}t":
            text = text + (node.text or "") if name and shown else ""
        elif node.get(f"{W}fldCharType") == "separate":
            shown = True
        elif node.get(f"{W}fldCharType") == "end" and name:
            found.append((name, text))
            name, shown = "", False
    return found


@pytest.mark.parametrize("name", PROJECTS)
def test_every_entry_is_right_after_the_exact_pass(name: str) -> None:
    result = exact(name)
    assert result.stable
    docx = write_docx(paged(name), pages=result.pages, last_page=result.last)
    with office() as engine:
        sheets, count = bookmark_sheets(engine.to_pdf(docx))
    assert count == result.sheets
    targets = find_targets(document_of(name)).nodes
    first = {
        roman: min(
            sheets[t.whole] - result.pages[i] + 1
            for i, t in targets.items()
            if t.roman is roman and i in result.pages
        )
        for roman in {t.roman for i, t in targets.items() if i in result.pages}
    }
    romans = {target.whole: target.roman for target in targets.values()}
    entries = cached_numbers(docx)
    assert len(entries) > 10
    for bookmark, printed in entries:
        number = sheets[bookmark] - first[romans[bookmark]] + 1
        assert printed == (roman_numeral(number) if romans[bookmark] else str(number)), bookmark


@pytest.mark.parametrize("name", PROJECTS)
def test_the_pdf_has_nearly_the_same_pages(name: str) -> None:
    found, ours = exact(name).pages, twin(name).pages
    wrong = {i: (ours.get(i), page) for i, page in found.items() if ours.get(i) != page}
    assert len(wrong) <= (1 - NEARLY) * len(found), wrong


def test_the_total_leaves_cover_and_roman_pages_out() -> None:
    report, result = paged("airline"), exact("airline")
    assert report.meta.page_total
    with office() as engine:
        data = engine.to_pdf(write_docx(report, pages=result.pages, last_page=result.last))
    made = {"docx": data, "pdf": twin("airline").data}
    for kind, last in (("docx", result.last), ("pdf", twin("airline").last)):
        with pypdfium2.PdfDocument(made[kind]) as file:
            pages = ["".join(page.get_textpage().get_text_range().split()) for page in file]
        totals = [re.findall(r"第(\d+)页共(\d+)页", page) for page in pages]
        shown = [found[-1] for found in totals if found]
        assert shown == [(str(i), str(last)) for i in range(1, last + 1)], kind
        assert len(pages) > last  # cover, abstract and contents have no total
