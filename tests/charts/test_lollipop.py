"""Lollipop chart: stems from the line, whiskers at the limits, hollow dots for flags."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from reporter.charts import ChartData, Drawing, ReferenceLine, Series, draw
from reporter.charts.kit import palette

from .cases import check_layout, fact, series, words

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4 / 72


def differences(**more: object) -> ChartData:
    facts = tuple(
        fact(value, "percentage_points", subject=name, ci_low=low, ci_high=high)
        for name, value, low, high in (
            ("甲", 0.10, -0.02, 0.21),
            ("乙", 0.30, 0.20, 0.40),
            ("丙", -0.05, -0.15, 0.05),
        )
    )
    parts = {"unit": "个百分点", **more}
    return ChartData(("甲", "乙", "丙"), (Series("差距", facts),), **parts)  # type: ignore[arg-type]


def lines(drawing: Drawing, colour: str) -> list[list[float]]:
    """Return the ends of each line of a colour, x1 y1 x2 y2 in millimetres."""
    found = []
    for node in ET.fromstring(drawing.svg).iter(f"{SVG}path"):
        if node.get("stroke") == colour.lower():
            numbers = [float(t) * MM for t in node.get("d", "").split() if t[-1].isdigit()]
            found.append(numbers)
    return found


def dots(drawing: Drawing) -> list[tuple[float, bool]]:
    nodes = ET.fromstring(drawing.svg).iter(f"{SVG}circle")
    return [(float(n.get("cx", "")) * MM, n.get("fill") == "#ffffff") for n in nodes]


def test_highest_first_with_its_value() -> None:
    drawing = draw("lollipop", differences())
    check_layout(drawing)
    assert drawing.table.categories == ("乙", "甲", "丙")
    assert words(drawing).index("乙") < words(drawing).index("丙")
    assert "−5.0" in words(drawing)
    assert "横线为置信区间" in drawing.note


def test_stems_and_whiskers_are_to_scale() -> None:
    drawing = draw("lollipop", differences())
    second, first, third = 0.30, 0.10, -0.05
    xs = [x for x, _ in dots(drawing)]
    scale = (xs[0] - xs[1]) / (second - first)
    assert xs[1] - xs[2] == pytest.approx(scale * (first - third), abs=0.05)
    whiskers = [one for one in lines(drawing, palette.INK) if one[1] == one[3]]
    wide = [abs(one[2] - one[0]) for one in whiskers]
    assert wide == pytest.approx([scale * 0.20, scale * 0.23, scale * 0.20], abs=0.05)


def test_a_flag_is_hollow_and_named() -> None:
    drawing = draw("lollipop", differences(flags=("未超过抽样误差", "", "未超过抽样误差")))
    assert [hollow for _, hollow in dots(drawing)] == [False, True, True]
    assert "空心点：未超过抽样误差" in drawing.note


def test_a_line_is_named_and_stems_start_there() -> None:
    line = ReferenceLine("平均", fact(0.08, "percentage_points", subject="mean"))
    drawing = draw("lollipop", differences(lines=(line,)))
    check_layout(drawing)
    assert "平均 8.0" in words(drawing)
    stems = lines(drawing, palette.at_lightness(palette.accent("1F4E79"), 75.0))
    assert len({round(stem[0], 3) for stem in stems}) == 1


def test_no_limits_no_whiskers() -> None:
    data = differences()
    bare = tuple(replace(one, ci_low=None) for one in data.series[0].facts if one)
    drawing = draw("lollipop", replace(data, series=(Series("差距", bare),)))
    assert "置信区间" not in drawing.note
    hidden = series("差距", ["*", 3.0])
    assert "*表示样本量不足" in draw("lollipop", ChartData(("甲", "乙"), (hidden,))).note


def test_what_it_cannot_draw_is_said() -> None:
    one = series("得分", [1.0])
    with pytest.raises(ValueError, match="只画一个系列"):
        draw("lollipop", ChartData(("甲",), (one, one)))
    two = (ReferenceLine("甲", fact(1.0)), ReferenceLine("乙", fact(2.0)))
    with pytest.raises(ValueError, match="只画一条参照线"):
        draw("lollipop", ChartData(("甲",), (one,), two))


def test_scores_far_above_zero_stand_on_an_axis_around_them() -> None:
    """Stems from 0 to 86 and to 93 look alike, and an interval of one point is not seen."""
    facts = tuple(
        fact(value, subject=name, ci_low=value - 1, ci_high=value + 1)
        for name, value in (("A类", 93.2), ("B类", 86.3), ("C类", 89.2))
    )
    data = ChartData(("A类", "B类", "C类"), (Series("得分", facts),))
    drawing = draw("lollipop", data)
    check_layout(drawing)
    assert "横轴不从0起" in drawing.note
    assert lines(drawing, palette.at_lightness(palette.accent("1F4E79"), 75.0)) == []
    xs = [x for x, _ in dots(drawing)]
    assert xs[0] - xs[-1] > 50.0
    assert "不从0起" not in draw("lollipop", differences()).note


def test_rows_that_stand_in_an_order_keep_it() -> None:
    assert draw("lollipop", differences(keep=True)).table.categories == ("甲", "乙", "丙")
