"""The client's cover and back pages, put around the report's text."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from ..package import Package
from .headers import Headers, begin_on_new_page, write_references
from .names import MC, Element, W
from .numbering import freeze
from .placeholders import fill_placeholders
from .sections import Layout, Stories

_MAIN = "word/document.xml"
_ROOT = re.compile(r"<w:document\b([^>]*)>")
_FIRST_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r'\s+xmlns:([\w.-]+)="([^"]*)"')
_IGNORABLE = re.compile(r'mc:Ignorable="([^"]*)"')
# Children of w:sectPr that stand before and after w:type.
_SECTION = (
    "headerReference", "footerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar",
    "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "formProt", "vAlign", "noEndnote",
    "titlePg", "textDirection", "bidi", "rtlGutter", "docGrid", "printerSettings",
)  # fmt: skip
_NOTE_SETTINGS = ("footnotePr", "endnotePr")


@dataclass(frozen=True, slots=True)
class ClientBody:
    """Blocks before and after the report's text, cleaned and filled."""

    before: tuple[Element, ...]
    after: tuple[Element, ...]
    ignorable: tuple[str, ...]

    @classmethod
    def of(cls, layout: Layout, headers: Headers, values: Mapping[str, str]) -> ClientBody:
        """Make the blocks of one report; their parts go into the package of ``headers``.

        Raises:
            TemplateError: they hold what must not or cannot be used.
        """
        before, after = (
            [_copied(block) for block in side] for side in (layout.before, layout.after)
        )
        for blocks, where in ((before, "封面"), (after, "封底")):
            headers.cleaner.clean([copy for copy, _ in blocks], where)
        main = headers.carrier.source.main
        headers.carrier.relink([copy for copy, _ in before + after], main, _MAIN)
        for copy, sections in before + after:
            fill_placeholders(copy, values)
            freeze(copy, headers.numbered)
            for section, original in sections:
                _set_up(section, headers, layout.stories[original])
        later = [section for copy, sections in after for section, _ in sections]
        if later:
            begin_on_new_page(later[0], _SECTION)
        root = headers.carrier.source.tree(main)
        ignorable = tuple(root.get(f"{MC}Ignorable", "").split())
        return cls(tuple(c for c, _ in before), tuple(c for c, _ in after), ignorable)

    def insert(self, package: Package) -> None:
        """Put the blocks into the main part; namespaces are declared once, at its root."""
        if not self.before and not self.after:
            return
        text = package.parts[_MAIN].decode("utf-8")
        root = _ROOT.search(text)
        if root is None:
            raise ValueError("the main part has no w:document")
        known = dict(_SPACE.findall(root[1]))
        sides = [[_text(block, known) for block in side] for side in (self.before, self.after)]
        spaces = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in sorted(known.items()))
        rest = _SPACE.sub("", root[1])
        ignored = _IGNORABLE.search(rest)
        names = [*(ignored[1].split() if ignored else ()), *self.ignorable]
        names = [name for name in dict.fromkeys(names) if name in known]
        rest = f'{_IGNORABLE.sub("", rest).rstrip()} mc:Ignorable="{" ".join(names)}"'
        text = text.replace(root[0], f"<w:document{spaces}{rest}>", 1)
        before, after = ("".join(side) for side in sides)
        head, _, tail = text.rpartition("</w:body>")
        text = f"{head}{after}</w:body>{tail}".replace("<w:body>", f"<w:body>{before}", 1)
        package.parts[_MAIN] = text.encode("utf-8")


def _copied(block: Element) -> tuple[Element, list[tuple[Element, Element]]]:
    """Return a copy of a block, and its sections beside the originals."""
    copy = etree.fromstring(etree.tostring(block))
    pairs = zip(copy.iter(f"{W}sectPr"), block.iter(f"{W}sectPr"), strict=True)
    return copy, list(pairs)


def _set_up(section: Element, headers: Headers, stories: Stories) -> None:
    for name in _NOTE_SETTINGS:
        for node in section.findall(W + name):
            section.remove(node)
    write_references(section, headers.references(stories))


def _text(block: Element, known: dict[str, str]) -> str:
    """Return a block as text; namespaces that its first tag declares go to the root."""
    text = etree.tostring(block, encoding="unicode")
    first = _FIRST_TAG.match(text)
    if first is None:
        return text

    def shared(match: re.Match[str]) -> str:
        prefix, uri = match[1], match[2]
        return "" if known.setdefault(prefix, uri) == uri else match[0]

    return _SPACE.sub(shared, first[0]) + text[first.end() :]
