"""Formulas and comments in finished files: neither is a result."""

from __future__ import annotations

from datetime import date

import pytest

from reporter.document.manifest import manifest
from reporter.document.math import formula
from reporter.document.nodes import (
    Attachment,
    Comment,
    Document,
    Equation,
    Meta,
    Paragraph,
    Part,
    Section,
    Text,
    Value,
)
from reporter.document.numbering import number
from reporter.facts import Fact, FactTable
from reporter.verification import facts_record, verify_file
from reporter.writers.docx import write_docx
from reporter.writers.html import write_html
from reporter.writers.pdf import write_pdf

FACTS = FactTable((Fact("score", label="总体", value=90.32, unit="points"),), {})


@pytest.fixture(scope="module")
def report() -> Document:
    remark = Comment(
        (Text("得分为"), Value("score/total", "90.3", 90.3), Text("分")), "n＝1204，去年88.8分"
    )
    inline = formula(r"x\ge 60+\frac{3}{25}")
    blocks = (
        Paragraph((Text("总体"), remark, Text("，按"), inline, Text("判断。"))),
        Equation(formula(r"d=1.96\times\sqrt{1-\frac{n}{450}}", display=True), "e"),
        Equation(formula(r"\sum_{i=1}^{37} x_{i}^{2}", display=True)),
        Paragraph((Text("此后的文字照常核对。"),)),
    )  # fmt: skip
    section = Section("s", 1, (Text("一"),), blocks)
    plain = number(Document(Meta("题", date=date(2026, 12, 1)), (Part("body", (section,)),)))
    record = facts_record(FACTS, manifest(plain))
    attached = Attachment("facts.json", "application/json", record)
    return Document(plain.meta, plain.parts, (attached,))


@pytest.mark.parametrize("kind", ["docx", "html", "pdf"])
def test_own_output_is_clean(report: Document, kind: str, save) -> None:  # type: ignore[no-untyped-def]
    data = {
        "docx": lambda: write_docx(report),
        "html": lambda: write_html(report),
        "pdf": lambda: write_pdf(report).data,
    }[kind]()
    found = verify_file(save(f"a.{kind}", data))
    assert found.ok, str(found)
    assert not found.missing
    assert found.checked >= 1


def test_a_changed_number_beside_a_formula_is_found(report: Document, save) -> None:  # type: ignore[no-untyped-def]
    data = write_html(report).replace(b">90.3<", b">98.3<")
    found = verify_file(save("a.html", data))
    assert [(one.expected, one.found) for one in found.mismatches] == [("90.3", "98.3")]
