"""Words that follow from facts: the one place for verdict words.

A :class:`Phrase` is a word, the fact that stands behind it (or None), and what
follows. No function here formats a number: the fact stays a fact until the end.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .fact import Fact, Unit
from .format import denoise, printed

Direction = Literal["rise", "fall", "flat", "uncertain", "unknown"]

COUNTER = "个"

_OTHER = re.compile(r"其[他它](?:$|[^人])")


@dataclass(frozen=True, slots=True)
class Phrase:
    """``word`` + the printed ``fact`` (without sign) + ``after``; both may be empty.

    ``bool(phrase)`` is False when there is nothing to say.
    """

    word: str = ""
    fact: Fact | None = None
    after: str = ""

    def __bool__(self) -> bool:
        return bool(self.word or self.fact)


NOTHING = Phrase()


def direction(change: Fact, margin: Fact | None = None, flat: float = 0.05) -> Direction:
    """Say which way a difference goes.

    Args:
        change: a difference; in points, or 0-1 when its unit is percentage_points.
        margin: half width of its interval in the same unit; None = not judged by it.
        flat: printed differences (points, percentage points) below this are no movement.

    Returns:
        ``flat`` below the threshold or at a printed zero, so that the word never contradicts
        its digits; ``uncertain`` when the exact difference does not exceed the margin;
        ``unknown`` without a value.
    """
    value, number = change.number, printed(change).number
    if value is None or number is None:
        return "unknown"
    if number == 0 or denoise(abs(number)) < flat:
        return "flat"
    half_width = margin.number if margin is not None else None
    if half_width is not None and denoise(abs(value)) <= denoise(half_width):
        return "uncertain"
    return "rise" if number > 0 else "fall"


def compare_word(gap: Fact) -> Phrase:
    """高于/低于 with the gap, 持平于 alone, decided on the printed value."""
    number = printed(gap).number
    if number is None:
        return NOTHING
    if number == 0:
        return Phrase("持平于")
    return Phrase("高于" if number > 0 else "低于", gap)


def rank_phrase(rank: Fact, rank_of: Fact, tied: Fact | None = None) -> Phrase:
    """居首位, 列第N位, 居末位 or 并列第N位; nothing when fewer than two were ranked.

    ``tied`` counts how many share the rank (statistic ``rank_tied``).
    """
    place, all_ranked = rank.number, rank_of.number
    if place is None or all_ranked is None or all_ranked < 2:
        return NOTHING
    if tied is not None and (tied.number or 1) > 1:
        return Phrase("并列第", rank, "位")
    if place == 1:
        return Phrase("居首位")
    if place == all_ranked:
        return Phrase("居末位")
    return Phrase("列第", rank, "位")


def join_names(names: Sequence[str]) -> str:
    """Join names as a sentence does: 甲、乙和丙."""
    if len(names) < 2:
        return "".join(names)
    return "、".join(names[:-1]) + "和" + names[-1]


def difference_unit(unit: Unit) -> Unit:
    """Unit of a difference: points stay 分, shares become 个百分点, others stay."""
    return "percentage_points" if unit in ("share", "weight") else unit


def counter(fact: Fact) -> str:
    """Measure word of a count: its own, else 个."""
    return fact.counter or COUNTER


def is_other(name: str) -> bool:
    """Tell whether a name gathers what is left, as 其他 does: it stands last in any order."""
    return _OTHER.match(name.strip()) is not None
