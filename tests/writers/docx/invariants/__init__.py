"""What Word demands and no schema says: each finding is a sentence.

Word repairs or refuses files with these faults, and most validators let them pass. The rules
know nothing of the writer: they read the file alone. ``test_mutants.py`` shows for 87 faults
which of the packaged validator and these rules finds them.
"""

from __future__ import annotations

import importlib
import io
import posixpath
import zipfile
from collections.abc import Iterator

from lxml import etree

from .container import container, content_types
from .fields import fields
from .grammar import grammar, numbers, texts
from .identities import bookmarks, identities, whole_file_identities
from .links import relations, targets
from .names import MC, STORY, R, W
from .properties import properties
from .sections import sections
from .stories import comments, footnotes, formulas
from .styles import numbering, style_sheet, styles_used
from .tables import tables

__all__ = ["MC", "R", "W", "problems"]

FORBIDDEN = ("python-docx", "MS Mincho", "ＭＳ", "ja-JP", "updateFields", "w:dirty", "Yu Mincho")
_MAIN = "word/document.xml"


def problems(data: bytes) -> list[str]:
    """Return every fault found in a DOCX file."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: archive.read(name) for name in archive.namelist()}
    found = list(container(archive, parts))
    trees: dict[str, etree._Element] = {}
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")):
            try:
                trees[name] = etree.fromstring(content)
            except etree.XMLSyntaxError as fault:
                found.append(f"{name} is not well formed: {fault}")
        found += [
            f"{name} holds {word}"
            for word in FORBIDDEN
            if word.encode() in content and not name.startswith("customXml")
        ]
    missing = [
        name
        for name in ("[Content_Types].xml", _MAIN, "word/styles.xml", "word/numbering.xml")
        if name not in trees
    ]
    if missing:
        return [*found, *(f"{name} is missing" for name in missing)]
    found += content_types(trees["[Content_Types].xml"], parts)
    found += properties(trees)
    found += relations(trees, parts)
    found += targets(trees)
    found += whole_file_identities(trees)
    found += style_sheet(trees["word/styles.xml"])
    found += numbering(trees["word/numbering.xml"])
    found += footnotes(trees)
    found += comments(trees)
    found += sections(trees[_MAIN])
    for name, tree in trees.items():
        if STORY.fullmatch(name):
            found += [f"{name}: {text}" for text in _story(tree, trees)]
        if name.startswith("word/"):
            found += [f"{name}: {text}" for text in numbers(tree)]
    return found + list(_charts(data, parts))


def _story(tree: etree._Element, trees: dict[str, etree._Element]) -> Iterator[str]:
    yield from grammar(tree)
    yield from texts(tree)
    yield from tables(tree)
    yield from fields(tree)
    yield from formulas(tree)
    yield from styles_used(tree, trees)
    yield from identities(tree)
    yield from bookmarks(tree)


def _charts(data: bytes, parts: dict[str, bytes]) -> Iterator[str]:
    if any(posixpath.dirname(name) == "word/charts" for name in parts):
        rules = importlib.import_module("tests.writers.docx.chart_invariants")
        yield from rules.chart_problems(data)
