"""Cards share rows evenly, and their values stand on one line."""

import pytest

from reporter.document.nodes import KeyFigure, KeyFigures, Text
from reporter.document.theme_file import default_theme
from reporter.writers.layout.cards import card_rows, room_above


def cards(count: int) -> KeyFigures:
    return KeyFigures(tuple(KeyFigure(f"指标{n}", (Text("1"),)) for n in range(count)))


@pytest.mark.parametrize(
    ("count", "rows"),
    [(0, []), (1, [1]), (4, [4]), (5, [3, 2]), (6, [3, 3]), (7, [4, 3]), (8, [4, 4])],
)
def test_rows_are_even(count: int, rows: list[int]) -> None:
    assert [len(row) for row in card_rows(cards(count))] == rows


def test_a_long_label_moves_the_short_ones_down() -> None:
    row = (KeyFigure("城乡零售客户投诉处理及时率", ()), KeyFigure("满意率", ()))
    theme = default_theme()
    assert room_above(row, theme, 111.0) == (0.0, theme.styles.card_label.line)
    assert room_above(row, theme, 222.0) == (0.0, 0.0)
