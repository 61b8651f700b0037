# ruff: noqa: E501 - tables: one row a line
"""Charts that templates ask for by accident: refused in Chinese with file and line, or drawn right."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from reporter import build as build_report
from reporter import verify
from reporter.charts import ChartData, Series
from reporter.facts import Fact

from .conftest import Case, Outcome

TWO = '[{"name": "满意度", "stat": "score"}, {"name": "满意率", "stat": "%s"}]'

REFUSED = {
    "an option that is none": ('"bars", "f", "题", leaves(), widht=90', "图的参数“widht”不存在。 相近的有：width"),
    "a statistic that is none": ('"bars", "f", "题", leaves(), series=[{"name": "甲", "stat": "scroe"}]', "统计量“scroe”不存在。 相近的有：score"),
    "a series without a statistic": ('"bars", "f", "题", leaves(), series=[{"name": "甲"}]', "series 的每一项都要写 stat"),
    "a series that is no list": ('"bars", "f", "题", leaves(), series={"name": "甲", "stat": "score"}', "series 应是一个列表"),
    "a series without a name": ('"bars", "f", "题", leaves(), series=[{"name": " ", "stat": "score"}]', "没有名称"),
    "a name of private-use characters": ('"bars", "f", "题", leaves(), series=[{"name": "\ue000", "stat": "score"}]', "有自造字（U+E000）"),
    "a key of a line that is none": ('"bars", "f", "题", leaves(), lines=[{"nmae": "目标", "fact": total.score}]', "相近的有：name"),
    "a line without a source": ('"bars", "f", "题", leaves(), lines=[{"name": "目标", "fact": 90}]', "应是有出处的数字"),
    "a line across nothing": ('"bars", "f", "题", leaves(), lines=[{"name": "目标", "fact": total.score, "across": "y"}]', "across 只能写 x"),
    "two lines of one name": ('"bars", "f", "题", leaves(), lines=[{"name": "线", "fact": total.score}, {"name": "线", "fact": total.target}]', "两条线都叫“线”"),
    "rows of words": ('"bars", "f", "题", ["甲", "乙"]', "行应是若干指标或类别"),
    "columns of words": ('"heat", "f", "题", leaves(), columns="ab"', "columns应是若干指标或类别"),
    "a word as flags": ('"bars", "f", "题", leaves(), flags="abcd"', "flags 应是一个列表"),
    "a word for native": ('"bars", "f", "题", leaves(), native="no"', "native 只能写 true 或 false"),
    "a word as width": ('"bars", "f", "题", leaves(), width="inf"', "以毫米计的图宽"),
    "too narrow": ('"bars", "f", "题", leaves(), width=20', "至少80毫米"),
    "too wide": ('"bars", "f", "题", leaves(), width=500', "至多250毫米"),
    "a number as id": ('"bars", 5, "题", leaves()', "给函数的参数不对"),
}  # fmt: skip


@pytest.mark.parametrize(("call", "words"), REFUSED.values(), ids=REFUSED)
def test_slips_are_said_with_their_line(
    case: Case, build: Callable[..., Outcome], call: str, words: str
) -> None:
    case.template(body=f"# 一\n\n文字。\n\n{{{{ chart({call}) }}}}\n")
    seen = build()
    assert seen.code == 5, seen.text
    assert "《body.md.j2》第5行" in seen.text
    assert words in seen.text
    assert not re.search(r"[a-z]+ [a-z]+ [a-z]+", seen.text), seen.text  # Python speaks English


DRAWN = {
    "a filter that can be read once": '"columns", "f", "题", leaves()|reverse',
    "two series of one name": f'"bars", "f", "题", leaves(), series={TWO.replace("满意率", "满意度") % "rate"}',
    "rows of one name": '"bars", "f", "题", leaves() + cut(1)',
    "cross-hairs of one name": f'"quadrant", "f", "题", leaves(), series={TWO % "rate"}, lines=[{{"name": "均值", "fact": total.score, "across": "x"}}, {{"name": "均值", "fact": total.rate}}]',
    "points with only one number": f'"quadrant", "f", "题", leaves(), series={TWO % "previous"}',
}  # fmt: skip


@pytest.mark.parametrize("call", DRAWN.values(), ids=DRAWN)
def test_odd_charts_hold_what_the_record_says(case: Case, call: str) -> None:
    case.toml('name = "速度"', 'name = "态度"\ncolumn = "速度"')
    case.template(body=f"# 一\n\n文字。\n\n{{{{ chart({call}) }}}}\n")
    (docx,) = (
        f for f in build_report(case.folder, case.folder / "out").files if f.suffix == ".docx"
    )
    assert verify(docx).ok


@pytest.mark.parametrize("number", [1e300, 10**40, -1e16])
def test_numbers_beyond_all_drawing_are_refused_in_chinese(number: float) -> None:
    fact = Fact("score", value=number)
    with pytest.raises(ValueError, match="过大的数"):
        ChartData(("甲",), (Series("得分", (fact,)),))
