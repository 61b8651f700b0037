"""Logistic regression by penalised likelihood, where outcomes are told apart without error.

The likelihood is multiplied by Jeffreys' prior, the root of the determinant of the information, so
that it always has a maximum. Intervals and tests are those of the profile of this likelihood, as
the estimate is far from normal there. Sources: Firth 1993, Biometrika 80; Heinze and Schemper 2002,
Statistics in Medicine 21. For one predictor of 0 and 1 it is the odds ratio of the table with one
half added to every cell.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

Floats = NDArray[np.float64]
Ratio = tuple[float, float, float, float]

_MOST_STEPS = 200
_LONGEST = 2.0  # of one step, in log odds of a standardised predictor
_FARTHEST = 30.0  # log odds beyond which there is no limit


def penalised_odds(predictors: Floats, outcome: Floats, confidence: float = 0.95) -> list[Ratio]:
    """Return odds ratio, its limits, and p of each predictor (without the intercept).

    Args:
        predictors: [n, p], complete, none of them constant.
        outcome: [n], 0 or 1, both of them.
        confidence: of the limits.

    Raises:
        ValueError: predictors that are combinations of each other, or no maximum or limit found.
    """
    x = np.column_stack([np.ones(len(outcome)), predictors]).astype(np.float64)
    if np.linalg.matrix_rank(x) < x.shape[1]:
        raise ValueError("a predictor is a combination of others")
    everything = np.ones(x.shape[1], dtype=bool)
    best, top = _search(x, outcome, np.zeros(x.shape[1]), everything)
    drop = float(special.chdtri(1, 1 - confidence)) / 2
    found: list[Ratio] = []
    for k in range(1, x.shape[1]):

        def loss(value: float, k: int = k) -> float:
            """Return how far the profile lies below the maximum."""
            start, free = best.copy(), everything.copy()
            start[k], free[k] = value, False
            return top - _search(x, outcome, start, free)[1]

        p = float(special.chdtrc(1, max(0.0, 2 * loss(0.0))))
        low, high = (_limit(loss, float(best[k]), drop, side) for side in (-1.0, 1.0))
        b = float(best[k])
        found.append((float(np.exp(b)), float(np.exp(low)), float(np.exp(high)), p))
    return found


def _limit(loss: Callable[[float], float], centre: float, drop: float, side: float) -> float:
    """Return where the profile has fallen by ``drop`` on one side of its maximum."""
    width = 0.5
    while loss(centre + side * width) < drop:
        width *= 2
        if width > _FARTHEST:
            raise ValueError("the profile has no limit")
    far = centre + side * width
    return float(optimize.brentq(lambda value: loss(value) - drop, centre, far, xtol=1e-10))


def _search(x: Floats, y: Floats, start: Floats, free: NDArray[np.bool_]) -> tuple[Floats, float]:
    """Return the maximum over the coefficients that are free, and the penalised likelihood."""
    beta = start.copy()
    now, chance, inverse, weight = _state(x, y, beta)
    for _ in range(_MOST_STEPS):
        hat = weight * np.einsum("ij,jk,ik->i", x, inverse, x)
        score = x.T @ (y - chance + hat * (0.5 - chance))
        information = (x * weight[:, None]).T @ x
        step = np.zeros(len(beta))
        step[free] = np.linalg.solve(information[np.ix_(free, free)], score[free])
        step *= min(1.0, _LONGEST / max(float(np.abs(step).max()), 1e-300))
        if np.abs(step).max() < 1e-10:
            return beta, now
        after = _state(x, y, beta + step)
        while after[0] < now - 1e-12 * abs(now) and np.abs(step).max() > 1e-11:
            step = step / 2
            after = _state(x, y, beta + step)
        if np.abs(step).max() <= 1e-11:  # as near as arithmetic gets
            return beta, now
        beta = beta + step
        now, chance, inverse, weight = after
    raise ValueError("the penalised likelihood has no maximum")


def _state(x: Floats, y: Floats, beta: Floats) -> tuple[float, Floats, Floats, Floats]:
    """Return penalised log likelihood, chances, inverse of the information, and its weights."""
    chance = special.expit(x @ beta)
    weight = chance * (1 - chance)
    information = (x * weight[:, None]).T @ x
    sign, size = np.linalg.slogdet(information)
    if sign <= 0 or not np.isfinite(size):
        raise ValueError("the information is singular")
    likelihood = float(special.log_expit((2 * y - 1) * (x @ beta)).sum()) + size / 2
    inverse = np.asarray(np.linalg.inv(information), dtype=np.float64)
    return likelihood, chance, inverse, weight
