"""Net promoter score as a study: R's numbers, refusals, groups against the rest."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from tests.study_sections import section

R = {"推荐": [10] * 65 + [8] * 35 + [3] * 25}


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study("nps", data, **{"question": "推荐", **options})


def grouped() -> dict[str, list[Any]]:
    a, b = [10] * 80 + [8] * 15 + [5] * 5, [9] * 30 + [7] * 30 + [2] * 40
    return {"推荐": a + b, "类": ["甲"] * 100 + ["乙"] * 100}


def test_equals_r() -> None:
    facts = run(R)
    assert facts["nps/nps"].value == pytest.approx(32.0, abs=1e-9)
    assert facts["standard_error/nps"].value == pytest.approx(7.0290824437, abs=1e-9)
    assert facts["nps_low/nps"].value == pytest.approx(18.223251566, abs=1e-8)
    assert facts["nps_high/nps"].value == pytest.approx(45.776748434, abs=1e-8)
    assert facts["nps/nps"].unit == "points"  # not a percentage


def test_it_may_be_negative() -> None:
    facts = run({"推荐": [2] * 60 + [10] * 20})
    assert facts["nps/nps"].value == pytest.approx(-50)


def test_shares_print_to_100() -> None:
    facts = run({"推荐": [10] * 20 + [8] * 20 + [3] * 20})
    shares = [facts[name, "净推荐值（NPS）"] for name in ("promoters", "passives", "detractors")]
    assert sum(float(printed(one).number or 0) for one in shares) == pytest.approx(100)
    assert shares[0].ci_low is not None


@pytest.mark.parametrize(
    ("answers", "word"),
    [
        (["非常满意", "满意", "基本满意", "不满意"] * 10, "不能换算"),
        ([1, 2, 3, 4, 5] * 10, "不是0至10分的量表"),
        (["", "不适用"], "没有有效答案"),
    ],
)
def test_other_scales_are_refused(answers: list[Any], word: str) -> None:
    assert word in run({"推荐": answers})["lacks/nps"].error


def test_low_answers_count_where_the_scale_is_confirmed() -> None:
    facts = run({"推荐": [1, 2, 3, 4, 5] * 10}, confirmed=True)
    assert facts["nps/nps"].value == -100
    assert facts["nps_low/nps"].value is None  # all are of one class: no zero width
    assert "同一类" in facts["nps_low/nps"].error


@pytest.mark.parametrize(("bad", "word"), [(7.5, "整数"), (11, "0至10"), ("好", "0至10")])
def test_a_bad_cell_is_refused_with_its_place(bad: Any, word: str) -> None:
    with pytest.raises(DataError) as caught:
        run({"推荐": [10] * 20 + [bad]})
    assert word in str(caught.value)
    assert "第22行" in str(caught.value)
    assert "推荐" in str(caught.value)


def test_a_column_that_is_not_there() -> None:
    with pytest.raises(DataError, match="没有“推荐”列"):
        run({"别的": [1]})
    with pytest.raises(ProjectError, match="quest"):
        run(R, quest="x")


def test_groups_against_the_rest() -> None:
    facts = run(grouped(), by="类")
    assert facts["difference", "甲"].value == pytest.approx(85)
    assert facts["verdict", "甲"].value == "显著高于"
    assert facts["verdict", "乙"].value == "显著低于"
    assert facts["p", "甲"].value < 1e-6  # type: ignore[operator]
    same = run({"推荐": [10, 8, 3] * 40, "类": (["甲"] * 3 + ["乙"] * 3) * 20}, by="类")
    assert same["verdict", "甲"].value == "未超过抽样误差"


def test_small_groups_are_hidden_and_empty_ones_said() -> None:
    data = grouped()
    data["类"][:6] = ["丙"] * 6
    data["类"][6:26] = ["丁"] * 20
    facts = run(data, by="类", levels=["甲", "乙", "丙", "丁", "戊"])
    assert facts["nps", "丙"].value is None
    assert facts["difference", "丙"].value is None
    assert facts["verdict", "丁"].value == "样本不足，不作判断"
    assert "没有有效答案" in facts["nps", "戊"].error


def test_one_group_of_all_has_no_rest() -> None:
    facts = run({"推荐": R["推荐"], "类": ["甲"] * 125}, by="类")
    assert facts["nps", "甲"].value == pytest.approx(32)
    assert facts["difference", "甲"].value is None


def test_a_convenience_sample_has_no_interval(tmp_path: Path) -> None:
    facts = run(grouped(), by="类", sampling="convenience")
    assert facts["nps_low/nps"].value is None
    assert "非概率样本" in facts["nps_low/nps"].error
    assert facts["verdict", "甲"].value is None
    lines = 'method = "nps"\nquestion = "推荐"\nby = "类"\nsampling = "convenience"\n'
    _, text = section(tmp_path, lines, grouped())
    assert "不推断总体" in text
    assert "置信" not in text


def test_the_section(tmp_path: Path) -> None:
    lines = 'method = "nps"\nquestion = "推荐"\nby = "类"\nsampling = "random"\n'
    _, text = section(tmp_path, lines, grouped())
    assert "甲显著高于其余受访者" in text
    assert "推荐者多于贬损者" in text


def test_a_class_that_is_not_listed_is_not_dropped() -> None:
    with pytest.raises(DataError, match=r"第102行“类”列：“乙”不是所列的类别.*写进 levels"):
        run(grouped(), by="类", levels=["甲"])
    facts = run(grouped(), by="类", levels=["乙", "甲", "丙"])
    assert [f.label for f in facts if f.statistic == "n"] == ["净推荐值（NPS）", "乙", "甲", "丙"]
    assert facts["n", "丙"].value == 0
