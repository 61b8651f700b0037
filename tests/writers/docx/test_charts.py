"""Native charts: what the picture shows is what the cells hold, in every kind of chart."""

from __future__ import annotations

import io
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree
from openpyxl import load_workbook

from reporter.document.nodes import Document, Figure, Meta, Part, Picture
from reporter.document.plot import Plot, PlotAxis, PlotLine, PlotSeries
from reporter.writers.docx import charts, write_docx
from reporter.writers.docx.charts import drawable_natively
from reporter.writers.docx.charts.layout import Frame, period_names
from reporter.writers.docx.charts.placing import sides
from tests.packages import unzipped, zipped

from . import charts_sample as make
from .audit import audit
from .builders import bars
from .chart_invariants import chart_problems
from .invariants import problems

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
LONG = "客户经理上门服务的及时性与专业性“持续改进”情况及A&B<C>综合满意程度评价结果"


def written(*figures: Figure) -> bytes:
    numbered = tuple(
        replace(figure, id=f"fig-{i}", number=i) for i, figure in enumerate(figures, start=1)
    )
    return write_docx(Document(Meta("试验"), (Part("body", numbered),)))


def drawn(figure: Figure) -> etree._Element:
    return etree.fromstring(unzipped(written(figure))["word/charts/chart1.xml"])


def sheet(figure: Figure, *, formulas: bool = False) -> list[tuple[object, ...]]:
    book = unzipped(written(figure))["word/embeddings/Microsoft_Excel_Worksheet1.xlsx"]
    found = load_workbook(io.BytesIO(book), data_only=not formulas)
    return list(found["数据"].iter_rows(values_only=True))


def values(tree: etree._Element, path: str) -> list[str | None]:
    return [node.get("val") for node in tree.iterfind(path, {"c": C.strip("{}")})]


def names(series: etree._Element) -> str | None:
    return series.findtext(f"{C}tx/{C}strRef/{C}strCache/{C}pt/{C}v")


def cached(series: etree._Element, tag: str = "val") -> list[float | None]:
    cache = series.find(f"{C}{tag}/{C}numRef/{C}numCache")
    assert cache is not None
    points = {int(p.get("idx", "")): float(p.findtext(f"{C}v") or "") for p in cache.iter(f"{C}pt")}
    count = int(cache.find(f"{C}ptCount").get("val"))  # type: ignore[union-attr]
    return [points.get(i) for i in range(count)]


@pytest.fixture(scope="module")
def data() -> bytes:
    return written(*make.every().values())


def test_every_kind_keeps_the_schema_and_what_word_demands(data: bytes) -> None:
    assert audit(data) == []
    assert problems(data) == []
    assert chart_problems(data) == []
    assert len([n for n in unzipped(data) if n.startswith("word/charts/chart")]) == len(
        make.every()
    )


def test_the_workbooks_keep_the_schema(data: bytes) -> None:
    for name, content in unzipped(data).items():
        if name.endswith(".xlsx"):
            assert audit(content, ".xlsx") == []


def test_same_bytes_in_another_process(data: bytes) -> None:
    code = (
        "import sys; from tests.writers.docx.charts_sample import every;"
        "from tests.writers.docx.test_charts import written;"
        "sys.stdout.buffer.write(written(*every().values()))"
    )
    root = Path(__file__).parents[3]
    for seed in ("1", "2"):
        found = subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "TZ": "Asia/Tokyo", "PATH": "", "LC_ALL": "C"},
            capture_output=True,
            check=True,
        )
        assert found.stdout == data


def test_the_sheet_is_a_table_that_can_be_read() -> None:
    assert sheet(make.grouped()) == [
        ("项目", "2025年", "2026年"),
        ("诚行服务", 86.1, 87),
        ("“三诚”落实", None, 91.7),
        ("诚心服务", 90, 93.2),
        ("诚信<服务>&协作", 87.7, None),
    ]


def test_numbers_are_printed_as_in_the_report() -> None:
    code = drawn(make.changes()).find(f".//{C}dLbls/{C}numFmt").get("formatCode")  # type: ignore[union-attr]
    assert code == '"+"0.0;"−"0.0;0.0'
    shares = drawn(make.pie()).find(f".//{C}dLbls/{C}numFmt").get("formatCode")  # type: ignore[union-attr]
    assert shares == '0.0"%"'
    stacked = drawn(make.stacked()).find(f".//{C}dLbls/{C}numFmt").get("formatCode")  # type: ignore[union-attr]
    assert stacked == "0.0"  # the unit stands below the axis


def test_the_first_category_lies_on_top_and_the_scale_below() -> None:
    tree = drawn(make.bar())
    assert values(tree, ".//c:catAx/c:scaling/c:orientation") == ["maxMin"]
    assert values(tree, ".//c:valAx/c:crosses") == ["max"]
    assert values(tree, ".//c:valAx/c:scaling/c:min") == ["60"]
    assert values(tree, ".//c:valAx/c:majorUnit") == ["10"]
    words = "".join(tree.find(f".//{C}valAx/{C}title").itertext())  # type: ignore[union-attr]
    assert words == "单位：分；横轴从60分（量表最低值）起，不从0起"
    assert tree.find(f"{C}chart/{C}title") is None


def test_a_line_across_bars_is_made_of_bars_that_follow_its_cell() -> None:
    tree = drawn(make.bar({"总体": 89.7}))
    series = list(tree.iter(f"{C}ser"))
    assert [names(one) for one in series] == ["得分", "总体", "总体（画线宽度）"]
    assert cached(series[0]) == [None, 93.2, 91.7, 87.7, 87.0]
    assert cached(series[1]) == [89.7] * 5
    assert values(series[1], "c:dLbls/c:dLbl/c:showSerName") == ["1"]
    formulas = sheet(make.bar({"总体": 89.7}), formulas=True)
    assert [row[2:4] for row in formulas] == [
        ("总体", "总体（画线位置）"),
        (89.7, "=C2"),
        *[(None, "=C2")] * 4,
    ]


def test_a_dark_line_is_seen_on_dark_bars() -> None:
    figure = make.bar({"总体": 89.7})
    assert figure.plot is not None
    pale = replace(figure.plot, series=(PlotSeries(0, "DDE4EB"),))
    fills = [
        list(drawn(one).iter(f"{C}ser"))[2].find(f"{C}spPr/{A}solidFill/{A}srgbClr").get("val")  # type: ignore[union-attr]
        for one in (figure, replace(figure, plot=pale))
    ]
    assert fills == ["D9661F", "262626"]


def test_limits_of_bars_are_error_bars_that_follow_their_cells() -> None:
    figure = make.limits()
    (series,) = drawn(figure).iter(f"{C}ser")
    bars = series.find(f"{C}errBars")
    assert bars is not None
    assert [cached(bars, tag) for tag in ("minus", "plus")] == [[4.1, 3.5, None], [4.3, 4.0, None]]
    head, first, *_ = sheet(figure, formulas=True)
    assert head[:3] + head[4:5] == ("项目", "比重", "下限", "上限")
    assert (first[3], first[5]) == ("=B2-C2", "=E2-B2")
    moved = [float(x) for x in values(series, "c:dLbls/c:dLbl/c:layout/c:manualLayout/c:x") if x]
    assert moved[0] > moved[1] > 0  # values stand beyond the whiskers; none without limits
    assert len(moved) == 2
    target = replace(figure.plot, lines=(PlotLine(0, "262626"),))  # type: ignore[type-var]
    lined = make.table(("甲",), {"比重": (1.0,), "下限": (0.5,), "上限": (2.0,)}, {"目标": 1.0})
    assert not drawable_natively(replace(figure, plot=target, data=lined))


def test_the_pair_of_axes_behind_shares_the_scale() -> None:
    tree = drawn(make.bar({"总体": 89.7}))
    assert values(tree, ".//c:valAx/c:scaling/c:max") == ["100", "100"]
    assert values(tree, ".//c:valAx/c:scaling/c:min") == ["60", "60"]
    assert values(tree, ".//c:catAx/c:scaling/c:orientation") == ["maxMin", "maxMin"]
    # Deleted, LibreOffice would stack what stands on it upon the chart's own bars.
    assert values(tree, ".//c:valAx/c:delete") == ["0", "0"]


def test_several_lines_end_at_their_values_each_named_in_a_row_of_its_own() -> None:
    lines = {"总体": 89.7, "目标值": 90.0, "去年": 85.5}
    tree = drawn(make.bar(lines))
    series = {names(one): one for one in tree.iter(f"{C}ser")}
    stack = ["去年", "总体", "目标值"]
    ends: dict[str, list[float | None]] = {}
    reached: list[float] = [0.0] * 7
    for name in stack:
        up_to, wide = cached(series[name]), cached(series[f"{name}（画线宽度）"])
        ends[name] = [
            None if up is None else round(base + up, 9)
            for base, up in zip(reached, up_to, strict=True)
        ]
        reached = [
            base + (up or 0) + (w or 0) for base, up, w in zip(reached, up_to, wide, strict=True)
        ]
    assert ends["目标值"] == [90.0] * 7
    assert ends["总体"] == [None, *[89.7] * 6]
    assert ends["去年"] == [None, None, *[85.5] * 5]
    labelled = [values(series[name], "c:dLbls/c:dLbl/c:idx") for name in stack]
    assert labelled == [["2"], ["1"], ["0"]]
    assert [cached(series[n])[i] for n, i in zip(stack, (2, 1, 0), strict=True)] == [
        85.5,
        89.7,
        90.0,
    ]


def test_segments_too_small_for_a_number_have_none() -> None:
    series = list(drawn(make.stacked()).iter(f"{C}ser"))
    assert values(series[0], "c:dLbls/c:dLbl/c:delete") == []
    assert values(series[3], "c:dLbls/c:dLbl/c:idx") == ["0", "1", "3"]
    inks = [one.find(f"{C}dLbls/{C}txPr//{A}srgbClr").get("val") for one in series]  # type: ignore[union-attr]
    assert inks == ["FFFFFF", "FFFFFF", "262626", "262626"]


def test_lines_among_columns_run_on_to_their_name() -> None:
    series = list(drawn(make.column()).iter(f"{C}ser"))
    assert cached(series[0]) == [93.2, None, 87.7, 87.0, None]
    assert cached(series[1]) == [90.0] * 5
    assert values(series[1], "c:dLbls/c:dLbl/c:idx") == ["4"]


def test_a_control_chart_names_its_limits_at_the_end_and_marks_what_is_out() -> None:
    tree = drawn(make.control())
    series = list(tree.iter(f"{C}ser"))
    assert [names(one) for one in series][:5] == ["得分", "UCL", "CL", "LCL", "超出控制限"]
    for limit in series[1:4]:
        assert values(limit, "c:marker/c:symbol") == ["none"]
        assert values(limit, "c:dLbls/c:dLbl/c:idx") == ["19"]
    out = series[4]  # a mark of its own: programs do not agree on the colour of a single marker
    assert [i for i, number in enumerate(cached(out)) if number is not None] == [13]
    assert values(out, "c:dLbls/c:dLbl/c:idx") == ["13"]
    assert values(series[0], "c:dLbls/c:dLbl/c:idx") == []
    assert sheet(make.control(), formulas=True)[14][5] == "=B15"
    assert values(tree, ".//c:legendEntry/c:idx") == ["1", "2", "3", "5"]


def test_of_many_periods_some_are_named_below_the_axis() -> None:
    """Labels of the axis would all be printed by LibreOffice, each broken over many lines."""
    tree = drawn(make.control())
    named = list(tree.iter(f"{C}ser"))[-1]
    assert values(tree, ".//c:catAx/c:tickLblPos") == ["none"]
    assert set(cached(named)) == {84.0}
    assert values(named, "c:dLbls/c:dLbl/c:idx") == [str(i) for i in range(1, 20, 3)]
    assert set(values(named, "c:dLbls/c:dLbl/c:showCatName")) == {"1"}
    assert values(drawn(make.line()), ".//c:catAx/c:tickLblPos") == ["low"]


def test_names_of_few_periods_break_and_of_a_year_of_months_some_are_left_out() -> None:
    months = [f"2026年{i:02}月" for i in range(1, 13)]
    assert period_names(months, 9.5).every > 1
    assert period_names(months[:6], 9.5).every == 1


def test_values_of_near_lines_stand_on_their_far_sides() -> None:
    data = make.table(("去年", "今年"), {"甲": (90.0, 91.0), "乙": (89.8, 91.2)})
    looks = tuple(PlotSeries(j, "1F4E79", look="line", marker="circle") for j in range(2))
    one, two = drawn(
        make.chart(data, Plot("line", looks, PlotAxis(84, 94, 2), legend=True), 75.0)
    ).iter(f"{C}ser")
    assert values(one, "c:dLbls/c:dLbl/c:dLblPos") == ["t", "b"]
    assert values(two, "c:dLbls/c:dLbl/c:dLblPos") == ["b", "t"]


def test_a_dashed_series_without_markers_is_a_limit() -> None:
    figure = make.line()
    assert figure.plot is not None
    limit = replace(figure.plot.series[0], marker="none", dash="dash")
    figure = replace(figure, plot=replace(figure.plot, series=(limit, figure.plot.series[1])))
    tree = drawn(figure)
    first = next(tree.iter(f"{C}ser"))
    assert values(first, "c:dLbls/c:dLbl/c:idx") == ["4"]
    assert values(tree, ".//c:legendEntry/c:idx") == ["0", "2"]


def test_a_radar_prints_values_at_its_axes_and_they_follow_their_cells() -> None:
    tree = drawn(make.radar())
    first = next(tree.iter(f"{C}ser"))
    assert first.findtext(f"{C}cat/{C}strRef/{C}strCache/{C}pt/{C}v") == "诚心服务\n95.5 / 90.8"
    assert not list(tree.iter(f"{C}smooth"))
    formula = sheet(make.radar(), formulas=True)[1][3]
    assert formula == (
        '=A2&CHAR(10)&IF(B2="","—",TEXT(B2,"0.0"))&" / "&IF(C2="","—",TEXT(C2,"0.0"))'
    )


def test_points_of_a_quadrant_are_named_by_their_cells() -> None:
    tree = drawn(make.quadrant())
    series = list(tree.iter(f"{C}ser"))
    assert [names(one) for one in series][:2] == ["订单准确", "电子结算"]
    assert (cached(series[0], "xVal"), cached(series[0], "yVal")) == ([0.31], [95.2])
    assert [names(one) for one in series][6:] == ["满意度均值 88.9", "重要性均值 0.3"]
    level, upright = series[6:]
    assert (cached(level, "xVal"), cached(level, "yVal")) == ([0.6], [88.9])
    assert values(level, "c:errBars/c:errDir") == ["x"]
    assert (cached(upright, "xVal"), cached(upright, "yVal")) == ([0.3], [100.0])
    assert values(upright, "c:errBars/c:val") == ["20"]


def test_flagged_points_are_hollow_as_in_the_picture() -> None:
    figure = make.quadrant()
    assert figure.plot is not None
    hollows = (False, True, False, False, False, False)
    points = replace(figure.plot.series[0], hollows=hollows)
    tree = drawn(replace(figure, plot=replace(figure.plot, series=(points,))))
    series = list(tree.iter(f"{C}ser"))[:6]
    empty = [one.find(f"{C}marker/{C}spPr/{A}noFill") is not None for one in series]
    assert empty == list(hollows)
    # LibreOffice fills all markers, and one that is white it does not show: the shape tells too.
    shapes = [value for one in series for value in values(one, "c:marker/c:symbol")]
    assert [shape == "diamond" for shape in shapes] == list(hollows)


def test_names_of_points_keep_off_points_names_and_lines() -> None:
    frame = Frame(100.0, 100.0, 0.0, 0.0, 0.0, 0.0)
    crowd = [("甲甲甲甲", 50.0, 50.0), ("乙乙乙乙", 54.0, 50.0), ("丙丙丙丙", 99.0, 80.0)]
    assert sides(crowd, frame) == ["l", "r", "l"]
    assert sides(crowd[:1], frame) == ["r"]
    assert sides(crowd[:1], frame, [(55.0, 0.0, 56.0, 100.0)]) == ["l"]


def test_sums_are_a_line_over_columns_on_one_pair_of_axes() -> None:
    tree = drawn(make.pareto())
    assert [len(list(tree.iter(f"{C}{tag}"))) for tag in ("barChart", "lineChart", "valAx")] == [
        1
    ] * 3
    columns, sums = tree.iter(f"{C}ser")
    assert (cached(columns)[1], cached(sums)[1]) == (29.6, 74.7)
    assert values(columns, "c:dLbls/c:dLbl/c:delete") == ["1"]  # the dot lies there
    assert values(sums, "c:dLbls/c:dLblPos") == ["t"]


def test_a_waterfall_keeps_the_printed_values_and_computes_the_rest() -> None:
    tree = drawn(make.waterfall())
    series = list(tree.iter(f"{C}ser"))
    below, levels, falls, rises = series
    assert cached(below) == [91.48925, 90.3, 90.3, None, 90.68925]
    assert cached(falls) == [None, 1.2, 0.0, None, None]
    assert cached(rises) == [None, 0.0, 0.4, None, None]
    assert [x is not None for x in cached(levels)] == [True, False, False, False, True]
    assert [row[:2] for row in sheet(make.waterfall())] == [
        ("项目", "水平和增减"),
        ("总体目标值", 91.5),
        ("运检部", -1.2),
        ("营销部", 0.4),
        ("物资部", None),
        ("总体得分", 90.7),
    ]
    row = sheet(make.waterfall(), formulas=True)[2]
    assert row[3:] == ("=MIN(SUM($B$2:B2),SUM($B$2:B3))", None, "=MAX(-B3,0)", "=MAX(B3,0)")
    texts = below.find(f"{C}cat/{C}strRef/{C}strCache")
    assert [n.text for n in texts.iter(f"{C}v")][1] == "运检部\u2002−1.2"  # type: ignore[union-attr]


def test_a_waterfall_below_zero_stays_a_picture() -> None:
    figure = make.waterfall()
    assert drawable_natively(figure)
    assert figure.data is not None
    rows = ((make.value(0.5),), *figure.data.rows[1:])
    assert not drawable_natively(replace(figure, data=replace(figure.data, rows=rows)))


def test_small_print_without_an_axis_stands_in_boxes() -> None:
    found = unzipped(written(make.quadrant(), make.radar()))
    corners = etree.fromstring(found["word/drawings/drawing1.xml"])
    assert [n.text for n in corners.iter(f"{A}t")] == ["维持区", "优势区", "修补区", "机会区"]
    rings = etree.fromstring(found["word/drawings/drawing2.xml"])
    assert (
        "".join(n.text or "" for n in rings.iter(f"{A}t"))
        == "单位：分；圆心为60分，每圈10分，外圈为100分"
    )


def test_the_frame_is_as_large_as_the_picture_and_described() -> None:
    document = etree.fromstring(unzipped(written(make.bar()))["word/document.xml"])
    extent = next(document.iter(f"{WP}extent"))
    assert (extent.get("cx"), extent.get("cy")) == (str(150 * 36000), str(60 * 36000))
    assert next(document.iter(f"{WP}docPr")).get("descr") == "bar：各项得分。"


def test_equal_charts_share_nothing() -> None:
    data = written(make.bar(), make.bar())
    assert chart_problems(data) == []
    books = [name for name in unzipped(data) if name.endswith(".xlsx")]
    assert books == [f"word/embeddings/Microsoft_Excel_Worksheet{i}.xlsx" for i in (1, 2)]


def test_the_workbook_writes_numbers_as_the_chart_caches_them() -> None:
    figure = make.chart(
        make.table(("甲", "乙"), {"得分": (86.6, 91.0)}),
        Plot("bar", (PlotSeries(0, "1F4E79"),), make.SCALE),
    )
    book = unzipped(written(figure))["word/embeddings/Microsoft_Excel_Worksheet1.xlsx"]
    assert b"<v>86.6</v>" in unzipped(book)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize(
    "kind", ["bar", "column", "stacked", "line", "pie", "radar", "scatter", "waterfall"]
)
@pytest.mark.parametrize("count", [1, 30])
@pytest.mark.parametrize("case", ["names", "equal", "gaps", "below"])
def test_odd_data_make_sound_charts(
    kind: str, count: int, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Charts whose names would not be read well are pictures: here all are drawn."""
    monkeypatch.setattr(charts, "drawable_natively", lambda _: True)
    found: list[float | None] = [round(61 + i * 37 % 380 / 10, 1) for i in range(count)]
    categories = [f"{LONG[:38]}{i:02d}" if case == "names" else f"甲{i}" for i in range(count)]
    if case == "equal":
        found = [80.0] * count
    if case == "gaps":
        found = [None if i % 3 == 1 else x for i, x in enumerate(found)]
    if case == "below":
        found = [x if x is None or kind == "pie" else -x for x in found]
    low = -100.0 if case == "below" else 0.0
    axis = PlotAxis(low, 100.0, 20.0)
    series = PlotSeries(0, "1F4E79", x=1, look="line", marker="circle")
    plot = Plot(kind, (series,), axis, x_axis=axis, unit="分", note="注")  # type: ignore[arg-type]
    data = make.table(categories, {'得分"<&': found, "重要性": found})
    figure = make.chart(data, plot)
    data_written = written(figure)
    assert "word/charts/chart1.xml" in unzipped(data_written)
    assert problems(data_written) == []


def test_twelve_series_are_twelve_columns() -> None:
    columns = {f"系列{i}": [80.0 + i, None, 90.0, 70.0] for i in range(12)}
    series = tuple(PlotSeries(i, "1F4E79") for i in range(12))
    figure = make.chart(make.table(make.NAMES, columns), Plot("bar", series, make.SCALE))
    assert problems(written(figure)) == []
    assert len(sheet(figure)[0]) == 13


def test_more_than_26_columns_are_named_right() -> None:
    columns = {f"系列{i}": [80.0 + i, None, 90.0, 70.0] for i in range(30)}
    series = tuple(PlotSeries(i, "1F4E79", look="line") for i in range(30))
    lines = (PlotLine(0, "262626"),)
    data = make.table(make.NAMES, columns, {"目标": 88.0})
    figure = make.chart(data, Plot("line", series, make.SCALE, lines=lines))
    assert chart_problems(written(figure)) == []
    assert sheet(figure, formulas=True)[2][-1] == "=$AF$2"


def test_what_would_lose_something_stays_a_picture() -> None:
    bar, quadrant = make.bar({"总体": 89.7}), make.quadrant()
    assert bar.plot is not None
    assert bar.data is not None
    assert quadrant.plot is not None
    nothing = make.table(make.NAMES, {"得分": (None,) * 4})
    below = make.bar({"总体": -1.0})
    cases = {
        "no axis": replace(bar, plot=replace(bar.plot, axis=None)),
        "no numbers": replace(bar, data=replace(nothing, lines=bar.data.lines)),
        "lines that a legend would list": replace(bar, plot=replace(bar.plot, legend=True)),
        "a line below zero": below,
        "four lines": make.bar({"甲": 1.0, "乙": 2.0, "丙": 3.0, "丁": 4.0}),
        "no abscissae": replace(quadrant, plot=replace(quadrant.plot, x_axis=None)),
        "no plot": replace(bar, plot=None),
    }
    for name, figure in cases.items():
        assert not drawable_natively(figure), name
        found = unzipped(written(figure))
        assert not [part for part in found if part.startswith("word/charts/")], name
        assert [part for part in found if part.endswith(".png")], name


def named(figure: Figure, name: str) -> Figure:
    assert figure.data is not None
    categories = (name, *figure.data.categories[1:])
    return replace(figure, data=replace(figure.data, categories=categories))


@pytest.mark.parametrize("kind", ["bar", "column", "line", "pie", "radar", "quadrant"])
def test_names_that_would_be_cut_stay_in_the_picture(kind: str) -> None:
    figure: Figure = getattr(make, kind)()
    assert drawable_natively(named(figure, "客户经理走访"))
    assert not drawable_natively(named(figure, LONG * 2))


def test_a_pie_whose_names_would_lie_on_each_other_stays_a_picture() -> None:
    names = ("订单准确度", "电子结算便利", "客户经理走访", "其他方面")
    series = (PlotSeries(0, "1F4E79"),)
    shares = {"small": (1.0, 2.0, 3.0, 94.0), "fair": (20.0, 20.0, 30.0, 30.0)}
    drawable = {
        case: drawable_natively(
            make.chart(make.table(names, {"占比": found}, form="{:.1f}%"), Plot("pie", series))
        )
        for case, found in shares.items()
    }
    assert drawable == {"small": False, "fair": True}


def test_names_of_lines_near_each_other_are_moved_apart() -> None:
    figure = make.line()
    assert figure.plot is not None
    assert figure.data is not None
    lines = (*figure.data.lines, ("总体", make.value(90.2)))
    looks = (PlotLine(0, "6B6B6B"), PlotLine(1, "262626"))
    plot, data = replace(figure.plot, lines=looks), replace(figure.data, lines=lines)
    tree = drawn(replace(figure, plot=plot, data=data))
    moved = [float(y or "") for y in values(tree, ".//c:dLbl/c:layout/c:manualLayout/c:y")]
    assert len(moved) == 2
    assert moved[0] == -moved[1] > 0  # the target is lower
    alone = values(drawn(figure), ".//c:dLbl/c:layout/c:manualLayout/c:y")
    assert [float(y or "") for y in alone] == [0.0]


def test_a_figure_that_does_not_ask_stays_a_picture() -> None:
    found = unzipped(written(replace(make.bar(), native=False)))
    assert not [name for name in found if "chart" in name or name.endswith(".xlsx")]


def test_the_picture_of_a_native_chart_is_drawn_only_where_it_must_stand_in() -> None:
    drawn_for: list[str] = []

    def png(name: str) -> Picture:
        return lambda: drawn_for.append(name) or bars([92.8])  # type: ignore[func-returns-value]

    native = replace(make.bar(), png=png("native"))
    refused = replace(make.bar(), png=png("refused"), plot=None)
    data = written(native, refused)
    assert drawn_for == ["refused"]
    assert [name for name in unzipped(data) if "media" in name] == ["word/media/image1.png"]


def test_a_picture_with_outlines_is_both_svg_and_png() -> None:
    svg = b'<svg xmlns="http://www.w3.org/2000/svg" width="150mm" height="60mm"/>'
    data = written(replace(make.bar(), native=False, outlined=svg))
    found = unzipped(data)
    media = sorted(name for name in found if name.startswith("word/media/"))
    assert [name.rpartition(".")[2] for name in media] == ["png", "svg"]
    assert found[media[1]] == svg
    assert b'Extension="svg" ContentType="image/svg+xml"' in found["[Content_Types].xml"]
    document = etree.fromstring(found["word/document.xml"])
    blip = next(document.iter(f"{A}blip"))
    vector = next(node for node in blip.iter() if node.tag.endswith("}svgBlip"))
    assert vector.get(f"{R}embed") not in (None, blip.get(f"{R}embed"))
    assert problems(data) == []
    assert audit(data) == []


def test_a_report_of_pictures_needs_no_workbooks() -> None:
    code = (
        "import sys; from dataclasses import replace;"
        "from tests.writers.docx import charts_sample as make;"
        "from reporter.document.nodes import Document, Meta, Part;"
        "from reporter.writers.docx import write_docx;"
        "figure = replace(make.bar(), native=False);"
        "write_docx(Document(Meta('x'), (Part('body', (figure,)),)));"
        "print([m for m in sys.modules if 'xlsxwriter' in m or '.docx.charts.' in m])"
    )
    root = Path(__file__).parents[3]
    command = [sys.executable, "-c", code]
    found = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (b"<c:v>93.2</c:v>", b"<c:v>93.3</c:v>", "says 93.3"),
        (b'<c:crossAx val="2"/>', b'<c:crossAx val="9"/>', "does not cross"),
        (b'<c:axId val="1"/><c:axId val="2"/>', b'<c:axId val="7"/><c:axId val="2"/>', "axis 7"),
        (b'<c:ptCount val="4"/>', b'<c:ptCount val="3"/>', "as many places"),
        (b"$A$2:$A$5", b"$A$2:$A$6", "as many places"),
        (b'r:id="rId1"', b'r:id="rId9"', "workbook is missing"),
        (b'autoTitleDeleted val="1"', b'autoTitleDeleted val="0"', "title"),
    ],
)
def test_the_invariants_find_faults(old: bytes, new: bytes, says: str) -> None:
    parts, name = unzipped(written(make.bar())), "word/charts/chart1.xml"
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    assert any(says in text for text in chart_problems(zipped(parts)))
