"""Control chart: points, limits of each point, what lies outside, what the small print names."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from reporter.charts import ChartData, Drawing, TooManyError, draw
from reporter.charts.kit import palette

from .cases import check_layout, series, texts, words

SVG = "{http://www.w3.org/2000/svg}"
Numbers = list[float | str | None]


def process(
    values: Numbers, limits: tuple[float | Numbers, ...] = (91.0, 94.0, 88.0), **more: object
) -> ChartData:
    count = len(values)
    names = tuple(f"{i}月" for i in range(1, count + 1))
    rows: list[Numbers] = [one if isinstance(one, list) else [one] * count for one in limits]
    made = [
        series(name, numbers)
        for name, numbers in zip(("中心线", "上控制限", "下控制限"), rows, strict=True)
    ]
    return ChartData(names, (series("得分", values), *made), **more)  # type: ignore[arg-type]


def alarms(drawing: Drawing) -> list[str]:
    """Return the path of each filled mark in the colour of alarm."""
    fill = palette.ALARM.lower()
    nodes = ET.fromstring(drawing.svg).iter(f"{SVG}path")
    return [node.get("d", "") for node in nodes if node.get("fill") == fill]


def test_a_point_outside_has_its_own_colour_and_shape_and_is_named() -> None:
    drawing = draw("control", process([91.2, 86.9, 90.5, 94.5, 94.0]))
    check_layout(drawing)
    assert len(alarms(drawing)) == 3  # two points and the sample in the legend
    assert all(path.count("L") == 3 for path in alarms(drawing))
    assert drawing.note.startswith("超出控制限：2月、4月；")
    assert drawing.note in drawing.alt
    assert "超出控制限" in {text for text, *_ in texts(drawing)}


def test_a_point_on_its_limit_is_inside() -> None:
    drawing = draw("control", process([94.0, 88.0]))
    assert not alarms(drawing)
    assert drawing.note.startswith("没有超出控制限的点")


def test_broken_rules_are_named_once_with_their_points() -> None:
    flags = ("", "连续6点上升", "连续6点上升", "", "远离中心线")
    drawing = draw("control", process([90.0, 91.0, 92.0, 90.0, 86.0], flags=flags))
    assert "连续6点上升：2月、3月" in drawing.note
    assert "超出控制限：5月" in drawing.note
    assert "6" in drawing.ticks
    triangles = [path for path in alarms(drawing) if path.count("L") == 2]
    assert len(triangles) == 3  # the point outside stays a diamond


def test_limits_are_named_with_their_last_values() -> None:
    upper: Numbers = [94.0, 94.5, 95.0]
    drawing = draw("control", process([91.0, 90.0, 92.0], (91.0, upper, 88.0)))
    assert "上控制限 95.0" in words(drawing)
    assert "控制限逐点不同，右端所注为最后一点" in drawing.note
    printed = [value.key for line in drawing.values for value in line]
    assert printed.count("score/上控制限2") == 1
    assert "score/上控制限0" not in printed


def test_a_point_is_held_against_its_own_limit() -> None:
    upper: Numbers = [92.0, 96.0]
    drawing = draw("control", process([93.0, 93.0], (91.0, upper, 88.0)))
    assert "超出控制限：1月；" in drawing.note


def test_missing_limits_and_points() -> None:
    drawing = draw("control", process([91.0, None, "*", 92.0], (91.0, 94.0, [None] * 4)))
    check_layout(drawing)
    assert "下控制限" not in words(drawing)
    assert drawing.svg.count(b"<circle") == 2


def test_of_many_points_the_remarkable_ones_print_their_values() -> None:
    values: Numbers = [91.0 + (i * 7 % 5) / 10 for i in range(30)]
    values[9] = 95.25
    drawing = draw("control", process(values))
    check_layout(drawing)
    printed = [value.text for line in drawing.values for value in line]
    assert printed == ["95.3", "94.0", "91.0", "88.0"]
    assert drawing.plot is not None
    assert drawing.plot.series[0].told == (9,)


def test_rates_have_no_axis_below_zero() -> None:
    rows = process([5.0, 6.0, 1.0], (4.0, 9.0, 0.0))
    drawing = draw("control", rows)
    assert drawing.plot is not None
    assert drawing.plot.axis is not None
    assert drawing.plot.axis.low == 0
    assert "不从0起" not in drawing.note


def test_what_does_not_suit_is_refused() -> None:
    data = process([91.0, 92.0])
    with pytest.raises(ValueError, match="四个系列，这里有2个"):
        draw("control", replace(data, series=data.series[:2]))
    with pytest.raises(ValueError, match="至少要有两个点"):
        draw("control", process([91.0]))
    with pytest.raises(TooManyError, match="最多画60个点"):
        draw("control", process([91.0] * 61))


def test_native_lines() -> None:
    plot = draw("control", process([91.2, 86.9, 90.5])).plot
    assert plot is not None
    first, *limits = plot.series
    assert (first.marker, plot.legend) == ("circle", True)
    (out,) = plot.remarks
    assert (out.name, out.marker, out.rows) == ("超出控制限", "diamond", (1,))
    assert out.colour == palette.ALARM.removeprefix("#")
    assert [one.dash for one in limits] == ["solid", "dash", "dash"]
    assert all(one.marker == "none" and one.told == (2,) for one in limits)


def test_names_of_equal_limits_stand_in_their_order() -> None:
    drawing = draw("control", process([90.0, 90.0], (90.0, 90.0, 90.0)))
    shown = words(drawing)
    places = [shown.index(name) for name in ("上控制限", "中心线", "下控制限")]
    assert places == sorted(places)
