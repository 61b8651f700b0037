"""Kano as a study: published data by column name, wordings, rules, borders, bad input."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from statsmodels.stats.proportion import proportion_confint

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable

DATA = Path(__file__).parents[2] / "data"
ORACLE = json.loads((DATA / "oracle" / "kano.json").read_text("utf-8"))
ENGLISH = {
    "I like it": 1,
    "I expect it": 2,
    "I am neutral": 3,
    "I can tolerate it": 4,
    "I dislike it": 5,
}
LETTERS = {
    "魅力要素": "A",
    "期望要素": "O",
    "必备要素": "M",
    "无差异要素": "I",
    "反向要素": "R",
    "可疑结果": "Q",
}
ONE = [{"name": "通知", "functional": "有", "dysfunctional": "无"}]


def payment() -> dict[str, list[str]]:
    file = DATA / "studies" / "kano_payment_transfers_358.csv"
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    return {name: [row[name] for row in rows] for name in rows[0]}


def features() -> list[dict[str, str]]:
    return [
        {
            "name": name,
            "functional": f"{case['code']}_functional",
            "dysfunctional": f"{case['code']}_dysfunctional",
        }
        for name, case in ORACLE["results"].items()
    ]


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study("kano", data, **{"features": ONE, **options})


def answers(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    return {"有": [one for one, _ in pairs], "无": [other for _, other in pairs]}


@pytest.mark.parametrize("table", ["classic", "pouliot"])
def test_real_data_equal_r_and_the_published_table(table: str) -> None:
    """F10's negative question stands before its positive one in the file."""
    columns = list(payment())
    assert columns.index("F10_dysfunctional") < columns.index("F10_functional")
    facts = run(payment(), features=features(), answers=ENGLISH, table=table, rule="strength")
    for name, case in ORACLE["results"].items():
        counts = {LETTERS[f.detail]: f.value for f in facts.select("count") if f.label == name}
        assert counts == case[table]["counts"]
        assert facts["better", name].value == pytest.approx(case[table]["better"], abs=1e-10)
        assert facts["worse", name].value == pytest.approx(case[table]["worse"], abs=1e-10)
        assert LETTERS[str(facts["category", name].value)] == case[table]["rule_OAM_vs_IRQ"]
        assert LETTERS[str(facts["mode", name].value)] == case[table]["mode"]
        clear = facts["clear", name].value == "明确"
        assert clear is case[table]["fong_significant"]
    if table == "pouliot":
        classes = [LETTERS[str(facts["category", name].value)] for name in ORACLE["results"]]
        assert classes == ORACLE["published_class"]


def test_which_rule_and_table_is_said() -> None:
    facts = run(payment(), features=features(), answers=ENGLISH, table="pouliot", rule="close")
    assert facts["table/kano"].value == "Pouliot 修正评价表"
    assert "相近" in str(facts["rule/kano"].value)
    modal = run(payment(), features=features(), answers=ENGLISH)
    assert modal["category", "Transparent transfers"].value == "无差异要素"


@pytest.mark.parametrize(
    ("like", "dislike"),
    [("很喜欢", "很不喜欢"), ("喜欢", "不喜欢"), ("非常喜欢", "无法接受"), ("1", "5")],
)
def test_wordings_mean_the_same(like: str, dislike: str) -> None:
    facts = run(answers([(like, dislike)] * 20))
    assert facts["category", "通知"].value == "期望要素"


def test_an_unknown_wording_is_refused_until_it_is_named() -> None:
    data = answers([("我超喜欢", "无所谓")] * 20)
    with pytest.raises(DataError) as caught:
        run(data)
    problem = caught.value.problems[0]
    assert (problem.where.row, problem.where.column) == (2, "有")
    assert "我超喜欢" in problem.what
    assert run(data, answers={"我超喜欢": 1})["category", "通知"].value == "魅力要素"


def test_half_an_answer_is_no_answer() -> None:
    facts = run(answers([("很喜欢", "无所谓")] * 20 + [("很喜欢", ""), ("", "无所谓")]))
    assert facts["n", "通知"].value == 20
    assert facts["n/kano"].value == 22


def test_contradictions_are_reported() -> None:
    odd = run(answers([("很喜欢", "很喜欢")] * 5 + [("很喜欢", "无所谓")] * 95))
    assert odd["questionable/kano"].value == 0.05
    assert odd["contradictory/kano"].value == "偏多"
    assert run(answers([("很喜欢", "无所谓")] * 95))["contradictory/kano"].value == "不多"


def test_intervals_are_wilson_and_mark_borders() -> None:
    near = run(answers([("很喜欢", "很不喜欢")] * 52 + [("无所谓", "无所谓")] * 48))
    low, high = proportion_confint(52, 100, method="wilson")
    fact = near["better", "通知"]
    assert (fact.ci_low, fact.ci_high) == (pytest.approx(low), pytest.approx(high))
    assert near["worse", "通知"].ci_low == pytest.approx(-high)
    assert near["border", "通知"].value == "边界"
    far = run(answers([("很喜欢", "很不喜欢")] * 90 + [("无所谓", "无所谓")] * 10))
    assert far["border", "通知"].value == "界内"
    assert far["worse_size", "通知"].value == -float(far["worse", "通知"].value or 0)


def test_lines_at_the_mean_are_those_of_the_features() -> None:
    facts = run(payment(), features=features(), answers=ENGLISH, cross="mean")
    better = [fact.number or 0 for fact in facts.select("better")]
    assert facts["better_line/kano"].value == pytest.approx(sum(better) / 6)
    assert run(answers([("很喜欢", "无所谓")] * 20))["better_line/kano"].value == 0.5


def test_no_denominator_has_a_reason() -> None:
    facts = run(answers([("很不喜欢", "很喜欢")] * 40))
    assert facts["category", "通知"].value == "反向要素"
    assert facts["better", "通知"].value is None
    assert "没有魅力、期望" in facts["better", "通知"].error
    blank = run({"有": ["", "1"], "无": ["1", ""]})
    assert "两道题都答了" in blank["category", "通知"].error


def test_one_answer_is_not_published() -> None:
    facts = run(answers([("很喜欢", "无所谓")]))
    assert facts["category", "通知"].value is None
    assert "少于10" in facts["category", "通知"].warning
    assert "仅供参考" in run(answers([("很喜欢", "无所谓")] * 20))["better", "通知"].warning


def test_500_features() -> None:
    pairs = {f"{k}{part}": ["1", "3"] * 20 for k in range(500) for part in "有无"}
    named = [
        {"name": f"{k}", "functional": f"{k}有", "dysfunctional": f"{k}无"} for k in range(500)
    ]
    facts = run(pairs, features=named)
    assert len(facts.select("category")) == 500


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"features": ONE * 2}, "“通知”写了两次"),
        ({"features": [{**ONE[0], "dysfunctional": "有"}]}, "“有”写了两次"),
        ({"answers": {"喜爱": 7}}, "应为1"),
    ],
)
def test_options_that_cannot_be_meant(options: dict[str, Any], said: str) -> None:
    with pytest.raises(ProjectError, match=said):
        run(answers([("很喜欢", "无所谓")] * 20), **options)


def test_bad_cells_have_their_place() -> None:
    with pytest.raises(DataError, match="没有“没有”列"):
        run({"有": ["1"], "没": ["1"]}, features=[{**ONE[0], "dysfunctional": "没有"}])
    for cell, said in (("2.5", "整数"), ("6", "1至5")):
        with pytest.raises(DataError, match=said) as caught:
            run(answers([("1", "3"), ("1", cell)]))
        assert caught.value.problems[0].where.row == 3


def test_definition_is_the_table() -> None:
    """The words of the definition, read as a rule, give both tables cell by cell."""
    from reporter.stats.kano import category

    for table in ("classic", "pouliot"):
        for f in range(1, 6):
            for d in range(1, 6):
                told = "M" if d == 5 else "I"
                if f == 1:
                    told = {1: "Q", 5: "O"}.get(d, "A")
                elif d == 1:
                    told = "R"
                elif f == 5:
                    told = "Q" if d == 5 else "R"
                elif table == "pouliot" and f == d in (2, 4):
                    told = "Q"
                assert category(f, d, table) == told, (table, f, d)
