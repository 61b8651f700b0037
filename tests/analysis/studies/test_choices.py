"""Single and multiple choice and ranking questions: bases, order, intervals, bad input."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.proportion import proportion_confint

import reporter
from reporter.analysis.studies.parts.choices import mentions
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from reporter.facts.wording import is_other
from reporter.project.study_files import study_table_from
from tests.study_sections import filled, survey


def one(facts: FactTable, statistic: str, subject: str) -> Any:
    (found,) = [row for row in facts.select(statistic) if row.subject.endswith(subject)]
    return found


def order(facts: FactTable, kind: str) -> list[str]:
    rows = facts.meta["studies"][0]["rows"]
    return [row["name"] for row in rows if row["kind"] == kind]


def single(data: Any, **options: Any) -> FactTable:
    return reporter.run_study("single_choice", data, **{"questions": ["渠道"], **options})


CHANNELS = ["网厅"] * 81 + ["其他"] * 100 + ["营业厅"] * 60 + ["热线"] * 22 + [""] * 7


def test_newcombe_published_interval_base_and_order() -> None:
    """81 of 263: Newcombe 1998 prints 0.2553 to 0.3662."""
    facts = single({"渠道": CHANNELS, "号": range(270)})
    share = one(facts, "share", ".网厅")
    assert share.value == pytest.approx(81 / 263)
    assert (share.ci_low, share.ci_high) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    low, high = proportion_confint(81, 263, method="wilson")
    assert (share.ci_low, share.ci_high) == pytest.approx((low, high), abs=1e-12)
    assert one(facts, "n", "question.渠道").value == 263
    assert one(facts, "left_out", "question.渠道").value == 7
    assert order(facts, "answer1") == ["网厅", "营业厅", "热线", "其他"]
    assert one(facts, "first", "question.渠道").value == "网厅"


def test_the_first_is_told_from_the_others_by_those_who_differ() -> None:
    facts = single({"渠道": CHANNELS, "号": range(270)})
    assert one(facts, "against_first", ".热线").value == "低于首位"
    assert one(facts, "against_first", ".营业厅").value == "与首位难分先后"
    assert not [row for row in facts.select("against_first") if row.subject.endswith("其他")]
    assert mcnemar([[0, 81], [60, 0]], exact=True).pvalue > 0.05
    few = single({"渠道": ["甲"] * 14 + ["乙"]})
    assert one(few, "against_first", ".甲").value == "样本不足，不作判断"


@settings(deadline=None, max_examples=30)
@given(st.lists(st.sampled_from(["甲", "乙", "丙", "其他"]), min_size=10, max_size=60))
def test_printed_shares_add_to_100_and_rows_may_be_in_any_order(answers: list[str]) -> None:
    facts = single({"渠道": answers})
    shown = [float(printed(row).number or 0) for row in facts.select("share")]
    assert sum(shown) == pytest.approx(100)
    names = order(facts, "answer1")
    assert names[-1] == "其他" or "其他" not in names
    other = single({"渠道": answers, "权": [1] * len(answers)}, weight="权")
    values = {row.label: row.value for row in facts.select("share")}
    again = {row.label: row.value for row in other.select("share")}
    assert values == pytest.approx(again)


def test_answers_with_an_order_of_their_own_keep_it_and_empty_ones() -> None:
    facts = single({"渠道": ["高", "低", "低", "低"] * 10}, levels={"渠道": ["低", "中", "高"]})
    assert order(facts, "answer1") == ["低", "中", "高"]
    assert one(facts, "count", ".中").value == 0
    share = one(facts, "share", ".中")
    assert (share.value, share.ci_low) == (0.0, 0.0)
    assert share.ci_high > 0  # trap 16: 0 of 40 is no certainty


def test_weights_shrink_the_base_of_the_interval() -> None:
    answers, weight = ["甲", "乙"] * 50, [1.0, 3.0] * 50
    facts = single({"渠道": answers, "权": weight}, weight="权")
    share = one(facts, "share", ".乙")
    assert (share.value, share.n) == (0.75, 100)
    effective = 200**2 / (50 + 450)
    low, high = proportion_confint(0.75 * effective, effective, method="wilson")
    assert (share.ci_low, share.ci_high) == pytest.approx((low, high))
    huge = single({"渠道": answers, "权": [one * 1000 for one in weight]}, weight="权")
    assert one(huge, "share", ".乙").ci_low == pytest.approx(share.ci_low)


def test_single_choice_limits_and_bad_input() -> None:
    assert "没有人回答" in single({"渠道": ["", ""], "x": [1, 2]}).meta["lacks"][0]["reason"]
    alone = single({"渠道": ["甲"]})
    assert not alone.select("share")  # a base of 1 is not published,
    assert not alone.select("count")  # nor are the counts that would tell its shares
    assert "样本量不足10" in alone.meta["lacks"][0]["reason"]
    some = single(
        {"渠道": ["甲"] * 20, "少": ["乙"] * 3 + ["甲"] * 2 + [""] * 15}, questions=["渠道", "少"]
    )
    assert one(some, "share", ".甲").value == 1.0
    assert one(some, "first", "question.少").error == "有效回答只有5份，少于10份，不予公布。"
    assert one(single({"渠道": ["甲"] * 50}), "share", ".甲").value == 1.0
    wide = {f"题{i}": ["甲", "乙"] * 20 for i in range(500)}
    assert len(single(wide, questions=list(wide)).select("first")) == 500
    half = single({"渠道": ["甲"] * 20, "空": [""] * 20}, questions=["渠道", "空"])
    assert "没有人回答" in one(half, "first", "question.空").error
    with pytest.raises(DataError, match="没有“渠到”列"):
        single({"渠道": ["甲"]}, questions=["渠到"])
    with pytest.raises(DataError, match="一格里有几个答案") as caught:
        single({"渠道": ["甲", "甲┋乙"]})
    assert (caught.value.problems[0].where.row, caught.value.problems[0].where.column) == (
        3,
        "渠道",
    )
    with pytest.raises(DataError, match="“丙”不是所列的答案"):
        single({"渠道": ["甲", "丙"]}, levels={"渠道": ["甲", "乙"]})
    with pytest.raises(ProjectError, match="写了两次"):
        single({"渠道": ["甲"]}, questions=["渠道", "渠道"])


def test_others_are_known_by_their_name() -> None:
    assert all(map(is_other, ("其他", "其它", "其他（请注明）", "其他意见", " 其他")))
    assert not any(map(is_other, ("其他人推荐", "没有其他", "客户经理")))


def several(data: Any, *questions: dict[str, Any], **options: Any) -> FactTable:
    asked = questions or ({"name": "希望"},)
    return reporter.run_study("multiple_choice", data, questions=list(asked), **options)


WISHES = ["快┋省"] * 40 + ["快"] * 15 + ["省┋其他〖充电┋光伏〗"] * 35 + [""] * 10


def test_multiple_choice_is_based_on_respondents() -> None:
    facts = several({"希望": WISHES, "号": range(100)})
    assert one(facts, "n", "question.希望").value == 90
    assert one(facts, "share", ".省").value == pytest.approx(75 / 90)
    assert one(facts, "share", ".其他").value == pytest.approx(35 / 90)
    assert one(facts, "total", "question.希望").value == pytest.approx(165 / 90)
    assert printed(one(facts, "total", "question.希望")).text == "183.3%"
    assert one(facts, "per_person", "question.希望").value == pytest.approx(165 / 90)
    assert order(facts, "option1") == ["省", "快", "其他"]
    p = mcnemar([[0, 35], [15, 0]], exact=True).pvalue
    expected = "低于首位" if p < 0.05 else "与首位难分先后"
    assert one(facts, "against_first", ".快").value == expected == "低于首位"
    everyone = several({"希望": WISHES, "号": range(100)}, base="all")
    assert one(everyone, "share", ".省").value == pytest.approx(0.75)


def test_a_column_an_option_gives_the_same() -> None:
    data = {
        "题(快)": [int("快" in text) if text else "" for text in WISHES],
        "题(省)": [int("省" in text) if text else "" for text in WISHES],
        "题(其他)": [int("其他" in text) if text else "" for text in WISHES],
    }
    columns = {"快": "题(快)", "省": "题(省)", "其他": "题(其他)"}
    facts = several(data, {"name": "希望", "columns": columns})
    text = several({"希望": WISHES, "号": range(100)})
    for name in columns:
        assert one(facts, "share", f".{name}").value == one(text, "share", f".{name}").value
    data["题(快)"][0] = data["题(省)"][0] = data["题(其他)"][0] = 0
    facts = several(data, {"name": "希望", "columns": columns})
    assert one(facts, "n", "question.希望").value == 90  # asked, ticked nothing: still in the base


def test_multiple_choice_limits_and_bad_input() -> None:
    none = several({"希望": [""] * 5, "x": [1] * 5})
    assert "没有人选择" in one(none, "first", "question.希望").error
    with pytest.raises(DataError, match="没有“希望”列"):
        several({"愿望": ["快"]})
    with pytest.raises(ProjectError, match="只写一个"):
        several({"希望": ["快"]}, {"name": "希望", "column": "希望", "columns": {"快": "希望"}})


def ranking(data: Any, **options: Any) -> FactTable:
    return reporter.run_study("ranking_question", data, **options)


ORDERS = ["甲→乙→丙"] * 30 + ["乙→甲→丙"] * 10 + ["甲→丙→乙"] * 10


def test_ranks_first_places_borda_and_agreement() -> None:
    facts = ranking({"序": ORDERS}, column="序")
    ranks = np.array([[1, 2, 3]] * 30 + [[2, 1, 3]] * 10 + [[1, 3, 2]] * 10)
    assert order(facts, "item") == ["甲", "乙", "丙"]
    for j, name in enumerate("甲乙丙"):
        mean = one(facts, "mean_rank", f".{name}").value
        assert mean == pytest.approx(ranks[:, j].mean())
        assert one(facts, "borda", f".{name}").value == pytest.approx(100 * (3 - mean) / 2)
    share = one(facts, "first_share", ".甲")
    assert (share.value, share.n) == (0.8, 50)
    friedman = stats.friedmanchisquare(*ranks.T)
    assert facts["p/ranking_question"].value == pytest.approx(friedman.pvalue)
    w = friedman.statistic / (50 * 2)
    assert facts["kendall_w/ranking_question"].value == pytest.approx(w)
    assert one(facts, "against_first", ".乙").value == "低于首位"


def test_three_ways_of_writing_a_ranking_agree() -> None:
    split = [text.split("→") for text in ORDERS]
    places = {f"第{i + 1}位": [row[i] for row in split] for i in range(3)}
    numbers = {f"题({name})": [row.index(name) + 1 for row in split] for name in "甲乙丙"}
    facts = ranking({"序": ORDERS}, column="序")
    for other in (
        ranking(places, places=list(places)),
        ranking(numbers, columns={name: f"题({name})" for name in "甲乙丙"}),
    ):
        for statistic in ("mean_rank", "first_share", "borda", "against_first"):
            values = [row.value for row in facts.select(statistic)]
            assert [row.value for row in other.select(statistic)] == values


def test_what_is_not_ranked_shares_the_places_left() -> None:
    facts = ranking(
        {"序": ["甲→乙", "乙→甲"] * 10 + [""], "号": range(21)},
        column="序",
        items=list("甲乙丙丁戊"),
    )
    assert one(facts, "mean_rank", ".丙").value == 4.0
    assert facts["partial/ranking_question"].value == 20
    assert facts["left_out/ranking_question"].value == 1
    assert one(facts, "listed_share", ".丁").value == 0.0


def test_ranking_limits_and_bad_input() -> None:
    none = ranking({"序": ["", ""], "x": [1, 2]}, column="序")
    assert "没有人回答" in none.meta["lacks"][0]["reason"]
    single_item = ranking({"序": ["甲"] * 12}, column="序")
    assert "不足两个" in single_item.meta["lacks"][0]["reason"]
    alone = ranking({"序": ["甲→乙"]}, column="序")
    assert "算不出" in alone["kendall_w/ranking_question"].error
    for data, options, said, row in (
        ({"序": ["甲→乙", "甲→甲"]}, {"column": "序"}, "出现两次", 3),
        ({"序": ["甲→乙", "甲→丁"]}, {"column": "序", "items": ["甲", "乙"]}, "“丁”不是", 3),
        ({"一": ["甲", ""], "二": ["乙", "乙"]}, {"places": ["一", "二"]}, "这一位空缺", 3),
        ({"a": [1, 2], "b": [2, 2]}, {"columns": {"甲": "a", "乙": "b"}}, "重复或跳号", 3),
        ({"a": [1, 5], "b": [2, 2]}, {"columns": {"甲": "a", "乙": "b"}}, "不是1至2之间的数", 3),
    ):
        with pytest.raises(DataError, match=said) as caught:
            ranking(data, **options)
        assert caught.value.problems[0].where.row == row
    with pytest.raises(ProjectError, match="只写一个"):
        ranking({"序": ["甲→乙"]})


STUDIES = """\
ignore = ["渠道", "希望", "序"]
[[studies]]
id = "channel"
method = "single_choice"
questions = ["渠道"]
[[studies]]
id = "wishes"
method = "multiple_choice"
questions = [{ name = "希望" }]
[[studies]]
id = "first"
method = "ranking_question"
column = "序"
"""


def test_the_survey_answers_its_own_questions(tmp_path: Path) -> None:
    rows = ["窗口,渠道,希望,序"]
    rows += ["满意,网厅,快┋省,甲→乙", "不满意,(跳过),快,乙→甲", "满意,其他,省,甲→乙"] * 20
    facts, html = filled(survey(tmp_path, rows, STUDIES))
    assert facts["n/channel.question.渠道"].value == 40
    for words in ("选“网厅”的最多", "各项比重之和为", "一致性系数", "另有"):
        assert words in html


@pytest.mark.parametrize(
    ("cells", "separator", "told"),
    [
        (["甲┋乙", "乙┋丙", "甲┋丙", "甲"], "；", "含“┋”，如“甲┋乙”"),
        (["甲、乙", "乙、丙", "甲、丙", "甲", "丙"], "┋", "含“、”"),
        (["甲┋乙", "乙、丙", "甲、丙", "丙"], "┋", ""),  # 乙、丙 is one answer
        (["甲、乙", "丙", "丁"], "┋", ""),  # one such cell: an answer with a comma
        (["电话、网络", "微信、短信", "丙"], "┋", ""),  # the parts stand nowhere else
    ],
)
def test_another_separator_is_told(cells: list[str], separator: str, told: str) -> None:
    study = SimpleNamespace(
        table=study_table_from({"渠道": cells, "号": range(len(cells))}), notes=[]
    )
    for _ in range(2):  # read twice, told once
        mentions(study, "渠道", separator)  # type: ignore[arg-type]
    assert [told in note.what for note in study.notes] == ([True] if told else [])
