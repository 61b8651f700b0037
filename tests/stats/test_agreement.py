"""Agreement of raters against R's irr, irrCAC and published tables; paradoxes; limits."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.stats import inter_rater

from reporter.stats.agreement import (
    ac1_interval,
    alpha_interval,
    cohen_kappa,
    confusion,
    counts_of,
    fleiss_kappa,
    gwet_ac1,
    icc_agreement,
    krippendorff_alpha,
)

DATA = Path(__file__).parents[1] / "data" / "studies" / "irr_diagnoses.csv"
N = float("nan")
KRIPPENDORFF = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, N],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, 3],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
).T


@pytest.fixture(scope="module")
def diagnoses() -> np.ndarray:
    with DATA.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    labels = sorted({cell for row in rows for cell in row})
    return np.array([[labels.index(cell) for cell in row] for row in rows], dtype=float)


def test_two_raters_of_diagnoses_as_r_has_it(diagnoses: np.ndarray) -> None:
    table = confusion(diagnoses[:, 0], diagnoses[:, 1], 5)
    assert cohen_kappa(table).value == pytest.approx(0.6511627907, abs=1e-10)


def test_fleiss_of_diagnoses_as_r_and_the_paper_have_it(diagnoses: np.ndarray) -> None:
    found = fleiss_kappa(counts_of(diagnoses, 5))
    assert found.value == pytest.approx(0.43024452006, abs=1e-10)
    assert found.error is not None
    assert found.value is not None
    assert found.value / found.error == pytest.approx(17.651830583, abs=1e-7)


def test_ac1_of_diagnoses(diagnoses: np.ndarray) -> None:
    """R's irrCAC prints five digits."""
    found = gwet_ac1(counts_of(diagnoses, 5))
    assert found.value == pytest.approx(0.44788, abs=5e-6)
    assert found.error == pytest.approx(0.05566, abs=5e-6)


@pytest.mark.parametrize(
    ("level", "value"),
    [
        ("nominal", 0.74342105263),
        ("ordinal", 0.81538750375),
        ("interval", 0.84910714286),
        ("ratio", 0.79740277471),
    ],
)
def test_alpha_of_krippendorffs_matrix(level: str, value: float) -> None:
    found = krippendorff_alpha(KRIPPENDORFF, level)  # type: ignore[arg-type]
    assert found == pytest.approx(value, abs=1e-10)


@pytest.mark.parametrize(
    ("table", "agreement", "kappa", "ac1"),
    [
        ([[40, 9], [5, 46]], 0.86, 0.71943887776, 0.72100438422),
        ([[80, 10], [5, 5]], 0.85, 0.31818181818, 0.808),
    ],
)
def test_the_paradox_of_kappa(
    table: list[list[int]], agreement: float, kappa: float, ac1: float
) -> None:
    """Nearly the same agreement, half the kappa: AC1 does not fall with it."""
    counts = np.array(table, dtype=float)
    rows = [(i, j) for i in range(2) for j in range(2) for _ in range(table[i][j])]
    found = cohen_kappa(counts)
    assert found.agreement == pytest.approx(agreement)
    assert found.value == pytest.approx(kappa, abs=1e-10)
    other = gwet_ac1(counts_of(np.array(rows, dtype=float), 2))
    assert other.value == pytest.approx(ac1, abs=1e-10)


def test_raters_that_never_differ_have_no_kappa_but_agree() -> None:
    same = np.ones((20, 2))
    found = cohen_kappa(confusion(same[:, 0], same[:, 1], 2))
    assert (found.value, found.agreement) == (None, 1.0)
    assert fleiss_kappa(counts_of(np.ones((20, 3)), 2)).value is None
    assert krippendorff_alpha(same) is None
    assert gwet_ac1(counts_of(same, 2)).value == 1.0


@pytest.mark.parametrize("weights", ["none", "linear", "quadratic"])
def test_kappa_and_its_error_against_statsmodels(weights: str) -> None:
    rng = np.random.default_rng(5)
    table = rng.integers(1, 20, (4, 4)).astype(float)
    kind = None if weights == "none" else weights
    other = inter_rater.cohens_kappa(table, wt=kind)
    found = cohen_kappa(table, weights)  # type: ignore[arg-type]
    assert found.value == pytest.approx(other.kappa, abs=1e-12)
    assert found.error == pytest.approx(other.std_kappa, abs=1e-10)


def test_fleiss_against_statsmodels() -> None:
    rng = np.random.default_rng(6)
    counts = counts_of(rng.integers(0, 3, (40, 5)).astype(float), 3)
    assert fleiss_kappa(counts).value == pytest.approx(
        inter_rater.fleiss_kappa(counts, method="fleiss"), abs=1e-12
    )


def test_single_ratings_of_shrout_and_fleiss() -> None:
    """Six targets, four judges: ICC(2,1) is .29 in the paper, which prints two digits."""
    ratings = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    found = icc_agreement(np.array(ratings, dtype=float))
    assert found is not None
    assert found[0] == pytest.approx(0.29, abs=5e-3)
    assert found[1] == pytest.approx((0.019, 0.761), abs=5e-4)


def test_a_rater_who_is_always_stricter_does_not_agree() -> None:
    units = np.arange(20.0)
    same = icc_agreement(np.column_stack([units, units]))
    apart = icc_agreement(np.column_stack([units, units + 10]))
    assert same == (1.0, (1.0, 1.0))
    assert apart is not None
    assert apart[0] < 0.5
    assert icc_agreement(np.full((5, 2), 3.0)) is None


@settings(max_examples=40, deadline=None)
@given(
    ratings=st.lists(st.lists(st.integers(0, 2), min_size=3, max_size=3), min_size=4, max_size=20),
    seed=st.integers(0, 99),
)
def test_order_of_units_and_raters_and_names_of_categories_do_not_matter(
    ratings: list[list[int]], seed: int
) -> None:
    rng = np.random.default_rng(seed)
    one = np.array(ratings, dtype=float)
    other = rng.permutation(rng.permutation(one).T).T
    renamed = np.array([2.0, 0.0, 1.0])[other.astype(int)]
    for x in (other, renamed):
        assert gwet_ac1(counts_of(x, 3)).value == pytest.approx(gwet_ac1(counts_of(one, 3)).value)
        left, right = krippendorff_alpha(one), krippendorff_alpha(x)
        assert (left is None) == (right is None)
        if left is not None:
            assert left == pytest.approx(right)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.floats(1, 9), min_size=6, max_size=6), st.floats(0.5, 20), st.floats(-5, 5))
def test_interval_levels_do_not_depend_on_unit_and_origin(
    numbers: list[float], scale: float, shift: float
) -> None:
    one = np.array(numbers).reshape(3, 2)
    if np.ptp(one) < 1e-3:
        return
    other = one * scale + shift
    left, right = (krippendorff_alpha(x, "interval") for x in (one, other))
    assert left == pytest.approx(right, abs=1e-6)
    both = icc_agreement(one), icc_agreement(other)
    assert both[0] is not None
    assert both[1] is not None
    assert both[0][0] == pytest.approx(both[1][0], abs=1e-6)


def test_limits() -> None:
    with pytest.raises(ValueError, match="both raters"):
        cohen_kappa(np.zeros((2, 2)))
    with pytest.raises(ValueError, match="same number"):
        fleiss_kappa(np.array([[2.0, 1.0], [1.0, 1.0]]))
    with pytest.raises(ValueError, match="two ratings"):
        gwet_ac1(np.array([[1.0, 0.0]]))
    with pytest.raises(ValueError, match="without missing"):
        icc_agreement(np.array([[1.0, N], [2.0, 3.0]]))
    assert krippendorff_alpha(np.full((4, 3), N)) is None
    alone = gwet_ac1(np.array([[2.0, 0.0]]))
    assert alone.error is None
    assert ac1_interval(alone, 1, 0.95) is None
    many = np.random.default_rng(1).integers(0, 4, (500, 6)).astype(float)
    assert abs(krippendorff_alpha(many, "ordinal") or 0) < 0.1


def test_interval_of_alpha_is_that_of_units_drawn_again() -> None:
    """Percentiles of alpha over samples of units, written out; the order of units is nothing."""
    draw, rng = np.random.default_rng(1), np.random.default_rng(5)
    truth = rng.integers(0, 4, 40)
    ratings = np.stack([np.clip(truth + rng.integers(-1, 2, 40), 0, 3) for _ in range(3)], 1)
    ratings = ratings.astype(float)
    ratings[3, 1] = N
    rows = ratings[np.lexsort(ratings.T)]
    found = np.sort(
        [krippendorff_alpha(rows[draw.integers(40, size=40)], "ordinal") for _ in range(1000)]
    )
    limits = alpha_interval(ratings, "ordinal", 0.95)
    assert limits == pytest.approx((found[24], found[975]), abs=1e-12)
    assert limits == alpha_interval(ratings[::-1], "ordinal", 0.95)
    value = krippendorff_alpha(ratings, "ordinal")
    assert value is not None
    assert limits[0] < value < limits[1]
    assert alpha_interval(ratings[:1], "ordinal", 0.95) is None
    assert alpha_interval(np.zeros((9, 2)), "nominal", 0.95) is None
