"""A cut line filled: its difference to the width goes into its gaps, its boxes move along."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import repeat
from typing import Any

from .glyphs import attach, measured
from .line_filter import JOINER
from .spacing import OPENING, Fill, Glyph, glyphs_of, plan


def text_boxes(line: Any) -> list[Any]:
    """Return the texts of a line box in the order in which they are read."""
    from weasyprint.formatting_structure import boxes

    parents, text = (boxes.LineBox, boxes.InlineBox), boxes.TextBox
    found = []
    waiting = [line]
    while waiting:
        box = waiting.pop()
        if isinstance(box, text):
            if box.text and getattr(box, "pango_layout", None) is not None:
                found.append(box)
        elif isinstance(box, parents):
            waiting += [child for child in reversed(box.children) if child.is_in_normal_flow()]
    return found


def drop_joiners(box: Any) -> None:
    """Take the joiners out of a finished line: they have done their work.

    Left in, each becomes an empty glyph whose zero shift makes some readers forget the
    shift before it.
    """
    if JOINER in box.text:
        box.text = box.text.replace(JOINER, "")
        box.pango_layout.text = box.pango_layout.text.replace(JOINER, "")


def fill_line(line: Any, boxes: Sequence[Any], extra: float, how: tuple[Fill, float]) -> None:
    """Spread ``extra`` over the gaps of a line and move its boxes.

    ``how`` is what the line is to become, and the width of its gaps between Han and Latin.
    """
    fill, gaps = how
    lead = _start_blank(line, boxes[0]) if fill != "ragged" else 0.0
    extra += lead
    tight = extra < gaps and fill != "ragged"  # only then it matters what each mark can give
    glyphs: list[Glyph] = []
    ends = []
    for box in boxes:
        glyphs += measured(box.pango_layout, box.style) if tight else _assumed(box)
        ends.append(len(glyphs))
    changes = plan(glyphs, extra, fill)
    widths: dict[int, float] = {}
    start = 0
    for box, end in zip(boxes, ends, strict=True):
        part = changes[start:end]
        start = end
        widths[id(box)] = sum(part)
        if any(part):
            attach(box.pango_layout, part, box.style["font_size"])
    _move(line, widths, -lead)


def _start_blank(line: Any, first: Any) -> float:
    """Return the blank half of an opening mark at the start of a line that is not indented."""
    text = first.pango_layout.text
    at_start = line.text_indent == 0 and abs(first.position_x - line.position_x) < 0.01
    if not at_start or text[0] not in OPENING or text[1:2] in OPENING:
        return 0.0
    return float(first.style["font_size"]) / 2


def _assumed(box: Any) -> list[Glyph]:
    """Return the characters with full widths: enough where only the last mark matters."""
    em = box.style["font_size"]
    return glyphs_of(box.pango_layout.text, repeat(em), em)


def _move(box: Any, widths: dict[int, float], advance: float) -> float:
    """Move boxes by what was added before them; return the advance after ``box``."""
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        box.position_x += advance
        grown = widths.get(id(box), 0.0)
        box.width += grown
        return advance + grown
    if isinstance(box, boxes.LineBox | boxes.InlineBox):
        if not isinstance(box, boxes.LineBox):
            box.position_x += advance
        start = advance
        for child in box.children:
            if child.is_in_normal_flow():
                advance = _move(child, widths, advance)
        box.width += advance - start
        return advance
    box.translate(advance, 0)
    return advance
