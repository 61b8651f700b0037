"""Documents that nobody would write: hypothesis strategies for the whole set of nodes."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st
from hypothesis.vendor.pretty import RepresentationPrinter

from reporter.document.nodes import (
    Block,
    Cell,
    Citation,
    Column,
    Comment,
    Contents,
    ContentsEntry,
    Cover,
    CoverField,
    CrossReference,
    Document,
    Emphasis,
    Equation,
    Figure,
    Footnote,
    Inline,
    KeyFigure,
    KeyFigures,
    LineBreak,
    Link,
    List,
    Math,
    Meta,
    PageBreak,
    Paragraph,
    Part,
    Reference,
    References,
    Row,
    Section,
    Strong,
    Table,
    Text,
    Value,
)

from .builders import bars
from .charts_sample import every

PNG = bars([90.1])
ODD = (
    "",
    " ",
    "𠮷野家𪚥",  # Han outside the basic plane
    "😀👨‍👩‍👧🇨🇳",
    "\x0b\x00\x1f",
    "&<>\"'",
    "A" * 300,
    "好" * 200,
    "“好”——……①",
    "\ud800",
    "坏\udfff字",
    "行\n行\t",
    "שלום עולם",
    "مرحبا ١٢٣",
    "\u202eabc\u202c",
    "e\u0301 ṩ̂ ก็้",
    "\ufeff\u200b\u2028",
    "\ufffe",
    "=1+1",
    "]]>",
    "{REF x}",
    "%1、",
)
ids = st.sampled_from(["", "a", "b", "c"])
words = st.text(max_size=12) | st.sampled_from(ODD)
formulas = st.sampled_from(
    [
        Math(
            "S=\\frac{a}{b}",
            '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>S</mi><mo>=</mo>'
            "<mfrac><mi>a</mi><mi>b</mi></mfrac></math>",
            "S等于b分之a",
        ),
    ]
)
leaves = (
    words.map(Text)
    | st.builds(Value, words, words)
    | st.builds(CrossReference, ids, words)
    | st.builds(Citation, st.tuples(ids), words)
    | st.just(LineBreak())
    | formulas
)


def _wrap(inner: st.SearchStrategy[Inline]) -> st.SearchStrategy[Inline]:
    children = st.lists(inner, max_size=3).map(tuple)
    urls = st.sampled_from(
        ["https://example.org/?q=中&a=<b>", "mailto:a@example.org", "javascript:x", "", "http://["]
    )
    return (
        children.map(Strong)
        | children.map(Emphasis)
        | children.map(Footnote)
        | st.builds(Link, urls, children)
        | st.builds(Comment, children, words, words)
    )


inline = st.recursive(leaves, _wrap, max_leaves=4)
inlines = st.lists(inline, max_size=3).map(tuple)
cells = st.builds(
    Cell, inlines, st.integers(0, 4), st.integers(0, 4), shade=st.none() | st.floats(0, 1)
)
roles_of_rows = st.sampled_from(["body", "total", "group"])
rows = st.lists(
    st.builds(Row, st.lists(cells, max_size=4).map(tuple), roles_of_rows), max_size=3
).map(tuple)
aligns = st.sampled_from(["left", "center", "right", "decimal"])
columns = st.lists(st.builds(Column, st.floats(0, 50), aligns), max_size=4).map(tuple)


_CHARTS = every()


def _renamed(kind: str, name: str, values: tuple[str, ...]) -> Figure:
    """Give a chart odd names of categories and series."""
    figure = _CHARTS[kind]
    data = figure.data
    assert data is not None
    names = tuple(values[i % len(values)] + str(i) for i in range(len(data.categories)))
    series = tuple(f"{name}{i}" for i in range(len(data.series)))
    return replace(figure, data=replace(data, categories=names, series=series), alt=name)


charts = st.builds(
    _renamed,
    st.sampled_from(sorted(_CHARTS)),
    words,
    st.lists(words, min_size=1, max_size=3).map(tuple),
)
roles = st.sampled_from(["body", "plain", "lead", "note", "centered", "signature"])
simple = (
    st.builds(Paragraph, inlines, roles, ids)
    | st.builds(Table, ids, columns, rows, rows, inlines, words, inlines, number=st.integers(0, 3))
    | st.builds(
        Figure, ids, inlines, words, st.floats(0, 400), st.floats(0, 400),
        png=st.sampled_from([b"", PNG]), number=st.integers(0, 3), note=inlines,
        native=st.booleans(),
    )
    | charts
    | st.builds(Equation, formulas, ids, st.integers(0, 3))
    | st.builds(KeyFigures, st.lists(st.builds(KeyFigure, words, inlines), max_size=5).map(tuple))
    | st.just(PageBreak())
    | st.builds(References, st.lists(
        st.builds(Reference, ids, inlines, st.integers(0, 9)), max_size=3).map(tuple))
    | st.builds(Cover, st.lists(words, max_size=3).map(tuple), words, words, words,
                st.lists(st.builds(CoverField, words, inlines), max_size=2).map(tuple), words)
    | st.builds(Contents, st.sampled_from(["contents", "figures", "tables"]), title=words,
                entries=st.lists(st.builds(ContentsEntry, st.integers(0, 6), words, words, ids),
                                 max_size=3).map(tuple))
)  # fmt: skip


def _nest(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    children = st.lists(inner, max_size=3).map(tuple)
    labels = st.sampled_from(["", "一、", "（一）", "1.", "附录A"])
    return st.builds(List, st.lists(children, max_size=3).map(tuple), st.booleans()) | st.builds(
        Section, ids, st.integers(0, 6), inlines, children, st.booleans(), labels
    )


blocks = st.recursive(simple, _nest, max_leaves=6)
parts = st.lists(
    st.builds(
        Part,
        st.sampled_from(["cover", "front", "body", "appendix", "landscape"]),
        st.lists(blocks, max_size=4).map(tuple),
    ),
    max_size=3,
).map(tuple)
documents = st.builds(
    lambda word, tree: Document(Meta(word, header=word, watermark=word), tree), words, parts
)


@dataclass(frozen=True)
class Sample:
    """A document that is printed in time linear in its size.

    Hypothesis lays every node out twice, once to see whether it fits a line, and so takes time
    exponential in the depth to print a document that fails: hours.
    """

    document: Document

    def _repr_pretty_(self, printer: RepresentationPrinter, _cycle: bool) -> None:
        printer.text(repr(self))


samples = st.builds(Sample, documents)
