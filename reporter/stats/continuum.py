"""People who form no groups, as a reference: would they be parted as clearly?

Sources: Liu, Hayes, Nobel and Marron 2008, JASA 103 (significance of clustering against a null of
one cluster); Nelsen 2006, An Introduction to Copulas, 2.9 (the Gaussian copula).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from .clusters import k_means, silhouette, standardised
from .drivers import correlations

Floats = NDArray[np.float64]

_LARGE = 5000  # rows of the sample on which correlations are corrected
_CORRECTIONS = 6


def continuum_p(  # noqa: PLR0913 - whom rows stand for, beside what is drawn
    matrix: Floats,
    k: int,
    observed: float,
    samples: int,
    draw: np.random.Generator,
    *,
    weights: Floats | None = None,
) -> float:
    """Return the probability of so clear a separation in people who form no groups at all.

    The reference has the same answers in every column and the same correlations (a Gaussian
    copula), the same weights in no order, and is grouped the same way: k-means also cuts a
    continuum into parts. The statistic is the silhouette.

    Args:
        matrix: [rows, columns] without nan; no column is constant.
        k: groups.
        observed: mean silhouette of the rows in that many groups.
        samples: how many references to draw.
        draw: source of chance.
        weights: [rows], any scale, or None.
    """
    answers = _answers(matrix, weights)
    wanted = np.corrcoef(matrix, rowvar=False) if weights is None else correlations(matrix, weights)
    root = _root(_latent(answers, np.atleast_2d(wanted), draw))
    reached = 0
    for _ in range(samples):
        normal = draw.standard_normal(matrix.shape) @ root
        z = standardised(answers.at(_places(normal, weights)), weights)
        labels, _ = k_means(z, k, 3, draw, weights)
        reached += silhouette(z, labels, draw, weights) >= observed
    return (reached + 1) / (samples + 1)


@dataclass(frozen=True, slots=True, eq=False)
class _Answers:
    """The answers to each question in order, and the share of people up to each; [rows, columns].

    ``shares`` is None where everybody counts the same.
    """

    values: Floats
    shares: Floats | None

    def at(self, places: Floats) -> Floats:
        """Return the answers at places from 0 to below 1, [any, columns]."""
        n = len(self.values)
        if self.shares is None:
            rows = (places * n).astype(np.int64)
        else:
            pairs = zip(self.shares.T, places.T, strict=True)
            rows = np.stack([np.searchsorted(one, own, "right") for one, own in pairs], axis=1)
        found: Floats = np.take_along_axis(self.values, np.minimum(rows, n - 1), axis=0)
        return found


def _answers(matrix: Floats, weights: Floats | None) -> _Answers:
    order = np.argsort(matrix, axis=0, kind="stable")
    shares = None if weights is None else np.cumsum(weights[order], axis=0) / weights.sum()
    return _Answers(np.take_along_axis(matrix, order, axis=0), shares)


def _places(normal: Floats, weights: Floats | None) -> Floats:
    """Return the share of people below each row, and half of its own, in every column."""
    order = normal.argsort(axis=0, kind="stable")
    w = np.ones(len(normal)) if weights is None else weights
    upto = np.cumsum(w[order], axis=0) - w[order] / 2
    found = np.empty(normal.shape)
    np.put_along_axis(found, order, upto / w.sum(), axis=0)
    return found


def _latent(answers: _Answers, wanted: Floats, draw: np.random.Generator) -> Floats:
    """Return the correlations of normal variables that give the answers those ``wanted``.

    Answers on a scale of few steps are correlated less than what lies behind them; a few
    corrections on one large sample make up for it.
    """
    normal = draw.standard_normal((_LARGE, wanted.shape[0]))
    latent = wanted.copy()
    for _ in range(_CORRECTIONS):
        drawn = standardised(answers.at(special.ndtr(normal @ _root(latent))))
        made = drawn.T @ drawn / len(drawn)  # 0 of an answer too rare to be drawn
        latent = np.clip(latent + wanted - made, -0.999, 0.999)
        np.fill_diagonal(latent, 1.0)
    return latent


def _root(correlations: Floats) -> Floats:
    """Return A with A'A = R, also of a matrix that is not quite positive definite."""
    values, vectors = np.linalg.eigh(correlations)
    found: Floats = (vectors * np.sqrt(np.maximum(values, 0.0))) @ vectors.T
    found /= np.sqrt((found**2).sum(axis=0))
    return found
