"""Exports by option number: which columns are ratings, and what somebody has to confirm.

That 1 is 非常满意 cannot be read from numbers: the draft says ``codes = "unconfirmed"``, shows
both ways to read them and how often each was given, and the project is refused until then.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, field, replace

from ..project.scales import SCALE_PRESETS
from .columns import CODES, MOST_LEVELS, ColumnGuess, real_answers, words
from .draft_study import DraftStudy

NAMELESS = re.compile(r"[A-Za-z]{0,3}\d+")  # Q1, R2, SQ001: nobody can tell what was asked
_LONGEST_SCALE = 10
_BY_SCORE = {"nps", "sus", "ueq", "expectation_gap"}
_LARGEST_OF = {4: "four_level", 5: "five_level_100_20", _LONGEST_SCALE: "ten_level"}


@dataclass(frozen=True, slots=True)
class CodedScale:
    """What stands above a scale whose numbers are to be confirmed."""

    highest: int
    counts: Mapping[str, str]  # name of the item -> 1（12份）、2（5份）
    best_first: str  # 1＝非常满意、2＝满意 ...
    worst_first: str


@dataclass(frozen=True, slots=True)
class CodedGroup:
    """A column of option numbers that is no rating: a group whose classes have no names yet."""

    name: str
    column: str
    role: str
    counts: str
    levels: tuple[str, ...]
    aliases: Mapping[str, str] = field(default_factory=dict)


def option_numbers(guess: ColumnGuess) -> list[int]:
    """Return the option numbers of a column in order, [] where it holds anything else."""
    found = real_answers(guess.answers)
    whole = guess.why == CODES and all(re.fullmatch(r"[1-9]\d?", text) for text in found)
    given = sorted(map(int, found)) if whole else []
    return given if given and given[-1] <= MOST_LEVELS else []


def rated(guesses: Sequence[ColumnGuess]) -> dict[str, str]:
    """Return header -> preset of the columns that seem to be ratings by option number.

    Items of one length share a scale: the highest number that anybody chose is a lower bound.
    """
    members = Counter(guess.question for guess in guesses if guess.is_row or guess.stem)
    found = [
        guess
        for guess in guesses
        if option_numbers(guess)
        and not NAMELESS.fullmatch(guess.name)
        and max(option_numbers(guess)) <= _LONGEST_SCALE
        and (_asks_to_rate(guess) or ((guess.is_row or guess.stem) and members[guess.question] > 1))
    ]
    highest = {guess.header: max(option_numbers(guess)) for guess in found}
    short = max((n for n in highest.values() if n <= max(_LARGEST_OF) // 2), default=0)
    return {name: _preset(short if n <= short else n) for name, n in highest.items()}


def _asks_to_rate(guess: ColumnGuess) -> bool:
    return any(word in guess.header for word in words()["rating"])


def _preset(highest: int) -> str:
    return next(name for most, name in _LARGEST_OF.items() if highest <= most)


def coded_scale(preset: str, items: Mapping[str, ColumnGuess]) -> CodedScale:
    """Return what is to be shown of a scale; ``items``: printed name -> column."""
    labels = [option.label for option in SCALE_PRESETS[preset].options]
    return CodedScale(
        max(max(option_numbers(guess)) for guess in items.values()),
        {name: _counts(guess) for name, guess in items.items()},
        _reading(labels),
        _reading(labels[::-1]),
    )


def _reading(labels: Sequence[str]) -> str:
    return "、".join(f"{n}＝{label}" for n, label in enumerate(labels, 1))


def _counts(guess: ColumnGuess) -> str:
    return "、".join(f"{n}（{guess.answers[str(n)]}份）" for n in option_numbers(guess))


def coded_groups(guesses: Sequence[ColumnGuess], used: Container[str]) -> tuple[CodedGroup, ...]:
    """Return the columns of option numbers that are neither rated nor used otherwise."""
    found = []
    for guess in guesses:
        given = [] if guess.header in used or guess.stem or guess.is_row else option_numbers(guess)
        if len(given) > 1 and not NAMELESS.fullmatch(guess.name):
            named = {str(n): f"第{n}个选项" for n in range(1, given[-1] + 1)}
            is_unit = any(guess.name.endswith(word) for word in words()["unit"])
            role = "unit" if is_unit else "segment"
            levels = tuple(named.values())
            found.append(CodedGroup(guess.name, guess.header, role, _counts(guess), levels, named))
    return tuple(found)


def doubtful(
    studies: Sequence[DraftStudy], guesses: Sequence[ColumnGuess]
) -> tuple[DraftStudy, ...]:
    """Return the studies; those that would take option numbers for scores are only shown.

    Options are counted from 1: where 0 was answered, the numbers are the scores.
    """
    zero = {guess.header for guess in guesses if "0" in guess.answers}
    note = "这里的数可能是选项序号而不是分值：对照问卷，确认序号与分值一致后再去掉各行前的 #。"
    return tuple(
        replace(study, active=False, note=note)
        if study.active and study.method in _BY_SCORE and zero.isdisjoint(study.columns)
        else study
        for study in studies
    )
