"""Tables of counts: chi-squared, Cramer's V, adjusted residuals, exact tests, proportions."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

LEAST_EXPECTED = 5.0  # Cochran 1954, Biometrics 10: at most a fifth of the cells below it
MOST_SMALL = 0.2


@dataclass(frozen=True, slots=True)
class ChiSquared:
    """Pearson's test of a table whose empty rows and columns are left out.

    Attributes:
        statistic, degrees, p: without Yates' correction, also of 2 x 2 tables.
        cramer_v: 0-1.
        expected: [rows, columns] of the whole table, 0 where a row or column is empty.
        residuals: adjusted (Haberman 1973, Biometrics 29), about standard normal.
        small: share of cells with fewer than five expected.
    """

    statistic: float
    degrees: int
    p: float
    cramer_v: float
    expected: Floats
    residuals: Floats
    small: float

    @property
    def is_rough(self) -> bool:
        """True where expected counts are too small for the chi-squared distribution."""
        return self.small > MOST_SMALL


def chi_squared(counts: Floats) -> ChiSquared | None:
    """Return Pearson's test; None with fewer than two rows or columns that hold anything.

    Source: Pearson 1900, Phil. Mag. 50; Cramer 1946, Mathematical Methods of Statistics.

    Args:
        counts: [rows, columns], not negative; effective counts where weighted.
    """
    counts = np.asarray(counts, float)
    rows, columns = counts.sum(axis=1), counts.sum(axis=0)
    total = float(counts.sum())
    r, c = int((rows > 0).sum()), int((columns > 0).sum())
    if r < 2 or c < 2:
        return None
    expected = np.outer(rows, columns) / total
    safe = np.where(expected > 0, expected, 1.0)
    statistic = float(((counts - expected) ** 2 / safe).sum())
    spread = safe * np.outer(1 - rows / total, 1 - columns / total)
    residuals = (counts - expected) / np.sqrt(np.where(spread > 0, spread, 1.0))
    degrees = (r - 1) * (c - 1)
    used = expected[expected > 0]
    return ChiSquared(
        statistic,
        degrees,
        float(special.chdtrc(degrees, statistic)),
        min(1.0, sqrt(statistic / total / (min(r, c) - 1))),
        expected,
        residuals,
        float((used < LEAST_EXPECTED).mean()),
    )


def exact_p(counts: Floats, samples: int = 9999, seed: int = 1) -> float:
    """Return the probability of a table given its margins, where expected counts are small.

    Of 2 x 2 tables Fisher's exact two-sided test (Fisher 1935, JRSS 98); of larger ones the
    share of ``samples`` random tables with the same margins whose chi-squared is not smaller,
    both counts plus one (Hope 1968, JRSS B 30). ``counts`` are whole numbers.
    """
    whole = np.asarray(counts).astype(np.int64)
    whole = whole[whole.sum(axis=1) > 0][:, whole.sum(axis=0) > 0]
    if whole.shape == (2, 2):
        return _fisher(whole)
    rows, columns = whole.sum(axis=1), whole.sum(axis=0)
    expected = np.outer(rows, columns) / whole.sum()
    observed = float(((whole - expected) ** 2 / expected).sum())
    drawn = _random_tables(rows, columns, samples, np.random.default_rng(seed))
    statistics = ((drawn - expected) ** 2 / expected).sum(axis=(1, 2))
    return float((statistics >= observed * (1 - 1e-9)).sum() + 1) / (samples + 1)


def _random_tables(
    rows: NDArray[np.int64], columns: NDArray[np.int64], samples: int, draw: np.random.Generator
) -> NDArray[np.int64]:
    """Return tables with these margins, [samples, rows, columns]: cell by cell without return."""
    tables = np.zeros((samples, len(rows), len(columns)), dtype=np.int64)
    left = np.tile(columns, (samples, 1))
    for i, size in enumerate(rows[:-1]):
        wanted = np.full(samples, size)
        for j in range(len(columns) - 1):
            others = left[:, j + 1 :].sum(axis=1)
            cell = draw.hypergeometric(left[:, j], others, wanted)
            tables[:, i, j] = cell
            wanted = wanted - cell
        tables[:, i, -1] = wanted
        left = left - tables[:, i]
    tables[:, -1] = left
    return tables


def _fisher(counts: NDArray[np.int64]) -> float:
    """Sum the probabilities of all tables that are not more likely than the one seen."""
    (a, b), (c, d) = counts.tolist()
    first, second, chosen = a + b, c + d, a + c
    cells = np.arange(max(0, chosen - second), min(first, chosen) + 1)
    logs = _log_choose(first, cells) + _log_choose(second, chosen - cells)
    logs = logs - _log_choose(first + second, np.array(chosen))
    seen = logs[a - cells[0]]
    return min(1.0, float(np.exp(logs[logs <= seen + 1e-7]).sum()))


def _log_choose(n: int, k: NDArray[np.int64]) -> Floats:
    found: Floats = special.gammaln(n + 1) - special.gammaln(k + 1) - special.gammaln(n - k + 1)
    return found


def proportions_p(first: tuple[float, float], second: tuple[float, float]) -> float | None:
    """Return the two-sided probability that two independent shares are equal: pooled z.

    Source: Fleiss 1981, Statistical Methods for Rates and Proportions, 2; the test behind the
    column letters of survey tables, without correction for continuity.

    Args:
        first: share (0-1) and (effective) base.
        second: the same of the other group.

    Returns:
        None where a base is below 2 or all answers are the same.
    """
    (p1, n1), (p2, n2) = first, second
    if min(n1, n2) < 2:
        return None
    pooled = (p1 * n1 + p2 * n2) / (n1 + n2)
    variance = pooled * (1 - pooled) * (1 / n1 + 1 / n2)
    if variance <= 1e-15:
        return None
    return float(2 * special.ndtr(-abs(p1 - p2) / sqrt(variance)))


def cohens_h(first: float, second: float) -> float:
    """Return 2 asin √p2 - 2 asin √p1: a distance of shares that reads as d (Cohen 1988, 6.2)."""
    one, other = (2 * asin(sqrt(min(1.0, max(0.0, share)))) for share in (first, second))
    return other - one


def sign_p(more: int, fewer: int) -> float:
    """Return the two-sided exact probability of so uneven a split of ``more`` + ``fewer`` cases.

    The test of two shares of the same people: who named the one and not the other, and the
    other way round (McNemar 1947, Psychometrika 12, exact binomial).
    """
    n, k = more + fewer, min(more, fewer)
    if n == 0:
        return 1.0
    return min(1.0, 2 * float(special.bdtr(k, n, 0.5)))
