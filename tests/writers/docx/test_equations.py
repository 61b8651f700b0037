"""Formulas as Office Math."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from reporter.document.math import formula
from reporter.document.nodes import (
    Cell,
    Column,
    CrossReference,
    Document,
    Equation,
    Footnote,
    List,
    Meta,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Text,
)
from reporter.document.numbering import number
from reporter.writers.docx import write_docx
from tests.latex import FORMULAS

from .audit import audit
from .builders import p, t
from .invariants import problems
from .reading import codes, find, of, part, style, text

M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"


def tags(latex: str) -> list[str]:
    body = of(Equation(formula(latex, display=True)))
    return [node.tag.removeprefix(M) for node in body.iter() if str(node.tag).startswith(M)]


def test_parts_of_a_formula_become_what_word_writes() -> None:
    assert "f" in tags(r"\frac{a}{b}")
    assert {"sSub", "sSup", "sSubSup"} <= {*tags("x_i"), *tags("x^2"), *tags("x_i^2")}
    assert {"rad", "deg"} <= set(tags(r"\sqrt[3]{x}"))
    assert {"d", "begChr", "endChr"} <= set(tags(r"\left(\frac{a}{b}\right)"))
    assert "bar" in tags(r"\bar{x}")
    assert "acc" in tags(r"\hat{x}")
    assert {"func", "fName", "limLow"} <= set(tags(r"\max_i x"))


def test_a_sum_holds_its_operand_up_to_the_next_relation() -> None:
    body = of(Equation(formula(r"\sum_{i=1}^{n} w_i x_i = S", display=True)))
    (nary,) = body.iter(f"{M}nary")
    inside = [node.text for node in nary.find(f"{M}e").iter(f"{M}t")]  # type: ignore[union-attr]
    assert inside == ["w", "i", "x", "i"]
    assert nary.find(f"{M}naryPr/{M}limLoc").get(f"{M}val") == "undOvr"  # type: ignore[union-attr]


def test_a_sum_of_nothing_leaves_no_box_to_fill() -> None:
    assert "nary" not in tags(r"\sum_i = 1")


def test_chinese_words_stand_in_the_fonts_of_the_text() -> None:
    body = of(Equation(formula(r"\text{得分}=x", display=True)))
    first, *_, last = body.iter(f"{M}r")
    assert first.find(f"{M}rPr/{M}nor") is not None
    assert not [node for node in first.iter() if "Cambria Math" in node.attrib.values()]
    assert [node for node in last.iter() if "Cambria Math" in node.attrib.values()]


def test_a_numbered_formula_has_its_number_at_the_margin_and_can_be_referred_to() -> None:
    blocks = (p("见", CrossReference("e"), "。"), Equation(formula("a=b", display=True), "e"))
    tree = number(Document(Meta("题"), (Part("body", blocks),)))
    data = write_docx(tree)
    assert problems(data) == []
    body = part(data, "word/document.xml")[0]
    assert codes(body)[-1] == r"SEQ 公式 \* ARABIC"
    assert text(body[0]) == "见式（1）。"
    assert codes(body[0])[0].startswith("REF _Ref")
    cells = find(body, "w:tbl/w:tr/w:tc")
    assert [style(cell.find("{*}p")) for cell in cells] == [  # type: ignore[arg-type]
        "EquationNumber", "Equation", "EquationNumber",
    ]  # fmt: skip
    assert text(cells[2]) == "（1）"


def test_a_line_with_a_tall_formula_may_grow() -> None:
    def rule(latex: str) -> list[str | None]:
        spacings = find(of(p("比为", formula(latex), "。")), "w:p/w:pPr/w:spacing")
        return [value for node in spacings for name, value in node.items() if "lineRule" in name]

    assert rule(r"\frac{n}{N}") == ["atLeast"]
    assert rule("x_i") == []
    row = Row((Cell((formula(r"\bar{x}"),)),))
    spacings = find(of(Table("t", (Column(),), (), (row,))), ".//w:tc/w:p/w:pPr/w:spacing")
    assert [sorted(node.attrib.values()) for node in spacings] == [["320", "atLeast"]]


def test_formulas_stand_wherever_text_does() -> None:
    made = formula(r"x_1\le\frac{1}{2}")
    cell = Row((Cell((made,)),))
    blocks = (
        Section("s", 1, (Text("甲"), made), (p("乙", Footnote((made,))),)),
        List(((p(made), Equation(made, number=3)),)),
        Table("t", (Column(),), (cell,), (cell,), caption=(*t("表"), made), number=1),
    )
    body = of(*blocks)
    assert len(list(body.iter(f"{M}oMath"))) == 6


@given(FORMULAS)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_formula_keeps_to_the_schema(latex: str) -> None:
    block, inline = formula(latex, display=True), formula(latex)
    tree = Document(Meta("题"), (Part("body", (Equation(block), p("行内", inline))),))
    data = write_docx(tree)
    assert problems(data) == []
    assert audit(data) == []


def test_a_short_line_stays_with_its_formula_and_a_long_one_may_break() -> None:
    made = Equation(formula("x", display=True))
    symbols = Paragraph((Text("式中：x为得分。"),), role="plain")
    for length, kept in ((40, True), (400, False)):
        body = of(p("字" * length), made, symbols)
        lead, line, said = [bool(find(node, "w:pPr/w:keepNext")) for node in find(body, "w:p")[:3]]
        assert (lead, line, said) == (kept, True, False)
