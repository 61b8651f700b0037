"""Scores written as texts -> values, for the entry "scores"."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from .coding import Dictionary, Source, Wrong, as_bytes
from .scale import FIRST_OPTION, MISSING, NOT_APPLICABLE, ItemScale, normalised

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


def code_scores(
    source: Source, scale: ItemScale, rows: int
) -> tuple[NDArray[np.uint8], NDArray[np.float64], bool]:
    """Return codes, values and whether every value is a point of the scale.

    If one is not, all valid answers of the item get the first option's code: there is no
    distribution then. Values of reverse items are mirrored along the scale.
    """
    special = {t: c for t, c in scale.codes.items() if c in (MISSING, NOT_APPLICABLE)}
    dictionary = Dictionary(special, grow=True)
    codes = dictionary.encode(source.column(scale.column, "题目"))
    found = _parse(dictionary.levels or [], scale, special)
    _report_numbers(source, scale, codes, found)
    numbers = _mirrored(np.array([0.0, 0.0, *found.numbers]), scale)
    kinds = np.array([MISSING, NOT_APPLICABLE, *found.kinds])
    valid = kinds >= FIRST_OPTION
    points = {round(p, 9): FIRST_OPTION + i for i, p in reversed([*enumerate(scale.points)])}
    matched = [points.get(round(float(number), 9)) for number in numbers[valid]]
    exact = bool(points) and None not in matched
    if exact:
        kinds[valid] = matched
    if not len(codes):
        return as_bytes(codes, rows), np.zeros(rows), exact
    return kinds[codes].astype(np.uint8), np.where(valid, numbers, 0.0)[codes], exact


def parse_number(text: str) -> float | None:
    """Return a finite number written in digits, or None (no nan, inf, 1_000 or 12,5)."""
    plain = normalised(text)
    if not _NUMBER.fullmatch(plain):
        return None
    number = float(plain)
    return number if np.isfinite(number) else None


@dataclass(frozen=True, slots=True)
class _Parsed:
    """The different texts of a column: numbers, codes, indices of the wrong ones."""

    texts: Sequence[str]
    numbers: list[float]
    kinds: list[int]
    bad: list[int]
    outside: list[int]


def _parse(texts: Sequence[str], scale: ItemScale, special: Mapping[str, int]) -> _Parsed:
    left_out = {n: c for t, c in special.items() if (n := parse_number(t)) is not None}
    low, high = scale.bounds
    parsed = _Parsed(texts, [], [], [], [])
    for index, text in enumerate(texts):
        number = parse_number(text)
        if number is None:
            parsed.bad.append(index)
        elif number not in left_out and not low - 1e-9 <= number <= high + 1e-9:
            parsed.outside.append(index)
        parsed.numbers.append(low if number is None else number)
        # a number that means "not applicable" may be written 99.0 as well as 99
        parsed.kinds.append(FIRST_OPTION if number is None else left_out.get(number, FIRST_OPTION))
    return parsed


def _report_numbers(
    source: Source,
    scale: ItemScale,
    codes: NDArray[np.int64],
    parsed: _Parsed,
) -> None:
    low, high = scale.bounds
    hints = "若此列是答案文字，请把 [data] 的 entry 改为 answers。"
    wrongs = (
        (parsed.bad, Wrong("data.not_a_number", "不是有效的分数", hints)),
        (
            parsed.outside,
            Wrong(
                "data.score_out_of_range",
                f"得分超出{low:g}～{high:g}分：",
                "请改正数据，或核对量表的分值。",
            ),
        ),
    )
    for indices, wrong in wrongs:
        table = np.zeros(len(parsed.texts) + FIRST_OPTION, dtype=np.int64)
        for order, index in enumerate(indices):
            table[FIRST_OPTION + index] = -1 - order
        source.report(scale.column, table[codes], [parsed.texts[i] for i in indices], wrong)


def _mirrored(values: NDArray[np.float64], scale: ItemScale) -> NDArray[np.float64]:
    """Mirror values of a reverse item: points swap places, values between follow linearly."""
    if not scale.reverse:
        return values
    if not scale.points:
        return sum(scale.bounds) - values
    points = np.array(scale.points)
    order = np.argsort(points, kind="stable")
    mirrored: NDArray[np.float64] = np.interp(values, points[order], points[::-1][order])
    return mirrored
