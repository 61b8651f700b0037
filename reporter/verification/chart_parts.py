"""Read the native charts of a DOCX: what each series caches, and the workbook behind it.

Source: ISO/IEC 29500-1, part DrawingML charts. LibreOffice writes chart parts anew, with
references that no longer point into the workbook; then names alone connect the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from ..errors import DataError
from .package import Package
from .picture_parts import mark_of
from .workbook import Cell, read_cells, relations

_C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MOST_POINTS = 100_000
_AREA = re.compile(
    r"(?:'(?P<quoted>(?:[^']|'')+)'|(?P<bare>[^'!]+))!"
    r"\$?(?P<column>[A-Z]{1,3})\$?(?P<first>\d{1,7})(?::\$?(?P=column)\$?(?P<last>\d{1,7}))?"
)

Axis = Literal["value", "x"]
Place = tuple[str, str, int]
"""Sheet, column letters, row."""


@dataclass(frozen=True, slots=True)
class Point:
    """One number a series caches; ``cell`` is where the workbook should hold it, if known."""

    series: str
    category: str
    axis: Axis
    text: str
    cell: Place | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """One native chart: the mark of the block around it, its points, its printed texts.

    ``names`` are those of its categories, each with the cell that holds it, if known.
    ``cells`` is None when the file holds no workbook for it, or one that cannot be read.
    """

    mark: str
    points: tuple[Point, ...]
    texts: tuple[str, ...]
    cells: Mapping[Place, Cell] | None
    names: tuple[tuple[str, Place | None], ...] = ()


def read_charts(package: Package, document: etree._Element) -> tuple[Chart, ...]:
    """Return the charts that the body refers to, in document order.

    Raises:
        DataError: a part is damaged.
    """
    parts = relations(package, "word/document.xml")
    found = []
    for node in document.iter(f"{_C}chart"):
        part = parts.get(node.get(_ID, ""))
        root = None if part is None else package.xml(part)
        if part is not None and root is not None:
            paragraph = next(node.iterancestors(f"{_W}p"), None)
            mark = "" if paragraph is None else mark_of(paragraph)
            found.append(_chart(package, part, root, mark))
    return tuple(found)


def _chart(package: Package, part: str, root: etree._Element, mark: str) -> Chart:
    others = relations(package, part)
    cells = None
    for node in root.iter(f"{_C}externalData"):
        data = package.read(others.get(node.get(_ID, ""), ""))
        try:
            cells = None if data is None else read_cells(data, package.name)
        except DataError:
            cells = None  # said as "no workbook": the numbers of the chart itself are still read
    points: list[Point] = []
    names: dict[tuple[str, Place | None], None] = {}
    for series in root.iter(f"{_C}ser"):
        points += _points(series)
        names |= {(text, cell): None for _, text, cell in _cached(series.find(f"{_C}cat"))}
        if len(points) > _MOST_POINTS:
            break
    texts = tuple(_texts(package, root, others))
    return Chart(mark, tuple(points), texts, cells, tuple(names))


def _texts(package: Package, root: etree._Element, others: Mapping[str, str]) -> Iterator[str]:
    """Yield the paragraphs printed in the chart: labels, titles, boxes laid over it."""
    shapes = [package.xml(others.get(n.get(_ID, ""), "")) for n in root.iter(f"{_C}userShapes")]
    for tree in (root, *(shape for shape in shapes if shape is not None)):
        for node in tree.iter(f"{_A}p"):
            text = "".join(part.text or "" for part in node.iter(f"{_A}t"))
            if text.strip():
                yield text


def _points(series: etree._Element) -> Iterator[Point]:
    name = " ".join(text for _, text, _ in _cached(series.find(f"{_C}tx")))
    names = {index: text for index, text, _ in _cached(series.find(f"{_C}cat"))}
    axes: tuple[tuple[str, Axis], ...] = (("val", "value"), ("yVal", "value"), ("xVal", "x"))
    for tag, axis in axes:
        node = series.find(f"{_C}{tag}")
        if node is None or (tag == "xVal" and node.find(f"{_C}strRef") is not None):
            continue
        for index, text, cell in _cached(node):
            yield Point(name, names.get(index, ""), axis, text, cell)
    for bars in series.iterfind(f"{_C}errBars"):  # how far limits lie from the values
        for tag in ("plus", "minus"):
            for index, text, cell in _cached(bars.find(f"{_C}{tag}")):
                yield Point(f"{name}（绘图用）", names.get(index, ""), "value", text, cell)


def _cached(node: etree._Element | None) -> Iterator[tuple[int, str, Place | None]]:
    """Yield index, text and place of what a series caches; of several levels the first."""
    if node is None:
        return
    places = _places(next((f.text or "" for f in node.iter(f"{_C}f")), ""))
    levels = list(node.iter(f"{_C}lvl"))
    if node.find(f"{_C}v") is not None:  # a name typed into the chart
        yield 0, node.findtext(f"{_C}v") or "", None
    for point in (levels[0] if levels else node).iter(f"{_C}pt"):
        index = point.get("idx", "")
        if index.isdigit() and len(index) < 8:
            at = int(index)
            yield at, point.findtext(f"{_C}v") or "", places.get(at)


def _places(area: str) -> dict[int, Place]:
    """Return the cells of a reference such as ``'数据'!$B$2:$B$9`` by their order."""
    match = _AREA.fullmatch(area.strip())
    if match is None:
        return {}
    sheet = (match["quoted"] or match["bare"] or "").replace("''", "'")
    first = int(match["first"])
    last = min(int(match["last"] or first), first + _MOST_POINTS)
    return {index: (sheet, match["column"], first + index) for index in range(last - first + 1)}
