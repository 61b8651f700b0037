"""The texts of a picture and the data of a chart, with the facts they print, for the record."""

from __future__ import annotations

import re

from ..archives import xml_from_elsewhere
from .nodes import Figure, Value

Span = list[object]
"""[start, end, key] in characters of a text."""

_NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?%?")
_SVG_TEXT = "{http://www.w3.org/2000/svg}text"


def chart_text(figure: Figure) -> tuple[str, list[Span]]:
    """Return the texts inside a picture, one a line; those that print a value get its key."""
    lines = svg_texts(figure.svg)
    spans = _known(lines, figure.values) if figure.values else _guessed(lines, figure)
    return "\n".join(lines), spans


def alt_text(figure: Figure) -> tuple[str, list[Span]]:
    """Return a picture's description and the places of its values."""
    spans: list[Span] = []
    if "".join(part.text for part in figure.alt_parts) == figure.alt:
        at = 0
        for part in figure.alt_parts:
            if isinstance(part, Value):
                spans.append([at, at + len(part.text), part.key])
            at += len(part.text)
        return figure.alt, spans
    waiting = _values_by_text(figure)
    for match in _NUMBER.finditer(figure.alt):
        keys = waiting.get(_spelling(match.group()))
        if keys:
            spans.append([match.start(), match.end(), keys[0]])
    return figure.alt, spans


def chart_data(figure: Figure) -> tuple[str, list[Span]]:
    """Return a chart's data, one number a line: category, series, number between tabs.

    Numbers of the whole chart have no category.
    """
    if figure.data is None:
        return "", []
    named: list[tuple[str, str, Value | None]] = [
        (category, series, value)
        for category, row in zip(figure.data.categories, figure.data.rows, strict=True)
        for series, value in zip(figure.data.series, row, strict=True)
    ]
    named += [("", name, value) for name, value in figure.data.lines]
    text, spans = "", list[Span]()
    for category, series, value in named:
        if value is not None:
            text += f"{_folded(category)}\t{_folded(series)}\t"
            spans.append([len(text), len(text) + len(value.text), value.key])
            text += f"{value.text}\n"
    return text.removesuffix("\n"), spans


def _folded(name: str) -> str:
    return " ".join(name.split())


def _known(lines: list[str], values: tuple[tuple[Value, ...], ...]) -> list[Span]:
    """Return the places of the values that a picture's texts say they print.

    A value stands at the end of its text, after the name, which may hold the same digits:
    so the last value is looked for first, from the right.
    """
    if len(lines) != len(values):
        return []  # not the texts the values were given for: no key is better than a wrong one
    spans: list[Span] = []
    start = 0
    for line, printed in zip(lines, values, strict=True):
        found: list[Span] = []
        end = len(line)
        for value in reversed(printed):
            at = line.rfind(value.text, 0, end)
            if at >= 0:
                found.insert(0, [start + at, start + at + len(value.text), value.key])
                end = at
        spans += found
        start += len(line) + 1
    return spans


def _guessed(lines: list[str], figure: Figure) -> list[Span]:
    """Return the places of numbers that are spelled as one of the picture's data.

    Only for pictures that do not say what their texts print.
    """
    waiting = _values_by_text(figure)
    spans: list[Span] = []
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
    root = xml_from_elsewhere(svg)
    lines = ("".join(map(str, node.itertext())) for node in root.iter(_SVG_TEXT))
    return [" ".join(line.split()) for line in lines if line.strip()]
