"""Columns that are one question together: boxes that were ticked, and items put in order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from .columns import BOX, RANK, ColumnGuess, Use, plain_answer, real_answers

_TICKED = {"1", "Y", "Yes", "是", "选中", "已选", "TRUE"}
_NOT_TICKED = {"0", "N", "No", "否", "未选中", "未选", "FALSE"}
_SURE = {"0", "Y", "N", "选中", "已选", "未选中", "未选"}  # 是 and 否 alone may be answers
_FEWEST_RANKED, _FEWEST_ROWS = 3, 5
_RANK = re.compile(r"[1-9]\d?")


def with_batteries(
    guesses: Sequence[ColumnGuess], texts: Callable[[str], Sequence[str]]
) -> list[ColumnGuess]:
    """Return the guesses; columns of a multiple choice or a ranking are known as such.

    Args:
        guesses: of all columns.
        texts: header -> the answers of its column, one a row.
    """
    boxes = Counter(battery(guess) for guess in guesses if _is_box(guess))
    ranked = _rankings(guesses, texts)
    return [_with(guess, boxes, ranked) for guess in guesses]


def battery(guess: ColumnGuess) -> str:
    """Return what the columns of one question share: its text, else its number."""
    return guess.stem or (f"第{guess.question}题" if guess.question else "")


def _with(guess: ColumnGuess, boxes: Mapping[str, int], ranked: set[str]) -> ColumnGuess:
    use: Use = "unknown"
    if guess.header in ranked:
        return replace(guess, use=use, why=RANK)
    if _is_box(guess) and boxes[battery(guess)] > 1:
        return replace(guess, use=use, why=BOX)
    return guess


def _is_box(guess: ColumnGuess) -> bool:
    """Whether a column holds its own option, or 0 and 1, and nothing else."""
    if not battery(guess) or guess.use in ("meta", "item"):
        return False
    found = real_answers(guess.answers)
    if guess.stem and [plain_answer(text) for text in guess.answers] == [guess.name]:
        return True
    if not guess.stem and not guess.is_row:
        return False
    return bool(found & _SURE) and found <= _TICKED | _NOT_TICKED


def _rankings(guesses: Sequence[ColumnGuess], texts: Callable[[str], Sequence[str]]) -> set[str]:
    """Return the columns in which each respondent gives the places 1, 2, 3 ... once."""
    groups: dict[str, list[ColumnGuess]] = {}
    for guess in guesses:
        if guess.use == "unknown" and (guess.stem or guess.is_row):
            groups.setdefault(battery(guess), []).append(guess)
    found: set[str] = set()
    for members in groups.values():
        rows = list(zip(*(texts(one.header) for one in members), strict=True))
        given = [[text for text in row if _RANK.fullmatch(text)] for row in rows]
        placed = [sorted(map(int, row)) for row in given if row]
        is_order = all(row == list(range(1, len(row) + 1)) for row in placed)
        is_real = len(members) >= _FEWEST_RANKED and len(placed) >= _FEWEST_ROWS
        if is_order and is_real and any(len(row) > 1 for row in placed):
            found |= {one.header for one in members}
    return found
