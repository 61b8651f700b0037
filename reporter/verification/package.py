"""Open a DOCX that may come from anywhere: limits on size, no entities, Chinese messages."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from typing import Any

from lxml import etree

from ..errors import DataError, Place, Problem

_MOST_PARTS = 5_000
_MOST_BYTES = 200 * 2**20  # of all parts together, uncompressed
_MOST_RATIO = 1_000


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
            self._zip = zipfile.ZipFile(BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, EOFError, OSError):
            raise refuse(name, "文件已损坏，或不是 DOCX 文件。") from None
        _check(infos, name)
        self._infos = {info.filename: info for info in infos}

    def names(self) -> Sequence[str]:
        """Return the names of all parts, sorted."""
        return sorted(self._infos)

    def read(self, part: str) -> bytes | None:
        """Return a part's bytes, or None when there is no such part."""
        info = self._infos.get(part)
        if info is None:
            return None
        try:
            with self._zip.open(info) as stream:
                # A part may lie about its size: never read past what it declared.
                return stream.read(info.file_size)
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            RuntimeError,
            EOFError,
            OSError,
            ValueError,
        ):
            raise refuse(self.name, f"文件已损坏：部件 {part} 读不出来。") from None
        except Exception as error:  # zlib.error has no common base with the others
            raise refuse(
                self.name, f"文件已损坏：部件 {part} 读不出来（{type(error).__name__}）。"
            ) from None

    def xml(self, part: str) -> etree._Element | None:
        """Return a part as a tree, or None when there is no such part."""
        data = self.read(part)
        return None if data is None else parse_xml(data, self.name)


def parse_xml(data: bytes, name: str) -> etree._Element:
    """Parse XML without entities, network or a document type.

    Raises:
        DataError: not well formed, or it declares a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:
        raise refuse(name, "文件已损坏：内部的 XML 不完整。") from None
    info: Any = root.getroottree().docinfo
    if info.doctype:
        raise refuse(name, "文件内含文档类型声明，为安全起见不予读取。")
    return root


def _check(infos: Sequence[zipfile.ZipInfo], name: str) -> None:
    if len(infos) > _MOST_PARTS or sum(info.file_size for info in infos) > _MOST_BYTES:
        raise refuse(name, "文件解压后过大，不像是一份报告。")
    if any(info.file_size > _MOST_RATIO * max(info.compress_size, 1) + 2**20 for info in infos):
        raise refuse(name, "文件的压缩比异常，为安全起见不予读取。")
    if any(info.flag_bits & 1 for info in infos):
        raise refuse(name, "文件设有密码。", "请先去掉密码再核对。")
