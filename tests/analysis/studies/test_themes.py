"""Themes of open answers: documents are counted, the unassigned told, quotations not traceable."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from statsmodels.stats.proportion import proportion_confint

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section

WHOLE = "开放题主题分析"


def run(texts: list[str], more: dict[str, list[Any]] | None = None, **options: Any) -> FactTable:
    data = {"意见": texts, **(more or {})}
    return reporter.run_study("themes", data, **{"column": "意见", "trade": "power", **options})


def test_answers_are_counted_not_words() -> None:
    facts = run(["停电停电又停电，一直断电"] * 10 + ["电费太贵"] * 20 + ["路灯坏"] * 10)
    assert facts["count", "停电与供电可靠"].value == 10
    assert facts["share", "停电与供电可靠"].value == 0.25
    assert facts["unassigned", WHOLE].value == 10
    assert facts["first", WHOLE].value == "电费与电价"
    expected = proportion_confint(10, 40, method="wilson")
    fact = facts["share", "停电与供电可靠"]
    assert (fact.ci_low, fact.ci_high) == pytest.approx(expected)


def test_an_answer_may_have_two_themes_and_two_judgements() -> None:
    facts = run(["停电太频繁，师傅态度很好"] * 20)
    assert facts["negative", "停电与供电可靠"].value == 20
    assert facts["positive", "停电与供电可靠"].value == 0
    assert facts["positive", "窗口与人员"].value == 20
    assert facts["mixed_count", WHOLE].value == 20


def test_no_answer_is_no_base() -> None:
    facts = run(["无"] * 10 + ["没有意见"] * 5 + [""] * 5 + ["停电"] * 20)
    assert facts["n", WHOLE].value == 20
    assert facts["empty", WHOLE].value == 15
    assert facts["share", "停电与供电可靠"].value == 1


def test_judgements_add_to_all_answers() -> None:
    facts = run(["不满意"] * 12 + ["还可以"] * 5 + ["没有解决"] * 3 + ["满意"] * 7 + ["停电"] * 4)
    kinds = ("negative", "positive", "mixed", "neutral", "none")
    counts = [facts[f"{kind}_count", WHOLE].value for kind in kinds]
    assert counts == [15, 7, 0, 5, 4]


def test_order_of_rows_changes_nothing_but_ties_of_quotations() -> None:
    texts = ["停电太多"] * 12 + ["电费贵"] * 9 + ["热线打不通"] * 9 + ["路灯"] * 3
    turned = list(texts)
    random.Random(1).shuffle(turned)
    one, other = run(texts), run(turned)
    for statistic in ("count", "share", "unassigned", "negative_count", "word_count", "quote"):
        first = {fact.key: fact.value for fact in one.select(statistic)}
        assert first == {fact.key: fact.value for fact in other.select(statistic)}


def test_words_of_ones_own() -> None:
    facts = run(["路灯不亮"] * 20, themes={"路灯": ("路灯",)}, trade="")
    assert facts["count", "路灯"].value == 20
    facts = run(["路灯不亮"] * 20, negative=["不亮"])
    assert facts["negative_count", WHOLE].value == 20
    assert [fact.label for fact in facts.select("word_count")] == ["路灯"]  # not the judgement


def test_quotations_are_masked_and_not_traceable() -> None:
    texts = ["请联系13812345678停电太久了"] * 40 + ["张先生家里经常停电很麻烦"] * 3
    places = {"区": ["城区"] * 40 + ["山区"] * 3, "类": ["居民"] * 43}
    facts = run(texts, places, group=["区", "类"], quotes=1)
    assert facts["quote", "停电与供电可靠"].value == "请联系（电话）停电太久了"
    assert facts["who", "停电与供电可靠"].value == "城区、居民"
    rare = run(["停电太久了，很不方便的"] * 3 + ["电费"] * 40, places, group=["区"], quotes=1)
    assert "山区" not in str([fact.value for fact in rare])
    alone = run(texts[40:] * 4, {"区": [f"村{i}" for i in range(12)]}, group=["区"], quotes=1)
    assert alone["who", "停电与供电可靠"].value == "一位受访者"
    assert "张" not in alone["quote", "停电与供电可靠"].value


def test_few_answers_are_not_quoted() -> None:
    facts = run(["停电太久了，很不方便的"] * 5)
    assert "样本量不足10" in facts.meta["lacks"][0]["reason"]
    assert not facts.select("quote")
    assert facts["share", "停电与供电可靠"].value is None


def test_limits() -> None:
    assert run(["停电"])["count", "停电与供电可靠"].value == 1
    facts = run(["无"] * 20)
    assert facts["first", WHOLE].value is None
    assert "没有内容" in facts["first", WHOLE].error
    reason = run(["", ""], {"区": ["城区"] * 2}).meta["studies"][0]["reason"]
    assert "没有人回答开放题" in reason
    assert "词典" in run(["停电"], trade="").meta["studies"][0]["reason"]
    many = {f"主题{i}": (f"词语{i}号",) for i in range(500)}
    found = run([f"词语{i}号" for i in range(500)], trade="", themes=many)
    assert len(found.select("count")) == 500


def test_bad_input() -> None:
    with pytest.raises(DataError, match="没有“区”列"):
        run(["停电"] * 20, group=["区"])
    with pytest.raises(ProjectError, match="trade"):
        run(["停电"] * 20, trade="steel")


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (["停电太久了，很不方便", "电费*太*贵|了<b>"] * 20, "提到最多的是停电与供电可靠"),
        (["无"] * 20, "没有一条归入"),
    ],
)
def test_section(tmp_path: Path, texts: list[str], said: str) -> None:
    study = 'method = "themes"\ncolumn = "意见"\ntrade = "power"\n'
    _, text = section(tmp_path, study, {"号": list(range(len(texts))), "意见": texts})
    assert said in text
    if len(texts) == 40:
        assert "——一位受访者" in text
        assert "请人工再核对" in text  # rules find what is usual, not everything
        assert "电费*太*贵|了&lt;b&gt;" in text


@pytest.mark.parametrize(
    "trade", ["power", "tobacco", "hospital", "hotline", "insurance", "property"]
)
def test_how_complaints_are_handled_is_a_theme_in_every_trade(trade: str) -> None:
    texts = ["投诉要有人回电", "不要推诿", "投诉处理敷衍"] * 10
    assert run(texts, trade=trade)["unassigned/themes"].value == 0
