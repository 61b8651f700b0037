"""What sections call people and places: by the survey's subject and the column's name."""

from __future__ import annotations

import pytest

from reporter.analysis.studies.parts.nouns import noun
from reporter.filling.people import people


@pytest.mark.parametrize(
    ("subject", "word"),
    [
        ("门诊和住院患者", "患者"),
        ("卷烟零售客户", "客户"),
        ("市民", "市民"),
        ("全体业主", "业主"),
        ("拨打过12345热线的人", "受访者"),
        ("甲乙丙", "甲乙丙"),
        ("A<b>", "受访者"),
    ],
)
def test_people_are_called_as_the_subject_of_the_survey(subject: str, word: str) -> None:
    assert people(subject) == word


@pytest.mark.parametrize(
    ("column", "word"),
    [
        ("科室", "科室"),
        ("科室名称", "科室"),
        ("2、坐席姓名", "坐席"),
        ("姓名", "员工"),
        ("工号", "员工"),
        ("请问为您服务的是哪一位员工", "员工"),
        ("staff", "员工"),
    ],
)
def test_a_column_gives_the_word_for_what_it_tells_of(column: str, word: str) -> None:
    assert noun(column, "员工") == word
