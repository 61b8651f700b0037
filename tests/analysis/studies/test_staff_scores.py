"""Figures of staff: limits by base, verdicts against the rest, what is not judged, bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

import reporter
from reporter.errors import DataError
from reporter.facts.fact import FactTable
from tests.study_sections import section


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("staff_scores", data, staff="员工", score="评分", **options)


def ratings(sizes: dict[str, tuple[int, float]], seed: int = 1) -> dict[str, list[Any]]:
    """Return made up ratings: number and level of each."""
    draw = np.random.default_rng(seed)
    rows = [
        (name, round(float(v), 1))
        for name, (n, level) in sizes.items()
        for v in draw.normal(level, 5, n)
    ]
    return {"员工": [name for name, _ in rows], "评分": [v for _, v in rows]}


TEAM = {"甲": (60, 90.0), "乙": (60, 84.0), "丙": (12, 80.0), "丁": (70, 90.0), "戊": (5, 60.0)}


def test_a_small_base_is_not_punished() -> None:
    facts = run(ratings(TEAM))
    assert facts["verdict", "丙"].value == "样本不足，不作判断"
    assert facts["verdict", "乙"].value == "显著低于"
    assert facts["score", "戊"].value is None  # five ratings are not published
    wide = facts["upper", "丙"].value - facts["lower", "丙"].value
    narrow = facts["upper", "丁"].value - facts["lower", "丁"].value
    assert wide > 2 * narrow


def test_each_is_held_against_the_others_not_against_a_whole_that_holds_it() -> None:
    data = ratings({"甲": (40, 92.0), "乙": (40, 88.0)})
    facts = run(data)
    scores = np.array(data["评分"])
    expected = scores[:40].mean() - scores[40:].mean()
    found = facts["difference", "甲"]
    assert found.value == pytest.approx(expected)
    interval = stats.ttest_ind(scores[:40], scores[40:], equal_var=False).confidence_interval()
    assert (found.ci_low, found.ci_high) == pytest.approx(tuple(interval), abs=0.01)


def test_many_comparisons_are_adjusted() -> None:
    """Of 40 equal members of staff none stands out; unadjusted tests would name some."""
    data = ratings({f"员{i:02d}": (40, 90.0) for i in range(40)}, seed=3)
    facts = run(data)
    assert facts["above/staff_scores"].value == 0
    assert facts["below/staff_scores"].value == 0
    names = np.array(data["员工"])
    scores = np.array(data["评分"])
    raw = [
        stats.ttest_ind(scores[names == n], scores[names != n], equal_var=False).pvalue
        for n in dict.fromkeys(names)
    ]
    assert min(raw) < 0.05


def test_order_of_rows_and_scale_do_not_change_the_words() -> None:
    data = ratings(TEAM)
    order = np.random.default_rng(4).permutation(len(data["员工"]))
    mixed = {k: [column[i] for i in order] for k, column in data.items()}
    mixed["评分"] = [v / 10 for v in mixed["评分"]]
    one, other = run(data), run(mixed)
    for name in TEAM:
        assert one["verdict", name].value == other["verdict", name].value


def test_equal_ratings_have_no_limits_and_no_verdict_beyond_chance() -> None:
    facts = run({"员工": ["甲"] * 40 + ["乙"] * 40, "评分": [90] * 80})
    assert facts["lower", "甲"].error == "各次评分没有差别。"
    assert facts["above/staff_scores"].value == 0


def test_nobody_rated_one_rated_once() -> None:
    facts = run({"员工": ["甲"] * 40 + ["乙", "丙"], "评分": [*[90, 91] * 20, 70, ""]})
    assert facts["score", "丙"].error == "没有评分。"
    assert facts["n", "乙"].value == 1
    none = run({"员工": ["甲", "乙"], "评分": ["", ""]})
    assert "没有评分" in next(iter(none)).error or none["mean/staff_scores"].value is None


def test_one_member_is_no_comparison() -> None:
    facts = run({"员工": ["甲"] * 40, "评分": [90] * 40})
    assert next(iter(facts)).error == "只有一名员工，无从比较，未做员工评分。"


def test_500_members() -> None:
    facts = run(ratings({f"员{i:03d}": (12, 90.0) for i in range(500)}))
    assert facts["staff_count/staff_scores"].value == 500
    assert facts["few/staff_scores"].value == 500


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"员工": ["甲", ""], "评分": [1, 2]}, "没有写员工"),
        ({"员工": ["甲", "乙"], "评分": [1, "优"]}, "“优”不是数"),
        ({"姓名": ["甲", "乙"], "评分": [1, 2]}, "没有“员工”列"),
    ],
)
def test_bad_input_is_named(data: dict[str, list[Any]], said: str) -> None:
    with pytest.raises(DataError) as caught:
        run(data)
    assert said in str(caught.value)


def test_words_are_points_where_the_map_says_so() -> None:
    data = {"员工": ["甲", "乙"] * 40, "评分": ["满意", "非常满意"] * 40}
    facts = run(data, answers={"满意": 90, "非常满意": 100})
    assert facts["score", "乙"].value == 100


def test_the_section_warns_before_it_ranks(tmp_path: Path) -> None:
    study = 'method = "staff_scores"\nstaff = "员工"\nscore = "评分"\n'
    _, text = section(tmp_path, study, ratings(TEAM))
    assert text.lstrip().startswith("5名员工共有207次评价，平均")
    assert "显著低于其余员工的有1名" in text
    assert "2名员工的评价不足30次，不作判断" in text
    assert "用于考核前应核对是否可比" in text
