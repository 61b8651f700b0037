"""Figures with charts of every kind, made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reporter.document.nodes import ChartTable, Figure, Value
from reporter.document.plot import Plot, PlotAxis, PlotLine, PlotRemark, PlotSeries

from .builders import bars, t

BLUE, ORANGE, GREY = "1F4E79", "E2A33C", "6B6B6B"
NAMES = ("诚心服务", "“三诚”落实", "诚信<服务>&协作", "诚行服务")
SCALE = PlotAxis(60.0, 100.0, 10.0)


def value(number: float | None, form: str = "{:.1f}", key: str = "k") -> Value:
    text = "—" if number is None else form.format(number).replace("-", "\N{MINUS SIGN}")
    return Value(key, text, number)


def table(
    names: Sequence[str],
    series: dict[str, Sequence[float | None]],
    lines: dict[str, float] | None = None,
    form: str = "{:.1f}",
) -> ChartTable:
    rows = tuple(tuple(value(x, form) for x in row) for row in zip(*series.values(), strict=True))
    found = tuple((name, value(x)) for name, x in (lines or {}).items())
    return ChartTable(tuple(names), tuple(series), rows, found)


def chart(data: ChartTable, plot: Plot, height: float = 60.0, name: str = "c") -> Figure:
    return Figure(
        id=f"fig-{name}",
        caption=t(f"图题{name}"),
        alt=f"{plot.kind}：各项得分。",
        width_mm=150.0,
        height_mm=height,
        png=bars([92.8, 90.1]),
        data=data,
        plot=plot,
        native=True,
    )


def bar(lines: dict[str, float] | None = None) -> Figure:
    data = table(NAMES, {"得分": (93.2, 91.7, 87.7, 87.0)}, lines)
    looks = tuple(PlotLine(i, "262626") for i in range(len(data.lines)))
    note = "横轴从60分（量表最低值）起，不从0起"
    return chart(
        data, Plot("bar", (PlotSeries(0, BLUE),), SCALE, lines=looks, unit="分", note=note)
    )


def limits() -> Figure:
    names = ("网上国网", "营业厅", "95598热线")
    data = table(
        names,
        {"比重": (33.4, 23.1, 3.3), "下限": (29.3, 19.6, None), "上限": (37.7, 27.1, None)},
        form="{:.1f}%",
    )
    series = (PlotSeries(0, "8FA7C0", limits=(1, 2)),)
    return chart(data, Plot("bar", series, PlotAxis(0, 40, 10), unit="%"))


def grouped() -> Figure:
    data = table(
        NAMES,
        {"2025年": (90.0, None, 87.7, 86.1), "2026年": (93.2, 91.7, None, 87.0)},
    )
    series = (PlotSeries(0, BLUE), PlotSeries(1, ORANGE))
    plot = Plot("bar", series, SCALE, (3, 1, 0, 2), unit="分", legend=True)
    return chart(data, plot, 80.0)


def changes() -> Figure:
    data = table(NAMES, {"变化": (1.9, -0.6, 0.0, -3.2)}, form="{:+.1f}")
    signs = (BLUE, ORANGE, BLUE, ORANGE)
    plot = Plot("bar", (PlotSeries(0, BLUE, signs),), PlotAxis(-4, 4, 2), unit="个百分点")
    return chart(data, plot)


def column() -> Figure:
    data = table(NAMES, {"得分": (93.2, None, 87.7, 87.0)}, {"目标值": 90.0})
    plot = Plot("column", (PlotSeries(0, BLUE),), SCALE, lines=(PlotLine(0, "262626"),), unit="分")
    return chart(data, plot)


def stacked() -> Figure:
    answers = {
        "非常满意": (65.6, 52.1, 13.3, 100.0),
        "满意": (26.8, 34.1, 35.6, 0.0),
        "基本满意": (6.4, 10.5, 28.7, 0.0),
        "不满意": (1.2, 3.3, 22.4, 0.0),
    }
    colours = (BLUE, "5A7FA6", "9DB3C9", "DDE4EB")
    inks = ("FFFFFF", "FFFFFF", "262626", "262626")
    series = tuple(
        PlotSeries(i, colour, label_colour=ink)
        for i, (colour, ink) in enumerate(zip(colours, inks, strict=True))
    )
    data = table(NAMES, answers, form="{:.1f}%")
    return chart(data, Plot("stacked", series, PlotAxis(0, 100, 20), unit="%", legend=True))


def line() -> Figure:
    years = ("2022年", "2023年", "2024年", "2025年", "2026年")
    data = table(
        years,
        {"全市": (86.0, 87.1, None, 89.0, 89.7), "青屏县": (88.0, 89.3, 91.0, 92.4, 92.5)},
        {"目标值": 90.0},
    )
    series = (
        PlotSeries(0, BLUE, look="line", marker="circle"),
        PlotSeries(1, "C2701C", look="line", dash="dash", marker="square", hollow=True),
    )
    axis, rule = PlotAxis(84, 94, 2), (PlotLine(0, GREY, "dot"),)
    plot = Plot("line", series, axis, (), None, rule, "分", True, "纵轴不从0起")
    return chart(data, plot, 75.0)


def control() -> Figure:
    weeks = tuple(f"第{i}周" for i in range(1, 21))
    found = tuple(round(88 + (i * 7 % 5) * 0.7 + (6.0 if i == 13 else 0.0), 1) for i in range(20))
    data = table(weeks, {"得分": found}, {"UCL": 92.1, "CL": 89.3, "LCL": 86.5})
    out = tuple(i for i, x in enumerate(found) if x > 92.1)
    series = PlotSeries(0, BLUE, look="line", marker="circle", told=out)
    remarks = (PlotRemark("超出控制限", "C00000", "diamond", out),)
    dashes = ("dash", "solid", "dash")
    rules = tuple(PlotLine(i, GREY, dash) for i, dash in enumerate(dashes))  # type: ignore[arg-type]
    plot = Plot("line", (series,), PlotAxis(84, 98, 2), lines=rules, unit="分", note="纵轴不从0起")
    return chart(data, replace(plot, legend=True, remarks=remarks), 70.0)


def pie() -> Figure:
    names = ("城镇", "乡村", "学校周边", "其他")
    data = table(names, {"占比": (52.3, 31.0, 9.6, 7.1)}, form="{:.1f}%")
    colours = (BLUE, "5A7FA6", "9DB3C9", "DDE4EB")
    return chart(data, Plot("pie", (PlotSeries(0, BLUE, colours),), unit="%"), 70.0)


def radar() -> Figure:
    data = table(NAMES, {"青屏县": (95.5, 93.8, 90.8, 90.4), "白栎县": (90.8, 88.1, 84.3, 81.8)})
    series = (
        PlotSeries(0, BLUE, look="line", marker="circle"),
        PlotSeries(1, "C2701C", look="line", dash="dash", marker="square", hollow=True),
    )
    note = "圆心为60分，每圈10分，外圈为100分"
    return chart(data, Plot("radar", series, SCALE, unit="分", legend=True, note=note), 95.0)


def quadrant() -> Figure:
    names = ("订单准确", "电子结算", "客户经理走访", "货源满足程度", "新品培训", "投诉处理时效")
    data = table(
        names,
        {
            "重要性": (0.31, 0.22, 0.45, 0.52, 0.18, 0.41),
            "满意度": (95.2, 95.0, 92.6, 84.6, 83.8, 82.0),
        },
        {"满意度均值": 88.9, "重要性均值": 0.3},
    )
    rules = (PlotLine(0, GREY), PlotLine(1, GREY, across="x"))
    plot = Plot(
        "scatter",
        (PlotSeries(1, BLUE, x=0, look="points", marker="circle"),),
        PlotAxis(80, 100, 5, 0, "满意度（分）"),
        x_axis=PlotAxis(0.1, 0.6, 0.1, 1, "重要性（相关系数）"),
        lines=rules,
        corners=("维持区", "优势区", "修补区", "机会区"),
    )
    return chart(data, plot, 95.0)


def pareto() -> Figure:
    names = ("停电次数多", "电压不稳", "抢修慢", "其他")
    data = table(
        names,
        {"比重": (45.1, 29.6, 16.3, 9.0), "累计比重": (45.1, 74.7, 91.0, 100.0)},
        form="{:.1f}%",
    )
    columns = PlotSeries(0, BLUE, told=(1, 2, 3), label_colour="262626")
    sums = PlotSeries(1, ORANGE, look="line", marker="circle", hollow=True)
    return chart(data, Plot("column", (columns, sums), PlotAxis(0, 100, 20), unit="%", legend=True))


def waterfall() -> Figure:
    names = ("总体目标值", "运检部", "营销部", "物资部", "总体得分")
    data = table(names, {"水平和增减": (91.5, -1.2, 0.4, None, 90.7)})
    steps = [f"{v.number:+.1f}".replace("-", "\N{MINUS SIGN}") for (v,) in data.rows[1:3] if v]
    values = [replace(row[0], text=text) for row, text in zip(data.rows[1:3], steps, strict=True)]  # type: ignore[type-var]
    rows = (data.rows[0], *((v,) for v in values), *data.rows[3:])
    series = (PlotSeries(0, BLUE, label_colour="262626"),)
    plot = Plot("waterfall", series, PlotAxis(89.5, 92, 0.5, 1), unit="分", note="横轴不从0起")
    return chart(replace(data, rows=rows), plot)


def every() -> dict[str, Figure]:
    """All kinds by name, each with an id and a number of its own."""
    made = {
        "bar": bar(),
        "target": bar({"总体": 89.7}),
        "targets": bar({"目标值": 90.0, "总体": 89.7}),
        "limits": limits(),
        "grouped": grouped(),
        "changes": changes(),
        "column": column(),
        "stacked": stacked(),
        "line": line(),
        "control": control(),
        "pie": pie(),
        "radar": radar(),
        "quadrant": quadrant(),
        "pareto": pareto(),
        "waterfall": waterfall(),
    }
    return {
        name: replace(figure, id=f"fig-{name}", caption=t(name), number=i)
        for i, (name, figure) in enumerate(made.items(), start=1)
    }
