"""What Word demands and no schema says: each finding is a sentence.

Word repairs or refuses files with these faults, and most validators let them pass.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
FORBIDDEN = ("python-docx", "MS Mincho", "ＭＳ", "ja-JP", "updateFields", "w:dirty", "Yu Mincho")
MAY_BE_EMPTY = ("SectionEnd", "Heading1", "Heading2", "Heading3", "Heading4")  # a live number


def problems(data: bytes) -> list[str]:
    """Return every fault found in a DOCX file."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist()}
    trees = {
        name: etree.fromstring(content)
        for name, content in parts.items()
        if name.endswith((".xml", ".rels"))
    }
    found = list(_container(archive, parts))
    for name, tree in trees.items():
        if name.startswith("word/") and name.endswith(".xml"):
            found += [f"{name}: {text}" for text in _story(tree, trees)]
            found += [f"{name}: {text}" for text in _relations(name, tree, parts, trees)]
    found += _document(trees)
    found += _core(trees["docProps/core.xml"])
    return found


def _container(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> Iterator[str]:
    names = archive.namelist()
    if names[0] != "[Content_Types].xml" or names[1:] != sorted(names[1:]):
        yield "parts are not in order"
    if len(set(names)) != len(names):
        yield "a part stands twice in the ZIP"
    yield from _content_types(parts, names[1:])
    for info in archive.infolist():
        if info.date_time != (1980, 1, 1, 0, 0, 0):
            yield f"{info.filename} has a date"
    for name, content in parts.items():
        for word in FORBIDDEN:
            if word.encode() in content and not name.startswith("customXml"):
                yield f"{name} holds {word}"


def _content_types(parts: dict[str, bytes], names: list[str]) -> Iterator[str]:
    types = etree.fromstring(parts["[Content_Types].xml"])
    known = {node.get("PartName", "").lstrip("/") for node in types}
    endings = {node.get("Extension") for node in types} - {None}
    for name in names:
        if name not in known and name.rsplit(".", 1)[-1] not in endings:
            yield f"{name} has no content type"
    for name in known - {""} - set(names):
        yield f"{name} has a content type and no part"


def _story(tree: etree._Element, trees: dict[str, etree._Element]) -> Iterator[str]:
    yield from _tables(tree)
    yield from _fields(tree)
    yield from _styles_used(tree, trees)
    for prefix in (tree.get(f"{MC}Ignorable") or "").split():
        if prefix not in tree.nsmap:
            yield f"Ignorable names the undeclared prefix {prefix}"
    yield from _numbers(tree)
    yield from _identities(tree)


def _numbers(tree: etree._Element) -> Iterator[str]:
    for node in tree.iter():
        for attribute, value in node.attrib.items():
            number = attribute in {f"{W}w", f"{W}sz", f"{W}before", f"{W}left", f"{W}right"}
            if number and not re.fullmatch(r"-?\d+", value):
                yield f"{node.tag} {attribute} is {value}"


def _identities(tree: etree._Element) -> Iterator[str]:
    for kind, tag, key in (
        ("drawing", f"{WP}docPr", "id"),
        ("bookmark", f"{W}bookmarkStart", f"{W}id"),
        ("bookmark name", f"{W}bookmarkStart", f"{W}name"),
    ):
        for value, count in Counter(node.get(key) for node in tree.iter(tag)).items():
            if count > 1:
                yield f"{kind} {value} stands {count} times"
    ids = Counter(n.get(f"{W}val") for p in tree.iter(f"{W}sdtPr") for n in p.iter(f"{W}id"))
    yield from (f"content control id {value} is not unique" for value, n in ids.items() if n > 1)
    for node in tree.iter(f"{W}tag"):
        if not 0 < len(node.get(f"{W}val", "")) <= 64:
            yield f"tag {node.get(f'{W}val')} is too long or empty"
    for node in tree.iter(f"{WP}docPr"):
        if not node.get("descr", "").strip():
            yield f"picture {node.get('id')} has no alternative text"
    starts = sorted(node.get(f"{W}id", "") for node in tree.iter(f"{W}bookmarkStart"))
    if starts != sorted(node.get(f"{W}id", "") for node in tree.iter(f"{W}bookmarkEnd")):
        yield "a bookmark does not end"


def _tables(tree: etree._Element) -> Iterator[str]:
    for cell in tree.iter(f"{W}tc"):
        if len(cell) == 0 or cell[-1].tag != f"{W}p":
            yield "a cell does not end with a paragraph"
    for table in tree.iter(f"{W}tbl"):
        following = table.getnext()
        if following is None or following.tag == f"{W}tbl":
            yield "a table is not followed by a paragraph"
        grid = [int(node.get(f"{W}w", "0")) for node in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        if not grid or not all(width > 0 for width in grid):
            yield "a table has no column widths"
        total = table.find(f"{W}tblPr/{W}tblW")
        if total is None or sum(grid) != int(total.get(f"{W}w")):
            yield "column widths do not add up to the table's"
        rows = table.findall(f"{W}tr")
        if not rows:
            yield "a table has no rows"
        yield from _grid(rows, grid)


def _grid(rows: list[etree._Element], grid: list[int]) -> Iterator[str]:
    open_spans: dict[int, int] = {}
    for row in rows:
        cells = row.findall(f"{W}tc")
        column, now = 0, {}
        for cell in cells:
            span_node = cell.find(f"{W}tcPr/{W}gridSpan")
            span = 1 if span_node is None else int(span_node.get(f"{W}val"))
            merge = cell.find(f"{W}tcPr/{W}vMerge")
            if merge is not None:
                if merge.get(f"{W}val") != "restart" and open_spans.get(column) != span:
                    yield "a vertical span continues nothing"
                now[column] = span
            width = int(cell.find(f"{W}tcPr/{W}tcW").get(f"{W}w"))
            if width != sum(grid[column : column + span]):
                yield "a cell is not as wide as its columns"
            column += span
        open_spans = now
        if column != len(grid):
            yield f"a row has {column} of {len(grid)} columns"


def _fields(tree: etree._Element) -> Iterator[str]:
    stack: list[str] = []
    for node in tree.iter(f"{W}fldChar", f"{W}instrText"):
        kind = node.get(f"{W}fldCharType", "instr")
        if kind == "begin":
            stack.append("begin")
        elif not stack:
            yield f"field part {kind} stands outside a field"
        elif kind == "separate":
            stack[-1] = "separate"
        elif kind == "end" and stack.pop() != "separate":
            yield "a field has no result"
    if stack:
        yield "a field does not end"


def _styles_used(tree: etree._Element, trees: dict[str, etree._Element]) -> Iterator[str]:
    known = {node.get(f"{W}styleId") for node in trees["word/styles.xml"].iter(f"{W}style")}
    tags = ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")
    for node in tree.iter(*(W + tag for tag in tags)):
        if node.get(f"{W}val") not in known:
            yield f"style {node.get(f'{W}val')} is missing"
    numbers = {node.get(f"{W}numId") for node in trees["word/numbering.xml"].iter(f"{W}num")}
    for node in tree.iter(f"{W}numPr"):
        number = node.find(f"{W}numId")
        if number is not None and number.get(f"{W}val") not in numbers:
            yield f"numbering {number.get(f'{W}val')} is missing"


def _relations(
    name: str, tree: etree._Element, parts: dict[str, bytes], trees: dict[str, etree._Element]
) -> Iterator[str]:
    folder, base = posixpath.split(name)
    rels = trees.get(f"{folder}/_rels/{base}.rels")
    known = {} if rels is None else {node.get("Id"): node for node in rels}
    for node in known.values():
        target = posixpath.normpath(posixpath.join(folder, node.get("Target", "")))
        if node.get("TargetMode") != "External" and target not in parts:
            yield f"relationship to {target} leads nowhere"
    for node in tree.iter():
        for attribute, value in node.attrib.items():
            if attribute.startswith(R) and value not in known:
                yield f"relationship {value} is missing"


def _document(trees: dict[str, etree._Element]) -> Iterator[str]:
    tree = trees["word/document.xml"]
    body = tree[0]
    if body[-1].tag != f"{W}sectPr":
        yield "the body does not end with section properties"
    names = {node.get(f"{W}name") for node in tree.iter(f"{W}bookmarkStart")}
    stories = [tree for name, tree in trees.items() if re.match(r"word/[a-z]+\d*\.xml", name)]
    for story in stories:
        for node in story.iter(f"{W}hyperlink"):
            target = node.get(f"{W}anchor")
            if target is not None and target not in names:
                yield f"link to the missing bookmark {target}"
        for node in story.iter(f"{W}instrText"):
            words = (node.text or "").split()
            if words and words[0] in ("REF", "PAGEREF") and words[1] not in names:
                yield f"field {node.text} refers to a missing bookmark"
    notes = {node.get(f"{W}id") for node in trees["word/footnotes.xml"].iter(f"{W}footnote")}
    used = [node.get(f"{W}id") for node in tree.iter(f"{W}footnoteReference")]
    if len(set(used)) != len(used) or set(used) | {"-1", "0"} != notes:
        yield "footnotes and their marks do not agree"
    for para in tree.iter(f"{W}p"):
        style = para.find(f"{W}pPr/{W}pStyle")
        in_cell = para.getparent().tag == f"{W}tc"
        if len(para) < 2 and not in_cell and style.get(f"{W}val") not in MAY_BE_EMPTY:
            yield f"an empty paragraph in style {style.get(f'{W}val')}"


def _core(tree: etree._Element) -> Iterator[str]:
    for tag, count in Counter(node.tag for node in tree).items():
        if count > 1:
            yield f"property {tag} stands twice"
    for node in tree:
        if node.tag.endswith(("created", "modified")) and not re.fullmatch(
            r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", node.text or ""
        ):
            yield f"{node.tag} is no date"
