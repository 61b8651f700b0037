"""Path models against R (plspm, semPLS, seminr) in both metrics, and what must always hold."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.stats import pls, pls_bootstrap, pls_quality, resampling
from reporter.stats.pls import Bounds, Design, Floats

DATA = Path(__file__).parents[1] / "data"
ORACLE = json.loads((DATA / "oracle/pls_mobi.json").read_text(encoding="utf-8"))
BLOCKS = {
    "Image": 5,
    "Expectation": 3,
    "Quality": 7,
    "Value": 2,
    "Satisfaction": 3,
    "Complaints": 1,
    "Loyalty": 3,
}
PREFIX = ("IMAG", "CUEX", "PERQ", "PERV", "CUSA", "CUSCO", "CUSL")
NAMES = list(BLOCKS)
ITEMS = [
    f"{prefix}{i if count > 1 else ''}"
    for prefix, count in zip(PREFIX, BLOCKS.values(), strict=True)
    for i in range(1, count + 1)
]
SCHEMES: tuple[pls.Scheme, ...] = ("centroid", "factorial", "path")


def answers() -> Floats:
    with (DATA / "studies/ecsi_mobi.csv").open(encoding="utf-8") as file:
        return np.array([[float(row[item]) for item in ITEMS] for row in csv.DictReader(file)])


def arrows() -> pls.Bools:
    found = np.zeros((7, 7), dtype=np.bool_)
    for key in ORACLE["raw"]["path_coefficients"]:
        found[place(key)] = True
    return found


def place(key: str) -> tuple[int, int]:
    start, end = key.split("->")
    return NAMES.index(start.strip()), NAMES.index(end.strip())


MOBI = answers()
S = np.cov(MOBI.T, bias=True)
R = np.corrcoef(MOBI.T)
DESIGN = Design(
    np.repeat(np.arange(7), list(BLOCKS.values())), arrows(), np.zeros(7, dtype=np.bool_)
)
BOUNDS = Bounds(np.full(24, 1.0), np.full(24, 10.0))


def apart(fit: pls.Fit, oracle: dict[str, Any], metric: pls.Metric) -> dict[str, float]:
    """Return the largest difference from R of each kind of result."""
    own = pls.index_weights(fit.weights, MOBI.std(axis=0), metric, DESIGN)
    index = pls.index(own, MOBI.mean(axis=0), BOUNDS, DESIGN)
    found = {
        "paths": [fit.paths[place(k)] - v for k, v in oracle["path_coefficients"].items()],
        "r": [fit.r_squared[NAMES.index(k)] - v for k, v in oracle["r_squared"].items()],
        "weights": [fit.weights[ITEMS.index(k)] - v for k, v in oracle["weights"].items()],
        "loadings": [fit.loadings[ITEMS.index(k)] - v for k, v in oracle["loadings"].items()],
        "gof": [pls_quality.goodness_of_fit(fit, DESIGN) - oracle["gof"]],
        "index": [
            index[NAMES.index(k)] - v["index_mean"] for k, v in oracle["index_0_100"].items()
        ],
        "index weights": [
            own[ITEMS.index(item)] - weight
            for block in oracle["index_0_100"].values()
            for item, weight in block["norm_weights"].items()
        ],
    }
    return {name: max(abs(d) for d in differences) for name, differences in found.items()}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_standardised_metric_is_r(scheme: pls.Scheme) -> None:
    oracle = ORACLE["standardised"][scheme]
    fit = pls.estimate(S, DESIGN, scheme)
    assert bool(fit.converged)
    assert max(apart(fit, oracle, "standardised").values()) < 1e-6
    effects = pls.total_effects(fit.paths)
    assert max(abs(effects[place(k)] - v) for k, v in oracle["total_effects"].items()) < 1e-6
    for k, name in enumerate(NAMES):
        own = np.flatnonzero(DESIGN.blocks == k)
        quality = pls_quality.block_quality(
            R[np.ix_(own, own)], fit.loadings[own], fit.weights[own]
        )
        if len(own) > 1:
            r = oracle["unidim"][name]
            found = (quality.alpha, quality.rho_dg, *quality.eigenvalues, quality.ave)
            known = (r["C.alpha"], r["DG.rho"], r["eig.1st"], r["eig.2nd"], oracle["ave"][name])
            assert found == pytest.approx(known, abs=1e-6)


def test_raw_metric_is_r_and_the_published_table() -> None:
    fit = pls.estimate(S, DESIGN, "centroid", "raw")
    assert max(apart(fit, ORACLE["raw"], "raw").values()) < 1e-6
    published = ORACLE["published_raw"]  # three digits
    for key, value in published["path_coefficients"].items():
        assert fit.paths[place(key)] == pytest.approx(value, abs=6e-4)
    for key, value in published["r_squared"].items():
        assert fit.r_squared[NAMES.index(key)] == pytest.approx(value, abs=6e-4)


def test_metrics_are_not_the_same_and_neither_is_the_naive_mean() -> None:
    image, satisfaction = NAMES.index("Image"), NAMES.index("Satisfaction")
    one, other = (pls.estimate(S, DESIGN, "centroid", m) for m in ("standardised", "raw"))
    assert one.paths[image, satisfaction] == pytest.approx(0.1788, abs=1e-4)
    assert other.paths[image, satisfaction] == pytest.approx(0.1527, abs=1e-4)
    own = pls.index_weights(one.weights, MOBI.std(axis=0), "standardised", DESIGN)
    index = pls.index(own, MOBI.mean(axis=0), BOUNDS, DESIGN)[satisfaction]
    assert index == pytest.approx(72.54, abs=5e-3)  # mean of ten times the answers: 74.77
    items = DESIGN.blocks == satisfaction
    assert MOBI[:, items].mean() * 10 == pytest.approx(74.77, abs=5e-3)


def test_validity_is_seminr() -> None:
    fit = pls.estimate(S, DESIGN, "factorial")
    for k, name in enumerate(NAMES):
        own = np.flatnonzero(DESIGN.blocks == k)
        found = pls_quality.block_quality(R[np.ix_(own, own)], fit.loadings[own], fit.weights[own])
        if len(own) == 1:  # R prints 1 for a single item
            assert all(value != value for value in (found.alpha, found.rho_c, found.ave))
            continue
        r = ORACLE["seminr"]["reliability"][name]
        known = (r["alpha"], r["rhoC"], r["AVE"], r["rhoA"])
        assert (found.alpha, found.rho_c, found.ave, found.rho_a) == pytest.approx(known, abs=1e-6)
    ratio = pls_quality.htmt(R, DESIGN)
    for one, row in ORACLE["seminr"]["htmt"].items():
        for other, value in row.items():
            assert ratio[NAMES.index(one), NAMES.index(other)] == pytest.approx(value, abs=1e-9)


def test_bootstrap_spreads_as_in_r() -> None:
    """Other random numbers, so standard errors agree within the noise of two thousand draws."""
    fit = pls.estimate(S, DESIGN)
    model = pls_bootstrap.Model(DESIGN, BOUNDS)
    found = pls_bootstrap.bootstrap(MOBI, model, fit.loadings, pls_bootstrap.Drawing(1000, 1))
    assert found.dropped == 0
    for key, row in ORACLE["bootstrap"].items():
        values = found.paths[:, *place(key.replace(" -> ", "->"))]
        assert values.std(ddof=1) == pytest.approx(row["Std.Error"], rel=0.15)
        low, high = pls_bootstrap.interval(values, 0.95) or (np.nan, np.nan)
        assert low == pytest.approx(row["perc.025"], abs=0.03)
        assert high == pytest.approx(row["perc.975"], abs=0.03)
        assert (low > 0 or high < 0) == (pls_bootstrap.p_value(values) < 0.05)
    again = pls_bootstrap.bootstrap(MOBI, model, fit.loadings, pls_bootstrap.Drawing(1000, 1))
    assert np.array_equal(found.paths, again.paths)


def test_batches_are_single_estimates() -> None:
    counts = np.random.default_rng(3).multinomial(250, np.full(250, 1 / 250), size=4)
    means, covariances = resampling.moments(MOBI, counts.astype(np.float64))
    together = pls.estimate(covariances, DESIGN, "path")
    for k, row in enumerate(counts):
        rows = np.repeat(MOBI, row, axis=0)
        assert means[k] == pytest.approx(rows.mean(axis=0), abs=1e-9)
        alone = pls.estimate(np.cov(rows.T, bias=True), DESIGN, "path")
        assert together.paths[k] == pytest.approx(alone.paths, abs=1e-8)


def test_a_negative_weight_refuses_the_index_of_its_construct() -> None:
    """An item that only takes the noise out of another gets a negative weight in mode B."""
    draw = np.random.default_rng(2)
    signal, noise = draw.normal(size=(2, 400))
    columns = (signal + noise, noise + 0.3 * draw.normal(size=400), signal)
    rows = np.stack([*columns, signal + 0.5 * draw.normal(size=400)], axis=1)
    arrow = np.array([[False, True], [False, False]])
    design = Design(np.array([0, 0, 1, 1]), arrow, np.array([True, False]))
    fit = pls.estimate(np.cov(rows.T), design)
    assert fit.weights[1] < 0 < fit.weights[0]
    own = pls.index_weights(fit.weights, rows.std(axis=0), "standardised", design)
    bounds = Bounds(np.full(4, -5.0), np.full(4, 5.0))
    index = pls.index(own, rows.mean(axis=0), bounds, design)
    assert list(np.isnan(index)) == [True, False]


def test_mode_b_of_two_blocks_is_the_canonical_correlation() -> None:
    arrow = np.array([[False, True], [False, False]])
    design = Design(np.array([0] * 5 + [1] * 3), arrow, np.array([True, True]))
    used = R[:8, :8]
    fit = pls.estimate(used, design)
    a, b, c = used[:5, :5], used[5:, 5:], used[:5, 5:]
    product = np.linalg.solve(a, c) @ np.linalg.solve(b, c.T)
    largest = np.sqrt(np.linalg.eigvals(product).real.max())
    assert abs(fit.paths[0, 1]) == pytest.approx(largest, abs=1e-8)


@given(st.permutations(range(24)), st.integers(0, 2))
def test_order_of_items_does_not_matter(order: list[int], scheme: int) -> None:
    moved = replace(DESIGN, blocks=DESIGN.blocks[order])
    fit = pls.estimate(S[np.ix_(order, order)], moved, SCHEMES[scheme])
    known = pls.estimate(S, DESIGN, SCHEMES[scheme])
    assert fit.paths == pytest.approx(known.paths, abs=1e-9)
    assert fit.weights == pytest.approx(known.weights[order], abs=1e-9)


@given(st.lists(st.floats(0.01, 1000), min_size=24, max_size=24))
def test_units_do_not_matter_when_standardised(units: list[float]) -> None:
    scale = np.array(units)
    fit = pls.estimate(S * np.outer(scale, scale), DESIGN)
    assert fit.paths == pytest.approx(pls.estimate(S, DESIGN).paths, abs=1e-9)


def test_raw_metric_settles_in_any_unit() -> None:
    known = pls.estimate(S, DESIGN, "centroid", "raw")
    for unit in (1e-3, 1e3):
        fit = pls.estimate(S * unit**2, DESIGN, "centroid", "raw")
        assert bool(fit.converged)
        assert fit.paths == pytest.approx(known.paths, abs=1e-9)


def test_a_reversed_item_loads_negatively_and_signs_do_not_flip() -> None:
    turned = MOBI.copy()
    turned[:, ITEMS.index("CUSA3")] = 11 - turned[:, ITEMS.index("CUSA3")]
    fit = pls.estimate(np.cov(turned.T, bias=True), DESIGN)
    assert fit.loadings[ITEMS.index("CUSA3")] < 0
    assert (fit.loadings @ DESIGN.member > 0).all()
    assert fit.paths[place("Quality->Satisfaction")] > 0


def test_limits() -> None:
    with pytest.raises(ValueError, match="variance"):
        pls.estimate(np.zeros((24, 24)), DESIGN)
    lonely = replace(DESIGN, arrows=np.zeros((7, 7), dtype=np.bool_))
    with pytest.raises(ValueError, match="arrow"):
        pls.estimate(S, lonely)
    assert pls.layers(DESIGN.arrows) == [0, 1, 2, 3, 4, 5, 6]
    with pytest.raises(ValueError, match="circle"):
        pls.layers(np.array([[False, True], [True, False]]))
    assert pls_bootstrap.interval(np.arange(10.0), 0.95) is None
    assert pls_bootstrap.p_value(np.ones(1000)) == pytest.approx(2 / 1001)
    assert pls_bootstrap.p_value(np.zeros(1000)) == 1.0


def test_resamples_without_spread_are_left_out() -> None:
    draw = np.random.default_rng(5)
    rows = draw.integers(1, 11, size=(12, 4)).astype(np.float64)
    rows[:, 0] = 5.0
    rows[0, 0] = 6.0  # gone in a third of the resamples
    arrow = np.array([[False, True], [False, False]])
    design = Design(np.array([0, 0, 1, 1]), arrow, np.array([False, False]))
    bounds = Bounds(np.full(4, 1.0), np.full(4, 10.0))
    found = pls_bootstrap.bootstrap(
        rows, pls_bootstrap.Model(design, bounds), np.ones(4), pls_bootstrap.Drawing(300, 1)
    )
    assert 60 < found.dropped < 160
    assert np.isfinite(found.paths).all()


def test_five_hundred_items() -> None:
    draw = np.random.default_rng(7)
    common = draw.normal(size=(600, 1))
    rows = common + draw.normal(size=(600, 500))
    arrow = np.zeros((5, 5), dtype=np.bool_)
    arrow[[0, 1, 2, 3], [1, 2, 3, 4]] = True
    design = Design(np.repeat(np.arange(5), 100), arrow, np.zeros(5, dtype=np.bool_))
    fit = pls.estimate(np.cov(rows.T), design)
    assert bool(fit.converged)
    assert (fit.r_squared[1:] > 0.9).all()
