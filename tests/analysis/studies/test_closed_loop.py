"""Closing the loop: tests of before and after, status by rule, ledger, bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy import stats

import reporter
from reporter.analysis.studies.parts.measure_ledger import (
    of_margins,
    of_scores,
    of_shares,
)
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.verdict import CHANGE, NO_VERDICT
from reporter.facts.verdict.process import attained, status
from tests.study_sections import WORDS, filled, section, survey

HEAD = ["措施", "指标", "责任部门", "实施情况", "上次状态", "上期", "上期样本量", "上期标准差"]
HEAD += ["本期", "本期样本量", "本期标准差", "目标值"]
BASE: dict[str, Any] = dict(
    zip(
        HEAD,
        ["短信告知", "停电通知", "调度", "已完成", "", 84, 300, 12, 91, 300, 11, 90],
        strict=True,
    )
)


def ledger(*rows: dict[str, Any]) -> dict[str, list[Any]]:
    return {name: [{**BASE, **row}[name] for row in rows] for name in HEAD}


def run(*rows: dict[str, Any], **options: Any) -> FactTable:
    return reporter.run_study("closed_loop", ledger(*rows), earlier="上次状态", **options)


def test_scores_are_tested_as_welch_does() -> None:
    found = of_scores((84, 12, 300), (91, 11, 250), 0.95)
    other = stats.ttest_ind_from_stats(91, 11, 250, 84, 12, 300, equal_var=False)
    assert found.p == pytest.approx(other.pvalue, rel=1e-9)
    rng = np.random.default_rng(3)
    one, two = rng.normal(84, 9, 40), rng.normal(88, 5, 55)
    sides = [(float(x.mean()), float(x.std(ddof=1)), len(x)) for x in (one, two)]
    found = of_scores(sides[0], sides[1], 0.95)
    test = stats.ttest_ind(two, one, equal_var=False)
    assert found.p == pytest.approx(test.pvalue, rel=1e-9)
    assert found.interval == pytest.approx(tuple(test.confidence_interval()), abs=1e-9)


def test_shares_have_newcombes_interval() -> None:
    """56/70 and 48/80: .0524 to .3339 (Newcombe 1998; the paper prints four digits)."""
    found = of_shares((48 / 80, 80), (56 / 70, 70), 0.95)
    assert found.interval == pytest.approx((0.0524, 0.3339), abs=5e-5)


def test_margins_alone_agree_with_their_interval() -> None:
    half = 2.0
    for after, sure in ((86.0, False), (87.5, True)):
        found = of_margins((84.0, half, 300), (after, half, 300), 0.95)
        assert found.interval is not None
        assert (found.interval[0] > 0) is sure
        assert found.p is not None
        assert (found.p < 0.05) is sure


@pytest.mark.parametrize(
    ("done", "closed", "target", "now", "word", "wanted"),
    [
        ("done", False, 90, 91, CHANGE.above, "已关闭"),
        ("done", False, 90, 89, CHANGE.above, "进行中"),
        ("done", False, 90, 89, CHANGE.slightly_above, "进行中"),
        ("done", False, 90, 89, CHANGE.same, "复开"),
        ("done", False, 90, 95, CHANGE.below, "复开"),
        ("done", True, 90, 95, CHANGE.below, "复开"),
        ("done", True, 90, 89, CHANGE.same, "复开"),
        ("done", True, 90, 91, CHANGE.same, "已关闭"),
        ("done", True, None, 91, CHANGE.same, "已关闭"),
        ("done", False, None, 91, CHANGE.above, "已关闭"),
        ("done", False, None, 91, CHANGE.same, "复开"),
        ("done", False, 90, 91, NO_VERDICT, "进行中"),
        ("done", False, 90, 91, None, "已关闭"),
        ("done", False, 90, 89, None, "进行中"),
        ("partial", False, 90, 91, CHANGE.above, "进行中"),
        ("none", False, 90, 91, CHANGE.above, "未启动"),
        ("none", False, 90, 80, CHANGE.below, "未启动"),
        ("none", True, 90, 80, CHANGE.below, "复开"),
        ("partial", False, 90, 80, CHANGE.below, "复开"),
    ],
)
def test_the_rule(
    done: Any, closed: bool, target: float | None, now: float, word: str | None, wanted: str
) -> None:
    reached = None if target is None else attained(now, now, target)
    found, reason = status(word, done, reached, closed)
    assert found == wanted
    assert reason


def test_a_change_inside_the_error_is_no_improvement() -> None:
    facts = run({"上期": 90.3, "本期": 90.9, "目标值": 92})
    assert facts["verdict", "短信告知"].value == CHANGE.same
    assert facts["status", "短信告知"].value == "复开"


def test_a_large_sample_does_not_make_a_small_change_significant() -> None:
    facts = run({"上期": 90.0, "本期": 90.3, "上期样本量": 90000, "本期样本量": 90000})
    assert facts["verdict", "短信告知"].value == CHANGE.slightly_above
    assert facts["p", "短信告知"].value < 0.001


def test_many_measures_are_tested_together() -> None:
    alone = {"上期": 88, "本期": 90.0, "措施": "甲"}
    assert run(alone)["verdict", "甲"].value == CHANGE.slightly_above
    others = [{"措施": f"措施{i}", "上期": 88, "本期": 88} for i in range(19)]
    assert run(alone, *others)["verdict", "甲"].value == CHANGE.within_error


def test_counts_add_and_order_of_rows_does_not_matter() -> None:
    rows = [
        {"措施": "甲"}, {"措施": "乙", "本期": 84.2}, {"措施": "丙", "实施情况": "否"},
        {"措施": "丁", "本期": 88}, {"措施": "戊", "本期": 80, "上次状态": "已关闭"},
    ]  # fmt: skip
    one, other = run(*rows), run(*rows[::-1])
    for name in "甲乙丙丁戊":
        assert one["status", name].value == other["status", name].value
    counts = [f.value for f in one if f.statistic == "count"]
    assert sum(counts) == one["measures/closed_loop"].value == 5
    judged = [one[f"{name}/closed_loop"].value for name in ("rose", "same", "fell", "not_judged")]
    assert sum(judged) == 5


def test_what_was_not_measured_is_said() -> None:
    facts = run({"上期标准差": "", "目标值": ""})
    assert "无法检验" in facts["verdict", "短信告知"].error
    assert facts["target", "短信告知"].error == "没有目标值。"
    few = run({"上期样本量": 4})
    assert few["previous", "短信告知"].value is None  # too few to publish
    constant = run({"上期标准差": 0, "本期标准差": 0})
    assert "无法检验" in constant["p", "短信告知"].error


def test_shares_as_percentages() -> None:
    facts = run({"上期": "60%", "本期": 0.8, "目标值": "75％"}, unit="share")
    assert facts["change", "短信告知"].value == pytest.approx(0.2)
    assert facts["status", "短信告知"].value == "已关闭"


@pytest.mark.parametrize(
    ("row", "options", "said", "column"),
    [
        ({"实施情况": "差不多"}, {}, "不是约定的写法", "实施情况"),
        ({"实施情况": ""}, {}, "没有填写", "实施情况"),
        ({"本期": ""}, {}, "没有填写", "本期"),
        ({"措施": ""}, {}, "没有填写", "措施"),
        ({"上期": "高"}, {}, "不是数", "上期"),
        ({"上期样本量": -3}, {}, "小于0", "上期样本量"),
        ({"本期": 88}, {"unit": "share"}, "不是0至1之间的数", "上期"),
    ],
)
def test_bad_cells_have_their_place(
    row: dict[str, Any], options: dict[str, Any], said: str, column: str
) -> None:
    with pytest.raises(DataError) as caught:
        run(row, **options)
    problem = caught.value.problems[0]
    assert said in problem.what
    assert (problem.where.row, problem.where.column) == (2, column)


def test_a_measure_twice_and_none_at_all() -> None:
    with pytest.raises(DataError, match="与第2行重复"):
        run({}, {})
    task = {"measure": "甲", "indicator": "window"}
    alone = reporter.run_study("closed_loop", ledger({}), tasks=[task])
    assert "措施表" in next(iter(alone)).error


def test_five_hundred_measures() -> None:
    facts = run(*({"措施": f"措施{i}"} for i in range(500)))
    assert facts["measures/closed_loop"].value == 500


def test_the_section_names_what_must_be_reopened(tmp_path: Path) -> None:
    rows = [{"目标值": 86}, {"措施": "账单改版", "本期": 84.3, "责任部门": "营销部"}]
    _, text = section(tmp_path, 'method = "closed_loop"\n', ledger(*rows))
    assert text.lstrip().startswith("上期2项改进措施中，指标提高的1项，基本持平的1项，下降的0项；")
    assert "复开的有1项，已关闭的有1项。" in text
    assert "重定时限：账单改版（营销部，措施完成，指标未见提高）。" in text


def test_tasks_tied_to_the_survey(tmp_path: Path) -> None:
    study = 'method = "closed_loop"\n'
    study += 'tasks = [{ measure = "一次告知", indicator = "window", target = 99 }]\n'
    section(tmp_path, 'method = "closed_loop"\n', ledger({}))
    toml = tmp_path / "project.toml"
    lines = toml.read_text(encoding="utf-8").split("[[studies]]")[0]
    head = '[[studies]]\nid = "S"\n'
    toml.write_text(lines + head + study, encoding="utf-8")
    facts = reporter.compute_facts(toml)
    assert "没有上期结果" in facts["lacks/S"].error
    before = '[previous]\nwave = "2025年度"\n[previous.scores]\nwindow = 75\n'
    toml.write_text(lines + before + head + study, encoding="utf-8")
    facts = reporter.compute_facts(toml)
    row = "S.measure.一次告知"
    assert facts[f"current/{row}"].value == pytest.approx(facts["score/window"].value)
    assert facts[f"status/{row}"].value == "进行中"
    assert "无法检验" in facts[f"verdict/{row}"].error
    toml.write_text(lines + before + head + study.replace('"window"', '"windov"'), encoding="utf-8")
    with pytest.raises(ProjectError, match="windov"):
        reporter.compute_facts(toml)


def test_a_target_within_the_error_closes_nothing() -> None:
    """93.8 % of 328 against 93 %, down from 94.0 %: not known to be reached."""
    row = {"上期": "94.0%", "上期样本量": 330, "本期": "93.8%", "本期样本量": 328, "目标值": "93%"}
    facts = run(row, unit="share")
    assert facts["reached", "短信告知"].value == "不能判断"
    assert facts["status", "短信告知"].value == "进行中"
    assert "误差" in str(facts["reason", "短信告知"].value)
    kept = run({**row, "上次状态": "已关闭"}, unit="share")
    assert kept["status", "短信告知"].value == "已关闭"
    clear = run({**row, "本期样本量": 32800}, unit="share")
    assert clear["status", "短信告知"].value == "已关闭"
    no_error = run({**row, "本期样本量": ""}, unit="share")
    assert no_error["reached", "短信告知"].value == "达到"


def test_scores_of_a_weighted_report_are_not_called_unweighted(tmp_path: Path) -> None:
    answers = ["窗口,权数", *(f"{WORDS[i % 4]},{1 + i % 2}" for i in range(40))]
    study = """weight = "权数"
[[studies]]
id = "S"
title = "研究一节"
method = "closed_loop"
tasks = [{ measure = "一次告知", indicator = "window" }]
[previous]
wave = "2025年度"
[previous.scores]
window = 75
"""
    facts, html = filled(survey(tmp_path, answers, study))
    assert facts["sample_weights/S"].value == "同本报告"
    assert "就是本报告的得分，已按样本权数加权" in html
