"""Whatever the tree holds, the file stays one that Word opens, and the words stay in it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from reporter.document.nodes import (
    Cell,
    Column,
    Comment,
    Document,
    Footnote,
    Inline,
    List,
    Meta,
    Paragraph,
    Part,
    Row,
    Section,
    Table,
    Text,
    Value,
)
from reporter.document.numbering import number
from reporter.errors import OutputError, TemplateError
from reporter.writers.docx import write_docx
from reporter.writers.layout.plaintext import words as printed

from .audit import audit
from .invariants import problems
from .strategies import ODD, Sample, inlines, samples

# Hypothesis writes a tree down however large it is; warnings are errors here.
pytestmark = pytest.mark.filterwarnings("ignore:Generating overly large repr")
FEW = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))


@FEW
@given(samples)
def test_no_tree_breaks_the_file(sample: Sample) -> None:
    data = write_docx(sample.document)
    assert problems(data) == []
    assert write_docx(sample.document) == data
    assert audit(data) == []


def _texts(nodes: tuple[Inline, ...]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Text | Value):
            yield node.text
        else:
            yield from _texts(getattr(node, "children", ()))


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", "", printed(text))


@FEW
@given(st.lists(inlines, max_size=4))
def test_words_survive(runs: list[tuple[Inline, ...]]) -> None:
    document = Document(Meta("题"), (Part("body", tuple(Paragraph(run) for run in runs)),))
    archive = zipfile.ZipFile(io.BytesIO(write_docx(document)))
    written = "".join(
        "".join(etree.fromstring(archive.read(name)).itertext())
        for name in ("word/document.xml", "word/footnotes.xml")
    )
    found = _squeezed(written)
    for run in runs:
        for text in _texts(run):
            assert _squeezed(text) in found


@pytest.mark.parametrize("text", ODD, ids=ascii)
def test_odd_words_stand_everywhere(text: str) -> None:
    note = Footnote((Text(text),))
    para = Paragraph((Text(text), note, Comment((Text(text),), text, text)))
    table = Table(
        "t",
        (Column(),),
        (Row((Cell((Text(text), note)),)),),
        (Row((Cell(()),)),),
        (Text(text), note),
        unit=text,
        number=1,
    )
    nested: List = List(((para,),))
    for _ in range(12):  # deeper than Word counts
        nested = List(((para, nested),), ordered=True)
    section = Section("s", 1, (Text(text), note), (para, nested, table), label="一、")
    meta = Meta(text, text, text, (text,), text, header=text, confidentiality=text, watermark=text)
    data = write_docx(Document(meta, (Part("body", (section,)),)))
    assert problems(data) == []


@pytest.mark.parametrize("columns", [64, 5000])
def test_a_table_wider_than_word_can_hold_is_refused(columns: int) -> None:
    row = Row((Cell((Text("1"),)),) * columns)
    table = Table("t", (Column(),) * columns, (), (row,), (Text("各县区得分"),))
    with pytest.raises(OutputError, match=rf"各县区得分.*{columns}列") as caught:
        write_docx(Document(Meta("题"), (Part("body", (table,)),)))
    assert caught.value.problems[0].code == "output.columns"


def test_the_widest_table_is_written() -> None:
    table = Table("t", (Column(),) * 63, (), (Row((Cell((Text("1"),)),) * 63),))
    data = write_docx(Document(Meta("题"), (Part("landscape", (table,)),)))
    assert problems(data) == []
    assert audit(data) == []


def test_headings_deeper_than_word_counts_are_refused() -> None:
    section = Section("s", 30, (Text("深处"),), ())
    with pytest.raises(TemplateError, match=r"深处.*30级"):
        number(Document(Meta("题"), (Part("body", (section,)),)))
