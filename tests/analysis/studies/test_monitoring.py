"""Monitoring of single customers: own weights, perceived beside measured, alarms, bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from tests.study_sections import section

SUPPLY = {
    "name": "可靠性",
    "perceived": "评价",
    "perceived_limit": 80,
    "objective": "停电小时",
    "objective_limit": 5,
    "unit": "小时",
    "weight": "权重",
}
VISITS = {"name": "走访", "perceived": "走访评价", "weight": "走访权重"}


def run(data: dict[str, list[Any]], *indicators: dict[str, Any], **options: Any) -> FactTable:
    return reporter.run_study(
        "monitoring", data, customer="客户", indicators=list(indicators), **options
    )


def customers() -> dict[str, list[Any]]:
    return {
        "客户": ["甲", "乙", "丙", "丁"],
        "评价": [90, 70, 85, 60],
        "停电小时": [1, 9, 7, 2],
        "权重": [3, 1, 2, 1],
        "走访评价": [60, 100, "", 80],
        "走访权重": [1, 3, 2, ""],
    }


def kinds(facts: FactTable) -> dict[str, str]:
    """Return what is wrong with each customer that is listed."""
    rows = [f.subject for f in facts if f.statistic == "who"]
    return {str(facts[f"who/{r}"].value): str(facts[f"kind_of/{r}"].value) for r in rows}


def test_each_customer_has_its_own_weights() -> None:
    facts = run(customers(), SUPPLY, VISITS)
    assert facts["index/monitoring.customer.甲"].value == pytest.approx((90 * 3 + 60) / 4)
    assert facts["index/monitoring.customer.乙"].value == pytest.approx((70 + 300) / 4)
    assert facts["index/monitoring.customer.丙"].value == 85  # did not rate the visits
    assert facts["index/monitoring.customer.丁"].value == 60  # visits are none of its indicators


def test_weights_of_one_give_the_plain_mean() -> None:
    data = customers()
    plain = [{k: v for k, v in one.items() if k != "weight"} for one in (SUPPLY, VISITS)]
    facts = run(data, *plain)
    assert facts["index/monitoring.customer.甲"].value == 75


def test_perceived_beside_measured_quality() -> None:
    found = kinds(run(customers(), SUPPLY, VISITS))
    assert found == {
        "乙": "评价和实测都不达标",
        "丙": "实测不达标，评价尚好",
        "丁": "评价不达标，实测达标",
    }
    assert next(iter(found)) == "乙"  # what is wrong in both ways comes first


def test_a_limit_itself_is_met() -> None:
    data = {**customers(), "评价": [80] * 4, "停电小时": [5] * 4}
    assert kinds(run(data, SUPPLY)) == {}


def test_without_a_measurement_only_what_was_said_counts() -> None:
    data = {**customers(), "停电小时": [""] * 4}
    assert set(kinds(run(data, SUPPLY)).values()) == {"评价不达标"}
    facts = run(data, SUPPLY)
    assert facts["correlation", "可靠性"].value is None
    assert facts["correlation", "可靠性"].error


def many(count: int = 60, seed: int = 1) -> dict[str, list[Any]]:
    draw = np.random.default_rng(seed)
    hours = draw.gamma(2, 2, count)
    return {
        "客户": [f"户{i}" for i in range(count)],
        "评价": list((95 - 3 * hours + draw.normal(0, 3, count)).round()),
        "停电小时": list(hours.round(1)),
        "权重": [1] * count,
    }


def test_fewer_hours_go_with_better_answers_and_the_sign_says_so() -> None:
    facts = run(many(), SUPPLY)
    relation = facts["correlation", "可靠性"]
    assert relation.value > 0.5
    assert relation.ci_low is not None
    assert relation.ci_low < relation.value
    assert facts["verdict", "可靠性"].value == "有关"
    upside = run(many(), {**SUPPLY, "better": "high"})
    assert upside["correlation", "可靠性"].value == pytest.approx(-relation.value)


def test_few_customers_are_not_judged() -> None:
    facts = run(many(20), SUPPLY)
    assert facts["verdict", "可靠性"].value == "样本不足，不作判断"


def test_rows_of_one_customer_are_averaged() -> None:
    data = {name: [*column, column[0]] for name, column in customers().items()}
    data["评价"][-1] = 70
    facts = run(data, SUPPLY)
    assert facts["customers/monitoring"].value == 4
    assert facts["index/monitoring.customer.甲"].value == 80


@settings(max_examples=15, deadline=None)
@given(st.permutations(range(12)), st.integers(1, 9))
def test_order_and_scale_of_weights_do_not_matter(order: list[int], scale: int) -> None:
    data = many(12)
    data["权重"] = [1 + i % 3 for i in range(12)]
    mixed = {name: [column[i] for i in order] for name, column in data.items()}
    mixed["权重"] = [scale * w for w in mixed["权重"]]
    one, other = run(data, SUPPLY), run(mixed, SUPPLY)
    for name in data["客户"]:
        key = f"index/monitoring.customer.{name}"
        assert one[key].value == pytest.approx(other[key].value)
    assert kinds(one) == kinds(other)


def test_nothing_known_has_a_reason() -> None:
    data = {**customers(), "评价": [""] * 4}
    facts = run(data, SUPPLY)
    assert facts["index/monitoring.customer.甲"].error == "没有评价，或没有权重。"
    assert facts["alarms/monitoring"].value == 2  # the measurements still speak


def test_500_customers_and_one() -> None:
    facts = run(many(500), SUPPLY)
    assert facts["listed/monitoring"].value == 40
    assert facts["map", "可靠性"].value == ""
    assert run(many(1), SUPPLY)["customers/monitoring"].value == 1


@pytest.mark.parametrize(
    ("data", "indicator", "said"),
    [
        ({**customers(), "客户": ["甲", "", "丙", "丁"]}, SUPPLY, "没有写客户"),
        ({**customers(), "权重": [1, -1, 1, 1]}, SUPPLY, "不是0或正数"),
        ({**customers(), "评价": [1, "好", 1, 1]}, SUPPLY, "不是"),
        (customers(), {**SUPPLY, "perceived": "评分"}, "没有“评分”列"),
        (customers(), {**SUPPLY, "objective": ""}, "没有写实测列"),
    ],
)
def test_bad_input_is_named(
    data: dict[str, list[Any]], indicator: dict[str, Any], said: str
) -> None:
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, indicator)
    assert said in str(caught.value)


def test_an_indicator_named_twice_is_refused() -> None:
    with pytest.raises(ProjectError, match="写了两次"):
        run(customers(), SUPPLY, SUPPLY)


def test_the_section_sends_people_to_customers(tmp_path: Path) -> None:
    study = (
        'method = "monitoring"\ncustomer = "客户"\nlimit = 75\n'
        '[[studies.indicators]]\nname = "可靠性"\nperceived = "评价"\nperceived_limit = 80\n'
        'objective = "停电小时"\nobjective_limit = 6\nunit = "小时"\nweight = "权重"\n'
    )
    facts, text = section(tmp_path, study, many(40))
    assert text.lstrip().startswith(
        f"监测的40个客户中，{facts['alarmed/S'].value}个客户有指标不达标"
    )
    assert "实测质量较好的客户评价也较高" in text
    assert "相关不等于因果" in text


def test_whole_measurements_print_whole() -> None:
    facts = run(
        customers() | {"走访评价": [60.5, 100, "", 80]}, SUPPLY, {**VISITS, "perceived_limit": 70}
    )
    printed_rows = {f.statistic: printed(f).text for f in facts if ".alarm." in str(f.subject)}
    assert "." not in printed_rows["objective"]
    walks = [f for f in facts if f.statistic == "perceived" and f.number == 60.5]
    assert [printed(f).text for f in walks] == ["60.5"]
