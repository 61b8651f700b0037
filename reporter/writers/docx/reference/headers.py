"""The client's headers and footers, for the report's parts and for the client's own pages."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from ...layout.page import Page
from ..frame import Frame
from ..package import WORD
from .carry import Carrier
from .cleaning import Cleaner
from .names import Element, V, W, number, put_in_order, value
from .numbering import Numbered, freeze
from .placeholders import fill_placeholders
from .sections import KINDS, TYPES, Stories
from .styles import put_in_paragraph
from .stylesheet import Stylesheet

_MAIN = "word/document.xml"
_NAMES = {"header": "页眉", "footer": "页脚"}
_WIDTHS = ("tblW", "gridCol", "tcW")


@dataclass(slots=True)
class Headers:
    """Adds header and footer parts to the package, each once."""

    carrier: Carrier
    cleaner: Cleaner
    styles: Stylesheet
    numbered: Numbered
    values: Mapping[str, str]
    watermark: str = ""  # a w:r, for headers without one
    _known: dict[tuple[str, bool, bool], str] = field(default_factory=dict)

    def references(
        self, stories: Stories, page: Page | None = None, *, marked: bool = False
    ) -> str:
        """Return ``w:headerReference`` and ``w:footerReference`` for a section.

        Args:
            stories: parts of the client's file by kind and type.
            page: the upright page, when the section lies and tab stops must follow.
            marked: whether the report's watermark goes into the headers.
        """
        out = []
        for kind in KINDS:
            for type_ in TYPES:
                part = stories.get((kind, type_))
                if part is not None:
                    relation = self._part(kind, part, page, marked=marked and kind == "header")
                    out.append(f'<w:{kind}Reference w:type="{type_}" r:id="{relation}"/>')
        return "".join(out)

    def _part(self, kind: str, old: str, page: Page | None, *, marked: bool) -> str:
        known = self._known.get((old, page is not None, marked))
        if known is not None:
            return known
        new = f"word/client{kind}{len(self._known) + 1}.xml"
        root = deepcopy(self.carrier.source.tree(old))
        self.cleaner.clean([root], _NAMES[kind])
        lines = {name: text.replace("\n", "") for name, text in self.values.items()}
        fill_placeholders(root, lines)
        freeze(root, self.numbered)
        if page is not None:
            _turn(root, self.styles, page)
        if marked and self.watermark and not has_watermark(root):
            _add_watermark(root, self.watermark)
        if root.find(f"{W}p") is None and root.find(f"{W}tbl") is None:
            root.append(root.makeelement(f"{W}p", {}))
        self.carrier.story(old, new, root, f"{WORD}{kind}+xml")
        relation = self.carrier.package.rels(_MAIN).add(kind, new.removeprefix("word/"))
        self._known[old, page is not None, marked] = relation
        return relation


def frame_of(headers: Headers, stories: Stories, page: Page, *, first_page: bool) -> Frame:
    """Return what the report's parts show above and below their text.

    Args:
        headers: makes the parts.
        stories: those of the section that the report's text stands in.
        page: the upright page.
        first_page: whether the first page of the section differs.
    """
    kept = {key: part for key, part in stories.items() if key[1] != "first"}
    turned = page.turned()
    is_turned = turned is not page and turned.text_width != page.text_width
    first = {key: part for key, part in stories.items() if key[1] == "first"}
    return Frame(
        upright=headers.references(kept, marked=True),
        turned=headers.references(kept, page if is_turned else None, marked=True),
        first=headers.references(first, marked=True) if first_page else "",
        has_header=any(kind == "header" for kind, _ in kept),
        has_footer=any(kind == "footer" for kind, _ in kept),
        has_first=first_page,
    )


def has_watermark(root: Element) -> bool:
    """Tell whether a header holds a watermark: lettering that Word lays behind the text."""
    return any(
        "WaterMark" in node.get("id", "") or node.find(f"{V}textpath[@string]") is not None
        for node in root.iter(f"{V}shape")
    )


def _add_watermark(root: Element, run: str) -> None:
    paragraph = next(root.iter(f"{W}p"), None)
    if paragraph is None:
        paragraph = etree.SubElement(root, f"{W}p")
    at = 0 if paragraph.find(f"{W}pPr") is None else 1
    paragraph.insert(at, etree.fromstring(run))


def _turn(root: Element, styles: Stylesheet, page: Page) -> None:
    """Let tab stops and tables of an upright page's header reach across the turned page."""
    old, new = page.text_width, page.turned().text_width
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        style = styles.get(value(properties, "pStyle"))
        if style is None:
            style = styles.default("paragraph")
        stops = _stops(styles, style, properties)
        if not stops:
            continue
        if properties is None:
            properties = paragraph.makeelement(f"{W}pPr", {})
            paragraph.insert(0, properties)
        tabs = properties.makeelement(f"{W}tabs", {})
        rows = dict.fromkeys(stops, ("clear", ""))
        rows |= {at * new // old: look for at, look in stops.items()}
        for at, (kind, leader) in sorted(rows.items()):
            tab = etree.SubElement(tabs, f"{W}tab", {f"{W}val": kind, f"{W}pos": str(at)})
            if leader:
                tab.set(f"{W}leader", leader)
        put_in_paragraph(properties, tabs)
    for node in root.iter(*(W + name for name in _WIDTHS)):
        if node.get(f"{W}type", "dxa") == "dxa" and number(node, "w") > 0:
            node.set(f"{W}w", str(number(node, "w") * new // old))


def _stops(
    styles: Stylesheet, style: Element | None, properties: Element | None
) -> dict[int, tuple[str, str]]:
    """Return the tab stops of a paragraph: position -> kind and leader."""
    stops: dict[int, tuple[str, str]] = {}
    holders = [one.find(f"{W}pPr") for one in reversed(styles.chain(style))]
    for holder in (*holders, properties):
        for tab in () if holder is None else holder.iterfind(f"{W}tabs/{W}tab"):
            at, kind = number(tab, "pos"), tab.get(f"{W}val", "left")
            if kind == "clear":
                stops.pop(at, None)
            else:
                stops[at] = kind, tab.get(f"{W}leader", "")
    return stops


def write_references(section: Element, references: str) -> None:
    """Put references into a section of the client's; they must come first."""
    if references:
        space = f'xmlns:w="{W[1:-1]}"'
        office = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        nodes = etree.fromstring(f"<x {space} {office}>{references}</x>")
        for index, node in enumerate(list(nodes)):
            section.insert(index, node)


def begin_on_new_page(section: Element, order: tuple[str, ...]) -> None:
    """Let a section of the client's begin on a new page."""
    kind = section.makeelement(f"{W}type", {f"{W}val": "nextPage"})
    put_in_order(section, kind, order)
