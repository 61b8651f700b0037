"""Pareto chart: columns in the caller's order, sums to 100 on the same axis."""

from __future__ import annotations

import pytest

from reporter.charts import ChartData, TooManyError, draw

from .cases import check_layout, data_for, series, texts, words


def test_sums_stand_above_columns_and_end_at_100() -> None:
    names = ("停电", "抢修", "其他")
    data = ChartData(
        names,
        (series("占比", [0.5, 0.3, 0.2], "share"), series("累计", [0.5, 0.8, 1.0], "share")),
        unit="%",
    )
    drawing = draw("pareto", data)
    check_layout(drawing)
    found = {text: (left, top) for text, left, top, *_ in texts(drawing)}
    assert found["80.0%"][1] < found["30.0%"][1]
    assert found["100.0%"][1] < found["80.0%"][1]
    assert words(drawing).count("50.0%") == 1  # the first sum is the first column
    assert found["停电"][0] < found["抢修"][0] < found["其他"][0]


def test_a_large_last_column_does_not_cover_sums() -> None:
    parts = [0.05, 0.04, 0.03, 0.02, 0.86]
    sums = [sum(parts[: i + 1]) for i in range(5)]
    data = ChartData(
        ("甲", "乙", "丙", "丁", "其他"),
        (series("占比", [*parts], "share"), series("累计", [*sums], "share")),
        unit="%",
    )
    check_layout(draw("pareto", data))


def test_what_it_cannot_draw() -> None:
    with pytest.raises(ValueError, match="两个系列"):
        draw("pareto", ChartData(("甲",), (series("占比", [0.5], "share"),)))
    names = tuple(f"原因{i}" for i in range(13))
    with pytest.raises(TooManyError, match="最多画12项"):
        draw("pareto", data_for("pareto", names))
