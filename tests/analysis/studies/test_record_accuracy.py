"""Accuracy of records as a study: what a sample proves, record or field, plans, bad input."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

import reporter
from reporter.errors import DataError, ProjectError
from reporter.facts.fact import FactTable
from tests.study_sections import section


def run(data: dict[str, list[Any]], **options: Any) -> FactTable:
    return reporter.run_study("record_accuracy", data, **options)


def counts(**rows: tuple[int, int]) -> dict[str, list[Any]]:
    """Return a table of counts: looked at, wrong."""
    return {
        "类别": list(rows),
        "抽查": [n for n, _ in rows.values()],
        "差错": [bad for _, bad in rows.values()],
    }


BY = {"group": "类别", "checked": "抽查", "wrong": "差错"}


def test_no_error_in_a_sample_does_not_prove_100() -> None:
    facts = run(counts(居民=(300, 0)), **BY)
    assert facts["accuracy", "居民"].value == 1
    assert facts["reached", "居民"].value == "不能判断"
    assert facts["bound", "居民"].value == pytest.approx(0.0099360819445, abs=1e-9)
    assert facts["needed/record_accuracy"].value == 299


def test_one_error_disproves_100() -> None:
    facts = run(counts(居民=(300, 1)), **BY)
    assert facts["reached", "居民"].value == "未达到"


def test_all_records_looked_at_are_no_sample() -> None:
    facts = run(counts(大客户=(60, 0), 居民=(60, 1)), **BY, population={"大客户": 60, "居民": 60})
    assert facts["is_census", "大客户"].value == "是"
    assert facts["reached", "大客户"].value == "达到"
    assert facts["bound", "大客户"].value == 0
    assert facts["reached", "居民"].value == "未达到"


@pytest.mark.parametrize(("wrong", "word"), [(0, "达到"), (20, "不能判断"), (60, "未达到")])
def test_a_target_below_100_is_held_against_the_whole_interval(wrong: int, word: str) -> None:
    facts = run(counts(居民=(1000, wrong)), **BY, target=0.98)
    assert facts["reached", "居民"].value == word


def marks(count: int, bad: dict[int, list[str]], fields: list[str]) -> dict[str, list[Any]]:
    """Return records that are right but for the fields named in ``bad``."""
    return {f: ["错误" if f in bad.get(i, []) else "正确" for i in range(count)] for f in fields}


FIELDS = ["户名", "地址", "电话"]


def test_records_and_fields_are_not_the_same() -> None:
    data = marks(100, {3: ["地址", "电话"], 5: ["电话"]}, FIELDS)
    by_record = run(data, fields=FIELDS)
    by_field = run(data, fields=FIELDS, unit="field")
    assert by_record["accuracy", "全部档案"].value == pytest.approx(0.98)
    assert by_field["accuracy", "全部档案"].value == pytest.approx(1 - 3 / 300)
    assert by_field["checked", "全部档案"].value == 300
    assert by_record["wrong", "电话"].value == 2


def test_fields_of_one_record_are_no_independent_sample() -> None:
    together = marks(100, dict.fromkeys(range(4), FIELDS), FIELDS)
    apart = marks(100, {i: ["电话"] for i in range(12)}, FIELDS)
    wide, narrow = (run(d, fields=FIELDS, unit="field") for d in (together, apart))
    one, other = wide["accuracy", "全部档案"], narrow["accuracy", "全部档案"]
    assert one.value == other.value
    assert one.ci_low < other.ci_low


def test_a_record_not_looked_at_whole_counts_only_where_it_is_wrong() -> None:
    data = marks(40, {0: ["户名"]}, FIELDS)
    data["电话"][0] = data["电话"][1] = ""
    facts = run(data, fields=FIELDS)
    assert facts["checked", "全部档案"].value == 39
    assert facts["wrong", "全部档案"].value == 1
    assert facts["incomplete/record_accuracy"].value == 1
    assert facts["checked", "电话"].value == 38


def test_the_plan_that_is_asked_for() -> None:
    data = {**marks(200, {i: ["电话"] for i in (150, 160, 170, 180)}, FIELDS)}
    facts = run(data, fields=FIELDS, wanted={"good": 0.01, "bad": 0.05})
    assert facts["plan_size/record_accuracy"].value == 132
    assert facts["plan_accept/record_accuracy"].value == 3
    assert facts["good_pass/record_accuracy"].value >= 0.95
    assert facts["bad_pass/record_accuracy"].value <= 0.10
    assert facts["decision", "全部档案"].value == "接收"  # the errors lie beyond the first 132


@pytest.mark.parametrize(
    ("row", "word"),
    [
        ((80, 2), "接收"),
        ((80, 3), "不接收"),
        ((60, 3), "不接收"),
        ((60, 0), "抽查数不足，未判定"),
        ((200, 9), "抽查数多于方案，未判定"),
    ],
)
def test_a_plan_decides_on_its_own_size(row: tuple[int, int], word: str) -> None:
    facts = run(counts(居民=row), **BY, plan={"size": 80, "accept": 2})
    assert facts["decision", "居民"].value == word


def test_a_plan_larger_than_the_lot_means_all_of_it() -> None:
    facts = run(
        counts(大客户=(40, 0)), **BY, plan={"size": 80, "accept": 2}, population={"大客户": 40}
    )
    assert facts["size", "大客户"].value == 40
    assert facts["decision", "大客户"].value == "接收"


def test_order_of_rows_does_not_matter_without_a_plan() -> None:
    data = {"类别": ["甲", "乙"] * 30, **marks(60, {7: ["户名"], 8: ["电话"]}, FIELDS)}
    order = np.random.default_rng(1).permutation(60)
    mixed = {name: [column[i] for i in order] for name, column in data.items()}
    one, other = (run(d, fields=FIELDS, group="类别") for d in (data, mixed))
    for name in ("甲", "乙"):
        assert one["accuracy", name].value == other["accuracy", name].value


def test_few_records_are_not_published() -> None:
    facts = run(counts(居民=(6, 1)), **BY)
    assert facts["accuracy", "居民"].value is None
    assert facts["checked", "居民"].value == 6


def test_none_checked_and_500_fields() -> None:
    facts = run(counts(居民=(0, 0), 商业=(50, 0)), **BY)
    assert facts["accuracy", "居民"].error == "没有抽查。"
    names = [f"项目{i}" for i in range(500)]
    wide = run(marks(20, {}, names), fields=names)
    assert len([f for f in wide if f.statistic == "wrong"]) == 501


@pytest.mark.parametrize(
    ("data", "options", "said"),
    [
        (counts(居民=(5, 6)), BY, "差错数多于抽查数"),
        ({"类别": ["甲"], "抽查": [5.5], "差错": [1]}, BY, "应为整数"),
        ({"类别": [""], "抽查": [5], "差错": [1]}, BY, "没有填写"),
        (counts(居民=(50, 1)), {**BY, "population": {"居名": 90}}, "不在数据的类别中"),
        (counts(居民=(50, 1)), {**BY, "population": {"居民": 40}}, "多于总数40份"),
        (counts(居民=(50, 1)), {**BY, "wanted": {"good": 0.05, "bad": 0.01}}, "good 应小于 bad"),
        (counts(居民=(50, 1)), {**BY, "plan": {"size": 3, "accept": 3}}, "应小于样本量"),
        ({"户名": ["对", "好"]}, {"fields": ["户名"]}, "既不是正确也不是差错"),
        (
            {"户名": ["对"]},
            {"fields": ["户名"], "right": ["对"], "wrong_words": ["对"]},
            "只写在一处",
        ),
        ({"户名": ["对"]}, {"fields": ["姓名"]}, "没有“姓名”列"),
    ],
)
def test_bad_input_is_named(data: dict[str, list[Any]], options: dict[str, Any], said: str) -> None:
    with pytest.raises((DataError, ProjectError)) as caught:
        run(data, **options)
    assert said in str(caught.value)


def test_the_wrong_cell_has_its_row_and_column() -> None:
    with pytest.raises(DataError) as caught:
        run({"户名": ["对", "好"]}, fields=["户名"])
    where = caught.value.problems[0].where
    assert (where.row, where.column) == (3, "户名")


@pytest.mark.parametrize("options", [{}, {"fields": ["户名"], **BY}, {**BY, "unit": "field"}])
def test_what_was_checked_must_be_said(options: dict[str, Any]) -> None:
    facts = run(
        {"户名": ["对"] * 3, "抽查": [9] * 3, "差错": [0] * 3, "类别": ["甲"] * 3}, **options
    )
    assert "fields" in next(iter(facts)).error


def test_the_section_says_what_no_error_means(tmp_path: Path) -> None:
    data = {"类别": ["居民"] * 60 + ["商业"] * 60, **marks(120, {3: ["电话"]}, FIELDS)}
    study = (
        'method = "record_accuracy"\ngroup = "类别"\nfields = ["户名", "地址", "电话"]\n'
        "wanted = { good = 0.01, bad = 0.08 }\n"
    )
    facts, text = section(tmp_path, study, data)
    assert text.lstrip().startswith("各类合计，信息准确率为99.17%")
    assert "居民信息准确率为98.33%（抽查60份，差错1份），未达到目标100%；" in text
    assert "商业抽查60份未见差错，以95%的把握只能说差错率不超过4.87%" in text
    assert "要证明没有差错，只有全部核对" in text
    assert "差错最多的是电话（1处）" in text
    assert facts["decision/S.class.居民"].value in text


def test_an_accuracy_with_errors_never_prints_as_100() -> None:
    from reporter.facts.format import printed

    found = run(counts(甲=(100_000, 1), 乙=(500, 13)), group="类别", checked="抽查", wrong="差错")
    texts = {row.label: str(printed(row)) for row in found if row.statistic == "accuracy"}
    assert texts == {"甲": "99.999%", "乙": "97.40%", "合计": "99.99%"}


def test_classes_together_are_weighted_by_their_totals() -> None:
    facts = run(
        counts(大客户=(50, 10), 居民=(200, 2)), **BY, population={"大客户": 100, "居民": 900}
    )
    assert facts["accuracy", "合计"].value == pytest.approx(1 - (0.1 * 0.2 + 0.9 * 0.01))
    assert facts["checked", "合计"].value == 250
    assert facts["wrong", "合计"].value == 12
    assert facts["overall_by/record_accuracy"].value == "各类档案总数加权"
    low, high = facts["accuracy_low", "合计"].number, facts["accuracy_high", "合计"].number
    assert low is not None
    assert high is not None
    assert low < 0.971 < high


def test_without_totals_the_classes_are_put_together() -> None:
    facts = run(counts(大客户=(50, 10), 居民=(200, 2)), **BY)
    assert facts["accuracy", "合计"].value == pytest.approx(1 - 12 / 250)
    assert facts["overall_by/record_accuracy"].value == "各类抽查数合并"
    one = run({"抽查": [250], "差错": [12]}, checked="抽查", wrong="差错")
    assert facts["accuracy_low", "合计"].number == pytest.approx(
        one["accuracy_low", "全部档案"].number, abs=0.004
    )


def test_all_records_looked_at_have_no_error_of_sampling() -> None:
    facts = run(counts(大客户=(60, 1), 居民=(90, 0)), **BY, population={"大客户": 60, "居民": 90})
    assert (
        facts["accuracy_low", "合计"].value
        == facts["accuracy", "合计"].value
        == pytest.approx(149 / 150)
    )


def test_a_class_that_is_not_published_is_not_told_by_the_total() -> None:
    facts = run(counts(大客户=(5, 1), 居民=(200, 2)), **BY)
    assert not [f for f in facts if f.label == "合计"]


def test_counts_of_right_records_may_be_given() -> None:
    data = {"类别": ["甲", "乙"], "抽查": [100, 80], "准确": [95, 80]}
    facts = run(data, group="类别", checked="抽查", accurate="准确")
    assert facts["wrong", "甲"].value == 5
    assert facts["accuracy", "乙"].value == 1
    with pytest.raises(DataError, match="准确数多于抽查数"):
        run({**data, "准确": [101, 80]}, group="类别", checked="抽查", accurate="准确")
    both = run(data, group="类别", checked="抽查", accurate="准确", wrong="准确")
    assert "只能写其一" in both["lacks/record_accuracy"].error


def test_a_column_of_right_records_taken_for_errors_is_noticed(tmp_path: Path) -> None:
    data = counts(甲=(100, 95), 乙=(80, 2))
    study = 'method = "record_accuracy"\ngroup = "类别"\nchecked = "抽查"\nwrong = "差错"\n'
    _, text = section(tmp_path, study, data)
    assert "应先核对数据：甲的差错多于一半，差错数一列可能填成了准确数。" in text
    assert "各类合计，信息准确率为" in text
    assert "合计按各类抽查数合并。" in text


def test_what_is_to_be_proved_follows_the_target() -> None:
    data = counts(居民=(50, 0))
    below = run(data, target=0.98, **BY)
    assert below["prove/record_accuracy"].value == 0.02
    assert below["needed/record_accuracy"].value == 149
    assert run(data, **BY)["needed/record_accuracy"].value == 299
    assert run(data, target=0.98, prove=0.01, **BY)["needed/record_accuracy"].value == 299
