"""A sheet as SVG: text kept as text, attributes only, no ids and no style sheet.

Several pictures stand inside one HTML page, so nothing may reach outside its element.
The elements are few and plain because the PDF engine reads them one by one in Python.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

from .faces import families
from .labels import MM
from .marks import Mark, Shape, Writing

_ANCHORS = {"left": "", "center": "middle", "right": "end"}


def svg(width: float, height: float, marks: Iterable[Mark]) -> bytes:
    """Return the drawing of a sheet of ``width`` x ``height`` millimetres; units are points."""
    wide, high = _points(width), _points(height)
    family = quoteattr(",".join(f"'{name}'" for name in families()))
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" width="{wide}pt"'
        f' height="{high}pt" viewBox="0 0 {wide} {high}" font-family={family}>',
        f'<path d="M 0 0 L {wide} 0 L {wide} {high} L 0 {high} z" fill="#ffffff"/>',
        *(_shape(mark) if isinstance(mark, Shape) else _writing(mark) for mark in marks),
        "</svg>\n",
    ]
    return "\n".join(lines).encode("utf-8")


def _shape(shape: Shape) -> str:
    look = f' fill="{shape.fill.lower() or "none"}"'
    if shape.edge:
        join = "miter" if shape.fill else "round"
        look += f' stroke="{shape.edge.lower()}" stroke-width="{_number(shape.thick)}"'
        look += f' stroke-linejoin="{join}"'
    if shape.dash:
        look += f' stroke-dasharray="{",".join(_number(part) for part in shape.dash)}"'
    if shape.radius:
        x, y = shape.points[0]
        return f'<circle cx="{_points(x)}" cy="{_points(y)}" r="{_points(shape.radius)}"{look}/>'
    path = " L ".join(f"{_points(x)} {_points(y)}" for x, y in shape.points)
    return f'<path d="M {path}{" z" if shape.fill else ""}"{look}/>'


def _writing(text: Writing) -> str:
    anchor = _ANCHORS[text.align]
    return (
        f'<text x="{_points(text.x)}" y="{_points(text.y)}" font-size="{_number(text.size)}"'
        + (' font-weight="700"' if text.bold else "")
        + (f' text-anchor="{anchor}"' if anchor else "")
        + f' fill="{text.color.lower()}">{escape(text.text)}</text>'
    )


def _points(millimetres: float) -> str:
    return _number(millimetres / MM)


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
