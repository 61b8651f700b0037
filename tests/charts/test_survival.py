"""Curves of closed tickets: steps, limits that do not cover each other, numbers still open."""

from __future__ import annotations

import pytest

from reporter.charts import ChartData, ReferenceLine, Series, TooManyError, draw

from .cases import check_layout, fact, series, texts, words


def curves(count: int = 2, lines: tuple[float, ...] = (3.0,), points: int = 9) -> ChartData:
    names = tuple(f"第{i}点" for i in range(points))
    time = Series("用时", tuple(fact(float(i), "number", counter="小时") for i in range(points)))
    shares = [
        series(f"第{j + 1}类", [min(1.0, i * (j + 1) / 12) for i in range(points)], "share")
        for j in range(count)
    ]
    risks = [
        series(f"第{j + 1}类", [90 - 10 * i for i in range(points)], "count") for j in range(count)
    ]
    limits = tuple(
        ReferenceLine(f"第{i}类时限", fact(one, "number", counter="小时"), "x")
        for i, one in enumerate(lines)
    )
    return ChartData(names, (time, *shares, *risks), limits, unit="")


@pytest.mark.parametrize("count", [1, 2, 4])
def test_layout(count: int) -> None:
    drawing = draw("survival", curves(count, (3.0, 3.2, 8.0)))
    check_layout(drawing)
    assert "尚未办结（件）" in words(drawing)


def test_names_of_near_limits_stand_in_rows() -> None:
    drawing = draw("survival", curves(1, (3.0, 3.2)))
    heights = {text: y for text, _, y, *_ in texts(drawing) if "时限" in text}
    assert len(set(heights.values())) == 2


def test_it_ends_where_the_times_end_and_counts_stand_under_ticks() -> None:
    drawing = draw("survival", curves(1))
    found = words(drawing)
    assert "第1类" in found
    assert not any("66.7" in one for one in found)  # where the times end: no result
    assert "90" in found
    assert "10" in found


def test_what_it_cannot_draw() -> None:
    data = curves(1)
    with pytest.raises(ValueError, match="只有1个系列"):
        draw("survival", ChartData(data.categories, data.series[:1]))
    with pytest.raises(ValueError, match="未办结数却有2列"):
        draw("survival", ChartData(data.categories, (*data.series, data.series[-1])))
    with pytest.raises(TooManyError, match="最多画4条"):
        draw("survival", curves(5))


def test_nothing_to_show_is_said() -> None:
    time = series("用时", [0.0, 1.0], "number")
    empty = ChartData(("甲", "乙"), (time, series("比例", [None, None], "share")))
    drawing = draw("survival", empty)
    assert "无可用数据" in words(drawing)
