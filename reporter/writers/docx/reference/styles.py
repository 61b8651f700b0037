"""The client's styles, and those of the report that are missing there.

An imported style must look at home: body and heading fonts are the client's, and what the
client set in the base style for running text (an indent of the first line, say) must not reach
tables and captions, which are based on it too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass

from .names import Element, W, number, put_in_order, value
from .roles import Match
from .stylesheet import Stylesheet

_PARAGRAPH = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd",
    "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc",
    "textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr",
    "sectPr", "pPrChange",
)  # fmt: skip
_STYLE = (
    "name", "aliases", "basedOn", "next", "link", "autoRedefine", "hidden", "uiPriority",
    "semiHidden", "unhideWhenUsed", "qFormat", "locked", "personal", "personalCompose",
    "personalReply", "rsid", "pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr",
)  # fmt: skip
# What the base style of the client may hold, and how it is taken back.
_NEUTRAL: Mapping[str, Mapping[str, str]] = {
    "ind": {"left": "0", "right": "0", "firstLineChars": "0", "firstLine": "0"},
    "keepNext": {"val": "0"},
    "keepLines": {"val": "0"},
    "pageBreakBefore": {"val": "0"},
    "contextualSpacing": {"val": "0"},
    "shd": {"val": "clear", "color": "auto", "fill": "auto"},
    "jc": {"val": "both"},
}
_EDGES = ("top", "left", "bottom", "right")
# Fields of contents and running titles find these by their built-in names only.
_NAMED_BY_FIELDS = (
    "Heading1", "Heading2", "Heading3", "Heading4", "TOC1", "TOC2", "TOC3", "TOC4",
    "TableofFigures", "Caption",
)  # fmt: skip
_BODY, _PLAIN = "BodyTextFirstIndent", "BodyText"
_TEXT = ("Normal", "TableText")  # whose fonts are the client's by inheritance
_SAID = ("basedOn", "next", "link")


@dataclass(frozen=True, slots=True)
class Merged:
    """The new ``styles.xml``; ``ids`` maps every id of the report's styles to the file's."""

    root: Element
    ids: Mapping[str, str]


def merge_styles(own: Stylesheet, client: Stylesheet, matches: Iterable[Match]) -> Merged:
    """Return the client's styles with the missing ones added."""
    matches = tuple(matches)
    root = deepcopy(client.root)
    ids = style_ids(client, matches)
    _tidy(root)
    by_id = {style.get(f"{W}styleId", ""): style for style in root.iterfind(f"{W}style")}
    for match in matches:
        if match.how == "alias" and match.role.id in _NAMED_BY_FIELDS:
            _take_name(by_id[match.style_id], match)
    body = next((match.style for match in matches if match.role.id == _BODY), None)
    import_ = _Import(own, client, ids, body)
    for match in matches:
        if match.style is None:
            root.append(_imported(import_, match))
    return Merged(root, ids)


def style_ids(client: Stylesheet, matches: Iterable[Match]) -> dict[str, str]:
    """Return the id in the file for every style of the report; imported ones keep a free one."""
    taken = {style.get(f"{W}styleId", "").lower() for style in client.styles()}
    ids = {}
    for match in matches:
        name = match.style_id or match.role.id
        while match.style is None and name.lower() in taken:
            name = f"R{name}"
        taken.add(name.lower())
        ids[match.role.id] = name
    return ids


def _tidy(root: Element) -> None:
    """Drop what dangles, and traces of who edited when; the text is Chinese."""
    known = {style.get(f"{W}styleId", "") for style in root.iterfind(f"{W}style")}
    for style in root.iterfind(f"{W}style"):
        for name in _SAID:
            node = style.find(W + name)
            if node is not None and node.get(f"{W}val") not in known:
                style.remove(node)
    for node in list(root.iter(f"{W}rsid", f"{W}rPrChange", f"{W}pPrChange")):
        parent = node.getparent()
        if parent is not None:
            parent.remove(node)
    language = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if language is not None:
        language.set(f"{W}eastAsia", "zh-CN")


@dataclass(frozen=True, slots=True)
class _Import:
    own: Stylesheet
    client: Stylesheet
    ids: Mapping[str, str]
    body: Element | None  # the client's style for running text, if there is one


def _take_name(style: Element, match: Match) -> None:
    """Give a style that is called 标题 1 the built-in name; the old one becomes its alias."""
    name = style.find(f"{W}name")
    if name is None:
        return
    alias = style.makeelement(f"{W}aliases", {f"{W}val": name.get(f"{W}val", "")})
    put_in_order(style, alias, _STYLE)
    name.set(f"{W}val", match.role.name)
    style.attrib.pop(f"{W}customStyle", "")


def _imported(import_: _Import, match: Match) -> Element:
    own, client, ids, body = import_.own, import_.client, import_.ids, import_.body
    original = own.get(match.role.id)
    style = deepcopy(original)
    if style is None:  # matches are made from these styles
        raise KeyError(match.role.id)
    style.set(f"{W}styleId", ids[match.role.id])
    if match.role.default and client.default(match.role.kind) is not None:
        del style.attrib[f"{W}default"]
    _rename(style, client)
    for name in _SAID:
        node = style.find(W + name)
        if node is not None:
            node.set(f"{W}val", ids.get(node.get(f"{W}val", ""), node.get(f"{W}val", "")))
    if match.role.kind == "paragraph":
        _settle(style, own, client, match)
        if all(one.find(f"{W}rPr/{W}sz") is None for one in own.chain(original)):
            _fit_lines(_properties(style), own, client, body)
    _refont(style, own, client)
    if match.role.id == _PLAIN and body is not None:
        _take_letters(style, client, body)
    return style


def _rename(style: Element, client: Stylesheet) -> None:
    """Give a name of its own to a style whose name the file uses for something else."""
    name = style.find(f"{W}name")
    taken = {"".join(value(other, "name").split()).lower() for other in client.styles()}
    if name is not None and "".join(name.get(f"{W}val", "").split()).lower() in taken:
        name.set(f"{W}val", f"{name.get(f'{W}val')}（报告）")
        style.set(f"{W}customStyle", "1")


def _settle(style: Element, own: Stylesheet, client: Stylesheet, match: Match) -> None:
    """Take back what the client's base style brings, and fit lines to the client's size."""
    properties = style.find(f"{W}pPr")
    if properties is None:
        return
    base, original = client.default("paragraph"), own.get(match.role.id)
    brought = [name for name in _NEUTRAL if client.resolved(base, f"pPr/{name}") is not None]
    for name in brought:
        if own.resolved(original, f"pPr/{name}") is None:
            node = properties.makeelement(W + name, {W + k: v for k, v in _NEUTRAL[name].items()})
            put_in_order(properties, node, _PARAGRAPH)
    if client.resolved(base, "pPr/pBdr") is not None and properties.find(f"{W}pBdr") is None:
        frame = properties.makeelement(f"{W}pBdr", {})
        for edge in _EDGES:
            frame.append(frame.makeelement(W + edge, {f"{W}val": "nil"}))
        put_in_order(properties, frame, _PARAGRAPH)
    indent = properties.find(f"{W}ind")
    if indent is not None and "ind" in brought:
        is_hanging = indent.get(f"{W}hanging") is not None
        for name, text in _NEUTRAL["ind"].items():
            if indent.get(W + name) is None and not (name == "firstLine" and is_hanging):
                indent.set(W + name, text)


def _fit_lines(
    properties: Element, own: Stylesheet, client: Stylesheet, body: Element | None
) -> None:
    """Fit lines and the indent of two characters of a style in the size of running text."""
    base = client.default("paragraph") if body is None else body
    size = number(client.resolved(base, "rPr/sz"), "val", 20)
    # Half points of the report's body, on which its exact line heights are made.
    own_size = number(own.resolved(own.default("paragraph"), "rPr/sz"), "val", size)
    spacing, indent = properties.find(f"{W}spacing"), properties.find(f"{W}ind")
    if spacing is not None and spacing.get(f"{W}lineRule") == "exact":
        line = client.attribute(base, "pPr/spacing", "line")
        rule = client.attribute(base, "pPr/spacing", "lineRule") or "auto"
        if line and (rule == "exact" or body is not None):
            spacing.set(f"{W}line", line)
            spacing.set(f"{W}lineRule", rule)
        elif size != own_size:
            scaled = number(spacing, "line", 440) * size / own_size
            spacing.set(f"{W}line", str(int(scaled / 20 + 0.5) * 20))
    if indent is not None and number(indent, "firstLineChars") > 0:
        chars = number(indent, "firstLineChars")
        indent.set(f"{W}firstLine", str(chars * size * 10 // 100))


def _take_letters(style: Element, client: Stylesheet, body: Element) -> None:
    """Let running text without indent have the letters of the client's running text."""
    letters = style.find(f"{W}rPr")
    if letters is None:
        letters = style.makeelement(f"{W}rPr", {})
        put_in_order(style, letters, _STYLE)
    for node in list(letters):
        letters.remove(node)
    for name in ("rFonts", "color", "sz", "szCs"):
        found = client.resolved(body, f"rPr/{name}")
        if found is not None:
            letters.append(deepcopy(found))


def _refont(style: Element, own: Stylesheet, client: Stylesheet) -> None:
    """Let body text have the client's font by inheritance, headings that of its headings."""
    heading = client.named("paragraph", "heading 1")
    theirs = client.resolved(heading, "rPr/rFonts")
    running = [own.attribute(own.get(name), "rPr/rFonts", "eastAsia") for name in _TEXT]
    heads = own.attribute(own.get("Heading1"), "rPr/rFonts", "eastAsia")
    for fonts in list(style.iter(f"{W}rFonts")):
        parent, chinese = fonts.getparent(), fonts.get(f"{W}eastAsia")
        if parent is None:
            continue
        if chinese in running:
            parent.remove(fonts)
        elif chinese == heads and heading is not None and theirs is not None:
            parent.replace(fonts, deepcopy(theirs))


def _properties(style: Element) -> Element:
    """Return the ``w:pPr`` of a style, made where it is missing."""
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = style.makeelement(f"{W}pPr", {})
        put_in_order(style, properties, _STYLE)
    return properties


def set_stops(style: Element, stops: Iterable[tuple[str, int]]) -> None:
    """Give a style these tab stops (kind, position) and no others."""
    properties = _properties(style)
    tabs = properties.makeelement(f"{W}tabs", {})
    for kind, at in stops:
        tabs.append(tabs.makeelement(f"{W}tab", {f"{W}val": kind, f"{W}pos": str(at)}))
    put_in_order(properties, tabs, _PARAGRAPH)


def add_page_tab(style: Element, at: int) -> None:
    """Give a contents style of the client the right tab for page numbers."""
    properties = _properties(style)
    tabs = properties.find(f"{W}tabs")
    if tabs is None:
        tabs = properties.makeelement(f"{W}tabs", {})
        put_in_order(properties, tabs, _PARAGRAPH)
    attributes = {f"{W}val": "right", f"{W}leader": "dot", f"{W}pos": str(at)}
    tabs.append(tabs.makeelement(f"{W}tab", attributes))


def set_outline(style: Element, level: int) -> None:
    """Give a heading style the level under which contents list it, where it has none."""
    properties = _properties(style)
    node = properties.makeelement(f"{W}outlineLvl", {f"{W}val": str(level)})
    if properties.find(node.tag) is None:
        put_in_order(properties, node, _PARAGRAPH)


def set_numbering(style: Element, level: int, instance: int) -> None:
    """Link a heading style to level ``level`` of numbering instance ``instance``."""
    properties = _properties(style)
    put_in_order(properties, numbering_node(properties, level, instance), _PARAGRAPH)


def numbering_node(parent: Element, level: int, instance: int) -> Element:
    """Return ``w:numPr``, made in the document of ``parent``."""
    node = parent.makeelement(f"{W}numPr", {})
    if level:
        node.append(node.makeelement(f"{W}ilvl", {f"{W}val": str(level)}))
    node.append(node.makeelement(f"{W}numId", {f"{W}val": str(instance)}))
    return node


def tidy_paragraph(properties: Element) -> None:
    """Put the children of ``w:pPr`` in the schema's order, each once: LibreOffice doubles some."""
    names = [W + name for name in _PARAGRAPH]
    seen: set[str] = set()
    for child in list(properties):
        if str(child.tag) in seen or child.tag not in names:
            properties.remove(child)
        seen.add(str(child.tag))
    properties[:] = sorted(properties, key=lambda child: names.index(str(child.tag)))


def put_in_paragraph(properties: Element, node: Element) -> None:
    """Put a property into ``w:pPr`` where the schema wants it."""
    put_in_order(properties, node, _PARAGRAPH)
