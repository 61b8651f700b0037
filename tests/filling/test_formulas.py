"""Formulas and comments in templates."""

from __future__ import annotations

import pytest

from reporter.document.manifest import manifest
from reporter.document.nodes import (
    Comment,
    CrossReference,
    Equation,
    Math,
    Paragraph,
    Text,
    Value,
)
from reporter.errors import TemplateError

from .conftest import Fill


def test_formulas_are_written_between_quotes_as_they_are(fill_text: Fill) -> None:
    document, _ = fill_text(
        '由{{ ref("eq") }}得{{ math("\\text{满意率}\\times\\frac{n}{N}") }}。\n\n'
        '{{ equation("\\frac{a}{b_{i}}", id="eq") }}\n\n{{ equation("x\\ne\\bar{y}") }}\n'
    )
    sentence, first, second = document.parts[0].blocks
    assert isinstance(sentence, Paragraph)
    _, reference, _, inline, _ = sentence.children
    assert reference == CrossReference("eq", "式（1）")
    assert isinstance(inline, Math)
    assert inline.latex == r"\text{满意率}\times\frac{n}{N}"
    assert isinstance(first, Equation)
    assert isinstance(second, Equation)
    assert (first.id, first.number, first.math.latex) == ("eq", 1, r"\frac{a}{b_{i}}")
    assert (second.number, second.math.latex) == (0, r"x\ne\bar{y}")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ('甲。\n\n{{ equation("\\foo") }}', "不支持的命令 \\foo"),
        ('甲。\n\n{{ math("\\frac{a}") }}', "不完整"),
        ('甲。\n\n{{ math("\\xi") }}', "反斜杠后的字母不对"),
    ],
)
def test_a_broken_formula_is_named_with_its_line(fill_text: Fill, text: str, what: str) -> None:
    with pytest.raises(TemplateError) as caught:
        fill_text(text)
    problem = caught.value.problems[0]
    assert what in problem.what
    assert "body.md.j2" in str(problem.where)


def test_a_comment_wraps_its_words_and_keeps_their_facts(fill_text: Fill) -> None:
    document, _ = fill_text(
        '总体{{ comment(total.score, "依据" ~ total.n, author="张三") }}，'
        '{{ comment("很好", ["一", "二"]) }}。'
    )
    (paragraph,) = document.parts[0].blocks
    assert isinstance(paragraph, Paragraph)
    _, first, _, second, _ = paragraph.children
    assert isinstance(first, Comment)
    assert [type(node) for node in first.children] == [Value, Text]
    assert (first.text, first.author) == ("依据200户", "张三")
    assert second == Comment((Text("很好"),), "一\n二")
    assert [entry["text"] for entry in manifest(document)] == [
        "满意度调查报告",
        "总体90.3分，很好。",
    ]


def test_a_number_without_source_is_refused_in_comments_too(fill_text: Fill) -> None:
    with pytest.raises(TemplateError, match="77"):
        fill_text('{{ comment("很好", "共77.7分") }}')
