"""Decomposition of a gap: parts add to it exactly, one owner a leaf, weights add to the whole."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section

Rows = list[list[Any]]
HEAD = ["指标", "上级", "权重", "责任部门", "得分", "目标值"]
TREE: Rows = [
    ["供电", "", 0.6, "", "", 90],
    ["停电", "供电", 0.5, "运维部", 86, ""],
    ["抢修", "供电", 0.5, "抢修中心", 88, 92],
    ["服务", "", 0.4, "营销部", 93, 91],
]


def data(rows: Rows) -> dict[str, list[Any]]:
    return {name: [row[j] for row in rows] for j, name in enumerate(HEAD)}


def run(rows: Rows, **options: Any) -> FactTable:
    return reporter.run_study("kpi_decomposition", data(rows), table={"parent": "上级"}, **options)


def changed(row: int, column: int, value: Any) -> Rows:
    rows = [list(one) for one in TREE]
    rows[row][column] = value
    return rows


def test_the_gap_of_a_small_tree_by_hand() -> None:
    facts = run(TREE)
    assert facts["score/kpi_decomposition"].value == pytest.approx(0.3 * 86 + 0.3 * 88 + 0.4 * 93)
    assert facts["target/kpi_decomposition"].value == pytest.approx(0.3 * 90 + 0.3 * 92 + 0.4 * 91)
    assert facts["gap_target/kpi_decomposition"].value == pytest.approx(-1.6)
    assert facts["lost/kpi_decomposition"].value == pytest.approx(2.4)
    assert facts["target", "停电"].value == 90  # of the indicator above it
    assert facts["gap_contribution/kpi_decomposition.department.营销部"].value == pytest.approx(0.8)
    assert facts["gap_contribution/kpi_decomposition.indicator.供电"].value == pytest.approx(-2.4)
    assert facts["reached/kpi_decomposition"].value == "未达到"


@st.composite
def trees(draw: st.DrawFn) -> Rows:
    rows: Rows = []
    number = st.floats(60, 100)
    tops = draw(st.integers(1, 4))
    shares = draw(st.lists(st.integers(1, 9), min_size=tops, max_size=tops))
    for i, share in enumerate(shares):
        rows.append([f"指标{i}", "", share / sum(shares), "", "", ""])
        below = draw(st.lists(st.integers(0, 9), min_size=1, max_size=5).filter(any))
        for j, part in enumerate(below):
            owner = f"部门{draw(st.integers(0, 3))}"
            scores = [draw(number), draw(number)]
            rows.append([f"分项{i}-{j}", f"指标{i}", part / sum(below), owner, *scores])
    return rows


@settings(max_examples=40, deadline=None)
@given(rows=trees(), seed=st.randoms(use_true_random=False))
def test_parts_add_to_the_gap_exactly_in_any_order_of_rows(rows: Rows, seed: Any) -> None:
    facts = run(rows)
    gap = facts["gap_target/kpi_decomposition"].value
    score, target = (facts[f"{name}/kpi_decomposition"].value for name in ("score", "target"))
    assert gap == pytest.approx(score - target, abs=1e-9)
    found = [f for f in facts if f.statistic == "gap_contribution"]
    for kind in ("leaf", "indicator", "department", "step"):
        parts = [f.value for f in found if f".{kind}." in f.subject]
        assert sum(parts) == pytest.approx(gap, abs=1e-9)
    mixed = list(rows)
    seed.shuffle(mixed)
    again = run(mixed)["gap_target/kpi_decomposition"].value
    assert again == pytest.approx(gap, abs=1e-9)


def test_percentages_are_weights_too() -> None:
    rows = [[*row[:2], row[2] * 100, *row[3:]] for row in TREE]
    texts = [[*row[:2], f"{row[2] * 100:g}%", *row[3:]] for row in TREE]
    for one in (rows, texts):
        assert run(one)["gap_target/kpi_decomposition"].value == pytest.approx(-1.6)


def test_a_leaf_without_a_score_leaves_its_weight_to_its_siblings() -> None:
    facts = run(changed(1, 4, ""))
    assert facts["score/kpi_decomposition"].value == pytest.approx(0.6 * 88 + 0.4 * 93)
    assert facts["without_score/kpi_decomposition"].value == 1
    assert facts["weight", "抢修"].value == pytest.approx(0.6)


def test_points_by_department_with_allowance_and_cap() -> None:
    rule = {"lost_per_point": 2, "allowance": 1, "most_lost": 5, "won_per_point": 0.5}
    facts = run(TREE, appraisal=rule)
    lost = {
        n: facts[f"lost/kpi_decomposition.department.{n}"].value for n in ("运维部", "抢修中心")
    }
    assert lost == {"运维部": 5, "抢修中心": 5}  # 6 and 6 without the cap
    assert facts["won/kpi_decomposition.department.营销部"].value == pytest.approx(1.0)


def test_points_by_indicator_do_not_let_a_good_one_pay_for_a_bad_one() -> None:
    rows = changed(2, 3, "运维部")
    rows[2][4] = 97
    by_all = run(rows, appraisal={"lost_per_point": 1})
    by_each = run(rows, appraisal={"lost_per_point": 1, "by": "indicator"})
    key = "lost/kpi_decomposition.department.运维部"
    assert by_all[key].value == 0
    assert by_each[key].value == pytest.approx(4)


@pytest.mark.parametrize(
    ("rows", "said", "row", "column"),
    [
        (changed(1, 2, 0.4), "“供电”之下2个指标的权重合计为0.9，应为1", 3, "权重"),
        (changed(1, 2, ""), "没有权重", 3, "权重"),
        (changed(1, 2, -0.5), "权重为负", 3, "权重"),
        (changed(1, 2, "半"), "不是数", 3, "权重"),
        (changed(1, 3, ""), "“停电”没有责任部门", 3, "责任部门"),
        (changed(1, 3, "运维部、营销部"), "写了2个责任部门", 3, "责任部门"),
        (changed(1, 1, "供电量"), "上级“供电量”不在表中", 3, "上级"),
        (changed(0, 1, "停电"), "绕回自身", 2, "上级"),
        (changed(2, 0, "停电"), "“停电”与第3行重复", 4, "指标"),
        (changed(2, 0, ""), "没有名称", 4, "指标"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(
    rows: Rows, said: str, row: int, column: str
) -> None:
    with pytest.raises(DataError) as caught:
        run(rows)
    found = [p for p in caught.value.problems if said in p.what]
    assert found, str(caught.value)
    assert (found[0].where.row, found[0].where.column) == (row, column)


def test_what_cannot_run_says_why() -> None:
    assert "没有目标值" in next(iter(run(changed(3, 5, "")))).error
    nothing = [[*row[:4], "", row[5]] for row in TREE]
    assert "没有得分" in next(iter(run(nothing))).error
    alone = reporter.run_study("kpi_decomposition", data(TREE))
    assert "没有写明指标表的列" in next(iter(alone)).error
    with pytest.raises(ProjectError):
        reporter.run_study("kpi_decomposition", data(TREE), table={"weigth": "权重"})


def test_one_indicator_and_five_hundred() -> None:
    alone = run([["满意度", "", 1, "公司", 90, 92]])
    assert alone["gap_target/kpi_decomposition.leaf.满意度"].value == -2
    many = [[f"指标{i}", "", 1 / 500, f"部门{i % 7}", 80 + i % 20, 90] for i in range(500)]
    facts = run(many)
    assert facts["leaves/kpi_decomposition"].value == 500
    assert facts["departments/kpi_decomposition"].value == 7


def test_the_surveys_own_tree_and_the_section(tmp_path: Path) -> None:
    study = 'method = "kpi_decomposition"\ntable = { parent = "上级" }\n'
    study += "appraisal = { lost_per_point = 1, most_lost = 3 }\n"
    _, text = section(tmp_path, study, data(TREE))
    assert text.lstrip().startswith("绩效总分89.40分，目标值91.00分，差1.60分，未达到目标。")
    assert "3项末级指标中有2项低于目标值" in text
    assert "每低于目标值一分扣1分，最多扣3分" in text
    toml = tmp_path / "project.toml"
    lines = toml.read_text(encoding="utf-8").split("[[studies]]")[0]
    lines = lines.replace('name = "服务"\n', 'name = "服务"\ndepartment = "营销部"\ntarget = 90\n')
    lines = lines.replace("[survey]\n", '[survey]\nsampling = "random"\n')
    own = '[[studies]]\nid = "S"\nmethod = "kpi_decomposition"\n'
    toml.write_text(lines + own, encoding="utf-8")
    facts = reporter.compute_facts(toml)
    assert facts["score/S"].value == pytest.approx(facts["score/total"].value)
    leaf = facts["gap_target/S.leaf.窗口"]
    assert leaf.value == pytest.approx(facts["score/window"].value - 90)
    assert facts["sure/S.leaf.窗口"].value == "未达到"
    toml.write_text(lines.replace('department = "营销部"\n', "") + own, encoding="utf-8")
    with pytest.raises(ProjectError, match="没有责任部门"):
        reporter.compute_facts(toml)
