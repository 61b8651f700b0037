"""Path diagram: boxes apart, arrows from box to box and through none, sure ones solid."""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from itertools import combinations

import pytest

from reporter.analysis.studies.parts.path_models import presets
from reporter.charts import ChartData, Drawing, Series, Style, TooManyError, draw
from reporter.charts.kit.boxes import Box, crossed
from reporter.facts.fact import Fact

from .cases import check_layout, fact, series, texts

SVG = "{http://www.w3.org/2000/svg}"
MM = 25.4 / 72
Path = tuple[str, str]


def diagram(names: list[str], paths: list[Path], unsure: tuple[Path, ...] = ()) -> ChartData:
    index = series("指数", [60 + 2.5 * i for i in range(len(names))])
    ends = {end for _, end in paths}
    explained = Series(
        "R²",
        tuple(
            fact(0.3, "number", statistic="r", subject=n, decimals=2) if n in ends else None
            for n in names
        ),
    )
    rows = []
    for number, end in enumerate(names):
        facts: list[Fact | None] = []
        for start in names:
            low = -0.1 if (start, end) in unsure else 0.1
            subject = f"{start}{end}"
            facts.append(
                fact(
                    0.3 + number / 50,
                    "number",
                    statistic="path",
                    subject=subject,
                    decimals=2,
                    ci_low=low,
                    ci_high=0.9,
                )
                if (start, end) in paths
                else None
            )
        if any(facts):
            rows.append(Series(end, tuple(facts)))
    return ChartData(tuple(names), (index, explained, *rows))


def preset(name: str) -> tuple[list[str], list[Path]]:
    model = presets()[name]
    return model["constructs"], [(a, b) for a, ends in model["paths"].items() for b in ends]


def shapes(drawing: Drawing) -> list[tuple[list[tuple[float, float]], ET.Element]]:
    """Return the corners of every shape, in millimetres."""
    found = []
    for node in ET.fromstring(drawing.svg).iter(f"{SVG}path"):
        numbers = [float(n) * MM for n in re.findall(r"-?[\d.]+", node.get("d", ""))]
        found.append((list(zip(numbers[::2], numbers[1::2], strict=True)), node))
    return found


def boxes(drawing: Drawing) -> list[Box]:
    """Return the boxes of the picture: rectangles with an edge."""
    found = []
    for points, node in shapes(drawing):
        if len(points) == 4 and "stroke" in node.attrib:
            xs, ys = zip(*points, strict=True)
            found.append(Box(min(xs), min(ys), max(xs), max(ys)))
    return found


def lines(drawing: Drawing) -> list[tuple[tuple[float, float], tuple[float, float], bool]]:
    """Return the lines below the legend, and whether they are broken."""
    return [
        (points[0], points[1], "stroke-dasharray" in node.attrib)
        for points, node in shapes(drawing)
        if len(points) == 2 and points[0][1] > 7
    ]


@pytest.mark.parametrize("name", ["acsi", "ecsi", "ccsi"])
def test_no_arrow_runs_through_a_box(name: str) -> None:
    names, paths = preset(name)
    drawing = draw("path", diagram(names, paths))
    check_layout(drawing)
    found, ways = boxes(drawing), lines(drawing)
    assert len(found) == len(names)
    assert len(ways) == len(paths)
    for one, other in combinations(found, 2):
        assert not one.touches(other)
    for box in found:
        inner = Box(box.left + 0.5, box.top + 0.5, box.right - 0.5, box.bottom - 0.5)
        assert crossed(inner, [(a, b) for a, b, _ in ways]) == 0


@pytest.mark.parametrize("name", ["acsi", "ecsi", "ccsi"])
def test_every_label_stands_on_its_own_arrow(name: str) -> None:
    names, paths = preset(name)
    data = diagram(names, paths)
    drawing = draw("path", data)
    found = {box.middle for box in boxes(drawing)}
    assert len(found) == len(names)
    ways = lines(drawing)
    labels = [
        ((left + right) / 2, (top + bottom) / 2)
        for text, left, top, right, bottom in texts(drawing)
        if re.fullmatch(r"0\.\d\d", text)
    ]
    assert len(labels) == len(ways)
    for (x, y), (a, b, _) in zip(labels, ways, strict=True):  # both in the order of arrows
        long = math.dist(a, b)
        off = abs((b[0] - a[0]) * (a[1] - y) - (a[0] - x) * (b[1] - a[1])) / long
        assert off < 0.6


def test_arrows_go_from_cause_to_effect() -> None:
    drawing = draw("path", diagram(["甲", "乙"], [("甲", "乙")]))
    place = {text: (left, top) for text, left, top, *_ in texts(drawing)}
    assert place["甲"][0] < place["乙"][0]
    ((a, b, _),) = lines(drawing)
    assert a[0] < b[0]


def test_unsure_paths_are_broken_and_said() -> None:
    names, paths = preset("acsi")
    unsure = (("顾客期望", "感知价值"), ("顾客抱怨", "顾客忠诚"))
    drawing = draw("path", diagram(names, paths, unsure))
    assert sum(broken for *_, broken in lines(drawing)) == 2
    assert "顾客期望→感知价值 0.34（区间含0）" in drawing.alt
    assert "顾客期望→感知质量 0.32；" in drawing.alt
    assert drawing.alt == "".join(part.text for part in drawing.alt_parts)


def test_the_table_beside_it_holds_every_number() -> None:
    names, paths = preset("ecsi")
    drawing = draw("path", diagram(names, paths))
    printed = sum(len(line) for line in drawing.values)
    assert printed == sum(cell is not None for row in drawing.table.rows for cell in row)


def test_the_same_picture_every_time() -> None:
    names, paths = preset("ecsi")
    assert draw("path", diagram(names, paths)).svg == draw("path", diagram(names, paths)).svg


@pytest.mark.parametrize("width", [100.0, 120.0, 246.0])
def test_widths(width: float) -> None:
    names, paths = preset("ccsi")
    drawing = draw("path", diagram(names, paths), Style(width_mm=width))
    check_layout(drawing)


def test_what_it_refuses() -> None:
    names, paths = preset("ccsi")
    with pytest.raises(TooManyError, match="太窄"):
        draw("path", diagram(names, paths), Style(width_mm=80.0))
    many = [f"构念{i}" for i in range(13)]
    with pytest.raises(TooManyError):
        draw("path", diagram(many, [(many[0], many[1])]))
    with pytest.raises(ValueError, match="圈"):
        draw("path", diagram(["甲", "乙"], [("甲", "乙"), ("乙", "甲")]))
    with pytest.raises(ValueError, match="至少"):
        draw("path", ChartData(("甲",), (series("指数", [1.0]),)))
    data = diagram(["甲", "乙"], [("甲", "乙")])
    wrong = ChartData(data.categories, (*data.series, Series("丙", data.series[0].facts)))
    with pytest.raises(ValueError, match="丙"):
        draw("path", wrong)
