"""Reliability as users call it: facts, traps of the method, own survey and file alike."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import Fact, FactTable
from tests.study_sections import section, survey

ROOT = Path(__file__).parents[3]
DATA = ROOT / "tests" / "data" / "studies"
Columns = dict[str, list[Any]]
A = [f"A{i}" for i in range(1, 6)]


def read(file: str) -> Columns:
    with (DATA / file).open(encoding="utf-8") as opened:
        rows = list(csv.DictReader(opened))
    return {name: [row[name] for row in rows] for name in rows[0]}


BFI, MOBI = read("bfi_agreeableness.csv"), read("ecsi_mobi.csv")


def run(data: Columns, scales: dict[str, list[str]], **options: Any) -> FactTable:
    listed = [{"name": name, "items": items} for name, items in scales.items()]
    return reporter.run_study("reliability", data, scales=listed, **options)


def one(facts: FactTable, statistic: str, where: str) -> Fact:
    (found,) = facts.select(statistic, f"reliability.{where}")
    return found


def test_listwise_alpha_with_the_item_turned_is_r() -> None:
    scales = [{"name": "宜人性", "items": A, "reversed": ["A1"]}]
    facts = reporter.run_study("reliability", BFI, scales=scales, scale=[1, 6])
    alpha = one(facts, "alpha", "scale.宜人性")
    assert alpha.value == pytest.approx(0.70375589437, abs=1e-9)
    assert (alpha.ci_low, alpha.ci_high) == pytest.approx((0.68574463505, 0.7210359628), abs=1e-9)
    assert (alpha.n, one(facts, "incomplete", "scale.宜人性").value) == (2709, 91)
    assert one(facts, "omega", "scale.宜人性").value == pytest.approx(0.71212896549, abs=1e-6)
    assert one(facts, "alpha_standardised", "scale.宜人性").value == pytest.approx(0.71350155263)
    assert one(facts, "rating", "scale.宜人性").value == "可以接受"
    assert one(facts, "remark", "item.A2").value == "良好"


def test_a_reversed_item_is_reported_not_turned() -> None:
    facts = run(BFI, {"宜人性": A})
    assert one(facts, "alpha", "scale.宜人性").value == pytest.approx(0.43061692305, abs=1e-9)
    assert one(facts, "remark", "item.A1").value == "方向相反"
    assert one(facts, "remark", "item.A2").value != "方向相反"
    assert not facts.select("turned", "reliability")


def test_noise_is_not_called_reversed() -> None:
    """Unrelated questions correlate a little below 0 half of the time: that is no direction."""
    data = {"x": [1, 2, 3, 4] * 30, "y": [2, 1, 2, 1, 1, 2] * 20, "z": [2, 4, 1, 3, 3] * 24}
    facts = run(data, {"组": ["x", "y", "z"]})
    totals = [one(facts, "item_total", f"item.{name}").value for name in "xyz"]
    assert min(float(v) for v in totals if isinstance(v, float)) < -0.01
    assert {one(facts, "remark", f"item.{name}").value for name in "xyz"} == {"相关偏低"}


def test_single_item_is_not_one() -> None:
    facts = run(MOBI, {"抱怨": ["CUSCO"], "价值": ["PERV1", "PERV2"]})
    alpha = one(facts, "alpha", "scale.抱怨")
    assert (alpha.value, alpha.error) == (None, "单题没有信度，不适用。")
    assert one(facts, "rating", "scale.抱怨").value == "不适用"
    assert one(facts, "alpha", "whole.全部题目").value is not None


def test_two_items_have_alpha_but_no_omega() -> None:
    facts = run(MOBI, {"价值": ["PERV1", "PERV2"]})
    assert one(facts, "alpha", "scale.价值").value == pytest.approx(0.81669453903, abs=1e-9)
    assert "不能识别" in one(facts, "omega", "scale.价值").error
    assert "二分之一" in one(facts, "kmo", "scale.价值").error
    assert one(facts, "bartlett", "scale.价值").value is not None
    assert "不足两题" in one(facts, "alpha_without", "item.PERV1").error


def test_heywood_case_has_no_omega() -> None:
    facts = run(MOBI, {"忠诚": ["CUSL1", "CUSL2", "CUSL3"]})
    assert "独特方差不为正" in one(facts, "omega", "scale.忠诚").error
    assert one(facts, "remark", "item.CUSL2").value == "相关偏低"


def test_constant_item_is_left_out_and_said() -> None:
    data = {**BFI, "A6": ["3"] * len(BFI["A1"])}
    facts, known = run(data, {"宜人性": [*A, "A6"]}), run(BFI, {"宜人性": A})
    assert one(facts, "constant", "scale.宜人性").value == "A6"
    assert one(facts, "remark", "item.A6").value == "答案全部相同，未参与"
    assert one(facts, "alpha", "scale.宜人性").value == one(known, "alpha", "scale.宜人性").value
    assert one(facts, "items", "scale.宜人性").value == 5


def test_singular_correlations_have_no_kmo() -> None:
    data = {**MOBI, "again": MOBI["PERQ1"]}
    facts = run(data, {"质量": ["PERQ1", "PERQ2", "PERQ3", "again"]})
    for statistic in ("kmo", "omega", "bartlett"):
        fact = one(facts, statistic, "scale.质量")
        assert fact.value is None
        assert "不可逆" in fact.error
    assert one(facts, "fits", "scale.质量").value == "不适用"
    assert one(facts, "alpha", "scale.质量").value is not None


def test_negative_alpha_is_an_error_of_coding() -> None:
    turned = {"x": MOBI["PERV1"], "y": [11 - int(text) for text in MOBI["PERV2"]]}
    facts = run(turned, {"价值": ["x", "y"]})
    alpha = one(facts, "alpha", "scale.价值").value
    assert isinstance(alpha, float)
    assert alpha < 0
    assert one(facts, "rating", "scale.价值").value == "为负"
    assert one(facts, "remark", "item.x").value == "方向相反"


def test_perfectly_opposed_items() -> None:
    facts = run({"x": [1, 2, 3, 4] * 10, "y": [4, 3, 2, 1] * 10}, {"组": ["x", "y"]})
    assert "没有差异" in one(facts, "alpha", "scale.组").error


def test_few_rows() -> None:
    for count in (1, 2):
        data = {name: column[:count] for name, column in BFI.items()}
        facts = run(data, {"宜人性": A})
        assert one(facts, "alpha", "scale.宜人性").value is None
        assert one(facts, "item_total", "item.A2").value is None
    small = run({name: column[:20] for name, column in MOBI.items()}, {"质量": list(MOBI)})
    assert "不可逆" in one(small, "kmo", "scale.质量").error
    empty = {**{name: [""] * 5 for name in A}, "x": ["1"] * 5}
    assert "少于三份" in one(run(empty, {"宜人性": A}), "alpha", "scale.宜人性").error


def test_whole_is_all_scales() -> None:
    facts = run(MOBI, {"价值": ["PERV1", "PERV2"], "满意": ["CUSA1", "CUSA2", "CUSA3"]})
    both = run(MOBI, {"全": ["PERV1", "PERV2", "CUSA1", "CUSA2", "CUSA3"]})
    for statistic in ("alpha", "omega", "kmo", "bartlett"):
        known = one(both, statistic, "scale.全").value
        assert one(facts, statistic, "whole.全部题目").value == known


def test_order_of_rows_does_not_matter() -> None:
    turned = {name: column[::-1] for name, column in MOBI.items()}
    items = {"质量": [f"PERQ{i}" for i in range(1, 8)]}
    for statistic in ("alpha", "omega", "kmo"):
        known = one(run(MOBI, items), statistic, "scale.质量").value
        assert one(run(turned, items), statistic, "scale.质量").value == pytest.approx(known)


def test_words_as_answers() -> None:
    words = {"1": "很差", "2": "差", "3": "较差", "4": "较好", "5": "好", "6": "很好"}
    data = {name: [words.get(text, "") for text in column] for name, column in BFI.items()}
    answers = {word: int(number) for number, word in words.items()}
    scales = [{"name": "宜人性", "items": A, "reversed": ["A1"]}]
    facts = reporter.run_study("reliability", data, scales=scales, answers=answers)
    assert one(facts, "alpha", "scale.宜人性").value == pytest.approx(0.70375589437, abs=1e-9)


def test_nothing_to_check_is_a_sentence() -> None:
    for options in ({}, {"scales": [{"name": "组", "items": ["A1"]}]}):
        (fact,) = reporter.run_study("reliability", BFI, **options)
        assert "少于两道题" in fact.error


@pytest.mark.parametrize(
    ("scales", "words"),
    [
        ([{"name": "组", "items": ["A1", "A1"]}], "“A1”写了两次"),
        ([{"name": "组", "items": ["A1"]}, {"name": "组", "items": ["A2"]}], "“组”写了两次"),
        ([{"name": "组", "items": ["A1", "A2"], "reversed": ["A3"]}], "不在它的 items 中"),
        ([{"name": "组", "items": ["A1", "A2"], "reversed": ["A2"]}], "最低分和最高分"),
        ([{"name": "组", "items": []}], "items"),
        ([{"name": "组", "item": ["A1"]}], "item"),
    ],
)
def test_wrong_options_are_named(scales: list[dict[str, Any]], words: str) -> None:
    with pytest.raises(ProjectError, match=words):
        reporter.run_study("reliability", BFI, scales=scales)


def test_bad_cells_have_a_place() -> None:
    data = {**MOBI, "PERV1": ["好", *MOBI["PERV1"][1:]]}
    with pytest.raises(DataError, match="第2行“PERV1”列：“好”不是数"):
        run(data, {"价值": ["PERV1", "PERV2"]})
    with pytest.raises(DataError, match="没有“PERV3”列"):
        run(MOBI, {"价值": ["PERV1", "PERV3"]})


QUESTIONS = """\
[[scales]]
id = "four"
preset = "four_level"
[[indicators]]
id = "a"
name = "产品"
weight = 0.5
[[indicators]]
id = "b"
name = "服务"
weight = 0.5
[[items]]
id = "q1"
name = "质量"
indicator = "a"
[[items]]
id = "q2"
name = "价格"
indicator = "a"
[[items]]
id = "q3"
name = "态度"
indicator = "b"
[[items]]
id = "q4"
name = "难办"
indicator = "b"
reverse = true
"""


def test_runs_on_the_survey_itself(tmp_path: Path) -> None:
    """Without file and options: the survey's questions by indicator, points of its scale."""
    words = ["不满意", "基本满意", "满意", "非常满意"]
    rows = ["质量,价格,态度,难办"]
    for i in range(60):
        first, second = i % 4, (i * 7 // 3) % 4
        third = (first + (i % 5 == 0)) % 4
        rows.append(",".join([words[first], words[third], words[second], words[3 - second]]))
    study = '[[studies]]\nid = "reliability"\nmethod = "reliability"\n'
    facts = reporter.compute_facts(survey(tmp_path, rows, study, QUESTIONS))
    names = [f.label for f in facts if f.method == "reliability" and f.statistic == "alpha"]
    assert names == ["产品", "服务", "全部题目"]
    alpha = one(facts, "alpha", "scale.服务").value
    assert alpha == pytest.approx(1.0)  # the reversed question is turned by the survey's own scale


def test_section_says_what_it_found(tmp_path: Path) -> None:
    lines = 'method = "reliability"\n[[studies.scales]]\nname = "宜人性"\n'
    listed = ", ".join(f'"{name}"' for name in A)
    _, text = section(tmp_path, f"{lines}items = [{listed}]\n", BFI)
    assert "问卷5道题的克龙巴赫 α 系数为0.431（95%置信区间" in text
    assert "信度不足" in text
    assert "A1（题总相关−0.311）：多半是反向题没有换算" in text
    turned = f'{lines}items = [{listed}]\nreversed = ["A1"]\n'.replace(
        "[[studies.scales]]", "scale = [1, 6]\n[[studies.scales]]"
    )
    _, text = section(tmp_path, turned, BFI)
    assert "系数为0.704（95%置信区间" in text
    assert "反向题已按量表换算：A1。" in text


def test_section_without_alpha_says_why(tmp_path: Path) -> None:
    lines = 'method = "reliability"\n[[studies.scales]]\nname = "组"\nitems = ["x", "y"]\n'
    _, text = section(tmp_path, lines, {"x": [1] * 40, "y": [1, 2] * 20})
    assert "α 系数算不出来：单题没有信度，不适用。" in text
    assert "没有参与计算的题目有x。" in text


def test_the_section_says_why_a_scale_of_three_has_no_omega(tmp_path: Path) -> None:
    items = ["CUSL1", "CUSL2", "CUSL3"]
    lines = 'method = "reliability"\n[[studies.scales]]\nname = "忠诚"\n'
    listed = ", ".join(f'"{name}"' for name in items)
    data = {name: MOBI[name] for name in items}
    _, text = section(tmp_path, f"{lines}items = [{listed}]\n", data)
    assert "没有列出 ω 的：忠诚，单因子模型不成立" in text
    assert "Heywood" in text
