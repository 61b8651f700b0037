"""Tables of counts: chi-squared, Cramer's V, adjusted residuals, exact tests, proportions."""

from __future__ import annotations

from dataclasses import dataclass
from math import asin, sqrt
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .hypergeometric import hypergeometric

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


@dataclass(frozen=True, slots=True)
class RaoScott:
    """Pearson's test of weighted answers, corrected for what the weights cost.

    Attributes:
        statistic: Pearson's, of weights that add to the number of rows, over ``effect``.
        degrees, p: of chi-squared.
        cramer_v: 0-1, of the weighted table itself.
        effect: mean generalised design effect; 1 for equal weights of single rows.
        effects: [degrees] of them, the eigenvalues; their spread is what the second-order
            correction is about.
    """

    statistic: float
    degrees: int
    p: float
    cramer_v: float
    effect: float
    effects: Floats


def rao_scott(
    rows: NDArray[np.intp],
    columns: NDArray[np.intp],
    weights: Floats,
    clusters: NDArray[Any] | None = None,
    sampled: float = 0.0,
) -> RaoScott | None:
    """Return the first-order corrected test that rows and columns go their own ways.

    Weights that are taken for counts would make any table significant. The covariance of the
    cells is linearised; the one of a simple random sample of the same size has divisor n - 1,
    so that equal weights give Pearson's test itself.

    Source: Rao and Scott 1984, Annals of Statistics 12; 1987, Annals of Statistics 15.

    Args:
        rows: [n] codes from 0, of each person.
        columns: [n] likewise.
        weights: [n], above 0, any scale.
        clusters: [n] labels of primary sampling units, or None for single rows.
        sampled: share of the units of the population that are in the sample.

    Returns:
        None with fewer than two rows or columns that hold anybody, or two people.
    """
    n = len(weights)
    if n < 3:
        return None
    rows, columns = (np.unique(one, return_inverse=True)[1] for one in (rows, columns))
    r, c = int(rows.max()) + 1, int(columns.max()) + 1
    if r < 2 or c < 2:
        return None
    w = weights / weights.sum()
    cells = rows * c + columns
    shares: Floats = np.bincount(cells, w, r * c).astype(np.float64)
    table = n * shares.reshape(r, c)
    plain = chi_squared(table)
    if plain is None:
        return None
    covariance = _cell_covariance(cells, w, shares, clusters) * (1 - sampled)
    # contrasts of cells that say nothing of the margins, in the metric of the shares seen
    main = np.hstack(
        [np.kron(np.eye(r), np.ones((c, 1))), np.kron(np.ones((r, 1)), np.eye(c)[:, 1:])]
    )
    basis = np.linalg.svd(main, full_matrices=True)[0][:, r + c - 1 :]
    inverse = np.divide(1.0, shares, out=np.zeros_like(shares), where=shares > 0)
    over = basis * inverse[:, None]
    simple = (np.diag(shares) - np.outer(shares, shares)) / (n - 1)
    deltas = np.linalg.lstsq(over.T @ simple @ over, over.T @ covariance @ over, rcond=None)[0]
    degrees = plain.degrees
    effect = float(np.trace(deltas)) / degrees
    if effect <= 0:
        return None
    statistic = plain.statistic / effect
    p = float(special.chdtrc(degrees, statistic))
    effects = np.sort(np.linalg.eigvals(deltas).real)[::-1]
    return RaoScott(statistic, degrees, p, plain.cramer_v, effect, effects)


def _cell_covariance(
    cells: NDArray[np.intp], w: Floats, shares: Floats, clusters: NDArray[Any] | None
) -> Floats:
    """Return the linearised covariance of weighted shares, [cells, cells]; w adds to 1."""
    indicator = np.zeros((len(cells), len(shares)))
    indicator[np.arange(len(cells)), cells] = 1.0
    z = w[:, None] * (indicator - shares)
    if clusters is not None:
        _, units = np.unique(clusters, return_inverse=True)
        summed = np.zeros((int(units.max()) + 1, len(shares)))
        np.add.at(summed, units, z)
        z = summed
    z = z - z.mean(axis=0)
    return np.asarray(z.T @ z * len(z) / (len(z) - 1), dtype=np.float64)


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
    chances = hypergeometric(cells, first, second, chosen)
    seen = chances[a - cells[0]]
    return min(1.0, float(chances[chances <= seen * (1 + 1e-7)].sum()))


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


def sign_p(more: float, fewer: float) -> float:
    """Return the two-sided exact probability of so uneven a split of ``more`` + ``fewer`` cases.

    Effective counts of weighted cases are rounded to whole ones.

    The test of two shares of the same people: who named the one and not the other, and the
    other way round (McNemar 1947, Psychometrika 12, exact binomial).
    """
    more, fewer = (round(round(one, 9)) for one in (more, fewer))  # 2.5 with and without noise
    n, k = more + fewer, min(more, fewer)
    if n == 0:
        return 1.0
    return min(1.0, 2 * float(special.bdtr(k, n, 0.5)))
