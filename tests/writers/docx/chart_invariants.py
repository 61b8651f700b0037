"""What a native chart must keep and no schema says: each finding is a sentence."""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Iterator

from lxml import etree
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from tests.packages import unzipped

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_AXES = ("catAx", "valAx", "dateAx", "serAx")
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def chart_problems(package: bytes) -> list[str]:
    """Return every fault found in the charts of a DOCX file."""
    parts = unzipped(package)
    found = list(_names(parts))
    used: list[str] = []
    for name in sorted(parts):
        if re.fullmatch(r"word/charts/chart\d+\.xml", name):
            tree = etree.fromstring(parts[name])
            found += [f"{name}: {text}" for text in (*_axes(tree), *_series(tree), *_look(tree))]
            book = _workbook(name, tree, parts)
            if book is None:
                found.append(f"{name}: the workbook is missing")
                continue
            used.append(book)
            cells = load_workbook(io.BytesIO(parts[book]), data_only=True)
            found += [f"{name}: {text}" for text in _caches(tree, cells)]
    if len(set(used)) != len(used):
        found.append("two charts share a workbook")
    return found


def _names(parts: dict[str, bytes]) -> Iterator[str]:
    """Charts are numbered from 1; the document shows each of them once."""
    charts = [name for name in parts if name.startswith("word/charts/chart")]
    wanted = {f"word/charts/chart{i}.xml" for i in range(1, len(charts) + 1)}
    if set(charts) != wanted:
        yield "charts are not numbered one after the other"
    rels = etree.fromstring(parts["word/_rels/document.xml.rels"])
    ids = {
        node.get("Id"): posixpath.join("word", node.get("Target", ""))
        for node in rels
        if node.get("Type", "").endswith("/chart")
    }
    tree = etree.fromstring(parts["word/document.xml"])
    shown = [ids.get(node.get(f"{R}id")) for node in tree.iter(f"{C}chart")]
    if sorted(map(str, shown)) != sorted(wanted):
        yield "charts and their frames do not agree"
    for book in (name for name in parts if name.endswith(".xlsx")):
        if _SHEET.encode() not in parts["[Content_Types].xml"]:
            yield f"{book} has no content type"


def _workbook(name: str, tree: etree._Element, parts: dict[str, bytes]) -> str | None:
    """Return the part that the chart's external data leads to."""
    node = tree.find(f"{C}externalData")
    folder, base = posixpath.split(name)
    rels = parts.get(f"{folder}/_rels/{base}.rels")
    if node is None or rels is None:
        return None
    for rel in etree.fromstring(rels):
        if rel.get("Id") == node.get(f"{R}id") and rel.get("Type", "").endswith("/package"):
            target = posixpath.normpath(posixpath.join(folder, rel.get("Target", "")))
            return target if target in parts else None
    return None


def _axes(tree: etree._Element) -> Iterator[str]:
    axes = [node for tag in _AXES for node in tree.iter(f"{C}{tag}")]
    ids = [_val(node, "axId") for node in axes]
    if len(set(ids)) != len(ids):
        yield "two axes have one id"
    crossed = {_val(node, "axId"): _val(node, "crossAx") for node in axes}
    for one, other in crossed.items():
        if crossed.get(other) != one:
            yield f"axis {one} crosses {other}, which does not cross it"
    used, groups = set(), set()
    for group in tree.iterfind(f".//{C}plotArea/*"):
        wanted = [str(node.get("val")) for node in group.iterfind(f"{C}axId")]
        if group.tag in {f"{C}{tag}" for tag in _AXES}:
            continue
        used |= set(wanted)
        if wanted and (group.tag, *wanted) in groups:
            yield "two groups of a kind stand on the same axes"
        groups.add((group.tag, *wanted))
        yield from (f"axis {name} is missing" for name in wanted if name not in ids)
        if len(wanted) == 2 and crossed.get(wanted[0]) != wanted[1]:
            yield "a group stands on axes that do not cross"
    yield from (f"axis {name} belongs to nothing" for name in ids if name not in used)


def _series(tree: etree._Element) -> Iterator[str]:
    series = list(tree.iter(f"{C}ser"))
    for tag in ("idx", "order"):
        values = [_val(node, tag) for node in series]
        if len(set(values)) != len(values):
            yield f"two series have one {tag}"
    if not series:
        yield "there is nothing to draw"
    for node in series:
        count = max((int(n.get("val", "0")) for n in node.iter(f"{C}ptCount")), default=0)
        for point in (*node.iterfind(f"{C}dPt"), *node.iterfind(f"{C}dLbls/{C}dLbl")):
            if int(_val(point, "idx") or "-1") not in range(count):
                yield "a point is set off that does not exist"
    for node in tree.iterfind(f".//{C}legendEntry"):
        if int(_val(node, "idx") or "-1") not in range(len(series)):
            yield "a legend entry is left out that does not exist"


def _look(tree: etree._Element) -> Iterator[str]:
    for tag in (f"{A}defRPr", f"{A}rPr"):
        for node in tree.iter(tag):
            if {child.tag for child in node} < {f"{A}latin", f"{A}ea", f"{A}cs"}:
                yield "a text does not name its fonts"
    for node in tree.iter(f"{A}schemeClr"):
        yield f"colour {node.get('val')} is the theme's"
    if _val(tree.find(f"{C}chart"), "autoTitleDeleted") != "1":
        yield "a title may show itself"


def _caches(tree: etree._Element, book: Workbook) -> Iterator[str]:
    for ref in (*tree.iter(f"{C}strRef"), *tree.iter(f"{C}numRef")):
        place = ref.findtext(f"{C}f") or ""
        match = re.fullmatch(r"'(.+)'!\$([A-Z]+)\$(\d+)(?::\$([A-Z]+)\$(\d+))?", place)
        if match is None or match[1] not in book.sheetnames:
            yield f"reference {place} leads nowhere"
            continue
        start = f"{match[2]}{match[3]}"
        end = f"{match[4]}{match[5]}" if match[4] else start
        cells = [cell.value for row in book[match[1]][f"{start}:{end}"] for cell in row]
        cache = ref[1]
        points = {int(n.get("idx", "")): n.findtext(f"{C}v") for n in cache.iterfind(f"{C}pt")}
        if int(_val(cache, "ptCount") or "-1") != len(cells):
            yield f"the cache of {place} has not as many places as there are cells"
        if not set(points) <= set(range(len(cells))):
            yield f"the cache of {place} holds points beyond its cells"
        for i, cell in enumerate(cells):
            if not _same(cell, points.get(i)):
                yield f"the cache of {place} says {points.get(i)} where the cell says {cell}"


def _same(cell: object, cached: str | None) -> bool:
    if cell is None or cached is None:
        return cell is None and cached is None
    if isinstance(cell, (int, float)):
        return abs(float(cached) - cell) < 1e-9
    return str(cell) == cached


def _val(node: etree._Element | None, tag: str) -> str:
    child = None if node is None else node.find(f"{C}{tag}")
    return "" if child is None else str(child.get("val", ""))
