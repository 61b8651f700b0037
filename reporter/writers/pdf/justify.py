"""Chinese lines in WeasyPrint 70, which by itself stretches word spaces only.

Five functions of its line layout are exchanged while a report is laid out. The one that
makes the next line, and the one that finds its place, are told how wide a line to cut: as
wide as the text up to the break that :mod:`.breaks` chose, whether marks must give way for
it or gaps open. The one that aligns a line spreads the difference to the real width over
the gaps. Two more give all texts of a style one height. The glyphs are moved when the line
is drawn, so nothing is added to the text. If WeasyPrint changes these functions, the
report falls back to its own alignment (:func:`supported` is False).
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from .breaks import Column, Cut
from .flush import drop_joiners, fill_line, text_boxes
from .paragraphs import CutLines, Tail, cut_lines
from .spacing import MIXED_GAP, OPENING, Fill, has_cjk, mixed_gaps

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
    "strut": ("style",),
    "text_align": ("context", "line", "available_width", "last"),
    "avoid_collisions": ("context", "box", "containing_block", "outer"),
    "get_next_linebox": (
        "context",
        "linebox",
        "position_y",
        "bottom_space",
        "skip_stack",
        "containing_block",
        "absolute_boxes",
        "fixed_boxes",
        "first_letter_style",
        "first_line_style",
    ),
}
_FONTS = {"get_font_description": ("style",)}
_METHODS = {"get_first_line": ("self",), "reactivate": ("self", "style"), "deactivate": ("self",)}
_OTHERS = {
    "create_layout": ("text", "style", "context", "max_width", "justification_spacing"),
    "get_log_attrs": ("text", "lang"),
    "first_line_metrics": (
        "first_line",
        "text",
        "layout",
        "resume_at",
        "space_collapse",
        "style",
        "hyphenated",
        "hyphenation_character",
    ),
}
_SLACK = 0.1  # em; less than any character is wide
_AHEAD = 12  # characters after a line: the next place to break is among them, or is sought again


def supported() -> bool:
    """Return whether this WeasyPrint has the functions that are used, unchanged."""
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    def same(owner: object, wanted: dict[str, tuple[str, ...]]) -> bool:
        return all(
            callable(getattr(owner, name, None))
            and tuple(inspect.signature(getattr(owner, name)).parameters) == parameters
            for name, parameters in wanted.items()
        )

    layout = getattr(line_break, "Layout", None)
    texts = {**_OTHERS, **_FONTS}
    return same(inline, _SIGNATURES) and same(line_break, texts) and same(layout, _METHODS)


@contextmanager
def chinese_lines() -> Iterator[bool]:
    """Fill Chinese lines inside the block; yields False where that is not possible."""
    if not supported():
        yield False
        return
    from weasyprint.layout import inline
    from weasyprint.text import line_break

    homes = dict.fromkeys(_SIGNATURES, inline) | dict.fromkeys(_FONTS, line_break)
    stock = {name: getattr(home, name) for name, home in homes.items()}
    lines = _Lines(stock)
    for name, home in homes.items():
        setattr(home, name, getattr(lines, name))
    try:
        yield True
    finally:
        for name, home in homes.items():
            setattr(home, name, stock[name])


@dataclass(slots=True)
class _Width:
    """The width that a line is cut for, and the one it is to fill once that is known.

    ``characters`` are enough for any of its texts, so that Pango need not shape more.
    ``tail`` is the text in which the line ends.
    """

    cut: float
    characters: int
    tail: Tail | None
    real: float = 0.0


class _Lines:
    """The exchanged functions; ``_widths`` has one place for each line that is being made."""

    def __init__(self, stock: dict[str, Any]) -> None:
        self._stock = stock
        self._widths: list[_Width | None] = []
        # by the id of a style, which is kept too, so that no other can get its id
        self._struts: dict[int, tuple[Any, tuple[float, float]]] = {}
        self._fonts: dict[int, tuple[Any, Any]] = {}

    def get_next_linebox(self, context: Any, linebox: Any, *place: Any) -> Any:
        """Make the next line, as long as was chosen for it."""
        _, _, skip_stack, containing_block, *_ = place

        def make(width: _Width | None) -> Any:
            self._widths.append(width)
            try:
                return self._stock["get_next_linebox"](context, linebox, *place)
            finally:
                self._widths.pop()

        if not _known(linebox, context):
            return make(None)
        lines = _measured_once(linebox, context, containing_block.width)
        if lines is None:
            return make(None)
        start = lines.index(skip_stack or {0: None})
        line = lines.line(start, _column(linebox, containing_block))
        if line is None:
            return make(None)
        width = _cut_width(lines, line, linebox, containing_block)
        found, resume_at = make(_Width(width, line.end - start + _AHEAD, lines.tail(start, line)))
        end = len(lines.string) if resume_at is None else lines.index(resume_at)
        return (found, resume_at) if end == lines.text.start(line.end) else make(None)

    def avoid_collisions(
        self, context: Any, box: Any, containing_block: Any, outer: bool = True
    ) -> Any:
        """Return the place for a line, with the width it is to be cut for."""
        x, y, available = self._stock["avoid_collisions"](context, box, containing_block, outer)
        width = self._widths[-1] if self._widths else None
        if width is None:
            return x, y, available
        width.real = available
        return x, y, width.cut

    def split_first_line(self, text: str, style: Any, *rest: Any, **options: Any) -> Any:
        """Return stock's cut with the height and baseline that the style gives.

        Pango measures each text by the fonts it happens to hold, so a line with Latin and
        Chinese came out 23 pt high instead of 22.
        """
        cut = self._stock["split_first_line"]
        width = self._widths[-1] if self._widths else None
        if width is not None and width.tail and text == width.tail.text:
            found = _split_at(width.tail, style, *rest)
        elif width is not None and len(text) > width.characters:
            found = cut(text[: width.characters], style, *rest, **options)
            if found[2] is None:  # all of it fits: more may
                found = cut(text, style, *rest, **options)
        else:
            found = cut(text, style, *rest, **options)
        return (*found[:4], *self.strut(style))

    def strut(self, style: Any) -> tuple[float, float]:
        """Return the height and baseline of a line of this style, found once for each.

        Stock makes a name of 16 properties for every look-up: more than all lines cost here.
        """
        known = self._struts.get(id(style))
        if known is None:
            known = self._struts[id(style)] = style, self._stock["strut"](style)
        return known[1]

    def get_font_description(self, style: Any) -> Any:
        """Return Pango's description of the font of a style, made once for each.

        A text is set up for its narrowest width, for its line and when it is drawn.
        """
        known = self._fonts.get(id(style))
        if known is None:
            known = self._fonts[id(style)] = style, self._stock["get_font_description"](style)
        return known[1]

    def text_align(self, context: Any, line: Any, available_width: float, last: bool) -> Any:
        """Fill a line and return how far it is to be moved."""
        width = self._widths[-1] if self._widths else None
        available = available_width if width is None else width.real
        boxes = text_boxes(line)
        for box in boxes:
            drop_joiners(box)
        style, text = line.style, "".join(box.text for box in boxes)
        if not _plain(style) or not has_cjk(text):
            return self._stock["text_align"](context, line, available, last)
        flush = style["text_align_all"] == "justify"
        if flush and last and style["text_align_last"] in ("center", "right", "end"):
            flush = False
        fill: Fill = "ragged" if not flush else "last" if last else "flush"
        extra = available - line.width
        gaps = mixed_gaps(text) * MIXED_GAP * style["font_size"]
        if fill == "flush" or (gaps and extra > 0) or (fill == "last" and _may_move(text, extra)):
            fill_line(line, boxes, extra, (fill, gaps))
        return 0 if flush else self._stock["text_align"](context, line, available, last)


def _split_at(tail: Tail, style: Any, context: Any, max_width: float, spacing: float) -> Any:
    """Return what stock's cut of a text returns, knowing where: shaped once, not three times."""
    from weasyprint.text import line_break

    text = tail.text[: tail.cut_at]
    layout = line_break.create_layout(text.rstrip(" "), style, context, None, spacing)
    layout.max_width = max_width
    line, _ = layout.get_first_line()
    _, length, _, *size = line_break.first_line_metrics(line, "", layout, None, True, style)
    return layout, length, len(text.encode()), *size


def _may_move(text: str, extra: float) -> bool:
    return extra < 0 or text[0] in OPENING


def _plain(style: Any) -> bool:
    return bool(style["white_space"] == "normal" and style["direction"] == "ltr")


def _known(linebox: Any, context: Any) -> bool:
    return not context.excluded_shapes and _plain(linebox.style)


def _measured_once(linebox: Any, context: Any, width: float) -> CutLines | None:
    """Return the box measured; it is kept there, as pages are laid out more than once."""
    if not hasattr(linebox, "cut_lines"):
        linebox.cut_lines = cut_lines(linebox, context, width - max(linebox.text_indent, 0))
    found: CutLines | None = linebox.cut_lines
    return found


def _column(linebox: Any, containing_block: Any) -> Column:
    indent, width = linebox.text_indent, containing_block.width
    flush = linebox.style["text_align_all"] == "justify"
    return Column(width - indent, width, flush, indented=indent != 0)


def _cut_width(lines: CutLines, line: Cut, linebox: Any, containing_block: Any) -> float:
    """Return the width in which stock cuts the line where it was chosen to end."""
    width = line.width + linebox.text_indent
    if lines.ends_paragraph(line) and width <= containing_block.width:
        return float(containing_block.width)
    return float(width + _SLACK * linebox.style["font_size"])
