"""Linearised variances against R survey 4.1 and against themselves."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.stats.linear import composite_errors, effective_size, mean_error

DATA = Path(__file__).parents[1] / "data" / "api"


def column(table: str, name: str) -> np.ndarray:
    with (DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        texts = [row[name] for row in csv.DictReader(file)]
    return np.array(texts) if name == "stype" else np.array(texts, dtype=float)


def test_simple_random_sample() -> None:
    y, ones = column("apisrs", "api00"), np.ones(200)
    mean, error = mean_error(y, ones)
    assert (mean, error) == (pytest.approx(656.585), pytest.approx(9.4027721709, abs=1e-9))
    corrected = mean_error(y, ones, population=column("apisrs", "fpc"))[1]
    assert corrected == pytest.approx(9.2497220393, abs=1e-9)


def test_stratified_sample() -> None:
    mean, error = mean_error(
        column("apistrat", "api00"),
        column("apistrat", "pw"),
        strata=column("apistrat", "stype"),
        population=column("apistrat", "fpc"),
    )
    assert mean == pytest.approx(662.2873631593, abs=1e-9)
    assert error == pytest.approx(9.4089408028, abs=1e-6)


def test_cluster_sample() -> None:
    mean, error = mean_error(
        column("apiclus1", "api00"),
        column("apiclus1", "pw"),
        clusters=column("apiclus1", "dnum"),
        population=column("apiclus1", "fpc"),
    )
    assert mean == pytest.approx(644.1693989071, abs=1e-9)
    assert error == pytest.approx(23.5422406938, abs=1e-6)


def test_a_stratum_of_one_is_refused() -> None:
    with pytest.raises(ValueError, match="two sampling units"):
        mean_error(np.array([1.0, 2, 3]), np.ones(3), strata=np.array(["a", "a", "b"]))


def test_effective_size() -> None:
    # Kish 1.0516566956 and 174.0111585509: the raked cluster sample of 183 in R survey
    cells = [(50.3294011162406, 11), (29.870675492628, 132), (36.7910248643798, 17)]
    cells += [(49.0690721641239, 8), (39.8392362469351, 12), (67.1255292412626, 3)]
    weights = np.repeat([w for w, _ in cells], [n for _, n in cells])
    assert len(weights) == 183
    assert effective_size(weights.sum(), (weights**2).sum()) == pytest.approx(174.0111585509)
    assert effective_size(10.0, 10.0) == 10
    assert effective_size(0.0, 0.0) == 0


def moments(x: np.ndarray, valid: np.ndarray, w: np.ndarray) -> np.ndarray:
    """Return the moment matrix from rows; ``x`` and ``valid`` are [rows, items]."""
    u = valid * w[:, None]
    z = np.column_stack([np.ones(len(w)), u, u * x])
    return z.T @ z


def error_from_rows(x: np.ndarray, valid: np.ndarray, w: np.ndarray, share: np.ndarray) -> float:
    """Linearise row by row: slow, obvious, the reference."""
    used = valid[:, share > 0].any(axis=1)
    z = np.zeros(len(w))
    for item in range(x.shape[1]):
        size = (w * valid[:, item]).sum()
        mean = (w * valid[:, item] * x[:, item]).sum() / size if size else 0.0
        if share[item] > 0:
            z += share[item] * w * valid[:, item] * (x[:, item] - mean) / size
    n = used.sum()
    return float(np.sqrt(n / (n - 1) * (z**2).sum()))


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 10**6), rows=st.integers(3, 40), items=st.integers(1, 5))
def test_moments_give_what_rows_give(seed: int, rows: int, items: int) -> None:
    rng = np.random.default_rng(seed)
    x = rng.choice([100.0, 90, 75, 60], (rows, items))
    valid = rng.random((rows, items)) > 0.2
    valid[:2] = True
    w = rng.uniform(0.5, 3, rows)
    share = rng.dirichlet(np.ones(items))
    n = np.array([valid.any(axis=1).sum()])
    found = composite_errors(moments(x - 80, valid, w), share[None, :], n)[0]
    assert found == pytest.approx(error_from_rows(x, valid, w, share), rel=1e-9, abs=1e-9)
    shifted = composite_errors(moments(x, valid, w), share[None, :], n)[0]
    assert shifted == pytest.approx(found, rel=1e-6, abs=1e-6)  # any origin will do


def test_one_item_gives_the_textbook_error() -> None:
    y = column("apisrs", "api00")[:, None]
    found = composite_errors(
        moments(y - 500, np.ones_like(y), np.ones(200)), np.ones((1, 1)), np.array([200])
    )
    assert found[0] == pytest.approx(9.4027721709, abs=1e-9)


def test_answers_of_one_person_are_correlated() -> None:
    # two items always answered alike: as uncertain as one, not as the root of two halves
    y = column("apisrs", "api00")[:, None] * np.ones((1, 2))
    found = composite_errors(
        moments(y, np.ones_like(y), np.ones(200)), np.array([[0.5, 0.5]]), np.array([200])
    )
    assert found[0] == pytest.approx(9.4027721709, abs=1e-7)


def test_constant_and_single_rows() -> None:
    x, ones = np.full((7, 2), 90.0), np.ones((7, 2))
    w = np.array([1.1, 0.7, 2.3, 1, 1, 0.1, 3])
    share, n = np.array([[0.3, 0.7]]), np.array([7])
    assert composite_errors(moments(x - 80, ones, w), share, n)[0] == 0
    single = composite_errors(moments(x[:1], ones[:1], w[:1]), share, np.array([1]))
    assert np.isnan(single[0])
