"""Numbers as Chinese and roman numerals."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def chinese_number(number: int) -> str:
    """Return 1-9999 in Chinese, as Word's ``chineseCountingThousand``: 十一, 一百零一, 一百一十.

    Raises:
        ValueError: outside 1-9999.
    """
    if not 0 < number < 10_000:
        raise ValueError(f"no Chinese numeral for {number}")
    text, zero = "", False
    for power, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            text += ("零" if zero and text else "") + _DIGITS[digit] + unit
        zero = not digit
    return text.removeprefix("一") if 10 <= number < 20 else text


def roman_numeral(number: int) -> str:
    """Return ``number`` (1-3999) in lower roman numerals."""
    text = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        text += letters * count
    return text
