"""k-means with several starts, how well groups separate, and whether they come again.

Sources: Lloyd 1982, IEEE Trans. Information Theory 28; Arthur and Vassilvitskii 2007 (starts);
Rousseeuw 1987, J. Comp. Appl. Math. 20 (silhouette); Hubert and Arabie 1985, J. Classification 2
(adjusted Rand); Hennig 2007, Comp. Statistics and Data Analysis 52 (bootstrap Jaccard).
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special
from scipy.spatial import distance

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

_STEPS = 100
_LARGE = 5000  # rows of the sample on which correlations are corrected
_CORRECTIONS = 6
_MOST_ROWS = 1000  # of the pairwise distances of a silhouette


def standardised(matrix: Floats) -> Floats:
    """Return columns with mean 0 and standard deviation 1, [rows, columns]; none is constant."""
    found: Floats = (matrix - matrix.mean(axis=0)) / matrix.std(axis=0)
    return found


def k_means(z: Floats, k: int, starts: int, draw: np.random.Generator) -> tuple[Labels, float]:
    """Return the labels of the best of several starts, largest group 0, and the sum of squares.

    Args:
        z: [rows, columns] without nan.
        k: groups, at most as many as there are different rows.
        starts: runs from different centres (k-means++).
        draw: source of chance.
    """
    best: tuple[Labels, float] | None = None
    lengths = _lengths(z)
    for _ in range(starts):
        found = _lloyd(z, _centres(z, k, lengths, draw), lengths)
        if best is None or found[1] < best[1] * (1 - 1e-12):
            best = found
    assert best is not None
    return _by_size(best[0], k), best[1]


def _lengths(z: Floats) -> Floats:
    """Return the squared length of each row, [rows, 1]."""
    found: Floats = (z**2).sum(axis=1)[:, None]
    return found


def _squares(z: Floats, centres: Floats, lengths: Floats) -> Floats:
    """Return squared distances, [rows, centres]; ``lengths`` are those of ``z``."""
    found: Floats = (-2 * z) @ centres.T  # in place from here: most of the time is memory
    found += lengths
    found += (centres**2).sum(axis=1)
    return np.maximum(found, 0.0, out=found)


def _centres(z: Floats, k: int, lengths: Floats, draw: np.random.Generator) -> Floats:
    chosen = [int(draw.integers(len(z)))]
    for _ in range(k - 1):
        nearest = _squares(z, z[chosen], lengths).min(axis=1)
        nearest[chosen] = 0.0
        total = nearest.sum()
        odds = nearest / total if total > 0 else np.full(len(z), 1 / len(z))
        chosen.append(int(draw.choice(len(z), p=odds)))
    return z[chosen]


def _lloyd(z: Floats, centres: Floats, lengths: Floats) -> tuple[Labels, float]:
    k = len(centres)
    labels = _squares(z, centres, lengths).argmin(axis=1)
    for _ in range(_STEPS):
        inside = labels[:, None] == np.arange(k)
        sizes = inside.sum(axis=0)
        means = inside.T @ z / np.maximum(sizes, 1)[:, None]
        centres = np.where(sizes[:, None] > 0, means, centres)
        again = _squares(z, centres, lengths).argmin(axis=1)
        if (again == labels).all():
            break
        labels = again
    return labels, float(_squares(z, centres, lengths)[np.arange(len(z)), labels].sum())


def _by_size(labels: Labels, k: int) -> Labels:
    sizes = np.bincount(labels, minlength=k)
    order = np.argsort(-sizes, kind="stable")
    places = np.empty(k, dtype=np.int64)
    places[order] = np.arange(k)
    found: Labels = places[labels]
    return found


def silhouette(z: Floats, labels: Labels, draw: np.random.Generator) -> float:
    """Return the mean silhouette, -1 to 1: of at most 1,000 rows drawn at random.

    (b - a)/max(a, b) with the mean distance a to one's own group and b to the nearest other;
    0 for a row alone in its group (Rousseeuw). 0 where there is one group.
    """
    if len(z) > _MOST_ROWS:
        chosen = np.sort(draw.choice(len(z), _MOST_ROWS, replace=False))
        z, labels = z[chosen], labels[chosen]
    used, own = np.unique(labels, return_inverse=True)
    if len(used) < 2:
        return 0.0
    sizes = np.bincount(own)
    by_group = z[np.argsort(own, kind="stable")]
    # neither the distances nor their sums as matrix products: threads cost more than they give
    apart = distance.cdist(z, by_group)
    sums = np.add.reduceat(apart, np.cumsum(sizes) - sizes, axis=1)
    rows = np.arange(len(z))
    near = sums[rows, own] / np.maximum(sizes[own] - 1, 1)
    means = sums / sizes
    means[rows, own] = np.inf
    other = means.min(axis=1)
    greater = np.maximum(near, other)
    widths = np.where(
        (sizes[own] > 1) & (greater > 0), (other - near) / np.maximum(greater, 1e-300), 0
    )
    return float(widths.mean())


def adjusted_rand(first: Labels, second: Labels) -> float:
    """Return the agreement of two groupings, 1 for the same, about 0 for chance."""
    table = np.zeros((first.max() + 1, second.max() + 1))
    np.add.at(table, (first, second), 1)
    pairs = float((table * (table - 1) / 2).sum())
    rows, columns = (float((s * (s - 1) / 2).sum()) for s in (table.sum(axis=1), table.sum(axis=0)))
    n = len(first)
    expected = rows * columns / (n * (n - 1) / 2)
    most = (rows + columns) / 2
    return (pairs - expected) / (most - expected) if most > expected else 1.0


def stability(
    z: Floats, labels: Labels, k: int, samples: int, draw: np.random.Generator
) -> tuple[Floats, float]:
    """Return how well each group comes again when respondents are drawn anew.

    Returns:
        The mean Jaccard similarity of each group with its likest in a bootstrap sample, [groups]
        (below 0.75 a group is no stable pattern, Hennig), and the mean adjusted Rand index.
    """
    found, agreement = np.zeros((samples, k)), np.zeros(samples)
    for s in range(samples):
        rows = np.unique(draw.integers(len(z), size=len(z)), return_counts=True)
        drawn = np.repeat(rows[0], rows[1])
        if len(np.unique(z[rows[0]], axis=0)) < k:
            continue
        again, _ = k_means(z[drawn], k, 3, draw)
        again = again[np.cumsum(rows[1]) - 1]
        old = labels[rows[0]]
        one = old[:, None] == np.arange(k)
        other = again[:, None] == np.arange(k)
        both = one.T.astype(float) @ other
        either = one.sum(axis=0)[:, None] + other.sum(axis=0) - both
        found[s] = (both / np.maximum(either, 1)).max(axis=1)
        agreement[s] = adjusted_rand(old, again)
    return found.mean(axis=0), float(agreement.mean())


def continuum_p(
    matrix: Floats, k: int, observed: float, samples: int, draw: np.random.Generator
) -> float:
    """Return the probability of so clear a separation in people who form no groups at all.

    The reference has the same answers in every column and the same correlations (a Gaussian
    copula), and is grouped the same way: k-means also cuts a continuum into parts. After Liu,
    Hayes, Nobel and Marron 2008, JASA 103, with the silhouette as the statistic.
    """
    n, columns = matrix.shape
    answers = np.sort(matrix, axis=0)
    root = _root(_latent(answers, np.atleast_2d(np.corrcoef(matrix, rowvar=False)), draw))
    reached = 0
    for _ in range(samples):
        normal = draw.standard_normal((n, columns)) @ root
        ranks = normal.argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
        z = standardised(np.take_along_axis(answers, ranks, axis=0))
        labels, _ = k_means(z, k, 3, draw)
        reached += silhouette(z, labels, draw) >= observed
    return (reached + 1) / (samples + 1)


def _latent(answers: Floats, wanted: Floats, draw: np.random.Generator) -> Floats:
    """Return the correlations of normal variables that give the answers those ``wanted``.

    Answers on a scale of few steps are correlated less than what lies behind them; a few
    corrections on one large sample make up for it.
    """
    n, columns = answers.shape
    normal = draw.standard_normal((_LARGE, columns))
    latent = wanted.copy()
    for _ in range(_CORRECTIONS):
        places = np.minimum((special.ndtr(normal @ _root(latent)) * n).astype(np.int64), n - 1)
        made = np.corrcoef(np.take_along_axis(answers, places, axis=0), rowvar=False)
        latent = np.clip(latent + wanted - made, -0.999, 0.999)
        np.fill_diagonal(latent, 1.0)
    return latent


def _root(correlations: Floats) -> Floats:
    """Return A with A'A = R, also of a matrix that is not quite positive definite."""
    values, vectors = np.linalg.eigh(correlations)
    found: Floats = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    found /= np.sqrt((found**2).sum(axis=0))
    return found
