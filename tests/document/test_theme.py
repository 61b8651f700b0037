"""Themes: folders of values, inherited, checked, and the packaged two."""

from pathlib import Path

import pytest

from reporter.document.colours import luminance
from reporter.document.theme import Brand
from reporter.document.theme_file import default_theme, load_theme, theme_names, theme_root
from reporter.errors import TemplateError


def test_the_packaged_themes_are_found() -> None:
    assert set(theme_names((theme_root(),))) == {"business", "gongwen"}
    assert default_theme().text_width == 444


def test_gongwen_is_gb_9704() -> None:
    theme = load_theme("gongwen", (theme_root(),))
    assert (theme.page.top, theme.page.left, theme.page.characters) == (37, 28, 28)
    lines = (297 - theme.page.top - theme.page.bottom) / 25.4 * 72 / theme.styles.body.line
    assert int(lines) == 22
    assert theme.styles.heading1.colour == "ink"


@pytest.mark.parametrize(("accent", "ink"), [("1F4E79", "FFFFFF"), ("FFD400", "262626")])
def test_text_is_read_on_the_accent(accent: str, ink: str) -> None:
    assert default_theme().branded(Brand(accent=accent)).on_accent == ink


def test_a_theme_changes_its_base_key_by_key(tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.toml").write_text(
        'base = "business"\n[page]\ntop = 30\n', encoding="utf-8"
    )
    mine = load_theme("mine", (tmp_path, theme_root()))
    assert (mine.name, mine.page.top, mine.page.left) == ("mine", 30, 27)
    assert mine.styles == default_theme().styles


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('base = "nowhere"', "nowhere"),
        ('base = "mine"', "绕成了圈"),
        ('base = "business"\naccent = "red"', "accent"),
        ('base = "business"\n[page]\ntop = "x"', "page.top"),
        ('base = "business"\n[pages]\ntop = 1', "pages"),
        ('base = "business"\n[page]\ntop = nan', "page.top"),
        ('base = "business"\n[page]\nleft = -20', "page.left"),
        ('base = "business"\n[page]\ntop = 150\nbottom = 60', "page.bottom"),
        ('base = "business"\n[page]\nheader = 30', "page.header"),
        ('base = "business"\n[page]\ncharacters = 0', "page.characters"),
        ('base = "business"\n[page]\ncharacters = 43', "page.characters"),
        ('base = "business"\n[lists]\nmark = -1', "lists.mark"),
        ('base = "business"\n[styles]\nnote = {font = "song", size = 0, line = 9}', "note.size"),
        ('base = "business"\n[styles]\nnote = {font = "song", size = 9}', "缺少“styles.note.line”"),
        ('base = "business"\n[fonts]\nsong = "a;}</style>"', "fonts.song"),
        ('base = "business"\n[fonts]\nsong = ""', "fonts.song"),
        ('base = "business"\n[fonts]\nserif = "a"', "fonts.serif"),
        (f'base = "business"\nheader = "{61 * "字"}"', "header"),
        ('base = "business"\nfooter = "a\\u0000b"', "footer"),
        ('base = "business"\nstylesheet = "p {}"', "stylesheet"),
        ('base = "business"\n[logo]\nalt = ""', "logo"),
        ('accent = "C00000"', "缺少“title”"),
        ("a = " + 5000 * "[", "读不出来"),
        ("= 1", "读不出来"),
    ],
)
def test_a_broken_theme_is_named(tmp_path: Path, text: str, named: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "theme.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TemplateError) as caught:
        load_theme("mine", (tmp_path, theme_root()))
    assert named in caught.value.problems[0].what


def test_an_empty_brand_changes_nothing() -> None:
    theme = default_theme()
    assert theme.branded(Brand()) == theme
    assert (
        theme.branded(Brand(accent="C00000", fonts={"song": "思源宋体"})).fonts["song"]
        == "思源宋体"
    )


@pytest.mark.parametrize("accent", ["FFFFFF", "FFD400", "00B0F0", "1F4E79", "c00000", "000000"])
def test_text_in_the_accent_can_be_read_on_white(accent: str) -> None:
    text = default_theme().branded(Brand(accent=accent)).accent_text
    assert 1.05 / (luminance(text) + 0.05) >= 5
    if accent in ("1F4E79", "c00000", "000000"):
        assert text == accent.upper()


@pytest.mark.parametrize(
    "name", ["", ".", "..", "../themes/business", "a/b", "a\\b", "x" * 300, "\0", "\ud800"]
)
def test_a_theme_is_one_folder_by_its_name(tmp_path: Path, name: str) -> None:
    (tmp_path / "theme.toml").write_text('base = "business"', encoding="utf-8")
    (tmp_path / "themes").mkdir()
    with pytest.raises(TemplateError, match="没有名为"):
        load_theme(name, (tmp_path / "themes", theme_root()))
