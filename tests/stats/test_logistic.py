"""Logistic regression against statsmodels, a published table, a fourfold table, and separation."""

from __future__ import annotations

from math import log, sqrt

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.stats.logistic import SeparationError, fit


def made(seed: int, n: int = 200, p: int = 3) -> tuple[np.ndarray, np.ndarray]:
    draw = np.random.default_rng(seed)
    x = draw.normal(size=(n, p))
    chance = 1 / (1 + np.exp(-(0.3 + x @ np.linspace(-1, 1, p))))
    return x, (draw.random(n) < chance).astype(float)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 1000))
def test_equals_statsmodels(seed: int) -> None:
    x, y = made(seed)
    mine = fit(x, y)
    theirs = sm.Logit(y, sm.add_constant(x)).fit(disp=0, tol=1e-14, maxiter=100)
    assert np.abs(mine.coefficients - theirs.params).max() < 1e-8
    assert np.abs(mine.errors - theirs.bse).max() < 1e-8
    assert mine.log_likelihood == pytest.approx(theirs.llf, abs=1e-8)


def test_published_example() -> None:
    """Spector and Mazzeo 1980, as printed by Greene, Econometric Analysis: 3 to 4 digits."""
    data = sm.datasets.spector.load_pandas().data
    found = fit(data[["GPA", "TUCE", "PSI"]].to_numpy(), data["GRADE"].to_numpy())
    assert found.coefficients == pytest.approx([-13.021, 2.826, 0.095, 2.379], abs=6e-4)
    assert found.errors == pytest.approx([4.931, 1.263, 0.142, 1.065], abs=6e-4)
    assert found.log_likelihood == pytest.approx(-12.890, abs=6e-4)
    assert found.n == 32


def test_one_yes_or_no_predictor_is_the_fourfold_table() -> None:
    """Woolf 1955: ln(ad/bc), with variance 1/a + 1/b + 1/c + 1/d."""
    a, b, c, d = 40, 10, 25, 30
    x = np.repeat([1.0, 1.0, 0.0, 0.0], [a, b, c, d])[:, None]
    y = np.repeat([1.0, 0.0, 1.0, 0.0], [a, b, c, d])
    found = fit(x, y)
    assert found.coefficients[1] == pytest.approx(log(a * d / (b * c)), abs=1e-10)
    assert found.errors[1] == pytest.approx(sqrt(1 / a + 1 / b + 1 / c + 1 / d), abs=1e-10)


@settings(max_examples=20, deadline=None)
@given(st.permutations(range(200)), st.floats(0.01, 100), st.floats(-50, 50))
def test_order_and_units(order: list[int], scale: float, shift: float) -> None:
    x, y = made(1)
    base, turned = fit(x, y), fit(x[order] * scale + shift, y[order])
    assert turned.coefficients[1:] * scale == pytest.approx(base.coefficients[1:], rel=1e-6)
    assert turned.log_likelihood == pytest.approx(base.log_likelihood, abs=1e-8)


def test_separation_is_said() -> None:
    x = np.arange(20.0)[:, None]
    with pytest.raises(SeparationError):
        fit(x, (x[:, 0] > 9.5).astype(float))
    quasi = np.repeat([1.0, 0.0, 0.0], [10, 10, 10])[:, None]  # all with 1 have the outcome
    with pytest.raises(SeparationError):
        fit(quasi, np.repeat([1.0, 1.0, 0.0], [10, 10, 10]))


def test_what_cannot_be_fitted() -> None:
    x, y = made(2, n=30)
    with pytest.raises(ValueError, match="both outcomes"):
        fit(x, np.ones(30))
    with pytest.raises(ValueError, match="both outcomes"):
        fit(x, y + 1)
    with pytest.raises(ValueError, match="combination"):
        fit(np.column_stack([x, x[:, 0] + x[:, 1]]), y)
    with pytest.raises(ValueError, match="combination"):
        fit(np.column_stack([x, np.ones(30)]), y)
