"""Chinese justification for WeasyPrint 70, which by itself stretches word spaces only.

Two functions of its line layout are exchanged while a report is laid out: the one that
cuts a line (it may take one unit more when marks can give way) and the one that aligns
it (it spreads the difference over the gaps). The glyphs are moved when the line is
drawn, so nothing is added to the text. If WeasyPrint changes these functions, the
report falls back to its own alignment (:func:`supported` is False).
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from math import inf
from typing import Any

from .glyphs import attach, measured
from .line_filter import JOINER
from .spacing import CLOSING, MIXED_GAP, OPENING, Glyph, capacity, has_cjk, mixed_gaps, plan

_SIGNATURES = {
    "split_first_line": (
        "text",
        "style",
        "context",
        "max_width",
        "justification_spacing",
        "is_line_start",
        "minimum",
    ),
    "text_align": ("context", "line", "available_width", "last"),
}
_METHODS = {"get_first_line": ("self",), "reactivate": ("self", "style"), "deactivate": ("self",)}
_LOOSE = 0.6  # em of slack from which squeezing one more unit in is worth it
_SHORTEST = 12  # em; narrower columns are left alone


def supported() -> bool:
    """Return whether this WeasyPrint has the functions that are exchanged, unchanged."""
    from weasyprint.layout import inline
    from weasyprint.text.line_break import Layout

    def same(owner: object, wanted: dict[str, tuple[str, ...]]) -> bool:
        return all(
            callable(getattr(owner, name, None))
            and tuple(inspect.signature(getattr(owner, name)).parameters) == parameters
            for name, parameters in wanted.items()
        )

    return same(inline, _SIGNATURES) and same(Layout, _METHODS)


@contextmanager
def chinese_lines() -> Iterator[bool]:
    """Fill Chinese lines inside the block; yields False where that is not possible."""
    if not supported():
        yield False
        return
    from weasyprint.layout import inline

    stock = {name: getattr(inline, name) for name in _SIGNATURES}
    inline.split_first_line = _splitter(stock["split_first_line"])
    inline.text_align = _aligner(stock["text_align"])
    try:
        yield True
    finally:
        for name, function in stock.items():
            setattr(inline, name, function)


# ---------------------------------------------------------------- cutting a line


def _splitter(stock: Any) -> Any:
    def split_first_line(
        text: str, style: Any, context: Any, max_width: float | None, *rest: Any, **options: Any
    ) -> Any:
        def cut(width: float | None) -> Any:
            return stock(text, style, context, width, *rest, **options)

        found = cut(max_width)
        if max_width is not None and found[2] is not None and _fillable(style, max_width):
            found = _better(found, cut, style, max_width)
        return (*found[:4], *_strut(style))

    return split_first_line


def _strut(style: Any) -> tuple[float, float]:
    """Return the height and baseline that every text of this style gets.

    Pango measures each text by the fonts it happens to hold, so a line with Latin and
    Chinese came out 23 pt high instead of 22.
    """
    from weasyprint.text.line_break import strut

    height, baseline = strut(style)
    return height, baseline


def _fillable(style: Any, max_width: float) -> bool:
    return bool(
        style["text_align_all"] == "justify"
        and style["white_space"] == "normal"
        and style["direction"] == "ltr"
        and style["font_size"]
        and max_width != inf
        and max_width >= _SHORTEST * style["font_size"]
    )


def _better(found: Any, cut: Any, style: Any, max_width: float) -> Any:
    """Return another cut of the line where it is better than what Pango found."""
    layout, length, _, width, _, _ = found
    em = style["font_size"]
    if width > max_width or not has_cjk(layout.text):
        return found
    slack = max_width - width
    if slack >= _LOOSE * em:
        # 先挤进: one more unit fits if the marks of the line give way.
        marks = sum(char in CLOSING or char in OPENING for char in layout.text)
        for room in (min(0.5 + 0.25 * marks, 1.0) * em, 0.5 * em):
            more = cut(max_width + room)
            if more[2] is not None and more[1] <= length:
                continue
            over = more[3] - max_width
            gaps = mixed_gaps(more[0].text) * MIXED_GAP * em / 2
            if over <= 0 or over + gaps <= capacity(measured(more[0], style)):
                more[0].overflow = max(over, 0.0)
                return (*more[:3], min(more[3], max_width), *more[4:])
        return found
    wanted = mixed_gaps(layout.text) * MIXED_GAP * em
    if wanted and slack < wanted / 2:
        fewer = cut(max_width - wanted)
        if 0 < fewer[1] < length and fewer[3] <= max_width - wanted:
            return fewer
    return found


# -------------------------------------------------------------- filling a line


def _aligner(stock: Any) -> Any:
    def text_align(context: Any, line: Any, available_width: float, last: bool) -> Any:
        style = line.style
        boxes = list(_text_boxes(line))
        for box in boxes:
            _drop_joiners(box)
        if (
            style["text_align_all"] != "justify"
            or style["white_space"] != "normal"
            or style["direction"] != "ltr"
            or not any(has_cjk(box.text) for box in boxes)
        ):
            return stock(context, line, available_width, last)
        overflow = sum(getattr(box.pango_layout, "overflow", 0.0) for box in boxes)
        extra = available_width - line.width - overflow
        if last and style["text_align_last"] in ("center", "right", "end"):
            return stock(context, line, available_width, last)
        if extra < -overflow - 0.01:  # too long for reasons of its own: leave it
            return stock(context, line, available_width, last)
        _fill(line, boxes, extra, last)
        return 0

    return text_align


def _text_boxes(box: Any) -> Iterator[Any]:
    from weasyprint.formatting_structure import boxes

    if isinstance(box, boxes.TextBox):
        if box.text and getattr(box, "pango_layout", None) is not None:
            yield box
    elif isinstance(box, boxes.LineBox | boxes.InlineBox):
        for child in box.children:
            if child.is_in_normal_flow():
                yield from _text_boxes(child)


def _drop_joiners(box: Any) -> None:
    """Take the joiners out of a finished line: they have done their work.

    Left in, each becomes an empty glyph whose zero shift makes some readers forget the
    shift before it.
    """
    if JOINER in box.text:
        box.text = box.text.replace(JOINER, "")
        box.pango_layout.text = box.pango_layout.text.replace(JOINER, "")


def _fill(line: Any, boxes: Sequence[Any], extra: float, last: bool) -> None:
    lead = _start_blank(line, boxes[0])
    extra += lead
    glyphs: list[Glyph] = []
    ends = []
    for box in boxes:
        glyphs += measured(box.pango_layout, box.style) if extra < 0 else _assumed(box)
        ends.append(len(glyphs))
    changes = plan(glyphs, extra, last)
    widths: dict[int, float] = {}
    start = 0
    for box, end in zip(boxes, ends, strict=True):
        part = changes[start:end]
        start = end
        widths[id(box)] = sum(part) + getattr(box.pango_layout, "overflow", 0.0)
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
    return [Glyph(char, em, em) for char in box.pango_layout.text]


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
