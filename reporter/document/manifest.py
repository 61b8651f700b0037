"""The record of what a document prints: every block's text with the places of its values.

It travels in ``facts.json`` beside a report. Verification reads a finished file back
and holds it against this record, so the two stay in step whatever the output is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from .identity import block_id
from .math import leaves
from .nodes import (
    Block,
    Citation,
    Contents,
    Cover,
    CrossReference,
    Document,
    Equation,
    Figure,
    Footnote,
    Inline,
    KeyFigures,
    LineBreak,
    List,
    Math,
    Paragraph,
    References,
    Section,
    Signatures,
    Table,
    Text,
    Value,
)
from .picture_texts import Span, alt_text, chart_data, chart_text
from .signing import signature_lines

Entry = dict[str, Any]
"""One text: ``block`` is its kind, with ``:name`` where the template named it; ``id`` is the
``block_id`` of the block it stands in; ``text``; ``values`` are ``[start, end, key]``.
``formulas``, where there are any, are ``[start, end]``: their numbers are no results."""


def manifest(document: Document) -> list[Entry]:
    """Return one entry for each printed text, in document order.

    Kinds: cover, heading, paragraph, cell, caption, unit, note, source, card, contents,
    reference, signature, formula, footnote, chart (texts inside a picture, one a line),
    data (numbers of a chart, see :func:`.picture_texts.chart_data`), alt, header (of every page).
    A footnote follows the block that calls it. Offsets count characters of ``text``.
    """
    meta, theme = document.meta, document.theme
    margins = [
        _entry("header", "", text, [])
        for text in (meta.header, meta.confidentiality, meta.watermark, theme.header, theme.footer)
        if text.strip()
    ]
    return margins + [entry for part in document.parts for entry in _blocks(part.blocks)]


def _blocks(blocks: Iterable[Block]) -> Iterator[Entry]:
    for block in blocks:
        name = block_id(block)
        for entry in _block(block):
            if name:
                entry.setdefault("id", name)  # blocks inside have set theirs
            yield entry


def _block(block: Block) -> Iterator[Entry]:
    match block:
        case Section():
            yield from _texts("heading", block.id, block.label, block.title)
            yield from _blocks(block.blocks)
        case Paragraph():
            yield from _texts("paragraph", block.id, "", block.children)
        case List():
            for item in block.items:
                yield from _blocks(item)
        case Table():
            yield from _table(block)
        case Figure():
            yield from _figure(block)
        case Equation():
            number = (Text(f" （{block.number}）"),) if block.number else ()
            yield from _texts("formula", block.id, "", (block.math, *number))
        case _:
            yield from _fixture(block)


def _fixture(block: Block) -> Iterator[Entry]:
    """Yield the entries of blocks other than running text: cards, lists of entries, cover."""
    match block:
        case KeyFigures():
            for card in block.cards:
                yield from _texts("card", "", card.label, ())
                yield from _texts("card", "", "", card.value)
                yield from _texts("card", "", "", card.comment)
        case Contents() if block.entries:
            yield from _texts("contents", "", block.title, ())
            for line in block.entries:
                yield from _texts("contents", "", f"{line.label} {line.title}".strip(), ())
        case References():
            for number, entry in enumerate(block.entries, 1):
                label = f"[{entry.number or number}] "
                yield from _texts("reference", entry.key, label, entry.children)
        case Cover():
            yield from _cover(block)
        case Signatures():
            for text in signature_lines(block):
                yield from _texts("signature", "", text, ())


def _cover(cover: Cover) -> Iterator[Entry]:
    for line in (cover.mark, *cover.title, cover.subtitle, cover.notice):
        yield from _texts("cover", "", line, ())
    for field in cover.fields:
        yield from _texts("cover", "", f"{field.label}：", field.value)
    yield from _texts("cover", "", cover.date, ())


def _table(table: Table) -> Iterator[Entry]:
    if table.caption:
        yield from _texts("caption", table.id, _label("表", table.number), table.caption)
    yield from _texts("unit", table.id, table.unit, ())
    for row in (*table.head, *table.body):
        for cell in row.cells:
            yield from _texts("cell", table.id, "", cell.children)
    yield from _texts("note", table.id, "", table.note)
    yield from _texts("source", table.id, "", table.source)


def _figure(figure: Figure) -> Iterator[Entry]:
    yield from _picture("alt", figure, alt_text)  # first, as a browser meets them
    yield from _picture("chart", figure, chart_text)
    yield from _picture("data", figure, chart_data)
    yield from _texts("caption", figure.id, _label("图", figure.number), figure.caption)
    yield from _texts("note", figure.id, "", figure.note)
    yield from _texts("source", figure.id, "", figure.source)


def _picture(
    kind: str, figure: Figure, texts: Callable[[Figure], tuple[str, list[Span]]]
) -> Iterator[Entry]:
    text, spans = texts(figure)
    if text.strip():
        yield _entry(kind, figure.id, text, spans)


def _label(word: str, number: int) -> str:
    return f"{word}{number} " if number else ""


# ------------------------------------------------------------------- inline text


def _texts(kind: str, name: str, label: str, children: Iterable[Inline]) -> Iterator[Entry]:
    """Yield the entry of one text (none when empty), then those of its footnotes."""
    spans: list[Span] = []
    notes: list[Footnote] = []
    text = label + _flat(children, len(label), spans, notes)
    if text.strip():
        yield _entry(kind, name, text, spans)
    for note in notes:
        yield from _texts("footnote", "", "", note.children)


def _entry(kind: str, name: str, text: str, spans: list[Span]) -> Entry:
    values = [span for span in spans if span[2] is not None]
    entry: Entry = {"block": f"{kind}:{name}" if name else kind, "text": text, "values": values}
    formulas = [span[:2] for span in spans if span[2] is None]
    return {**entry, "formulas": formulas} if formulas else entry


def _flat(children: Iterable[Inline], start: int, spans: list[Span], notes: list[Footnote]) -> str:
    """Return the printed characters; adds footnotes to ``notes`` and places to ``spans``.

    The place of a formula has None for a key.
    """
    text = ""
    for child in children:
        at = start + len(text)
        match child:
            case Value():
                spans.append([at, at + len(child.text), child.key])
                text += child.text
            case Text() | CrossReference() | Citation():
                text += child.text
            case LineBreak():
                text += "\n"
            case Footnote():
                notes.append(child)
            case Math():
                printed = " ".join(leaves(child.mathml))  # as the files are read back
                spans.append([at, at + len(printed), None])
                text += printed
            case _:
                text += _flat(child.children, at, spans, notes)
    return text
