"""What stands in what, whole numbers, declared prefixes, blanks that are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from .names import MC, WP, A, M, W, short

_STORIES = ("body", "hdr", "ftr", "footnote", "endnote", "comment", "txbxContent")
_WRAPS = ("sdtContent", "ins", "del", "customXml")
_PARENTS = {
    f"{W}p": (*_STORIES, "tc", *_WRAPS),
    f"{W}tbl": (*_STORIES, "tc", *_WRAPS),
    f"{W}tr": ("tbl", *_WRAPS),
    f"{W}tc": ("tr", *_WRAPS),
    f"{W}r": ("p", "hyperlink", "fldSimple", "smartTag", *_WRAPS),
    f"{W}hyperlink": ("p", "fldSimple", *_WRAPS),
    f"{W}t": ("r",),
    f"{W}fldChar": ("r",),
    f"{W}instrText": ("r",),
    f"{W}drawing": ("r", "Choice"),
    f"{W}footnoteReference": ("r",),
    f"{W}sectPr": ("body", "pPr"),
}
_BLOCKS = {f"{W}p", f"{W}tbl"}
# Attributes that hold twips, half points or eighths: a whole number, whatever the element.
_WHOLE = {
    f"{W}{name}"
    for name in (
        "w h sz before after line left right top bottom header footer gutter firstLine hanging "
        "firstLineChars leftChars rightChars pos space linePitch"
    ).split()
}
_KNOWN = frozenset(  # of text, not of settings and styles
    "after anchor ascii asciiTheme author before bottom charSpace color cs cstheme date dateTime "
    "displayText dropCap eastAsia fullDate lang prefixMappings storeItemID "
    "tgtFrame tooltip value xpath "
    "eastAsiaTheme equalWidth fill firstColumn firstLine firstLineChars firstRow fldCharType fmt "
    "footer gutter h hAnsi hAnsiTheme hanging hRule header hint history id initials instr "
    "lastColumn lastRow leader left leftChars line linePitch lineRule name noHBand noVBand num "
    "orient pos right rightChars sep space start sz themeColor themeFill top type val w".split()
)
_WHOLE_VALUES = {
    f"{W}{name}"
    for name in (
        "sz szCs kern spacing ilvl numId gridSpan outlineLvl abstractNumId start startOverride "
        "uiPriority"
    ).split()
}
_EMU = {f"{WP}extent": ("cx", "cy"), f"{A}ext": ("cx", "cy"), f"{A}off": ("x", "y")}


def grammar(tree: etree._Element) -> Iterator[str]:
    for node in tree.iter(*_PARENTS):
        parent = node.getparent()
        where = short(parent.tag) if parent is not None else "nothing"
        if where not in _PARENTS[str(node.tag)] and (parent is None or not _is_math(parent)):
            yield f"{short(node.tag)} stands in {where}"
    for control in tree.iter(f"{W}sdt"):
        yield from _control(control)
    yield from _prefixes(tree)
    for node in tree.iter(f"{W}*"):
        for name in node.attrib:
            # Attributes of this name space are all qualified.
            known = short(name) in _KNOWN or short(name).startswith("rsid")
            if not name.startswith("{") or (name.startswith(W) and not known):
                yield f"{short(node.tag)} has the unknown attribute {short(name)}"


def _is_math(node: etree._Element) -> bool:
    return str(node.tag).startswith(M)


def _control(control: etree._Element) -> Iterator[str]:
    content = control.find(f"{W}sdtContent")
    if content is None or len(content) == 0:
        yield "a content control is empty"
        return
    inside_paragraph = any(up.tag == f"{W}p" for up in control.iterancestors(f"{W}p", f"{W}tc"))
    nearest = next(control.iterancestors(f"{W}p", f"{W}tc", f"{W}body"), None)
    inline = inside_paragraph and nearest is not None and nearest.tag == f"{W}p"
    if inline and any(child.tag in _BLOCKS for child in content):
        yield "a content control within a paragraph holds a paragraph"
    if not inline and any(child.tag == f"{W}r" for child in content):
        yield "a content control around paragraphs holds a run"


def _prefixes(tree: etree._Element) -> Iterator[str]:
    ignored = (tree.get(f"{MC}Ignorable") or "").split()
    for prefix in ignored:
        if prefix not in tree.nsmap:
            yield f"Ignorable names the undeclared prefix {prefix}"
    spaces = {tree.nsmap.get(prefix) for prefix in ignored}
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        space = node.tag[1:].split("}")[0]
        if space in _required(node):
            continue
        if space.startswith("http://schemas.microsoft.com/office/word/") and space not in spaces:
            yield f"{short(node.tag)} is of a name space older Words do not know, and not Ignorable"
        for prefix in (node.get("Requires") or "").split():
            if prefix not in node.nsmap:
                yield f"a Choice requires the undeclared prefix {prefix}"


def _required(node: etree._Element) -> set[str]:
    """Return the name spaces that an alternative around ``node`` asks for."""
    choices = node.iterancestors(f"{MC}Choice")
    return {up.nsmap[prefix] for up in choices for prefix in up.get("Requires", "").split()}


def numbers(tree: etree._Element) -> Iterator[str]:
    for node in tree.iter():
        for attribute, value in node.attrib.items():
            whole = attribute in _WHOLE or (attribute == f"{W}val" and node.tag in _WHOLE_VALUES)
            if (whole or attribute in _EMU.get(str(node.tag), ())) and not re.fullmatch(
                r"-?\d+", str(value)
            ):
                yield f"{short(node.tag)} {short(attribute)} is {value}"
    for node in tree.iter(f"{WP}extent"):
        if "0" in (node.get("cx"), node.get("cy")):
            yield "a picture has no size"


def texts(tree: etree._Element) -> Iterator[str]:
    keep = "{http://www.w3.org/XML/1998/namespace}space"
    for node in tree.iter(f"{W}t", f"{W}instrText"):
        text = node.text or ""
        if text != text.strip(" \t\n\r") and node.get(keep) != "preserve":
            yield f"blanks of {text!r} are lost"
        if "\n" in text or "\t" in text:
            yield f"{text!r} holds a line end or a tab as characters"
