"""Customer classes: coverage, nobody in two classes, scores with intervals, bad rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from statsmodels.stats.oneway import anova_oneway
from statsmodels.stats.proportion import proportion_confint
from statsmodels.stats.weightstats import DescrStatsW

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from tests.study_sections import filled, survey

CLASSES: list[dict[str, Any]] = [
    {"name": "A类", "rules": [{"column": "电量", "at_least": 1000}]},
    {"name": "B类", "rules": [{"column": "电量", "at_least": 100, "below": 1000}]},
]


def data(n: int = 600) -> dict[str, list[Any]]:
    draw = np.random.default_rng(1)
    amount = np.round(draw.lognormal(5.5, 1.5, n))
    score = np.clip(np.round(70 + 4 * np.log(amount + 1) / 2 + draw.normal(0, 6, n)), 60, 100)
    return {"电量": list(amount), "分": list(score), "类": ["居民", "工业", "商业"] * (n // 3)}


def run(table: Any, **options: Any) -> FactTable:
    return reporter.run_study("customer_classes", table, **{"classes": CLASSES, **options})


def value(facts: FactTable, statistic: str, name: str) -> Any:
    found = facts.get(statistic, f"customer_classes.class.{name}")
    assert found is not None, (statistic, name)
    return found


def test_everybody_is_counted_once_and_shares_add_to_100() -> None:
    table = data()
    facts = run(table, amount="电量")
    amount = np.array(table["电量"])
    expected = {
        "A类": amount >= 1000,
        "B类": (amount >= 100) & (amount < 1000),
        "未分类": amount < 100,
    }
    for name, inside in expected.items():
        assert value(facts, "n", name).value == inside.sum()
        share = value(facts, "share", name)
        ends = proportion_confint(inside.sum(), 600, method="wilson")
        assert (share.ci_low, share.ci_high) == pytest.approx(ends, abs=1e-12)
        part = amount[inside].sum() / amount.sum()
        assert value(facts, "amount_share", name).value == pytest.approx(part)
    for statistic in ("share", "amount_share"):
        shown = [float(printed(row).number or 0) for row in facts.select(statistic)]
        assert sum(shown) == pytest.approx(100)
    assert facts["unclassified/customer_classes"].value == expected["未分类"].sum()
    assert facts["covered/customer_classes"].value == pytest.approx(1 - expected["未分类"].mean())


def test_scores_equal_statsmodels() -> None:
    table = data()
    facts = run(table, scores=["分"])
    amount, score = np.array(table["电量"]), np.array(table["分"])
    groups = [score[amount >= 1000], score[(amount >= 100) & (amount < 1000)], score[amount < 100]]
    for name, group in zip(("A类", "B类", "未分类"), groups, strict=True):
        mean = value(facts, "mean", name)
        assert mean.value == pytest.approx(group.mean())
        ends = DescrStatsW(group).tconfint_mean()
        assert (mean.ci_low, mean.ci_high) == pytest.approx(ends)
    p = anova_oneway(groups, use_var="unequal", welch_correction=True).pvalue
    assert facts["p/customer_classes"].value == pytest.approx(p)
    assert facts["verdict/customer_classes"].value == "差异显著"
    assert value(facts, "above", "A类").value == "B类、未分类"


def test_a_persons_score_is_the_mean_of_what_was_answered() -> None:
    table = {"电量": [2000] * 40, "甲": [100] * 40, "乙": [80, "不了解"] * 20}
    facts = run(table, scores=["甲", "乙"])
    assert value(facts, "mean", "A类").value == pytest.approx((90 + 100) / 2)


def test_nobody_is_in_two_classes() -> None:
    classes = [*CLASSES, {"name": "重点", "rules": [{"column": "类", "values": ["工业"]}]}]
    table = {"电量": [2000, 50], "类": ["工业", "工业"]}
    with pytest.raises(DataError, match="同时符合“A类”“重点”") as caught:
        run(table, classes=classes)
    assert caught.value.problems[0].where.row == 2
    facts = run(table, classes=classes, overlap="first")
    assert [value(facts, "n", name).value for name in ("A类", "B类", "重点")] == [1, 0, 1]
    assert facts["several/customer_classes"].value == 1
    assert facts.get("n", "customer_classes.class.未分类") is None


@pytest.mark.parametrize(
    ("rule", "held"),
    [
        ({"at_least": 3}, [3, 4, 5]),
        ({"above": 3}, [4, 5]),
        ({"at_most": 3}, [1, 2, 3]),
        ({"below": 3}, [1, 2]),
        ({"above": 1, "at_most": 4}, [2, 3, 4]),
        ({"top": 0.4}, [4, 5]),
        ({"bottom": 0.2}, [1]),
        ({"values": ["2", "5"]}, [2, 5]),
    ],
)
def test_bounds_belong_or_not_as_written(rule: dict[str, Any], held: list[int]) -> None:
    table = {"值": [1, 2, 3, 4, 5] * 10}
    facts = run(table, classes=[{"name": "甲", "rules": [{"column": "值", **rule}]}])
    assert value(facts, "n", "甲").value == 10 * len(held)


def test_any_and_all() -> None:
    rules = [{"column": "值", "above": 3}, {"column": "类", "values": ["a"]}]
    table = {"值": [5, 5, 1, 1], "类": ["a", "b", "a", "b"]}
    both = run(table, classes=[{"name": "甲", "rules": rules}])
    either = run(table, classes=[{"name": "甲", "rules": rules, "match": "any"}])
    assert (value(both, "n", "甲").value, value(either, "n", "甲").value) == (1, 3)
    assert value(both, "rule", "甲").value == "值>3；类为a"
    assert value(either, "rule", "甲").value == "值>3，或类为a"


def test_blanks_are_not_classed_and_are_told() -> None:
    facts = run({"电量": [2000, "", 500, 20], "x": [1, 1, 1, 1]})
    assert facts["blank/customer_classes"].value == 1
    assert facts["unclassified/customer_classes"].value == 2


def test_order_of_rows_changes_nothing() -> None:
    table = data()
    mixed = {name: values[::-1] for name, values in table.items()}
    one, other = (run(t, scores=["分"], amount="电量") for t in (table, mixed))
    assert [row.key for row in one] == [row.key for row in other]
    for first, second in zip(one, other, strict=True):
        same = pytest.approx(second.value) if isinstance(first.value, float) else second.value
        assert first.value == same


def test_limits() -> None:
    alone = run({"电量": [2000], "分": [90]}, scores=["分"], amount="电量")
    assert value(alone, "share", "A类").value is None  # a base of one is not published
    assert value(alone, "n", "A类").value == 1
    blank = run({"电量": ["", ""], "分": [80, 90]}, scores=["分"], amount="电量")
    assert "合计为零" in value(blank, "amount_share", "A类").error
    assert blank["verdict/customer_classes"].value == "样本不足，不作判断"
    constant = run({**data(), "分": [80] * 600}, scores=["分"])
    assert "全部相同" in constant["p/customer_classes"].error
    many = [
        {"name": f"第{i}类", "rules": [{"column": "电量", "at_least": i, "below": i + 1}]}
        for i in range(500)
    ]
    assert len(run(data(), classes=many).select("rule")) in (500, 501)


def test_bad_input() -> None:
    with pytest.raises(DataError, match="没有“电量”列"):
        run({"用电": [1]})
    with pytest.raises(DataError, match="不是数") as caught:
        run({"电量": [1, "很多"]})
    assert (caught.value.problems[0].where.row, caught.value.problems[0].where.column) == (
        3,
        "电量",
    )
    with pytest.raises(ProjectError, match="没有写条件"):
        run(data(), classes=[{"name": "甲", "rules": [{"column": "电量"}]}])
    with pytest.raises(ProjectError, match="写了两次"):
        run(data(), classes=[CLASSES[0], CLASSES[0]])
    with pytest.raises(ProjectError, match="与其余客户的名称相同"):
        run(data(), classes=[{**CLASSES[0], "name": "未分类"}])
    with pytest.raises(DataError, match="是负数"):
        run({**data(), "费": [-1] * 600}, amount="费")


STUDY = """\
ignore = ["电量"]
[[studies]]
id = "abc"
method = "customer_classes"
scores = ["window"]
classes = [{ name = "A类", rules = [{ column = "电量", above = 100 }] }]
"""


@pytest.mark.parametrize("scores", [True, False])
def test_the_survey_classes_its_own_customers(tmp_path: Path, scores: bool) -> None:
    rows = ["窗口,电量", *["非常满意,500", "不满意,20", "满意,"] * 40]
    study = STUDY if scores else STUDY.replace('scores = ["window"]\n', "")
    facts, html = filled(survey(tmp_path, rows, study))
    assert "未分类" in html
    assert ("置信区间" in html.split("客户分类")[-1]) or not scores
    if scores:
        mean = facts.get("mean", "abc.class.A类")
        assert mean is not None
        assert printed(mean).text == "100.0"
