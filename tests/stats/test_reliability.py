"""Reliability against R (psych, lavaan), and what must always hold."""

from __future__ import annotations

import csv
import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from reporter.stats import reliability as rel
from reporter.stats.reliability import Floats

DATA = Path(__file__).parents[1] / "data"
TEXT = (DATA / "oracle/reliability.json").read_text(encoding="utf-8")
ORACLE = json.loads(TEXT)["results"]


@cache
def sheet(file: str) -> list[dict[str, str]]:
    with (DATA / "studies" / file).open(encoding="utf-8") as opened:
        return list(csv.DictReader(opened))


def columns(file: str, names: list[str]) -> Floats:
    """Return the complete rows of some columns."""
    rows = [[row[name] for name in names] for row in sheet(file)]
    return np.array([[float(cell) for cell in row] for row in rows if all(row)])


def agreeableness(turned: bool) -> Floats:
    rows = columns("bfi_agreeableness.csv", [f"A{i}" for i in range(1, 6)])
    if turned:
        rows[:, 0] = 7 - rows[:, 0]
    return rows


MOBI = {name: list(block["r_drop"]) for name, block in ORACLE["mobi"].items()}
YELLOW = [f"q{i}" for i in range(2, 11)]


def blocks() -> list[tuple[Floats, dict[str, Any]]]:
    """Return answers with R's results for them."""
    found = [
        (columns("ecsi_mobi.csv", names), ORACLE["mobi"][name]) for name, names in MOBI.items()
    ]
    found.append((columns("yellowpages_customerSat.csv", YELLOW), ORACLE["yellowpages_q2_q10"]))
    found.append((agreeableness(True), ORACLE["bfi_agree_listwise"]))
    return found


@pytest.mark.parametrize("number", range(8))
def test_alpha_and_items_are_r(number: int) -> None:
    rows, r = blocks()[number]
    n, k = rows.shape
    assert n == r["n"]  # complete rows
    covariance = np.cov(rows.T)
    value = rel.alpha(covariance)
    assert value == pytest.approx(r["raw_alpha"], abs=1e-9)
    assert rel.alpha(np.corrcoef(rows.T)) == pytest.approx(r["std_alpha"], abs=1e-9)
    low, high = rel.alpha_interval(value, n, k, 0.95)
    assert (low, high) == pytest.approx((r["feldt"][0], r["feldt"][2]), abs=1e-9)
    assert rel.item_total(covariance) == pytest.approx(list(r["r_drop"].values()), abs=1e-9)
    if k > 2:  # of two items R prints the covariance over a variance instead
        known = list(r["alpha_drop"].values())
        assert rel.alpha_without(covariance) == pytest.approx(known, abs=1e-9)
    if "omega_cfa" in r and r["raw_alpha"] != ORACLE["mobi"]["Loyalty"]["raw_alpha"]:
        factor = rel.one_factor(covariance)
        assert factor.proper
        assert factor.converged
        assert factor.omega == pytest.approx(r["omega_cfa"], abs=1e-6)  # lavaan's own tolerance


def test_raw_is_not_standardised_alpha() -> None:
    rows = columns("ecsi_mobi.csv", MOBI["Image"])
    assert rel.alpha(np.cov(rows.T)) == pytest.approx(0.7144, abs=5e-5)
    assert rel.alpha(np.corrcoef(rows.T)) == pytest.approx(0.7228, abs=5e-5)


def test_a_reversed_item_spoils_alpha_and_shows() -> None:
    covariance = np.cov(agreeableness(False).T)
    known = ORACLE["bfi_agree_NOT_reversed_listwise"]["raw_alpha"]
    assert rel.alpha(covariance) == pytest.approx(known, abs=1e-9)
    assert list(rel.item_total(covariance) < 0) == [True, False, False, False, False]


def test_omega_of_agreeableness_is_lavaan() -> None:
    factor = rel.one_factor(np.cov(agreeableness(True).T))
    assert factor.omega == pytest.approx(ORACLE["bfi_agree_omega_cfa_listwise"], abs=1e-6)


def test_a_heywood_case_is_not_proper() -> None:
    """lavaan prints an omega with a negative variance for this block."""
    factor = rel.one_factor(np.cov(columns("ecsi_mobi.csv", MOBI["Loyalty"]).T))
    assert not factor.proper


def test_adequacy_and_sphericity_are_r() -> None:
    r = ORACLE["mobi_all24"]
    rows = columns("ecsi_mobi.csv", list(r["msa"]))
    found = rel.adequacy(np.corrcoef(rows.T))
    assert found is not None
    assert found[0] == pytest.approx(r["kmo"], abs=1e-9)
    assert found[1] == pytest.approx(list(r["msa"].values()), abs=1e-9)
    test = rel.sphericity(np.corrcoef(rows.T), len(rows))
    assert test is not None
    assert test[:2] == (pytest.approx(r["chisq"], abs=1e-6), r["df"])
    assert test[2] < 1e-300
    rows, r = columns("yellowpages_customerSat.csv", YELLOW), ORACLE["yellowpages_q2_q10"]
    found, test = rel.adequacy(np.corrcoef(rows.T)), rel.sphericity(np.corrcoef(rows.T), len(rows))
    assert found is not None
    assert test is not None
    assert found[0] == pytest.approx(r["kmo"], abs=1e-9)
    assert test[0] == pytest.approx(r["bartlett_chisq"], abs=1e-6)


def test_statsmodels_finds_the_same_factor() -> None:
    from statsmodels.multivariate.factor import Factor  # type: ignore[import-untyped]

    related = np.corrcoef(columns("ecsi_mobi.csv", MOBI["Quality"]).T)
    known = np.abs(Factor(corr=related, n_factor=1, method="ml").fit().loadings[:, 0])
    assert np.abs(rel.one_factor(related).loadings) == pytest.approx(known, abs=1e-3)


def model(loadings: Floats, unique: Floats) -> Floats:
    return np.asarray(np.outer(loadings, loadings) + np.diag(unique))


@given(
    arrays(np.float64, 5, elements=st.floats(0.3, 3)),
    arrays(np.float64, 5, elements=st.floats(0.3, 3)),
)
def test_a_factor_is_found_again(loadings: Floats, unique: Floats) -> None:
    factor = rel.one_factor(model(loadings, unique))
    assert factor.loadings == pytest.approx(loadings, rel=1e-4)
    common = loadings.sum() ** 2
    assert factor.omega == pytest.approx(common / (common + unique.sum()), abs=1e-6)


@given(st.permutations(range(7)), st.floats(0.01, 100))
def test_order_and_unit_do_not_matter(order: list[int], unit: float) -> None:
    covariance = np.cov(columns("ecsi_mobi.csv", MOBI["Quality"]).T)
    moved = covariance[np.ix_(order, order)] * unit**2
    assert rel.alpha(moved) == pytest.approx(rel.alpha(covariance), abs=1e-12)
    assert rel.item_total(moved) == pytest.approx(rel.item_total(covariance)[order], abs=1e-9)
    assert rel.one_factor(moved).omega == pytest.approx(rel.one_factor(covariance).omega, abs=1e-7)


@given(arrays(np.float64, (12, 4), elements=st.integers(1, 5).map(float)))
def test_alpha_is_at_most_one(rows: Floats) -> None:
    try:
        value = rel.alpha(np.cov(rows.T))
    except ValueError:
        return
    assert value <= 1 + 1e-9
    low, high = rel.alpha_interval(value, 12, 4, 0.95)
    assert low <= value <= high


def test_tau_equivalent_items_make_alpha_omega() -> None:
    covariance = model(np.full(4, 0.8), np.array([0.3, 0.5, 0.7, 0.9]))
    assert rel.one_factor(covariance).omega == pytest.approx(rel.alpha(covariance), abs=1e-7)


def test_limits() -> None:
    with pytest.raises(ValueError, match="two items"):
        rel.alpha(np.ones((1, 1)))
    with pytest.raises(ValueError, match="no variance"):
        rel.alpha(np.array([[1.0, -1.0], [-1.0, 1.0]]))
    with pytest.raises(ValueError, match="not identified"):
        rel.one_factor(np.array([[1.0, 0.5], [0.5, 1.0]]))
    twin = np.corrcoef(np.array([[1.0, 1.0, 2.0], [2.0, 2.0, 1.0], [3.0, 3.0, 5.0], [5, 5, 1]]).T)
    assert rel.adequacy(twin) is None
    assert rel.sphericity(twin, 100) is None
    with pytest.raises(ValueError, match="singular"):
        rel.one_factor(twin)
    assert rel.sphericity(np.eye(5), 3) is None
    two = rel.adequacy(np.array([[1.0, 0.3], [0.3, 1.0]]))
    assert two is not None
    assert two[0] == pytest.approx(0.5)
    assert rel.alpha(np.array([[1.0, -0.5], [-0.5, 1.0]])) == pytest.approx(-2.0)


def test_five_hundred_items() -> None:
    draw = np.random.default_rng(1)
    rows = draw.normal(size=(900, 1)) + 1.5 * draw.normal(size=(900, 500))
    factor = rel.one_factor(np.cov(rows.T))
    assert factor.converged
    assert factor.omega == pytest.approx(rel.alpha(np.cov(rows.T)), abs=1e-3)
