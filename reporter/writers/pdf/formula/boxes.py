"""Boxes of a formula: a width, a height above and a depth below the baseline, in em of the text.

Source for the way boxes are put together: D. E. Knuth, The TeXbook, appendix G, simplified.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from .glyphs import Glyph

RULE = 0.045  # thickness of fraction bars and roofs
AXIS = 0.25  # height of fraction bars and of the middle of signs above the baseline


@dataclass(frozen=True, slots=True)
class Ink:
    """A character (``glyph``), or a line through ``points``; at ``x``, ``y`` above baseline.

    ``size`` is that of the character, ``stretch`` how much taller it is drawn than wide.
    """

    x: float
    y: float
    size: float = 1.0
    glyph: Glyph | None = None
    stretch: float = 1.0
    points: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Box:
    """Ink with the room it takes; ``slanted`` where a script must keep off its last letter."""

    width: float = 0.0
    height: float = 0.0
    depth: float = 0.0
    inks: tuple[Ink, ...] = ()
    slanted: bool = False

    def moved(self, x: float, y: float) -> tuple[Ink, ...]:
        """Return the ink with its origin at ``x``, ``y`` (up)."""
        return tuple(replace(ink, x=ink.x + x, y=ink.y + y) for ink in self.inks)

    def raised(self, y: float) -> Box:
        """Return the box shifted up."""
        return replace(self, height=self.height + y, depth=self.depth - y, inks=self.moved(0, y))


def char_box(glyph: Glyph, size: float, stretch: float = 1.0) -> Box:
    """Return the box of one character."""
    return Box(
        glyph.advance * size,
        glyph.top * size * stretch,
        -glyph.bottom * size * stretch,
        (Ink(0, 0, size, glyph, stretch),),
        glyph.slant == "italic",
    )


def gap(width: float) -> Box:
    """Return empty room."""
    return Box(width)


def line(*points: tuple[float, float]) -> Ink:
    """Return a line through ``points``."""
    return Ink(0, 0, points=points)


def beside(boxes: Iterable[Box]) -> Box:
    """Return boxes one after the other on one baseline."""
    inks: list[Ink] = []
    x = height = depth = 0.0
    slanted = False
    for box in boxes:
        inks += box.moved(x, 0)
        x += box.width
        height, depth = max(height, box.height), max(depth, box.depth)
        slanted = box.slanted
    return Box(x, height, depth, tuple(inks), slanted)


def stacked(middle: Box, above: Box | None, below: Box | None, room: float) -> Box:
    """Return ``middle`` with centred boxes ``room`` above and below it."""
    width = max(box.width for box in (middle, above, below) if box is not None)
    inks = list(middle.moved((width - middle.width) / 2, 0))
    height, depth = middle.height, middle.depth
    if above is not None:
        inks += above.moved((width - above.width) / 2, height + room + above.depth)
        height += room + above.depth + above.height
    if below is not None:
        inks += below.moved((width - below.width) / 2, -depth - room - below.height)
        depth += room + below.height + below.depth
    return Box(width, height, depth, tuple(inks))


def fraction(above: Box, below: Box, room: float) -> Box:
    """Return ``above`` over ``below`` with the bar on the axis."""
    side = 0.06
    width = max(above.width, below.width) + 2 * side
    up = AXIS + RULE / 2 + room + above.depth
    down = -AXIS + RULE / 2 + room + below.height
    inks = (
        *above.moved((width - above.width) / 2, up),
        *below.moved((width - below.width) / 2, -down),
        line((0, AXIS), (width, AXIS)),
    )
    return Box(width, up + above.height, down + below.depth, inks)


def root(inner: Box, degree: Box | None) -> Box:
    """Return ``inner`` under a root sign drawn to its size."""
    room = 0.12
    top, bottom = inner.height + room, -inner.depth - 0.04
    tall = top - bottom
    hook = 0.34 + 0.1 * min(tall, 2)
    start = max(0.0, degree.width - hook * 0.55) if degree is not None else 0.0
    sign = (
        (start, bottom + tall * 0.45),
        (start + hook * 0.25, bottom + tall * 0.52),
        (start + hook * 0.55, bottom),
        (start + hook, top),
        (start + hook + inner.width + 0.05, top),
    )
    x = start + hook + 0.03
    inks = [line(*sign), *inner.moved(x, 0)]
    height = top + RULE
    if degree is not None:
        up = bottom + tall * 0.6 + degree.depth
        inks += degree.moved(0, up)
        height = max(height, up + degree.height)
    return Box(x + inner.width + 0.08, height, -bottom + RULE, tuple(inks))


def scripts(base: Box, low: Box | None, high: Box | None, size: float) -> Box:
    """Return ``base`` with a subscript and a superscript beside it."""
    down = max(0.17 * size, base.depth - 0.02, (low.height - 0.3 * size) if low else 0)
    up = max(0.38 * size, base.height - 0.28 * size, (high.depth + 0.22 * size) if high else 0)
    if low is not None and high is not None:
        down += max(0.0, 0.12 * size - (up - high.depth - (low.height - down)))
    inks, width = list(base.inks), base.width
    height, depth = base.height, base.depth
    if low is not None:
        inks += low.moved(base.width, -down)
        width = max(width, base.width + low.width)
        depth = max(depth, down + low.depth)
    if high is not None:
        x = base.width + (0.07 * size if base.slanted else 0.02)
        inks += high.moved(x, up)
        width = max(width, x + high.width)
        height = max(height, up + high.height)
    return Box(width + 0.03 * size, height, depth, tuple(inks))
