"""Waterfall: steps run from the level before them, levels are marks, steps carry signs."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from reporter.charts import ChartData, Series, draw
from reporter.charts.kit import palette

from .cases import LONG, check_layout, fact, words

MM = 25.4 / 72


def steps(numbers: list[float | None], start: float = 91.5, end: float = 90.4) -> ChartData:
    names = ("总体目标值", *(f"部门{i}" for i in range(len(numbers))), "总体得分")
    levels = (fact(start), *(None for _ in numbers), fact(end))
    made = [fact(n, statistic="gap_contribution", subject=str(i)) for i, n in enumerate(numbers)]
    series = (Series("水平", levels), Series("贡献", (None, *made, None)))
    return ChartData(names, series)


def bars(svg: bytes, fill: str) -> list[tuple[float, float]]:
    """Return left and right of the filled shapes, in millimetres."""
    found = []
    for node in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path"):
        if node.get("fill") == fill.lower():
            xs = [float(t) * MM for t in node.get("d", "").split() if t[0].isdigit()][::2]
            found.append((min(xs), max(xs)))
    return found


def test_steps_join_and_their_lengths_are_the_values() -> None:
    drawing = draw("waterfall", steps([-1.0, -0.5, 0.4]))
    check_layout(drawing)
    first, second = bars(drawing.svg, palette.accent("1F4E79"))
    assert first[0] == pytest.approx(second[1], abs=0.05)
    assert first[1] - first[0] == pytest.approx(2 * (second[1] - second[0]), rel=1e-2)
    for text in ("91.5", "−1.0", "−0.5", "+0.4", "90.4", "横轴不从0起"):
        assert text in words(drawing)


def test_the_description_and_the_table_hold_every_number_once() -> None:
    drawing = draw("waterfall", steps([-1.0, 0.4]))
    assert "从“总体目标值”起，逐项加减到“总体得分”。" in drawing.alt
    assert "部门0 −1.0" in drawing.alt
    assert "无数据" not in drawing.alt
    assert [len(row) for row in drawing.table.rows] == [1] * 4


def test_a_step_without_a_value_keeps_the_level() -> None:
    drawing = draw("waterfall", steps([-1.0, None, -0.5]))
    check_layout(drawing)
    first, second = bars(drawing.svg, palette.accent("1F4E79"))
    assert first[0] == pytest.approx(second[1], abs=0.05)


def test_nothing_changes_and_long_names() -> None:
    data = steps([0.0, 0.0], 90.0, 90.0)
    names = (data.categories[0], LONG, "$5_乙", data.categories[-1])
    check_layout(draw("waterfall", ChartData(names, data.series)))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (ChartData(("甲", "乙"), (Series("", (fact(1.0), fact(2.0))),)), "至少要有起点"),
        (ChartData(tuple("甲乙丙"), (Series("", (None, fact(1.0), fact(2.0))),)), "第一项没有数"),
        (ChartData(tuple("甲乙丙"), (Series("", (fact(1.0),) * 3),) * 3), "水平和增减两个系列"),
    ],
)
def test_what_cannot_be_drawn_says_why(data: ChartData, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        draw("waterfall", data)
