from __future__ import annotations

import pytest

from reporter.writers.pdf.spacing import Glyph, capacity, gap_kind, mixed_gaps, plan


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
    glyphs = [Glyph("满", 1.0, 1.0), Glyph("”", 0.5, 1.0), Glyph("，", 1.0, 1.0)]
    assert capacity(glyphs) == 0.5


def test_last_line_gets_only_the_gaps_between_han_and_latin() -> None:
    changes = plan(line("为90分。"), 20.0, last=True)
    assert changes == (0.125, 0.0, 0.125, 0.0, 0.0)


def test_hopeless_line_stays_ragged() -> None:
    assert sum(plan(line("见下"), 9.0)) == 0


def test_joiners_are_not_gaps() -> None:
    assert mixed_gaps("90\u2060分") == 1
    assert sum(plan(line("得\u2060分"), 0.1)) == pytest.approx(0.1)
