"""ZIP packages and XML from elsewhere: sizes and declarations are checked before reading.

A small archive can unpack to gigabytes, and XML can declare entities that grow without end or
name files of this machine. What is refused is told by a reason; each reader puts it into words.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from lxml.etree import _Element

Reason = Literal["broken", "structure", "password", "size", "ratio", "part"]

_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
)
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)")


class ArchiveError(Exception):
    """The archive is refused.

    ``reason`` is broken (no whole ZIP), structure (too many parts, or one twice), password,
    size, ratio (both of the unpacked bytes) or part (``part`` cannot be read).
    """

    def __init__(self, reason: Reason, part: str = "") -> None:
        self.reason: Reason = reason
        self.part = part
        super().__init__(f"{reason} {part}")


@dataclass(frozen=True, slots=True)
class Limits:
    """What an honest file stays under; ``ratio`` holds for parts above ``small`` bytes."""

    parts: int = 5_000
    unpacked: int = 200 * 2**20
    ratio: int = 1_000
    small: int = 2**20


class Archive:
    """An archive whose sizes have been checked."""

    def __init__(self, raw: bytes, limits: Limits) -> None:
        """Open the archive and hold what it states of itself against the limits.

        Raises:
            ArchiveError: with the reason; nothing was unpacked.
        """
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(raw))
            infos = self._zip.infolist()
        except _UNREADABLE:
            raise ArchiveError("broken") from None
        self._infos = {info.filename: info for info in infos}
        if len(infos) > limits.parts or len(self._infos) != len(infos):
            raise ArchiveError("structure")
        if any(info.flag_bits & 1 for info in infos):
            raise ArchiveError("password")
        self.unpacked = sum(info.file_size for info in infos)
        if self.unpacked > limits.unpacked:
            raise ArchiveError("size")
        for info in infos:
            most = limits.ratio * max(info.compress_size, 1)
            if info.file_size > limits.small and info.file_size > most:
                raise ArchiveError("ratio", info.filename)

    def names(self) -> tuple[str, ...]:
        """Return the names of all parts in the order of the archive."""
        return tuple(self._infos)

    def read(self, part: str) -> bytes:
        """Return the bytes of a part.

        Raises:
            ArchiveError: there is no such part, or it is damaged.
        """
        info = self._infos.get(part)
        if info is None:
            raise ArchiveError("part", part)
        try:
            with self._zip.open(info) as stream:
                # A part may lie about its size: never read past what it declared.
                return stream.read(info.file_size)
        except _UNREADABLE:
            raise ArchiveError("part", part) from None


def declares_entities(data: bytes) -> bool:
    """Tell whether XML, also in UTF-16, has a document type or entities of its own."""
    head = data[:4]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head:
        data = data.replace(b"\0", b"")  # enough to see a declaration
    return _DECLARATION.search(data) is not None


def xml_from_elsewhere(data: bytes) -> _Element:
    """Return the root of XML that may come from anywhere, without comments and instructions.

    No entity is put in, nothing is fetched, and trees of unusual depth or size are refused.

    Raises:
        XMLSyntaxError, ValueError: as lxml raises them.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    return etree.fromstring(data, parser)


def relations_part(part: str) -> str:
    """Return the name of the part that holds the relationships of ``part`` ("" is the package)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def related_part(part: str, target: str) -> str:
    """Return the part that a relationship of ``part`` points to (ISO/IEC 29500-2, 6.5)."""
    folder = posixpath.dirname(part)
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
