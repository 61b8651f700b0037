"""Formulas: what is accepted, what is refused and how, and what they become."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reporter.document.manifest import manifest
from reporter.document.math import formula, leaves, restored
from reporter.document.nodes import (
    CrossReference,
    Document,
    Equation,
    Meta,
    Paragraph,
    Part,
    Text,
)
from reporter.document.numbering import number
from reporter.errors import TemplateError
from reporter.verification.prose import document_problems
from tests.latex import FORMULAS

KNOWN = set(
    "math mrow mi mn mo mtext mspace mfrac msub msup msubsup munder mover munderover msqrt"
    " mroot".split()
)


def names(mathml: str) -> list[str]:
    return [etree.QName(node).localname for node in etree.fromstring(mathml).iter()]


@pytest.mark.parametrize(
    ("latex", "said"),
    [
        (r"S=\frac{\sum_{i=1}^{n} w_i x_i}{2}",
         "S等于分数，分子为从i等于1到n求和，w下标i x下标i，分母为2，分数完"),
        (r"\bar{x}^2", "x的均值的平方"),
        (r"\sqrt[3]{a}\le\hat{p}", "3次根号下a，根号完小于或等于p的估计"),
        (r"\text{满意率}=100\%", "满意率等于100%"),
    ],
)  # fmt: skip
def test_a_formula_is_read_aloud_in_chinese(latex: str, said: str) -> None:
    assert formula(latex).spoken == said


@pytest.mark.parametrize(
    ("latex", "what"),
    [
        (r"\foo{x}", r"不支持的命令 \foo"),
        (r"\begin{matrix}a\end{matrix}", r"不支持的命令 \begin"),
        ("{a", "花括号不成对"),
        ("}{", "花括号不成对"),
        (r"\frac{a}", "不完整"),
        (r"\frac{}{b}", "空着"),
        ("x_", "不完整"),
        ("^2", "前面没有内容"),
        (r"\left(a", "不完整"),
        (r"\left.x\right|", "符号"),
        ("满意率", r"\text{…}"),
        ("50%", r"\%"),
        ("$x$", "“$”"),
        ("", "没有内容"),
        (r"\text x", "花括号"),
        (r"\text{ }", "空的"),
        ("a" * 500, "太长"),
        ("{" * 12 + "a" + "}" * 12, "太深"),
        ("a\\", "不支持"),
    ],
)
def test_what_is_not_known_is_refused_with_its_name(latex: str, what: str) -> None:
    with pytest.raises(TemplateError) as caught:
        formula(latex)
    problem = caught.value.problems[0]
    assert what in problem.what
    assert problem.what.startswith(f"公式“{latex[:20]}")
    assert problem.code == "template.formula"
    assert problem.hint


@given(FORMULAS, st.booleans())
@settings(max_examples=150, deadline=None)
def test_the_plain_form_holds_known_elements_only(latex: str, display: bool) -> None:
    made = formula(latex, display=display)
    assert set(names(made.mathml)) <= KNOWN
    assert made.spoken
    arity = {"mfrac": 2, "msub": 2, "msup": 2, "msubsup": 3, "munderover": 3, "mroot": 2}
    for node in etree.fromstring(made.mathml).iter():
        name = etree.QName(node).localname
        assert len(node) == arity.get(name, len(node)), name
        assert name not in ("mi", "mn", "mo", "mtext") or node.text


@given(st.text(alphabet="\\{}_^[]()xfracsqrtum得 12&$", max_size=30))
@settings(max_examples=200, deadline=None)
def test_any_text_gives_a_formula_or_a_problem(text: str) -> None:
    try:
        found: object = leaves(formula(text).mathml)
    except TemplateError as error:
        found = error.problems[0].what.startswith("公式“")
    assert found


def test_limits_stand_below_on_a_line_of_its_own_and_beside_in_a_sentence() -> None:
    for sign in (r"\sum", r"\max"):
        latex = sign + "_{i} x"
        assert "munder" in names(formula(latex, display=True).mathml)
        assert "munder" not in names(formula(latex).mathml)


def test_upright_words_keep_off_what_they_apply_to() -> None:
    assert "mspace" in names(formula(r"\ln x").mathml)
    assert "mspace" not in names(formula(r"\exp(x)").mathml)


def test_what_a_template_makes_of_backslashes_is_restored() -> None:
    for latex in (r"\frac{a}{b}\times\text{x}\ne\bar{x}\alpha\right\varepsilon", r"\nu\rho\theta"):
        read = re.sub(r"\\([abfnrtv])", lambda m: eval(f'"\\{m[1]}"'), latex)
        assert read != latex
        assert restored(read) == latex
    assert restored("a\n+ b").split() == ["a", "+", "b"]


def document(*blocks: object) -> Document:
    return number(Document(Meta("题"), (Part("body", blocks),)))  # type: ignore[arg-type]


def test_formulas_with_an_id_are_numbered_and_referred_to() -> None:
    made = formula("a=b", display=True)
    found = document(
        Paragraph((CrossReference("two"),)),
        Equation(made, "one"),
        Equation(made),
        Equation(made, "two"),
    )
    first, *rest = found.parts[0].blocks
    assert isinstance(first, Paragraph)
    assert first.children == (CrossReference("two", "式（2）"),)
    assert [block.number for block in rest if isinstance(block, Equation)] == [1, 0, 2]
    with pytest.raises(TemplateError, match="用了两次"):
        document(Equation(made, "one"), Equation(made, "one"))


def test_numbers_of_formulas_are_no_results() -> None:
    inline, block = formula(r"x\ge 60"), formula(r"y=\frac{1}{25}", display=True)
    sentence = Paragraph((Text("当"), inline, Text("时合格，共30户。")))
    entries = manifest(document(sentence, Equation(block, "e")))
    assert [entry["text"] for entry in entries] == ["当x ≥ 60时合格，共30户。", "y = 1 25 （1）"]
    assert entries[0]["formulas"] == [[1, 7]]
    found = document_problems(entries)
    assert len(found) == 1
    assert "“30”" in found[0].what
