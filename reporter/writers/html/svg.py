"""Drawings from the tree are checked before any page shows them."""

from __future__ import annotations

import re

from lxml import etree
from markupsafe import Markup, escape

from ...document.nodes import Figure
from ...document.safe_svg import UnsafeSvgError, attributes, safe_svg
from ...errors import OutputError, Problem

_INSIDE_URL = re.compile(r"url\(\s*['\"]?#([^)'\"]+)['\"]?\s*\)")
_HINT = "图形只能由程序的图表模块生成；请删去模板中的外部引用后重试。"


def check_drawing(figure: Figure) -> etree._Element:
    """Return the parsed drawing of ``figure`` without metadata and comments.

    Raises:
        OutputError: the drawing is not SVG or refers to anything outside itself.
    """
    try:
        return safe_svg(figure.svg)
    except UnsafeSvgError as error:
        what = f"图“{figure.id}”的图形{error}。"
        raise OutputError(Problem("output.drawing", what, _HINT)) from error


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
    for name, value in attributes(element):
        local = etree.QName(name).localname
        if local == "id":
            element.set(name, prefix + value)
        elif local == "href":
            element.set(name, f"#{prefix}{value[1:]}")
        elif "url(" in value:
            element.set(name, _INSIDE_URL.sub(lambda m: f"url(#{prefix}{m[1]})", value))


def _points(length: str) -> str:
    return str(escape(re.sub(r"[^0-9.]", "", length)))
