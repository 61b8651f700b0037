"""Words in a chart: fonts of both scripts, sizes, and how wide words are about."""

from __future__ import annotations

import unicodedata

from ....document.colours import MUTED
from ..markup import escape

LABEL, SMALL = 9.0, 8.0  # points
_MM_PER_POINT = 25.4 / 72
_NARROW = 0.56  # em of a Latin letter or digit
EAST_ASIAN = '<a:ea typeface="黑体"/>'  # the part puts the theme's font in its place
_FONTS = f'<a:latin typeface="Arial"/>{EAST_ASIAN}<a:cs typeface="Arial"/>'


def width(text: str, size: float = LABEL) -> float:
    """Return about how wide ``text`` is, in millimetres: the reader's fonts are not known."""
    ems = sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else _NARROW for c in text)
    return ems * size * _MM_PER_POINT


def line_height(size: float = LABEL) -> float:
    """Return the height of a line in millimetres."""
    return size * _MM_PER_POINT * 1.35


def solid(colour: str) -> str:
    """Return a fill; an explicit RRGGBB, since not every program resolves theme colours."""
    return f'<a:solidFill><a:srgbClr val="{colour.lstrip("#").upper()}"/></a:solidFill>'


def run_look(tag: str, size: float, colour: str, *, bold: bool = False) -> str:
    """Return ``a:rPr`` or ``a:defRPr``; a run names its language, a default does not."""
    language = ' lang="zh-CN" altLang="en-US"' if tag == "rPr" else ""
    return (
        f'<a:{tag}{language} sz="{round(size * 100)}" b="{int(bold)}" i="0">'
        f"{solid(colour)}{_FONTS}</a:{tag}>"
    )


def text_look(
    size: float = LABEL, colour: str = MUTED, *, bold: bool = False, turn: int | None = None
) -> str:
    """Return ``c:txPr``; ``turn`` in degrees clockwise, None leaves it to the program."""
    body = "<a:bodyPr/>" if turn is None else f'<a:bodyPr rot="{turn * 60000}" vert="horz"/>'
    look = run_look("defRPr", size, colour, bold=bold)
    return (
        f"<c:txPr>{body}<a:lstStyle/><a:p><a:pPr>{look}</a:pPr>"
        '<a:endParaRPr lang="zh-CN"/></a:p></c:txPr>'
    )


def title(words: str, *, turn: int = 0) -> str:
    """Return the title of an axis, or nothing."""
    if not words:
        return ""
    look = run_look("defRPr", SMALL, MUTED)
    run = f"<a:r>{run_look('rPr', SMALL, MUTED)}<a:t>{escape(words)}</a:t></a:r>"
    return (
        f'<c:title><c:tx><c:rich><a:bodyPr rot="{turn * 60000}" vert="horz"/><a:lstStyle/>'
        f"<a:p><a:pPr>{look}</a:pPr>{run}</a:p></c:rich></c:tx>"
        '<c:overlay val="0"/></c:title>'
    )
