"""What a chart hands on for a native chart agrees with its picture."""

from __future__ import annotations

import pytest

from reporter.charts import ChartData, ReferenceLine, Series, draw
from reporter.charts.kit import axis, native
from reporter.facts import Fact
from reporter.facts.fact import Unit

COUNTIES = ("城区", "东山县", "西河县", "南平县")
SCORES = (91.2, 88.0, 97.8, 90.05)


def series(name: str, numbers: tuple[float, ...] = SCORES, unit: Unit = "points") -> Series:
    facts = tuple(
        Fact("score", f"{name}{i}", value=number, unit=unit) for i, number in enumerate(numbers)
    )
    return Series(name, facts)


def scores(count: int = 1, **more: object) -> ChartData:
    made = tuple(series(f"{2023 + j}年") for j in range(count))
    lines = (
        ReferenceLine("目标值", Fact("target", "t", value=92.0, unit="points")),
        ReferenceLine("总体得分", Fact("score", "o", value=90.9, unit="points")),
    )
    return ChartData(COUNTIES, made, lines, scale=(60.0, 100.0), **more)  # type: ignore[arg-type]


def shares() -> ChartData:
    made = tuple(
        series(name, (share,) * 4, "share")
        for name, share in (("好", 0.65), ("中", 0.31), ("差", 0.04))
    )
    return ChartData(COUNTIES, made, unit="%")


@pytest.mark.parametrize(
    ("kind", "plotted"),
    [("bars", "bar"), ("stacked", "stacked"), ("radar", "radar"), ("trend", "line")],
)
def test_a_chart_that_programs_know_has_a_plot(kind: str, plotted: str) -> None:
    drawing = draw(kind, shares() if kind == "stacked" else scores(2))
    plot = drawing.plot
    assert plot is not None
    assert plot.kind == plotted
    assert [one.column for one in plot.series] == list(range(len(drawing.table.series)))
    assert plot.note == drawing.note
    assert plot.unit == ("%" if kind == "stacked" else "分")
    svg = drawing.svg.decode().upper()
    for one in plot.series:
        assert f"#{one.colour}" in svg
        assert not one.label_colour or f"#{one.label_colour}" in svg


@pytest.mark.parametrize("kind", ["heat", "dumbbell"])
def test_others_are_pictures_only(kind: str) -> None:
    assert draw(kind, scores(2)).plot is None


@pytest.mark.parametrize("kind", ["bars", "trend"])
def test_the_axis_is_that_of_the_picture(kind: str) -> None:
    drawing = draw(kind, scores())
    plot = drawing.plot
    assert plot is not None
    assert plot.axis is not None
    assert (plot.axis.low, plot.axis.step) == ((60.0, 10.0) if kind == "bars" else (85.0, 5.0))
    count = round((plot.axis.high - plot.axis.low) / plot.axis.step) + 1
    made = [plot.axis.low + plot.axis.step * i for i in range(count)]
    assert {f"{tick:.{plot.axis.decimals}f}" for tick in made} <= set(drawing.ticks)


def test_lines_stand_in_the_table_and_dashes_follow_their_values() -> None:
    drawing = draw("bars", scores())
    assert [name for name, _ in drawing.table.lines] == ["目标值", "总体得分"]
    assert [value.text for _, value in drawing.table.lines] == ["92.0", "90.9"]
    assert drawing.plot is not None
    assert [(x.line, x.dash) for x in drawing.plot.lines] == [(1, "dash"), (0, "dot")]
    assert draw("heat", scores()).table.lines == ()


def test_small_shares_have_no_label_and_inks_stand_on_their_fills() -> None:
    plot = draw("stacked", shares()).plot
    assert plot is not None
    assert [one.labels for one in plot.series] == [True, True, False]
    assert [one.label_colour for one in plot.series] == ["FFFFFF", "262626", "262626"]


def test_a_long_trend_labels_the_same_points_as_the_picture() -> None:
    usual = [90.0 + (i * 7 % 31) / 10 for i in range(30)]
    numbers = (*usual[:11], 95.6, *usual[12:20], 86.4, *usual[21:])
    names = tuple(f"第{i}期" for i in range(30))
    drawing = draw("trend", ChartData(names, (series("总体", numbers),)))
    assert drawing.plot is not None
    told = drawing.plot.series[0].told
    printed = {value.text for values in drawing.values for value in values}
    assert {f"{numbers[i]:.1f}" for i in told} == printed
    assert len(told) == 4


@pytest.mark.parametrize(
    ("scale", "step"), [((60.0, 100.0), 10.0), ((1.0, 5.0), 1.0), ((1.0, 10.0), 1.0)]
)
def test_ticks_counted_from_the_low_end_meet_those_drawn(
    scale: tuple[float, float], step: float
) -> None:
    found = axis.of_scale(scale)
    made = native.axis(found)
    assert made.step == step
    assert all(((tick - made.low) / step) % 1 == 0 for tick in found.ticks)


def test_decimals_of_ticks() -> None:
    assert native.axis(axis.around([90.2, 90.9], None)).decimals == 1
    assert native.axis(axis.from_zero([45.0])).decimals == 0


def test_a_pareto_writes_its_first_value_once() -> None:
    """The first sum is the first column, and its dot lies on top of the column."""
    parts, sums = (0.5, 0.3, 0.2), (0.5, 0.8, 1.0)
    data = ChartData(
        COUNTIES[:3],
        tuple(
            Series(
                n, tuple(Fact("share", f"{n}{i}", value=x, unit="share") for i, x in enumerate(r))
            )
            for n, r in (("占比", parts), ("累计占比", sums))
        ),
        unit="%",
    )
    plot = draw("pareto", data).plot
    assert plot is not None
    columns, line = plot.series
    assert (columns.look, columns.told) == ("fill", (1, 2))
    assert (line.look, line.told, line.labels) == ("line", (), True)
    assert plot.legend


def test_a_waterfall_hands_on_its_values_as_one_series() -> None:
    def row(name: str, numbers: tuple[float | None, ...]) -> Series:
        keys = [(f"{name}{i}", number) for i, number in enumerate(numbers)]
        facts = [None if x is None else Fact("score", k, value=x, unit="points") for k, x in keys]
        return Series(name, tuple(facts))

    made = row("水平", (91.5, None, None, 90.9)), row("增减", (None, -1.0, 0.4, None))
    drawing = draw("waterfall", ChartData(COUNTIES, made))
    assert drawing.plot is not None
    assert drawing.plot.kind == "waterfall"
    assert [one.column for one in drawing.plot.series] == [0]
    assert [v.text for (v,) in drawing.table.rows if v] == ["91.5", "−1.0", "0.4", "90.9"]
