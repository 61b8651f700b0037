"""Complaints: bases of the rates, stages inside each other, won and lost customers by test."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from statsmodels.stats.proportion import confint_proportions_2indep, proportion_confint
from statsmodels.stats.weightstats import ttest_ind

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section

WHOLE = "投诉处理与客户挽回"
ALL: dict[str, Any] = {
    "complained": "投诉",
    "problem": "问题",
    "resolved": "结果",
    "handling": "处理",
    "overall": "总评",
    "retained": "继续",
}
WON, LOST, CALM = "投诉且对处理满意", "投诉但对处理不满意", "没有遇到问题"
Row = tuple[str, str, str, str, float, str]


def table(*groups: tuple[int, Row]) -> dict[str, list[Any]]:
    """Return rows of problem, complained, outcome, handling, overall, stays."""
    rows = [row for count, row in groups for _ in range(count)]
    names = ("问题", "投诉", "结果", "处理", "总评", "继续")
    return {name: [row[j] for row in rows] for j, name in enumerate(names)}


DATA = table(
    (60, ("否", "否", "", "", 92, "是")),
    (40, ("否", "否", "", "", 88, "否")),
    (50, ("是", "否", "", "", 80, "否")),
    (25, ("是", "是", "已解决", "满意", 91, "是")),
    (10, ("是", "是", "已解决", "满意", 89, "否")),
    (15, ("是", "是", "部分解决", "不满意", 70, "是")),
    (20, ("是", "是", "未解决", "不满意", 60, "否")),
)


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("complaints", data, **{**ALL, **options})


def test_rates_have_bases_of_their_own() -> None:
    facts = run(DATA)
    assert facts["complaint_rate", WHOLE].value == pytest.approx(70 / 220)
    assert facts["problem_rate", WHOLE].value == pytest.approx(70 / 120)
    assert facts["resolved_rate", WHOLE].value == 0.5
    assert facts["handling_rate", WHOLE].value == 0.5
    expected = proportion_confint(70, 220, method="wilson")
    found = facts["complaint_rate", WHOLE]
    assert (found.ci_low, found.ci_high) == pytest.approx(expected)


def test_stages_are_inside_each_other() -> None:
    facts = run(DATA)
    stages = facts.select("count")
    assert [(one.label, one.value) for one in stages] == [
        ("遇到问题", 120), ("提出投诉", 70), ("得到解决", 35), ("解决并对处理满意", 35),
    ]  # fmt: skip
    assert facts["of_before", "得到解决"].value == 0.5
    assert facts["of_all", "得到解决"].value == pytest.approx(35 / 220)


def test_groups_are_told_apart_by_welch() -> None:
    facts = run(DATA)
    values = [np.array([92.0] * 60 + [88.0] * 40), np.array([70.0] * 15 + [60.0] * 20)]
    _, p, _ = ttest_ind(*values, usevar="unequal")
    assert facts["p", LOST].value == pytest.approx(3 * p, rel=1e-6)  # Holm: the smallest of three
    assert facts["difference", LOST].value == pytest.approx(values[1].mean() - values[0].mean())
    assert facts["verdict", LOST].value == "显著低于"
    assert facts["verdict", WON].value == "未超过抽样误差"


def test_won_back_is_a_difference_of_shares() -> None:
    facts = run(DATA)
    expected = confint_proportions_2indep(25, 35, 15, 35, method="newcomb", compare="diff")
    found = facts["won_back", WHOLE]
    assert found.value == pytest.approx(10 / 35)
    assert (found.ci_low, found.ci_high) == pytest.approx(expected)
    assert facts["won_back_verdict", WHOLE].value == "显著高于"


def test_the_paradox_needs_test_and_effect(tmp_path: Path) -> None:
    keys = "\n".join(f'{name} = "{column}"' for name, column in ALL.items())
    study = f'method = "complaints"\n{keys}\n'
    _, text = section(tmp_path, study, DATA)
    assert "没有看到“处理得好反而更满意”" in text
    better = {
        **DATA,
        "总评": [98 if h == "满意" else v for h, v in zip(DATA["处理"], DATA["总评"], strict=True)],
    }
    _, text = section(tmp_path, study, better)
    assert "出现了“处理得好反而更满意”的现象" in text


def test_who_complained_had_a_problem() -> None:
    data = {**DATA, "问题": ["否"] * 220}
    facts = run(data)
    assert facts["problem_rate", WHOLE].value == 1
    assert facts["count", "遇到问题"].value == 70


def test_without_a_question_on_problems_the_others_are_the_reference() -> None:
    facts = run(DATA, problem="")
    assert facts["reference", WHOLE].value == "没有投诉"
    assert facts["n", "没有投诉"].value == 150


def test_channels() -> None:
    data = {**DATA, "渠道": ["热线┋窗口" if c == "是" else "" for c in DATA["投诉"]]}
    facts = run(data, channels="渠道")
    assert facts["share_n", WHOLE].value == 70
    assert facts["share", "热线"].value == 1


def test_few_complaints_are_not_judged(tmp_path: Path) -> None:
    data = table(
        (60, ("否", "否", "", "", 92, "是")),
        (12, ("是", "是", "已解决", "满意", 98, "是")),
        (4, ("是", "是", "未解决", "不满意", 60, "否")),
    )
    facts = run(data)
    assert facts["verdict", WON].value == "样本不足，不作判断"
    assert facts["won_back", WHOLE].value is None
    assert "少于10" in facts["won_back", WHOLE].warning
    keys = "\n".join(f'{name} = "{column}"' for name, column in ALL.items())
    _, text = section(tmp_path, f'method = "complaints"\n{keys}\n', data)
    assert "16投诉过" in text.replace("人", "").replace(" ", "")


@pytest.mark.parametrize("count", [0, 1])
def test_nobody_or_one_complained(tmp_path: Path, count: int) -> None:
    data = table(
        (60, ("否", "否", "", "", 92, "是")),
        (count, ("是", "是", "已解决", "满意", 98, "是")),
    )
    facts = run(data)
    assert facts["complaint_rate", WHOLE].value == pytest.approx(count / (60 + count))
    assert facts["handling_rate", WHOLE].value is None
    keys = "\n".join(f'{name} = "{column}"' for name, column in ALL.items())
    _, text = section(tmp_path, f'method = "complaints"\n{keys}\n', data)
    assert "投诉率为" in text


def test_only_the_question_itself() -> None:
    facts = reporter.run_study("complaints", {"投诉": ["是"] * 20 + ["否"] * 20}, complained="投诉")
    assert facts["complaint_rate", WHOLE].value == 0.5
    nothing = reporter.run_study("complaints", {"投诉": [""] * 2, "x": [1, 2]}, complained="投诉")
    assert "没有人回答" in nothing.meta["studies"][0]["reason"]


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_order_of_rows_changes_nothing(seed: int) -> None:
    order = list(range(220))
    random.Random(seed).shuffle(order)
    turned = run({name: [column[i] for i in order] for name, column in DATA.items()})
    for fact in run(DATA):
        other = turned[fact.key]
        assert other.value == (
            pytest.approx(fact.value) if isinstance(fact.value, float) else fact.value
        )


def test_bad_input() -> None:
    with pytest.raises(DataError, match="也许") as caught:
        run({**DATA, "投诉": ["也许", *DATA["投诉"][1:]]})
    assert caught.value.problems[0].where.row == 2
    with pytest.raises(DataError, match="没有“渠道”列"):
        run(DATA, channels="渠道")
    with pytest.raises(ProjectError, match="写了两次"):
        run(DATA, problem="投诉")


def test_a_share_of_few_is_marked_in_the_table(tmp_path: Path) -> None:
    """16 people were won back: their share is a hint, as their score is."""
    data = {
        "投诉": ["是"] * 36 + ["否"] * 60,
        "处理": ["满意"] * 16 + ["不满意"] * 20 + [""] * 60,
        "继续": (["是"] * 15 + ["否"]) + ["否", "是"] * 10 + ["是"] * 60,
    }
    options = 'method = "complaints"\ncomplained = "投诉"\nhandling = "处理"\nretained = "继续"\n'
    _, text = section(tmp_path, options, data)
    assert "93.8%△" in text
    assert "△样本少于30" in text


@pytest.mark.parametrize("kept", [(), ("处理",), ("处理", "继续"), ("问题", "继续")])
def test_columns_that_are_not_there_leave_a_section(tmp_path: Path, kept: tuple[str, ...]) -> None:
    names = {"处理": "handling", "继续": "retained", "问题": "problem"}
    data = {
        "投诉": ["是"] * 40 + ["否"] * 60,
        "处理": ["满意", "不满意"] * 20 + [""] * 60,
        "继续": ["是", "是", "否", "是"] * 25,
        "问题": ["是"] * 70 + ["否"] * 30,
    }
    more = "".join(f'{names[name]} = "{name}"\n' for name in kept)
    used = {name: data[name] for name in ("投诉", *kept)}
    _, text = section(tmp_path, 'method = "complaints"\ncomplained = "投诉"\n' + more, used)
    assert "投诉率为40.0%" in text
