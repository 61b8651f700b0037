"""The report built on a client's file: its page, headers and footers first, its parts at the end.

The writer writes as it always does, with the report's own style ids and list numbers. When it
is done, :meth:`ClientBase.finish` puts the client's styles, numbering, settings, fonts and theme
in place of the report's, and renames in the report's parts what is called otherwise there. So
nothing else in this writer needs to know of the client's file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field, replace
from functools import cached_property

from lxml import etree

from ....document.nodes import Document
from ....document.theme import Theme
from ....document.theme_file import default_theme
from ....errors import Problem
from ...layout.page import Page
from ..frame import Frame
from ..package import Package
from ..styles import numbering_xml, styles_xml
from .body import ClientBody
from .carry import Carrier, to_bytes
from .cleaning import Cleaner
from .colours import theme_accent
from .headers import Headers, frame_of, has_watermark
from .names import Element, W, number
from .numbering import Numbered, link_styles, merge_numbering
from .placeholders import known_names, marker, names_in, standard_name, values_of
from .roles import Match, match_roles
from .sections import Layout, has_first_page, page_of_section, read_layout
from .settings import merge_fonts, merge_settings
from .source import Source, open_source
from .styles import add_page_tab, merge_styles, set_stops
from .stylesheet import Stylesheet

_STYLE = re.compile(rb'(<w:(?:pStyle|rStyle|tblStyle) w:val=")([^"]+)(")')
_NUMBER = re.compile(rb'(<w:numId w:val=")(\d+)(")')
_OWN_PARTS = re.compile(r"word/(?!client)[a-z]+\d*\.xml")
_SHARED = ("styles", "numbering", "settings", "fontTable")
_CONTENTS = ("TOC1", "TOC2", "TOC3", "TOC4", "TableofFigures")
_THEME = "word/theme/theme1.xml"


@dataclass(slots=True)
class _Run:
    """What belongs to one report being written."""

    theme: Theme
    carrier: Carrier
    cleaner: Cleaner
    headers: Headers
    numbered: Numbered
    body: ClientBody
    frame: Frame = field(default_factory=Frame)


class ClientBase:
    """A client's file, read and judged; one report at a time can be written on it."""

    def __init__(self, source: Source) -> None:
        """Read styles and sections; see :func:`open_base`."""
        self.source = source
        self.layout: Layout = read_layout(source)
        self.page: Page = page_of_section(source, self.layout.section)
        styles = source.related("styles")
        root = source.tree(styles) if styles else etree.fromstring(b"<w:styles %s/>" % _SPACE)
        self.styles = Stylesheet(root)
        numbering = source.related("numbering")
        self.numbering: Element | None = source.tree(numbering) if numbering else None
        self._run: _Run | None = None

    @property
    def has_cover(self) -> bool:
        """Whether pages of the client stand before the report's text."""
        return bool(self.layout.before)

    @property
    def has_back(self) -> bool:
        """Whether pages of the client follow the report's text."""
        return bool(self.layout.after)

    @cached_property
    def accent(self) -> str:
        """The file's own accent colour as RRGGBB; "" where nobody has chosen one."""
        part = self.source.related("theme")
        return theme_accent(self.source.tree(part)) if part else ""

    @cached_property
    def matches(self) -> tuple[Match, ...]:
        """The client's styles for the report's roles, whose names no theme changes."""
        return match_roles(Stylesheet(_parsed(styles_xml(default_theme()))), self.styles)

    @property
    def marks(self) -> bool:
        """Whether a header of the file holds a watermark of its own."""
        return any(has_watermark(root) for name, root in self.stories() if name == "页眉")

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What was left out or changed in the report written last."""
        run = self._run
        found = () if run is None else (*run.cleaner.problems, *run.carrier.problems)
        return tuple(dict.fromkeys(found))

    def stories(self) -> list[tuple[str, Element]]:
        """Return what of the file is printed: cover and back, then headers and footers."""
        layout = self.layout
        blocks = [("封面", block) for block in layout.before]
        blocks += [("封底", block) for block in layout.after]
        shown = {part: kind for rows in layout.stories.values() for (kind, _), part in rows.items()}
        names = {"header": "页眉", "footer": "页脚"}
        return blocks + [(names[kind], self.source.tree(part)) for part, kind in shown.items()]

    def check_placeholders(self, document: Document) -> None:
        """Raise TemplateError for placeholders that nothing is known of, with the known ones."""
        values = values_of(document)
        for where, root in self.stories():
            for name in names_in([root]):
                if standard_name(name) not in values and name != marker():
                    what = f"{where}中的占位符 {{{{{name}}}}} 不认识。"
                    known = "、".join(dict.fromkeys((*known_names(), *values)))
                    raise self.source.refuse("placeholder", what, f"可用的有：{known}。")

    def prepare(self, package: Package, document: Document, watermark: str) -> Document:
        """Start a report: return the document without what the client's file brings itself.

        Args:
            package: the package being written; cover, headers and footers go into it.
            document: the report.
            watermark: a ``w:r`` for headers that have none, or "".

        Raises:
            TemplateError: what the file holds cannot or must not be used.
        """
        values = values_of(document)
        self.check_placeholders(document)
        carrier, cleaner = Carrier(self.source, package), Cleaner(self.source)
        lists = _flat(_parsed(numbering_xml(document.theme)))
        numbered = merge_numbering(lists, self.styles, self.numbering, self.matches)
        headers = Headers(carrier, cleaner, self.styles, numbered, values, watermark)
        if watermark and self.marks:
            what = "页眉里已有水印，项目文件中的水印没有加上。"
            hint = "请从文件中删去水印，或去掉项目文件中的 watermark。"
            cleaner.problems.append(self.source.note("watermark", what, hint))
        layout = self.layout
        body = ClientBody.of(layout, headers, values)
        first = has_first_page(layout.section) and layout.own_pages
        self._run = _Run(document.theme, carrier, cleaner, headers, numbered, body)
        used = {standard_name(name) for _, root in self.stories() for name in names_in([root])}
        for name in sorted(used - {name for name, text in values.items() if text} - {marker()}):
            what = f"占位符 {{{{{name}}}}} 没有内容，印出来是空白。"
            hint = "请在项目文件中填写，或从文件中删去这一项。"
            cleaner.problems.append(self.source.note("empty_placeholder", what, hint))
        self._run.frame = frame_of(headers, layout.used, self.page, first_page=first)
        if not self.has_cover:
            return document
        # An empty part is not written, and the others keep their places.
        parts = (replace(p, blocks=()) if p.role == "cover" else p for p in document.parts)
        return replace(document, parts=tuple(parts))

    @property
    def frame(self) -> Frame:
        """Headers and footers for the report's parts."""
        return Frame() if self._run is None else self._run.frame

    def finish(self, package: Package) -> None:
        """Put the client's parts in place of the report's and rename what refers to them."""
        run = self._run
        if run is None:
            raise RuntimeError("prepare comes first")
        own = {name: etree.fromstring(package.parts[f"word/{name}.xml"]) for name in _SHARED}
        merged = merge_styles(Stylesheet(own["styles"]), self.styles, self.matches)
        lists = _flat(own["numbering"])
        numbered = merge_numbering(lists, self.styles, self.numbering, self.matches)
        link_styles(merged.root, numbered, self.matches, merged.ids)
        self._set_tabs(merged.root, merged.ids, Page.of(run.theme).text_width)
        self._rename(package, merged.ids, numbered.shift)
        run.body.insert(package)
        merge_settings(own["settings"], self._related("settings"))
        fonts = merge_fonts(own["fontTable"], self._related("fontTable"))
        run.carrier.relink([numbered.root], self.source.related("numbering"), "word/numbering.xml")
        run.carrier.relink([fonts], self.source.related("fontTable"), "word/fontTable.xml")
        roots = (merged.root, numbered.root, own["settings"], fonts)
        for name, root in zip(_SHARED, roots, strict=True):
            package.parts[f"word/{name}.xml"] = to_bytes(root)
        theme = self.source.related("theme")
        if theme:
            root = deepcopy(self.source.tree(theme))
            run.carrier.relink([root], theme, _THEME)
            package.parts[_THEME] = to_bytes(root)

    def _related(self, kind: str) -> Element | None:
        part = self.source.related(kind)
        return self.source.tree(part) if part else None

    def _rename(self, package: Package, ids: Mapping[str, str], shift: int) -> None:
        table = {old.encode(): new.encode() for old, new in ids.items()}

        def style(match: re.Match[bytes]) -> bytes:
            return match[1] + table.get(match[2], match[2]) + match[3]

        def instance(match: re.Match[bytes]) -> bytes:
            return match[1] + str(int(match[2]) + shift).encode() + match[3]

        shared = {f"word/{name}.xml" for name in _SHARED}
        for name, data in package.parts.items():
            if _OWN_PARTS.fullmatch(name) and name not in shared:
                package.parts[name] = _NUMBER.sub(instance, _STYLE.sub(style, data))

    def _set_tabs(self, root: Element, ids: Mapping[str, str], own: int) -> None:
        """Let page numbers and running titles stand at the right edge of the client's page."""
        sheet, width = Stylesheet(root), self.page.text_width
        made = [("Header", self.frame.has_header), ("Footer", self.frame.has_footer)]
        for role, is_theirs in made:  # the report makes what the file lacks, with its own tabs
            style = sheet.get(ids[role])
            if style is not None and not is_theirs:
                set_stops(style, [("center", width // 2)] * (role == "Footer") + [("right", width)])
        for match in self.matches:
            style = sheet.get(ids[match.role.id])
            if style is None:
                continue
            tabs = style.findall(f"{W}pPr/{W}tabs/{W}tab")
            if match.style is None:
                for tab in tabs:
                    if number(tab, "pos") in (own, own // 2):
                        tab.set(f"{W}pos", str(number(tab, "pos") * width // own))
            elif match.role.id in _CONTENTS:
                found = sheet.resolved(style, "pPr/tabs")
                kinds = [] if found is None else [tab.get(f"{W}val") for tab in found]
                if "right" not in kinds:
                    add_page_tab(style, width)


_SPACE = f'xmlns:w="{W[1:-1]}"'.encode()


def _parsed(xml: str) -> Element:
    return etree.fromstring(xml.encode("utf-8"))


def _flat(numbering: Element) -> Element:
    """Return the report's lists without the theme's indents of headings: the client's hold."""
    for node in numbering.iter(f"{W}ind"):
        if node.get(f"{W}firstLineChars") is not None:
            del node.attrib[f"{W}firstLineChars"]
            node.set(f"{W}firstLine", "0")
    return numbering


def open_base(data: bytes, name: str) -> ClientBase:
    """Read a client's DOCX or DOTX.

    Args:
        data: the file.
        name: its bare name, for messages.

    Raises:
        TemplateError: no Word file, damaged, unsafe, or not fit for a report; with what to do.
    """
    return ClientBase(open_source(data, name))
