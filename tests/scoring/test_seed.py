"""Facts of the seed text and of published data: numbers known from elsewhere."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pytest

from reporter.facts.format import denoise
from reporter.scoring import score

from .make import FIVE, opened, project, responses

AIRLINE = Path(__file__).parents[1] / "cases" / "airline" / "airline_sample400.csv"


def test_everybody_satisfied_is_exactly_90() -> None:
    scores = score(
        opened(project(items=7)), responses({f"Q{n}": ["满意"] * 11 for n in range(1, 8)})
    )
    total = scores.total.nodes["total"]
    assert total.score == 90.0
    assert total.standard_error == 0.0
    assert total.distribution is not None
    assert total.distribution.shares == (0.0, 1.0, 0.0, 0.0)
    assert total.distribution.counts == (0, 77, 0, 0)


def test_everybody_dissatisfied_is_60_and_a_rate_is_not_a_score() -> None:
    node = score(opened(project(items=1)), responses({"Q1": ["不满意"] * 4})).total.nodes["q1"]
    assert node.score == 60
    assert node.distribution is not None
    assert (node.distribution.satisfied, node.distribution.dissatisfied) == (0.0, 1.0)


def test_mean_score_and_rate_differ() -> None:
    answers = ["非常满意", "满意", "基本满意", "不满意"]
    node = score(opened(project(items=1)), responses({"Q1": answers})).total.nodes["q1"]
    assert node.score == (100 + 90 + 75 + 60) / 4
    assert node.distribution is not None
    assert node.distribution.satisfied == 0.75


def test_not_applicable_leaves_the_denominator() -> None:
    answers = ["满意", "不了解", "", "非常满意", "(跳过)", "不适用"]
    node = score(opened(project(items=1)), responses({"Q1": answers})).total.nodes["q1"]
    assert (node.score, node.n) == (95.0, 2)
    assert (node.not_applicable, node.missing) == (2, 2)


def test_86_25_is_kept_unrounded() -> None:
    answers = ["满意", "满意", "满意", "基本满意"]
    node = score(opened(project(items=1)), responses({"Q1": answers})).total.nodes["q1"]
    assert node.score == 86.25


def airline_project() -> object:
    names = ["In-flight Wifi Service", "Seat Comfort"]
    return project(
        items=[
            {"id": f"q{i}", "name": name, "indicator": "total"} for i, name in enumerate(names, 1)
        ],
        scales=[{"id": "five", "options": FIVE}],
        segments=[{"id": "class", "name": "Class"}],
        data={"not_applicable": ("0",)},
    )


def test_zero_is_not_a_score_in_the_airline_table() -> None:
    # counts of the full public table of 129,880; means by R 4.2.2
    counts = {"0": 3916, "1": 22328, "2": 32320, "3": 32185, "4": 24775, "5": 14356}
    answers = [text for text, count in counts.items() for _ in range(count)]
    model = project(
        items=1, scales=[{"id": "five", "options": FIVE}], data={"not_applicable": ("0",)}
    )
    node = score(opened(model), responses({"Q1": answers})).total.nodes["q1"]
    assert (node.n, node.not_applicable) == (125964, 3916)
    assert node.score == pytest.approx(2.8135260868, abs=1e-9)  # not 2.7286957191
    assert node.standard_error == pytest.approx(1.2583356997 / 125964**0.5, rel=1e-9)
    assert node.distribution is not None
    assert node.distribution.satisfied == pytest.approx(0.31065224985, abs=1e-10)


def test_airline_sample_by_class() -> None:
    with AIRLINE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    headers = ["In-flight Wifi Service", "Seat Comfort", "Class"]
    data = responses({h: [row[h] for row in rows] for h in headers})
    scores = score(opened(airline_project()), data)  # type: ignore[arg-type]
    found = {
        g.level: (g.nodes["q2"].n, g.nodes["q2"].score, g.nodes["q2"].standard_error)
        for g in scores.groups["class"]
    }
    oracle = {  # R 4.2.2 on the same 400 rows
        "Business": (192, 3.8854166667, 1.1244059902),
        "Economy": (178, 3.2247191011, 1.3255661533),
        "Economy Plus": (30, 3.4, 1.4044264997),
    }
    assert set(found) == set(oracle)
    for level, (n, mean, sd) in oracle.items():
        assert found[level][0] == n
        assert found[level][1] == pytest.approx(mean, abs=1e-9)
        assert found[level][2] == pytest.approx(sd / np.sqrt(n), rel=1e-9)


def test_grade_bound_is_met_by_denoised_score() -> None:
    # 1/3 of three items at 100, 90, 65 is 85 in the books and must be in the program
    options = [{"label": str(p), "points": p} for p in (100, 90, 65)]
    model = project(items=3, scales=[{"id": "s", "options": options}])
    data = responses({"Q1": ["100"], "Q2": ["90"], "Q3": ["65"]})
    assert denoise(score(opened(model), data).total.nodes["total"].score or 0) == 85.0
