"""Facts of answers by groups: shares with letters, the test of a question or of each option."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from ....facts.fact import Fact
from ....facts.verdict import ENOUGH, SMALL_V, differs
from ....stats.intervals import wilson
from ....stats.linear import effective_size
from ....stats.multiple_tests import holm
from ...study import Row, Study
from .choices import in_order, mentions
from .group_comparison import (
    FEW,
    Comparison,
    association,
    compare_shares,
    is_clear,
    letters,
    weighted_association,
)
from .questions import distinct
from .sample_weights import is_even

if TYPE_CHECKING:
    from .segment_groups import Groups

NOBODY = "没有这一类的有效回答。"


@dataclass(frozen=True, slots=True)
class Counted:
    """A question by groups: unweighted and effective bases [groups], shares [groups, answers].

    ``chosen`` [rows, answers] and ``weights`` [rows] are those of the whole table; who belongs to
    no group, or did not answer, has a weight of 0.
    """

    answers: tuple[str, ...]
    bases: tuple[int, ...]
    effective: tuple[float, ...]
    shares: np.ndarray
    total: np.ndarray  # [answers]
    n: int
    chosen: np.ndarray
    weights: np.ndarray


def share_facts(study: Study, found: Groups, weight: np.ndarray | None) -> Iterator[Fact]:
    """Return the facts of single and multiple choice questions, answers by share."""
    options = study.options
    named = [*options.choices, *options.mentions]
    distinct(study, named, "题目")
    for number, column in enumerate(named, start=1):
        several = column in options.mentions
        separator = options.mention_separator if several else ""
        counted = _counted(study, found, weight, column, separator)
        row = study.row("choice", column)
        kind = f"answer{number}"
        yield study.fact("answers", kind, row, unit="text")
        yield study.fact("n", counted.n, row, unit="count", counter="份", columns=[column])
        yield study.fact("is_several", "是" if several else "否", row, unit="text")
        tests = _tests(study, found, counted, several)
        adjusted = _adjusted(tests)
        words = [
            differs(p, one.effect, one.base, SMALL_V)
            for one, p in zip(tests, adjusted, strict=True)
        ]
        if not several:
            yield from _about_test(study, row, tests[0], adjusted[0])
        for j, answer in enumerate(counted.answers):
            one = study.row(kind, answer)
            if several:
                yield from _about_test(study, one, tests[j], adjusted[j])
            clear = is_clear(words[j if several else 0])
            yield from _about_answer(study, found, one, counted, (j, clear))


def _counted(
    study: Study, found: Groups, weight: np.ndarray | None, column: str, separator: str
) -> Counted:
    names, chosen = mentions(study, column, separator)
    w = np.ones(len(study.table)) if weight is None else weight
    answered = chosen.any(axis=1)
    inside = found.members.any(axis=1) & answered
    total = _share(chosen, w, inside)
    order = in_order(names, total)
    names, chosen, total = [names[j] for j in order], chosen[:, order], total[order]
    rows = [found.members[:, i] & answered for i in range(len(found.names))]
    return Counted(
        tuple(names),
        tuple(int(one.sum()) for one in rows),
        tuple(effective_size(float(w[one].sum()), float((w[one] ** 2).sum())) for one in rows),
        np.array([_share(chosen, w, one) for one in rows]),
        total,
        int(inside.sum()),
        chosen,
        np.where(inside, w, 0.0),
    )


def _share(chosen: np.ndarray, w: np.ndarray, rows: Any) -> np.ndarray:
    total = float(w[rows].sum())
    found: np.ndarray = w[rows] @ chosen[rows] / total if total > 0 else np.zeros(chosen.shape[1])
    return found


def _tests(study: Study, found: Groups, counted: Counted, several: bool) -> list[Comparison]:
    """Return the test of the question, or one of each option that may be ticked with others."""
    used = [i for i, n in enumerate(counted.bases) if n >= ENOUGH]
    times = len(counted.answers) if several else 1
    if found.overlap:
        return [Comparison(reason="有人同属几个类别，不做总的检验。")] * times
    if len(used) < 2:
        return [Comparison(reason=FEW)] * times
    members = found.members[:, used]
    kept = members.any(axis=1) & (counted.weights > 0)
    members, chosen, w = members[kept], counted.chosen[kept], counted.weights[kept]
    made = [np.column_stack([one, ~one]) for one in chosen.T] if several else [chosen]
    if not is_even(w):
        group = members.argmax(axis=1)
        return [weighted_association(group, one.argmax(axis=1), w) for one in made]
    options = study.options
    tables = [members.T.astype(np.float64) @ one for one in made]
    return [association(table, options.samples, options.seed) for table in tables]


def _adjusted(tests: Sequence[Comparison]) -> list[float | None]:
    known = [one.p for one in tests if one.p is not None]
    values = iter(holm(known))
    return [None if one.p is None else next(values) for one in tests]


def _about_test(study: Study, row: Row, test: Comparison, p: float | None) -> Iterator[Fact]:
    n, error = test.base or None, test.reason
    yield study.fact("p", test.p, row, unit="p", n=n, rule=test.test, error=error)
    yield study.fact("p_adjusted", p, row, unit="p", n=n, rule=test.test, error=error)
    yield study.fact("effect", test.effect, row, decimals=3, n=n, rule="Cramér V", error=error)
    yield study.fact("test", test.test or None, row, unit="text", error=error)
    word = differs(p, test.effect, test.base, SMALL_V)
    yield study.fact("verdict", word, row, unit="text", rule="p值与 Cramér V")


def _about_answer(
    study: Study, found: Groups, row: Row, counted: Counted, which: tuple[int, bool]
) -> Iterator[Fact]:
    """Return the shares of one answer; letters where the overall test allows them."""
    j, clear = which
    shares = [float(one) for one in counted.shares[:, j]]
    contrasts = (
        ()
        if found.overlap or not clear
        else compare_shares(shares, counted.effective, counted.bases, study.options.adjust)
    )
    marks = letters(contrasts, len(found.names))
    n = counted.n
    parts = [(row, name, base) for name, base in zip(found.names, counted.bases, strict=True)]
    study.protect(parts, n, secret=found.secret)
    yield study.fact("share", float(counted.total[j]) if n else None, row, unit="share", n=n)
    for i, name in enumerate(found.names):
        base = counted.bases[i]
        if not base:
            yield study.fact("share", None, row, unit="share", detail=name, error=NOBODY)
            continue
        ci = wilson(min(1.0, shares[i]), counted.effective[i], study.confidence)
        yield study.fact("share", shares[i], row, unit="share", detail=name, n=base, ci=ci)
        if marks[i]:
            yield study.fact("letters", marks[i], row, unit="text", detail=name)
