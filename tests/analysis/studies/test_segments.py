"""Segments as a study: oracle, words by effect, letters, overlapping groups, bad input."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from reporter.facts.format import printed
from tests.study_sections import HOTLINE, filled, survey

DATA = Path(__file__).parents[2] / "data"
R = json.loads((DATA / "oracle" / "segments.json").read_text("utf-8"))["results"]
SEAT = "Seat Comfort"


def airline() -> dict[str, list[str]]:
    """400 passengers; 0 stands for 不适用 in the answers."""
    with (DATA / "studies" / "airline_sample400.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {name: [row[name] if row[name] != "0" else "" for row in rows] for name in rows[0]}


def run(data: Any, **options: Any) -> FactTable:
    return reporter.run_study("segments", data, **options)


def fact(facts: FactTable, statistic: str, subject: str, detail: str = "") -> Any:
    found = facts.get(statistic, f"segments.{subject}", detail=detail)
    assert found is not None, (statistic, subject, detail)
    return found


def seats(**options: Any) -> FactTable:
    return run(airline(), by="Class", scores=[SEAT], unit="number", **options)


def test_scores_equal_r() -> None:
    facts, expected = seats(), R["sample400_seat_by_class"]
    row = "question.Seat_Comfort"
    assert fact(facts, "p", row).value == pytest.approx(expected["welch_p"], rel=1e-8)
    assert fact(facts, "effect", row).value == pytest.approx(expected["omega2"], abs=1e-10)
    assert fact(facts, "verdict", row).value == "差异显著"
    for name, one in expected["groups"].items():
        mean = fact(facts, "mean", row, name)
        assert (mean.value, mean.n) == (pytest.approx(one["mean"]), one["n"])
        assert mean.ci_low < mean.value < mean.ci_high
    pair = "pair.Seat_Comfort：Business与Economy"
    games_howell = expected["games_howell"][0]["p.adj"]
    assert fact(facts, "p", pair).value == pytest.approx(games_howell, rel=5e-3)


def test_letters_stand_on_the_larger() -> None:
    facts = seats()
    letters = {one.detail: one.value for one in facts.select("letters")}
    names = {one.label: one.value for one in facts.select("letter")}
    assert letters == {"Business": names["Economy"]}
    slight = run(
        {"类": ["甲"] * 3000 + ["乙"] * 3000, "分": [1, 2] * 1500 + [1, 2] * 1400 + [2] * 200},
        by="类",
        scores=["分"],
    )
    assert [one.value for one in slight.select("letters")] == ["a"]


def test_huge_samples_are_judged_by_effect() -> None:
    """Trap 36 and 37: p prints as <0.001 and the groups still hardly differ."""
    draw = np.random.default_rng(1)
    n = 40_000
    values = np.clip(np.round(draw.normal(3, 1.2, 2 * n) + np.repeat([0, 0.12], n)), 1, 5)
    facts = run({"类": ["甲"] * n + ["乙"] * n, "分": list(values)}, by="类", scores=["分"])
    p = fact(facts, "p", "question.分")
    assert printed(p).text == "<0.001"
    assert fact(facts, "verdict", "question.分").value == "差异很小"
    assert [one.value for one in facts.select("letters")] == ["a"]
    assert not facts.select("higher_group")


def test_ranks_on_request_equal_r() -> None:
    facts, expected = seats(test="ranks"), R["sample400_seat_by_class"]
    row = "question.Seat_Comfort"
    assert fact(facts, "p", row).value == pytest.approx(expected["kw_p"], rel=1e-8)
    pair = fact(facts, "p", "pair.Seat_Comfort：Business与Economy").value
    assert pair == pytest.approx(expected["dunn_holm"][0]["p.adj"], rel=1e-8)


def test_a_group_of_equal_answers_is_compared_by_ranks() -> None:
    data = {"类": ["甲"] * 40 + ["乙"] * 40, "分": [5] * 40 + [3, 4, 5, 4] * 10}
    facts = run(data, by="类", scores=["分"])
    assert fact(facts, "test", "question.分").value == "Kruskal–Wallis 检验"
    assert fact(facts, "verdict", "question.分").value == "差异显著"


def test_shares_equal_r() -> None:
    facts = run(airline(), by="Class", choices=["Satisfaction"])
    expected = R["sample400_satisfaction_by_class"]
    row = fact(facts, "p", "choice.Satisfaction")
    assert row.value == pytest.approx(expected["p"], rel=1e-8)
    assert fact(facts, "effect", "choice.Satisfaction").value == pytest.approx(
        expected["cramer_v"], abs=1e-10
    )
    share = fact(facts, "share", "answer1.Satisfied", "Business")
    assert (share.value, share.n) == (pytest.approx(128 / 192), 192)
    letters = {
        one.detail: one.value for one in facts.select("letters", "segments.answer1.Satisfied")
    }
    names = {one.label: one.value for one in facts.select("letter")}
    assert letters == {"Business": "".join(sorted((names["Economy"], names["Economy Plus"])))}


def test_small_expected_counts_take_an_exact_test() -> None:
    answers = ["甲"] * 30 + ["乙"] * 1 + ["丙"] * 3 + ["甲"] * 28 + ["乙"] * 5 + ["丙"] * 1
    facts = run({"类": ["一"] * 34 + ["二"] * 34, "选": answers}, by="类", choices=["选"])
    assert fact(facts, "test", "choice.选").value == "蒙特卡罗精确检验"
    two = ["甲"] * 33 + ["乙"] + ["甲"] * 29 + ["乙"] * 5
    facts = run({"类": ["一"] * 34 + ["二"] * 34, "选": two}, by="类", choices=["选"])
    assert fact(facts, "test", "choice.选").value == "Fisher 精确检验"


def test_multiple_choice_is_based_on_people_and_has_no_common_chi_squared() -> None:
    data = {
        "类": ["一"] * 60 + ["二"] * 60,
        "选": ["价格┋速度"] * 40 + ["价格"] * 20 + ["速度"] * 30 + ["其他┋速度"] * 29 + [""],
    }
    facts = run(data, by="类", mentions=["选"])
    assert fact(facts, "n", "choice.选").value == 119
    shares = [fact(facts, "share", f"answer1.{name}").value for name in ("价格", "速度", "其他")]
    assert sum(shares) > 1
    assert fact(facts, "share", "answer1.价格", "一").value == 1.0
    assert fact(facts, "share", "answer1.速度", "二").n == 59
    assert facts.get("p", "segments.choice.选") is None
    assert fact(facts, "verdict", "answer1.价格").value == "差异显著"
    order = [row["name"] for row in facts.meta["studies"][0]["rows"] if row["kind"] == "answer1"]
    assert order == ["速度", "价格", "其他"]


def test_overlapping_groups_are_held_against_the_rest() -> None:
    draw = np.random.default_rng(3)
    kinds = ["居民", "居民┋充电桩", "充电桩", "光伏", "居民┋光伏"] * 40
    scores = [80 + 10 * ("充电桩" in one) + draw.normal(0, 4) for one in kinds]
    facts = run({"类": kinds, "分": scores}, by="类", separator="┋", scores=["分"])
    assert facts["is_overlapping/segments"].value == "是"
    assert fact(facts, "p", "question.分").value is None
    words = {one.detail: one.value for one in facts.select("rest")}
    assert words["充电桩"] == "显著高于"
    assert not facts.select("letters")
    inside = [value for value, one in zip(scores, kinds, strict=True) if "充电桩" in one]
    assert fact(facts, "mean", "question.分", "充电桩").value == pytest.approx(np.mean(inside))


def test_each_against_the_rest_never_against_the_total() -> None:
    data = {"类": ["甲"] * 300 + ["乙"] * 40, "分": [80, 90] * 150 + [78, 86] * 20}
    facts = run(data, by="类", scores=["分"], compare="rest")
    words = {one.detail: one.value for one in facts.select("rest")}
    assert words == {"甲": "显著高于", "乙": "显著低于"}


def test_empty_and_small_groups_are_named_and_not_compared() -> None:
    data = {"类": ["甲"] * 50 + ["乙"] * 50 + ["丙"] * 20 + ["丁"] * 5 + ["己"] * 5}
    data["分"] = [1, 2, 3, 4, 5] * 26  # type: ignore[assignment]
    facts = run(data, by="类", levels=["甲", "乙", "丙", "丁", "己", "戊"], scores=["分"])
    row = "question.分"
    assert "仅供参考" in fact(facts, "mean", row, "丙").warning
    assert fact(facts, "mean", row, "丁").value is None
    assert "不予公布" in fact(facts, "mean", row, "丁").warning
    assert "没有这一类" in fact(facts, "mean", row, "戊").error
    assert fact(facts, "n", "group.戊").value == 0
    assert fact(facts, "verdict", row).value == "未见差异"
    few = run({"类": ["甲"] * 50 + ["乙"] * 20, "分": [1, 2] * 35}, by="类", scores=["分"])
    assert fact(few, "verdict", row).value == "样本不足，不作判断"
    assert fact(few, "p", row).value is None


def test_weights_of_one_change_nothing_and_large_ones_prove_nothing() -> None:
    data: dict[str, list[Any]] = {
        "类": ["甲"] * 50 + ["乙"] * 50,
        "分": [3, 4, 5, 4, 2] * 10 + [3, 4, 4, 3, 2] * 10,
        "选": ["是", "否"] * 30 + ["否"] * 40,
    }
    plain = run(data, by="类", scores=["分"], choices=["选"])
    for weight in (1, 1000):
        same = run(
            {**data, "权": [weight] * 100}, by="类", scores=["分"], choices=["选"], weight="权"
        )
        for one, other in zip(plain.select("p"), same.select("p"), strict=True):
            assert one.value == pytest.approx(other.value)
    uneven = run({**data, "权": [1, 3] * 50}, by="类", scores=["分"], weight="权")
    assert fact(uneven, "mean", "question.分", "甲").n == 50  # bases stay unweighted
    with pytest.raises(ProjectError, match="秩检验不能加权"):
        run({**data, "权": [1, 3] * 50}, by="类", scores=["分"], weight="权", test="ranks")


def test_order_of_rows_changes_nothing() -> None:
    data = airline()
    order = np.random.default_rng(5).permutation(len(data["Class"]))
    mixed = {name: [values[i] for i in order] for name, values in data.items()}
    options: dict[str, Any] = {
        "by": "Class",
        "levels": ["Business", "Economy", "Economy Plus"],
        "scores": [SEAT],
        "choices": ["Satisfaction"],
    }
    one, other = run(data, **options), run(mixed, **options)
    assert [row.key for row in one] == [row.key for row in other]
    for first, second in zip(one, other, strict=True):
        assert first.value == (
            pytest.approx(second.value) if isinstance(first.value, float) else second.value
        )


def test_limits() -> None:
    one = run({"类": ["甲"], "分": [5]}, by="类", scores=["分"])
    assert "1个类别" in one.meta["lacks"][0]["reason"]
    many = run({"类": [f"类{i}" for i in range(40)], "分": [5] * 40}, by="类", scores=["分"])
    assert "可以比较的是2至26个" in many.meta["lacks"][0]["reason"]
    blank = run({"类": ["", ""], "分": [5, 4]}, by="类", scores=["分"])
    assert "全部空缺" in blank.meta["lacks"][0]["reason"]
    none = run({"类": ["甲", "乙"] * 10, "分": [""] * 20}, by="类", scores=["分"])
    assert fact(none, "mean", "question.分").value is None
    same = run({"类": ["甲", "乙"] * 50, "分": [5] * 100}, by="类", scores=["分"])
    assert "全部相同" in fact(same, "p", "question.分").error
    assert fact(same, "verdict", "question.分").value == "样本不足，不作判断"
    assert "没有列出" in run({"类": ["甲"]}, by="类").meta["lacks"][0]["reason"]
    draw = np.random.default_rng(6)
    wide = {f"题{i}": list(draw.integers(1, 6, 120)) for i in range(500)}
    facts = run({"类": ["甲", "乙", "丙"] * 40, **wide}, by="类", scores=list(wide))
    assert facts["questions/segments"].value == 500
    assert facts["different/segments"].value == 0  # 500 tests and not one false alarm


def test_groups_that_are_all_too_small_make_no_section() -> None:
    data = {"区": ["甲"] * 7 + ["乙"] * 9, "分": [80, 90] * 8}
    few = run(data, by="区", scores=["分"])
    assert "“区”各类别的样本量不足10" in few.meta["lacks"][0]["reason"]
    data = {"区": ["甲"] * 7 + ["乙"] * 10, "分": [80, 90] * 8 + [85]}
    assert not run(data, by="区", scores=["分"]).meta["lacks"]


def test_bad_input_has_its_place() -> None:
    data: dict[str, list[Any]] = {"类": ["甲", "乙", "丙"], "分": [1, "很好", 3]}
    with pytest.raises(DataError, match="没有“区”列"):
        run(data, by="区", scores=["分"])
    with pytest.raises(DataError) as caught:
        run(data, by="类", scores=["分"])
    assert (caught.value.problems[0].where.row, caught.value.problems[0].where.column) == (3, "分")
    with pytest.raises(DataError, match="“丙”不是所列的类别") as caught:
        run(data, by="类", levels=["甲", "乙"], scores=["分"])
    assert (caught.value.problems[0].where.row, caught.value.problems[0].where.column) == (4, "类")
    with pytest.raises(DataError, match="不能作权数"):
        run({**data, "分": [1, 2, 3], "权": [1, 0, 1]}, by="类", scores=["分"], weight="权")
    with pytest.raises(ProjectError, match="写了两次"):
        run({**data, "分": [1, 2, 3]}, by="类", scores=["分", "分"])


AREAS = """\
[[segments]]
id = "area"
name = "区域"
levels = ["城区", "县域"]
aliases = { "1" = "城区" }
[[studies]]
id = "areas"
method = "segments"
by = "area"
"""


def test_the_survey_compares_its_own_segments(tmp_path: Path) -> None:
    lines = ["区域,窗口,Q2"]
    lines += [
        "1,非常满意,满意",
        "1,非常满意,非常满意",
        "县域,基本满意,满意",
        "县域,不满意,非常满意",
    ] * 30
    facts, html = filled(survey(tmp_path, lines, HOTLINE + AREAS))
    mean = facts.get("mean", "areas.question.窗口", detail="县域")
    assert mean is not None
    assert printed(mean).text + printed(mean).unit == "67.5分"
    spread = facts.get("range", "areas.question.窗口")
    assert spread is not None
    assert spread.value == pytest.approx(32.5)
    assert "城区（A）" in html
    assert "项评价中" in html
    assert "不说明差异的原因" in html


def section(folder: Path, lines: list[str], study: str) -> str:
    about = f'[[studies]]\nid = "s"\nmethod = "segments"\n{study}\n'
    return filled(survey(folder, lines, f'ignore = ["区域"]\n{HOTLINE}{about}'))[1]


def test_few_answers_are_not_called_alike(tmp_path: Path) -> None:
    lines = ["区域,窗口,Q2", *["城区,非常满意,满意", "县域,不满意,满意"] * 12]
    html = section(tmp_path, lines, 'by = "区域"')
    assert "客户之间不作判断" in html
    assert "大体一致" not in html


def test_overlapping_groups_are_told_against_the_rest(tmp_path: Path) -> None:
    lines = ["区域,窗口,Q2"]
    lines += ["城区┋县域,非常满意,满意", "城区,不满意,满意", "郊区,不满意,满意"] * 40
    lines += ["城区┋县域,满意,满意", "郊区,满意,满意"] * 5
    html = section(tmp_path, lines, 'by = "区域"\nseparator = "┋"')
    assert "县域客户的窗口" in html
    assert "各类别不独立" in html
    assert "（A）" in html
    constant = ["区域,窗口,Q2", *["城区┋县域,满意,满意", "城区,满意,满意", "郊区,满意,满意"] * 40]
    assert "没有一项差异" in section(tmp_path, constant, 'by = "区域"\nseparator = "┋"')


def test_letters_only_where_the_overall_test_found_a_difference() -> None:
    """4 and 18 of 100 alone lie apart; all answers of all groups together do not."""
    counts = {"甲": [4, 24, 24, 24, 24], "乙": [18, 17, 17, 24, 24], "丙": [10, 23, 23, 22, 22]}
    data = {
        "类": [name for name, row in counts.items() for _ in range(sum(row))],
        "选": [a for row in counts.values() for a, n in zip("一二三四五", row, strict=True)
              for _ in range(n)],
    }  # fmt: skip
    facts = run(data, by="类", choices=["选"])
    assert fact(facts, "verdict", "choice.选").value == "未见差异"
    assert not facts.select("letters")
    clear = run(
        {**data, "选": ["一" if c == "甲" else "二" for c in data["类"]]}, by="类", choices=["选"]
    )
    assert clear.select("letters")


def test_letters_of_mentions_and_scores_wait_for_holm_over_the_questions() -> None:
    kinds = ["甲"] * 60 + ["乙"] * 60
    near = ["一"] * 20 + ["二"] * 40 + ["一"] * 9 + ["二"] * 51  # p = 0.02 alone
    alone = run({"类": kinds, "选": near}, by="类", mentions=["选"])
    assert alone.select("letters")
    others = [f"{text}┋{more}" for text, more in zip(near, ["三", "四", "五"] * 40, strict=True)]
    among = run({"类": kinds, "选": others}, by="类", mentions=["选"])
    assert fact(among, "verdict", "answer1.一").value == "未见差异"
    assert not among.select("letters")
