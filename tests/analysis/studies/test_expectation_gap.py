"""Gaps of expectation and perception: paired, weighted to 100, adjusted; what cannot be run."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable

SLEEP = {  # Student's data as expected and perceived
    "快（期望）": [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4],
    "快（感知）": [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2],
}
DIMENSIONS = {"快": "响应性", "准": "可靠性", "稳": "可靠性"}
WEIGHTS = {"响应性": 40, "可靠性": 60}


def items(names: str = "快准稳") -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "dimension": DIMENSIONS[name],
            "expectation": f"{name}（期望）",
            "perception": f"{name}（感知）",
        }
        for name in names
    ]


def made(n: int = 80, seed: int = 1) -> dict[str, list[Any]]:
    draw = np.random.default_rng(seed)
    data: dict[str, list[Any]] = {}
    for name, gap in zip("快准稳", (-1.0, -0.5, 0.0), strict=True):
        person = draw.normal(5, 0.8, n)
        data[f"{name}（期望）"] = list(person + draw.normal(0, 0.6, n))
        data[f"{name}（感知）"] = list(person + gap + draw.normal(0, 0.6, n))
    return data


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study("expectation_gap", data, **{"items": items(), **options})


def item(facts: FactTable, what: str, name: str) -> Any:
    return facts[f"{what}/expectation_gap.item.{name}"]


def dimension(facts: FactTable, what: str, name: str) -> Any:
    return facts[f"{what}/expectation_gap.dimension.{name}"]


def test_equals_r_on_paired_data() -> None:
    facts = run(SLEEP, items=items("快"))
    gap = item(facts, "gap", "快")
    assert gap.value == pytest.approx(-1.58)
    assert gap.ci_low == pytest.approx(-2.4598857633, abs=1e-9)
    assert gap.ci_high == pytest.approx(-0.70011423672, abs=1e-9)
    assert item(facts, "p", "快").value == pytest.approx(0.0028328901974, abs=1e-9)
    assert item(facts, "rank_p", "快").value == pytest.approx(0.009091, abs=5e-7)
    assert item(facts, "verdict", "快").value == "样本不足，不作判断"


def test_the_test_is_paired() -> None:
    data = made()
    p = item(run(data, items=items("快")), "p", "快").value
    one, other = data["快（感知）"], data["快（期望）"]
    assert p == pytest.approx(stats.ttest_rel(one, other).pvalue, rel=1e-9)
    assert p != pytest.approx(stats.ttest_ind(one, other).pvalue, rel=0.5)


def test_dimensions_are_means_within_people() -> None:
    data = made()
    facts = run(data)
    pairs = [np.array(data[f"{n}（感知）"]) - np.array(data[f"{n}（期望）"]) for n in "准稳"]
    person = (pairs[0] + pairs[1]) / 2
    gap = dimension(facts, "gap", "可靠性")
    low, high = stats.t.interval(0.95, 79, person.mean(), stats.sem(person))
    assert gap.value == pytest.approx(person.mean())
    assert (gap.ci_low, gap.ci_high) == (pytest.approx(low), pytest.approx(high))
    perceived, expected = (
        dimension(facts, w, "可靠性").value for w in ("perception", "expectation")
    )
    assert gap.value == pytest.approx(perceived - expected)


def test_the_whole_is_the_weighted_sum_of_its_parts() -> None:
    facts = run(made(), weights=WEIGHTS)
    parts = [dimension(facts, "contribution", name).value for name in WEIGHTS]
    gaps = [dimension(facts, "gap", name).value for name in WEIGHTS]
    whole = facts["gap/expectation_gap"].value
    assert whole == pytest.approx(sum(parts))
    assert whole == pytest.approx(0.4 * gaps[0] + 0.6 * gaps[1])
    equal = run(made())
    assert equal["gap/expectation_gap"].value == pytest.approx(sum(gaps) / 2)
    assert equal["is_weighted/expectation_gap"].value == "否"


def test_only_pairs_count() -> None:
    data = made()
    data["快（期望）"] = ["", "不了解", *data["快（期望）"][2:]]
    data["准（感知）"] = [*data["准（感知）"][:79], ""]
    facts = run(data)
    assert item(facts, "n", "快").value == 78
    assert item(facts, "expectation", "快").n == item(facts, "perception", "快").n == 78
    gap = item(facts, "gap", "快").value
    kept = np.array(data["快（感知）"][2:]) - np.array(data["快（期望）"][2:], dtype=float)
    assert gap == pytest.approx(kept.mean())
    assert dimension(facts, "n", "可靠性").value == 80  # the other item stands for the last


def test_p_is_adjusted_within_its_level() -> None:
    data = made()
    raw = [stats.ttest_rel(data[f"{n}（感知）"], data[f"{n}（期望）"]).pvalue for n in "快准稳"]
    facts = run(data)
    assert item(facts, "p", "快").value == pytest.approx(3 * min(raw), rel=1e-9)


def test_words_follow_effect_and_test() -> None:
    facts = run(made(n=300))
    words = [item(facts, "verdict", name).value for name in "快准稳"]
    assert words == ["显著低于", "显著低于", "未超过抽样误差"]
    huge = made(n=40_000)
    huge["稳（感知）"] = [value - 0.05 for value in huge["稳（感知）"]]
    facts = run(huge)
    assert item(facts, "p", "稳").value < 1e-6
    assert item(facts, "verdict", "稳").value == "略低于"


@settings(max_examples=10, deadline=None)
@given(st.permutations(range(40)), st.floats(0.1, 50))
def test_order_and_unit(order: list[int], scale: float) -> None:
    data = made(n=40)
    turned = {name: [values[i] * scale for i in order] for name, values in data.items()}
    one, other = run(data, weights=WEIGHTS), run(turned, weights=WEIGHTS)
    whole = one["gap/expectation_gap"].value
    assert other["gap/expectation_gap"].value == pytest.approx(float(whole or 0) * scale)
    assert item(other, "p", "准").value == pytest.approx(item(one, "p", "准").value)


def test_limits() -> None:
    one = run({name: values[:1] for name, values in made().items()})
    assert item(one, "gap", "快").value is None
    assert "少于10" in item(one, "gap", "快").warning
    blank = run({name: ["不了解"] * 20 for name in made()})
    assert "没有人把同一题" in blank.meta["lacks"][0]["reason"]
    same = run({name: [5] * 40 for name in made()})
    assert item(same, "gap", "快").value == 0
    assert "差距相同" in item(same, "p", "快").error
    assert item(same, "verdict", "快").value == "样本不足，不作判断"
    half = {**made(), "快（感知）": [""] * 80}
    facts = run(half)
    assert "没有可用的成对答案" in dimension(facts, "gap", "响应性").error
    assert "没有可用的成对答案" in facts["gap/expectation_gap"].error
    assert dimension(facts, "gap", "可靠性").value is not None


def test_500_items() -> None:
    named = [
        {"name": f"{k}", "dimension": f"维{k % 5}", "expectation": f"{k}e", "perception": f"{k}p"}
        for k in range(500)
    ]
    data = {f"{k}{part}": [(k * i) % 7 + 1 for i in range(40)] for k in range(500) for part in "ep"}
    facts = run(data, items=named)
    assert len(facts.select("gap")) == 506


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"weights": {"响应性": 40, "可靠性": 50}}, "合计90，应为100"),
        ({"weights": {"响应性": 100}}, "维度不一致：可靠性"),
        ({"weights": {**WEIGHTS, "移情性": 0}}, "维度不一致：移情性"),
        ({"weights": {"响应性": -40, "可靠性": 140}}, "不能是负数"),
        ({"items": items("快快")}, "写了两次"),
        ({"items": [{**items("快")[0], "perception": "快（期望）"}]}, "写了两次"),
    ],
)
def test_options_that_cannot_be_meant(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ProjectError, match=said):
        run(made(), **options)


def test_bad_input_has_its_place() -> None:
    data = made()
    data["准（感知）"][3] = "还行"
    with pytest.raises(DataError) as caught:
        run(data)
    place = caught.value.problems[0].where
    assert (place.row, place.column) == (5, "准（感知）")
    with pytest.raises(DataError, match="没有“快（感知）”列"):
        run({"快（期望）": [1]}, items=items("快"))
    with pytest.raises(DataError, match="1至7之间"):
        run({"快（期望）": [9] * 3, "快（感知）": [1] * 3}, items=items("快"), scale=[1, 7])


def test_both_means_and_their_gap_agree_as_printed() -> None:
    from reporter.facts.format import printed

    facts = run(made(n=83), items=items())
    for gap in (fact for fact in facts if fact.statistic == "gap" and "." in fact.subject):
        one, other = (facts.get(name, gap.subject) for name in ("perception", "expectation"))
        shown = printed(one).number - printed(other).number  # type: ignore[operator]
        assert printed(gap).number == pytest.approx(shown, abs=1e-9)
