"""Keeps together what a Chinese line may not part, by invisible joiners.

Pango breaks between any two Han characters and between a figure and a Han character.
Good practice (GB/T 15834, CLREQ) keeps a number with its unit, 图 with its number, a
middle dot or connecting dash off the line start, and two characters in the last line.
The filter puts U+2060 (word joiner) there: it has no width and leaves nothing in copied
text. Tree in, tree out; only the PDF writer uses it.
"""

from __future__ import annotations

import re
from dataclasses import fields, is_dataclass, replace
from typing import Any

from ...document.nodes import (
    Cell,
    Citation,
    CrossReference,
    Document,
    Inline,
    Paragraph,
    Text,
    Value,
)

JOINER = "\u2060"

_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_UNITS = "分户家个项次名位人份期年月日季天元万亿倍成级条张页章节档类种所区县市"
_UNITS += "件例起处题组轮批周岁时秒度‰"
_SHORT = 6  # a table cell of so few characters breaks where it must
_RULES = (
    (re.compile(rf"(?<=[0-9])(?=[{_UNITS}％℃])"), "number and unit"),
    (
        re.compile(r"(?<=[图表第])(?=[0-9A-Z])|(?<=附录)(?=[A-Z])|(?<=附)(?=录[A-Z])"),
        "图1, 表2, 附录A",
    ),
    (re.compile(r"(?<=个)(?=百分点)|(?<=百)(?=分点)|(?<=百分)(?=点)"), "3.2个百分点"),
    (re.compile(r"(?<=附件)(?=[0-9])"), "附件1"),
    (re.compile(r"(?<=[A-Z]/)(?=[A-Z])|(?<=[A-Z])(?=/[A-Z])"), "GB/T"),
    (re.compile(r"(?<=\S)(?=[·～~])"), "no middle dot or swung dash at line start"),
    (re.compile(r"(?<=[^—\s])(?=—(?!—))"), "no connecting dash at line start"),
)
_STARTS_WITH_UNIT = re.compile(rf"[{_UNITS}％℃]")
_LAST_HAN = re.compile(rf"(?<=[{_HAN}])(?=[{_HAN}][^{_HAN}\w]*$)")


def filter_lines(document: Document) -> Document:
    """Return ``document`` with joiners in its running text; no visible character changes."""
    return replace(document, parts=tuple(_node(part) for part in document.parts))


def _node(node: Any) -> Any:
    """Return a node with its inline children filtered, recursively."""
    if isinstance(node, tuple):
        if node and all(isinstance(item, Inline) for item in node):
            return inline_run(node)
        return tuple(_node(item) for item in node)
    if not is_dataclass(node):
        return node
    changed = {
        field.name: new
        for field in fields(node)
        if isinstance(old := getattr(node, field.name), tuple) and (new := _node(old)) is not old
    }
    result: Any = replace(node, **changed) if changed else node  # type: ignore[type-var]
    if isinstance(result, Paragraph | Cell):
        shortest = _SHORT if isinstance(result, Cell) else 2
        return replace(result, children=_no_lone_last(result.children, shortest))
    return result


def inline_run(nodes: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """Return inline nodes with joiners inside each text and between a value and its unit."""
    done: list[Inline] = []
    for node in nodes:
        before = done[-1] if done else None
        if isinstance(node, Text):
            text = join(node.text)
            if _ends_with_figure(before) and _STARTS_WITH_UNIT.match(text):
                text = JOINER + text
            done.append(Text(text))
        elif isinstance(node, CrossReference):
            done.append(replace(node, text=join(node.text)))
        else:
            done.append(_node(node))
    return tuple(done)


def join(text: str) -> str:
    """Return ``text`` with joiners at the places of the rules."""
    for pattern, _ in _RULES:
        text = pattern.sub(JOINER, text)
    return text


def _ends_with_figure(node: Inline | None) -> bool:
    text = node.text if isinstance(node, Value | Text | CrossReference | Citation) else ""
    return bool(re.search(r"[0-9%]$", text))


def _no_lone_last(nodes: tuple[Inline, ...], shortest: int) -> tuple[Inline, ...]:
    last = nodes[-1] if nodes else None
    if isinstance(last, Text) and len(last.text) > shortest:
        return (*nodes[:-1], Text(_LAST_HAN.sub(JOINER, last.text)))
    return nodes
