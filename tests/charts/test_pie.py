"""Pie: slices as shares, labels outside, what it refuses."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from reporter.charts import ChartData, Series, TooManyError, draw
from reporter.charts.kit import palette
from reporter.facts import Fact

from .cases import check_layout, series, texts, words

SVG = "{http://www.w3.org/2000/svg}"
ANSWERS = ("非常满意", "满意", "一般", "不满意")


def shares(*numbers: float | str | None) -> ChartData:
    names = ANSWERS[: len(numbers)] if len(numbers) <= 4 else tuple(map(str, range(len(numbers))))
    return ChartData(names, (series("占比", list(numbers), "share"),), unit="%")


def areas(svg: bytes, count: int) -> list[float]:
    """Return the areas of the slices by the shoelace formula, in drawing order."""
    fills = [fill.lower() for fill in palette.steps("1F4E79", count)]
    found = []
    for fill in fills:
        nodes = [n for n in ET.fromstring(svg).iter(f"{SVG}path") if n.get("fill") == fill]
        assert len(nodes) == 1
        numbers = [float(t) for t in nodes[0].get("d", "").split() if t[0].isdigit()]
        points = list(zip(numbers[::2], numbers[1::2], strict=True))
        pairs = zip(points, [*points[1:], points[0]], strict=True)
        found.append(abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in pairs)) / 2)
    return found


def test_areas_are_the_shares() -> None:
    drawing = draw("pie", shares(0.5, 0.3, 0.15, 0.05))
    found = areas(drawing.svg, 4)
    assert [area / sum(found) for area in found] == pytest.approx([0.5, 0.3, 0.15, 0.05], abs=2e-3)


def test_slices_run_clockwise_from_the_top() -> None:
    found = {text.split()[0]: x for text, x, *_ in texts(draw("pie", shares(0.4, 0.3, 0.3)))}
    assert found["非常满意"] > 75
    assert found["一般"] < 75


def test_small_slices_keep_their_labels() -> None:
    drawing = draw("pie", shares(0.93, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01, 0.01))
    check_layout(drawing)
    assert words(drawing).count("1.0%") == 7
    check_layout(draw("pie", shares(0.0, 0.0, 1.0, 0.0)))


def test_options_of_one_item_are_slices() -> None:
    options = tuple(series(n, [s], "share") for n, s in (("好", 0.7), ("中", 0.2), ("差", 0.1)))
    drawing = draw("pie", ChartData(("总体评价",), options, unit="%"))
    assert drawing.table.categories == ("好", "中", "差")
    assert drawing.table.series == ("总体评价",)
    assert "好 70.0%" in words(drawing)


def test_shares_that_are_no_whole_are_shown_as_given_and_said_so() -> None:
    drawing = draw("pie", shares(0.5, 0.3))
    assert "50.0%" in words(drawing)
    assert "合计不足100%" in drawing.note
    assert draw("pie", shares(0.5, 0.3, 0.2)).note == ""
    counts = ChartData(("城镇", "乡村"), (series("户数", [231, 160], "count"),), unit="户")
    assert draw("pie", counts).note == ""


def test_a_gap_is_named_but_has_no_slice() -> None:
    drawing = draw("pie", shares(0.6, "*", 0.4, None))
    assert drawing.note == "*表示样本量不足，不列出；—表示无数据"
    assert "满意 *" in words(drawing)
    assert "不满意 —" in words(drawing)


def test_what_is_no_whole_is_refused() -> None:
    with pytest.raises(TooManyError, match="最多画8项，这里有9项"):
        draw("pie", shares(*[0.1] * 9))
    with pytest.raises(ValueError, match="多选题"):
        draw("pie", shares(0.7, 0.6))
    two = (series("一", [0.5, 0.5], "share"), series("二", [0.5, 0.5], "share"))
    with pytest.raises(ValueError, match="只画一组"):
        draw("pie", ChartData(("甲", "乙"), two, unit="%"))
    falls = Series("变动", (Fact("change", "a", value=-1.0, unit="points"),))
    with pytest.raises(ValueError, match="负数"):
        draw("pie", ChartData(("甲",), (falls,)))


def test_native_pie_has_a_colour_a_slice() -> None:
    plot = draw("pie", shares(0.5, 0.3, 0.2)).plot
    assert plot is not None
    assert plot.axis is None
    assert [f"#{colour}" for colour in plot.series[0].colours] == list(palette.steps("1F4E79", 3))
