"""k-means with several starts, how well groups separate, and whether they come again.

Sources: Lloyd 1982, IEEE Trans. Information Theory 28; Arthur and Vassilvitskii 2007 (starts);
Rousseeuw 1987, J. Comp. Appl. Math. 20 (silhouette); Hubert and Arabie 1985, J. Classification 2
(adjusted Rand); Hennig 2007, Comp. Statistics and Data Analysis 52 (bootstrap Jaccard).

Rows may have weights, in any scale: how many people of the population each stands for. Groups are
then those of the population, as in mixtures of weighted samples (Wedel, ter Hofstede and
Steenkamp 1998, J. Classification 15): centres, spreads, sizes and widths are weighted, and a row
that is drawn anew takes its weight along.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import distance

Floats = NDArray[np.float64]
Labels = NDArray[np.int64]

_STEPS = 100
_MOST_ROWS = 1000  # of the pairwise distances of a silhouette


def standardised(matrix: Floats, weights: Floats | None = None) -> Floats:
    """Return columns with mean 0 and standard deviation 1, [rows, columns]; constant ones are 0."""
    moved = matrix - np.average(matrix, axis=0, weights=weights)
    spread = np.sqrt(np.average(moved**2, axis=0, weights=weights))
    found: Floats = np.divide(moved, spread, out=np.zeros(matrix.shape), where=spread > 0)
    return found


def k_means(
    z: Floats, k: int, starts: int, draw: np.random.Generator, weights: Floats | None = None
) -> tuple[Labels, float]:
    """Return the labels of the best of several starts, largest group 0, and the sum of squares.

    Args:
        z: [rows, columns] without nan.
        k: groups, at most as many as there are different rows.
        starts: runs from different centres (k-means++).
        draw: source of chance.
        weights: [rows], or None.
    """
    best: tuple[Labels, float] | None = None
    lengths = _lengths(z)
    for _ in range(starts):
        centres = _centres(z, k, lengths, draw, weights)
        found = _lloyd(z, centres, lengths, weights)
        if best is None or found[1] < best[1] * (1 - 1e-12):
            best = found
    assert best is not None
    return _by_size(best[0], k, weights), best[1]


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


def _centres(
    z: Floats, k: int, lengths: Floats, draw: np.random.Generator, weights: Floats | None
) -> Floats:
    chosen = [int(draw.integers(len(z)))]
    for _ in range(k - 1):
        nearest = _squares(z, z[chosen], lengths).min(axis=1)
        nearest[chosen] = 0.0
        if weights is not None:
            nearest *= weights
        total = nearest.sum()
        odds = nearest / total if total > 0 else np.full(len(z), 1 / len(z))
        chosen.append(int(draw.choice(len(z), p=odds)))
    return z[chosen]


def _lloyd(
    z: Floats, centres: Floats, lengths: Floats, weights: Floats | None
) -> tuple[Labels, float]:
    k = len(centres)
    labels = _squares(z, centres, lengths).argmin(axis=1)
    for _ in range(_STEPS):
        inside = _mass(labels, k, weights)
        sizes = inside.sum(axis=0)
        means = inside.T @ z / np.where(sizes > 0, sizes, 1)[:, None]
        centres = np.where(sizes[:, None] > 0, means, centres)
        again = _squares(z, centres, lengths).argmin(axis=1)
        if (again == labels).all():
            break
        labels = again
    apart = _squares(z, centres, lengths)[np.arange(len(z)), labels]
    return labels, float(apart.sum() if weights is None else weights @ apart)


def _mass(labels: Labels, k: int, weights: Floats | None) -> Floats | NDArray[np.bool_]:
    """Return what each row adds to each group, [rows, groups]: itself, or its weight."""
    inside: NDArray[np.bool_] = labels[:, None] == np.arange(k)
    if weights is None:
        return inside
    found: Floats = inside * weights[:, None]
    return found


def _by_size(labels: Labels, k: int, weights: Floats | None) -> Labels:
    sizes = np.bincount(labels, weights, k)
    order = np.argsort(-sizes, kind="stable")
    places = np.empty(k, dtype=np.int64)
    places[order] = np.arange(k)
    found: Labels = places[labels]
    return found


def silhouette(
    z: Floats, labels: Labels, draw: np.random.Generator, weights: Floats | None = None
) -> float:
    """Return the mean silhouette, -1 to 1: of at most 1,000 rows drawn at random.

    (b - a)/max(a, b) with the mean distance a to the others of one's own group and b to the
    nearest other group; 0 for a row alone in its group (Rousseeuw). 0 where there is one group.
    """
    if len(z) > _MOST_ROWS:
        chosen = np.sort(draw.choice(len(z), _MOST_ROWS, replace=False))
        z, labels = z[chosen], labels[chosen]
        weights = None if weights is None else weights[chosen]
    used, own = np.unique(labels, return_inverse=True)
    if len(used) < 2:
        return 0.0
    w = np.ones(len(z)) if weights is None else weights
    counts, sizes = np.bincount(own), np.bincount(own, w)
    order = np.argsort(own, kind="stable")
    # neither the distances nor their sums as matrix products: threads cost more than they give
    apart = distance.cdist(z, z[order])
    if weights is not None:
        apart *= weights[order]
    sums = np.add.reduceat(apart, np.cumsum(counts) - counts, axis=1)
    rows = np.arange(len(z))
    others = np.where(counts[own] > 1, sizes[own] - w, 1.0)
    near = np.divide(sums[rows, own], others, out=np.zeros(len(z)), where=others > 0)
    means = sums / sizes
    means[rows, own] = np.inf
    other = means.min(axis=1)
    greater = np.maximum(near, other)
    widths = np.where(
        (counts[own] > 1) & (greater > 0), (other - near) / np.maximum(greater, 1e-300), 0
    )
    return float(np.average(widths, weights=weights))


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


def stability(  # noqa: PLR0913 - whom rows stand for, beside what is drawn
    z: Floats,
    labels: Labels,
    k: int,
    samples: int,
    draw: np.random.Generator,
    *,
    weights: Floats | None = None,
) -> tuple[Floats, float]:
    """Return how well each group comes again when respondents are drawn anew.

    Returns:
        The mean Jaccard similarity of each group with its likest in a bootstrap sample, [groups]
        (below 0.75 a group is no stable pattern, Hennig), and the mean adjusted Rand index, which
        counts pairs of rows and takes no weights.
    """
    found, agreement = np.zeros((samples, k)), np.zeros(samples)
    for s in range(samples):
        rows = np.unique(draw.integers(len(z), size=len(z)), return_counts=True)
        drawn = np.repeat(rows[0], rows[1])
        if len(np.unique(z[rows[0]], axis=0)) < k:
            continue
        again, _ = k_means(z[drawn], k, 3, draw, None if weights is None else weights[drawn])
        again = again[np.cumsum(rows[1]) - 1]
        old = labels[rows[0]]
        one = _mass(old, k, None if weights is None else weights[rows[0]]).astype(float)
        other = again[:, None] == np.arange(k)
        both = one.T @ other
        whole = one.sum(axis=1) @ other
        either = one.sum(axis=0)[:, None] + whole - both
        found[s] = (both / np.where(either > 0, either, 1)).max(axis=1)
        agreement[s] = adjusted_rand(old, again)
    return found.mean(axis=0), float(agreement.mean())
