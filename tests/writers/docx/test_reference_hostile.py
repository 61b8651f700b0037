"""Files that must not be used are refused in words, never with a traceback."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Callable

import pytest

from reporter.errors import TemplateError
from reporter.writers.docx import write_docx
from reporter.writers.docx.reference import open_base

from .clients import client, parts_of, zipped
from .sample import sample


def changed(part: str, old: bytes, new: bytes) -> bytes:
    parts = parts_of("word")
    assert old in parts[part]
    return zipped(parts | {part: parts[part].replace(old, new, 1)})


def bomb() -> bytes:
    return zipped(parts_of("word") | {"word/media/big.png": b"\0" * 80_000_000})


def macro() -> bytes:
    return changed("[Content_Types].xml", b"document.main+xml", b"document.macroEnabled.main+xml")


def entity() -> bytes:
    start = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><w:document'
    return changed("word/document.xml", b"<w:document", start)


def locked() -> bytes:
    data = bytearray(client("word"))
    with zipfile.ZipFile(io.BytesIO(bytes(data))) as archive:
        offset = archive.start_dir
    data[offset + 8] |= 1
    return bytes(data)


ENTITY = b'<!DOCTYPE x [<!ENTITY a "b">]>'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
FILES: list[tuple[str, Callable[[], bytes]]] = [
    ("bomb", bomb),
    ("macro", macro),
    ("macro", lambda: zipped(parts_of("word") | {"word/vbaProject.bin": b"x"})),
    ("entity", entity),
    ("password", locked),
    ("broken", lambda: changed("word/document.xml", b"</w:body>", b"")),
    ("broken", lambda: changed("word/styles.xml", b"</w:styles>", b"")),
    ("broken", lambda: changed("word/settings.xml", b"</w:settings>", b"")),
    ("broken", lambda: changed("word/fontTable.xml", b"</w:fonts>", b"")),
    ("broken", lambda: changed("word/theme/theme1.xml", b"</a:theme>", b"")),
    ("entity", lambda: changed("word/theme/theme1.xml", b"<a:theme", ENTITY + b"<a:theme")),
    ("broken", lambda: client("word")[:-400]),
    ("strict", lambda: changed("word/document.xml", b"http://schemas.openxmlformats.org/wordpro", b"http://purl.oclc.org/ooxml/wordpro")),
    ("format", lambda: zipped({"a.txt": b"x"})),
    ("format", lambda: b"%PDF-1.7"),
    ("format", lambda: b"hello"),
    ("old_format", lambda: OLE + b"\0" * 600),
    ("password", lambda: OLE + "EncryptedPackage".encode("utf-16-le")),
    ("empty", lambda: b""),
    ("page", lambda: changed("word/document.xml", b'w:right="1474"', b'w:right="9474"')),
]  # fmt: skip


@pytest.mark.parametrize(("code", "make"), FILES)
def test_refused(code: str, make: Callable[[], bytes]) -> None:
    with pytest.raises(TemplateError) as caught:
        write_docx(sample(), base=open_base(make(), "客户.docx"))
    (problem,) = caught.value.problems
    assert problem.code == f"reference.{code}"
    assert problem.where.file == "客户.docx"
    assert problem.hint.endswith("。")


def test_any_byte_may_be_wrong() -> None:
    data = client("wps")
    for at in range(30, len(data), 997):
        broken = data[:at] + bytes([data[at] ^ 0x41]) + data[at + 1 :]
        with contextlib.suppress(TemplateError):
            write_docx(sample(), base=open_base(broken, "a.docx"))
