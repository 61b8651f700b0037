"""Studies that the columns of an export suggest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from .batteries import battery
from .columns import BOX, ORDER, RANK, ColumnGuess, numbers, words
from .draft_study import DraftStudy
from .pairs import pairs
from .use_tests import use_tests

_TOP = 10  # of a question on recommendation
_NUMBER = re.compile(r"\d{1,2}")


def suggested(guesses: Sequence[ColumnGuess]) -> tuple[DraftStudy, ...]:
    """Return the studies for columns that are neither scored items nor groups."""
    found = [*use_tests(guesses), *pairs(guesses)]
    taken = {name for study in found for name in study.columns}
    rest = [guess for guess in guesses if guess.header not in taken]
    return (
        *_choices(rest),
        *_single(rest),
        *_rankings(rest),
        *_recommendation(rest),
        *found,
        *_themes(rest),
    )


def _choices(guesses: Sequence[ColumnGuess]) -> list[DraftStudy]:
    """Return one study for each sign between the answers; 选项各占一列 goes with the first."""
    found: dict[str, list[tuple[dict[str, object], tuple[str, ...]]]] = {}
    for guess in guesses:
        if guess.separator and guess.why != ORDER and not _is_coded(guess):
            question: dict[str, object] = {"name": guess.name, "column": guess.header}
            found.setdefault(guess.separator, []).append((question, (guess.header,)))
    boxes: dict[str, dict[str, str]] = {}
    for guess in guesses:
        if guess.why == BOX:
            boxes.setdefault(battery(guess), {})[guess.name] = guess.header
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
    return [*studies, *_coded_choices(guesses)]


def _is_coded(guess: ColumnGuess) -> bool:
    if not guess.separator:
        return False
    parts = {part for text in guess.answers for part in text.split(guess.separator)}
    return all(map(_NUMBER.fullmatch, parts.difference(words()["missing"])))


def _coded_choices(guesses: Sequence[ColumnGuess]) -> Iterator[DraftStudy]:
    """Yield, as comments, the questions whose answers are 1┋3: the labels are to be written."""
    for number, guess in enumerate((g for g in guesses if _is_coded(g)), 1):
        is_order = guess.why == ORDER
        given = {int(part) for text in guess.answers for part in _NUMBER.findall(text)}
        labels = {str(n): f"第{n}个选项" for n in range(1, max(given) + 1)}
        settings: dict[str, object]
        if is_order:
            settings = {"question": guess.name, "column": guess.header}
        else:
            settings = {"questions": [{"name": guess.name, "column": guess.header}]}
            settings |= {"separator": guess.separator} if guess.separator != "┋" else {}
        settings["labels"] = labels
        method = "ranking_question" if is_order else "multiple_choice"
        note = "答案只有选项序号：请把 labels 改成问卷上的选项，再去掉各行前的 #。"
        id = f"coded{number}"
        yield DraftStudy(id, method, guess.name, settings, (guess.header,), False, note)


def _single(guesses: Sequence[ColumnGuess]) -> list[DraftStudy]:
    """Return a study of the questions that ask for an opinion rather than for who somebody is."""
    asked = [
        guess
        for guess in guesses
        if guess.use == "segment"
        and any(word in guess.header for word in words()["opinion"])
        and not any(guess.name.endswith(word) for word in words()["unit"])
    ]
    columns = tuple(guess.header for guess in asked)
    title = asked[0].name if len(asked) == 1 else "单选题"
    settings = {"questions": columns}
    return [DraftStudy("single", "single_choice", title, settings, columns)] if asked else []


def _rankings(guesses: Sequence[ColumnGuess]) -> list[DraftStudy]:
    asked: dict[str, tuple[dict[str, object], tuple[str, ...]]] = {}
    groups: dict[str, dict[str, str]] = {}
    for guess in guesses:
        if guess.why == ORDER and not _is_coded(guess):
            settings: dict[str, object] = {"question": guess.name, "column": guess.header}
            asked[guess.name] = (settings, (guess.header,))
        elif guess.why == RANK:
            groups.setdefault(battery(guess), {})[guess.name] = guess.header
    for name, columns in groups.items():
        asked[name] = ({"question": name, "columns": columns}, tuple(columns.values()))
    return [
        DraftStudy(f"ranking{number}" if number > 1 else "ranking", "ranking_question", name, *one)
        for number, (name, one) in enumerate(asked.items(), 1)
    ]


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
    note = (
        "归纳主题会摘录客户原话，确认可以公开后再去掉各行前的 #；不要原话的加一行 quotes = 0。"
        "trade 写行业词典的名称，见 reporter methods themes；没有本行业的，改写 themes。"
    )
    return [
        DraftStudy(
            f"themes{number}" if number > 1 else "themes",
            "themes",
            guess.name,
            {"column": guess.header, "trade": "请选"},
            (),
            active=False,
            note=note,
        )
        for number, guess in enumerate(asked, 1)
    ]
