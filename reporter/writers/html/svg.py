"""Drawings from the tree are checked before any page shows them.

A drawing may hold shapes, text and gradients. It may not fetch, run or embed
anything: an unknown element or an outside reference stops the output, because a
chart that silently loses a part is worse than none.
"""

from __future__ import annotations

import re

from lxml import etree
from markupsafe import Markup, escape

from ...document.nodes import Figure
from ...errors import OutputError, Problem

_SVG = "http://www.w3.org/2000/svg"
_SHAPES = {"path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan"}
_FILLS = {"pattern", "linearGradient", "radialGradient", "stop", "marker", "mask", "clipPath"}
_ELEMENTS = _SHAPES | _FILLS | {"svg", "g", "defs", "style", "use", "symbol", "title", "desc"}
_OUTSIDE = re.compile(r"(?:url\(\s*['\"]?(?!#)|@import|expression\(|javascript:|\\)", re.I)
_INSIDE_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_HINT = "图形只能由程序的图表模块生成；请删去模板中的外部引用后重试。"


def check_drawing(figure: Figure) -> etree._Element:
    """Return the parsed drawing of ``figure`` without metadata and comments.

    Raises:
        OutputError: the drawing is not SVG or refers to anything outside itself.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
    try:
        root = etree.fromstring(figure.svg, parser)
    except etree.XMLSyntaxError as error:
        raise _refuse(figure, "读不出来") from error
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            raise _refuse(figure, "含有不允许的指令")
        name = etree.QName(element)
        if name.namespace != _SVG or name.localname == "metadata":
            _remove(element)
        elif name.localname not in _ELEMENTS:
            raise _refuse(figure, f"含有不允许的元素“{name.localname}”")
        else:
            _check_attributes(element, figure)
    if etree.QName(root).localname != "svg":
        raise _refuse(figure, "不是图形")
    return root


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _check_attributes(element: etree._Element, figure: Figure) -> None:
    if etree.QName(element).localname == "style" and _OUTSIDE.search(element.text or ""):
        raise _refuse(figure, "的样式引用了外部文件")
    for name, value in _attributes(element):
        local = etree.QName(name).localname.lower()
        if local.startswith("on"):
            raise _refuse(figure, "含有脚本")
        if local == "href" and not value.startswith("#"):
            raise _refuse(figure, "引用了外部文件")
        if _OUTSIDE.search(value):
            raise _refuse(figure, "引用了外部文件")


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(name), str(value)) for name, value in element.attrib.items()]


def _refuse(figure: Figure, why: str) -> OutputError:
    return OutputError(Problem("output.drawing", f"图“{figure.id}”的图形{why}。", _HINT))


def drawing_bytes(figure: Figure) -> bytes:
    """Return the checked drawing as a file of its own."""
    return etree.tostring(check_drawing(figure), encoding="utf-8")


def inline_drawing(figure: Figure, prefix: str) -> Markup:
    """Return the checked drawing as an element of a page, its ids made unique by ``prefix``."""
    root = check_drawing(figure)
    for element in root.iter():
        _prefix_ids(element, prefix)
    width, height = root.get("width"), root.get("height")
    if root.get("viewBox") is None and width and height:
        root.set("viewBox", f"0 0 {_points(width)} {_points(height)}")
    for name in ("width", "height"):
        root.attrib.pop(name, "")
    root.set("role", "img")
    root.set("aria-label", figure.alt)
    root.set("style", f"width:{figure.width_mm:g}mm")
    return Markup(etree.tostring(root, encoding="unicode"))


def _prefix_ids(element: etree._Element, prefix: str) -> None:
    for name, value in _attributes(element):
        local = etree.QName(name).localname
        if local == "id":
            element.set(name, prefix + value)
        elif local == "href":
            element.set(name, f"#{prefix}{value[1:]}")
        elif "url(" in value:
            element.set(name, _INSIDE_URL.sub(lambda m: f"url(#{prefix}{m[1]})", value))


def _points(length: str) -> str:
    return str(escape(re.sub(r"[^0-9.]", "", length)))
