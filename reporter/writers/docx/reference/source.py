"""Open a client's Word file that may come from anywhere, or refuse it with what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from lxml import etree

from ....archives import (
    Archive,
    ArchiveError,
    Limits,
    declares_entities,
    related_part,
    relations_part,
    xml_from_elsewhere,
)
from ....errors import Place, Problem, TemplateError
from .names import OFFICE_RELATION, Element, W

MOST_BYTES = 30 * 2**20
_MOST_XML = 20 * 2**20  # of one XML part
_LIMITS = Limits(parts=2_000, unpacked=150 * 2**20, ratio=300)
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_PLAIN_TYPES = (f"{_MAIN}document.main+xml", f"{_MAIN}template.main+xml")
_READ_LATER = ("styles", "numbering", "settings", "fontTable", "theme")
_STRICT = b"http://purl.oclc.org/ooxml/"
_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_SAVE_AS = "请用 Word 或 WPS 打开，另存为“Word 文档（*.docx）”再试。"
_NO_MACROS = "请另存为不含宏的“Word 文档（*.docx）”再试。"
_FOREIGN = (
    (b"%pdf", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"<html", "网页"),
    (b"<!doctype", "网页"),
    (b"<?xml", "XML 文件"),
    (b"\x89png", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
)


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship; ``target`` is a part's name, or an address when ``external``."""

    kind: str  # last step of the type: image, header, hyperlink
    target: str
    external: bool
    type: str


@dataclass(slots=True)
class Source:
    """The parts of the file, read when they are asked for."""

    name: str
    main: str
    _archive: Archive
    _names: frozenset[str]
    _types: Mapping[str, str]
    _trees: dict[str, Element] = field(default_factory=dict)
    _relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def refuse(self, code: str, what: str, hint: str) -> TemplateError:
        """Return (for raising) an error about the file."""
        return refuse(self.name, code, what, hint)

    def note(
        self, code: str, what: str, hint: str, severity: Literal["warning", "note"] = "warning"
    ) -> Problem:
        """Return something worth knowing about the file."""
        return Problem(f"reference.{code}", what, hint, Place(self.name), severity)

    def has(self, part: str) -> bool:
        """Tell whether there is such a part."""
        return part in self._names

    def type_of(self, part: str) -> str:
        """Return the content type of a part, "" when none is stated."""
        return self._types.get(part) or self._types.get(part.rsplit(".", 1)[-1].lower(), "")

    def read(self, part: str) -> bytes:
        """Return the bytes of a part; raises TemplateError where it cannot be read."""
        try:
            return self._archive.read(part)
        except ArchiveError:
            raise _broken(self.name, part) from None

    def tree(self, part: str) -> Element:
        """Return an XML part as a tree, parsed once."""
        if part not in self._trees:
            self._trees[part] = _parse(self.name, part, self.read(part))
        return self._trees[part]

    def relations(self, part: str) -> dict[str, Relation]:
        """Return the relationships of a part by id; none for a part without."""
        if part not in self._relations:
            rels = relations_part(part)
            rows = _rows(self.tree(rels), part) if self.has(rels) else {}
            self._relations[part] = rows
        return self._relations[part]

    def related(self, kind: str) -> str:
        """Return the part that the main part relates to as ``kind``, or ""."""
        for relation in self.relations(self.main).values():
            if relation.kind == kind and not relation.external and self.has(relation.target):
                return relation.target
        return ""


def refuse(name: str, code: str, what: str, hint: str) -> TemplateError:
    """Return (for raising) an error about the whole file."""
    return TemplateError(Problem(f"reference.{code}", what, hint, Place(name)))


def open_source(data: bytes, name: str) -> Source:
    """Open the package.

    Raises:
        TemplateError: no Word file, damaged, protected, with macros, or larger inside than
            such a file can be.
    """
    _check_kind(data, name)
    try:
        archive = Archive(data, _LIMITS)
    except ArchiveError as error:
        raise _unsafe(error, name) from None
    names = frozenset(archive.names())
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        what = "这个压缩文件不是 Word 文档。"
        raise refuse(name, "format", what, _SAVE_AS)
    bare = Source(name, "", archive, names, {})
    types = _content_types(bare.tree("[Content_Types].xml"))
    start = bare.relations("")
    main = next((r.target for r in start.values() if r.kind == "officeDocument"), "")
    source = Source(name, main, archive, names, types)
    _check_main(source)
    for kind in _READ_LATER:
        part = source.related(kind)
        if part:
            source.tree(part)  # what is damaged shall be said before anything is built
    return source


def _check_kind(data: bytes, name: str) -> None:
    if not data:
        raise refuse(name, "empty", "文件是空的（0字节）。", "请重新保存或复制这个文件。")
    if len(data) > MOST_BYTES:
        what = f"文件有{len(data) / 1e6:.0f} MB，超过{MOST_BYTES // 2**20} MB的上限。"
        raise refuse(name, "size", what, "请删去用不到的内容，压缩其中的图片。")
    if data.startswith(_OLE2):
        if "EncryptedPackage".encode("utf-16-le") in data:
            hint = "请在 Word 中取消密码（文件—信息—保护文档）后保存再试。"
            raise refuse(name, "password", "文件设有打开密码，无法读取。", hint)
        raise refuse(name, "old_format", "这是旧格式的 Word 或 WPS 文档（.doc、.wps）。", _SAVE_AS)
    head = data[:16].lower().removeprefix(b"\xef\xbb\xbf").lstrip()
    kind = next((kind for magic, kind in _FOREIGN if head.startswith(magic)), "")
    if kind:
        raise refuse(name, "format", f"文件其实是{kind}，不是 Word 文档。", _SAVE_AS)
    if not data.startswith(b"PK"):
        raise refuse(name, "format", "文件不是 Word 文档，或已损坏。", _SAVE_AS)


def _unsafe(error: ArchiveError, name: str) -> TemplateError:
    if error.reason == "password":
        return refuse(name, "password", "文件设有密码，无法读取。", "请取消密码后保存再试。")
    if error.reason in ("size", "ratio"):
        what = "文件解压后大得不正常，为安全起见不读取。"
        return refuse(name, "bomb", what, "请核对文件来源；" + _SAVE_AS.removeprefix("请"))
    return refuse(name, "broken", "文件已损坏，不是完整的 DOCX。", "请重新复制，或用备份文件。")


def _check_main(source: Source) -> None:
    main = source.main
    if not main or not source.has(main):
        what = "这个压缩文件不是 Word 文档：缺少正文部件。"
        raise source.refuse("format", what, _SAVE_AS)
    kind = source.type_of(main)
    if "macroEnabled" in kind or any(part.endswith("vbaProject.bin") for part in source._names):
        raise source.refuse("macro", "文件含有宏，为安全起见不使用。", _NO_MACROS)
    if kind not in _PLAIN_TYPES:
        what = "这不是 Word 文档（可能是表格、演示文稿或其他格式）。"
        raise source.refuse("format", what, _SAVE_AS)
    if _STRICT in source.read(main)[:4000]:
        what = "文件是“严格的开放 XML”格式。"
        raise source.refuse("strict", what, _SAVE_AS)
    root = source.tree(main)
    if root.tag != f"{W}document" or root.find(f"{W}body") is None:
        raise _broken(source.name, main)


def _content_types(root: Element) -> dict[str, str]:
    types = {}
    for node in root.iter("{*}Default", "{*}Override"):
        key = node.get("PartName", "").lstrip("/") or node.get("Extension", "").lower()
        types[key] = node.get("ContentType", "")
    return types


def _rows(root: Element, part: str) -> dict[str, Relation]:
    rows = {}
    for node in root.iter("{*}Relationship"):
        type_, target = node.get("Type", ""), node.get("Target", "")
        external = node.get("TargetMode", "").lower() == "external"
        if not external:
            target = related_part(part, target.split("#")[0])
        kind = type_.rsplit("/", 1)[-1]
        rows[node.get("Id", "")] = Relation(kind, target, external, type_ or OFFICE_RELATION)
    return rows


def _parse(name: str, part: str, data: bytes) -> Element:
    if len(data) > _MOST_XML:
        what = f"内部文件 {part[:60]} 过大，不像是样式文件。"
        raise refuse(name, "size", what, "请删去正文，只留封面、样式和页眉页脚。")
    if declares_entities(data):
        what = f"内部文件 {part[:60]} 含有实体声明，为安全起见不读取。"
        raise refuse(name, "entity", what, _SAVE_AS)
    try:
        return xml_from_elsewhere(data)
    except (etree.XMLSyntaxError, ValueError):
        raise _broken(name, part) from None


def _broken(name: str, part: str) -> TemplateError:
    what = f"文件已损坏：内部文件 {part[:60]} 读不出来。"
    return refuse(name, "broken", what, _SAVE_AS)
