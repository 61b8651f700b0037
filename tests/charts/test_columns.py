"""Columns: heights, values over them, names under them, lines named at the right."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from reporter.charts import ChartData, ReferenceLine, Style, TooManyError, draw, draw_all
from reporter.charts.kit import palette

from .cases import COUNTIES, check_layout, data_for, fact, series, texts, words

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4 / 72


def columns(svg: bytes, fill: str) -> list[tuple[float, float, float]]:
    """Return middle, top and bottom of the rectangles of a fill, in millimetres."""
    found = []
    for node in ET.fromstring(svg).iter(f"{SVG}path"):
        if node.get("fill") == fill.lower():
            numbers = [float(t) * MM for t in node.get("d", "").split() if t[0].isdigit()]
            xs, ys = numbers[::2], numbers[1::2]
            found.append(((min(xs) + max(xs)) / 2, min(ys), max(ys)))
    return found


def test_heights_are_proportional_from_zero() -> None:
    data = ChartData(("甲", "乙"), (series("得分", [80.0, 40.0]),))
    one, two = columns(draw("columns", data).svg, palette.accent("1F4E79"))
    assert one[2] - one[1] == pytest.approx(2 * (two[2] - two[1]), rel=1e-3)


def test_the_axis_of_a_scale_is_said() -> None:
    data = ChartData(("甲", "乙"), (series("得分", [80.0, 90.0]),), scale=(60.0, 100.0))
    drawing = draw("columns", data)
    assert drawing.note == "纵轴从60分（量表最低值）起，不从0起"
    assert drawing.note in drawing.alt


def test_values_stand_over_their_columns_and_under_falling_ones() -> None:
    data = ChartData(("甲", "乙"), (series("变动", [2.5, -1.5], statistic="change"),))
    drawing = draw("columns", data)
    check_layout(drawing)
    rises, falls = columns(drawing.svg, palette.accent("1F4E79"))
    place = {text: ((left + right) / 2, top, low) for text, left, top, right, low in texts(drawing)}
    assert place["+2.5"][0] == pytest.approx(rises[0], abs=0.1)
    assert place["+2.5"][2] <= rises[1]
    assert place["−1.5"][0] == pytest.approx(falls[0], abs=0.1)
    assert place["−1.5"][1] >= falls[2]


def test_groups_keep_the_given_order_and_fit() -> None:
    drawing = draw("columns", data_for("columns", COUNTIES))
    check_layout(drawing)
    assert drawing.table.categories == COUNTIES
    assert "目标值 90.0" in words(drawing)
    assert "总体得分 91.3" in words(drawing)


def test_near_lines_keep_both_names() -> None:
    lines = (ReferenceLine("目标值", fact(90.0)), ReferenceLine("总体得分", fact(90.1)))
    drawing = draw("columns", replace(data_for("columns", COUNTIES[:4]), lines=lines))
    check_layout(drawing)
    assert "目标值 90.0" in words(drawing)
    assert "总体得分 90.1" in words(drawing)


def test_more_than_the_width_holds_becomes_several_pictures() -> None:
    data = data_for("columns", tuple(f"第{i}组" for i in range(12)))
    with pytest.raises(TooManyError, match="最多画"):
        draw("columns", data)
    drawings = draw_all("columns", data)
    assert len(drawings) == 2
    for drawing in drawings:
        check_layout(drawing)
    many = ChartData(tuple("一二三四五六七八九十甲乙丙"), (series("数", [1.0] * 13),))
    with pytest.raises(TooManyError, match="最多画12组，这里有13组"):
        draw("columns", many, Style(width_mm=240))


def test_long_names_get_more_room_in_more_pictures() -> None:
    names = ("高新技术产业开发区", "信息反馈渠道" * 12, *COUNTIES[:5])
    data = ChartData(names, (series("得分", [90.0] * 7),))
    with pytest.raises(TooManyError, match="太长，在柱形图的柱下写不完：请改用排序条形图"):
        draw("columns", data)
    assert len(draw_all("columns", data)) > 1


def test_a_gap_keeps_its_place() -> None:
    data = ChartData(("甲", "乙", "丙"), (series("得分", [90, "*", None]),))
    drawing = draw("columns", data)
    check_layout(drawing)
    assert {"*", "—"} <= {text for text, *_ in texts(drawing)}
    assert "*表示样本量不足" in drawing.note


def test_native_columns() -> None:
    drawing = draw("columns", data_for("columns", COUNTIES[:4]))
    assert drawing.plot is not None
    assert drawing.plot.kind == "column"
    assert drawing.plot.legend
    assert [(x.line, x.dash) for x in drawing.plot.lines] == [(0, "dash"), (1, "dot")]
