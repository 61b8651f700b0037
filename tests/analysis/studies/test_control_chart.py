"""Control charts as a study: choice of chart, limits of a baseline, alarms, what cannot be had."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reporter
from reporter.analysis.studies.parts.control_series import in_time
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section

DATA = Path(__file__).parents[2] / "data"
QCC = json.loads((DATA / "oracle/control_charts.json").read_text("utf-8"))["results"]
NELSON = json.loads((DATA / "oracle/control_rules.json").read_text("utf-8"))
SINGLE = "过程监控（控制图）"


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("control_chart", data, **options)


def months(count: int) -> list[str]:
    return [f"{2024 + i // 12}年{i % 12 + 1}月" for i in range(count)]


def steady(count: int = 24, level: float = 90.0, seed: int = 1) -> list[float]:
    return [round(float(v), 2) for v in np.random.default_rng(seed).normal(level, 1, count)]


def values(facts: FactTable, statistic: str) -> list[Any]:
    return [fact.value for fact in facts if fact.statistic == statistic]


def alarms(facts: FactTable) -> list[tuple[Any, ...]]:
    """Return when, which rules and the way of every alarm."""
    return list(
        zip(*(values(facts, name) for name in ("when", "broken", "direction")), strict=True)
    )


def test_limits_equal_the_oracle() -> None:
    numbers = NELSON["data"]["nile"]
    facts = run({"年": list(range(1871, 1971)), "数": numbers}, time="年", value="数")
    expected = NELSON["results"]["nile"]
    for name, key in (("centre", "center"), ("upper", "ucl"), ("lower", "lcl")):
        assert facts[name, SINGLE].value == pytest.approx(expected[key], abs=1e-9)
    assert facts["state", SINGLE].value == "有异常"
    assert facts["is_linked", SINGLE].value == "是"
    assert len([f for f in facts if f.statistic == "value" and ".points" in f.subject]) == 60


def test_shares_have_limits_of_their_own_size() -> None:
    defects = [round(v * 50) for v in QCC["orangejuice_p"]["statistics"]]
    data = {"样本": list(range(1, 31)), "次": defects, "查": [50] * 30}
    facts = run(data, time="样本", defects="次", size="查", rules=["limits"])
    assert facts["chart", SINGLE].value == "不合格率图（p图）"
    assert facts["upper", SINGLE].value == pytest.approx(0.41023911859, abs=1e-9)
    assert facts["upper", SINGLE].unit == "share"
    assert [when for when, *_ in alarms(facts)] == ["15", "23"]
    data["查"][4] = 400
    wide = run(data, time="样本", defects="次", size="查", rules=["limits"])
    upper = [f.value for f in wide if f.statistic == "upper" and ".points" in f.subject]
    assert upper[4] < upper[3]


def test_points_dropped_do_not_set_the_limits_but_are_judged() -> None:
    defects = [round(v * 50) for v in QCC["orangejuice_p"]["statistics"]]
    data = {"样本": list(range(1, 31)), "次": defects, "查": [50] * 30}
    facts = run(data, time="样本", defects="次", size="查", rules=["limits"], exclude=["15", "23"])
    assert facts["centre", SINGLE].value == pytest.approx(0.215, abs=1e-9)
    assert [when for when, *_ in alarms(facts)] == ["15", "21", "23"]


def test_a_large_survey_gets_laney_s_chart_and_says_why() -> None:
    draw = np.random.default_rng(3)
    sizes = [50_000] * 24
    defects = [int(v) for v in np.round(draw.normal(0.03, 0.003, 24) * 50_000)]
    data = {"周": [f"第{i}周" for i in range(1, 25)], "次": defects, "查": sizes}
    facts = run(data, time="周", defects="次", size="查", rules=["limits"])
    assert facts["is_laney", SINGLE].value == "是"
    assert facts["dispersion", SINGLE].value > 2
    assert facts["alarms/control_chart"].value == 0
    plain = run(data, time="周", defects="次", size="查", rules=["limits"], chart="p")
    assert plain["alarms/control_chart"].value > 0


def test_samples_of_several_get_a_chart_of_means() -> None:
    draw = np.random.default_rng(2)
    few = {"月": sorted(months(12) * 5, key=months(12).index), "分": list(draw.normal(90, 3, 60))}
    assert run(few, time="月", value="分")["chart", SINGLE].value == "均值—极差图"
    many = {"月": sorted(months(6) * 15, key=months(6).index), "分": list(draw.normal(90, 3, 90))}
    facts = run(many, time="月", value="分")
    assert facts["chart", SINGLE].value == "均值—标准差图"
    assert facts["limits", SINGLE].value == "全部各期（试用）"


def test_each_customer_has_a_chart_and_the_worst_are_drawn() -> None:
    data: dict[str, list[Any]] = {"月": [], "客户": [], "分": []}
    for k, name in enumerate("甲乙丙丁戊"):
        numbers = steady(seed=10 + k)
        if name == "丙":
            numbers[20] = 60.0
        data["月"] += months(24)
        data["客户"] += [name] * 24
        data["分"] += numbers
    facts = run(data, time="月", by="客户", value="分", rules=["limits"], drawn=1)
    assert values(facts, "series_count") == [5]
    assert facts["state", "丙"].value == "有异常"
    assert facts["state", "甲"].value == "未见异常"
    assert [f.label for f in facts if f.statistic == "drawn" and f.value] == ["丙"]
    assert ("2025年9月", "超出控制限", "偏低，变差") in alarms(facts)


def test_limits_of_a_baseline_see_the_shift_that_later_points_would_hide() -> None:
    numbers = steady(12) + steady(12, level=94, seed=2)
    data = {"月": months(24), "分": numbers}
    phase_two = run(data, time="月", value="分", baseline_until="2024年12月")
    assert phase_two["centre", SINGLE].value == pytest.approx(np.mean(numbers[:12]))
    assert phase_two["limits", SINGLE].value == "基准期（试用）"
    assert phase_two["is_current", SINGLE].value == "是"
    assert any("向好" in direction for *_, direction in alarms(phase_two))


def test_a_trend_has_its_own_way() -> None:
    data = {"月": months(24), "分": [*steady(17), 91, 90, 89.5, 89, 88.8, 88.5, 88.4]}
    found = alarms(run(data, time="月", value="分", rules=["nelson3"]))
    assert ("2025年12月", "连续6点递增或递减", "偏低，变差") in [
        (w.split("至")[-1], r, d) for w, r, d in found
    ]


def test_alarms_that_meet_are_one_event() -> None:
    data = {"月": months(24), "分": [*steady(20), 60, 60.5, 60.2, 90]}
    facts = run(data, time="月", value="分", rules=["western_electric"], baseline_until="2025年8月")
    lows = [row for row in alarms(facts) if row[2] == "偏低，变差"]
    assert [row[0] for row in lows] == ["2025年9月至2025年11月"]
    assert lows[0][1].startswith("超出控制限；")
    where = next(f.subject for f in facts if f.statistic == "direction" and "变差" in str(f.value))
    assert facts[f"value/{where}"].value == 60


@pytest.mark.parametrize("chart", ["ewma", "cusum"])
def test_small_shifts(chart: str) -> None:
    numbers = steady(20) + steady(12, level=91.5, seed=4)
    data = {"月": months(32), "分": numbers}
    facts = run(data, time="月", value="分", chart=chart, baseline_until="2025年8月")
    assert facts["is_current", SINGLE].value == "是"
    assert all("偏高" in direction for *_, direction in alarms(facts))
    assert facts["second", SINGLE].value == ("below" if chart == "cusum" else "")


def test_limits_stay_where_scores_can_be_and_alarms_stay_the_same() -> None:
    data = {"月": months(12), "分": [90, 100, 75, 100, 90, 75, 100, 90, 100, 75, 90, 100]}
    free = run(data, time="月", value="分")
    kept = run(data, time="月", value="分", lowest=0, highest=100)
    assert free["upper", SINGLE].value > 100
    assert kept["upper", SINGLE].value == 100
    assert alarms(free) == alarms(kept)


@pytest.mark.parametrize("chart", ["ewma", "cusum"])
def test_run_rules_do_not_apply_to_points_that_depend_on_each_other(chart: str) -> None:
    data = {"月": months(24), "分": [*steady(12), *steady(12, level=95, seed=2)]}
    facts = run(data, time="月", value="分", chart=chart, rules=["nelson"])
    assert "Nelson" not in facts["rules/control_chart"].value
    assert not any("点" in broken for _, broken, _ in alarms(facts))


def test_no_variation_means_no_limits_and_a_reason() -> None:
    data = {"月": months(8) * 2, "客户": ["甲"] * 8 + ["乙"] * 8, "分": [90] * 8 + steady(8)}
    facts = run(data, time="月", by="客户", value="分")
    row = facts["centre", "甲"]
    assert row.value is None
    assert row.error == "没有控制限：相邻各期数值没有变化，移动极差为零。"
    assert facts["state", "甲"].value == "不能判断"
    assert facts["unjudged/control_chart"].value == 1
    assert facts["stable/control_chart"].value == 1


def test_four_answers_of_one_customer_are_coarse() -> None:
    words = ["满意", "满意", "非常满意", "满意", "基本满意", "满意", "满意", "非常满意"]
    answers = {"非常满意": 100, "满意": 90, "基本满意": 75, "不满意": 60}
    facts = run({"月": months(8), "答": words}, time="月", value="答", answers=answers)
    assert facts["is_coarse", SINGLE].value == "是"
    assert facts["limits", SINGLE].value.endswith("（试用）")


@pytest.mark.parametrize(
    "data",
    [{"分": [90]}, {"分": ["不了解", ""]}, {"月": ["1月"] * 4, "分": [80, 90, 85, 95]}],
)
def test_one_period_is_no_process(data: dict[str, list[Any]]) -> None:
    facts = run(data, value="分", **({"time": "月"} if "月" in data else {}))
    assert "只有一期数据" in facts.meta["lacks"][0]["reason"]
    assert not facts.select("centre")


def test_500_customers() -> None:
    draw = np.random.default_rng(5)
    data = {
        "月": months(24) * 500,
        "客户": [f"K{k:03d}" for k in range(500) for _ in range(24)],
        "分": list(draw.normal(90, 2, 12000).round(1)),
    }
    facts = run(data, time="月", by="客户", value="分", rules=["limits"])
    assert facts["series_count/control_chart"].value == 500
    assert facts["listed/control_chart"].value <= 40
    assert len(facts) < 15000


def test_the_order_of_rows_does_not_matter() -> None:
    data = {"月": months(24), "分": [*steady(20), 80, 81, 80, 82]}
    order = np.random.default_rng(6).permutation(24)
    mixed = {name: [column[i] for i in order] for name, column in data.items()}
    one, other = (run(d, time="月", value="分") for d in (data, mixed))
    assert [f.to_json() for f in one] == [f.to_json() for f in other]


def test_periods_are_in_time_where_they_are_alike() -> None:
    assert in_time(["2025年10月", "2025年9月"]) == ["2025年9月", "2025年10月"]
    assert in_time(["第10周", "第2周"]) == ["第2周", "第10周"]
    assert in_time(["受理", "施工"]) == ["受理", "施工"]
    assert in_time(["2025-2", "2025年1月"]) == ["2025-2", "2025年1月"]


@pytest.mark.parametrize("options", [{}, {"value": "分", "defects": "次"}])
def test_what_to_follow_must_be_said(options: dict[str, str]) -> None:
    facts = run({"分": [1, 2], "次": [0, 1]}, **options)
    assert "value" in next(iter(facts)).error


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "得分"}, "没有“得分”列"),
        ({"baseline_until": "2030年1月"}, "不在数据的各期中"),
        ({"exclude": ["13月"]}, "不在数据的各期中"),
        ({"chart": "p"}, "图种 p 要用不合格数列"),
        ({"chart": "xbar"}, "chart"),
        ({"rules": ["nelson9"]}, "rules"),
    ],
)
def test_wrong_options_say_what_to_do(change: dict[str, Any], said: str) -> None:
    data = {"月": months(6), "分": steady(6)}
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, **{"time": "月", "value": "分", **change})
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ({"月": ["1月", ""], "次": [1, 2], "查": [9, 9]}, "“月”没有填写"),
        ({"月": ["1月", "2月"], "次": [1, -2], "查": [9, 9]}, "不能小于零"),
        ({"月": ["1月", "2月"], "次": [1, 2], "查": [9, 0]}, "应大于零"),
        ({"月": ["1月", "2月"], "次": [1, 12], "查": [9, 9]}, "多于检查数"),
        ({"月": ["1月", "2月"], "次": [1, "三"], "查": [9, 9]}, "不是数"),
    ],
)
def test_wrong_cells_are_named(data: dict[str, list[Any]], said: str) -> None:
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, time="月", defects="次", size="查")
    assert said in str(caught.value)


def test_two_numbers_of_one_month_are_no_single_values() -> None:
    with pytest.raises(ProjectError, match="单值图每期只能有一个"):
        run({"月": ["1月", "1月"], "分": [1, 2]}, time="月", value="分", chart="i_mr")


def test_the_cell_that_is_wrong_has_its_row() -> None:
    with pytest.raises(DataError) as caught:
        run({"月": ["1月", "2月"], "分": [1, "好"]}, time="月", value="分")
    assert caught.value.problems[0].where.row == 3


def test_the_section_leads_with_what_is_out_of_control(tmp_path: Path) -> None:
    data = {
        "月": months(24) * 3,
        "客户": ["甲1"] * 24 + ["乙"] * 24 + ["丙"] * 24,
        "分": [*steady(20), 70, 70.5, 70.2, 70.4, *steady(24, seed=5), *[90] * 24],
    }
    study = 'method = "control_chart"\ntime = "月"\nby = "客户"\nvalue = "分"\nrules = ["limits"]\n'
    facts, text = section(tmp_path, study, data)
    assert text.index("3个客户中，1个出现异常信号") < text.index("所用的图")
    assert "最近一期仍在报警的有甲1（70.4分，中心线86.7分）。" in text
    assert "丙没有控制限：相邻各期数值没有变化" in text
    assert "未见异常只说明过程稳定，不说明已经达到目标" in text
    assert facts["alarms/S"].number == len([f for f in facts if f.statistic == "when"])


@pytest.mark.parametrize("chart", ["i_mr", "ewma", "cusum", "xbar_r", "xbar_s"])
def test_every_chart_has_a_section(tmp_path: Path, chart: str) -> None:
    each = 5 if chart.startswith("xbar") else 1
    labels = [label for label in months(24) for _ in range(each)]
    draw = np.random.default_rng(8)
    data = {"月": labels, "分": list(draw.normal(90, 2, 24 * each).round(2))}
    study = f'method = "control_chart"\ntime = "月"\nvalue = "分"\nchart = "{chart}"\n'
    _, text = section(tmp_path, study, data)
    assert "共24期数据" in text
    assert ("极差" in text) == (chart in ("i_mr", "xbar_r"))


@pytest.mark.parametrize("chart", ["p", "laney_p", "np", "c", "u"])
def test_every_chart_of_counts_has_a_section(tmp_path: Path, chart: str) -> None:
    draw = np.random.default_rng(9)
    data = {"月": months(24), "次": list(draw.poisson(8, 24)), "查": [100] * 24}
    study = (
        f'method = "control_chart"\ntime = "月"\ndefects = "次"\nsize = "查"\nchart = "{chart}"\n'
    )
    _, text = section(tmp_path, study, data)
    assert "共24期数据" in text


def test_definition_tells_every_rule_of_the_sets() -> None:
    """Nelson's nine points, Western Electric's eight: who reads it can find the alarms again."""
    from reporter.analysis.studies.control_chart import DEFINITION
    from reporter.stats.run_rules import RULES, SETS

    for name in SETS["nelson"] + SETS["western_electric"]:
        assert RULES[name].words in DEFINITION
