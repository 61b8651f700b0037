"""Bars with their confidence limits: whiskers where there are limits, values beyond them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reporter.charts import ChartData, ReferenceLine, draw

from .cases import check_layout, fact, series, texts, words


def shares() -> ChartData:
    return ChartData(
        ("营业厅", "网上国网", "其他"),
        (
            series("比重", [0.231, 0.334, 0.033], "share"),
            series("下限", [0.196, 0.293, None], "share"),
            series("上限", [0.271, 0.377, None], "share"),
        ),
        unit="%",
        limits=True,
    )


def test_values_stand_beyond_whiskers() -> None:
    drawing, plain = (
        draw("bars", data)
        for data in (shares(), replace(shares(), series=shares().series[:1], limits=False))
    )
    check_layout(drawing)
    left, usual = ({text: a for text, a, *_ in texts(d)} for d in (drawing, plain))
    assert left["33.4%"] - left["3.3%"] > usual["33.4%"] - usual["3.3%"] + 5.0
    assert "横线为置信区间" in drawing.note
    assert "横线" not in plain.note
    assert "29.3%" not in words(drawing)  # the limits themselves stand in the table
    assert "下限" not in words(drawing)


def test_limits_are_handed_on_with_the_data() -> None:
    drawing = draw("bars", shares())
    assert drawing.table.series == ("比重", "下限", "上限")
    assert drawing.table.categories == ("网上国网", "营业厅", "其他")
    assert drawing.plot is not None
    assert [one.limits for one in drawing.plot.series] == [(1, 2)]
    assert not drawing.plot.legend
    assert "其他最低，为3.3%" in drawing.alt.replace("“", "").replace("”", "")


def test_a_census_has_bars_without_whiskers() -> None:
    none = (series("下限", [None] * 3, "share"), series("上限", [None] * 3, "share"))
    census = replace(shares(), series=(shares().series[0], *none))
    plain = replace(shares(), series=shares().series[:1], limits=False)
    assert draw("bars", census).svg == draw("bars", plain).svg


def test_what_has_no_limits_is_refused() -> None:
    with pytest.raises(ValueError, match="数值、下限、上限三个系列"):
        draw("bars", replace(shares(), series=shares().series[:2]))
    target = ReferenceLine("目标", fact(0.3, "share", subject="t"))
    with pytest.raises(ValueError, match="没有参照线"):
        draw("bars", replace(shares(), lines=(target,)))
