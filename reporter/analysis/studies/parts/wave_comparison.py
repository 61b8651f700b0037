"""One question in two or more waves: change, trend, and what the mix of respondents adds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

    from ....stats.contrasts import Contrast
    from ....stats.mean_tests import Sample

Interval = tuple[float, float]
_MANY = 30  # answers of which one is the highest of the scale
_LONGER = 1.4  # 7 levels against 5
TOO_FEW = "有一期的有效答案不足两个，或答案完全相同，无法检验。"


@dataclass(frozen=True, slots=True)
class Change:
    """A change from one wave to the next; ``why`` there is no test where p is None."""

    before: float
    now: float
    n_before: int
    n_now: int
    p: float | None = None
    effect: float | None = None
    interval: Interval | None = None
    pairs: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Answers:
    """Answers of one wave to one question, [rows] without nan, with who gave them.

    Attributes:
        people: respondent ids, "" where not known.
        parts: segment of each row, "" where not known.
        weights: of each row.
        population: people in the population, or None.
    """

    values: np.ndarray
    people: tuple[str, ...]
    parts: tuple[str, ...]
    weights: np.ndarray
    population: int | None = None

    @property
    def mean(self) -> float:
        """Weighted mean."""
        return float(self.weights @ self.values / self.weights.sum())

    @property
    def sample(self) -> Sample:
        """Effective size, weighted mean and variance."""
        from ....stats.mean_tests import sample

        return sample(self.values, self.weights)

    def equal_population(self, size: float) -> float | None:
        """Return the population of which ``size`` is the same part as the answers are of theirs.

        The finite population correction counts people, the error their effective number.
        """
        return None if self.population is None else self.population * size / len(self.values)


def satisfied(one: Answers, points: Sequence[float]) -> Answers:
    """Return 1 for answers whose points count as satisfied, 0 for others."""
    import numpy as np

    return replace(one, values=np.isin(one.values, np.array(points)).astype(np.float64))


def other_scale(before: Answers, now: Answers) -> str:
    """Return that two waves seem to have used scales of different length; "" if not.

    With many answers somebody gives the highest, so highest answers as far apart as 5 and 7 tell.
    """
    if min(len(before.values), len(now.values)) < _MANY:
        return ""
    tops = sorted((float(before.values.max()), float(now.values.max())))
    if tops[0] <= 0 or tops[1] / tops[0] < _LONGER - 1e-9:
        return ""
    return f"两期最高分为{tops[0]:g}和{tops[1]:g}，量表看来不同；确属同一量表的，请在各期写明scale"


def independent(before: Answers, now: Answers, confidence: float) -> Change:
    """Compare means of two independent samples: Welch's t, Hedges' g."""
    from ....stats.contrasts import contrast
    from ....stats.mean_tests import hedges_g

    one, two = before.sample, now.sample
    sizes = [before.equal_population(one.n), now.equal_population(two.n)]
    found = contrast([one, two], (-1, 1), confidence, sizes)
    base = Change(one.mean, two.mean, len(before.values), len(now.values), why=TOO_FEW)
    if found is None:
        return base
    effect = hedges_g(two, one)
    sign = 1.0 if found.value >= 0 else -1.0
    return Change(
        one.mean, two.mean, base.n_before, base.n_now, found.p,
        None if effect is None else sign * abs(effect), found.interval,
    )  # fmt: skip


def same_people(before: Answers, now: Answers, confidence: float) -> Change | None:
    """Compare the answers of those who answered twice: paired t; None with no pair."""
    from ....stats.paired import paired

    first, second, w = pairs(before, now)
    if not len(first):
        return None
    n, share = len(first), w / w.sum()
    plain = Change(float(share @ first), float(share @ second), n, n, pairs=n, why=TOO_FEW)
    if n < 2:
        return plain
    found = paired(second, first, confidence, w)
    if found.p != found.p:
        return plain
    return Change(
        plain.before, plain.now, n, n, found.p, found.effect, found.interval, n
    )  # fmt: skip


def pairs(before: Answers, now: Answers) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return the answers of the people in both waves, in the order of the first.

    The third array are their weights, those of the later wave.
    """
    import numpy as np

    told = zip(now.people, now.values, now.weights, strict=True)
    later = {id: (value, weight) for id, value, weight in told if id}
    both = [
        (value, *later[id])
        for id, value in zip(before.people, before.values, strict=True)
        if id in later
    ]
    matrix = np.array(both, dtype=np.float64).reshape(-1, 3)
    return matrix[:, 0], matrix[:, 1], matrix[:, 2]


def shares(before: Answers, now: Answers, confidence: float, paired: bool) -> Change | None:
    """Compare shares, values of 0 and 1: Newcombe and pooled z, or McNemar for the same people."""
    from ....stats.contingency import cohens_h, proportions_p
    from ....stats.contrasts import paired_shares
    from ....stats.intervals import fpc_share, newcombe
    from ....stats.linear import weighted_share

    if paired:
        first, second, w = pairs(before, now)
        n = len(first)
        if not n:
            return None
        (gained, size), (lost, _) = (
            weighted_share(second > first, w),
            weighted_share(second < first, w),
        )
        found = paired_shares(gained * size, lost * size, size, confidence)
        p, q = weighted_share(first == 1, w)[0], weighted_share(second == 1, w)[0]
        return Change(p, q, n, n, found.p, cohens_h(p, q), found.interval, n)
    p, size = weighted_share(before.values == 1, before.weights)
    q, other = weighted_share(now.values == 1, now.weights)
    n, m = len(before.values), len(now.values)
    factors = fpc_share(n, before.population), fpc_share(m, now.population)
    if min(factors) == 0:
        return Change(p, q, n, m, why="有一期为全部调查，没有抽样误差。")
    sides = (q, other / factors[1] ** 2), (p, size / factors[0] ** 2)
    z = proportions_p(*sides)
    return Change(
        p, q, n, m, 1.0 if z is None else z, cohens_h(p, q), newcombe(*sides, confidence)
    )  # fmt: skip


def trend(waves: Sequence[Answers], confidence: float) -> tuple[Contrast, float] | None:
    """Return the slope a wave of the means, and its whole rise in deviations; None if untested."""
    from ....stats.contrasts import contrast, slope_coefficients

    samples = [one.sample for one in waves]
    sizes = [one.equal_population(made.n) for one, made in zip(waves, samples, strict=True)]
    found = contrast(samples, slope_coefficients(len(waves)), confidence, sizes)
    if found is None or found.spread <= 0:
        return None
    return found, found.value * (len(waves) - 1) / found.spread


def own_change(
    before: Answers, now: Answers, weights: Mapping[str, float], confidence: float
) -> Contrast | str:
    """Return the change at a fixed mix of segments, or a Chinese sentence why there is none.

    Without weights the mix is the mean of the two waves', so that the rest of the change is
    Kitagawa's effect of the mix (1955, JASA 50); either way the two add up to the change.
    """
    import numpy as np

    from ....stats.contrasts import contrast
    from ....stats.mean_tests import sample

    sides = []
    for one in (before, now):
        labels = np.array(one.parts)
        kept = labels != ""
        sides.append((labels[kept], one.values[kept], one.weights[kept]))
    if any(not all(one.parts) for one in (before, now)):
        return "有的答卷没有写明类别，不能分解。"
    names = list(weights) or sorted({*before.parts, *now.parts})
    lost = [name for name in {*before.parts, *now.parts} if name not in names]
    if lost:
        return f"没有给出{'、'.join(sorted(lost))}的比重，不能分解。"
    mixes = [
        {name: float(w[labels == name].sum() / w.sum()) for name in names} for labels, _, w in sides
    ]
    fixed = {
        name: weights[name] / sum(weights.values())
        if weights
        else (mixes[0][name] + mixes[1][name]) / 2
        for name in names
    }
    names = [name for name in names if fixed[name] > 0]
    samples, coefficients = [], []
    for sign, (labels, values, w) in zip((-1, 1), sides, strict=True):
        for name in names:
            here = labels == name
            if here.sum() < 2:
                return f"“{name}”有一期的答卷不足两份，不能分解。"
            samples.append(sample(values[here], w[here]))
            coefficients.append(sign * fixed[name])
    found = contrast(samples, coefficients, confidence)
    return "答案完全相同，不能分解。" if found is None else found
