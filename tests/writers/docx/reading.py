"""Reading a written file back, independently of the writer."""

from __future__ import annotations

import io
import zipfile

from lxml import etree

from reporter.document.nodes import Block, Document, Meta, Part
from reporter.writers.docx import write_docx

from .invariants import W, problems

NS = {"w": W.strip("{}")}


def of(*blocks: Block, role: str = "body", pages: dict[str, int] | None = None) -> etree._Element:
    """Write blocks, hold the file to the invariants and return ``w:body``."""
    data = write_docx(Document(Meta("试验"), (Part(role, blocks),)), pages=pages)  # type: ignore[arg-type]
    assert problems(data) == []
    return part(data, "word/document.xml")[0]


def part(data: bytes, name: str) -> etree._Element:
    return etree.fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def find(node: etree._Element, path: str) -> list[etree._Element]:
    return node.findall(path, NS)


def val(node: etree._Element, name: str = "val") -> str | None:
    return node.get(f"{W}{name}")


def text(node: etree._Element) -> str:
    return "".join(t.text or "" for t in node.iter(f"{W}t"))


def style(para: etree._Element) -> str | None:
    return val(find(para, "w:pPr/w:pStyle")[0])


def codes(node: etree._Element) -> list[str]:
    """The instructions of all fields."""
    return [(n.text or "").strip() for n in node.iter(f"{W}instrText")]
