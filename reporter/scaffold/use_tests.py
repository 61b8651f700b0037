"""Standard questionnaires of user experience, known by their length and their words: SUS, UEQ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..analysis.studies.sus import ANSWERS as SUS_ANSWERS
from .columns import ColumnGuess, numbers
from .draft_study import DraftStudy

_SUS = (
    ("使用",), ("复杂",), ("容易", "简单", "易用"), ("帮助", "支持", "技术人员"), ("整合", "功能"),
    ("一致",), ("学会", "很快"), ("麻烦", "笨拙", "繁琐"), ("信心", "自信", "把握"), ("学",),
)  # fmt: skip
_FEWEST_KNOWN = 6  # of the ten questions of SUS
_UEQ_WORDS = ("UEQ", "用户体验问卷", "令人愉快", "令人不快", "令人烦恼")
_UEQ_LENGTHS = {26: "full", 8: "short"}


def use_tests(guesses: Sequence[ColumnGuess]) -> Iterator[DraftStudy]:
    """Return a study of SUS and one of UEQ where ten, 26 or eight columns in a row are theirs."""
    if found := _sus(guesses):
        columns = tuple(one.header for one in found)
        yield DraftStudy("sus", "sus", "系统可用性", {"items": columns}, columns)
    if found := _ueq(guesses):
        columns = tuple(one.header for one in found)
        settings: dict[str, object] = {"items": columns, "version": _UEQ_LENGTHS[len(found)]}
        if any(value < 0 for one in found for value in _all_numbers(one)):
            settings["lowest"] = -3
        yield DraftStudy("ueq", "ueq", "用户体验", settings, columns)


def _sus(guesses: Sequence[ColumnGuess]) -> Sequence[ColumnGuess]:
    for start in range(len(guesses) - len(_SUS) + 1):
        ten = guesses[start : start + len(_SUS)]
        known = sum(
            any(word in one.header for word in spoken)
            for one, spoken in zip(ten, _SUS, strict=True)
        )
        if known >= _FEWEST_KNOWN and all(map(_is_agreement, ten)):
            return ten
    return ()


def _is_agreement(guess: ColumnGuess) -> bool:
    if given := numbers(guess.answers):
        return all(value in (1, 2, 3, 4, 5) for value in given)
    return guess.use == "item" and set(guess.answers) <= SUS_ANSWERS.keys()


def _ueq(guesses: Sequence[ColumnGuess]) -> Sequence[ColumnGuess]:
    for length in _UEQ_LENGTHS:
        for start in range(len(guesses) - length + 1):
            several = guesses[start : start + length]
            if (
                len({(one.question, one.stem) for one in several}) == 1
                and any(word in one.header for one in several for word in _UEQ_WORDS)
                and all(map(_is_seven_steps, several))
            ):
                return several
    return ()


def _is_seven_steps(guess: ColumnGuess) -> bool:
    given = _all_numbers(guess)
    return bool(given) and (
        all(value in range(1, 8) for value in given)
        or all(value in range(-3, 4) for value in given)
    )


def _all_numbers(guess: ColumnGuess) -> list[float]:
    """Return the answers as numbers; -2 and -3 may be answers here."""
    try:
        return [float(text) for text in guess.answers if text not in ("(跳过)", "(空)")]
    except ValueError:
        return []
