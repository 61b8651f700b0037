"""From guessed columns to the draft of a project: items, indicators, segments, remarks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ..errors import DataError
from ..project.scales import SCALE_PRESETS
from .codes import CodedGroup, CodedScale, coded_groups, coded_scale, doubtful, rated
from .columns import ColumnGuess, fitting_presets, numbers, plain_answer, words
from .draft_rows import WHOLE, DraftOption, DraftRow
from .draft_study import DraftStudy
from .further import further
from .remarks import no_items, remarks
from .studies import suggested

_SCORE_LIKE = 10  # numbers above it, up to 100, are scores rather than options
_FEWEST_SCORES = 3  # one or two columns of numbers may be anything


@dataclass(frozen=True, slots=True)
class Draft:
    """What the template of the project file needs."""

    entry: Literal["answers", "scores", "scored"]
    respondent: str
    items: tuple[DraftRow, ...]
    indicators: tuple[DraftRow, ...]
    segments: tuple[DraftRow, ...]
    open_questions: tuple[DraftRow, ...]
    scales: Mapping[str, tuple[DraftOption, ...]]
    not_applicable: tuple[str, ...]
    missing: tuple[str, ...]
    ignore: tuple[str, ...]
    studies: tuple[DraftStudy, ...] = ()
    coded: Mapping[str, CodedScale] = field(default_factory=dict)
    coded_groups: tuple[CodedGroup, ...] = ()
    unit: str = ""  # the column of units of a sheet of scores
    remarks: tuple[str, ...] = field(default=())


def draft(guesses: Sequence[ColumnGuess], file: str) -> Draft:
    """Return the draft of a project for an export.

    Raises:
        DataError: no column can be scored.
    """
    studies = suggested(guesses)
    claimed = {column for study in studies for column in study.columns}
    free = [guess for guess in guesses if guess.header not in claimed]
    entry, items, presets = _scored(free)
    if not items:
        raise DataError(no_items(file, guesses))
    coded = bool(presets) and items[0].use != "item"
    if coded:
        studies = doubtful(studies, guesses)
    rows, indicators = _tree(items, presets)
    segments = _rows("s", (g for g in free if g.use == "segment"))
    questions = _rows("o", (g for g in free if g.use == "open"))
    studies += further(rows, studies, presets)
    used = {row.column for row in (*rows, *segments, *questions)} | claimed
    groups = coded_groups(guesses, used) if coded else ()
    used |= {group.column for group in groups}
    respondent = next((g.header for g in guesses if _is_id(g)), "")
    answers = Counter(plain_answer(t) for g in guesses if g.use != "meta" for t in g.answers)
    named = {row.column: row.name for row in rows}
    scales = {
        name: [guess for guess in items if presets[guess.header] == name]
        for name in dict.fromkeys(presets.values())
    }
    return Draft(
        entry=entry,
        respondent=respondent,
        items=rows,
        indicators=indicators,
        segments=segments,
        open_questions=questions,
        scales={name: _options(name, items) for name in scales},
        not_applicable=tuple(word for word in words()["not_applicable"] if word in answers),
        missing=_missing(answers, studies),
        ignore=tuple(g.header for g in guesses if g.header not in used | {respondent}),
        studies=studies,
        coded={
            name: coded_scale(name, {named[guess.header]: guess for guess in members})
            for name, members in scales.items()
            if coded
        },
        coded_groups=groups,
        remarks=tuple(remarks(guesses, (rows, segments, questions), studies, groups, presets)),
    )


def _scored(
    free: Sequence[ColumnGuess],
) -> tuple[Literal["answers", "scores"], list[ColumnGuess], Mapping[str, str]]:
    """Return the entry, the items and the scale of each: words first, else what is most."""
    if items := [guess for guess in free if guess.use == "item"]:
        return "answers", items, _choose_presets(items)
    scores = [guess for guess in free if _is_score(guess)]
    scores = scores if len(scores) >= _FEWEST_SCORES else []
    presets = rated(free)
    if len(presets) > len(scores):
        return "answers", [guess for guess in free if guess.header in presets], presets
    return "scores", scores, {}


def _missing(answers: Mapping[str, int], studies: Sequence[DraftStudy]) -> tuple[str, ...]:
    """Return how blanks are written; -2 is an answer where a study counts from -3 to 3."""
    usual = ("", "(跳过)", "(空)")
    signed = any(study.settings.get("lowest") == -3 for study in studies)
    return (
        *usual,
        *(
            word
            for word in words()["missing"]
            if word in answers and word not in usual and not (signed and word[:1] == "-")
        ),
    )


def _is_score(guess: ColumnGuess) -> bool:
    found = numbers(guess.answers)
    return (
        guess.use == "unknown"
        and bool(found)
        and min(found) >= 0
        and _SCORE_LIKE < max(found) <= 100
    )


def _is_id(guess: ColumnGuess) -> bool:
    is_unique = all(count == 1 for count in guess.answers.values())
    return guess.use == "meta" and guess.header in words()["respondent"] and is_unique


def _choose_presets(items: Sequence[ColumnGuess]) -> dict[str, str]:
    """Choose for each item the scale that fits most items: few answers fit many scales."""
    fits = {guess.header: fitting_presets(guess.answers) for guess in items}
    votes = Counter(name for names in fits.values() for name in names)
    return {header: max(names, key=lambda name: votes[name]) for header, names in fits.items()}


def _options(preset: str, items: Sequence[ColumnGuess]) -> tuple[DraftOption, ...]:
    written = sorted({text for guess in items for text in guess.answers})
    return tuple(
        DraftOption(
            option.label,
            option.points,
            tuple(
                dict.fromkeys(
                    text
                    for text in (*option.aliases, *written)
                    if text != option.label
                    and plain_answer(text) in (option.label, *option.aliases)
                )
            ),
            option.satisfied,
            option.dissatisfied,
        )
        for option in SCALE_PRESETS[preset].options
    )


def _tree(
    items: Sequence[ColumnGuess], presets: Mapping[str, str]
) -> tuple[tuple[DraftRow, ...], tuple[DraftRow, ...]]:
    """Group the rows of matrix questions under an indicator each."""
    sizes = Counter(guess.question for guess in items if guess.question)
    stems = {g.question: g.stem for g in reversed(items) if g.stem and sizes[g.question] > 1}
    overall = [g for g in items if _is_overall(g) and sizes[g.question] <= 1]
    overall = overall if len(overall) < len(items) else []
    groups = [q for q, n in sizes.items() if n > 1]
    loose = [g for g in items if g.question not in groups and g not in overall]
    if len(groups) + bool(loose) < 2:
        groups = []  # one group is the whole: no level between
    ids = {question: f"d{number}" for number, question in enumerate(groups, 1)}
    names = _Names()
    indicators = [DraftRow(ids[q], names.take(stems.get(q) or f"第{q}题")) for q in groups]
    if groups and loose:
        indicators.append(DraftRow(f"d{len(groups) + 1}", names.take("其他评价")))
    rest = indicators[-1].id if groups and loose else WHOLE
    rows = []
    for number, guess in enumerate(items, 1):
        is_overall = guess in overall
        group = WHOLE if is_overall else ids.get(guess.question, rest)
        scale = presets.get(guess.header, "")
        name = names.take(guess.name)
        rows.append(DraftRow(f"q{number}", name, guess.header, group, scale, not is_overall))
    return tuple(rows), tuple(indicators)


def _is_overall(guess: ColumnGuess) -> bool:
    return any(word in guess.header for word in words()["overall"])


def _rows(letter: str, guesses: Iterable[ColumnGuess]) -> tuple[DraftRow, ...]:
    names = _Names()
    return tuple(
        DraftRow(
            f"{letter}{number}",
            names.take(guess.name),
            guess.header,
            role="unit" if any(guess.name.endswith(w) for w in words()["unit"]) else "segment",
            levels=tuple(_lettered(guess).values()),
            aliases=_lettered(guess),
        )
        for number, guess in enumerate(guesses, 1)
    )


def _lettered(guess: ColumnGuess) -> dict[str, str]:
    """Return the answers with their names where a platform put letters before all of them."""
    found = {text: plain_answer(text) for text in sorted(guess.answers)}
    is_lettered = all(text != name for text, name in found.items())
    return found if is_lettered and len(set(found.values())) == len(found) else {}


class _Names:
    """Gives every row a name of its own."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def take(self, name: str) -> str:
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}（{self._taken[name]}）"
