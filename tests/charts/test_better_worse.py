"""Better-worse map: the same axes in every report, points at their values, others refused."""

from __future__ import annotations

import xml.etree.ElementTree as ET

import pytest

from reporter.charts import ChartData, Drawing, ReferenceLine, draw

from .cases import check_layout, fact, series, texts

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4 / 72
CORNERS = ("魅力要素", "期望要素", "必备要素", "无差异要素")


def chart(worse: list[float | str | None], better: list[float | str | None]) -> ChartData:
    names = tuple("甲乙丙丁"[: len(worse)])
    halves = (
        ReferenceLine("分界", fact(0.5, "number", subject="x"), "x"),
        ReferenceLine("分界", fact(0.5, "number", subject="y")),
    )
    both = (series("Worse", worse, "number"), series("Better", better, "number"))
    return ChartData(
        names, both, halves, unit="", corners=CORNERS, flags=("", "边界", "", "")[: len(worse)]
    )


def dots(drawing: Drawing) -> list[tuple[float, float]]:
    nodes = ET.fromstring(drawing.svg).iter(f"{SVG}circle")
    return [(float(n.get("cx", "")) * MM, float(n.get("cy", "")) * MM) for n in nodes]


def test_axes_run_from_0_to_1_whatever_the_values() -> None:
    for numbers in ([0.4, 0.45, 0.5], [0.0, 0.2, 1.0]):
        drawing = draw("better_worse", chart([*numbers], [*reversed(numbers)]))
        check_layout(drawing)
        shown = [text for text, *_ in texts(drawing)]
        assert shown.count("0.0") == shown.count("1.0") == 2
        plot = drawing.plot
        assert plot is not None
        assert plot.axis is not None
        assert (plot.axis.low, plot.axis.high) == (0.0, 1.0)
        assert "不从0起" not in drawing.note


def test_points_lie_at_their_values() -> None:
    drawing = draw("better_worse", chart([0.0, 0.5, 1.0], [1.0, 0.5, 0.0]))
    one, two, three = dots(drawing)
    assert two == pytest.approx(((one[0] + three[0]) / 2, (one[1] + three[1]) / 2), abs=0.05)
    assert one[0] < three[0]
    assert one[1] < three[1]


def test_fields_are_told() -> None:
    drawing = draw("better_worse", chart([0.1, 0.9, 0.8, 0.2], [0.9, 0.8, 0.1, 0.2]))
    for sentence in ("魅力要素：甲。", "期望要素：乙。", "必备要素：丙。", "无差异要素：丁。"):
        assert sentence in drawing.alt
    assert "空心点：边界" in drawing.note


def test_a_negative_worse_is_refused() -> None:
    with pytest.raises(ValueError, match="取绝对值"):
        draw("better_worse", chart([-0.4], [0.3]))
    with pytest.raises(ValueError, match="两个系列"):
        draw("better_worse", ChartData(("甲",), (series("Better", [0.3]),)))
