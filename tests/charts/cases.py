"""Data for every chart, plain and nasty, and what a finished picture is looked at for."""

from __future__ import annotations

import hashlib
import xml.etree.ElementTree as ET

from reporter.charts import ChartData, Drawing, ReferenceLine, Series, draw
from reporter.charts.kit.faces import width
from reporter.facts.fact import Fact

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4 / 72
KINDS = (
    "bars",
    "benchmark",
    "better_worse",
    "columns",
    "control",
    "dumbbell",
    "heat",
    "lollipop",
    "pareto",
    "path",
    "pie",
    "quadrant",
    "radar",
    "stacked",
    "survival",
    "trend",
    "waterfall",
)
WITH_LINES = (
    "bars",
    "benchmark",
    "better_worse",
    "columns",
    "lollipop",
    "quadrant",
    "survival",
    "trend",
)
SHARES = ("stacked", "pie", "pareto")  # their numbers are parts of 100%
LONG = "信息反馈渠道（微信公众号、客户经理、12313热线及ChengXinService_Platform）畅通且回复及时"
NASTY = ("$5和$6$", "_下划线", "100%满意\\alpha", "<b>&amp;</b>", "诚心服务", "诚心服务", LONG)
COUNTIES = (
    "城区",
    "东山县",
    "西河县",
    "南平县",
    "北原县",
    "临江县",
    "青云区",
    "高新技术产业开发区",
)


def fact(number: float | None, unit: str = "points", **more: object) -> Fact:
    parts = {"statistic": "score", "n": 400, **more}
    return Fact(value=number, unit=unit, **parts)  # type: ignore[arg-type]


def series(
    name: str, numbers: list[float | str | None], unit: str = "points", **more: object
) -> Series:
    facts: list[Fact | None] = []
    for i, number in enumerate(numbers):
        if number == "*":
            facts.append(fact(None, unit, subject=f"{name}{i}", warning="样本量不足", **more))
        else:
            known = (
                None if number is None else fact(float(number), unit, subject=f"{name}{i}", **more)
            )
            facts.append(known)
    return Series(name, tuple(facts))


def _pie(names: tuple[str, ...], gap: bool) -> ChartData:
    count = len(names)
    share: list[float | str | None] = [
        round((i + 1) / (count * (count + 1) / 2), 3) for i in range(count)
    ]
    if gap:
        share[0] = "*"
    return ChartData(names, (series("占比", share, "share"),), unit="%")


def _pareto(names: tuple[str, ...], gap: bool) -> ChartData:
    count = len(names)
    parts = [(count - i) / (count * (count + 1) / 2) for i in range(count)]
    sums: list[float | str | None] = [sum(parts[: i + 1]) for i in range(count)]
    bars: list[float | str | None] = [*parts]
    if gap:
        bars[-1], sums[-1] = "*", None
    return ChartData(
        names, (series("占比", bars, "share"), series("累计", sums, "share")), unit="%"
    )


def _waterfall(names: tuple[str, ...], gap: bool) -> ChartData:
    steps: list[float | str | None] = [None, *((i * 7 % 5 - 2.5) / 10 for i in range(len(names)))]
    steps = [*steps[: len(names) - 1], None][: len(names)]
    if gap and len(names) > 2:
        steps[1] = "*"
    end = 91.5 + sum(step for step in steps if isinstance(step, float))
    levels: list[float | str | None] = [91.5, *[None] * (len(names) - 2), end][: len(names)]
    return ChartData(names, (series("水平", levels), series("增减", steps)))


_OF_A_WHOLE = {"pie": _pie, "pareto": _pareto}


def data_for(kind: str, names: tuple[str, ...], gap: bool = False) -> ChartData:
    """Return data of the shape a chart wants, two series (four options for ``stacked``)."""
    count = len(names)
    if kind == "stacked":
        shares = (0.52, 0.31, 0.12, 0.05)
        rows = [series(n, [s] * count, "share") for n, s in zip("优良中差", shares, strict=True)]
        return ChartData(names, tuple(rows), unit="%")
    if kind == "waterfall":
        return _waterfall(names, gap)
    if kind in _OF_A_WHOLE:
        return _OF_A_WHOLE[kind](names, gap)
    now: list[float | str | None] = [97.8 - 1.35 * i % 13 for i in range(count)]
    before: list[float | str | None] = [96.1 - 1.7 * i % 11 for i in range(count)]
    if gap:
        now[0], before[-1] = "*", None
    lines = (ReferenceLine("目标值", fact(90.0)), ReferenceLine("总体得分", fact(91.26)))
    if kind == "control":
        limits = (("中心线", 91.0), ("上控制限", 95.5), ("下控制限", 86.5))
        more = tuple(series(name, [number] * count) for name, number in limits)
        return ChartData(names, (series("得分", now), *more), scale=(60.0, 100.0))
    if kind in ("benchmark", "lollipop"):
        return ChartData(names, (series("得分", now),), lines[:1], scale=(60.0, 100.0))
    if kind == "better_worse":
        shares = tuple(
            series(name, [one if isinstance(one, str) or one is None else one / 100 for one in row])
            for name, row in (("Worse", before), ("Better", now))
        )
        halves = (ReferenceLine("分界", fact(0.5), "x"), ReferenceLine("分界", fact(0.5)))
        return ChartData(names, shares, halves, unit="")
    if kind == "quadrant":
        lines = (ReferenceLine("平均", fact(90.0), "x"), ReferenceLine("总体得分", fact(91.26)))
    both = (series("2023年", before), series("2024年", now))
    return ChartData(names, both, lines, scale=(60.0, 100.0))


def texts(drawing: Drawing) -> list[tuple[str, float, float, float, float]]:
    """Return every text of the SVG with its box: left, top, right, bottom in millimetres."""
    found = []
    for node in ET.fromstring(drawing.svg).iter(f"{SVG}text"):
        text = node.text or ""
        size = float(node.get("font-size", "nan"))
        wide = width(text, size, "font-weight" in node.attrib)
        share = {"start": 0.0, "middle": 0.5, "end": 1.0}[node.get("text-anchor", "start")]
        left = float(node.get("x", "nan")) * MM - wide * share
        base = float(node.get("y", "nan")) * MM
        found.append((text, left, base - 0.8 * size * MM, left + wide, base + 0.05 * size * MM))
    return found


def check_layout(drawing: Drawing) -> None:
    """No text leaves the sheet, no text lies on another."""
    boxes = texts(drawing)
    assert boxes
    for text, left, top, right, bottom in boxes:
        assert left >= 0, text
        assert top >= 0, text
        assert right <= drawing.width_mm, text
        assert bottom <= drawing.height_mm, text
    for i, (one, left, top, right, bottom) in enumerate(boxes):
        for other, left2, top2, right2, bottom2 in boxes[i + 1 :]:
            apart = right <= left2 or right2 <= left or bottom <= top2 or bottom2 <= top
            assert apart, (one, other)


def words(drawing: Drawing) -> str:
    return "".join(text for text, *_ in texts(drawing))


def of_shape(kind: str, names: tuple[str, ...], number: float | str | None) -> ChartData:
    """Return data of the shape a chart wants, ``number`` everywhere: a share or a score."""
    count = {"benchmark": 1, "control": 4, "pie": 1, "lollipop": 1}.get(kind, 2)
    unit = "share" if kind in SHARES else "points"
    if kind == "better_worse" and isinstance(number, float):
        number, unit = number / 100, "number"
    rows = tuple(series(f"系列{j}", [number] * len(names), unit) for j in range(count))
    return ChartData(names, rows, unit="%" if kind in SHARES else "分")


def printed(kind: str, data: ChartData) -> set[str]:
    """Return the keys of the facts whose numbers stand in the picture of a chart."""
    facts = [fact for series in data.series for fact in series.facts]
    if kind == "control":
        facts = [*data.series[0].facts, *(series.facts[-1] for series in data.series[1:])]
    if kind in ("better_worse", "quadrant", "survival"):  # points and curves without numbers
        facts = []
    if kind == "pareto":  # the first sum is the first column
        facts = [*data.series[0].facts, *data.series[1].facts[1:]]
    if kind == "waterfall":  # a level, else a step
        facts = [one or other for one, other in zip(*(s.facts for s in data.series), strict=True)]
    if kind in WITH_LINES:
        facts += [line.fact for line in data.lines]
    return {fact.key for fact in facts if fact is not None}


def equal(kind: str, names: tuple[str, ...], number: float) -> ChartData:
    """Return data of the shape a chart wants whose facts all print the same number."""
    count = {"benchmark": 1, "stacked": 4, "control": 4, "pie": 1, "lollipop": 1}.get(kind, 2)
    unit = "share" if kind in SHARES else "points"
    shown = number / 100 if kind in SHARES else number
    if kind == "better_worse":
        shown = number = number / 100
    made = tuple(series(f"系列{j}", [shown] * len(names), unit) for j in range(count))
    line = ReferenceLine("目标值80.0", fact(number, subject="line"))
    return ChartData(names, made, lines=(line,), unit="%" if kind in SHARES else "分")


def digest() -> str:
    """Return one hash over all charts, SVG, PNG and description."""
    total = hashlib.sha256()
    for kind in KINDS:
        drawing = draw(kind, data_for(kind, COUNTIES))
        for part in (drawing.svg, drawing.png(), drawing.alt.encode()):
            total.update(part)
    return total.hexdigest()
