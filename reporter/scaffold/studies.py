"""Studies that the columns of an export suggest: multiple choice, recommendation, open answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .columns import BOX, ColumnGuess, numbers

_TOP = 10  # of a question on recommendation


@dataclass(frozen=True, slots=True)
class DraftStudy:
    """A [[studies]] block; ``active`` is False where it is only shown as a comment."""

    id: str
    method: str
    title: str
    settings: Mapping[str, object]
    columns: tuple[str, ...]
    active: bool = True


def suggested(guesses: Sequence[ColumnGuess]) -> tuple[DraftStudy, ...]:
    """Return the studies for columns that are neither scored items nor groups."""
    return (*_choices(guesses), *_recommendation(guesses), *_themes(guesses))


def _choices(guesses: Sequence[ColumnGuess]) -> list[DraftStudy]:
    """Return one study for each sign between the answers; 选项各占一列 goes with the first."""
    found: dict[str, list[tuple[dict[str, object], tuple[str, ...]]]] = {}
    for guess in guesses:
        if guess.separator:
            question: dict[str, object] = {"name": guess.name, "column": guess.header}
            found.setdefault(guess.separator, []).append((question, (guess.header,)))
    boxes: dict[str, dict[str, str]] = {}
    for guess in guesses:
        if guess.why == BOX:
            boxes.setdefault(guess.stem, {})[guess.name] = guess.header
    for stem, named in boxes.items():
        sign = next(iter(found), "┋")
        question = {"name": stem, "columns": named}
        found.setdefault(sign, []).append((question, tuple(named.values())))
    studies = []
    for number, (sign, questions) in enumerate(found.items(), 1):
        settings: dict[str, object] = {"questions": [one for one, _ in questions]}
        if sign != "┋":
            settings["separator"] = sign
        columns = tuple(name for _, names in questions for name in names)
        id = "choices" if number == 1 else f"choices{number}"
        title = str(questions[0][0]["name"]) if len(questions) == 1 else "多选题"
        studies.append(DraftStudy(id, "multiple_choice", title, settings, columns))
    return studies


def _recommendation(guesses: Sequence[ColumnGuess]) -> list[DraftStudy]:
    found: list[DraftStudy] = []
    for guess in guesses:
        given = numbers(guess.answers)
        whole = bool(given) and all(one.is_integer() and 0 <= one <= _TOP for one in given)
        if guess.use == "unknown" and "推荐" in guess.header and whole and max(given) > _TOP / 2:
            id = f"nps{len(found) + 1}" if found else "nps"
            settings = {"question": guess.header}
            found.append(DraftStudy(id, "nps", "净推荐值", settings, (guess.header,)))
    return found


def _themes(guesses: Sequence[ColumnGuess]) -> list[DraftStudy]:
    """Return a study of themes for each open question, as a comment: it prints words of people."""
    asked = [guess for guess in guesses if guess.use == "open"]
    return [
        DraftStudy(
            f"themes{number}" if number > 1 else "themes",
            "themes",
            guess.name,
            {"column": guess.header},
            (),
            active=False,
        )
        for number, guess in enumerate(asked, 1)
    ]
