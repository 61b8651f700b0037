"""The client's numbering with that of the report behind it, and who numbers the headings.

The rule: what stands before a heading is what every other output prints (一、（一）1.（1）),
because contents, references and the record of the report's texts depend on it. So

* headings of the client without numbers get the report's live list;
* headings whose own list prints exactly the same on all four levels keep it, with its
  indents and fonts;
* any other list of the client's headings gives way to the report's list. Paragraphs of the
  cover that lived on it keep their numbers: they are named in :attr:`Numbered.frozen`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from .names import Element, W, number, value
from .roles import Match
from .styles import (
    numbering_node,
    put_in_paragraph,
    set_numbering,
    set_outline,
    style_ids,
)
from .stylesheet import Stylesheet

HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
_CHINESE = ("chineseCounting", "chineseCountingThousand", "japaneseCounting")
_SAME = (
    (_CHINESE, "%1、"),
    (_CHINESE, "（%2）"),
    (("decimal",), "%3."),
    (("decimal",), "（%4）"),
)
_NO_NUMBER = 4  # the report's w:num whose levels print nothing, before it is shifted


@dataclass(frozen=True, slots=True)
class Numbered:
    """The new ``numbering.xml``.

    ``shift`` is added to every ``w:numId`` of the report. ``frozen`` holds by style id the
    level and instance that paragraphs of the client had from a style which now counts with
    the report's headings; instance 0 for none.
    """

    root: Element
    shift: int
    frozen: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def before(self, style_id: str) -> tuple[int, int]:
        """Return level and instance of a frozen style; one that prints nothing for none."""
        level, instance = self.frozen[style_id]
        return (level, instance) if instance else (0, _NO_NUMBER + self.shift)


def heading_format(client: Stylesheet, numbering: Element | None, style: Element | None) -> str:
    """Return how the client numbers a heading style, such as ``第%1章``; "" for not at all."""
    level = _level(client, numbering, style)
    return "" if level is None or value(level, "numFmt") == "none" else value(level, "lvlText")


def keeps_list(client: Stylesheet, numbering: Element | None, matches: Iterable[Match]) -> bool:
    """Tell whether the client's headings print on all levels what the report's list prints."""
    by_role = {match.role.id: match for match in matches}
    lists = set()
    for place, (role, (formats, text)) in enumerate(zip(HEADINGS, _SAME, strict=True)):
        style = by_role[role].style if role in by_role else None
        level = _level(client, numbering, style)
        if level is None or number(level, "ilvl") != place:
            return False
        if value(level, "numFmt") not in formats or value(level, "lvlText").strip() != text:
            return False
        if value(level, "start", "1") != "1" or level.find(f"{W}lvlRestart") is not None:
            return False
        lists.add(_instance(client, style)[1])
    return len(lists) == 1


def _instance(client: Stylesheet, style: Element | None) -> tuple[int, int]:
    """Return level and numId of a style, (0, 0) for none."""
    instance = level = 0
    for one in reversed(client.chain(style)):
        numbering = one.find(f"{W}pPr/{W}numPr")
        if numbering is not None:
            instance = number(numbering.find(f"{W}numId"), "val", instance)
            level = number(numbering.find(f"{W}ilvl"), "val", level)
    return level, instance


def _level(client: Stylesheet, numbering: Element | None, style: Element | None) -> Element | None:
    level, instance = _instance(client, style)
    if numbering is None or style is None or not instance:
        return None
    for node in numbering.iterfind(f"{W}num"):
        if number(node, "numId", -1) != instance:
            continue
        override = node.find(f"{W}lvlOverride[@{W}ilvl='{level}']/{W}lvl")
        if override is not None:
            return override
        wanted = value(node, "abstractNumId")
        found = numbering.find(f"{W}abstractNum[@{W}abstractNumId='{wanted}']")
        linked = {one.get(f"{W}styleId") for one in client.chain(style)}
        for row in () if found is None else found.iterfind(f"{W}lvl"):
            if value(row, "pStyle") in linked:
                return row
        return None if found is None else found.find(f"{W}lvl[@{W}ilvl='{level}']")
    return None


def merge_numbering(
    own: Element, client: Stylesheet, numbering: Element | None, matches: Iterable[Match]
) -> Numbered:
    """Return the client's numbering (None for none) followed by the report's."""
    matches = tuple(matches)
    root = deepcopy(numbering)
    if root is None:
        root = etree.Element(f"{W}numbering", nsmap={"w": W[1:-1]})
    shift = _highest(root, "num", "numId")
    abstract_shift = _highest(root, "abstractNum", "abstractNumId") + 1
    keeps = keeps_list(client, numbering, matches)
    by_role = {match.role.id: match for match in matches}
    ids = style_ids(client, matches)
    headings = {by_role[role].style_id for role in HEADINGS if role in by_role} - {""}
    if not keeps:
        for link in list(root.iter(f"{W}pStyle")):
            parent = link.getparent()
            if parent is not None and link.get(f"{W}val") in headings:
                parent.remove(link)
    codes = {value(node, "nsid") for node in root.iterfind(f"{W}abstractNum")}
    end = root.find(f"{W}numIdMacAtCleanup")
    nums = root.findall(f"{W}num")
    for node in own.iterfind(f"{W}abstractNum"):
        fresh = deepcopy(node)
        fresh.set(f"{W}abstractNumId", str(number(node, "abstractNumId") + abstract_shift))
        _fresh_code(fresh, codes)
        _relink(fresh, by_role, ids, keeps=keeps)
        root.insert(root.index(nums[0]) if nums else len(root) - (end is not None), fresh)
    for instance in own.iterfind(f"{W}num"):
        fresh = deepcopy(instance)
        fresh.set(f"{W}numId", str(number(instance, "numId") + shift))
        for link in fresh.iterfind(f"{W}abstractNumId"):
            link.set(f"{W}val", str(number(link, "val") + abstract_shift))
        root.insert(len(root) - (end is not None), fresh)
    return Numbered(root, shift, {} if keeps else _frozen(client, headings))


def _highest(root: Element, tag: str, name: str) -> int:
    return max((number(node, name) for node in root.iterfind(W + tag)), default=0)


def _fresh_code(node: Element, codes: set[str]) -> None:
    """Word takes lists with one ``w:nsid`` for one list."""
    code = node.find(f"{W}nsid")
    while code is not None and code.get(f"{W}val") in codes:
        code.set(f"{W}val", f"{(int(code.get(f'{W}val', '0'), 16) + 1) & 0x7FFFFFFF:08X}")
    codes.add("" if code is None else code.get(f"{W}val", ""))


def _relink(
    node: Element, by_role: Mapping[str, Match], ids: Mapping[str, str], *, keeps: bool
) -> None:
    """Link levels only to styles that count with them; numbers look like the client's titles."""
    for link in list(node.iter(f"{W}pStyle")):
        level, role = link.getparent(), link.get(f"{W}val", "")
        match = by_role.get(role)
        if level is None or match is None:
            continue
        is_heading = role in HEADINGS
        if match.style is not None and is_heading:
            for fonts in level.iter(f"{W}rFonts"):
                for name in [name for name in fonts.attrib if name != f"{W}hint"]:
                    del fonts.attrib[name]
        if (keeps and is_heading) or (match.style is not None and not is_heading):
            level.remove(link)
        else:
            link.set(f"{W}val", ids[role])


def _frozen(client: Stylesheet, headings: set[str]) -> dict[str, tuple[int, int]]:
    frozen = {}
    for style in client.styles():
        ids = {one.get(f"{W}styleId", "") for one in client.chain(style)}
        if ids & headings:
            frozen[style.get(f"{W}styleId", "")] = _instance(client, style)
    return frozen


def link_styles(
    styles: Element, numbered: Numbered, matches: Iterable[Match], ids: Mapping[str, str]
) -> None:
    """Let headings count with the report's list, and imported styles with its instances."""
    by_id = {style.get(f"{W}styleId", ""): style for style in styles.iterfind(f"{W}style")}
    matches = tuple(matches)
    headings = {match.style_id for match in matches if match.role.id in HEADINGS}
    for style_id in numbered.frozen.keys() - headings:  # a title of the contents, say
        set_numbering(by_id[style_id], *numbered.before(style_id))
    for match in matches:
        style = by_id.get(ids[match.role.id])
        if style is None:
            continue
        if match.style is None:
            for node in style.iter(f"{W}numId"):
                node.set(f"{W}val", str(number(node, "val") + numbered.shift))
        elif match.role.id in HEADINGS:
            level = HEADINGS.index(match.role.id)
            set_outline(style, level)
            if match.style_id in numbered.frozen:
                set_numbering(style, level, 1 + numbered.shift)


def freeze(root: Element, numbered: Numbered) -> None:
    """Give the client's own paragraphs directly the numbers that they had from their style."""
    for paragraph in root.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None or properties.find(f"{W}numPr") is not None:
            continue
        style_id = value(properties, "pStyle")
        if style_id in numbered.frozen:
            level, instance = numbered.before(style_id)
            put_in_paragraph(properties, numbering_node(properties, level, instance))
