"""Benchmark scale: bands where they begin, whiskers at the limits, marks named, all told."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import pairwise

import pytest

from reporter.charts import ChartData, Drawing, ReferenceLine, Series, TooManyError, draw, draw_all
from reporter.charts.kit import palette
from reporter.document.nodes import Value

from .cases import check_layout, fact, series, texts, words

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4 / 72
NAMES = ("甲", "乙", "丙")
SCORES = ((1.5, 1.0, 2.0), (0.7, 0.5, 1.0), (-1.5, -2.0, -1.0))
BORDERS = (("负面", -3.0), ("中性", -0.8), ("正面", 0.8))


def values(scores: tuple[tuple[float, float, float], ...] = SCORES) -> Series:
    facts = tuple(
        fact(score, "number", subject=f"v{i}", ci_low=low, ci_high=high, decimals=2)
        for i, (score, low, high) in enumerate(scores)
    )
    return Series("得分", facts)


def bands(borders: tuple[tuple[str, float], ...] = BORDERS, rows: int = 3) -> tuple[Series, ...]:
    return tuple(
        Series(
            name,
            tuple(
                fact(begin, "number", subject=f"{name}{i}", detail=name, n=None)
                for i in range(rows)
            ),
        )
        for name, begin in borders
    )


def scores(**more: object) -> ChartData:
    parts = {"series": (values(), *bands()), "scale": (-3.0, 3.0), "unit": "", **more}
    return ChartData(NAMES, **parts)  # type: ignore[arg-type]


def shapes(drawing: Drawing, key: str, colour: str) -> list[list[float]]:
    """Return the outlines of a fill or stroke, x y x y … in millimetres."""
    found = []
    for node in ET.fromstring(drawing.svg).iter(f"{SVG}path"):
        if node.get(key) == colour.lower():
            found.append([float(t) * MM for t in node.get("d", "").split() if t[-1].isdigit()])
    return found


def fills(count: int) -> list[str]:
    step = (95.0 - 66.0) / (count - 1)
    return [palette.at_lightness("1F4E79", 66.0 + step * i) for i in range(count)]


def dots(drawing: Drawing) -> list[tuple[float, bool]]:
    nodes = ET.fromstring(drawing.svg).iter(f"{SVG}circle")
    return [(float(n.get("cx", "")) * MM, n.get("fill") == "#ffffff") for n in nodes]


def test_bands_dots_and_whiskers_are_to_scale() -> None:
    drawing = draw("benchmark", scores())
    check_layout(drawing)
    (low, _), (middle, _), (high, _) = sorted(dots(drawing))
    scale = (high - low) / 3.0
    assert middle - low == pytest.approx(2.2 * scale, abs=0.05)
    lowest, neutral, _ = (shapes(drawing, "fill", fill)[1:] for fill in fills(3))  # 0: the legend
    assert len(lowest) == 3
    edges = {round(max(one[::2]), 2) for one in lowest}
    assert len(edges) == 1
    assert low - edges.pop() == pytest.approx(-0.7 * scale, abs=0.05)
    assert [max(one[::2]) - min(one[::2]) for one in neutral] == pytest.approx(
        [1.6 * scale] * 3, abs=0.05
    )
    whiskers = [one for one in shapes(drawing, "stroke", palette.INK) if one[1] == one[3]]
    wide = [abs(one[2] - one[0]) for one in whiskers]
    assert wide == pytest.approx([1.0 * scale, 0.5 * scale, 1.0 * scale], abs=0.05)


def test_grey_copies_keep_the_order_of_bands() -> None:
    tones = [palette.lightness(fill) for fill in fills(5)]
    assert all(two - one > 6 for one, two in pairwise(tones))
    assert palette.lightness(palette.accent("F0E0A0")) < tones[0] - 15


def test_the_order_is_the_callers_and_values_stand_at_the_right() -> None:
    drawing = draw("benchmark", scores())
    assert drawing.table.categories == NAMES
    assert drawing.table.series == ("得分", "负面", "中性", "正面")
    shown = words(drawing)
    assert shown.index("甲") < shown.index("乙") < shown.index("丙")
    assert "−1.50" in shown
    assert "横线为置信区间" in drawing.note


def test_borders_that_are_the_same_in_all_rows_are_printed_once() -> None:
    drawing = draw("benchmark", scores())
    printed = [value.text for line in drawing.values for value in line]
    assert printed.count("−0.8") == printed.count("0.8") == 1
    own = bands((("差", -3.0), ("良好", 1.0)))
    first = own[1].facts[0]
    assert first is not None
    moved = Series("良好", (replace(first, value=1.2), *own[1].facts[1:]))
    drawing = draw("benchmark", scores(series=(values(), own[0], moved)))
    check_layout(drawing)
    assert "1.2" not in [value.text for line in drawing.values for value in line]
    assert "各项的分界不同" in drawing.alt


def test_the_description_tells_bands_by_the_interval() -> None:
    alt = draw("benchmark", scores()).alt
    assert "由低到高分为：“负面”、“中性”（−0.8起）、“正面”（0.8起）。" in alt
    assert "“甲”的区间在“正面”一档。" in alt
    assert "“乙”的区间跨“中性”至“正面”。" in alt
    assert "“丙”的区间在“负面”一档。" in alt


def test_each_number_of_the_description_is_a_fact() -> None:
    drawing = draw("benchmark", scores())
    assert "".join(part.text for part in drawing.alt_parts) == drawing.alt
    keys = {part.key for part in drawing.alt_parts if isinstance(part, Value)}
    assert {f.key for f in values().facts if f} <= keys
    assert {one.facts[0].key for one in bands()[1:] if one.facts[0]} <= keys


def test_a_mark_is_named_and_near_ones_keep_their_labels() -> None:
    lines = (
        ReferenceLine("参照值", fact(68.0, subject="a", decimals=0)),
        ReferenceLine("上年", fact(69.0, subject="b")),
    )
    row = fact(71.7, subject="s", ci_low=66.0, ci_high=77.3)
    grades = bands((("F", 0.0), ("D", 51.7), ("C", 62.7), ("B", 72.6), ("A", 78.9)), rows=1)
    one = ChartData(("网厅",), (Series("得分", (row,)), *grades), lines, scale=(0.0, 100.0))
    drawing = draw("benchmark", one)
    check_layout(drawing)
    assert "参照值 68" in words(drawing)
    assert "上年 69.0" in words(drawing)
    assert all(text in words(drawing) for text in ("51.7", "62.7", "72.6", "78.9"))
    assert "参照值68分。" in drawing.alt
    heights = {text: top for text, _, top, *_ in texts(drawing)}
    borders = [heights[text] for text in ("51.7", "62.7", "72.6", "78.9")]
    assert max(heights["参照值 68"], heights["上年 69.0"]) < min(borders)


def test_without_a_scale_the_axis_lies_around_what_is_drawn() -> None:
    near = values(((1.5, 1.2, 1.8), (1.0, 0.9, 1.1), (0.5, 0.2, 0.8)))
    drawing = draw("benchmark", scores(series=(near, *bands()), scale=None))
    check_layout(drawing)
    assert "横轴只画出量表的一段" in drawing.note
    assert "−3" not in drawing.ticks
    beyond = draw("benchmark", scores(scale=(-1.0, 1.0)))  # a scale that the values leave is none
    assert len(dots(beyond)) == 3


def test_limits_beyond_the_scale_end_at_it() -> None:
    data = scores(series=(values(((2.9, 2.5, 3.4), *SCORES[1:])), *bands()))
    drawing = draw("benchmark", data)
    check_layout(drawing)
    right = max(max(one[::2]) for one in shapes(drawing, "fill", fills(3)[2]))
    whiskers = [one for one in shapes(drawing, "stroke", palette.INK) if one[1] == one[3]]
    assert max(max(one[::2]) for one in whiskers) == pytest.approx(right, abs=0.02)


def test_a_row_whose_bands_are_not_known_has_none() -> None:
    own = bands()
    gap = Series("中性", (None, *own[1].facts[1:]))
    drawing = draw("benchmark", scores(series=(values(), own[0], gap, own[2])))
    check_layout(drawing)
    assert len(shapes(drawing, "fill", fills(3)[0])) == 3  # the legend and two rows
    assert "“甲”的区间" not in drawing.alt


def test_flags_are_hollow_and_gaps_are_signs() -> None:
    drawing = draw("benchmark", scores(flags=("", "样本少", "")))
    assert [hollow for _, hollow in dots(drawing)] == [False, True, False]
    assert "空心点：样本少" in drawing.note
    hidden = draw("benchmark", ChartData(("甲", "乙"), (series("得分", ["*", 3.0]),)))
    assert "*表示样本量不足" in hidden.note


def test_many_rows_become_several_pictures() -> None:
    names = tuple(f"第{i}项" for i in range(60))
    data = ChartData(names, (series("得分", [float(i) for i in range(60)]),))
    assert len(draw_all("benchmark", data)) > 1
    check_layout(draw("benchmark", ChartData(names[:25], (series("得分", [1.0] * 25),))))


def test_what_it_cannot_draw_is_said() -> None:
    three = tuple(ReferenceLine(f"线{i}", fact(1.0, subject=str(i))) for i in range(3))
    with pytest.raises(ValueError, match="最多画2条参照线"):
        draw("benchmark", scores(lines=three))
    with pytest.raises(ValueError, match="“甲”各档的起点应由低到高"):
        draw("benchmark", scores(series=(values(), *bands()[::-1])))
    many = bands(tuple((f"档{i}", float(i)) for i in range(8)))
    with pytest.raises(TooManyError, match="最多画7个系列"):
        draw("benchmark", scores(series=(values(), *many)))
