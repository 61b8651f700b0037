"""Lines of a paragraph are chosen one by one, and together where one would be visibly open."""

from __future__ import annotations

import pytest

from reporter.writers.pdf.breaks import Column, Paragraph, cut
from reporter.writers.pdf.spacing import CLOSING, OPENING, Glyph


def paragraph(text: str) -> Paragraph:
    """Return ``text`` with breaks between Han characters, and around what ``[ ]`` encloses."""
    glyphs, breaks, inside = [], [], False
    for char in text:
        if char in "[]":
            inside = char == "["
            breaks += [True] if inside else []
            continue
        glyphs.append(Glyph(char, 0.5 if char.isascii() else 1.0, 1.0))
        if len(breaks) < len(glyphs):
            before = glyphs[-2].char if len(glyphs) > 1 else ""
            breaks.append(not inside and char not in CLOSING and before not in OPENING)
    return Paragraph(glyphs, [*breaks, True])


def lines(text: str, width: float, *, flush: bool = True, indent: float = 0.0) -> list[str]:
    found = paragraph(text)
    string = "".join(glyph.char for glyph in found.glyphs)
    column = Column(width - indent, width, flush, indented=indent > 0)
    cuts = cut(found, 0, len(string), column)
    return [string[start : line.end] for start, line in cuts.items()]


def test_lines_are_full() -> None:
    assert lines("甲" * 25, 10) == ["甲" * 10, "甲" * 10, "甲" * 5]
    assert lines("甲" * 25, 10, indent=2) == ["甲" * 8, "甲" * 10, "甲" * 7]


def test_marks_give_way_before_gaps_open() -> None:
    # eleven units and a comma: the comma inside gives half, the one at the end too
    assert lines("甲甲甲，甲甲甲甲甲，乙乙乙", 9.25) == ["甲甲甲，甲甲甲甲甲，", "乙乙乙"]


def test_a_mark_never_starts_a_line() -> None:
    for shift in range(12):
        assert all(line[0] not in CLOSING for line in lines("甲" * shift + "乙丙，丁戊。" * 6, 10))


def test_breaks_are_chosen_together_where_one_line_would_be_open() -> None:
    # one by one the second line would have five characters on seven ems
    text = "甲" * 20 + "[乙乙乙乙乙乙]" + "丙" * 9
    found = lines(text, 11)
    assert "".join(found) == text.replace("[", "").replace("]", "")
    worst = max(11 - len(line) for line in found[:-1])
    assert worst <= 2


def test_ragged_lines_leave_room_for_the_gaps_between_han_and_latin() -> None:
    text = "得" + "[90]分" * 6
    found = lines(text, 5.2, flush=False)
    assert found[0] == "得90分90"
    assert lines("得[90]分", 3, flush=False) == ["得90分"]


def test_lines_end_where_none_can_be_filled() -> None:
    assert lines("甲甲甲[" + "乙" * 30 + "]丙", 10) in ([], ["甲甲甲"])


@pytest.mark.parametrize("width", [8.0, 9.5, 13.0])
def test_width_is_that_of_the_uncut_text(width: float) -> None:
    found = paragraph("甲（乙）丙，丁戊己庚辛壬癸子丑寅卯辰巳午未")
    size = len(found.glyphs)
    for start, line in cut(found, 0, size, Column(width, width, True)).items():
        assert line.width == line.end - start
