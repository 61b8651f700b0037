"""Formulas as drawings: every character is there, nothing is cut, bars stand on the axis."""

from __future__ import annotations

import pypdfium2
from hypothesis import given, settings
from lxml import etree

from reporter.document.math import formula, leaves
from reporter.document.nodes import Document, Equation, Math, Meta, Paragraph, Part, Text
from reporter.writers.html import write_html
from reporter.writers.pdf import write_pdf
from reporter.writers.pdf.formula import draw
from reporter.writers.pdf.formula.boxes import AXIS
from reporter.writers.pdf.formula.layout import laid_out
from reporter.writers.pdf.printed import printed_html
from tests.latex import FORMULAS

SVG = "{http://www.w3.org/2000/svg}"


def block(latex: str) -> Math:
    return formula(latex, display=True)


@given(FORMULAS)
@settings(max_examples=80, deadline=None)
def test_every_character_is_drawn_inside_the_picture(latex: str) -> None:
    made = block(latex)
    drawn = draw(made)
    root = etree.fromstring(drawn.svg)
    wide, high = drawn.width * 100, drawn.height * 100
    for node in root.iter(f"{SVG}polyline"):
        for point in node.get("points", "").split():
            x, y = map(float, point.split(","))
            assert -1 <= x <= wide + 1
            assert -1 <= y <= high + 1
    letters = [char for text in leaves(made.mathml) for char in text if char.isalnum()]
    assert sorted(letters) == sorted(node.text or "" for node in root.iter(f"{SVG}text")
                                     if (node.text or "").isalnum())  # fmt: skip


def test_the_bar_of_a_fraction_stands_on_the_axis_whatever_it_holds() -> None:
    for latex in (r"\frac{a}{b}", r"\frac{\sum_i x_i^2}{b}", r"\frac{a}{\frac{b}{c}}"):
        places = [ink.y + ink.points[0][1] for ink in laid_out(block(latex).mathml).inks
                  if ink.points]  # fmt: skip
        assert any(abs(place - AXIS) < 1e-9 for place in places)


def test_limits_stand_above_and_below_a_sum() -> None:
    inks = laid_out(block(r"\sum_{i}^{n} x").mathml).inks
    by_char = {ink.glyph.char: ink for ink in inks if ink.glyph is not None}
    assert by_char["i"].y < by_char["∑"].y < by_char["n"].y
    assert by_char["∑"].size > 1 > by_char["n"].size
    assert by_char["x"].x > by_char["∑"].x + by_char["∑"].glyph.advance  # type: ignore[union-attr]


def test_letters_slant_and_figures_and_words_stand() -> None:
    inks = laid_out(block(r"x+2+\mathrm{s}+\ln y").mathml).inks
    slant = {ink.glyph.char: ink.glyph.slant for ink in inks if ink.glyph is not None}
    assert slant["x"] == slant["y"] == "italic"
    assert {slant[char] for char in "2sln+"} == {"normal"}


def test_a_minus_sign_before_a_number_keeps_close() -> None:
    sign, operation = (laid_out(block(latex).mathml).width for latex in ("-1", "a-1"))
    letter = laid_out(block("a").mathml).width
    assert operation - letter - sign > 0.3


def test_brackets_grow_with_what_they_hold() -> None:
    def tall(latex: str) -> float:
        box = laid_out(block(latex).mathml)
        return box.height + box.depth

    assert tall(r"\left(\frac{a}{b}\right)") > tall(r"\frac{a}{b}") - 1e-9
    assert tall(r"\left(x\right)") < 1.2


def test_pdf_reads_a_formula_aloud_and_the_screen_page_holds_mathml() -> None:
    made = block(r"S=\frac{1}{n}")
    document = Document(
        Meta("题"), (Part("body", (Paragraph((Text("设"), formula("n"))), Equation(made, "e", 1))),)
    )
    assert write_pdf(document).warnings == ()
    printed = printed_html(document, {})
    assert f'alt="{made.spoken}"' in printed.html  # the engine tags pictures with it
    assert list(printed.assets) == ["asset:formula-1", "asset:formula-2"]
    page = write_html(document).decode()
    assert made.mathml in page
    assert "（1）" in page
    assert 'id="e"' in page


def test_a_long_paragraph_before_a_formula_breaks_across_pages() -> None:
    made = Equation(formula("x", display=True))
    texts = [Paragraph((Text("字" * 900),)), Paragraph((Text("字" * 420),)), made]
    symbols = Paragraph((Text("式中：x为得分。"),), role="plain")
    document = Document(Meta(title="题"), (Part("body", (*texts, symbols)),))
    pdf = pypdfium2.PdfDocument(write_pdf(document).data)
    pages = [page.get_textpage().get_text_range() for page in pdf]
    assert len(pages) == 2
    assert pages[0].count("字") > 900  # the long one begins where there is room
    assert "式中" in pages[1]
    assert pages[1].count("字") >= 2  # its last lines stay with the formula
