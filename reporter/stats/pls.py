"""Partial least squares path models on covariance matrices.

One sample or many resamples are estimated at once: a leading axis counts them, so that a
thousand bootstraps are a few matrix products. Sources: Wold 1982, Soft modeling (in Jöreskog and
Wold, Systems under indirect observation II); Lohmöller 1989, Latent variable path modeling with
partial least squares; Tenenhaus, Esposito Vinzi, Chatelin, Lauro 2005, Computational Statistics
and Data Analysis 48.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Scheme = Literal["centroid", "factorial", "path"]
Metric = Literal["standardised", "raw"]

TOLERANCE = 1e-12  # largest change of a weight between two rounds
MOST_ROUNDS = 500
_FLAT = 1e-12  # a variance below this share of the largest is none


@dataclass(frozen=True, slots=True)
class Design:
    """What measures what, and what acts on what.

    Attributes:
        blocks: [items], number of the construct that each item measures.
        arrows: [constructs, constructs], ``arrows[j, k]`` where construct j acts on k; without
            circles.
        formative: [constructs], mode B (weights by regression) instead of mode A.
    """

    blocks: NDArray[np.int64]
    arrows: Bools
    formative: Bools

    @property
    def member(self) -> Floats:
        """[items, constructs], 1 where the item belongs to the construct."""
        return np.asarray(self.blocks[:, None] == np.arange(len(self.arrows)), dtype=np.float64)

    def predecessors(self, k: int) -> NDArray[np.int64]:
        """Return the constructs that act on ``k`` directly."""
        return np.flatnonzero(self.arrows[:, k])


@dataclass(frozen=True, slots=True)
class Fit:
    """Estimates; every array has the leading axes of the covariances that were given.

    Attributes:
        weights: [..., items] outer weights; scores of variance 1 are the sums of items times
            weights (standardised items in the standardised metric).
        loadings: [..., items] correlation of an item with its construct.
        correlations: [..., constructs, constructs] of the scores.
        paths: [..., constructs, constructs] standardised regression coefficients, 0 without arrow.
        r_squared: [..., constructs], 0 for constructs without predecessor.
        converged: [...], whether weights stood still before :data:`MOST_ROUNDS`.
        rounds: how many rounds the slowest took.
    """

    weights: Floats
    loadings: Floats
    correlations: Floats
    paths: Floats
    r_squared: Floats
    converged: Bools
    rounds: int


def layers(arrows: Bools) -> list[int]:
    """Return for every construct the length of the longest way to it.

    Raises:
        ValueError: the arrows run in a circle.
    """
    depth = [0] * len(arrows)
    for _ in range(len(arrows) + 1):
        nexts = [
            max((depth[j] + 1 for j in np.flatnonzero(arrows[:, k])), default=0)
            for k in range(len(arrows))
        ]
        if nexts == depth:
            return depth
        depth = nexts
    raise ValueError("the arrows run in a circle")


def estimate(
    covariance: Floats, design: Design, scheme: Scheme = "centroid", metric: Metric = "standardised"
) -> Fit:
    """Estimate a path model from covariances of its items.

    Outer proxies are sums of items, inner proxies sums of the neighbouring constructs: with the
    sign of their correlation (centroid), the correlation itself (factorial), or regression
    coefficients of predecessors and correlations of successors (path). Mode A weighs an item by
    its covariance with the inner proxy, mode B by regression. Signs: the loadings of a construct
    sum to more than 0.

    Args:
        covariance: [..., items, items]; ``standardised`` estimates on its correlations, ``raw``
            on itself (Tenenhaus et al. 2005 print that one for items on one scale).
        design: the model.
        scheme: how inner proxies are made.
        metric: what the weights are estimated on.

    Raises:
        ValueError: an item has no variance, or a construct stands alone.
    """
    sizes = np.sqrt(np.diagonal(covariance, axis1=-2, axis2=-1))
    if not np.all(sizes > np.sqrt(_FLAT)):
        raise ValueError("an item has no variance")
    neighbours = design.arrows | design.arrows.T
    if not neighbours.any(axis=0).all():
        raise ValueError("a construct has no arrow")
    scale = sizes[..., :, None] * sizes[..., None, :]
    used = covariance / scale if metric == "standardised" else covariance
    member = design.member
    weights = _unit(used, np.broadcast_to(member, (*used.shape[:-1], member.shape[1])))
    # a covariance is larger in smaller units: the weights that it is held against are smaller
    size = np.ones_like(sizes) if metric == "standardised" else sizes
    still = np.zeros(used.shape[:-2], dtype=np.bool_)
    rounds = 0
    while rounds < MOST_ROUNDS and not still.all():
        rounds += 1
        inner = _inner(_scores(used, weights), design, scheme, neighbours)
        found = _unit(used, _outer(used, used @ weights @ inner, design))
        change = np.abs(np.abs(found) - np.abs(weights)).sum(axis=-1) * size
        still = change.max(axis=-1) < TOLERANCE
        weights = found
    return _finished(used, weights, design, still, rounds)


def _scores(used: Floats, weights: Floats) -> Floats:
    """Return [..., constructs, constructs], the covariances of the scores."""
    return np.asarray(np.swapaxes(weights, -1, -2) @ used @ weights)


def _unit(used: Floats, weights: Floats) -> Floats:
    """Return weights [..., items, constructs] so that scores have variance 1."""
    variance = np.einsum("...ij,...ij->...j", weights, used @ weights)
    return np.asarray(weights / np.sqrt(variance)[..., None, :])


def _inner(scores: Floats, design: Design, scheme: Scheme, neighbours: Bools) -> Floats:
    """Return [..., constructs, constructs]: column j makes the inner proxy of construct j."""
    if scheme == "centroid":
        return np.asarray(np.sign(scores) * neighbours)
    inner = np.array(scores * neighbours)
    if scheme == "path":
        regressed = _regressed(scores, design)
        inner = np.where(design.arrows, regressed, inner)
    return np.asarray(inner)


def _regressed(scores: Floats, design: Design) -> Floats:
    """Return [..., constructs, constructs] coefficients of predecessors (rows) on each column."""
    paths = np.zeros_like(scores)
    for k in range(len(design.arrows)):
        before = design.predecessors(k)
        if len(before):
            among = scores[..., before[:, None], before[None, :]]
            paths[..., before, k] = np.linalg.solve(among, scores[..., before, k, None])[..., 0]
    return paths


def _outer(used: Floats, with_inner: Floats, design: Design) -> Floats:
    """Return outer weights, not yet of unit scores, from covariances of items and inner proxies."""
    weights = with_inner * design.member
    for k in np.flatnonzero(design.formative):
        items = np.flatnonzero(design.blocks == k)
        block = used[..., items[:, None], items[None, :]]
        weights[..., items, k] = np.linalg.solve(block, with_inner[..., items, k, None])[..., 0]
    return np.asarray(weights)


def _finished(used: Floats, weights: Floats, design: Design, still: Bools, rounds: int) -> Fit:
    own = np.arange(len(design.blocks))
    sizes = np.sqrt(np.diagonal(used, axis1=-2, axis2=-1))
    loadings = (used @ weights)[..., own, design.blocks] / sizes
    turned = np.where(loadings @ design.member < 0, -1.0, 1.0)
    weights = weights * turned[..., None, :]
    scores = _scores(used, weights)
    paths = _regressed(scores, design)
    explained = np.einsum("...jk,...jk->...k", paths, scores)
    return Fit(
        weights=weights[..., own, design.blocks],
        loadings=loadings * turned[..., design.blocks],
        correlations=scores,
        paths=paths,
        r_squared=np.asarray(explained),
        converged=np.asarray(still),
        rounds=rounds,
    )


def total_effects(paths: Floats) -> Floats:
    """Return direct plus indirect effects, (I - B)^-1 - I; [..., constructs, constructs]."""
    one = np.eye(paths.shape[-1])
    return np.asarray(np.linalg.inv(one - paths) - one)


@dataclass(frozen=True, slots=True)
class Bounds:
    """Smallest and largest answer of each item, [items]."""

    low: Floats
    high: Floats


def index_weights(weights: Floats, deviations: Floats, metric: Metric, design: Design) -> Floats:
    """Return [..., items] weights of the items in their own units, summing to 1 a construct.

    In the standardised metric a weight belongs to the item divided by its standard deviation.
    """
    own = weights / deviations if metric == "standardised" else weights
    return np.asarray(own / (own @ design.member)[..., design.blocks])


def index(weights: Floats, means: Floats, bounds: Bounds, design: Design) -> Floats:
    """Return [..., constructs], the index of 0-100 of each construct.

    (Σ w x̄ - Σ w min) / Σ w (max - min) · 100 with the weights of :func:`index_weights`
    (Fornell, Johnson, Anderson, Cha, Bryant 1996, Journal of Marketing 60, appendix).
    NaN where a weight is negative: then the largest score is not at the largest answers.
    """
    over = (weights * (means - bounds.low)) @ design.member
    span = (weights * (bounds.high - bounds.low)) @ design.member
    wrong = (weights < 0).astype(np.float64) @ design.member > 0
    return np.asarray(np.where(wrong, np.nan, 100 * over / np.where(wrong, 1.0, span)))
