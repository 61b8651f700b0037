"""Penalised logistic regression: a closed form, its own definition by brute force, separation."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import optimize, special, stats

from reporter.stats.firth import penalised_odds
from reporter.stats.logistic import SeparationError, fit


def crossed(a: int, b: int, c: int, d: int) -> tuple[np.ndarray, np.ndarray]:
    """Return predictor and outcome of a table: a with both, b predictor only, c outcome only."""
    x = np.repeat([1.0, 1, 0, 0], [a, b, c, d])
    return x[:, None], np.repeat([1.0, 0, 1, 0], [a, b, c, d])


@pytest.mark.parametrize("table", [(12, 5, 7, 20), (9, 0, 11, 25), (0, 8, 14, 6)])
def test_one_predictor_is_the_table_with_halves(table: tuple[int, int, int, int]) -> None:
    a, b, c, d = (count + 0.5 for count in table)
    ((odds, low, high, p),) = penalised_odds(*crossed(*table))
    assert odds == pytest.approx(a * d / (b * c), rel=1e-8)
    assert low < odds < high
    assert 0 <= p <= 1


def test_limits_and_p_are_those_of_the_profile() -> None:
    """The likelihood times the root of |X'WX|, maximised anew by a general search."""
    rng = np.random.default_rng(4)
    x = (rng.random((40, 2)) < 0.5).astype(float)
    y = ((x[:, 0] == 1) | (rng.random(40) < 0.2)).astype(float)  # the first nearly separates
    y[x[:, 0] == 1] = 1.0
    with pytest.raises(SeparationError):
        fit(x, y)
    design = np.column_stack([np.ones(40), x])

    def loss(beta: np.ndarray) -> float:
        chance = special.expit(design @ beta)
        information = (design * (chance * (1 - chance))[:, None]).T @ design
        own = special.log_expit((2 * y - 1) * (design @ beta)).sum()
        return -float(own + np.linalg.slogdet(information)[1] / 2)

    def held(k: int, value: float) -> float:
        others = [j for j in range(3) if j != k]

        def inner(free: np.ndarray) -> float:
            beta = np.empty(3)
            beta[others], beta[k] = free, value
            return loss(beta)

        return float(optimize.minimize(inner, np.zeros(2), options={"gtol": 1e-9}).fun)

    top = optimize.minimize(loss, np.zeros(3), options={"gtol": 1e-9})
    for k, (odds, low, high, p) in enumerate(penalised_odds(x, y), start=1):
        assert np.log(odds) == pytest.approx(top.x[k], abs=1e-5)
        for end in (low, high):
            assert 2 * (held(k, np.log(end)) - top.fun) == pytest.approx(3.841458821, abs=1e-6)
        assert p == pytest.approx(stats.chi2.sf(2 * (held(k, 0.0) - top.fun), 1), rel=1e-5)


def test_many_answers_without_separation_give_the_usual_odds() -> None:
    rng = np.random.default_rng(8)
    x = (rng.random((4000, 3)) < 0.4).astype(float)
    y = (rng.random(4000) < special.expit(x @ [1.0, -0.5, 0.0] - 0.3)).astype(float)
    plain = np.exp(fit(x, y).coefficients[1:])
    assert [one[0] for one in penalised_odds(x, y)] == pytest.approx(plain, rel=2e-3)


def test_limits() -> None:
    x, y = crossed(5, 5, 5, 5)
    with pytest.raises(ValueError, match="combination"):
        penalised_odds(np.column_stack([x, x]), y)
    turned = penalised_odds(x, 1 - y)[0]
    assert turned[0] == pytest.approx(1.0)
    assert turned[3] == pytest.approx(1.0)
