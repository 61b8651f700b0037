"""Compliance by checklist: applicable base, vetoes, outlets as clusters, bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reporter
from reporter.analysis.study import study_methods
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.stats.intervals import wilson
from reporter.stats.linear import mean_error
from tests.study_sections import section

ITEMS = ("佩证", "问候", "告知", "票据")


def rows(results: list[list[str]]) -> dict[str, list[Any]]:
    """Return a checklist: one row an outlet, one text an item."""
    cells = [
        (f"{i}号厅", item, result)
        for i, row in enumerate(results)
        for item, result in zip(ITEMS, row, strict=False)
    ]
    return {name: [cell[j] for cell in cells] for j, name in enumerate(("网点", "检查项", "结果"))}


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("mystery_shopping", data, **options)


KEY = "compliance/mystery_shopping"


def test_not_applicable_is_no_fail() -> None:
    facts = run(rows([["是", "否", "不适用", "是"]] * 5 + [["是", "", "是", "是"]] * 5))
    assert facts["applicable/mystery_shopping"].value == 30
    assert facts["failed/mystery_shopping"].value == 5
    assert facts[KEY].value == pytest.approx(25 / 30)
    assert facts["not_applicable/mystery_shopping"].value == 5
    assert facts["blank/mystery_shopping"].value == 5


def test_the_interval_is_that_of_a_ratio_with_outlets_as_units() -> None:
    """The linearised error is held against the survey estimator, itself proved by R's survey."""
    rng = np.random.default_rng(7)
    passed = rng.random((30, 4)) < np.clip(rng.normal(0.7, 0.25, 30), 0, 1)[:, None]
    facts = run(rows([["是" if one else "否" for one in row] for row in passed]))
    values, labels = passed.ravel().astype(float), np.repeat(np.arange(30), 4)
    share, error = mean_error(values, np.ones(120), clusters=labels)
    effective = min(max(share * (1 - share) / error**2, 30), 120)
    fact = facts[KEY]
    assert effective < 115  # halls differ, so checks of a hall are worth less
    assert (fact.ci_low, fact.ci_high) == pytest.approx(wilson(share, effective), abs=1e-9)


def test_checks_of_one_outlet_are_no_independent_sample() -> None:
    together = [["否"] * 4] * 5 + [["是"] * 4] * 15
    apart = [["否", "是", "是", "是"]] * 20
    wide, narrow = run(rows(together))[KEY], run(rows(apart))[KEY]
    assert wide.value == narrow.value
    assert wide.ci_low < narrow.ci_low


def test_all_passed_is_not_proved_for_all() -> None:
    fact = run(rows([["是"] * 4] * 12))[KEY]
    assert fact.value == 1
    assert fact.ci_low == pytest.approx(wilson(1.0, 12)[0])
    census = run(rows([["是"] * 4] * 12), outlets=12)
    assert census[KEY].ci_low is None
    assert census["reached/mystery_shopping"].value == "达到"


def test_outlets_of_a_known_number_leave_less_to_chance() -> None:
    rng = np.random.default_rng(7)
    passed = rng.random((30, 4)) < np.clip(rng.normal(0.7, 0.25, 30), 0, 1)[:, None]
    data = rows([["是" if one else "否" for one in row] for row in passed])
    values, labels = passed.ravel().astype(float), np.repeat(np.arange(30), 4)
    share, error = mean_error(values, np.ones(120), clusters=labels)
    effective = share * (1 - share) / (error**2 * (1 - 30 / 60))
    fact = run(data, outlets=60)[KEY]
    assert (fact.ci_low, fact.ci_high) == pytest.approx(wilson(share, effective), abs=1e-9)
    assert run(data, outlets=6000)[KEY].ci_low < fact.ci_low
    definition = study_methods()["mystery_shopping"].DEFINITION
    for said in ("不多于检查数", "正态分位数", "有限总体修正"):
        assert said in definition


def test_a_veto_fails_the_outlet_whatever_its_share() -> None:
    facts = run(
        rows([["是", "是", "是", "否"], ["是", "否", "是", "是"]] + [["是"] * 4] * 8),
        veto=["票据"], pass_mark=0.7,
    )  # fmt: skip
    assert facts["fit", "0号厅"].value == "不合格"
    assert facts["fit", "1号厅"].value == "合格"
    assert facts["compliance", "0号厅"].value == facts["compliance", "1号厅"].value == 0.75
    assert facts["veto_failures/mystery_shopping"].value == 1
    assert facts["fit_count/mystery_shopping"].value == 9
    failures = [f for f in facts if f.statistic == "outlet"]
    assert [f.value for f in failures] == ["0号厅"]


def test_the_pass_mark_is_held_against_the_unrounded_share() -> None:
    facts = run(rows([["是", "是", "是", "否"]] * 10), pass_mark=0.7501)
    assert facts["fit", "0号厅"].value == "不合格"


def test_weights_count() -> None:
    data = rows([["是", "否", "是", "是"]] * 10)
    assert run(data, weights={"问候": 3})[KEY].value == pytest.approx(3 / 6)
    assert run(data, weights=dict.fromkeys(ITEMS, 2.0))[KEY].value == pytest.approx(3 / 4)
    assert run(data, weights=dict.fromkeys(ITEMS, 2.0))[KEY].ci_low == pytest.approx(
        run(data)[KEY].ci_low
    )


@settings(max_examples=30, deadline=None)
@given(
    results=st.lists(
        st.lists(st.sampled_from(["是", "否", "不适用"]), min_size=4, max_size=4), min_size=3
    ),
    seed=st.randoms(use_true_random=False),
)
def test_order_does_not_matter_and_parts_add(results: list[list[str]], seed: Any) -> None:
    data = rows(results)
    order = list(range(len(data["网点"])))
    seed.shuffle(order)
    one = run(data)
    other = run({name: [column[i] for i in order] for name, column in data.items()})
    for name in ("applicable", "failed", "fit_count"):
        key = f"{name}/mystery_shopping"
        assert (key in one) == (key in other)
        if key in one:
            assert one[key].value == other[key].value
    failed = [f.value for f in one if f.statistic == "failed" and ".outlet." in f.subject]
    if "failed/mystery_shopping" in one:
        assert sum(failed) == one["failed/mystery_shopping"].value


def test_nothing_applicable_one_outlet_and_500_items() -> None:
    assert "没有适用的检查" in run(rows([["不适用"] * 4] * 3))[KEY].error
    alone = run(rows([["是", "否", "是", "是"]]))
    assert "只检查了一个网点" in alone["compliance_low/mystery_shopping"].error
    wide = {
        "网点": [f"{i}号厅" for i in range(12) for _ in range(500)],
        "检查项": [f"项目{j}" for _ in range(12) for j in range(500)],
        "结果": ["是"] * 6000,
    }
    assert run(wide)["applicable/mystery_shopping"].value == 6000


def test_visits_of_one_outlet() -> None:
    data = rows([["是"] * 4] * 6)
    twice = {name: column * 2 for name, column in data.items()}
    with pytest.raises(DataError, match="与第2行重复"):
        run(twice)
    twice["次"] = ["一"] * 24 + ["二"] * 24
    assert run(twice, visit="次")["applicable/mystery_shopping"].value == 48


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (rows([["是", "好"]]), {}, "既不是通过、不通过，也不是不适用"),
        (rows([["是"]]), {"veto": ["佩戴"]}, "veto 写的“佩戴”不在"),
        (rows([["是"]]), {"weights": {"佩证": 0}}, "权重为0"),
        (rows([["是"], ["是"]]), {"outlets": 1}, "多于总数1个"),
        (rows([["是"]]), {"failed": ["是"]}, "有两种含义"),
        (rows([["是"]]), {"step": "环节"}, "没有“环节”列"),
        ({"网点": [""], "检查项": ["佩证"], "结果": ["是"]}, {}, "没有填写"),
    ],
)
def test_bad_input_is_named(data: dict[str, list[Any]], options: dict[str, Any], said: str) -> None:
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, **options)
    assert said in str(caught.value)


def test_the_wrong_cell_has_its_row_and_column() -> None:
    with pytest.raises(DataError) as caught:
        run(rows([["是", "好"]]))
    where = caught.value.problems[0].where
    assert (where.row, where.column) == (3, "结果")


def test_the_section(tmp_path: Path) -> None:
    data = rows([["是", "否", "是", "否"]] + [["是", "是", "不适用", "是"]] * 11)
    data["环节"] = [{"佩证": "迎接", "问候": "迎接"}.get(i, "办理") for i in data["检查项"]]
    study = 'method = "mystery_shopping"\nstep = "环节"\nveto = ["票据"]\n'
    _, text = section(tmp_path, study, data)
    assert text.lstrip().startswith("对12个网点的37项适用检查中，2项没有落实，落实率为94.6%")
    assert "不能断定是否达到目标95%" in text
    assert "合格的网点11个" in text
    assert "不适用的11项不计入" in text
    assert "否决项有1项次不通过" in text
    outlets = text[text.index("：按网点") :]
    assert all(name in outlets for name in data["网点"])
    assert "问候" not in outlets[: outlets.index("合格线为")]


def test_all_wards_visited_are_no_sample_and_called_by_their_column(tmp_path: Path) -> None:
    data = rows([["是", "否", "是", "否"]] + [["是", "是", "不适用", "是"]] * 11)
    data["科室"] = data.pop("网点")
    study = 'method = "mystery_shopping"\noutlet = "科室"\noutlets = 12\n'
    _, text = section(tmp_path, study, data)
    assert text.lstrip().startswith("对12个科室的37项适用检查中")
    assert "网点" not in text
    assert "置信区间" not in text
    assert "全部科室都已检查，没有抽样误差，以落实率本身判断" in text
