"""Quotes stand in on both sides by what lets their lines hold whole characters."""

from reporter.document.theme_file import default_theme, load_theme, theme_root
from reporter.writers.layout.quote import quote_inset


def test_lines_of_a_quote_hold_whole_characters() -> None:
    theme = default_theme()
    inset = quote_inset(theme)
    characters = (theme.text_width - 2 * inset) / theme.styles.quote.size
    assert characters == int(characters)
    assert inset >= 2 * theme.styles.body.size


def test_a_quote_that_begins_like_text_is_as_wide() -> None:
    assert quote_inset(load_theme("gongwen", (theme_root(),))) == 0
