"""Advances of the glyphs of a laid-out line: read them, and change them when it is drawn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from .spacing import Glyph, glyphs_of

_THOUSAND = 1000  # PDF text positions are whole thousandths of an em


def measured(layout: Any, style: Any) -> list[Glyph]:
    """Return the characters of a laid-out text with their advances, in CSS pixels."""
    layout.reactivate(style)
    return _advances(layout, style["font_size"])


def advances(text: str, style: Any, context: Any) -> list[Glyph]:
    """Return the characters of ``text`` with their advances on one long line."""
    from weasyprint.text.line_break import create_layout

    layout = create_layout(text, style, context, None, 0)
    return _advances(layout, style["font_size"])


def _advances(layout: Any, em: float) -> list[Glyph]:
    from weasyprint.text.ffi import FROM_UNITS

    widths = [0.0] * len(layout.text)
    first_line, _ = layout.get_first_line()
    for index, width in _widths(first_line, layout.text):
        widths[index] += width * FROM_UNITS
    layout.deactivate()
    return glyphs_of(layout.text, widths, em)


def _places(text: str) -> dict[int, int]:
    """Return the index of each character by its first byte."""
    places: dict[int, int] = {}
    byte = 0
    for index, char in enumerate(text):
        places[byte] = index
        byte += 1 if char < "\x80" else len(char.encode())
    return places


def _widths(first_line: Any, text: str) -> Iterator[tuple[int, int]]:
    """Yield the character index and the advance of every glyph, read as one block of memory."""
    from weasyprint.text.ffi import ffi

    places = _places(text)
    size = ffi.sizeof("PangoGlyphInfo")
    step, field = size // 4, ffi.offsetof("PangoGlyphInfo", "geometry") // 4
    run = first_line.runs
    while run != ffi.NULL:
        start, glyphs = run.data.item.offset, run.data.glyphs
        block = memoryview(ffi.buffer(glyphs.glyphs, glyphs.num_glyphs * size)).cast("i")
        clusters = ffi.unpack(glyphs.log_clusters, glyphs.num_glyphs)
        for cluster, width in zip(clusters, block[field::step], strict=True):
            place = places.get(start + cluster)
            if place is not None:
                yield place, width
        run = run.next


def _glyphs(first_line: Any, text: str) -> Iterator[tuple[int, Any]]:
    """Yield the character index and the glyph of every glyph of a Pango line."""
    from weasyprint.text.ffi import ffi

    places = _places(text)
    run = first_line.runs
    while run != ffi.NULL:
        item, glyphs = run.data.item, run.data.glyphs
        for number in range(glyphs.num_glyphs):
            place = places.get(item.offset + glyphs.log_clusters[number])
            if place is not None:
                yield place, glyphs.glyphs[number]
        run = run.next


def attach(layout: Any, changes: Sequence[float], em: float) -> None:
    """Let ``layout`` change its advances by ``changes`` when it is drawn."""
    layout.__class__ = _adjusted_class()
    layout.shifts = _whole_thousandths(changes, em)
    layout.em = em


def _whole_thousandths(changes: Sequence[float], em: float) -> dict[int, int]:
    """Return changes in thousandths of an em; the rounding error never adds up."""
    shifts: dict[int, int] = {}
    exact, done = 0.0, 0
    for index, change in enumerate(changes):
        exact += change * _THOUSAND / em
        if change:
            shifts[index] = round(exact) - done
            done = round(exact)
    return shifts


_adjusted: Any = None


def _adjusted_class() -> Any:
    """Return the Pango layout that moves its glyphs; made once, when WeasyPrint is there."""
    global _adjusted
    if _adjusted is None:
        from weasyprint.text.line_break import Layout

        class AdjustedLayout(Layout):  # type: ignore[misc]
            """A line whose glyphs are moved just before they are drawn."""

            def get_first_line(self) -> Any:
                first_line, index = super().get_first_line()
                _shift(first_line, self)
                return first_line, index

        _adjusted = AdjustedLayout
    return _adjusted


def _shift(first_line: Any, layout: Any) -> None:
    from weasyprint.text.ffi import TO_UNITS

    unit = layout.em * TO_UNITS / _THOUSAND
    found = list(_glyphs(first_line, layout.text))
    starts = sorted({index for index, _ in found})
    ends = dict(zip(starts, [*starts[1:], len(layout.text)], strict=True))
    before: Any = None
    for index, info in found:
        geometry = info.geometry
        if before is not None and geometry.x_offset:
            # A font may move a mark instead of narrowing what stands before it. Written
            # after a changed advance, some readers would forget the first of the two.
            before.width += geometry.x_offset
            geometry.width -= geometry.x_offset
            geometry.x_offset = 0
        # One glyph may stand for several characters: —— is drawn as one.
        end = ends.pop(index, index)
        shift = sum(layout.shifts.get(char, 0) for char in range(index, end))
        if shift:
            geometry.width += _away_from_zero(shift * unit)
        before = geometry


def _away_from_zero(units: float) -> int:
    """Round so that WeasyPrint's truncation to whole thousandths keeps the intended one."""
    return int(units + 0.999) if units > 0 else -int(-units + 0.999)
