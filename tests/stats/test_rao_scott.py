"""Chi-squared of weighted answers against R survey 4.1, Pearson's test and repeated rows."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reporter.stats.contingency import chi_squared, rao_scott

DATA = Path(__file__).parents[1] / "data"
R = json.loads((DATA / "oracle" / "survey_api.json").read_text("utf-8"))["results"]


def counted(rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    table = np.zeros((int(rows.max()) + 1, int(columns.max()) + 1))
    np.add.at(table, (rows, columns), 1)
    return table


def test_clusters_equal_r() -> None:
    """R prints the second-order F; it follows from the same design effects.

    R compares with a simple random sample of divisor n, which is n - 1 here.
    """
    with (DATA / "studies" / "apiclus1.csv").open(encoding="utf-8") as file:
        table = list(csv.DictReader(file))
    wide = np.unique([row["sch.wide"] for row in table], return_inverse=True)[1]
    kind = np.unique([row["stype"] for row in table], return_inverse=True)[1]
    weights = np.array([float(row["pw"]) for row in table])
    districts = np.array([row["dnum"] for row in table])
    units, n = len(set(districts)), len(table)
    found = rao_scott(wide, kind, weights, districts, units / float(table[0]["fpc"]))
    assert found is not None
    expected = R["clus1_svychisq"]
    spread = found.effects.sum() ** 2 / (found.effects**2).sum()
    assert found.statistic / found.degrees * (n - 1) / n == pytest.approx(
        expected["statistic"], abs=1e-9
    )
    assert spread == pytest.approx(expected["ndf"], abs=1e-9)
    assert spread * (units - 1) == pytest.approx(expected["ddf"], abs=1e-8)


codes = st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2)), min_size=8, max_size=60)


@given(codes, st.floats(1e-3, 1e3))
@settings(max_examples=60, deadline=None)
def test_equal_weights_are_pearson(pairs: list[tuple[int, int]], weight: float) -> None:
    rows, columns = np.array(pairs).T
    plain = chi_squared(counted(rows, columns))
    found = rao_scott(rows, columns, np.full(len(pairs), weight))
    if plain is None:
        assert found is None
        return
    assert found is not None
    assert found.degrees == plain.degrees
    if (counted(rows, columns)[:, counted(rows, columns).any(axis=0)] > 0).all():
        assert found.statistic == pytest.approx(plain.statistic, rel=1e-7, abs=1e-7)
        assert found.p == pytest.approx(plain.p, rel=1e-6, abs=1e-8)
    assert found.cramer_v == pytest.approx(plain.cramer_v, rel=1e-9)


def test_scale_says_nothing_and_uneven_weights_cost() -> None:
    draw = np.random.default_rng(3)
    rows, columns = draw.integers(0, 3, 400), draw.integers(0, 4, 400)
    weights = draw.uniform(0.2, 4, 400)
    one, other = (rao_scott(rows, columns, weights * scale) for scale in (1, 7))
    assert one is not None
    assert other is not None
    assert one.statistic == pytest.approx(other.statistic, rel=1e-9)
    assert one.effect == pytest.approx(400 * (weights**2).sum() / weights.sum() ** 2, rel=0.1)


def test_weights_of_a_population_do_not_make_a_table_significant() -> None:
    draw = np.random.default_rng(5)
    rejected = 0
    for _ in range(300):
        rows, columns = draw.integers(0, 2, 200), draw.integers(0, 3, 200)
        found = rao_scott(rows, columns, draw.choice([10.0, 90.0], 200))
        assert found is not None
        rejected += found.p < 0.05
    assert 0.02 < rejected / 300 < 0.09  # taken for counts, nearly all would be


def test_limits() -> None:
    ones = np.ones(4)
    assert rao_scott(np.zeros(4, int), np.array([0, 1, 0, 1]), ones) is None
    assert rao_scott(np.array([0, 1]), np.array([0, 1]), np.ones(2)) is None
    assert rao_scott(np.zeros(0, int), np.zeros(0, int), np.zeros(0)) is None
