"""Facts of the answers to one question: count, share with interval, how they stand to the first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ....facts.fact import Fact
from ....facts.format import shares_to_whole
from ....facts.verdict import ALPHA, against_first
from ....facts.verdict.comparison import LEVEL_WITH_FIRST
from ....facts.wording import is_other
from ....stats.contingency import sign_p
from ....stats.intervals import wilson
from ....stats.linear import effective_size
from ....stats.multiple_tests import holm
from ...study import Row, Study
from .choices import in_order
from .stated import bounds


@dataclass(frozen=True, slots=True)
class Picked:
    """Who picked what: bool [respondents, answers], and their weights [respondents]."""

    names: tuple[str, ...]
    chosen: np.ndarray
    weights: np.ndarray
    whole: bool  # one answer each: the shares add to 1

    @property
    def effective(self) -> float:
        """Kish's effective number of respondents; their number where weights are equal."""
        w = self.weights
        return effective_size(float(w.sum()), float(w @ w))

    @property
    def shares(self) -> np.ndarray:
        """Weighted shares of respondents, [answers]."""
        found: np.ndarray = self.weights @ self.chosen / self.weights.sum()
        return found


def sorted_answers(picked: Picked) -> Picked:
    """Return the answers by share, highest first, 其他 last."""
    order = in_order(picked.names, picked.shares)
    names = tuple(picked.names[j] for j in order)
    return replace(picked, names=names, chosen=picked.chosen[:, order])


def too_few(study: Study, row: Row, n: int) -> list[Fact]:
    """Return what is said of a question that too few answered to publish anything, else nothing.

    The counts of its answers would tell the shares.
    """
    if n >= study.hide_base:
        return []
    why = f"有效回答只有{n}份，少于{study.hide_base}份，不予公布。"
    return [
        study.fact("n", n, row, unit="count", counter="份"),
        study.fact("first", row.name, row, unit="text", n=n, error=why),
    ]


def answer_facts(study: Study, kind: str, picked: Picked) -> Iterator[Fact]:
    """Return count, share, its interval, and the standing to the first, of every answer."""
    n, shares = len(picked.weights), [float(one) for one in picked.shares]
    shown = shares_to_whole(shares, study.share_decimals) if picked.whole else None
    first, below = standing(picked)
    for j, name in enumerate(picked.names):
        row = study.row(kind, name)
        count = int(picked.chosen[:, j].sum())
        yield study.fact("count", count, row, unit="count", counter="份")
        yield from _share(study, row, picked, j, shown[j] if shown else None)
        if is_other(name):
            continue
        word = against_first(j == first, below[j], n)
        yield study.fact("against_first", word, row, unit="text", rule="符号检验，Holm 法校正")


def _share(study: Study, row: Row, picked: Picked, j: int, shown: float | None) -> Iterator[Fact]:
    n, share = len(picked.weights), float(picked.shares[j])
    ci = wilson(min(1.0, share), picked.effective, study.confidence)
    fact = study.fact("share", share, row, unit="share", n=n, ci=ci, rule="占答题者的比重")
    yield replace(fact, shown=shown) if shown is not None and fact.value is not None else fact
    yield from bounds(study, "share", ci, row, unit="share", n=n, rule="Wilson 区间")


def standing(picked: Picked) -> tuple[int, list[bool]]:
    """Return the place of the most frequent answer, and which lie below it beyond chance.

    Two answers of the same people are told apart by those who gave only one of the two
    (McNemar), Holm over the answers; 其他 is no rival.
    """
    shares = picked.shares
    named = [j for j, name in enumerate(picked.names) if not is_other(name)]
    if not named:
        return -1, [False] * len(picked.names)
    first = max(named, key=lambda j: (round(float(shares[j]), 12), -j))
    rivals = [j for j in named if j != first]
    scale = picked.effective / float(picked.weights.sum())
    tests = [_split(picked, first, j, scale) for j in rivals]
    adjusted = dict(zip(rivals, holm(tests), strict=True))
    return first, [adjusted.get(j, 1.0) < ALPHA for j in range(len(picked.names))]


def _split(picked: Picked, first: int, other: int, scale: float) -> float:
    one, two = picked.chosen[:, first], picked.chosen[:, other]
    more = float(picked.weights[one & ~two].sum()) * scale
    fewer = float(picked.weights[two & ~one].sum()) * scale
    return sign_p(more, fewer)


def about_question(study: Study, row: Row, kind: str, picked: Picked) -> Iterator[Fact]:
    """Return base, the row kind of the answers, and the most frequent answers by name."""
    n = len(picked.weights)
    yield study.fact("n", n, row, unit="count", counter="份", columns=[row.name])
    yield study.fact("answers", kind, row, unit="text")
    yield study.fact("levels", len(picked.names), row, unit="count", counter="个")
    first, below = standing(picked)
    if first < 0:
        return
    yield study.fact("first", picked.names[first], row, unit="text")
    level = level_with_first(picked, first, below)
    yield study.fact(
        "tied_first", len(level), row, unit="count", counter="项", rule=LEVEL_WITH_FIRST
    )


def level_with_first(picked: Picked, first: int, below: Sequence[bool]) -> list[str]:
    """Return the answers that cannot be told from the first."""
    return [
        name
        for j, name in enumerate(picked.names)
        if j != first and not below[j] and not is_other(name)
    ]
