"""Footnotes, comments and formulas: marks and what they mark."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from lxml import etree

from .names import M, W, short

_MAIN = "word/document.xml"
_DATE = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_PARTS = {  # what Word fills with a dotted box when it is missing
    "f": ("num", "den"),
    "sSub": ("e", "sub"),
    "sSup": ("e", "sup"),
    "sSubSup": ("e", "sub", "sup"),
    "rad": ("deg", "e"),
    "nary": ("sub", "sup", "e"),
    "d": ("e",),
    "acc": ("e",),
}


def footnotes(trees: dict[str, etree._Element]) -> Iterator[str]:
    notes = trees.get("word/footnotes.xml")
    ids = [] if notes is None else [n.get(f"{W}id") for n in notes.iter(f"{W}footnote")]
    used = [n.get(f"{W}id") for n in trees[_MAIN].iter(f"{W}footnoteReference")]
    if len(set(ids)) != len(ids):
        yield "two footnotes have the same id"
    if len(set(used)) != len(used) or {*used, "-1", "0"} != {*ids, "-1", "0"}:
        yield "footnotes and their marks do not agree"
    settings = trees.get("word/settings.xml")
    separators = [] if settings is None else settings.iterfind(f"{W}footnotePr/{W}footnote")
    for node in separators:
        if node.get(f"{W}id") not in ids:
            yield f"the separator {node.get(f'{W}id')} of footnotes is missing"
    for node in [] if notes is None else notes.iter(f"{W}footnote"):
        kind = node.get(f"{W}type", "normal")
        if kind == "normal" and len(list(node.iter(f"{W}footnoteRef"))) != 1:
            yield "a footnote does not show its own mark"
        if len(node) == 0 or node[-1].tag != f"{W}p":
            yield "a footnote does not end with a paragraph"


def comments(trees: dict[str, etree._Element]) -> Iterator[str]:
    part, main = trees.get("word/comments.xml"), trees[_MAIN]
    known = [] if part is None else [n.get(f"{W}id") for n in part.iter(f"{W}comment")]
    for tag in ("commentReference", "commentRangeStart", "commentRangeEnd"):
        used = Counter(n.get(f"{W}id") for n in main.iter(f"{W}{tag}"))
        if used != Counter(known):
            yield f"comments and their {tag} do not agree"
    for node in [] if part is None else part.iter(f"{W}comment"):
        if len(node) == 0 or node[-1].tag != f"{W}p":
            yield "a comment does not end with a paragraph"
        stamp = node.get(f"{W}date")
        if stamp is not None and not _DATE.fullmatch(stamp):
            yield f"a comment has the date {stamp}"
        if not node.get(f"{W}author"):
            yield "a comment has no author"


def formulas(tree: etree._Element) -> Iterator[str]:
    for node in tree.iter(f"{M}oMath"):
        if len(node) == 0:
            yield "a formula is empty"
        for name, parts in _PARTS.items():
            for inner in node.iter(M + name):
                have = [short(child.tag) for child in inner if not short(child.tag).endswith("Pr")]
                if any(have.count(part) < 1 for part in parts):
                    yield f"a formula has {name} with {have}"
