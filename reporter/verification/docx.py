"""Read the texts of a DOCX back, with the fact keys of its content controls.

Deleted text, comments, formulas and page numbers in fields are not prose; headers and footers
stand apart, because they repeat.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ..document.carriers import ITEM_PARTS, RECORD, Travelling, read_item
from ..document.picture_digest import PictureDigest
from .chart_parts import Chart, read_charts
from .package import Package, refuse
from .picture_parts import Picture, read_pictures
from .record import Passage, Span

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_DOCPR = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WATERMARK = "{urn:schemas-microsoft-com:vml}textpath"
_MARGINS = re.compile(r"word/(?:header|footer)\d*\.xml")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGES = [["PAGE"], ["PAGEREF"], ["NUMPAGES"], ["SECTIONPAGES"], ["STYLEREF"]]
_SKIP = {f"{W}{name}" for name in ("del", "moveFrom", "pPr", "rPr", "sectPr", "tblPr", "tcPr")}
_Control = tuple[str, int]  # fact key, running number of the control
_NONE: _Control = ("", 0)
_MARKS = {
    f"{W}tab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}


@dataclass(slots=True)
class _Open:
    """A paragraph being read."""

    text: str = ""
    spans: list[Span] = field(default_factory=list)
    control: int = 0  # which control the last characters stand in


@dataclass(frozen=True, slots=True)
class DocxText:
    """What a file holds: its passages, and the record that travels inside, if any.

    Of a DOCX also its native charts, and the texts of headers and footers, each once; its
    pictures, and what those of a block showed when the file was written (``drawn``). Of a web page
    the blocks of figures that hold a picture of pixels (``swapped``): ours are drawings.
    """

    passages: tuple[Passage, ...]
    record: bytes | None
    charts: tuple[Chart, ...] = ()
    margins: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    drawn: Mapping[str, tuple[PictureDigest, ...]] = field(default_factory=dict)
    swapped: tuple[str, ...] = ()


def read_docx(data: bytes, name: str) -> DocxText:
    """Return passages in document order: paragraphs, their notes and alternative texts.

    Raises:
        DataError: the file is damaged, encrypted, or no DOCX.
    """
    package = Package(data, name)
    root = package.xml("word/document.xml")
    if root is None:
        raise refuse(name, "这不是 Word 文档：缺少正文部件。")
    carried = _travelling(package)
    notes = package.xml("word/footnotes.xml")
    reader = _Reader(carried.short_keys, _notes(notes))
    reader.walk(root, _NONE)
    margins = tuple(dict.fromkeys(_margins(package)))
    charts = read_charts(package, root)
    pictures = read_pictures(package, root) if carried.pictures else ()
    return DocxText(
        tuple(reader.passages), carried.file(RECORD), charts, margins, pictures, carried.pictures
    )


def _margins(package: Package) -> Iterator[str]:
    for part in package.names():
        root = package.xml(part) if _MARGINS.fullmatch(part) else None
        if root is not None:
            reader = _Reader({}, {})
            reader.walk(root, _NONE)
            for passage in reader.passages:
                # Tabs set apart what stands left, middle and right.
                yield from (text for text in passage.text.split("\t") if text.strip())


def _notes(root: etree._Element | None) -> dict[str, etree._Element]:
    if root is None:
        return {}
    return {
        node.get(f"{W}id", ""): node
        for node in root.iter(f"{W}footnote")
        if node.get(f"{W}type", "normal") == "normal"
    }


def _travelling(package: Package) -> Travelling:
    """Return what the first custom XML part of ours carries."""
    for part in package.names():
        if not ITEM_PARTS.fullmatch(part):
            continue
        root = package.xml(part)
        found = None if root is None else read_item(root)
        if found is not None:
            return found
    return Travelling()


class _Reader:
    """Walks the body once; keeps open paragraphs and fields on stacks."""

    def __init__(self, short_keys: Mapping[str, str], notes: Mapping[str, etree._Element]) -> None:
        self.passages: list[Passage] = []
        self._short_keys = short_keys
        self._notes = notes
        self._open: list[_Open] = []
        self._fields: list[list[str]] = []  # [instruction, "" before the result | "result"]
        self._after: list[etree._Element] = []  # notes called in the open paragraph
        self._in_note = False
        self._controls = 0

    def walk(self, node: etree._Element, control: _Control) -> None:
        """Read a node and what it holds; ``control`` is the one around it."""
        if node.tag in _SKIP or node.tag == _FALLBACK or not isinstance(node.tag, str):
            return
        match etree.QName(node).localname if node.tag.startswith(W) else "":
            case "p":
                self._paragraph(node, control)
            case "sdt":
                self._control(node, control)
            case "t":
                self._write(node.text or "", control)
            case "footnoteReference":
                self._note_call(node.get(f"{W}id", ""))
            case "fldChar" | "instrText" | "fldSimple" as name:
                self._field(node, name, control)
            case _:
                self._other(node, control)

    def _other(self, node: etree._Element, control: _Control) -> None:
        if node.tag in _MARKS:
            self._write(_MARKS[str(node.tag)], control)
        elif node.tag == _MATH_TEXT:
            self._write(f"{node.text or ''} ", control)  # a blank, as in the record
        elif node.tag == _DOCPR and node.get("descr"):
            self.passages.append(Passage(node.get("descr", ""), "alt"))
        elif node.tag == _WATERMARK:
            self.passages.append(Passage(node.get("string", ""), "header"))
        self._children(node, control)

    def _children(self, node: etree._Element, control: _Control) -> None:
        for child in node:
            self.walk(child, control)

    def _paragraph(self, node: etree._Element, control: _Control) -> None:
        self._open.append(_Open())
        listed = self._in_contents()
        self._children(node, control)
        done = self._open.pop()
        if listed or self._in_contents():
            # Editors turn the page number of an entry into plain text after the last tab.
            head, tab, _ = done.text.rpartition("\t")
            self.passages.append(Passage(head if tab else done.text, "contents"))
        elif done.text.strip():
            self.passages.append(Passage(done.text, "paragraph", tuple(done.spans)))
        if not self._open:
            self._read_notes()

    def _in_contents(self) -> bool:
        return any(words.split()[:1] == ["TOC"] for words, _ in self._fields)

    def _note_call(self, name: str) -> None:
        note = self._notes.get(name)
        if note is not None and not self._in_note:
            self._after.append(note)

    def _read_notes(self) -> None:
        notes, self._after = self._after, []
        self._in_note = True
        for note in notes:
            self._children(note, _NONE)
        self._in_note = False

    def _control(self, node: etree._Element, control: _Control) -> None:
        tag = node.find(f"{W}sdtPr/{W}tag")
        value = "" if tag is None else tag.get(f"{W}val", "")
        self._controls += 1
        key = self._short_keys.get(value, value)
        content = node.find(f"{W}sdtContent")
        if content is not None:
            self._children(content, (key, self._controls) if key else control)

    def _write(self, text: str, control: _Control) -> None:
        if not self._open or self._hidden():
            return
        paragraph = self._open[-1]
        start = len(paragraph.text)
        paragraph.text += text
        key, number = control
        if key and text:
            if paragraph.spans and paragraph.control == number:
                start = paragraph.spans.pop()[0]  # one control, several runs
            paragraph.spans.append((start, len(paragraph.text), key))
        paragraph.control = number

    def _hidden(self) -> bool:
        """True inside instructions, and inside results that are page numbers."""
        return any(
            not state or instruction.upper().split()[:1] in _PAGES
            for instruction, state in self._fields
        )

    def _field(self, node: etree._Element, name: str, control: _Control) -> None:
        kind = node.get(f"{W}fldCharType", "")
        if name == "fldSimple":
            self._fields.append([node.get(f"{W}instr", ""), "result"])
            self._children(node, control)
            self._fields.pop()
        elif name == "fldChar" and kind == "begin":
            self._fields.append(["", ""])
        elif self._fields and name == "instrText":
            self._fields[-1][0] += node.text or ""
        elif self._fields and kind == "separate":
            self._fields[-1][1] = "result"
        elif self._fields and kind == "end":
            self._fields.pop()
