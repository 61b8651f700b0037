"""Small fonts made for the tests: every glyph is a square, an em wide."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont

EM = 1000
RARE = "㖞𠮷"  # in none of the program's own fonts


def _square(pen: Any) -> Any:
    pen.moveTo((100, 0))
    for point in ((900, 0), (900, 800), (100, 800)):
        pen.lineTo(point)
    pen.closePath()
    return pen


def font(
    path: Path,
    chars: Iterable[str] = RARE,
    *,
    family: str = "Test Rare",
    rights: int = 0,
    weight: int = 400,
    cff: bool = False,
    change: Callable[[FontBuilder], None] | None = None,
) -> Path:
    """Write a font that has ``chars``; ``rights`` is its fsType."""
    names = {ord(char): f"u{ord(char):X}" for char in sorted(set(chars) | {" "})}
    order = [".notdef", *names.values()]
    builder = FontBuilder(EM, isTTF=not cff)
    builder.setupGlyphOrder(order)
    builder.setupCharacterMap(names)
    if cff:
        shapes = {name: _square(T2CharStringPen(EM, None)).getCharString() for name in order}
        builder.setupCFF(family.replace(" ", ""), {}, shapes, {})
    else:
        builder.setupGlyf({name: _square(TTGlyphPen(None)).glyph() for name in order})
    builder.setupHorizontalMetrics(dict.fromkeys(order, (EM, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    style = "Bold" if weight >= 600 else "Regular"
    builder.setupNameTable(
        {"familyName": family, "styleName": style, "psName": f"{family}-{style}".replace(" ", "")}
    )
    builder.setupOS2(fsType=rights, usWeightClass=weight, sTypoAscender=880, sTypoDescender=-120)
    builder.setupPost()
    builder.updateHead(created=0, modified=0)
    if change is not None:
        change(builder)
    builder.font.recalcTimestamp = False
    builder.save(path)
    return path


def variable(path: Path) -> Path:
    """Write a variable font."""
    axes = [("wght", 200, 400, 900, "Weight")]
    return font(path, change=lambda builder: builder.setupFvar(axes, []))


def collection(path: Path, *members: Path) -> Path:
    """Write a TTC of font files."""
    whole = TTCollection()
    whole.fonts = [TTFont(member) for member in members]
    whole.save(path)
    return path
