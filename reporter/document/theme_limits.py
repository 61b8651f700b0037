"""What the values of a theme may be, so that every output can lay out a page with them.

The limits are wide: they refuse what no page can hold (a text wider than the paper, letters of
no size) and what would break out of a style sheet or of a part of a Word file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import get_args

from .theme import A4_HEIGHT_MM, A4_WIDTH_MM, FONT_NAME, FontRole, PageSetup, TextStyle, Theme

_MOST_TEXT = 60  # characters of a title, head or foot
_LEAST_MARGIN = 5.0  # mm
_LEAST_HEIGHT = 100.0  # mm of text on a page, upright or turned
_ROLES = (*get_args(FontRole), "latin")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_STYLE = {  # pt, and characters for the indent
    "size": (5.0, 72.0),
    "line": (5.0, 150.0),
    "before": (0.0, 150.0),
    "after": (0.0, 150.0),
    "indent": (0.0, 10.0),
}
_LIST = (0.5, 6.0)  # characters


def wrong_values(theme: Theme) -> Iterator[tuple[str, str]]:
    """Yield the key of each value that cannot be used, and what it should be, in Chinese."""
    for name in ("title", "header", "footer"):
        text = getattr(theme, name)
        if len(text) > _MOST_TEXT or _CONTROL.search(text):
            yield name, f"应是一行，不超过{_MOST_TEXT}个字"
    yield from _fonts(theme.fonts)
    for one in fields(theme.styles):
        for key, problem in _style(getattr(theme.styles, one.name)):
            yield f"styles.{one.name}.{key}", problem
    for one in fields(theme.lists):
        if problem := _outside(getattr(theme.lists, one.name), *_LIST):
            yield f"lists.{one.name}", problem
    yield from _page(theme.page, theme)


def _fonts(fonts: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for role in _ROLES:
        if not fonts.get(role):
            yield f"fonts.{role}", "应写明 Word 中的字体名"
    for role, name in fonts.items():
        if role not in _ROLES:
            yield f"fonts.{role}", f"没有这种字体，只有{'、'.join(_ROLES)}"
        elif re.fullmatch(FONT_NAME, name) is None or _CONTROL.search(name):
            yield f"fonts.{role}", "应是字体名，不超过31个字，不含引号、逗号和分号"


def _page(page: PageSetup, theme: Theme) -> Iterator[tuple[str, str]]:
    """Yield what leaves no room for text: margins are checked before what they leave."""
    widest = A4_WIDTH_MM - 2 * _LEAST_MARGIN
    tallest = A4_HEIGHT_MM - _LEAST_HEIGHT
    for name, most in (("top", tallest), ("bottom", tallest), ("left", widest)):
        if problem := _outside(getattr(page, name), _LEAST_MARGIN, most):
            yield f"page.{name}", problem
            return
    if page.top + page.bottom > tallest:
        yield "page.bottom", f"与 top 之和应不超过{tallest:g}"
    for name, most in (("header", page.top), ("footer", page.bottom)):
        if problem := _outside(getattr(page, name), 0.0, most):
            yield f"page.{name}", problem
    width = theme.text_width / 72 * 25.4
    room = A4_WIDTH_MM - _LEAST_MARGIN - page.left
    if not _LEAST_HEIGHT <= width <= room:  # as high as the text of a turned page
        yield "page.characters", f"乘以正文字号是版心宽，应在{_LEAST_HEIGHT:g}～{room:g}毫米之间"


def _style(style: TextStyle) -> Iterator[tuple[str, str]]:
    for key, limits in _STYLE.items():
        if problem := _outside(getattr(style, key), *limits):
            yield key, problem


def _outside(value: float, least: float, most: float) -> str:
    """Return what ``value`` should be; nothing where it is, and no NaN is."""
    return "" if least <= value <= most else f"应在{least:g}～{most:g}之间"
