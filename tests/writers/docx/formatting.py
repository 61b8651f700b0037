"""How much of a file is formatted by hand instead of by styles."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from .invariants.names import STORY, W, short

# Not formatting: the style itself, the language, and which font a mark is set in.
_NO_LOOK = {"rStyle", "lang", "noProof"}
# Properties of a paragraph that say how it looks; breaks and numbers say where it belongs.
_LOOK = {"spacing", "ind", "jc", "tabs", "pBdr", "shd", "snapToGrid"}


@dataclass(frozen=True, slots=True)
class Direct:
    """Runs and paragraphs of a file, and those formatted by hand, by what is set."""

    runs: int
    paragraphs: int
    run_looks: Counter[str]
    paragraph_looks: Counter[str]

    @property
    def run_share(self) -> float:
        return self.run_looks.total() / max(self.runs, 1)

    @property
    def paragraph_share(self) -> float:
        return self.paragraph_looks.total() / max(self.paragraphs, 1)


def direct_formatting(data: bytes) -> Direct:
    """Count over body, headers, footers, notes and comments."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    trees = [
        etree.fromstring(archive.read(name))
        for name in archive.namelist()
        if STORY.fullmatch(name) and "footnotes" not in name
    ]
    runs = [node for tree in trees for node in tree.iter(f"{W}r")]
    paragraphs = [node for tree in trees for node in tree.iter(f"{W}p")]
    by_run = Counter(" ".join(look) for run in runs if (look := list(_run_look(run))))
    by_paragraph = Counter(
        look for para in paragraphs if (look := _paragraph_look(para)) is not None
    )
    return Direct(len(runs), len(paragraphs), by_run, by_paragraph)


def _run_look(run: etree._Element) -> Iterator[str]:
    properties = run.find(f"{W}rPr")
    for node in () if properties is None else properties:
        name = short(node.tag)
        hint_only = name == "rFonts" and set(node.attrib) <= {f"{W}hint"}
        if name not in _NO_LOOK and not hint_only:
            yield name


def _paragraph_look(para: etree._Element) -> str | None:
    properties = para.find(f"{W}pPr")
    if properties is None:
        return None
    looks = sorted({short(node.tag) for node in properties} & _LOOK)
    style = properties.find(f"{W}pStyle")
    name = "" if style is None else style.get(f"{W}val")
    return f"{name}: {' '.join(looks)}" if looks else None
