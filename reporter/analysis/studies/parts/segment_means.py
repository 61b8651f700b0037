"""Facts of scores by groups: mean, interval and letters of each, the test of all, the pairs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ....facts.fact import Fact
from ....facts.verdict import COMPARISON, NO_VERDICT, SMALL_ETA, differs
from ....facts.verdict.comparison import DEGREES, DIFFERENT
from ....stats.mean_tests import mean_interval
from ....stats.multiple_tests import holm
from ...differences import difference
from ...study import Row, Study
from .group_comparison import (
    FEW,
    Answers,
    Comparison,
    Contrast,
    against_rest,
    compare_means,
    is_clear,
    letters,
)
from .questions import Question, distinct, numbers, question
from .stated import bounds

if TYPE_CHECKING:
    from .segment_groups import Groups

NOBODY = "没有这一类的有效回答。"
_CLEAR = (COMPARISON.above, COMPARISON.below)


@dataclass(frozen=True, slots=True)
class Compared:
    """One question: the answers of each group, of each rest, of all, and the tests."""

    asked: Question
    groups: list[Answers]
    total: Answers
    test: Comparison
    rests: tuple[Contrast, ...]


def score_facts(
    study: Study, found: Groups, weight: np.ndarray | None, names: Sequence[str]
) -> Iterator[Fact]:
    """Return the facts of the scores; questions whose groups lie furthest apart come first."""
    asked = [question(study, name, study.options.answers) for name in names]
    distinct(study, [one.column for one in asked], "题目")
    if not asked:
        return
    matrix = numbers(study, asked)
    done = [_compared(study, found, weight, one, matrix[:, j]) for j, one in enumerate(asked)]
    tested = [one for one in done if one.test.p is not None]
    adjusted = dict(
        zip(
            [one.asked.column for one in tested],
            holm([one.test.p or 0.0 for one in tested]),
            strict=True,
        )
    )
    words = []
    for one in done:
        p = adjusted.get(one.asked.column)
        words.append(differs(p, one.test.effect, one.test.base, SMALL_ETA))
        row = study.row("question", one.asked.name)
        yield from _about_question(study, row, one, p, words[-1])
        yield from _about_groups(study, found, row, one, is_clear(words[-1]))
        yield from _about_pairs(study, found, one, words[-1])
    yield study.fact("questions", len(done), unit="count", counter="项")
    for name, word in zip(("different", "slight", "equal"), DEGREES, strict=True):
        yield study.fact(name, words.count(word), unit="count", counter="项")


def _compared(
    study: Study, found: Groups, weight: np.ndarray | None, asked: Question, values: np.ndarray
) -> Compared:
    answered = np.isfinite(values)

    def of(rows: np.ndarray) -> Answers:
        return Answers(values[rows], None if weight is None else weight[rows])

    inside = found.members.any(axis=1) & answered
    groups = [of(found.members[:, i] & answered) for i in range(len(found.names))]
    options = study.options
    rests: tuple[Contrast, ...] = ()
    if found.overlap:
        test = Comparison(reason="有人同属几个类别，不做总的检验。")
    else:
        test = compare_means(groups, options.test == "ranks", options.adjust)
    if found.overlap or options.compare == "rest":
        outside = [of(inside & ~found.members[:, i]) for i in range(len(found.names))]
        rests = against_rest(groups, outside, options.adjust)
    return Compared(asked, groups, of(inside), test, rests)


def _about_question(
    study: Study, row: Row, one: Compared, p: float | None, word: str
) -> Iterator[Fact]:
    test, columns = one.test, [one.asked.column]
    n = len(one.total.values)
    yield study.fact("n", n, row, unit="count", counter="份", columns=columns)
    yield _mean(study, row, one.total)
    error = test.reason
    yield study.fact("p", test.p, row, unit="p", n=n, rule=test.test, error=error)
    rule = f"{test.test}，各题按 Holm 法校正" if test.test else ""
    yield study.fact("p_adjusted", p, row, unit="p", n=n, rule=rule, error=error)
    effect = "ω²" if test.test.startswith("Welch") else "ε²"
    yield study.fact("effect", test.effect, row, decimals=3, n=n, rule=effect, error=error)
    yield study.fact("test", test.test or None, row, unit="text", error=error)
    yield study.fact("verdict", word, row, unit="text", rule="校正后的p值与效应量")


def _mean(study: Study, row: Row, one: Answers, detail: str = "") -> Fact:
    options, n = study.options, len(one.values)
    if not n:
        return study.fact("mean", None, row, unit=options.unit, detail=detail, error=NOBODY)
    drawn = one.sample
    return study.fact(
        "mean",
        drawn.mean,
        row,
        unit=options.unit,
        detail=detail,
        n=n,
        ci=mean_interval(drawn, study.confidence),
        decimals=options.decimals,
        rule="加权平均" if one.weights is not None else "平均",
    )


def mean_facts(study: Study, row: Row, one: Answers, detail: str = "") -> Iterator[Fact]:
    """Return the mean of a group, first, then the ends of its interval and its base."""
    options = study.options
    mean = _mean(study, row, one, detail)
    yield mean
    yield from bounds(
        study,
        "mean",
        (mean.ci_low, mean.ci_high),
        row,
        unit=options.unit,
        detail=detail,
        n=len(one.values),
        decimals=options.decimals,
        why=mean.error or "答卷太少，没有置信区间。",
    )
    yield study.fact("mean_n", len(one.values), row, unit="count", detail=detail)


def _about_groups(
    study: Study, found: Groups, row: Row, one: Compared, clear: bool
) -> Iterator[Fact]:
    """Return mean, interval, base and letters (where ``clear``) of every group, and the ends."""
    marks = letters(one.test.contrasts if clear else (), len(found.names))
    bases = [len(part.values) for part in one.groups]
    parts = [(row, name, n) for name, n in zip(found.names, bases, strict=True)]
    study.protect(parts, len(one.total.values), secret=found.secret)
    against = {contrast.second: contrast.word for contrast in one.rests}
    means = []
    for i, name in enumerate(found.names):
        found_here = list(mean_facts(study, row, one.groups[i], name))
        means.append(found_here[0])
        yield from found_here
        if one.rests:
            yield study.fact("rest", against.get(i, NO_VERDICT), row, unit="text", detail=name)
        elif marks[i]:
            yield study.fact("letters", marks[i], row, unit="text", detail=name)
    yield from _ends(study, row, means)


def _ends(study: Study, row: Row, means: Sequence[Fact]) -> Iterator[Fact]:
    """Return the best and the worst group that has enough answers, and their distance."""
    known = [fact for fact in means if fact.number is not None and not fact.warning]
    base = study.fact("range", None, row, unit=study.options.unit, error=FEW)
    if len(known) < 2:
        yield base
        return
    best = max(known, key=lambda fact: fact.number or 0.0)
    worst = min(known, key=lambda fact: fact.number or 0.0)
    yield study.fact("highest", best.detail, row, unit="text")
    yield study.fact("lowest", worst.detail, row, unit="text")
    filled = study.fact("range", 0.0, row, rule="最高与最低的类别之差")
    yield difference(filled, best, worst)


def _about_pairs(study: Study, found: Groups, one: Compared, word: str) -> Iterator[Fact]:
    """Return the pairs that clearly differ, in questions that do."""
    if word != DIFFERENT:
        return
    for contrast in one.test.contrasts:
        if contrast.word not in _CLEAR:
            continue
        up = contrast.difference > 0
        high, low = (contrast.second, contrast.first) if up else (contrast.first, contrast.second)
        names = found.names[high], found.names[low]
        row = study.row("pair", f"{one.asked.name}：{names[0]}与{names[1]}")
        yield study.fact("question", one.asked.name, row, unit="text")
        yield study.fact("higher_group", names[0], row, unit="text")
        yield study.fact("lower_group", names[1], row, unit="text")
        yield study.fact("verdict", COMPARISON.above, row, unit="text")
        yield study.fact("p", contrast.p, row, unit="p", rule="两两比较，已校正")
        effect = None if contrast.effect is None else abs(contrast.effect)
        yield study.fact("effect", effect, row, decimals=2, rule="Hedges g 或 Cliff δ")
