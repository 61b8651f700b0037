"""The record of what a document prints: every block's text with the places of its values.

It travels in ``facts.json`` beside a report. Verification reads a finished file back
and holds it against this record, so the two stay in step whatever the output is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from lxml import etree

from .nodes import (
    Block,
    Citation,
    Contents,
    Cover,
    CrossReference,
    Document,
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
from .signing import signature_lines

Entry = dict[str, Any]
"""``{"block": "kind" or "kind:id", "text": str, "values": [[start, end, key], ...]}``."""

_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?%?")
_SVG_TEXT = "{http://www.w3.org/2000/svg}text"


def manifest(document: Document) -> list[Entry]:
    """Return one entry for each printed text, in document order.

    Kinds: cover, heading, paragraph, cell, caption, unit, note, source, card, contents,
    reference, signature, footnote, chart (texts inside a picture, one a line), alt.
    A footnote follows the block that calls it. Offsets count characters of ``text``.
    """
    return [entry for part in document.parts for entry in _blocks(part.blocks)]


def _blocks(blocks: Iterable[Block]) -> Iterator[Entry]:
    for block in blocks:
        yield from _block(block)


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
    yield from _alt(figure)  # first, as a browser meets them: only HTML shows both
    yield from _chart(figure)
    yield from _texts("caption", figure.id, _label("图", figure.number), figure.caption)
    yield from _texts("note", figure.id, "", figure.note)
    yield from _texts("source", figure.id, "", figure.source)


def _label(word: str, number: int) -> str:
    return f"{word}{number} " if number else ""


# ------------------------------------------------------------------- inline text


def _texts(kind: str, name: str, label: str, children: Iterable[Inline]) -> Iterator[Entry]:
    """Yield the entry of one text (none when empty), then those of its footnotes."""
    spans: list[list[object]] = []
    notes: list[Footnote] = []
    text = label + _flat(children, len(label), spans, notes)
    if text.strip():
        yield _entry(kind, name, text, spans)
    for note in notes:
        yield from _texts("footnote", "", "", note.children)


def _entry(kind: str, name: str, text: str, spans: list[list[object]]) -> Entry:
    return {"block": f"{kind}:{name}" if name else kind, "text": text, "values": spans}


def _flat(
    children: Iterable[Inline], start: int, spans: list[list[object]], notes: list[Footnote]
) -> str:
    """Return the printed characters; adds value places to ``spans``, footnotes to ``notes``."""
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
                text += child.spoken
            case _:
                text += _flat(child.children, at, spans, notes)
    return text


# ----------------------------------------------------------------- inside charts


def _chart(figure: Figure) -> Iterator[Entry]:
    """Yield the texts inside a picture; those that print a value get its key."""
    lines = svg_texts(figure.svg)
    if not lines:
        return
    spans = _known(lines, figure.values) if figure.values else _guessed(lines, figure)
    yield _entry("chart", figure.id, "\n".join(lines), spans)


def _known(lines: list[str], values: tuple[tuple[Value, ...], ...]) -> list[list[object]]:
    """Return the places of the values that a picture's texts say they print.

    A value stands at the end of its text, after the name, which may hold the same digits:
    so the last value is looked for first, from the right.
    """
    if len(lines) != len(values):
        return []  # not the texts the values were given for: no key is better than a wrong one
    spans: list[list[object]] = []
    start = 0
    for line, printed in zip(lines, values, strict=True):
        found: list[list[object]] = []
        end = len(line)
        for value in reversed(printed):
            at = line.rfind(value.text, 0, end)
            if at >= 0:
                found.insert(0, [start + at, start + at + len(value.text), value.key])
                end = at
        spans += found
        start += len(line) + 1
    return spans


def _guessed(lines: list[str], figure: Figure) -> list[list[object]]:
    """Return the places of numbers that are spelled as one of the picture's data.

    Only for pictures that do not say what their texts print.
    """
    waiting = _values_by_text(figure)
    spans: list[list[object]] = []
    start = 0
    for line in lines:
        for match in _NUMBER.finditer(line):
            keys = waiting.get(_spelling(match.group()))
            if keys:
                # Equal numbers are handed out in data order; the last key serves the rest.
                key = keys.pop(0) if len(keys) > 1 else keys[0]
                spans.append([start + match.start(), start + match.end(), key])
        start += len(line) + 1
    return spans


def _alt(figure: Figure) -> Iterator[Entry]:
    if "".join(part.text for part in figure.alt_parts) == figure.alt:
        yield from _texts("alt", figure.id, "", figure.alt_parts)
        return
    spans: list[list[object]] = []
    waiting = _values_by_text(figure)
    for match in _NUMBER.finditer(figure.alt):
        keys = waiting.get(_spelling(match.group()))
        if keys:
            spans.append([match.start(), match.end(), keys[0]])
    if figure.alt:
        yield _entry("alt", figure.id, figure.alt, spans)


def _values_by_text(figure: Figure) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for row in figure.data.rows if figure.data else ():
        for value in row:
            if value is not None:
                found.setdefault(_spelling(value.text), []).append(value.key)
    return found


def _spelling(text: str) -> str:
    """Charts may print a share without its % and a minus as ASCII."""
    return text.replace("−", "-").replace(",", "").lstrip("+").rstrip("%")


def svg_texts(svg: bytes) -> list[str]:
    """Return the texts of a picture in drawing order, blank ones left out."""
    if not svg:
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    root = etree.fromstring(svg, parser)
    lines = ("".join(map(str, node.itertext())) for node in root.iter(_SVG_TEXT))
    return [" ".join(line.split()) for line in lines if line.strip()]
