"""Whatever the tree holds, the file stays one that Word opens."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reporter.document.nodes import (
    Block,
    Cell,
    Citation,
    Column,
    Contents,
    ContentsEntry,
    Cover,
    CoverField,
    CrossReference,
    Document,
    Emphasis,
    Figure,
    Footnote,
    Inline,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Link,
    List,
    Meta,
    PageBreak,
    Paragraph,
    Part,
    Row,
    Section,
    Strong,
    Table,
    Text,
    Value,
)
from reporter.writers.docx import write_docx

from .invariants import problems

PNG = b"png"  # the writer does not look into pictures
ids = st.sampled_from(["", "a", "b", "c"])
words = st.text(max_size=20) | st.sampled_from(
    [
        "",
        " ",
        "𠮷野家",
        "😀👨‍👩‍👧",
        "\x0b\x00",
        "&<>\"'",
        "A" * 300,
        "“好”——……",
        "\ud800",
        "行\n行\t",
    ]
)
leaves = (
    words.map(Text)
    | st.builds(Value, words, words)
    | st.builds(CrossReference, ids, words)
    | st.builds(Citation, st.tuples(ids), words)
    | st.just(LineBreak())
)


def wrap(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = st.lists(inner, max_size=3).map(tuple)
    urls = st.sampled_from(["https://example.org/?q=中", "javascript:x", ""])
    return (
        children.map(Strong)
        | children.map(Emphasis)
        | children.map(Footnote)
        | st.builds(Link, urls, children)
    )


inline = st.recursive(leaves, wrap, max_leaves=4)
inlines = st.lists(inline, max_size=3).map(tuple)
cells = st.builds(
    Cell, inlines, st.integers(0, 4), st.integers(0, 4), shade=st.none() | st.floats(0, 1)
)
rows = st.lists(
    st.builds(Row, st.lists(cells, max_size=4).map(tuple), st.sampled_from(["body", "total"])),
    max_size=3,
).map(tuple)
aligns = st.sampled_from(["left", "center", "right", "decimal"])
columns = st.lists(st.builds(Column, st.floats(0, 50), aligns), max_size=4).map(tuple)
simple = (
    st.builds(Paragraph, inlines, st.sampled_from(["body", "lead", "note", "signature"]), ids)
    | st.builds(Table, ids, columns, rows, rows, inlines, words, inlines, number=st.integers(0, 3))
    | st.builds(
        Figure, ids, inlines, words, st.floats(0, 400), st.floats(0, 400),
        png=st.sampled_from([b"", PNG]), number=st.integers(0, 3), note=inlines,
    )
    | st.builds(KeyFigures, st.lists(st.builds(KeyFigure, words, inlines), max_size=5).map(tuple))
    | st.just(PageBreak())
    | st.builds(Cover, st.lists(words, max_size=3).map(tuple), words, words, words,
                st.lists(st.builds(CoverField, words, inlines), max_size=2).map(tuple), words)
    | st.builds(Contents, st.sampled_from(["contents", "figures"]), title=words, entries=st.lists(
        st.builds(ContentsEntry, st.integers(0, 6), words, words, ids), max_size=3).map(tuple))
)  # fmt: skip


def nest(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    children = st.lists(inner, max_size=3).map(tuple)
    labels = st.sampled_from(["", "一、", "（一）", "1.", "附录A"])
    return st.builds(List, st.lists(children, max_size=3).map(tuple), st.booleans()) | st.builds(
        Section, ids, st.integers(0, 6), inlines, children, st.booleans(), labels
    )


blocks = st.recursive(simple, nest, max_leaves=6)
roles = st.sampled_from(["cover", "front", "body", "appendix", "landscape"])
parts = st.lists(st.builds(Part, roles, st.lists(blocks, max_size=4).map(tuple)), max_size=3)


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(parts.map(tuple), words)
def test_no_tree_breaks_the_file(tree: tuple[Part, ...], word: str) -> None:
    document = Document(Meta(word, header=word, watermark=word), tree)
    data = write_docx(document)
    assert problems(data) == []
    assert write_docx(document) == data
