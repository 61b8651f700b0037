"""Numbers in running text: what is found, and of what kind."""

import itertools

import pytest

from reporter.facts.numbers import number_tokens, plain_number


def kinds(text):
    return [(token.text, token.kind) for token in number_tokens(text)]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("总体满意度为90.3分，同比提高1.2分", [90.3, 1.2]),
        ("共1,234户，满意率96.1%", [1234, 96.1]),
        ("−0.4、-0.4、+0.4", [-0.4, -0.4, 0.4]),
        ("（-0.4）", [-0.4]),
        ("１２３．４％", [123.4]),
        ("78.8~94.2分", [78.8, 94.2]),
        ("78.8-94.2分", [78.8, 94.2]),
        ("78.8分-94.2分", [78.8, 94.2]),
        ("78.8%—94.2%", [78.8, 94.2]),
        ("±2.5%", [2.5]),
        ("n=30，≥85", [30, 85]),
        ("100/90/75/60", [100, 90, 75, 60]),
        ("3+1个维度", [3, 1]),
        ("85,90,95", [85, 90, 95]),
        ("排第2位、第3名", [2, 3]),
        ("代表30户，发表3篇，关注12人", [30, 3, 12]),
        ("12345户，10086人", [12345, 10086]),
        ("3个月、25mm", [3, 25]),
        ("10 000", [10, 0]),
        ("三十户、百分之九十", []),
    ],
)
def test_quantities(text, values):
    tokens = number_tokens(text)
    assert [token.value for token in tokens] == values
    assert {token.kind for token in tokens} <= {"number"}


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("2026年11月20日", "date"),
        ("2026年", "date"),
        ("2025—2026年", "date"),
        ("11月", "date"),
        ("2026-11-20", "date"),
        ("9:30", "date"),
        ("GB/T 19038—2009", "standard"),
        ("GB/T 7714-2025", "standard"),
        ("ISO 10002:2018", "standard"),
        ("YC/T 478", "standard"),
        ("图1", "label"),
        ("表 2", "label"),
        ("图1-2", "label"),
        ("续表12", "label"),
        ("第3题", "label"),
        ("第1-3题", "label"),
        ("（1）", "label"),
        ("1.", "label"),
        ("[1]", "label"),
        ("[1-3]", "label"),
        ("A4", "code"),
        ("Q12", "code"),
        ("COVID-19", "code"),
        ("1.2.3", "code"),
        ("021-12345678", "code"),
        ("13800138000", "code"),
        ("responses_2026.csv", "code"),
        ("https://example.org/a?b=1", "code"),
    ],
)
def test_other_kinds_are_one_token(text, kind):
    assert kinds(text) == [(text, kind)]


def test_hotline_inside_a_word():
    assert kinds("拨打95598热线") == [("95598", "code")]
    assert kinds("12345热线") == [("12345", "code")]


def test_label_at_line_start_only():
    assert kinds("1. 概况\n2、方法\n3.5分") == [
        ("1.", "label"),
        ("2、", "label"),
        ("3.5", "number"),
    ]


def test_offsets_point_into_the_text():
    text = "见图1：诚心９０.3％，１,234户，2026年11月"
    for token in number_tokens(text):
        assert text[token.start : token.end] == token.text


def test_plain_is_one_spelling():
    assert plain_number("−１,234.5 ％") == "-1234.5%"
    assert plain_number("1,234,567") == "1234567"
    assert plain_number("90.30") != plain_number("90.3")


def test_tokens_never_overlap_on_long_runs():
    tokens = number_tokens("1" * 5000 + "," * 500 + "A" * 500 + "-" * 500)
    assert all(a.end <= b.start for a, b in itertools.pairwise(tokens))
