"""The client's sections: where the report's text goes, and on which page it stands."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from ...layout.page import Page
from .names import Element, R, W, drop, is_on, number, own_texts, value
from .placeholders import is_marker, marker, names_in
from .source import Source

KINDS = ("header", "footer")
TYPES = ("default", "first", "even")
_LEAST_WIDTH, _LEAST_HEIGHT = 7700, 5700  # twips: 136 and 100 mm; tables need as much
_VISIBLE = {W + name for name in ("drawing", "pict", "object", "sym", "tab")}
_BORDERS = ("paperSrc", "pgBorders", "lnNumType")
Stories = Mapping[tuple[str, str], str]  # (header|footer, default|first|even) -> part


@dataclass(frozen=True, slots=True)
class Layout:
    """The file's body in three: before the report's text, its page set-up, and after it.

    ``before`` and ``after`` are ready for a body: every section in them ends as in Word, its
    header and footer references taken out and kept by section in ``stories``. ``own_pages``
    tells that the cover has a section of its own (or that there is none).
    """

    has_marker: bool
    before: list[Element]
    after: list[Element]
    section: Element  # w:sectPr that holds for the report's text
    used: Stories
    stories: Mapping[Element, Stories]
    own_pages: bool


def read_layout(source: Source) -> Layout:
    """Divide the body at ``{{正文}}``; without it only the last section's set-up counts.

    Raises:
        TemplateError: the mark stands twice, in a table, or with other text.
    """
    body = deepcopy(source.tree(source.main)).find(f"{W}body")
    if body is None:  # open_source looked
        raise source.refuse("broken", "文件没有正文。", "请重新保存。")
    sections = _sections(body)
    stories = _effective(source, [properties for _, properties in sections])
    blocks = [block for block in body if block.tag != f"{W}sectPr"]
    places = [block for block in blocks if block.tag == f"{W}p" and is_marker(block)]
    _check_marker(source, body, places)
    if not places:
        last = sections[-1][1]
        return Layout(False, [], [], last, stories[last], stories, own_pages=True)
    place = places[0]
    here = next(i for i, (members, _) in enumerate(sections) if place in members)
    members, section = sections[here]
    at = members.index(place)
    head, tail = members[:at], members[at + 1 :]
    before = [block for group, _ in sections[:here] for block in group]
    own_pages = _is_blank(head)
    if not own_pages:
        _trim_end(head)
        before += [*head, _closing(body, section)]
    after = [] if _is_blank(tail) else _trim_start(tail)
    if after and here < len(sections) - 1 and after[-1].find(f"{W}pPr/{W}sectPr") is None:
        after.append(_closing(body, section))  # the mark itself closed the section
    rest = [block for group, _ in sections[here + 1 :] for block in group]
    if after or not _is_blank(rest):
        after += rest
    used, last = stories[section], sections[-1][1]
    if after:
        after.append(last)
    for block in before + after:
        stories |= {
            node: used for node in block.iter(f"{W}sectPr") if node not in stories
        }  # copies of the section that holds the mark
    return Layout(True, before, after, section, used, stories, own_pages=own_pages)


def _check_marker(source: Source, body: Element, places: list[Element]) -> None:
    name = "{{" + marker() + "}}"
    count = sum(found == marker() for found in names_in([body]))
    if count > 1:
        raise source.refuse("marker", f"{name} 出现了{count}次。", "请只保留一处。")
    if count and not places:
        what = f"{name} 没有单独成段，或在表格、文本框、内容控件里。"
        raise source.refuse("marker", what, f"请把 {name} 单独写成一段，放在封面之后。")


def _sections(body: Element) -> list[tuple[list[Element], Element]]:
    """Return the sections: their blocks, and the ``w:sectPr`` at their end."""
    sections: list[tuple[list[Element], Element]] = []
    members: list[Element] = []
    last = body.find(f"{W}sectPr")
    for block in body:
        if block is last:
            continue
        members.append(block)
        properties = block.find(f"{W}pPr/{W}sectPr")
        if properties is not None:
            sections.append((members, properties))
            members = []
    if last is None:
        last = body.makeelement(f"{W}sectPr", {})
    return [*sections, (members, last)]


def _effective(source: Source, properties: list[Element]) -> dict[Element, Stories]:
    """Return headers and footers of each section; what it does not name it inherits."""
    found: dict[Element, Stories] = {}
    inherited: dict[tuple[str, str], str] = {}
    relations = source.relations(source.main)
    for section in properties:
        for kind in KINDS:
            for node in section.findall(f"{W}{kind}Reference"):
                relation = relations.get(node.get(f"{R}id", ""))
                if relation is not None and source.has(relation.target):
                    inherited[kind, node.get(f"{W}type", "default")] = relation.target
                section.remove(node)
        for node in section.findall(f"{W}printerSettings"):
            section.remove(node)
        found[section] = dict(inherited)
    return found


def _closing(body: Element, section: Element) -> Element:
    """Return an all but invisible paragraph that ends a section set up as ``section``."""
    paragraph = etree.SubElement(body, f"{W}p")
    body.remove(paragraph)
    properties = etree.SubElement(paragraph, f"{W}pPr")
    spacing = {f"{W}before": "0", f"{W}after": "0", f"{W}line": "20", f"{W}lineRule": "exact"}
    etree.SubElement(properties, f"{W}spacing", spacing)
    mark = etree.SubElement(properties, f"{W}rPr")
    etree.SubElement(mark, f"{W}sz", {f"{W}val": "2"})
    properties.append(deepcopy(section))
    return paragraph


def _is_blank(blocks: list[Element]) -> bool:
    """Tell whether blocks print nothing (a section's end and page breaks are nothing)."""
    return not any(
        node.tag in _VISIBLE or (node.tag == f"{W}t" and (node.text or "").strip())
        for block in blocks
        for node in block.iter()
    ) and not any(block.tag == f"{W}tbl" for block in blocks)


def _trim_end(blocks: list[Element]) -> None:
    """Drop page breaks and empty paragraphs at the end: the next section begins a page anyway."""
    while len(blocks) > 1 and blocks[-1].tag == f"{W}p" and _is_blank([blocks[-1]]):
        blocks.pop()
    for node in reversed(list(blocks[-1].iter(f"{W}br", f"{W}t"))):
        if node.tag == f"{W}t" and (node.text or "").strip():
            break
        if node.get(f"{W}type") == "page":
            drop(node)


def _trim_start(blocks: list[Element]) -> list[Element]:
    while (
        len(blocks) > 1
        and blocks[0].tag == f"{W}p"
        and _is_blank(blocks[:1])
        and blocks[0].find(f"{W}pPr/{W}sectPr") is None
    ):
        blocks = blocks[1:]
    first = blocks[0]
    texts = list(own_texts(first))
    for node in list(first.iter(f"{W}br")):
        run, before = node.getparent(), texts[0].getparent() if texts else None
        if node.get(f"{W}type") == "page" and (run is before or run is first.find(f"{W}r")):
            drop(node)
    for node in first.findall(f"{W}pPr/{W}pageBreakBefore"):
        drop(node)
    return blocks


def page_of_section(source: Source, section: Element) -> Page:
    """Return the page set-up of a section.

    Raises:
        TemplateError: the margins leave no room for text.
    """
    size, margins = section.find(f"{W}pgSz"), section.find(f"{W}pgMar")
    default = Page()
    extra = [section.find(W + name) for name in _BORDERS]
    grid = section.find(f"{W}docGrid")
    page = Page(
        width=number(size, "w", default.width),
        height=number(size, "h", default.height),
        # A negative margin tells Word to keep it whatever the header needs.
        top=abs(number(margins, "top", default.top)),
        right=number(margins, "right", default.right),
        bottom=abs(number(margins, "bottom", default.bottom)),
        left=number(margins, "left", default.left),
        header=number(margins, "header", default.header),
        footer=number(margins, "footer", default.footer),
        gutter=number(margins, "gutter"),
        grid="" if grid is None else _xml(grid),
        borders="".join(_xml(node) for node in extra if node is not None),
    )
    if page.text_width < _LEAST_WIDTH or page.text_height < _LEAST_HEIGHT:
        width, height = page.text_width / 56.7, page.text_height / 56.7
        what = f"页面设置留给正文的地方只有 {width:.0f}×{height:.0f} mm，放不下表格。"
        hint = "请在“页面设置”中改纸张大小和页边距，至少留出 136×100 mm。"
        raise source.refuse("page", what, hint)
    return page


def _xml(node: Element) -> str:
    """Return an element of a section as text for a body in which ``w:`` is declared."""
    items = [(str(name), str(text)) for name, text in node.attrib.items()]
    attributes = "".join(
        f' w:{etree.QName(name).localname}="{text}"'
        for name, text in items
        if name.startswith(W) and text.replace("-", "").isalnum()
    )
    tag = etree.QName(node).localname
    inner = "".join(_xml(child) for child in node)
    return f"<w:{tag}{attributes}>{inner}</w:{tag}>" if inner else f"<w:{tag}{attributes}/>"


def column_count(section: Element) -> int:
    """Return in how many columns the section sets its text."""
    return number(section.find(f"{W}cols"), "num", 1)


def has_first_page(section: Element) -> bool:
    """Tell whether the first page of a section has a header and footer of its own."""
    return is_on(section.find(f"{W}titlePg"))


def is_vertical(section: Element) -> bool:
    """Tell whether the section's text runs from top to bottom."""
    return value(section, "textDirection", "lrTb") not in ("lrTb", "lr")
