"""Reasons of dissatisfaction: bases, order, what adds to 100, who is left out."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import reporter
from reporter.errors import DataError
from reporter.facts.fact import FactTable
from tests.study_sections import section

WHOLE = "不满意因素分析"


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("reasons", data, overall="总评", reasons="原因", **options)


def table(*groups: tuple[int, str, str]) -> dict[str, list[Any]]:
    """Return rows of (how many, rating, reasons)."""
    rows = [(rating, reasons) for count, rating, reasons in groups for _ in range(count)]
    return {"总评": [r for r, _ in rows], "原因": [text for _, text in rows]}


DATA = table(
    (100, "满意", ""),
    (20, "不满意", "停电┋抢修"),
    (10, "非常不满意", "停电"),
    (15, "不满意", "其他〖充电〗┋抢修"),
    (5, "不满意", ""),
    (3, "满意", "停电"),
    (7, "不了解", ""),
)


def test_bases() -> None:
    facts = run(DATA)
    assert facts["n", WHOLE].value == 153  # 不了解 is no rating
    assert facts["dissatisfied_count", WHOLE].value == 50
    assert facts["dissatisfied", WHOLE].value == pytest.approx(50 / 153)
    assert facts["share_n", WHOLE].value == 45
    assert facts["silent", WHOLE].value == 5
    assert facts["outside", WHOLE].value == 3
    assert facts["mentions", WHOLE].value == 80


def test_wilson_of_the_share_is_that_of_statsmodels() -> None:
    from statsmodels.stats.proportion import proportion_confint

    facts = run(DATA)
    expected = proportion_confint(50, 153, method="wilson")
    assert (
        facts["dissatisfied", WHOLE].ci_low,
        facts["dissatisfied", WHOLE].ci_high,
    ) == pytest.approx(expected)
    expected = proportion_confint(35, 45, method="wilson")
    assert facts["share_low", "抢修"].value == pytest.approx(expected[0])


def test_share_of_people_and_of_mentions_are_not_the_same() -> None:
    facts = run(DATA)
    assert facts["share", "抢修"].value == pytest.approx(35 / 45)
    assert facts["mention_share", "抢修"].value == pytest.approx(35 / 80)
    assert facts["count", "停电"].value == 30  # the three who are satisfied do not count


def test_other_is_last_and_out_of_the_ordering() -> None:
    facts = run(table((40, "不满意", "其他"), (30, "不满意", "停电"), (20, "不满意", "抢修")))
    assert [fact.label for fact in facts.select("mention_share")] == ["停电", "抢修", "其他"]
    assert facts["first", WHOLE].value == "停电"
    assert facts["is_main", "其他"].value == "否"
    assert facts["cumulative", "其他"].value == 1


def test_main_reasons_reach_their_share() -> None:
    data = table(
        (40, "不满意", "甲"), (30, "不满意", "乙"), (10, "不满意", "丙"), (20, "不满意", "丁")
    )
    facts = run(data)
    main = [fact.label for fact in facts.select("is_main") if fact.value == "是"]
    assert main == ["甲", "乙", "丁"]
    assert facts["main_share", WHOLE].value == pytest.approx(0.9)
    assert run(data, main=0.7)["main_count", WHOLE].value == 2


@given(st.lists(st.integers(1, 60), min_size=1, max_size=9), st.integers(0, 9999))
def test_printed_shares_add_to_100_in_any_order(counts: list[int], seed: int) -> None:
    rows = [(1, "不满意", f"原因{i}") for i, count in enumerate(counts) for _ in range(count)]
    rows += [(10, "不满意", "原因0")]
    data = table(*rows)
    facts = run(data)
    last = facts.select("cumulative")[-1]
    assert last.shown == pytest.approx(1.0, abs=1e-9)
    assert sum(fact.shown or 0 for fact in facts.select("mention_share")) == pytest.approx(1.0)
    order = list(range(len(data["总评"])))
    random.Random(seed).shuffle(order)
    turned = run({name: [column[i] for i in order] for name, column in data.items()})
    for i in range(len(counts)):
        name = f"原因{i}"
        assert facts["count", name].value == turned["count", name].value


def test_ratings_as_numbers() -> None:
    data = {"总评": [50] * 20 + [90] * 80, "原因": ["停电"] * 20 + [""] * 80}
    assert run(data, at_most=60)["dissatisfied", WHOLE].value == 0.2
    with pytest.raises(DataError, match="at_most"):
        run(data)
    with pytest.raises(DataError, match="不是"):
        run(table((20, "满意", "")), at_most=60)


@pytest.mark.parametrize("word", ["有点不满意", "较差", "不满"])
def test_a_word_of_dissatisfaction_that_is_not_listed_is_refused(word: str) -> None:
    data = table((50, "满意", ""), (3, word, "停电"), (2, "不满意", "停电"))
    with pytest.raises(DataError, match=f"第52行“总评”列：“{word}”像是不满意.*共3人.*dissatisfied"):
        run(data)
    assert run(data, dissatisfied=["不满意", word])["dissatisfied_count", WHOLE].value == 5
    assert run(data, missing=[word])["n", WHOLE].value == 52


def test_nothing_to_complain_of_is_no_dissatisfaction() -> None:
    assert (
        run(table((50, "没有不满意", ""), (2, "不满意", "停电")))["dissatisfied_count", WHOLE].value
        == 2
    )


def test_groups() -> None:
    data = {**DATA, "区": ["城区" if i % 2 else "农村" for i in range(160)]}
    facts = run(data, by="区")
    assert facts["n", "城区"].value + facts["n", "农村"].value == 153
    assert facts["top", "农村"].value in ("停电", "抢修")


def test_nobody_is_dissatisfied_and_nobody_says_why() -> None:
    facts = run(table((50, "满意", "")))
    assert facts["dissatisfied", WHOLE].value == 0
    assert facts["first", WHOLE].value is None
    silent = run(table((50, "满意", ""), (20, "不满意", "")))
    assert silent["silent", WHOLE].value == 20
    assert "没有人说明" in silent["first", WHOLE].error


def test_few_and_one() -> None:
    facts = run(table((40, "满意", ""), (1, "不满意", "停电")))
    assert facts["share", "停电"].value is None
    assert "少于10" in facts["share", "停电"].warning
    assert facts["mention_share", "停电"].value is None


def test_nobody_rated() -> None:
    facts = run(table((20, "", "停电")))
    assert "没有人作出总体评价" in facts.meta["studies"][0]["reason"]


def test_500_reasons() -> None:
    facts = run(table(*((1, "不满意", f"原因{i}") for i in range(500))))
    assert len(facts.select("mention_share")) == 500


def test_no_such_column() -> None:
    with pytest.raises(DataError, match="没有“原因”列"):
        run({"总评": ["满意"] * 20, "原 因 2": [""] * 20})


@pytest.mark.parametrize(
    ("data", "said"),
    [(DATA, "主要原因"), (table((60, "满意", "")), "没有人说明"), (DATA | {}, "不满意率为32.7%")],
)
def test_section(tmp_path: Path, data: dict[str, list[Any]], said: str) -> None:
    study = 'method = "reasons"\noverall = "总评"\nreasons = "原因"\n'
    _, text = section(tmp_path, study, data)
    assert said in text


def test_section_of_few(tmp_path: Path) -> None:
    data = table((60, "满意", ""), (4, "不满意", "停电"))
    _, text = section(tmp_path, 'method = "reasons"\noverall = "总评"\nreasons = "原因"\n', data)
    assert "人数过少" in text
