from __future__ import annotations

import pytest

from reporter.document.numerals import chinese_number, roman_numeral


@pytest.mark.parametrize(
    ("number", "printed"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (100, "一百"),
     (101, "一百零一"), (110, "一百一十"), (111, "一百一十一"), (1001, "一千零一"),
     (1010, "一千零一十"), (9999, "九千九百九十九")],
)  # fmt: skip
def test_chinese_numbers_as_word_prints_them(number: int, printed: str) -> None:
    assert chinese_number(number) == printed


@pytest.mark.parametrize("number", [0, 10_000])
def test_what_has_no_chinese_numeral_is_refused(number: int) -> None:
    with pytest.raises(ValueError, match="numeral"):
        chinese_number(number)


@pytest.mark.parametrize(("number", "printed"), [(4, "iv"), (49, "xlix"), (1994, "mcmxciv")])
def test_roman_numerals(number: int, printed: str) -> None:
    assert roman_numeral(number) == printed
