"""Quadrant chart: points at their values, names beside them, cross-hairs, fields."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from reporter.charts import ChartData, Drawing, ReferenceLine, Style, TooManyError, draw
from reporter.charts.kit import palette
from reporter.charts.kit.boxes import Box
from reporter.charts.kit.scatter import places

from .cases import check_layout, fact, series, texts, words

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4 / 72
ITEMS = ("货源供应", "订货服务", "送货准时", "客户经理拜访", "投诉处理")
CORNERS = ("次要优势", "优势保持", "优先改进", "次要改进")


def plane(
    xs: list[float | str | None], ys: list[float | str | None], names: tuple[str, ...] = ITEMS
) -> ChartData:
    lines = (
        ReferenceLine("平均重要性", fact(4.0, "number", subject="x"), "x"),
        ReferenceLine("平均满意度", fact(90.0, subject="y")),
    )
    both = (series("重要性", xs, "number"), series("满意度", ys))
    return ChartData(names[: len(xs)], both, lines, scale=(60.0, 100.0), corners=CORNERS)


FIVE = plane([3.1, 4.6, 4.2, 3.4, 4.9], [95.0, 93.0, 86.0, 84.0, 88.5])


def dots(drawing: Drawing) -> list[tuple[float, float, bool]]:
    """Return the middles of the dots in millimetres, and whether they are hollow."""
    nodes = ET.fromstring(drawing.svg).iter(f"{SVG}circle")
    return [
        (float(n.get("cx", "")) * MM, float(n.get("cy", "")) * MM, n.get("fill") == "#ffffff")
        for n in nodes
    ]


def test_points_lie_at_their_values() -> None:
    drawing = draw("quadrant", FIVE)
    check_layout(drawing)
    found = dots(drawing)
    plot = drawing.plot
    assert plot is not None
    axis, x_axis = plot.axis, plot.x_axis
    assert axis is not None
    assert x_axis is not None
    place = {text: ((a + c) / 2, (b + d) / 2) for text, a, b, c, d in texts(drawing)}
    low, high = f"{x_axis.low:.{x_axis.decimals}f}", f"{x_axis.high:.{x_axis.decimals}f}"
    left, right = place[low][0], place[high][0]
    for (x, _, _), value in zip(found, (3.1, 4.6, 4.2, 3.4, 4.9), strict=True):
        share = (value - x_axis.low) / (x_axis.high - x_axis.low)
        assert x == pytest.approx(left + share * (right - left), abs=0.1)
    heights = [y for _, y, _ in found]
    assert sorted(range(5), key=heights.__getitem__) == [0, 1, 4, 2, 3]


def test_each_name_stands_nearest_to_its_point() -> None:
    drawing = draw("quadrant", FIVE)
    middles = dict(zip(ITEMS, dots(drawing), strict=True))
    for text, left, top, right, bottom in texts(drawing):
        if text in middles:
            x, y = (left + right) / 2, (top + bottom) / 2
            nearest = min(middles, key=lambda n: abs(middles[n][0] - x) + abs(middles[n][1] - y))
            assert nearest == text


def test_fields_are_told_with_their_points() -> None:
    drawing = draw("quadrant", FIVE)
    assert set(CORNERS) <= {text for text, *_ in texts(drawing)}
    for sentence in (
        "次要优势：货源供应。",
        "优势保持：订货服务。",
        "优先改进：送货准时、投诉处理。",
        "次要改进：客户经理拜访。",
    ):
        assert sentence in drawing.alt
    assert "".join(part.text for part in drawing.alt_parts) == drawing.alt


def test_cross_hairs_print_their_values_and_axes_their_units() -> None:
    drawing = draw("quadrant", FIVE)
    assert "平均满意度 90.0" in words(drawing)
    assert "平均重要性 4.0" in words(drawing)
    assert "满意度（分）" in words(drawing)
    assert [value.key for line in drawing.values for value in line] == ["score/x", "score/y"]
    assert "纵轴不从0起" in drawing.note


def test_many_points_are_numbers_with_a_list() -> None:
    names = tuple(f"服务项目{i}的名称" for i in range(1, 31))
    xs: list[float | str | None] = [3.0 + (i * 37 % 30) / 15 for i in range(30)]
    ys: list[float | str | None] = [80.0 + (i * 17 % 30) / 2 for i in range(30)]
    drawing = draw("quadrant", plane(xs, ys, names))
    check_layout(drawing)
    shown = [text for text, *_ in texts(drawing)]
    assert all(f"{i} 服务项目{i}的名称" in shown for i in range(1, 31))
    assert all(shown.count(str(i)) == 1 for i in range(11, 31))
    assert {str(i) for i in range(1, 31)} <= set(drawing.ticks)


def test_names_without_room_become_numbers() -> None:
    names = tuple(f"很长的服务项目名称之第{i}项" for i in range(15))
    near: list[float | str | None] = [4.0 + i / 1000 for i in range(15)]
    far = plane([1.0, *near[1:]], [60.5, *[90.0] * 14], names)
    drawing = draw("quadrant", far, Style(width_mm=80))
    check_layout(drawing)
    assert f"15 {names[14]}" in words(drawing)
    assert "True" not in words(drawing)


def test_points_without_both_values_are_left_out_by_name() -> None:
    drawing = draw("quadrant", plane([3.1, None, 4.2], [95.0, 93.0, "*"]))
    assert len(dots(drawing)) == 1
    assert "未画出：订货服务、送货准时" in drawing.note


def test_flagged_points_are_hollow() -> None:
    flags = ("", "离分界线在误差范围内", "", "", "")
    drawing = draw("quadrant", replace(FIVE, flags=flags))
    assert [hollow for *_, hollow in dots(drawing)] == [False, True, False, False, False]
    assert "空心点：离分界线在误差范围内" in drawing.note
    assert drawing.plot is not None
    assert drawing.plot.series[0].hollows == (False, True, False, False, False)


def test_what_does_not_suit_is_refused() -> None:
    with pytest.raises(ValueError, match="横轴、纵轴两个系列"):
        draw("quadrant", replace(FIVE, series=FIVE.series[:1]))
    with pytest.raises(ValueError, match="只画一条分界线"):
        draw("quadrant", replace(FIVE, lines=(*FIVE.lines, FIVE.lines[0])))
    with pytest.raises(TooManyError, match="最多画60个点"):
        draw("quadrant", plane([1.0] * 61, [1.0] * 61, tuple(map(str, range(61)))))
    with pytest.raises(ValueError, match="四个"):
        replace(FIVE, corners=("优先改进",))
    with pytest.raises(ValueError, match="标记有1个"):
        replace(FIVE, flags=("x",))


def test_native_scatter() -> None:
    plot = draw("quadrant", FIVE).plot
    assert plot is not None
    assert (plot.kind, plot.series[0].x, plot.series[0].column) == ("scatter", 0, 1)
    assert [(line.line, line.across) for line in plot.lines] == [(0, "x"), (1, "value")]
    assert plot.corners == CORNERS
    assert plot.series[0].colour == palette.accent("1F4E79").removeprefix("#")
    assert plot.x_axis is not None
    assert plot.x_axis.title == "重要性"


def test_labels_keep_off_each_other_dots_and_what_is_taken() -> None:
    points = [(44.0 + i % 3 * 5.0, 30.0 + i // 3 * 5.0) for i in range(9)]
    room, taken = Box(0, 0, 100, 80), [Box(0, 0, 30, 10)]
    found = places(points, [(16.0, 3.5)] * 9, room, taken, [])
    boxes = [place.box for place in found if place is not None]
    assert len(boxes) == 9
    for i, box in enumerate(boxes):
        assert box.inside(room)
        assert not any(box.touches(other) for other in [*taken, *boxes[i + 1 :]])
        assert not any(box.holds(point) for point in points)
    assert any(place.leader for place in found if place is not None)


def test_a_label_stays_on_its_side_of_the_cross_hairs() -> None:
    wall = ((50.0, 0.0), (50.0, 80.0))
    found = places([(49.0, 40.0)], [(16.0, 3.5)], Box(0, 0, 100, 80), [], [wall])
    assert found[0] is not None
    assert found[0].box.right < 50
    assert places([(49.0, 40.0)], [(16.0, 3.5)], Box(0, 0, 100, 80), [], [])[0] != found[0]


def test_no_room_is_no_place() -> None:
    assert places([(5.0, 5.0)], [(20.0, 3.0)], Box(0, 0, 10, 10), [], []) == [None]


def test_numbers_in_the_list_are_those_of_the_plane() -> None:
    names = tuple(f"甲{sign}" for sign in "子丑寅卯辰巳午未申酉戌亥乾坤坎离震艮巽兑")
    xs: list[float | str | None] = [float(i) for i in range(20)]
    drawing = draw("quadrant", plane(xs, list(xs), names))
    listed = [m.groups() for t, *_ in texts(drawing) if (m := re.fullmatch(r"(\d+) (甲.)", t))]
    assert listed == [(str(i + 1), name) for i, name in enumerate(names)]


def test_of_many_points_those_where_all_is_well_bear_no_names() -> None:
    xs: list[float | str | None] = [*(2.0 + i * 0.05 for i in range(30)), 4.5, 4.8]
    ys: list[float | str | None] = [*(96.0 - i % 5 for i in range(30)), 82.0, 95.0]
    names = tuple(f"客户{i:02}" for i in range(1, 33))
    data = replace(plane(xs, ys, names), quiet="次要优势")
    drawing = draw("quadrant", data)
    check_layout(drawing)
    assert {name for name in names if name in words(drawing)} == {"客户31", "客户32"}
    assert "“次要优势”的点不注名" in drawing.note
    assert drawing.plot is not None
    assert drawing.plot.series[0].told == (30, 31)
    few = draw("quadrant", replace(plane(xs[:15], ys[:15], names), quiet="次要优势"))
    assert all(name in words(few) for name in names[:15])
    with pytest.raises(ValueError, match="“中区”不在象限名称之中"):
        replace(data, quiet="中区")


def test_a_field_is_named_where_no_point_lies_on_its_name() -> None:
    """A customer with full marks lies in the corner of the plane, where the name would stand."""
    lines = (ReferenceLine("均值", fact(0.5, "share", subject="x"), "x"), FIVE.lines[1])
    usual, pushed = (
        draw(
            "quadrant",
            replace(
                FIVE,
                categories=("客户01", "客户02"),
                series=(series("重要性", [x, 0.9], "share"), series("满意度", [99.5, 70.0])),
                lines=lines,
            ),
        )
        for x in (0.3, 0.04)
    )
    left = [next(a for text, a, *_ in texts(d) if text == "次要优势") for d in (usual, pushed)]
    assert left[1] > left[0] + 5.0
