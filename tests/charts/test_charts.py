"""Every chart with plain and nasty data: nothing clipped, nothing overlapping, same bytes."""

import io
import os
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from reporter.charts import ChartData, ReferenceLine, Series, Style, draw, kinds, title
from reporter.charts.kit import palette
from reporter.document.nodes import Value
from reporter.document.picture_texts import svg_texts
from reporter.errors import OutputError

from . import cases
from .cases import (
    COUNTIES,
    KINDS,
    NASTY,
    SHARES,
    check_layout,
    data_for,
    digest,
    equal,
    fact,
    of_shape,
    printed,
    series,
    texts,
    words,
)

SVG = "{http://www.w3.org/2000/svg}"
# ------------------------------------------------------------------ all charts


def test_kinds_are_the_files() -> None:
    assert set(kinds()) == set(KINDS)
    assert all(title(kind) for kind in kinds())


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("paper", [80.0, 150.0])
def test_real_names_fit(kind: str, paper: float) -> None:
    names = ("2022年", "2023年", "2024年") if kind in ("trend", "columns", "pareto") else COUNTIES
    check_layout(draw(kind, data_for(kind, names), Style(width_mm=paper)))


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != "survival"])  # only times
def test_nasty_names_fit_and_stay_text(kind: str) -> None:
    names = NASTY[:-1] if kind in ("columns", "pareto") else NASTY
    drawing = draw(kind, data_for(kind, names, gap=kind != "stacked"))
    check_layout(drawing)
    shown = words(drawing)
    assert "$5和$6$" in shown
    assert "_下划线" in shown
    assert "100%满意\\alpha" in shown
    assert "<b>&amp;</b>" in shown
    assert shown.count("诚心服务") == 2


@pytest.mark.parametrize("kind", ["bars", "stacked", "heat", "dumbbell"])
def test_thirty_rows_fit_on_one_sheet(kind: str) -> None:
    names = tuple(f"第{i}支行营业部" for i in range(1, 31))
    data = data_for(kind, names)
    drawing = draw(kind, replace(data, series=data.series[:1]) if kind == "bars" else data)
    check_layout(drawing)
    assert drawing.height_mm <= 225


@pytest.mark.parametrize("kind", ["bars", "stacked", "heat", "dumbbell"])
def test_too_many_rows_are_refused(kind: str) -> None:
    names = tuple(f"第{i}网点" for i in range(60))
    with pytest.raises(ValueError, match="一页放不下"):
        draw(kind, data_for(kind, names))


@pytest.mark.parametrize("kind", [k for k in KINDS if k != "waterfall"])  # needs its start
@pytest.mark.parametrize("gap", [None, "*"])
def test_all_missing(kind: str, gap: str | None) -> None:
    names = ("甲", "乙", "丙")
    drawing = draw(kind, of_shape(kind, names, gap))
    check_layout(drawing)
    assert "全部数据缺失" in drawing.alt


@pytest.mark.parametrize("kind", ["bars", "heat", "dumbbell"])
def test_one_category(kind: str) -> None:
    check_layout(draw(kind, ChartData(("总体",), data_for(kind, ("总体",)).series)))


@pytest.mark.parametrize("kind", KINDS)
def test_no_variance(kind: str) -> None:
    names = ("甲", "乙", "丙")
    share = {"stacked": 0.5, "pie": 1 / 3}
    drawing = draw(kind, of_shape(kind, names, share.get(kind, 90.0)))
    check_layout(drawing)
    assert "各项均为" in drawing.alt


@pytest.mark.parametrize("kind", KINDS)
def test_a_character_without_glyph_is_an_error(kind: str) -> None:
    with pytest.raises(OutputError) as caught:
        draw(kind, data_for(kind, ("甲", "𠮷野家", "丙")))
    problem = caught.value.problems[0]
    assert problem.code == "chart.missing_glyph"
    assert "𠮷" in problem.what
    assert "U+20BB7" in problem.what


@pytest.mark.parametrize("kind", KINDS)
def test_a_lone_surrogate_is_an_error(kind: str) -> None:
    with pytest.raises(OutputError) as caught:
        draw(kind, data_for(kind, ("甲", "坏\ud800字", "丙")))
    caught.value.problems[0].what.encode("utf-8")


@pytest.mark.parametrize("kind", KINDS)
def test_svg_is_clean(kind: str) -> None:
    drawing = draw(kind, data_for(kind, ("甲", "乙", "丙")))
    svg = drawing.svg.decode("utf-8")
    assert svg.startswith("<svg ")
    for word in (" id=", "<style", "style=", "<metadata", "<use", "clip-path", "Matplotlib"):
        assert word not in svg
    assert "'Noto Sans SC'" in svg


@pytest.mark.parametrize("kind", KINDS)
def test_png_is_plain_rgb_at_200_dpi(kind: str) -> None:
    drawing = draw(kind, data_for(kind, ("甲", "乙", "丙")))
    picture = Image.open(io.BytesIO(drawing.png()))
    assert picture.mode == "RGB"
    assert picture.info == {"dpi": pytest.approx((200, 200), abs=0.1)}
    assert picture.width == pytest.approx(drawing.width_mm / 25.4 * 200, abs=1.5)
    assert picture.height == pytest.approx(drawing.height_mm / 25.4 * 200, abs=1.5)


@pytest.mark.parametrize("kind", KINDS)
def test_every_number_in_the_picture_is_accounted_for(kind: str) -> None:
    names = ("城区", "东山县", "西河县")
    data = replace(data_for(kind, names, gap=kind != "stacked"))
    if len(data.series) == 2:
        years = Series("本年", data.series[-1].facts), Series("上年", data.series[0].facts)
        data = replace(data, series=years)
    drawing = draw(kind, data)
    known = {value.text.rstrip("%") for line in drawing.values for value in line} | set(
        drawing.ticks
    )
    for text, *_ in texts(drawing):
        for part in text.replace("；", " ").replace("/", " ").split():
            digits = "".join(c if c.isdigit() or c in ".−" else " " for c in part).split()
            assert set(digits) <= known, text


@pytest.mark.parametrize("kind", KINDS)
def test_each_text_says_which_facts_it_prints(kind: str) -> None:
    """Equal numbers everywhere, also on the axis and in names: only the marks say whose."""
    number = 25.0 if kind in SHARES else 80.0
    names = ("80号网点80.0", "东山县", "西河县")
    data = equal(kind, names, number)
    drawing = draw(kind, data)
    lines = [text for text in svg_texts(drawing.svg) if text]
    assert len(lines) == len(drawing.values)
    for line, values in zip(lines, drawing.values, strict=True):
        assert line.endswith(" / ".join(value.text for value in values))
    keys = [value.key for values in drawing.values for value in values]
    assert set(keys) == printed(kind, data)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("kind", ["bars", "dumbbell", "heat", "stacked"])
def test_values_stand_on_their_own_row(kind: str) -> None:
    """The key beside a label is that of the category on whose band it is drawn."""
    names = ("城区", "东山县", "西河县")
    data = equal(kind, names, 25.0 if kind in SHARES else 80.0)
    drawing = draw(kind, data)
    bands = {text: y for text, _, y, *_ in texts(drawing) if text in names}
    row_of = {f.key: names[i] for s in data.series for i, f in enumerate(s.facts) if f is not None}
    for (_, _, y, *_), values in zip(texts(drawing), drawing.values, strict=True):
        for value in values:
            if value.key in row_of:
                nearest = min(bands, key=lambda name: abs(bands[name] - y))
                assert nearest == row_of[value.key]


@pytest.mark.parametrize("kind", KINDS)
def test_the_description_holds_its_facts_in_place(kind: str) -> None:
    data = equal(kind, ("80.0号", "东山县", "西河县"), 25.0 if kind in SHARES else 80.0)
    drawing = draw(kind, data)
    assert "".join(part.text for part in drawing.alt_parts) == drawing.alt
    said = [part.key for part in drawing.alt_parts if isinstance(part, Value)]
    first = [s.facts[0].key for s in data.series if s.facts[0] is not None]
    assert next(key for key in said if key in first) == first[0]
    assert len(said) >= len(data.series)


@pytest.mark.parametrize("kind", KINDS)
def test_the_table_holds_the_data(kind: str) -> None:
    names = ("城区", "东山县", "西河县")
    data = data_for(kind, names)
    table = draw(kind, data).table
    assert sorted(table.categories) == sorted(names)
    one = ("水平和增减",)  # of each row only one is there
    assert table.series == (one if kind == "waterfall" else tuple(s.name for s in data.series))
    keys = {value.key for row in table.rows for value in row if value is not None}
    assert keys == {f.key for s in data.series for f in s.facts if f is not None}


SCRIPT = """
import hashlib, importlib.util, sys
spec = importlib.util.spec_from_file_location("cases", sys.argv[1])
cases = importlib.util.module_from_spec(spec); spec.loader.exec_module(cases)
print(cases.digest())
"""


def test_same_bytes_whatever_surrounds_the_program(tmp_path: Path) -> None:
    """Another hash seed, locale, time zone and a user's own matplotlib settings change nothing."""
    settings = "lines.linewidth: 9\npath.sketch: 1, 100, 2\nsvg.fonttype: path\nfont.size: 30\n"
    (tmp_path / "matplotlibrc").write_text(settings, encoding="utf-8")
    root = str(Path(__file__).parents[2])
    surroundings = {
        "PYTHONHASHSEED": "7",
        "LC_ALL": "C",
        "TZ": "Asia/Shanghai",
        "SOURCE_DATE_EPOCH": "1",
        "PYTHONPATH": root,
    }
    result = subprocess.run(
        [sys.executable, "-c", SCRIPT, cases.__file__],
        cwd=tmp_path,
        env={**os.environ, **surroundings},
        capture_output=True,
        text=True,
        check=True,
    )
    assert result.stdout.strip() == digest() == digest()


def test_listing_does_not_import_matplotlib() -> None:
    code = (
        "import sys; from reporter.charts import kinds, title; [title(k) for k in kinds()];"
        "sys.exit('matplotlib' in sys.modules)"
    )
    root = str(Path(__file__).parents[2])
    env = {**os.environ, "PYTHONPATH": root}
    assert subprocess.run([sys.executable, "-c", code], env=env, check=False).returncode == 0


# ---------------------------------------------------------------- single charts


def test_bars_are_sorted_with_gaps_last_and_ties_as_given() -> None:
    data = ChartData(("甲", "乙", "丙", "丁", "戊"), (series("得分", [80, None, 90, 80, "*"]),))
    assert draw("bars", data).table.categories == ("丙", "甲", "丁", "乙", "戊")


def test_bars_start_at_zero_or_say_so() -> None:
    scores = (series("得分", [97.8, 85.7]),)
    plain = draw("bars", ChartData(("甲", "乙"), scores))
    assert "0" in plain.ticks
    assert plain.note == ""
    floor = draw("bars", ChartData(("甲", "乙"), scores, scale=(60.0, 100.0)))
    assert "不从0起" in floor.note
    assert "不从0起" in floor.alt
    assert floor.note in words(floor)
    outside = draw(
        "bars", ChartData(("甲", "乙"), (series("得分", [55.0, 90.0]),), scale=(60, 100))
    )
    assert outside.note == ""
    assert "0" in outside.ticks


def test_bar_lengths_are_proportional() -> None:
    drawing = draw("bars", ChartData(("甲", "乙"), (series("得分", [80.0, 40.0]),)))
    fill = palette.accent("1F4E79").lower()
    lengths = []
    for node in ET.fromstring(drawing.svg).iter(f"{SVG}path"):
        if fill == node.get("fill"):
            numbers = [float(t) for t in node.get("d", "").split() if t[0].isdigit()]
            lengths.append(max(numbers[::2]) - min(numbers[::2]))
    assert lengths[0] == pytest.approx(2 * lengths[1], rel=1e-4)


def test_near_lines_keep_both_labels() -> None:
    lines = (ReferenceLine("目标值", fact(90.0)), ReferenceLine("总体得分", fact(90.1)))
    data = ChartData(("甲", "乙"), (series("得分", [97.8, 85.7]),), lines, scale=(60.0, 100.0))
    drawing = draw("bars", data)
    check_layout(drawing)
    assert "目标值 90.0" in words(drawing)
    assert "总体得分 90.1" in words(drawing)
    heights = {top for text, _, top, *_ in texts(drawing) if " 90." in text}
    assert len(heights) == 1


def test_stacked_prints_shares_of_five_percent_and_more() -> None:
    rows = tuple(series(n, [s], "share") for n, s in (("好", 0.951), ("差", 0.049)))
    shown = words(draw("stacked", ChartData(("甲",), rows, unit="%")))
    assert "95.1" in shown
    assert "4.9" not in shown


def test_stacked_refuses_multiple_choice() -> None:
    rows = tuple(series(n, [0.7], "share") for n in "甲乙")
    with pytest.raises(ValueError, match="多选题"):
        draw("stacked", ChartData(("渠道",), rows, unit="%"))


def test_stacked_refuses_more_fills_than_can_be_told_apart() -> None:
    rows = tuple(series(str(i), [0.1], "share") for i in range(8))
    with pytest.raises(ValueError, match="最多画7个系列"):
        draw("stacked", ChartData(("甲",), rows, unit="%"))


@pytest.mark.parametrize("count", [2, 9])
def test_radar_has_three_to_eight_axes(count: int) -> None:
    with pytest.raises(ValueError, match="3至8个维度"):
        draw("radar", data_for("radar", tuple(f"维度{i}" for i in range(count))))


def test_radar_says_what_its_rings_are() -> None:
    drawing = draw("radar", data_for("radar", ("甲", "乙", "丙")))
    assert "圆心为60分，每圈10分，外圈为100分" in words(drawing)
    assert {"60", "10", "100"} <= set(drawing.ticks)


def test_heat_shows_gaps_without_tint() -> None:
    columns = (series("一", [90, "*"]), series("二", [None, 80]))
    drawing = draw("heat", ChartData(("甲", "乙"), columns))
    assert {"*", "—"} <= {text for text, *_ in texts(drawing)}
    assert "*表示样本量不足，不列出；—表示无数据" in drawing.note


def test_heat_refuses_columns_too_narrow_for_their_numbers() -> None:
    columns = tuple(series(f"指标{i}", [90.0]) for i in range(30))
    with pytest.raises(ValueError, match="列太多"):
        draw("heat", ChartData(("甲",), columns))


def test_trend_needs_two_periods() -> None:
    with pytest.raises(ValueError, match="至少要有两期"):
        draw("trend", ChartData(("2024年",), (series("总体", [90.3]),)))


def test_trend_leaves_a_gap_open() -> None:
    def strokes(numbers: list[float | str | None]) -> int:
        drawing = draw("trend", ChartData(("一", "二", "三", "四"), (series("总体", numbers),)))
        accent = palette.accent("1F4E79").lower()
        return drawing.svg.decode().count(f'stroke="{accent}" stroke-width="1.5"')

    assert strokes([86, 87, 88, 89]) == 3
    assert strokes([86, None, 88, 89]) == 1


def test_trend_of_many_periods_tells_first_last_highest_and_lowest() -> None:
    numbers: list[float | str | None] = [90.0 + (i * 7 % 31) / 10 for i in range(30)]
    numbers[11], numbers[20] = 95.6, 86.4
    data = ChartData(tuple(f"第{i}期" for i in range(30)), (series("总体", numbers),))
    drawing = draw("trend", data)
    check_layout(drawing)
    shown = {text for text, *_ in texts(drawing) if "." in text}
    assert {"90.0", "91.7", "95.6", "86.4"} <= shown
    assert len(shown) == 4


def test_dumbbell_prints_changes_with_their_sign_and_computes_none() -> None:
    change = series("变动", [1.25, -0.5], statistic="change")
    data = ChartData(
        ("甲", "乙"), (series("上年", [88, 91]), series("本年", [89.25, 90.5]), change)
    )
    shown = words(draw("dumbbell", data))
    assert "+1.3" in shown
    assert "−0.5" in shown
    without = words(draw("dumbbell", replace(data, series=data.series[:2])))
    assert "1.3" not in without


def test_a_series_of_another_length_is_refused() -> None:
    with pytest.raises(ValueError, match="有1个数"):
        ChartData(("甲", "乙"), (series("得分", [90]),))


def test_an_unknown_chart_names_the_known_ones() -> None:
    with pytest.raises(ValueError, match="bars"):
        draw("bar", data_for("bars", ("甲",)))
