"""SVG that may stand in a report: shapes, text and gradients; nothing fetched, run or embedded.

An unknown element or an outside reference refuses the whole drawing, because one that silently
loses a part is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from ..archives import xml_from_elsewhere

SVG = "http://www.w3.org/2000/svg"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
_FILLS = {"pattern", "linearGradient", "radialGradient", "stop", "marker", "mask", "clipPath"}
_ELEMENTS = _SHAPES | _FILLS | {"svg", "g", "defs", "style", "use", "symbol", "title", "desc"}
_OUTSIDE = re.compile(r"(?:url\(\s*['\"]?(?!#)|@import|expression\(|javascript:|\\)", re.I)


class UnsafeSvgError(ValueError):
    """The drawing is refused; the message goes on after its name, in Chinese: 含有脚本."""


def safe_svg(data: bytes) -> etree._Element:
    """Return the parsed drawing without metadata, comments and what editors add to it.

    Raises:
        UnsafeSvgError: it is not SVG, or does more than draw.
    """
    try:
        root = xml_from_elsewhere(data)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnsafeSvgError("读不出来") from error
    for element in list(root.iter()):
        if isinstance(element.tag, str) and _is_note(etree.QName(element)):
            _remove(element)
    for element in root.iter():
        if not isinstance(element.tag, str):
            raise UnsafeSvgError("含有不允许的指令")
        name = etree.QName(element)
        if name.localname == "script":
            raise UnsafeSvgError("含有脚本")
        if name.localname not in _ELEMENTS:
            raise UnsafeSvgError(f"含有不允许的元素“{name.localname[:20]}”")
        _check_attributes(element)
    if etree.QName(root).localname != "svg" or etree.QName(root).namespace != SVG:
        raise UnsafeSvgError("不是图形")
    return root


def _is_note(name: etree.QName) -> bool:
    return name.namespace != SVG or name.localname == "metadata"


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _check_attributes(element: etree._Element) -> None:
    if etree.QName(element).localname == "style" and _OUTSIDE.search(element.text or ""):
        raise UnsafeSvgError("的样式引用了外部文件")
    for name, value in attributes(element):
        local = etree.QName(name).localname.lower()
        if local.startswith("on"):
            raise UnsafeSvgError("含有脚本")
        if local == "href" and not value.startswith("#"):
            raise UnsafeSvgError("引用了外部文件")
        if _is_drawn(name) and _OUTSIDE.search(value):
            raise UnsafeSvgError("引用了外部文件")


def _is_drawn(name: str) -> bool:
    """Whether an attribute is SVG's or XML's own; editors keep paths of files in theirs."""
    return etree.QName(name).namespace in (None, SVG, _XLINK, _XML)


_XLINK, _XML = "http://www.w3.org/1999/xlink", "http://www.w3.org/XML/1998/namespace"


def attributes(element: etree._Element) -> list[tuple[str, str]]:
    """Return the attributes of an element as texts."""
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def drop_foreign(root: etree._Element) -> None:
    """Take out what editors note beside the drawing: names of files, layers, their own state."""
    for element in root.iter():
        for name, _ in attributes(element):
            if not _is_drawn(name):
                del element.attrib[name]
    etree.cleanup_namespaces(root)


def write_out_classes(root: etree._Element) -> None:
    """Put rules of style sheets onto their elements: in a page a sheet would reach everything.

    Raises:
        UnsafeSvgError: a rule for anything but classes.
    """
    rules: dict[str, str] = {}
    for sheet in list(root.iter(f"{{{SVG}}}style")):
        text = _COMMENT.sub("", sheet.text or "")
        if _OUTSIDE.search(text):  # which comments may have hidden
            raise UnsafeSvgError("的样式引用了外部文件")
        if _RULE.sub("", text).strip():
            raise UnsafeSvgError("的样式写法不支持")
        for selectors, body in _RULE.findall(text):
            for selector in selectors.split(","):
                if (found := _CLASS.fullmatch(selector.strip())) is None:
                    raise UnsafeSvgError("的样式写法不支持")
                rules[found[1]] = rules.get(found[1], "") + body.strip().rstrip(";") + ";"
        _remove(sheet)
    for element in root.iter():
        own = set((element.attrib.pop("class", "") or "").split())
        style = "".join(body for name, body in rules.items() if name in own)
        if style:
            element.set("style", style + element.get("style", ""))


_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_RULE = re.compile(r"([^{}@]+)\{([^{}]*)\}")
_CLASS = re.compile(r"\.([\w-]+)")

# --------------------------------------------------------------- how much there is to draw

_REFERENCE = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")


def drawn_elements(root: etree._Element, most: int) -> int:
    """Return how many elements a program draws, with all that refer to others counted out.

    A few lines of ``use`` in ``use`` can ask for billions.

    Raises:
        UnsafeSvgError: more than ``most``, or something refers to itself.
    """
    by_id = {e.get("id", ""): e for e in root.iter() if e.get("id")}
    counts: dict[etree._Element, int] = {}
    open_: set[etree._Element] = set()

    def count(element: etree._Element, depth: int) -> int:
        if element in counts:
            return counts[element]
        if element in open_ or depth > 100:
            raise UnsafeSvgError("的各部分互相引用")
        open_.add(element)
        names = set(_references(element))
        found = [by_id[name] for name in sorted(names) if name in by_id]
        total = 1 + sum(count(part, depth + 1) for part in (*element, *found))
        if total > most:
            raise UnsafeSvgError("过于复杂")
        open_.discard(element)
        counts[element] = total
        return total

    return count(root, 0)


def _references(element: etree._Element) -> Iterator[str]:
    for name, value in attributes(element):
        if etree.QName(name).localname == "href":
            yield value[1:]
        yield from _REFERENCE.findall(value)
