"""What may travel from the client's file into a report, and what may not.

Nothing that runs, fetches or points outside; nobody's name, editing time or remark.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from ....errors import Problem
from .names import MC, PIC, W14, WP, A, Element, O, R, V, W, drop, unwrap
from .source import Source
from .styles import tidy_paragraph

_HERE = Path(__file__).parent
_TRACKED = {W + name for name in (
    "ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge", "numberingChange",
)}  # fmt: skip
_JUNK = {W + name for name in (
    "commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef", "proofErr",
    "permStart", "permEnd", "lastRenderedPageBreak", "rPrChange", "pPrChange", "sectPrChange",
    "tblPrChange", "trPrChange", "tcPrChange", "tblGridChange", "tblPrExChange", "dataBinding",
    "placeholder", "showingPlcHdr", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart",
    "moveToRangeEnd", "printerSettings", "bookmarkStart", "bookmarkEnd", "control",
)} | {f"{O}OLEObject"}  # fmt: skip
_WRAPPERS = {W + name for name in ("smartTag", "customXml")}
_OUTSIDE = {f"{W}altChunk", f"{W}subDoc"}
_NOTES = {f"{W}footnoteReference", f"{W}endnoteReference"}
_ADDRESSES = ("href", f"{R}href", f"{O}href", f"{R}link", "src")
_PATH = re.compile(r"[\\/].*\.\w{2,4}$|^[A-Za-z]:|\w\.(?:png|jpe?g|gif|bmp|emf|wmf|tiff?)$", re.I)
_PICTURE = "委托方文件中的图"
_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"


@dataclass(slots=True)
class Numbers:
    """Ids for the client's drawings and controls, far above those of the report."""

    drawing: int = 500_000
    control: int = 1_500_000_000

    def next_drawing(self) -> str:
        """Return a ``wp:docPr`` id."""
        self.drawing += 1
        return str(self.drawing)

    def next_control(self) -> str:
        """Return a content control id."""
        self.control += 1
        return str(self.control)


@dataclass(slots=True)
class Cleaner:
    """Cleans stories of one file; ``problems`` are what the client should know."""

    source: Source
    numbers: Numbers = field(default_factory=Numbers)
    problems: list[Problem] = field(default_factory=list)

    def clean(self, roots: Iterable[Element], where: str) -> None:
        """Clean elements of the story called ``where`` (封面, 页眉) in place.

        Raises:
            TemplateError: tracked changes, contents, fields or parts from outside.
        """
        for root in roots:
            self._refuse(root, where)
            self._fields(root, where)
            self._drop(root, where)
            self._renumber(root)
            for properties in root.iter(f"{W}pPr"):
                tidy_paragraph(properties)

    def _refuse(self, root: Element, where: str) -> None:
        for node in root.iter():
            if node.tag in _TRACKED:
                what = f"{where}中有未处理的修订。"
                hint = "请在 Word 中“审阅—接受所有修订”（或拒绝），保存后再试。"
                raise self.source.refuse("tracked", what, hint)
            if node.tag in _OUTSIDE:
                what = f"{where}中嵌入了其他文档，为安全起见不使用。"
                raise self.source.refuse("outside", what, "请删去嵌入的文档，改为普通文字。")

    def _fields(self, root: Element, where: str) -> None:
        for words, nodes in _fields_of(root):
            code = words.strip().upper().split(None, 1)[:1]
            name = re.split(r"[^A-Z=]", code[0], maxsplit=1)[0] if code else ""
            if name in _codes("refused"):
                what = f"{where}中有 {name} 域，它会读取或运行文件以外的内容，为安全起见不使用。"
                hint = "请选中它按 Ctrl+Shift+F9 变为普通文字，保存后再试。"
                raise self.source.refuse("field", what, hint)
            if name == "TOC":
                what = f"{where}中有目录。"
                hint = "报告自带目录，请从文件中删去这个目录。"
                raise self.source.refuse("contents", what, hint)
            if name in _codes("kept"):
                continue
            _unlink(nodes)
            if name not in ("REF", "PAGEREF", "HYPERLINK", "SEQ", "NOTEREF"):
                what = f"{where}中的 {name or '空'} 域已变为普通文字，不再更新。"
                hint = "如是日期、文件名或作者，请核对印出的内容，或改用占位符。"
                self.problems.append(self.source.note("field_unlinked", what, hint))

    def _drop(self, root: Element, where: str) -> None:
        for node in list(root.iter()):
            if node.tag in _NOTES:
                what, hint = f"{where}中的脚注、尾注不会带入报告。", "请改写为正文文字。"
                self.problems.append(self.source.note("note", what, hint))
                drop(node)
            elif node.tag in _WRAPPERS:
                for inner in node.findall(f"{node.tag}Pr"):
                    node.remove(inner)
                unwrap(node)
            elif node.tag in _JUNK or node.tag == _SVG:
                if node.tag in (f"{O}OLEObject", f"{W}control"):
                    what = f"{where}中的嵌入对象或控件不会带入报告，只留下图像。"
                    hint = "请把它另存为图片再插入。"
                    self.problems.append(self.source.note("object", what, hint))
                drop(node)
            else:
                _strip(node)
        for picture in root.iter(f"{A}blip"):
            for extensions in picture.findall(f"{A}extLst"):
                picture.remove(extensions)

    def _renumber(self, root: Element) -> None:
        for node in root.iter(f"{WP}docPr"):
            node.set("id", self.numbers.next_drawing())
        for node in root.iter(f"{WP}docPr", f"{PIC}cNvPr"):
            _hide_path(node, ("descr", "name", "title"))
            if not node.get("descr", "").strip():
                node.set("descr", _PICTURE)
        for properties in root.iter(f"{W}sdtPr"):
            for node in properties.findall(f"{W}id"):
                node.set(f"{W}val", self.numbers.next_control())
        for node in root.iter(f"{V}shape", f"{V}rect", f"{V}imagedata"):
            _settle_shape(node)


def _settle_shape(node: Element) -> None:
    _hide_path(node, ("alt", f"{O}title"))
    node.attrib.pop("ID", "")  # LibreOffice writes both, and no schema knows them here
    if node.tag == f"{V}rect":
        node.attrib.pop("path", "")
    if node.tag == f"{V}shape" and not node.get("alt", "").strip():
        node.set("alt", _PICTURE)


def _hide_path(node: Element, names: Iterable[str]) -> None:
    """Word once kept the path of a picture as its name or alternative text."""
    for name in names:
        if _PATH.search(node.get(name, "")):
            node.set(name, _PICTURE)


def _strip(node: Element) -> None:
    for name in list(node.attrib):
        is_edit_mark = str(name).startswith(f"{W}rsid") or name in (f"{W14}paraId", f"{W14}textId")
        if is_edit_mark or (name in _ADDRESSES and not str(node.tag).startswith(MC)):
            del node.attrib[name]


@cache
def _codes(kind: str) -> frozenset[str]:
    table = tomllib.loads((_HERE / "fields.toml").read_text(encoding="utf-8"))
    return frozenset(table[kind])


def _fields_of(root: Element) -> list[tuple[str, list[Element]]]:
    """Return every field: its instruction, and the elements that make it one."""
    found: list[tuple[str, list[Element]]] = []
    stack: list[tuple[list[str], list[Element]]] = []
    for node in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        kind = node.get(f"{W}fldCharType", "")
        if node.tag == f"{W}fldSimple":
            found.append((node.get(f"{W}instr", ""), [node]))
        elif kind == "begin":
            stack.append(([], [node]))
        elif stack:
            stack[-1][1].append(node)
            if node.tag == f"{W}instrText":
                stack[-1][0].append(node.text or "")
            elif kind == "end":
                words, nodes = stack.pop()
                found.append(("".join(words), nodes))
    found += [("".join(words), nodes) for words, nodes in stack]  # never ends: unlinked
    return found


def _unlink(nodes: Iterable[Element]) -> None:
    for node in nodes:
        if node.tag == f"{W}fldSimple":
            unwrap(node)
        else:
            drop(node)
