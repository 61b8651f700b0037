"""k-means, silhouette, agreement of groupings, stability: by definition, by scipy, on noise."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.cluster.vq import kmeans2
from scipy.spatial.distance import cdist

from reporter.stats import clusters
from reporter.stats.continuum import continuum_p


def planted(seed: int = 1, n: int = 240, apart: float = 4.0) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    centres = np.array([[0, 0, 0, 0], [apart, 0, apart, 0], [0, apart, 0, apart]])
    labels = draw.choice(3, n, p=[0.5, 0.3, 0.2])
    return centres[labels] + draw.normal(size=(n, 4)), labels


def test_planted_groups_are_found_largest_first() -> None:
    matrix, labels = planted()
    found, inertia = clusters.k_means(matrix, 3, 10, np.random.default_rng(1))
    assert clusters.adjusted_rand(labels, found) > 0.97
    sizes = np.bincount(found)
    assert list(sizes) == sorted(sizes, reverse=True)
    means = np.array([matrix[found == g].mean(axis=0) for g in range(3)])
    assert inertia == pytest.approx(((matrix - means[found]) ** 2).sum())


@pytest.mark.parametrize("k", [2, 3, 5])
def test_never_worse_than_scipy(k: int) -> None:
    matrix, _ = planted(2)
    _, inertia = clusters.k_means(matrix, k, 20, np.random.default_rng(1))
    best = min(
        ((matrix - centres[labels]) ** 2).sum()
        for centres, labels in (kmeans2(matrix, k, minit="++", seed=s) for s in range(10))
    )
    assert inertia <= best * (1 + 1e-9)


def test_silhouette_is_rousseeuws() -> None:
    matrix, labels = planted(3, n=60)
    labels[:] = np.where(np.arange(60) == 0, 3, labels)  # one alone in its group counts 0
    distances = cdist(matrix, matrix)
    widths = []
    for i in range(60):
        own = labels == labels[i]
        if own.sum() == 1:
            widths.append(0.0)
            continue
        a = distances[i, own].sum() / (own.sum() - 1)
        b = min(distances[i, labels == g].mean() for g in set(labels) - {labels[i]})
        widths.append((b - a) / max(a, b))
    found = clusters.silhouette(matrix, labels, np.random.default_rng(1))
    assert found == pytest.approx(np.mean(widths), abs=1e-7)
    assert clusters.silhouette(matrix, np.zeros(60, dtype=int), np.random.default_rng(1)) == 0.0


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=4, max_size=25))
def test_adjusted_rand_by_counting_pairs(rows: list[tuple[int, int]]) -> None:
    one, other = (np.array(column) for column in zip(*rows, strict=True))
    pairs = list(combinations(range(len(rows)), 2))
    same = np.array([(one[i] == one[j], other[i] == other[j]) for i, j in pairs], dtype=float)
    index, a, b = same.prod(axis=1).sum(), same[:, 0].sum(), same[:, 1].sum()
    expected = a * b / len(pairs)
    most = (a + b) / 2
    value = (index - expected) / (most - expected) if most > expected else 1.0
    assert clusters.adjusted_rand(one, other) == pytest.approx(value, abs=1e-9)
    assert clusters.adjusted_rand(one, one) == pytest.approx(1.0)


def test_planted_groups_come_again_and_noise_does_not() -> None:
    matrix, _ = planted(4)
    draw = np.random.default_rng(1)
    labels, _ = clusters.k_means(matrix, 3, 10, draw)
    jaccard, rand = clusters.stability(matrix, labels, 3, 30, draw)
    assert jaccard.min() > 0.9
    assert rand > 0.9
    noise = draw.normal(size=(240, 5))
    labels, _ = clusters.k_means(noise, 5, 10, draw)
    jaccard, _ = clusters.stability(noise, labels, 5, 30, draw)
    assert jaccard.min() < 0.75


def test_a_continuum_is_no_group_on_a_scale_of_four_either() -> None:
    """One mood behind all answers: stable halves, and no clearer than without groups."""
    calls = []
    for seed in range(6):
        draw = np.random.default_rng(seed)
        mood = draw.normal(size=(200, 1)) + draw.normal(0, 0.7, (200, 5))
        matrix = np.clip(np.round(mood * 0.9 + 3.2), 1, 4)
        z = clusters.standardised(matrix)
        labels, _ = clusters.k_means(z, 2, 5, draw)
        width = clusters.silhouette(z, labels, draw)
        calls.append(continuum_p(matrix, 2, width, 40, draw))
    assert sum(p < 0.05 for p in calls) <= 1
    matrix, _ = planted(5)
    z, draw = clusters.standardised(matrix), np.random.default_rng(1)
    labels, _ = clusters.k_means(z, 3, 5, draw)
    width = clusters.silhouette(z, labels, draw)
    assert continuum_p(matrix, 3, width, 40, draw) == pytest.approx(1 / 41)


def test_equal_rows_leave_groups_empty_without_a_crash() -> None:
    matrix = np.repeat(np.array([[0.0, 0.0], [1.0, 1.0]]), 20, axis=0)
    labels, inertia = clusters.k_means(matrix, 4, 5, np.random.default_rng(1))
    assert inertia == pytest.approx(0.0)
    assert len(np.unique(labels)) == 2


WEIGHTS = np.random.default_rng(7).integers(1, 4, 240).astype(float)
TWICE = np.repeat(np.arange(240), WEIGHTS.astype(int))


def test_whole_weights_group_as_rows_repeated() -> None:
    matrix, _ = planted(6, apart=2.0)
    one, other = np.random.default_rng(1), np.random.default_rng(1)
    z = clusters.standardised(matrix, WEIGHTS)
    assert z[TWICE] == pytest.approx(clusters.standardised(matrix[TWICE]), abs=1e-12)
    labels, inertia = clusters.k_means(z, 3, 20, one, WEIGHTS)
    repeated, again = clusters.k_means(z[TWICE], 3, 20, other)
    assert np.array_equal(labels[TWICE], repeated)
    assert inertia == pytest.approx(again, rel=1e-12)
    assert not np.array_equal(labels, clusters.k_means(z, 3, 20, one)[0])


def test_a_weighted_silhouette_leaves_out_the_row_itself() -> None:
    """By hand: three in a group, two in the other, one alone."""
    z = np.array([[0.0], [1.0], [3.0], [10.0], [12.0], [30.0]])
    labels, w = np.array([0, 0, 0, 1, 1, 2]), np.array([1.0, 2.0, 1.0, 3.0, 1.0, 2.0])
    near = np.array([5 / 3, 3 / 2, 7 / 3, 2.0, 2.0])
    far = np.array([10.5, 9.5, 7.5, 35 / 4, 43 / 4])
    widths = np.append((far - near) / far, 0.0)
    found = clusters.silhouette(z, labels, np.random.default_rng(1), w)
    assert found == pytest.approx(float(w @ widths / w.sum()), abs=1e-12)


def test_equal_weights_change_nothing() -> None:
    matrix, _ = planted(8)
    found = []
    for w in (None, np.ones(240), np.full(240, 0.01)):
        draw = np.random.default_rng(1)
        z = clusters.standardised(matrix, w)
        labels, _ = clusters.k_means(z, 3, 5, draw, w)
        width = clusters.silhouette(z, labels, draw, w)
        jaccard, _ = clusters.stability(z, labels, 3, 10, draw, weights=w)
        found.append([*jaccard, width, continuum_p(matrix, 3, width, 20, draw, weights=w)])
    assert found[1] == pytest.approx(found[0], abs=1e-9)
    assert found[2] == pytest.approx(found[0], abs=1e-9)


def test_a_weighted_continuum_is_no_group_either() -> None:
    """Weights that go with the answers bend the reference the same way."""
    calls = []
    for seed in range(6):
        draw = np.random.default_rng(seed)
        mood = draw.normal(size=(200, 1)) + draw.normal(0, 0.7, (200, 4))
        w = np.exp(0.5 * mood[:, 0])
        z = clusters.standardised(mood, w)
        labels, _ = clusters.k_means(z, 2, 5, draw, w)
        width = clusters.silhouette(z, labels, draw, w)
        calls.append(continuum_p(mood, 2, width, 40, draw, weights=w))
    assert sum(p < 0.05 for p in calls) <= 1
