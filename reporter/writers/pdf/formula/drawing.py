"""A formula as SVG, with the sizes that place it in a line of text."""

from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from ....document.nodes import Math
from .boxes import RULE, Ink
from .layout import laid_out

_EDGE = 0.03  # em around the box, so that no stroke is cut
_UNITS = 100  # of the drawing to one em: its coordinates need no more than two decimals


@dataclass(frozen=True, slots=True)
class Drawn:
    """``svg``, and its width, height and depth below the baseline in em of the text."""

    svg: bytes
    width: float
    height: float
    depth: float


def draw(math: Math) -> Drawn:
    """Return ``math`` as a drawing whose texts stay texts."""
    box = laid_out(math.mathml)
    width, up, down = box.width + 2 * _EDGE, box.height + _EDGE, box.depth + _EDGE
    root = etree.Element("svg", xmlns="http://www.w3.org/2000/svg")
    sides = (0, 0, width * _UNITS, (up + down) * _UNITS)
    root.set("viewBox", " ".join(f"{side:.1f}" for side in sides))
    root.set("width", f"{sides[2]:.1f}")
    root.set("height", f"{sides[3]:.1f}")
    for ink in box.inks:
        root.append(_line(ink, up) if ink.points else _text(ink, up))
    return Drawn(etree.tostring(root, encoding="utf-8"), width, up + down, down)


def _place(ink: Ink, x: float, y: float, up: float) -> tuple[float, float]:
    return (ink.x + x + _EDGE) * _UNITS, (up - ink.y - y) * _UNITS


def _line(ink: Ink, up: float) -> etree._Element:
    points = (_place(ink, x, y, up) for x, y in ink.points)
    node = etree.Element("polyline", fill="none", stroke="#000")
    node.set("points", " ".join(f"{x:.1f},{y:.1f}" for x, y in points))
    node.set("stroke-width", f"{RULE * _UNITS:.1f}")
    return node


def _text(ink: Ink, up: float) -> etree._Element:
    assert ink.glyph is not None  # ink is a character or a line
    x, y = _place(ink, 0, 0, up)
    if ink.glyph.outline:
        scale = ink.size * _UNITS / ink.glyph.units
        shape = etree.Element("path", d=ink.glyph.outline)
        shape.set(
            "transform", f"matrix({scale:.5f} 0 0 {-scale * ink.stretch:.5f} {x:.1f} {y:.1f})"
        )
        return shape
    node = etree.Element("text")
    node.set("font-family", ink.glyph.family)
    node.set("font-size", f"{ink.size * _UNITS:.1f}")
    if ink.glyph.slant == "italic":
        node.set("font-style", "italic")
    if ink.stretch == 1.0:
        node.set("x", f"{x:.1f}")
        node.set("y", f"{y:.1f}")
    else:
        node.set("transform", f"matrix(1 0 0 {ink.stretch:.3f} {x:.1f} {y:.1f})")
    node.text = ink.glyph.char
    return node
