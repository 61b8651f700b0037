"""The picture without texts: the same marks, one path a text, nothing that needs a font."""

from __future__ import annotations

import io
import re
import xml.etree.ElementTree as ET
import zlib
from dataclasses import replace

import pytest
from PIL import Image, ImageChops, ImageDraw

from reporter.charts import draw
from reporter.charts.kit import outlines, raster

from .cases import KINDS, data_for

SVG = "{http://www.w3.org/2000/svg}"
NAMES = ("城区", "东山县", "高新技术产业开发区")


@pytest.mark.parametrize("kind", KINDS)
def test_only_plain_elements_and_no_fonts(kind: str) -> None:
    drawing = draw(kind, data_for(kind, NAMES))
    made = drawing.outlined()
    root = ET.fromstring(made)
    assert {node.tag.removeprefix(SVG) for node in root.iter()} <= {"svg", "g", "path", "circle"}
    used = {name for node in root.iter() for name in node.attrib}
    assert not {name for name in used if "font" in name or name in ("id", "class", "style")}
    assert root.get("viewBox") == ET.fromstring(drawing.svg).get("viewBox")
    texts = drawing.svg.count(b"<text ")
    assert made.count(b"<path transform=") == texts > 0
    assert len(made) < 150_000


def test_nothing_is_drawn_that_no_output_asks_for(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name in ((outlines, "outlined"), (raster, "png")):
        monkeypatch.setattr(module, name, lambda *_: pytest.fail("drawn for nobody"))
    drawing = draw("bars", data_for("bars", NAMES))
    assert drawing.svg
    assert drawing == draw("bars", data_for("bars", NAMES))


def test_the_fullest_chart_stays_small() -> None:
    names = tuple(f"第{i}项指标甲乙丙丁" for i in range(60))
    drawing = draw("quadrant", data_for("quadrant", names))
    assert len(zlib.compress(drawing.outlined())) < 150_000  # as it lies in a DOCX


def ink(svg: bytes, size: tuple[int, int], scale: float) -> Image.Image:
    """Return the outlined texts of a picture, filled by an even-odd fill of flattened curves."""
    picture = Image.new("1", size)
    for path in ET.fromstring(svg).iter(f"{SVG}path"):
        transform = re.match(r"scale\((.+)\)", path.get("transform", ""))
        if transform is None:
            continue
        for contour in flattened(path.get("d", "")):
            points = [
                (x * float(transform[1]) * scale, y * float(transform[1]) * scale)
                for x, y in contour
            ]
            layer = Image.new("1", size)
            ImageDraw.Draw(layer).polygon(points, fill=1)
            picture = ImageChops.logical_xor(picture, layer)
    return picture


def flattened(commands: str) -> list[list[tuple[float, float]]]:
    """Return the closed lines of a path of M, l, h, v, q and z."""
    found: list[list[tuple[float, float]]] = []
    for letter, rest in re.findall(r"([Mlhvqz])([^Mlhvqz]*)", commands):
        numbers = [float(text) for text in re.findall(r"-?[\d.]+", rest)]
        if letter == "M":
            found.append([(numbers[0], numbers[1])])
            continue
        while numbers:
            x, y = found[-1][-1]
            if letter == "h":
                found[-1].append((x + numbers.pop(0), y))
            elif letter == "v":
                found[-1].append((x, y + numbers.pop(0)))
            elif letter == "l":
                found[-1].append((x + numbers.pop(0), y + numbers.pop(0)))
            else:
                a, b, c, d = (numbers.pop(0) for _ in range(4))
                for t in (0.25, 0.5, 0.75, 1.0):
                    found[-1].append(
                        (x + 2 * t * (1 - t) * a + t * t * c, y + 2 * t * (1 - t) * b + t * t * d)
                    )
    return found


@pytest.mark.parametrize("kind", ["radar", "heat"])
def test_outlines_lie_where_the_texts_lie(kind: str) -> None:
    """Filled independently they cover the dark of the PNG, and no longer where they are moved."""
    data = replace(data_for(kind, ("城区", "东山县", "西河县")), lines=())
    drawing = draw(kind, data)
    png = Image.open(io.BytesIO(drawing.png())).convert("L")
    filled = ink(drawing.outlined(), png.size, 200 / 72)
    dark = png.point(lambda grey: 255 if grey < 128 else 0, "1")

    def covered(by: int) -> float:
        moved = ImageChops.offset(filled, by, 0)
        return sum(ImageChops.logical_and(dark, moved).histogram()[1:]) / sum(
            filled.histogram()[1:]
        )

    assert sum(filled.histogram()[1:]) > 1000
    assert covered(0) > 0.5
    assert covered(0) > 1.5 * max(covered(4), covered(-4))


def test_markup_and_spaces_in_texts() -> None:
    svg = (
        b'<svg xmlns="http://www.w3.org/2000/svg" font-family="\'X\'">\n'
        b'<text x="10" y="10" font-size="9" fill="#000000">&lt;a b&gt;&amp;</text>\n</svg>\n'
    )
    root = ET.fromstring(outlines.outlined(svg))
    path = root.find(f"{SVG}path")
    assert path is not None
    assert path.get("transform") == "scale(0.0225)"
    assert path.get("d", "").startswith("M")
    assert "font-family" not in root.attrib
