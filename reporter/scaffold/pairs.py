"""Items that are asked twice: how important and how good, expected and felt, with and without."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from ..analysis.studies.kano import ANSWERS as KANO_ANSWERS
from .columns import ColumnGuess, numbers, plain_answer, real_answers
from .draft_study import DraftStudy

_IMPORTANT = re.compile("的?重要(?:程度|性)?")
_EXPECTED = re.compile("的?(?:期望|预期)(?:值|水平|程度|服务)?")
_FELT = re.compile("的?(?:实际)?(?:感知|感受|体验|实际)(?:值|水平|程度|服务|到)?")
_WITHOUT = re.compile("不|没|无|未|缺")
_CONDITION = re.compile(
    "如果|假如|如|若|没有|不具备|具备|不提供|提供|不|未|无|有|时|您(?:会)?的?感受(?:是)?"
)
_MOST = 10  # of a scale of numbers
_WEIGHTS: Mapping[str, float] = {
    **dict.fromkeys(("非常重要", "很重要", "十分重要"), 5),
    **dict.fromkeys(("重要", "比较重要", "较重要"), 4),
    **dict.fromkeys(("一般", "一般重要"), 3),
    **dict.fromkeys(("不太重要", "不重要", "较不重要", "比较不重要"), 2),
    **dict.fromkeys(("非常不重要", "很不重要", "十分不重要"), 1),
}


def pairs(guesses: Sequence[ColumnGuess]) -> Iterator[DraftStudy]:
    """Return the studies of items that are asked twice."""
    yield from _features(guesses)
    yield from _importance(guesses)
    yield from _expectation(guesses)


def _features(guesses: Sequence[ColumnGuess]) -> Iterator[DraftStudy]:
    asked: dict[str, list[ColumnGuess]] = {}
    columns = [one for one in guesses if one.use != "meta" and _is_kano(one)]
    for guess in columns:
        asked.setdefault(_CONDITION.sub("", guess.name) or guess.name, []).append(guess)
    features = []
    for name, both in asked.items():
        without = [one for one in both if _WITHOUT.search(one.header.replace(name, ""))]
        having = [one for one in both if one not in without]
        if len(having) == len(without) == 1:
            pair = {"functional": having[0].header, "dysfunctional": without[0].header}
            features.append({"name": name, **pair})
    if features:
        names = tuple(one.header for one in columns)
        yield DraftStudy("kano", "kano", "KANO 模型分析", {"features": features}, names)


def _is_kano(guess: ColumnGuess) -> bool:
    told = {plain_answer(text) for text in real_answers(guess.answers)}
    liking = sum("喜欢" in text or "理" in text or "接受" in text for text in told)
    return told <= set(KANO_ANSWERS) and liking >= 2 and told == real_answers(guess.answers)


def _importance(guesses: Sequence[ColumnGuess]) -> Iterator[DraftStudy]:
    found = [(a, b) for a, b in _twice(guesses, _IMPORTANT) if b.use == "item" and _weighs(a)]
    if len(found) < 2:
        return
    attributes = [
        {"name": felt.name, "column": felt.header, "importance": weighed.header}
        for weighed, felt in found
    ]
    settings: dict[str, object] = {"importance": "stated", "attributes": attributes}
    told = {text for weighed, _ in found for text in real_answers(weighed.answers)}
    if points := {text: _WEIGHTS[text] for text in _WEIGHTS if text in told}:
        settings["importance_answers"] = points
    names = tuple(weighed.header for weighed, _ in found)
    title = "重要性—满意度矩阵"
    yield DraftStudy("matrix", "importance_performance", title, settings, names)


def _weighs(guess: ColumnGuess) -> bool:
    told = real_answers(guess.answers)
    return told <= _WEIGHTS.keys() or _is_scale(guess)


def _is_scale(guess: ColumnGuess) -> bool:
    given = numbers(guess.answers)
    return bool(given) and min(given) >= 0 and max(given) <= _MOST


def _expectation(guesses: Sequence[ColumnGuess]) -> Iterator[DraftStudy]:
    found = [(a, b) for a, b in _twice(guesses, _EXPECTED) if _is_scale(a) and _is_scale(b)]
    if len(found) < 2:
        return
    items = [
        {"name": _plain(felt), "dimension": "全部题目",
         "expectation": wanted.header, "perception": felt.header}
        for wanted, felt in found
    ]  # fmt: skip
    names = tuple(one.header for pair in found for one in pair)
    title = "期望与感知的差距"
    yield DraftStudy("gap", "expectation_gap", title, {"items": items}, names)


def _twice(
    guesses: Iterable[ColumnGuess], word: re.Pattern[str]
) -> Iterator[tuple[ColumnGuess, ColumnGuess]]:
    """Yield columns with a word in the header, each with the one column of the same name."""
    others: dict[str, list[ColumnGuess]] = {}
    asked: dict[str, list[ColumnGuess]] = {}
    for guess in guesses:
        if guess.use not in ("meta", "open"):
            groups = asked if word.search(guess.header) else others
            groups.setdefault(_plain(guess), []).append(guess)
    for name, one in asked.items():
        if len(one) == len(others.get(name, ())) == 1:
            yield one[0], others[name][0]


def _plain(guess: ColumnGuess) -> str:
    """Return the name of what is asked, without the words that tell the two columns apart."""
    name = guess.name
    for word in (_IMPORTANT, _EXPECTED, _FELT):
        name = word.sub("", name)
    return name or guess.name
