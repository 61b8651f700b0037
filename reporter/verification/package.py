"""Open a DOCX that may come from anywhere: limits on size, no entities, Chinese messages."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from ..archives import Archive, ArchiveError, Limits, xml_from_elsewhere
from ..errors import DataError, Place, Problem

_LIMITS = Limits()


def refuse(name: str, what: str, hint: str = "") -> DataError:
    """Return the error for a file that cannot be verified."""
    fallback = "请选择本程序生成的、未损坏的报告文件。"
    return DataError(Problem("verify.file_unreadable", what, hint or fallback, Place(file=name)))


class Package:
    """Parts of a DOCX by name."""

    def __init__(self, data: bytes, name: str) -> None:
        """Open the package.

        Raises:
            DataError: no ZIP, encrypted, or larger inside than a report can be.
        """
        self.name = name
        try:
            self._archive = Archive(data, _LIMITS)
        except ArchiveError as error:
            raise _refusal(error, name) from None
        self._names = frozenset(self._archive.names())

    def names(self) -> Sequence[str]:
        """Return the names of all parts, sorted."""
        return sorted(self._names)

    def read(self, part: str) -> bytes | None:
        """Return a part's bytes, or None when there is no such part."""
        if part not in self._names:
            return None
        try:
            return self._archive.read(part)
        except ArchiveError:
            raise refuse(self.name, f"文件已损坏：部件 {part} 读不出来。") from None

    def xml(self, part: str) -> etree._Element | None:
        """Return a part as a tree, or None when there is no such part."""
        data = self.read(part)
        return None if data is None else parse_xml(data, self.name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML without entities, network or a document type.

    Raises:
        DataError: not well formed, or it declares a document type.
    """
    try:
        root = xml_from_elsewhere(data)
    except etree.XMLSyntaxError:
        raise refuse(name, "文件已损坏：内部的 XML 不完整。") from None
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise refuse(name, "文件内含文档类型声明，为安全起见不予读取。")
    return root


def _refusal(error: ArchiveError, name: str) -> DataError:
    if error.reason == "password":
        return refuse(name, "文件设有密码。", "请先去掉密码再核对。")
    if error.reason == "broken":
        return refuse(name, "文件已损坏，或不是 DOCX 文件。")
    if error.reason == "ratio":
        return refuse(name, "文件的压缩比异常，为安全起见不予读取。")
    return refuse(name, "文件解压后过大，不像是一份报告。")
