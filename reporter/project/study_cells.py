"""Cells of a study's table: written in half width, and what is said of those that are no data."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping

from .nearest import listing, quote

_WITH_UNIT = re.compile(r"([+-]?[\d,]*\.?\d+)\s*[^\d\s.,%]{1,3}")  # 86.4分
_NO_LIMIT = 1e9  # an upper bound that is there for safety only
_MISSING = "不是答案的写法（如“拒答”）可写进 missing，视为未回答。"


def half_width(text: str) -> str:
    """Return a text as numbers and answers are compared: ９１．２％ is 91.2%."""
    return unicodedata.normalize("NFKC", text).strip()


def cell_fault(
    text: str,
    points: Mapping[str, float],
    bounds: tuple[float, float] | None,
    percent: bool = False,
) -> tuple[str, str]:
    """Return what is wrong with a cell that should be a number, without 。, and what to do.

    Args:
        text: of the cell.
        points: texts that stand for numbers in its column.
        bounds: smallest and largest number allowed.
        percent: whether 85% would be read as 0.85.
    """
    plain = half_width(text)
    shown = quote(text)
    number = _plain_number(plain.removesuffix("%"))
    if plain.endswith("%") and number is not None and not percent:
        hint = f"是得分的，请写成{number:g}；是比例的，请写成{number / 100:g}。"
        return f"{shown}是百分数，这一列要的是数", hint
    if points and set(points.values()) <= {0.0, 1.0}:
        yes, no = ([t for t, value in points.items() if value == want] for want in (1.0, 0.0))
        hint = f"“是”的写法有{listing(yes, 3)}，“否”的写法有{listing(no, 3)}。{_MISSING}"
        return f"{shown}认不出是“是”还是“否”", hint
    others = f"，也不是{listing(points)}之一" if points else ""
    digits = plain.replace(",", "").lstrip("+-")
    long = "超出15位，" if len(digits) > 15 and digits.isdecimal() else ""
    wanted = _range(bounds) if bounds else "数"
    if number is None and bounds:
        wanted = "数" if points else f"数，应为{wanted}"
    if number is None and (spoken := _WITH_UNIT.fullmatch(plain)):
        return f"{shown}不是{wanted}{others}", f"请只写数：{spoken[1]}，不写单位。"
    hint = f"请改正。{_MISSING}" if number is None else _number_hint(number, bounds)
    return f"{shown}{long}不是{wanted}{others}", hint


def _plain_number(text: str) -> float | None:
    try:
        return float(text.replace(",", "").replace("_", "?"))
    except ValueError:
        return None


def _range(bounds: tuple[float, float]) -> str:
    low, high = bounds
    if high < _NO_LIMIT:
        return f"{low:g}至{high:g}之间的数"
    return "0或正数" if low == 0 else "数" if low <= -_NO_LIMIT else f"{low:g}或更大的数"


def _number_hint(number: float, bounds: tuple[float, float] | None) -> str:
    if bounds == (0.0, 1.0) and 1 < number <= 100:
        return f"这一列是比例，请连百分号写成{number:g}%，或写成{number / 100:g}。"
    return "请改正；没有数据的留空。"
