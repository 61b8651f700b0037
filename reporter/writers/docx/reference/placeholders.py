"""``{{标题}}`` and its kin: found across runs and in text boxes, filled without losing the look."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from ....document.nodes import Cover, Document
from ...layout.plaintext import clean, plain, words
from .names import Element, W, own_texts, text_of

_FOUND = re.compile(r"[{｛]{2}\s*([^{}｛｝]{1,40}?)\s*[}｝]{2}")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@cache
def _table() -> dict[str, Any]:
    path = Path(__file__).parent / "placeholders.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def known_names() -> tuple[str, ...]:
    """Return the names that every report can fill."""
    return tuple(_table()["meaning"])


def marker() -> str:
    """Return the name of the place where the report's text goes."""
    return str(_table()["marker"])


def values_of(document: Document) -> dict[str, str]:
    """Return what placeholders stand for in one report; lines of a value by line ends.

    The meanings come from the cover that the template makes; its lines can be named by their
    labels, so that a template's own lines work too.
    """
    meta = document.meta
    cover = next(
        (b for part in document.parts for b in part.blocks if isinstance(b, Cover)),
        Cover((meta.title,)),
    )
    values = dict.fromkeys(known_names(), "")
    values |= {
        "标题": "\n".join(filter(None, map(words, cover.title))) or words(meta.title),
        "副标题": words(cover.subtitle),
        "密级": words(cover.mark) or words(meta.confidentiality),
        "提示": words(cover.notice),
        "日期": words(cover.date),
        "页眉": words(meta.header),
        "主题": words(meta.subject),
    }
    for line in cover.fields:
        values[clean(line.label).rstrip("：: ")] = plain(line.value)
    return values


def names_in(roots: Iterable[Element]) -> Iterator[str]:
    """Yield the names of all placeholders in document order."""
    for root in roots:
        for paragraph in root.iter(f"{W}p"):
            yield from (match[1] for match in _FOUND.finditer(text_of(paragraph)))


def standard_name(name: str) -> str:
    """Return the name that an alias stands for."""
    return str(_table()["aliases"].get(name, name))


def is_marker(paragraph: Element) -> bool:
    """Tell whether a paragraph is nothing but the place of the report's text."""
    found = _FOUND.fullmatch(text_of(paragraph).strip())
    return found is not None and found[1] == marker()


def fill_placeholders(root: Element, values: Mapping[str, str]) -> None:
    """Put values in place of the placeholders; unknown ones stay as they are."""
    for paragraph in list(root.iter(f"{W}p")):
        # From the end, so that places found earlier stay where they are.
        for match in reversed(list(_FOUND.finditer(text_of(paragraph)))):
            text = values.get(standard_name(match[1]))
            if text is not None:
                _replace(list(own_texts(paragraph)), match.start(), match.end(), text)


def _replace(texts: list[Element], start: int, end: int, text: str) -> None:
    """Write ``text`` over characters ``start`` to ``end``, in the look of the first of them."""
    at = 0
    first = True
    for node in texts:
        old = node.text or ""
        begin, stop = max(start - at, 0), min(end - at, len(old))
        at += len(old)
        if begin >= stop:
            continue
        node.text = old[:begin] + (text if first else "") + old[stop:]
        node.set(_SPACE, "preserve")
        if first:
            _break_lines(node)
        first = False


def _break_lines(node: Element) -> None:
    """Turn line ends within a ``w:t`` into ``w:br``."""
    parent = node.getparent()
    lines = (node.text or "").split("\n")
    if parent is None or len(lines) == 1:
        return
    node.text = lines[0]
    at = parent.index(node)
    for line in lines[1:]:
        text = parent.makeelement(f"{W}t", {_SPACE: "preserve"})
        text.text = line
        parent.insert(at + 1, parent.makeelement(f"{W}br", {}))
        parent.insert(at + 2, text)
        at += 2
