"""A chart too large for a page becomes several that hold the same facts in the same order."""

from __future__ import annotations

import pytest

from reporter.charts import ChartData, ReferenceLine, Series, TooManyError, draw_all
from reporter.facts import Fact


def data(rows: int, columns: int = 1) -> ChartData:
    series = tuple(
        Series(
            f"列{j}",
            tuple(
                Fact("score", f"r{i}", f"项{i}", value=60.0 + (i * 7 + j) % 40, unit="points")
                for i in range(rows)
            ),
        )
        for j in range(columns)
    )
    return ChartData(tuple(f"第{i}个单位" for i in range(rows)), series)


def test_bars_run_on_in_their_order() -> None:
    drawings = draw_all("bars", data(150))
    assert len(drawings) > 1
    assert all(drawing.height_mm <= 225 for drawing in drawings)
    sizes = [len(drawing.table.categories) for drawing in drawings]
    assert max(sizes) - min(sizes) <= 1
    shown = [row[0].number for d in drawings for row in d.table.rows if row[0] is not None]
    values = [fact.number for fact in data(150).series[0].facts]
    # within a drawing the table stands in the caller's order, which is sorted already
    assert shown == sorted((v for v in values if v is not None), reverse=True)


def test_one_that_fits_is_one() -> None:
    assert len(draw_all("bars", data(12))) == 1


@pytest.mark.parametrize("rows", [2, 3, 4, 5])
def test_few_bars_leave_room_for_the_labels_of_lines(rows: int) -> None:
    lines = tuple(
        ReferenceLine(name, Fact("target", "total", "总体", value=80.0, unit="points"))
        for name in ("总体", "目标值")
    )
    (plain,), (lined,) = (
        draw_all("bars", ChartData(made.categories, made.series, lines=chosen))
        for made, chosen in ((data(rows), ()), (data(rows), lines))
    )
    assert lined.height_mm >= plain.height_mm + 2 * 4.6
    assert lined.height_mm >= 6.5 * (rows + 2)


def test_a_heat_table_is_cut_both_ways() -> None:
    drawings = draw_all("heat", data(80, 40))
    rows = {name for d in drawings for name in d.table.categories}
    columns = {name for d in drawings for name in d.table.series}
    assert (len(rows), len(columns)) == (80, 40)
    cells = sum(len(d.table.categories) * len(d.table.series) for d in drawings)
    assert cells == 80 * 40


def test_too_many_series_are_not_cut() -> None:
    with pytest.raises(TooManyError):
        draw_all("bars", data(3, 4))
