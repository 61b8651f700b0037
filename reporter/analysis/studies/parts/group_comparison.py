"""Groups held against each other, or each against the rest: test, effect and word of each.

Only groups with :data:`~..facts.verdict.ENOUGH` answers are compared: the others keep their
numbers and get no word.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_uppercase
from typing import TYPE_CHECKING, Literal

from ....facts.verdict import COMPARISON, ENOUGH, SMALL_EFFECT, verdict
from ....facts.verdict.comparison import DIFFERENT, HARDLY_DIFFERENT
from ....stats import contingency, mean_tests, rank_tests
from ....stats.multiple_tests import bonferroni, holm
from .sample_weights import is_even

if TYPE_CHECKING:
    import numpy as np

    from ....stats.mean_tests import Sample

Adjust = Literal["holm", "bonferroni"]
ADJUSTMENTS: dict[str, Callable[[Sequence[float]], list[float]]] = {
    "holm": holm,
    "bonferroni": bonferroni,
}
LETTERS = ascii_uppercase
SMALL_DELTA = 0.147  # Romano et al. 2006, Cliff's delta
FEW = "样本足够的类别不足两个。"
CONSTANT = "各类别的答案全部相同。"
CONSTANT_WEIGHTED = "有的类别答案全部相同，加权时不能检验。"


@dataclass(frozen=True, slots=True)
class Contrast:
    """The second group (index) against the first; ``word`` is that of the second."""

    first: int
    second: int
    difference: float
    p: float
    effect: float | None
    word: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """All groups at once: ``p`` None and ``reason`` where there is no test."""

    test: str = ""
    p: float | None = None
    effect: float | None = None
    base: int = 0
    contrasts: tuple[Contrast, ...] = ()
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """The numbers of one group, and their weights if there are any."""

    values: np.ndarray
    weights: np.ndarray | None = None

    @property
    def sample(self) -> Sample:
        """Size, mean and variance."""
        return mean_tests.sample(self.values, self.weights)

    @property
    def is_even(self) -> bool:
        """True where everybody counts the same, so that ranks may be compared."""
        return is_even(self.weights)


def compare_means(groups: Sequence[Answers], ranks: bool, adjust: Adjust) -> Comparison:
    """Return Welch and Games-Howell, or Kruskal-Wallis and Dunn where ``ranks``.

    A group whose answers are all equal has no variance for Welch; then ranks are compared.
    """
    used = [i for i, one in enumerate(groups) if len(one.values) >= ENOUGH]
    if len(used) < 2:
        return Comparison(reason=FEW)
    base = sum(len(groups[i].values) for i in used)
    samples = [groups[i].sample for i in used]
    test = None if ranks else mean_tests.welch_anova(samples)
    if test is None:
        if not all(one.is_even for one in groups):
            return Comparison(reason=CONSTANT_WEIGHTED)
        return _by_ranks([groups[i] for i in used], used, adjust)
    omega = mean_tests.omega_squared(samples)
    found = []
    for pair in mean_tests.games_howell(samples):
        g = mean_tests.hedges_g(samples[pair.first], samples[pair.second])
        found.append((pair, g))
    return Comparison(
        "Welch 方差分析",
        test.p,
        max(0.0, omega or 0.0),
        base,
        tuple(_contrast(pair, pair.p, g, used, SMALL_EFFECT) for pair, g in found),
    )


def _by_ranks(groups: Sequence[Answers], used: Sequence[int], adjust: Adjust) -> Comparison:
    ranks = rank_tests.ranked([one.values for one in groups])
    test = rank_tests.kruskal_wallis(ranks)
    if test is None:
        return Comparison(reason=CONSTANT)
    pairs = rank_tests.dunn(ranks)
    adjusted = ADJUSTMENTS[adjust]([pair.p for pair in pairs])
    deltas = [
        rank_tests.cliffs_delta(groups[pair.first].values, groups[pair.second].values)
        for pair in pairs
    ]
    return Comparison(
        "Kruskal–Wallis 检验",
        test.p,
        rank_tests.epsilon_squared(ranks, test),
        sum(ranks.sizes),
        tuple(
            _contrast(pair, p, delta, used, SMALL_DELTA)
            for pair, p, delta in zip(pairs, adjusted, deltas, strict=True)
        ),
    )


def _contrast(
    pair: mean_tests.Pair, p: float, effect: float | None, used: Sequence[int], small: float
) -> Contrast:
    word = verdict(pair.difference, p, effect, ENOUGH, small=small)
    return Contrast(used[pair.first], used[pair.second], pair.difference, p, effect, word)


def against_rest(
    groups: Sequence[Answers], rests: Sequence[Answers], adjust: Adjust
) -> tuple[Contrast, ...]:
    """Return each group against all others by Welch's t: never against a total that holds it."""
    found: list[tuple[int, float, float, float | None]] = []
    for i, (one, rest) in enumerate(zip(groups, rests, strict=True)):
        if min(len(one.values), len(rest.values)) < ENOUGH:
            continue
        inside, outside = one.sample, rest.sample
        p = mean_tests.welch_t(outside, inside)
        if p is not None:
            g = mean_tests.hedges_g(outside, inside)
            found.append((i, inside.mean - outside.mean, p, g))
    adjusted = ADJUSTMENTS[adjust]([p for _, _, p, _ in found])
    return tuple(
        Contrast(-1, i, difference, p, g, verdict(difference, p, g, ENOUGH))
        for (i, difference, _, g), p in zip(found, adjusted, strict=True)
    )


def compare_shares(
    shares: Sequence[float], bases: Sequence[float], counts: Sequence[int], adjust: Adjust
) -> tuple[Contrast, ...]:
    """Return every pair of groups by the pooled z of one answer's share.

    Args:
        shares: of the answer in each group (0-1).
        bases: effective numbers of respondents.
        counts: unweighted numbers, which decide what is compared at all.
        adjust: for how many pairs there are.
    """
    used = [i for i, count in enumerate(counts) if count >= ENOUGH]
    found = []
    for i, j in combinations(used, 2):
        p = contingency.proportions_p((shares[i], bases[i]), (shares[j], bases[j]))
        if p is not None:
            found.append((i, j, p))
    adjusted = ADJUSTMENTS[adjust]([p for _, _, p in found])
    return tuple(
        _share_contrast(shares, i, j, p) for (i, j, _), p in zip(found, adjusted, strict=True)
    )


def _share_contrast(shares: Sequence[float], i: int, j: int, p: float) -> Contrast:
    difference, h = shares[j] - shares[i], contingency.cohens_h(shares[i], shares[j])
    return Contrast(i, j, difference, p, h, verdict(difference, p, h, ENOUGH))


def association(table: np.ndarray, samples: int = 9999, seed: int = 1) -> Comparison:
    """Return the chi-squared test of groups x answers; exact where expected counts are small.

    Args:
        table: counts of the groups compared.
        samples: random tables of an exact test, drawn from ``seed``.
        seed: of the draws.
    """
    test = contingency.chi_squared(table)
    if len(table) < 2:
        return Comparison(reason=FEW)
    if test is None:
        return Comparison(reason=CONSTANT)
    base = round(float(table.sum()))
    if not test.is_rough:
        return Comparison("卡方检验", test.p, test.cramer_v, base)
    small = (table.sum(axis=1) > 0).sum() == 2 and (table.sum(axis=0) > 0).sum() == 2
    name = "Fisher 精确检验" if small else "蒙特卡罗精确检验"
    return Comparison(name, contingency.exact_p(table, samples, seed), test.cramer_v, base)


def weighted_association(
    groups: np.ndarray, answers: np.ndarray, weights: np.ndarray
) -> Comparison:
    """Return the corrected chi-squared test of weighted answers.

    Args:
        groups: [people] codes from 0.
        answers: [people] the same.
        weights: [people].
    """
    test = contingency.rao_scott(groups, answers, weights)
    if test is None:
        return Comparison(reason=CONSTANT)
    return Comparison("Rao–Scott 校正的卡方检验", test.p, test.cramer_v, len(weights))


def letters(contrasts: Sequence[Contrast], groups: int) -> list[str]:
    """Return for each group the letters of the groups that it lies above.

    Capital where the difference is more than chance and not small (显著高于), small where only
    more than chance (略高于). Beyond 26 groups there are none. Only for questions whose
    overall test found a difference (:func:`is_clear`).
    """
    found: list[list[str]] = [[] for _ in range(groups)]
    words = COMPARISON
    for one in contrasts:
        higher, lower = (one.second, one.first) if one.difference > 0 else (one.first, one.second)
        if max(higher, lower) >= len(LETTERS):
            continue
        if one.word in (words.above, words.below):
            found[higher].append(LETTERS[lower])
        elif one.word in (words.slightly_above, words.slightly_below):
            found[higher].append(LETTERS[lower].lower())
    return ["".join(sorted(one, key=str.lower)) for one in found]


def is_clear(word: str) -> bool:
    """Tell whether the word of an overall test allows to look at single pairs."""
    return word in (DIFFERENT, HARDLY_DIFFERENT)


def clearly_below(contrasts: Sequence[Contrast], group: int) -> set[int]:
    """Return the groups that ``group`` lies above by more than chance and not little."""
    found = set()
    for one in contrasts:
        if one.word in (COMPARISON.above, COMPARISON.below):
            up = one.difference > 0
            higher, lower = (one.second, one.first) if up else (one.first, one.second)
            found |= {lower} if higher == group else set()
    return found
