"""The paragraphs of WeasyPrint as characters: what a line box holds, and where it may break."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .breaks import Column, Cut, Paragraph, cut
from .glyphs import advances
from .spacing import MIXED_GAP, Glyph, has_cjk, mixed_gaps

ATOM = "\u2e80"  # stands for a formula: it breaks and keeps its distance like a Han character
_END = "\n"


@dataclass(frozen=True, slots=True)
class _Leaf:
    """A text of a paragraph: its place among the boxes, and its first character."""

    path: tuple[int, ...]
    start: int
    text: str


class Tail(NamedTuple):
    """What is left of a text at its last line but one, and how much of it that line takes."""

    text: str
    cut_at: int


@dataclass(slots=True)
class CutLines:
    """A line box measured, and its lines by column as far as they have been asked for."""

    text: Paragraph
    string: str
    leaves: tuple[_Leaf, ...]
    lines: dict[tuple[float, float], dict[int, Cut]] = field(default_factory=dict)

    def index(self, skip_stack: Mapping[int, Any]) -> int:
        """Return the character at which a line starts, blanks left out."""
        return self.text.start(min(self._raw(skip_stack), len(self.string)))

    def _raw(self, skip_stack: Mapping[int, Any] | None) -> int:
        keys: list[int] = []
        while skip_stack:
            ((key, skip_stack),) = skip_stack.items()
            keys.append(key)
        for leaf in self.leaves:
            depth = len(leaf.path)
            if leaf.path == tuple(keys[:depth]):
                byte = keys[depth] if len(keys) > depth else 0
                return leaf.start + len(leaf.text.encode()[:byte].decode())
            if leaf.path[: len(keys)] >= tuple(keys):
                return leaf.start
        return len(self.string)

    def line(self, start: int, column: Column) -> Cut | None:
        """Return the line that starts at ``start``; None where stock may do as it likes."""
        key = column.width, float(column.flush)
        known = self.lines.setdefault(key, {})
        if start not in known:
            end = self.string.find(_END, start)
            end = len(self.string) if end < 0 else end
            known.update(cut(self.text, start, end, column))
        return known.get(start)

    def tail(self, start: int, line: Cut) -> Tail | None:
        """Return the text that a line from ``start`` ends inside; None if it ends with one."""
        end = self.text.start(line.end)
        for leaf in reversed(self.leaves):
            if leaf.start < line.end:
                inside = end < leaf.start + len(leaf.text)
                skipped = max(start - leaf.start, 0)
                cut_at = line.end - leaf.start - skipped
                return Tail(leaf.text[skipped:], cut_at) if inside else None
        return None

    def ends_paragraph(self, line: Cut) -> bool:
        """Return whether a line is the last of its paragraph or before a forced break."""
        return self.text.start(line.end) >= len(self.string) or self.string[line.end] == _END


def cut_lines(linebox: Any, context: Any, width: float) -> CutLines | None:
    """Return a line box measured; None where it fits on one line or holds what is not known."""
    if _is_short(linebox, width):
        return None
    found = list(_leaves(linebox, ()))
    if not found or any(box is None for _, box in found):
        return None
    string = "".join(_string(box) for _, box in found)
    em = max(box.style["font_size"] for _, box in found)
    if (len(string) + MIXED_GAP * mixed_gaps(string)) * em <= width or not has_cjk(string):
        return None
    glyphs: list[Glyph] = []
    leaves = []
    for path, box in found:
        leaves.append(_Leaf(path, len(glyphs), _string(box)))
        glyphs += _glyphs(box, context)
    return CutLines(
        Paragraph(glyphs, _breaks(string, linebox.style["lang"])), string, tuple(leaves)
    )


def _is_short(linebox: Any, width: float) -> bool:
    """Return whether one text fits at a glance, as in most cells of a table."""
    if len(linebox.children) != 1 or not hasattr(linebox.children[0], "text"):
        return False
    text, style = linebox.children[0].text, linebox.children[0].style
    return bool(len(text) * (1 + MIXED_GAP) * style["font_size"] <= width and _END not in text)


def _leaves(box: Any, path: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], Any]]:
    """Yield the texts and formulas of a line box in order; None for anything else."""
    from weasyprint.formatting_structure import boxes

    for index, child in enumerate(box.children):
        place = (*path, index)
        if not child.is_in_normal_flow():
            if child.is_floated():
                yield place, None
        elif isinstance(child, boxes.TextBox):
            plain = child.style["white_space"] == "normal" or child.text == _END
            yield place, child if plain and child.style["font_size"] else None
        elif isinstance(child, boxes.InlineBox):
            if child.is_leader or _decorated(child.style):
                yield place, None
            yield from _leaves(child, place)
        else:
            yield place, child if _atom_width(child) is not None else None


def _decorated(style: Any) -> bool:
    return any(
        style[f"{name}_{side}"] != "auto" and getattr(style[f"{name}_{side}"], "value", 0)
        for name in ("margin", "padding")
        for side in ("left", "right")
    ) or any(style[f"border_{side}_width"] for side in ("left", "right"))


def _atom_width(box: Any) -> float | None:
    """Return the width of a formula, which its style gives in pixels."""
    from weasyprint.formatting_structure import boxes

    width = box.style["width"]
    known = isinstance(box, boxes.InlineReplacedBox) and getattr(width, "unit", "") == "px"
    return float(width.value) if known else None


def _string(box: Any) -> str:
    return str(box.text) if hasattr(box, "text") else ATOM


def _glyphs(box: Any, context: Any) -> list[Glyph]:
    em = box.style["font_size"]
    if not hasattr(box, "text"):
        return [Glyph(ATOM, _atom_width(box) or 0.0, em)]
    if box.text == _END:
        return [Glyph(_END, 0.0, em)]
    return advances(box.text, box.style, context)


def _breaks(string: str, language: str) -> list[bool]:
    from weasyprint.text.line_break import get_log_attrs

    found = get_log_attrs(string, language)
    breaks = [bool(found[index].is_line_break) for index in range(len(string) + 1)]
    words = 0  # no character stands alone on a last line, whatever text or mark it is in
    for index in range(len(string) - 1, 0, -1):
        words += string[index].isalnum()
        if words > 1:
            break
        breaks[index] = False
    return breaks
