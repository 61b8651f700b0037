"""Weights and design-based errors against R survey 4.1 (api data)."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reporter.stats.linear import mean_error
from reporter.stats.weighting import (
    Design,
    Margin,
    calibrated_mean_error,
    design_effect,
    kish_effect,
    post_stratify,
    rake,
)

DATA = Path(__file__).parents[1] / "data"
ORACLE = json.loads((DATA / "oracle" / "survey_api.json").read_text("utf-8"))["results"]
TYPES = {"E": 4421.0, "H": 755.0, "M": 1018.0}
WIDE = {"No": 1072.0, "Yes": 5122.0}


class Api:
    """One of the samples of California schools."""

    def __init__(self, name: str) -> None:
        with (DATA / "studies" / f"{name}.csv").open(encoding="utf-8") as file:
            self.rows = list(csv.DictReader(file))

    def number(self, name: str) -> np.ndarray:
        return np.array([float(row[name]) for row in self.rows])

    def text(self, name: str) -> np.ndarray:
        return np.array([row[name] for row in self.rows])


def test_stratified_mean_and_both_design_effects() -> None:
    api, found = Api("apistrat"), ORACLE["strat_mean_api00"]
    y, w = api.number("api00"), api.number("pw")
    mean, error = mean_error(y, w, api.text("stype"), None, api.number("fpc"))
    assert mean == pytest.approx(found["est"]["api00"], abs=1e-8)
    assert error == pytest.approx(found["se"]["api00"], abs=1e-8)
    assert design_effect(y, w, error) == pytest.approx(found["deff"], abs=1e-8)
    replaced = design_effect(y, w, error, with_replacement=True)
    assert replaced == pytest.approx(found["deff_replace"], abs=1e-8)


def test_clusters_cost_nine_times_the_sample() -> None:
    api, found = Api("apiclus1"), ORACLE["clus1_mean_api00"]
    y, w = api.number("api00"), api.number("pw")
    mean, error = mean_error(y, w, None, api.text("dnum"), api.number("fpc"))
    assert (mean, error) == pytest.approx((found["est"]["api00"], found["se"]["api00"]), abs=1e-8)
    assert design_effect(y, w, error) == pytest.approx(found["deff"], abs=1e-8)


def test_simple_random_sample_with_and_without_correction() -> None:
    api = Api("apisrs")
    y, w = api.number("api00"), api.number("pw")
    corrected = mean_error(y, w, population=api.number("fpc"))[1]
    assert corrected == pytest.approx(ORACLE["srs_fpc_mean_api00"]["se"]["api00"], abs=1e-8)
    plain = mean_error(y, w)[1]
    assert plain == pytest.approx(ORACLE["srs_nofpc_mean_api00"]["se"]["api00"], abs=1e-8)
    assert design_effect(y, w, corrected) == pytest.approx(1, abs=1e-9)


def test_post_stratified_mean_and_its_error() -> None:
    api, found = Api("apiclus1"), ORACLE["clus1_poststrat"]["mean"]
    base, margin = api.number("pw"), Margin(list(api.text("stype")), TYPES)
    weights = post_stratify(margin, base)
    for name, size in TYPES.items():
        assert weights[api.text("stype") == name].sum() == pytest.approx(size)
    design = Design(None, api.text("dnum"), api.number("fpc"))
    mean, error = calibrated_mean_error(api.number("api00"), weights, [margin], base, design)
    assert (mean, error) == pytest.approx((found["est"]["api00"], found["se"]["api00"]), abs=1e-8)


def test_raked_weights_mean_and_error() -> None:
    api, found = Api("apiclus1"), ORACLE["clus1_rake"]
    base = api.number("pw")
    margins = [Margin(list(api.text("stype")), TYPES), Margin(list(api.text("sch.wide")), WIDE)]
    weights = rake(margins, base)
    for cell in found["cells"]:
        rows = (api.text("stype") == cell["stype"]) & (api.text("sch.wide") == cell["sch"])
        assert weights[rows] == pytest.approx(float(cell["w"]), abs=1e-6)
    design = Design(None, api.text("dnum"), api.number("fpc"))
    mean, error = calibrated_mean_error(api.number("api00"), weights, margins, base, design)
    expected = found["mean_api00"]
    assert mean == pytest.approx(expected["est"]["api00"], abs=1e-7)
    assert error == pytest.approx(expected["se"]["api00"], abs=1e-6)
    assert kish_effect(weights) == pytest.approx(found["kish_deff"], abs=1e-8)
    assert len(base) / kish_effect(weights) == pytest.approx(found["kish_neff"], abs=1e-6)


@pytest.mark.parametrize(
    ("margins", "words"),
    [
        ([Margin(["a", "a"], {"a": 1, "b": 1})], "no respondents: b"),
        ([Margin(["a", "b"], {"a": 2, "b": 0})], "no people in the population: b"),
        ([Margin(["a", "b"], {"a": 2})], "no people in the population: b"),
        (
            [Margin(["a", "b"], {"a": 1, "b": 1}), Margin(["x", "y"], {"x": 2, "y": 2})],
            "different totals",
        ),
        (  # every a is an x and every b a y, but their numbers differ
            [Margin(["a", "b"], {"a": 1, "b": 3}), Margin(["x", "y"], {"x": 2, "y": 2})],
            "does not converge",
        ),
        ([], "a margin"),
    ],
)
def test_margins_that_no_weights_meet_are_refused(margins: list[Margin], words: str) -> None:
    with pytest.raises(ValueError, match=words):
        rake(margins)


def test_equal_weights_cost_nothing_and_scale_does_not_matter() -> None:
    weights = np.array([1.0, 2.0, 3.0])
    assert kish_effect(np.ones(7)) == pytest.approx(1)
    assert kish_effect(weights) == pytest.approx(3 * 14 / 36)
    assert kish_effect(weights * 1e4) == pytest.approx(kish_effect(weights))


def test_limits_of_a_design_effect() -> None:
    assert design_effect(np.array([1.0]), np.array([5.0]), 1.0) is None
    assert design_effect(np.ones(5), np.full(5, 2.0), 0.0) is None
    assert design_effect(np.arange(5.0), np.ones(5), 0.0) is None  # the sample is the population


def test_one_margin_raked_is_post_stratified() -> None:
    margin = Margin(["a", "b", "b", "c"], {"a": 5, "b": 7, "c": 1})
    assert rake([margin]) == pytest.approx(post_stratify(margin))


@given(st.permutations(range(12)), st.floats(0.01, 1000))
def test_order_and_scale_change_nothing(order: list[int], factor: float) -> None:
    labels = [list("aaabbbbccccc")[i] for i in order]
    others = [list("xyxyxyxyxyxy")[i] for i in order]
    values = np.array([float(i * i % 7) for i in order])
    margins = [Margin(labels, {"a": 4, "b": 4, "c": 4}), Margin(others, {"x": 5, "y": 7})]
    base = np.full(12, factor)
    weights = rake(margins, base)
    assert weights.sum() == pytest.approx(12)
    mean, error = calibrated_mean_error(values, weights, margins, base, Design())
    straight = [Margin(list("aaabbbbccccc"), margins[0].population)]
    straight.append(Margin(list("xyxyxyxyxyxy"), margins[1].population))
    plain, known = rake(straight), np.array([float(i * i % 7) for i in range(12)])
    expected = calibrated_mean_error(known, plain, straight, np.ones(12), Design())
    assert (mean, error) == pytest.approx(expected, abs=1e-9)
