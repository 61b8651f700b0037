"""The ZIP and its content types (ISO/IEC 29500-2)."""

from __future__ import annotations

import zipfile
from collections import Counter
from collections.abc import Iterator

from lxml import etree

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_KINDS = {
    "document": "document.main+xml",
    "header": "header+xml",
    "footer": "footer+xml",
    "footnotes": "footnotes+xml",
    "comments": "comments+xml",
    "styles": "styles+xml",
    "numbering": "numbering+xml",
    "settings": "settings+xml",
    "fontTable": "fontTable+xml",
}


def container(archive: zipfile.ZipFile, parts: dict[str, bytes]) -> Iterator[str]:
    names = archive.namelist()
    if names[0] != "[Content_Types].xml" or names[1:] != sorted(names[1:]):
        yield "parts are not in order"
    lower = Counter(name.lower() for name in names)  # names of parts do not heed case
    yield from (f"{name} stands {n} times in the ZIP" for name, n in lower.items() if n > 1)
    for info in archive.infolist():
        if info.date_time != (1980, 1, 1, 0, 0, 0):
            yield f"{info.filename} has a date"
        if info.is_dir() or "\\" in info.filename or info.filename.startswith("/"):
            yield f"{info.filename} is no name of a part"
    for name, content in parts.items():
        if not content:
            yield f"{name} is empty"


def content_types(tree: etree._Element, parts: dict[str, bytes]) -> Iterator[str]:
    overrides = [node for node in tree if node.get("PartName")]
    known = {node.get("PartName", "").lstrip("/"): node.get("ContentType") for node in overrides}
    endings = {node.get("Extension") for node in tree} - {None}
    if len(known) != len(overrides):
        yield "a part has two content types"
    for name in parts:
        if name == "[Content_Types].xml":
            continue
        if name not in known and name.rsplit(".", 1)[-1] not in endings:
            yield f"{name} has no content type"
        if name.startswith(("word/", "docProps/")) and name.endswith(".xml") and name not in known:
            yield f"{name} has only the content type of any XML"
        base = name.removeprefix("word/").removesuffix(".xml").rstrip("0123456789")
        kind = _KINDS.get(base) if name.startswith("word/") else None
        if kind is not None and name in known and known[name] != _WORD + kind:
            yield f"{name} has the content type {known[name]}"
    for name in sorted(set(known) - set(parts)):
        yield f"{name} has a content type and no part"
