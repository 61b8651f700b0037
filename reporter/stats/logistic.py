"""Logistic regression by iteratively reweighted least squares (maximum likelihood).

Source: McCullagh and Nelder 1989, Generalized Linear Models, 2.5 and 4.4; separation as in
Albert and Anderson 1984, Biometrika 71.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

Floats = NDArray[np.float64]

_MOST_STEPS = 50
_SAME = 1e-12  # relative change of the log likelihood that ends the search
_EVEN = 1e-12  # weights of mean 1 that differ by less are equal
_FLAT = 1e-10  # least reciprocal condition of the information


class SeparationError(ValueError):
    """The outcome is told apart without error: the likelihood has no maximum."""


@dataclass(frozen=True, slots=True, eq=False)
class Logit:
    """A fitted model, intercept first.

    Attributes:
        coefficients: [1 + p], log odds.
        covariance: [1 + p, 1 + p], inverse of the information.
        log_likelihood: of the model.
        n: rows.
    """

    coefficients: Floats
    covariance: Floats
    log_likelihood: float
    n: int

    @property
    def errors(self) -> Floats:
        """Standard errors, [1 + p]."""
        return np.asarray(np.sqrt(np.diagonal(self.covariance)), dtype=np.float64)


def fit(predictors: Floats, outcome: Floats, weights: Floats | None = None) -> Logit:
    """Fit the odds of outcome 1 by predictors.

    Args:
        predictors: [n, p], complete; the intercept is added here.
        outcome: [n], 0 or 1.
        weights: [n], of people in any scale. Uneven ones maximise the pseudo-likelihood, with
            the covariance of Binder 1983 (International Statistical Review 51): the sandwich of
            linearised scores, n/(n-1). Equal ones change nothing.

    Raises:
        SeparationError: a combination of predictors tells the outcomes apart (or nearly).
        ValueError: an outcome other than 0 and 1, only one of them, or predictors that are
            combinations of each other.
    """
    y = np.asarray(outcome, dtype=np.float64)
    if not np.isin(y, (0.0, 1.0)).all() or not 0 < y.mean() < 1:
        raise ValueError("both outcomes, 0 and 1, are needed")
    x = np.column_stack([np.ones(len(y)), predictors]).astype(np.float64)
    centre, spread = x.mean(axis=0), x.std(axis=0)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("a predictor is a combination of others")
    centre[0], spread[0] = 0.0, 1.0
    z = (x - centre) / spread
    w = np.ones(len(y)) if weights is None else weights / weights.mean()
    found, information, best = _search(z, y, w)
    if 1 / np.linalg.cond(information) < _FLAT:
        raise SeparationError("the outcomes are told apart without error")
    turn = np.diag(1 / spread)
    turn[0, 1:] = -centre[1:] / spread[1:]
    inverse = np.linalg.inv(information)
    if float(np.ptp(w)) > _EVEN:
        scores = z * (w * (y - special.expit(z @ found)))[:, None]
        inverse = inverse @ (scores.T @ scores) @ inverse * len(y) / (len(y) - 1)
    covariance = turn @ inverse @ turn.T
    return Logit(turn @ found, covariance, best, len(y))


def _search(z: Floats, y: Floats, w: Floats) -> tuple[Floats, Floats, float]:
    """Return the coefficients, the information there, and the log likelihood."""
    beta = np.zeros(z.shape[1])
    best = _log_likelihood(z, y, w, beta)
    for _ in range(_MOST_STEPS):
        chance = special.expit(z @ beta)
        information = _information(z, w, chance)
        if not 1 / np.linalg.cond(information) > _FLAT:
            raise SeparationError("the outcomes are told apart without error")
        step = np.linalg.solve(information, z.T @ (w * (y - chance)))
        now = _log_likelihood(z, y, w, beta + step)
        while now < best - _SAME * abs(best) and np.abs(step).max() > _SAME:
            step = step / 2
            now = _log_likelihood(z, y, w, beta + step)
        beta = beta + step
        if abs(now - best) <= _SAME * (abs(best) + _SAME) and np.abs(step).max() < 1e-9:
            return beta, _information(z, w, special.expit(z @ beta)), now
        best = now
    raise SeparationError("the likelihood has no maximum")


def _information(z: Floats, w: Floats, chance: Floats) -> Floats:
    return np.asarray((z * (w * chance * (1 - chance))[:, None]).T @ z, dtype=np.float64)


def _log_likelihood(z: Floats, y: Floats, w: Floats, beta: Floats) -> float:
    return float(w @ special.log_expit((2 * y - 1) * (z @ beta)))
