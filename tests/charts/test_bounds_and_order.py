"""An axis ends where its scale does, and a chart of gaps is in the order of its gaps."""

from __future__ import annotations

import pytest

from reporter.charts import dumbbell, quadrant
from reporter.charts.chart import ChartData, Series, Style
from reporter.facts.fact import Fact, Unit


def series(statistic: str, values: tuple[float, ...], unit: Unit = "points") -> Series:
    facts = tuple(
        Fact(statistic, value=v, unit=unit, subject=f"s{i}") for i, v in enumerate(values)
    )
    return Series(statistic, facts)


def data(*parts: Series) -> ChartData:
    return ChartData(tuple("甲乙丙"), parts)


@pytest.mark.parametrize(
    ("values", "unit", "most"),
    [
        ((62.0, 85.0, 99.0), "points", 100.0),
        ((0.21, 0.6, 0.99), "share", 100.0),
        ((62.0, 85.0, 140.0), "points", 160.0),  # not out of a hundred
        ((62.0, 85.0, 99.0), "number", 110.0),  # minutes have no end
    ],
)
def test_an_axis_ends_where_its_scale_does(
    values: tuple[float, ...], unit: Unit, most: float
) -> None:
    both = data(series("x", values, unit), series("y", values, unit))
    assert quadrant._axis(both, 1).high <= most
    assert quadrant._axis(both, 1).high >= max(values)


def test_dumbbells_of_gaps_stand_in_the_order_of_the_gaps() -> None:
    expected, found = (9.0, 8.0, 9.5), (8.9, 6.0, 9.0)
    parts = series("expectation", expected), series("perception", found)
    gaps = series("gap", (-0.1, -2.0, -0.5))
    drawn = dumbbell.draw(data(*parts, gaps), Style())
    assert "乙 8.0分、丙 9.5分、甲 9.0分" in drawn.alt
    changes = series("change", (-0.1, -2.0, -0.5))
    drawn = dumbbell.draw(data(*parts, changes), Style())
    assert "丙 9.5分、甲 9.0分、乙 8.0分" in drawn.alt
