from __future__ import annotations

import pytest

from reporter.writers.pdf.spacing import Glyph, blank, gap_kind, mixed_gaps, plan


def line(text: str) -> list[Glyph]:
    return [Glyph(char, 0.5 if char.isascii() else 1.0, 1.0) for char in text]


@pytest.mark.parametrize(
    ("pair", "kind"),
    [
        ("满意", "free"),
        ("度9", "mixed"),
        ("3分", "mixed"),
        ("——", "fixed"),
        ("……", "fixed"),
        ("90", "fixed"),
        ("ab", "fixed"),
        (" a", "space"),
        ("a ", "fixed"),
        ("，“", "free"),
        ("，9", "fixed"),
    ],
)
def test_gap_kinds(pair: str, kind: str) -> None:
    assert gap_kind(*pair) == kind


def test_stretched_line_grows_by_exactly_what_was_asked() -> None:
    glyphs = line("总体满意度为90.3分，比上年提高")
    changes = plan(glyphs, 0.8)
    assert sum(changes) == pytest.approx(0.8)
    assert changes[6:9] == (0.0, 0.0, 0.0)  # 9, 0 and the point stay together
    assert min(changes) >= 0
    assert changes[-1] == 0


def test_mark_at_line_end_stands_on_half_a_width() -> None:
    changes = plan(line("满意度得分，"), 0.0)
    assert changes[-1] == -0.5
    assert sum(changes) == pytest.approx(0.0)


def test_squeezed_line_shrinks_by_exactly_what_was_asked() -> None:
    glyphs = line("对“送货”（区）、城乡，评价最高")
    changes = plan(glyphs, -0.7)
    assert sum(changes) == pytest.approx(-0.7)
    assert changes[0] < 0  # the blank before “ is taken from 对
    han = [
        change for glyph, change in zip(glyphs, changes, strict=True) if glyph.char in "送乡评价"
    ]
    assert not any(han[1:])


def test_halved_marks_have_nothing_to_give() -> None:
    assert blank(Glyph("”", 0.5, 1.0)) == 0.0
    glyphs = [Glyph("满", 1.0, 1.0), Glyph("”", 0.5, 1.0), Glyph("，", 1.0, 1.0)]
    assert plan(glyphs, -0.5) == (0.0, 0.0, -0.5)


def test_last_line_gets_only_the_gaps_between_han_and_latin() -> None:
    changes = plan(line("为90分。"), 20.0, "last")
    assert changes == (0.125, 0.0, 0.125, 0.0, 0.0)


def test_gap_between_han_and_latin_stays_within_its_limits() -> None:
    text = "满意度为90.3分，比上年提高"
    squeezed, opened = plan(line(text), -0.2), plan(line(text), 2.0)
    assert (squeezed[3], squeezed[7]) == (0.125, 0.125)
    assert squeezed[9] == pytest.approx(-0.45)  # the comma pays for both gaps too
    assert (opened[3], opened[7]) == (0.25, 0.25)
    assert opened[0] > 0.125
    assert sum(opened) == pytest.approx(2.0)


def test_ragged_line_gets_the_gaps_it_has_room_for() -> None:
    assert plan(line("得90分，"), 9.0, "ragged") == (0.125, 0.0, 0.125, 0.0, 0.0)
    assert sum(plan(line("得90分，"), 0.1, "ragged")) == pytest.approx(0.1)
    assert sum(plan(line("得90分，"), 0.0, "ragged")) == 0


def test_hopeless_line_stays_ragged() -> None:
    assert sum(plan(line("见下"), 9.0)) == 0


def test_joiners_are_not_gaps() -> None:
    assert mixed_gaps("90\u2060分") == 1
    assert sum(plan(line("得\u2060分"), 0.1)) == pytest.approx(0.1)


@pytest.mark.parametrize(
    ("pair", "kind"),
    [("度×", "mixed"), ("××", "free"), ("3×", "fixed"), ("：×", "free"), ("—…", "free")],
)
def test_signs_stand_like_latin_beside_han_and_like_chinese_elsewhere(pair: str, kind: str) -> None:
    assert gap_kind(*pair) == kind
