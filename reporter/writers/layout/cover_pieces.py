"""The pieces of a cover, where they stand, and the room that their texts take. Measures are pt."""

from __future__ import annotations

from dataclasses import dataclass

from ...document.nodes import Cover
from ...document.theme import TextStyle, Theme
from .decimals import text_width
from .plaintext import words

_LATIN = 1.06  # bold letters are wider than those that are counted


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the page's height."""

    top: float
    height: float

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height


@dataclass(frozen=True, slots=True)
class TitleLine:
    """One paragraph of the title; it is set ``measure`` wide, so that its lines are even."""

    text: str
    lines: int
    measure: float


@dataclass(frozen=True, slots=True)
class LogoBox:
    """Where the logo stands and how large it is drawn."""

    left: float
    top: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above: None where it is missing. ``rule`` is the upper edge of the rule."""

    title: Block
    field: Block | None = None
    logo: LogoBox | None = None
    mark: Block | None = None
    rule: float | None = None
    subtitle: Block | None = None
    notice: Block | None = None


@dataclass(frozen=True, slots=True)
class Foot:
    """What stands at the foot: widths of the fields' columns, heights of their rows, the date."""

    left: float
    label: float
    value: float
    padding: float  # above and below the text of a row
    fields: Block | None = None
    rows: tuple[float, ...] = ()
    date: Block | None = None


@dataclass(frozen=True, slots=True)
class CoverLayout:
    """A cover laid out. ``long`` asks for the smaller style of titles."""

    left: float
    width: float
    titles: tuple[TitleLine, ...]
    long: bool
    mark_width: float
    head: Head
    foot: Foot


def title_lines(cover: Cover, theme: Theme, width: float) -> tuple[tuple[TitleLine, ...], bool]:
    """Return the title's paragraphs; where one takes several lines, in the smaller style."""
    texts = [text for line in cover.title if (text := words(line))]
    usual, smaller = theme.styles.cover_title, theme.styles.cover_long_title
    long = any(text_lines(text, usual, width) > 1 for text in texts)
    style = smaller if long else usual
    made = []
    for text in texts:
        lines = text_lines(text, style, width)
        share = letters_width(text, style) / lines + 1.2 * style.size if lines > 1 else width
        made.append(TitleLine(text, lines, min(share, width)))
    return tuple(made), long


def text_block(text: str, style: TextStyle, top: float, width: float) -> Block | None:
    """Return the stretch that ``text`` takes from ``top``, None where nothing would be printed."""
    height = text_height(text, style, width)
    return Block(top, height) if height else None


def text_height(text: str, style: TextStyle, width: float) -> float:
    """Return the height of ``text``, 0 where nothing would be printed."""
    text = words(text)
    return style.line * text_lines(text, style, width) if text else 0.0


def text_lines(text: str, style: TextStyle, width: float) -> int:
    """Return how many lines of ``width`` the text takes, one at least."""
    return max(int(-(-letters_width(text, style) // width)), 1)


def letters_width(text: str, style: TextStyle) -> float:
    """Return the width of ``text`` on one line."""
    return sum(
        text_width(sign, 100) / 100 * style.size * (1.0 if ord(sign) > 0x2000 else _LATIN)
        for sign in text
    )
