"""The shared parts of charts: axes, line breaking, colours, placing, descriptions."""

from itertools import pairwise

import pytest

from reporter.charts import ChartData, ReferenceLine, Series
from reporter.charts.kit import alt, axis, boxes, labels, palette
from reporter.charts.kit.faces import width
from reporter.document import colours
from reporter.facts.fact import Fact


@pytest.mark.parametrize("count", range(2, 8))
@pytest.mark.parametrize("accent", ["1F4E79", "C00000", "FFCC00", "00A651", "000000", "FFFFFF"])
def test_fills_stay_apart_in_grey(accent: str, count: int) -> None:
    levels = [palette.lightness(fill) for fill in palette.steps(accent, count)]
    gaps = [lighter - darker for darker, lighter in pairwise(levels)]
    assert min(gaps) >= 9.0


@pytest.mark.parametrize("accent", ["C00000", "C8102E", "FF0000", "8B0000", "B3261E", "E4572E"])
def test_alarms_stand_out_beside_a_red_brand(accent: str) -> None:
    assert palette.calm(accent) == palette.MUTED


@pytest.mark.parametrize("accent", ["1F4E79", "FFD400", "FFFFFF", "00A651", "7A5C9E", "5A4A4A"])
def test_other_brands_keep_their_colour_beside_alarms(accent: str) -> None:
    assert palette.calm(accent) == palette.accent(accent)


@pytest.mark.parametrize("accent", ["FFD400", "FFFFFF", "000000", "C8102E"])
def test_words_on_a_fill_can_be_read_whatever_the_brand(accent: str) -> None:
    fills = [*palette.steps(accent, 5), *(palette.heat(accent, at / 4) for at in range(5))]
    for fill in fills:
        light, dark = sorted(map(colours.luminance, (fill, palette.on(fill))), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3.5, fill


@pytest.mark.parametrize("accent", ["1F4E79", "C00000", "FFCC00", "00A651"])
def test_bar_series_stay_apart_in_grey_and_on_white(accent: str) -> None:
    levels = [palette.lightness(fill) for fill in palette.bars(accent, 3)]
    assert levels[0] <= 46
    assert levels[1] - levels[0] >= 15
    assert levels[2] - levels[1] >= 10


@pytest.mark.parametrize("position", [i / 20 for i in range(21)])
def test_numbers_are_readable_on_every_tint(position: float) -> None:
    fill = palette.heat("1F4E79", position)

    def light(colour: str) -> float:
        level = palette.lightness(colour)
        return ((level + 16) / 116) ** 3 if level > 8 else level / 903.3

    one, two = sorted((light(fill), light(palette.on(fill))))
    assert (two + 0.05) / (one + 0.05) >= 4.5


def test_lightness_is_cie() -> None:
    assert palette.lightness("FFFFFF") == pytest.approx(100)
    assert palette.lightness("#777777") == pytest.approx(50.0, abs=0.5)
    with pytest.raises(ValueError, match="六位十六进制"):
        palette.lightness("蓝色")


def test_wrapping_fits_the_room_and_keeps_all_characters() -> None:
    text = "送货准时、包装完好（含春节），12313热线"
    lines = labels.wrap(text, 20.0, most=9)
    assert "".join(lines) == text
    assert all(width(line, labels.LABEL) <= 20.0 for line in lines)
    assert not any(line[0] in "、，）" for line in lines)
    assert not any(line[-1] == "（" for line in lines)
    assert "12313" in "|".join(lines)


def test_wrapping_cuts_a_word_that_is_too_wide_and_marks_what_is_left_out() -> None:
    lines = labels.wrap("A" * 60, 20.0, most=2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")
    assert all(width(line, labels.LABEL) <= 20.0 for line in lines)
    assert labels.wrap("", 20.0) == ("",)


def test_axis_of_a_scale_is_the_scale() -> None:
    assert axis.of_scale((60.0, 100.0)).ticks == (60, 70, 80, 90, 100)
    assert axis.of_scale((1.0, 5.0)).texts() == ("1", "2", "3", "4", "5")


def test_axis_of_bars_holds_zero() -> None:
    assert axis.from_zero([45.6]).low == 0
    found = axis.from_zero([-3.2, 2.4])
    assert found.low <= -3.2
    assert found.high >= 2.4
    assert 0 in found.ticks
    assert axis.from_zero([]).high > 0


@pytest.mark.parametrize(
    "values", [[90.0, 90.0], [86.2, 90.3], [99.9, 100.0], [60.0, 60.1], [], [0.0]]
)
def test_axis_around_holds_the_values_inside_the_scale(values: list[float]) -> None:
    found = axis.around(values, (60.0, 100.0) if 0.0 not in values else None)
    assert found.high > found.low
    assert all(found.low <= value <= found.high for value in values)
    assert len(found.ticks) >= 2
    assert len(set(found.texts())) == len(found.ticks)
    if 0.0 not in values:
        assert found.low >= 60
        assert found.high <= 100


def test_blocks_are_moved_apart_inside_their_room() -> None:
    moved = boxes.apart([10.0, 10.5, 11.0, 50.0], [4.0] * 4, (0.0, 51.0))
    assert all(two - one >= 4.0 - 1e-9 for one, two in pairwise(moved))
    assert moved[-1] + 2 <= 51.0


def _fact(number: float | None, n: int, warning: str = "") -> Fact:
    return Fact("score", f"x{number}", value=number, unit="points", n=n, warning=warning)


def test_description_tells_extremes_values_lines_and_base() -> None:
    facts = (_fact(86.25, 120), _fact(97.8, 400), _fact(86.25, 40))
    lines = (ReferenceLine("目标值", _fact(90.0, 0)),)
    found = alt.describe(
        "排序条形图", ChartData(("甲", "乙", "丙"), (Series("本年", facts),), lines)
    )
    assert "“乙”最高，为97.8分" in found.text
    assert "“甲”、“丙”并列最低，为86.3分" in found.text
    assert "甲 86.3分、乙 97.8分、丙 86.3分" in found.text
    assert "目标值90.0分" in found.text
    assert "样本量n=40～400" in found.text
    assert set(found.numerals) == {"3", "40", "400"}


def test_description_hides_the_base_of_a_hidden_value() -> None:
    facts = (_fact(90.0, 400), _fact(None, 3, "样本量不足"), None)
    found = alt.describe("图", ChartData(("甲", "乙", "丙"), (Series("", facts),)))
    assert "样本量n=400。" in found.text
    assert "n=3" not in found.text
    assert "1个数因样本量不足未列出" in found.text
    assert "1个数无数据" in found.text


def test_description_of_many_points_leaves_the_values_to_the_table() -> None:
    facts = tuple(_fact(80.0 + i, 100) for i in range(13))
    found = alt.describe("图", ChartData(tuple(f"项{i}" for i in range(13)), (Series("", facts),)))
    assert "“项12”最高，为92.0分" in found.text
    assert "项5" not in found.text


def test_lines_of_a_name_are_about_equally_long_and_dates_stay_whole() -> None:
    assert labels.wrap_evenly("停电没有通知", 14.5) == ("停电没", "有通知")
    assert labels.wrap_evenly("停电没有通知", 60.0) == ("停电没有通知",)
    assert labels.wrap_evenly("电费账单看不懂", 14.5) == ("电费账单", "看不懂")
    assert labels.wrap_evenly("2026年11月", 12.0) == ("2026年", "11月")
    assert labels.wrap("第10周", 20.0) == ("第10周",)
    assert labels.widest_chunk(["第9周", "第10周"]) == width("第10周", labels.LABEL)
