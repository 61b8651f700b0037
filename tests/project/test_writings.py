"""Answers that are typed in two ways are told: each would be counted for itself."""

import pytest

from reporter.project.readers.writings import typed_twice
from reporter.project.study_files import study_table_from


@pytest.mark.parametrize(
    "words",
    [
        ("电话（12345）", "电话(12345)"),
        ("张三", "张 三"),
        ("ＡＰＰ办理", "APP办理"),
        ("app上", "APP上"),
    ],
)
def test_two_ways_of_typing_one_word(words):
    (told,) = typed_twice([words[0], words[1], words[0], ""])
    assert f"“{words[1]}”（1行）与“{words[0]}”（2行）" in told


@pytest.mark.parametrize(
    "texts",
    [
        ["1 2", "12"],
        ["满意", "不满意"],
        ["A", "a"],
        ["很好", "很好"],
        ["长" * 31, "长" * 31 + " 长"],
    ],
)
def test_other_words_stay_two(texts):
    assert list(typed_twice(texts)) == []


def test_opinions_are_not_gone_through():
    assert list(typed_twice([f"意见{i}" for i in range(60)] + ["意见 1"])) == []


def test_a_study_warns_with_the_column():
    table = study_table_from(
        {"渠道": ["电话（热线）", "电话(热线)", "网上"], "意见": ["好", "好", "差"]}
    )
    (problem,) = (one for one in table.notes if one.code == "data.typed_twice")
    assert problem.where.column == "渠道"
    assert problem.severity == "warning"
