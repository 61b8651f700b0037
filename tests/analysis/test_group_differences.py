from dataclasses import replace
from math import hypot, sqrt

import numpy as np
import pytest
from scipy import stats

from reporter.analysis import analyse, group_differences
from reporter.analysis.cells import Case
from reporter.facts.fact import Fact, Group, fact_key

NAMES = [f"县{n}" for n in "一二三四五六七八"]


def judged(scores):
    """Run the one method on the scores as they are; every score counts as published."""
    made = {}
    for part in scores.groups["county"]:
        for id, node in part.nodes.items():
            group = Group("county", part.level)
            fact = Fact("score", id, group=group, value=node.score, unit="points", n=node.n)
            made[fact_key("score", id, group)] = fact
    rows = group_differences.run(Case(scores, {}, made))
    return {row.key: row for row in rows}


def noise(scores, rng, k=8, error=0.8):
    """Groups that differ by chance alone: every score is 85 plus its own standard error."""
    bases = rng.integers(60, 300, k)
    drawn = scores(
        n=int(bases.sum()),
        counties={
            name: (int(n), {f"q{i}": 85 + error * rng.standard_normal() for i in range(1, 5)})
            for name, n in zip(NAMES, bases, strict=False)
        },
        error=error,
        project_parts={"population": None, "segments": ()},
        project=None,
    )
    parts = tuple(
        replace(
            part,
            nodes={
                **part.nodes,
                "total": replace(part.nodes["total"], score=85 + error * rng.standard_normal()),
            },
        )
        for part in drawn.groups["county"]
    )
    return replace(drawn, groups={"county": parts})


@pytest.mark.parametrize("k", [2, 8])
def test_noise_is_rarely_called_a_difference(scores, k):
    """Five in a hundred are wanted; six hundred rounds tell that from the 50 of two-group tests."""
    rng = np.random.default_rng(7)
    rounds, total, anywhere = 600, 0, 0
    for _ in range(rounds):
        found = judged(noise(scores, rng, k))
        total += found["separated/total#county"].value == "是"
        anywhere += any(found[f"separated/q{i}#county"].value == "是" for i in range(1, 5))
    assert 0.02 < total / rounds <= 0.06
    assert 0.02 < anywhere / rounds <= 0.06


def test_a_difference_that_is_there_is_found(scores):
    leaves = {"q1": 95.0, "q2": 93.0, "q3": 80.0, "q4": 84.0}
    counties = dict.fromkeys(NAMES, (200, leaves))
    counties["县八"] = (200, {**leaves, "q4": 74.0})
    table = analyse(scores(counties=counties, error=0.8))
    assert table["separated/q4#county"].value == "是"
    assert table["separated/q1#county"].value == "否"
    assert table["spread/q4#county"].value == pytest.approx(10)
    assert table["separated/total#county"].value == "否"


def test_the_margin_is_that_of_tukey_and_kramer(scores):
    counties = {"东": (60, {"q1": 90, "q2": 90, "q3": 90, "q4": 90})}
    counties |= {
        "西": (100, {"q1": 80, "q2": 80, "q3": 80, "q4": 80}),
        "南": (80, {"q1": 85, "q2": 85, "q3": 85, "q4": 85}),
    }
    table = analyse(scores(counties=counties, error=1.5))
    east = 1.5 * sqrt(1 - 60 / 6000)
    west = 1.5 * sqrt(1 - 100 / 4000)
    both = hypot(east, west)
    degrees = both**4 / (east**4 / 59 + west**4 / 99)
    assert 140 <= degrees < 150
    for key, level in (("total", 0.95), ("q1", 1 - 0.05 / 4)):
        q = stats.studentized_range.ppf(level, 3, 140)
        expected = pytest.approx(q / sqrt(2) * both, rel=1e-5)
        assert table[f"spread_margin/{key}#county"].value == expected


def test_small_groups_stay_out_of_the_list_of_items(scores):
    leaves = {"q1": 95.0, "q2": 93.0, "q3": 80.0, "q4": 84.0}
    low = dict.fromkeys(leaves, 60.0)
    table = analyse(scores(counties={"东": (250, leaves), "西": (130, leaves), "南": (20, low)}))
    assert table["spread/q1#county"].value == pytest.approx(0)
    assert table["spread/total#county"].value > 20


@pytest.mark.parametrize("sampling", ["census", "convenience", "unstated"])
def test_nothing_is_judged_without_inference(scores, sampling):
    table = analyse(scores(project_parts={"sampling": sampling}))
    assert "separated/total#county" not in table
    assert table["group_differences/total#lacks"].error


def test_nothing_is_judged_without_standard_errors(scores):
    table = analyse(scores(error=None))
    assert table["separated/total#county"].value is None
    assert table["separated/total#county"].error
    assert table["spread/total#county"].value is not None


def test_one_group_is_not_compared(scores):
    leaves = {"q1": 95.0, "q2": 93.0, "q3": 80.0, "q4": 84.0}
    table = analyse(scores(counties={"东": (250, leaves)}))
    assert "不足两个" in table["separated/q1#county"].error
