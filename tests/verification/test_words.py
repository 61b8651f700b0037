"""Names and verdicts of a report are held against its record, as its numbers are."""

from __future__ import annotations

import pytest

from reporter.facts.fact import Fact, FactTable, Group
from reporter.verification.record import Passage, Record
from reporter.verification.words import hold_words

FACTS = FactTable(
    (
        *(
            Fact("score", label="总体", group=Group("dept", name), value=value, unit="points")
            for name, value in (("急诊科", 85.4), ("口腔科", 94.9))
        ),
        Fact("verdict", "nps.急诊科", "急诊科", value="显著低于", unit="text"),
    )
)
LOWEST = "各就诊科室中，口腔科得分最高（94.9分），急诊科得分最低（85.4分），相差9.5分。"
JUDGED = "急诊科显著低于其余受访者。"
RECORD = Record(
    FACTS,
    (
        Passage("一、总体", "heading"),
        Passage(LOWEST),
        Passage(JUDGED, spans=((3, 7, "verdict/nps.急诊科"),)),
        Passage("各项措施应按期完成。"),
    ),
)


def found(*texts: str) -> list[tuple[str, str]]:
    held = hold_words(RECORD, [Passage("一、总体"), *map(Passage, texts)])
    return [(one.expected, one.found) for one in held.mismatches]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("急诊科得分最低", "口腔科得分最低", ("急诊科", "口腔科")),
        ("急诊科得分最低", "儿童科得分最低", ("急诊科", "儿童科")),
        ("得分最高", "得分最低", ("最高", "最低")),
        ("显著低于", "显著高于", ("显著低于", "显著高于")),
        ("显著低于", "略低于", ("显著低于", "略低于")),
    ],
)
def test_a_name_or_verdict_put_for_another_is_told(
    before: str, after: str, told: tuple[str, str]
) -> None:
    lowest, judged = LOWEST.replace(before, after), JUDGED.replace(before, after)
    assert found(lowest, judged, "各项措施应按期完成。") == [told]


def test_other_words_may_be_edited() -> None:
    assert not found(LOWEST, JUDGED, "各项措施都要按期完成并报告。")
    assert not found(LOWEST.replace("各就诊科室中，", "从科室看，"), JUDGED)
    assert not found(LOWEST)  # a removed sentence claims nothing
    assert not found("另作说明的一句话。", LOWEST, JUDGED)
    assert not found(JUDGED, LOWEST)  # moved
    assert not found(LOWEST.replace("最高", "居首"), JUDGED)  # said in another way
    assert not found(LOWEST, JUDGED.replace("显著低于", "明显不如"))


def test_words_count_as_checked_where_no_control_holds_them() -> None:
    assert hold_words(RECORD, [Passage(LOWEST), Passage(JUDGED)]).checked == 1
    held = Passage(JUDGED, spans=((3, 7, "verdict/nps.急诊科"),))
    assert hold_words(RECORD, [Passage(LOWEST), held]).checked == 0
