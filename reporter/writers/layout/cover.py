"""The cover: where its pieces stand on the page, the same in every output that has pages.

``band``: a field of the accent from edge to edge holds mark, title, short rule and subtitle;
above it a white strip with the logo, where there is one; notice, fields and date stand on white
below. ``plain``: the mark top left, everything else in the middle, no colour.

All measures are pt, positions from the page's top left corner. Fields and date stand on the foot,
the title on the lower edge of the field: where there is more text they grow upwards.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ...document.colours import luminance
from ...document.nodes import Cover
from ...document.theme import Logo, TextStyle, Theme
from .decimals import text_width
from .page import Page
from .plaintext import plain, words

MM = 72 / 25.4
RULE_WIDTH, RULE_HEIGHT = 36 * MM, 3.0
RULE_ABOVE, RULE_BELOW = 14.0, 17.0
HAIRLINE = "BFBFBF"  # between fields, and around what can hardly be told from paper
MARK_PADDING = 9.0  # at either side of the mark's letters in its frame
_LOGO_WIDTH, _LOGO_HEIGHT = 60 * MM, 20 * MM
_STRIP = 54 * MM  # of white above the field
_STRIP_MIDDLE = 0.54  # share of its free height that is above the logo
_FIELD_BOTTOM = 156 * MM
_FIELD_PADDING = 16 * MM  # below the last text in the field
_MARK_TOP = 13 * MM  # from the field's edge to the mark below a logo
_MARK_ROOM = 10 * MM  # between mark and title at the least
_NOTICE_ROOM, _FOOT_ROOM = 7 * MM, 8 * MM
_FOOT = 4 * MM  # what stays free above the bottom margin
_DATE_ROOM = 14.0
_PLAIN_TITLE, _PLAIN_LOGO_ROOM = 92 * MM, 14 * MM
_PLAIN_SUBTITLE_ROOM, _PLAIN_NOTICE_ROOM, _PLAIN_DATE_ROOM = 16.0, 12.0, 20 * MM
_ROW_PADDING, _PLAIN_ROW_PADDING = 5.0, 3.0
_LABEL_GAP, _MOST_LABEL = 1.5, 9.0  # characters of its style
_PLAIN_LABEL, _PLAIN_VALUE = 6.5, 19.0  # widths of the fields' columns in characters
_NEARLY_WHITE = 0.85  # luminance
_ROOMS = (1.0, 0.85, 0.7, 0.55, 0.4, 0.25, 0.15)
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


@dataclass(frozen=True, slots=True)
class _Sheet:
    """The page to fill; ``room`` is the share that is left of what is free between pieces."""

    theme: Theme
    page: Page
    room: float = 1.0

    @property
    def left(self) -> float:
        return self.page.left / 20

    @property
    def width(self) -> float:
        return self.page.text_width / 20

    @property
    def top(self) -> float:
        return self.page.top / 20

    @property
    def end(self) -> float:
        return (self.page.height - self.page.bottom) / 20 - _FOOT

    def logo(self) -> tuple[float, float]:
        return logo_size(self.theme.logo) if self.theme.logo else (0.0, 0.0)


def cover_layout(cover: Cover, theme: Theme, page: Page) -> CoverLayout:
    """Return where the pieces of ``cover`` stand on the upright ``page``.

    Where there is too much for the page the pieces come nearer to each other.
    """
    titles, long = _titles(cover, theme, page.text_width / 20)
    style = theme.styles.cover_long_title if long else theme.styles.cover_title
    title = style.line * sum(line.lines for line in titles)
    for room in _ROOMS:
        sheet = _Sheet(theme, page, room)
        foot = _foot(cover, sheet)
        head = (_plain_head if theme.cover == "plain" else _band_head)(cover, sheet, title, foot)
        if _end(head) <= _top(foot, sheet):
            break
    mark = _width(words(cover.mark), theme.styles.cover_mark) + 2 * MARK_PADDING + 4
    return CoverLayout(sheet.left, sheet.width, titles, long, min(mark, sheet.width), head, foot)


def _end(head: Head) -> float:
    """Return where the last piece above the fields ends."""
    pieces = (head.title, head.field, head.subtitle, head.notice)
    return max(piece.bottom for piece in pieces if piece)


def logo_size(logo: Logo) -> tuple[float, float]:
    """Return width and height: as given, made smaller where it is over 60 × 20 mm."""
    width, height = max(logo.width_mm, 0.1) * MM, max(logo.height_mm, 0.1) * MM
    share = min(1.0, _LOGO_WIDTH / width, _LOGO_HEIGHT / height)
    return width * share, height * share


def label_spacing(label: str, foot: Foot, theme: Theme) -> float:
    """Return the pt between the letters of a label that is spread over its column, else 0."""
    style = theme.styles.cover_label
    if style.align != "distribute" or len(label) < 2:
        return 0.0
    spare = foot.label - style.size - _width(label, style)
    return max(spare / (len(label) - 1), 0.0)


def without_field(theme: Theme) -> Theme:
    """Return the theme with a plain cover, for a file whose own styles set the titles.

    Their ink is not made for a field of colour.
    """
    changed: dict[str, TextStyle] = {}
    for name in ("mark", "title", "long_title", "subtitle", "notice", "date"):
        style: TextStyle = getattr(theme.styles, f"cover_{name}")
        ink = "ink" if style.colour == "on_accent" else style.colour
        align = style.align if name == "mark" else "center"
        changed[f"cover_{name}"] = replace(style, colour=ink, align=align)
    return replace(theme, cover="plain", styles=replace(theme.styles, **changed))


def field_edge(theme: Theme) -> str:
    """Return RRGGBB of the field's edge: its own, unless it could not be told from the paper."""
    return HAIRLINE if luminance(theme.accent) > _NEARLY_WHITE else theme.accent.upper()


def _band_head(cover: Cover, sheet: _Sheet, title: float, foot: Foot) -> Head:
    styles, width, room = sheet.theme.styles, sheet.width, sheet.room
    logo, top, mark_top = None, 0.0, sheet.top
    if sheet.theme.logo is not None:
        size = sheet.logo()
        top = size[1] + (_STRIP - size[1]) * room
        logo = LogoBox(sheet.left, (top - size[1]) * _STRIP_MIDDLE, *size)
        mark_top = top + _MARK_TOP * room
    mark = _block(cover.mark, styles.cover_mark, mark_top, width)
    below = 0.0
    if subtitle := words(cover.subtitle):
        below = RULE_ABOVE + RULE_HEIGHT + RULE_BELOW
        below += _height(subtitle, styles.cover_subtitle, width)
    notice = _height(cover.notice, styles.cover_notice, width)
    # The field ends where it is wanted, higher over a tall foot, lower below a long title.
    free = (_NOTICE_ROOM * room + notice if notice else 0.0) + _FOOT_ROOM * room
    padding = _FIELD_PADDING * max(room, 0.4)
    least = (mark.bottom + _MARK_ROOM * room if mark else mark_top) + title + below
    bottom = max(min(_FIELD_BOTTOM, _top(foot, sheet) - free), least + padding)
    start = bottom - padding - below - title
    rule = start + title + RULE_ABOVE if below else None
    return Head(
        Block(start, title),
        Block(top, bottom - top),
        logo,
        mark,
        rule,
        _block(subtitle, styles.cover_subtitle, (rule or 0) + RULE_HEIGHT + RULE_BELOW, width),
        _block(cover.notice, styles.cover_notice, bottom + _NOTICE_ROOM * room, width),
    )


def _plain_head(cover: Cover, sheet: _Sheet, title: float, foot: Foot) -> Head:
    styles, width, room = sheet.theme.styles, sheet.width, sheet.room
    mark = _block(cover.mark, styles.cover_mark, sheet.top, width)
    subtitle = _height(cover.subtitle, styles.cover_subtitle, width)
    notice = _height(cover.notice, styles.cover_notice, width)
    below = (_PLAIN_SUBTITLE_ROOM * room + subtitle if subtitle else 0.0) + (
        _PLAIN_NOTICE_ROOM * room + notice if notice else 0.0
    )
    size, logo_room = sheet.logo(), _PLAIN_LOGO_ROOM * room
    least = (mark.bottom if mark else sheet.top) + _MARK_ROOM * room
    least += size[1] + logo_room if sheet.theme.logo else 0.0
    wanted = _top(foot, sheet) - _FOOT_ROOM * room - below - title
    start = max(min(_PLAIN_TITLE, wanted), least)
    at = start + title
    second = _block(cover.subtitle, styles.cover_subtitle, at + _PLAIN_SUBTITLE_ROOM * room, width)
    at = second.bottom if second else at
    third = _block(cover.notice, styles.cover_notice, at + _PLAIN_NOTICE_ROOM * room, width)
    logo = None
    if sheet.theme.logo:
        left = sheet.left + (width - size[0]) / 2
        logo = LogoBox(left, start - logo_room - size[1], *size)
    return Head(Block(start, title), None, logo, mark, None, second, third)


def _foot(cover: Cover, sheet: _Sheet) -> Foot:
    """Return fields and date, which end a little above the bottom margin."""
    styles, is_plain = sheet.theme.styles, sheet.theme.cover == "plain"
    end = sheet.end
    height = _height(cover.date, styles.cover_date, sheet.width)
    date = Block(end - height, height) if height else None
    if date:
        end = date.top - (_PLAIN_DATE_ROOM if is_plain else _DATE_ROOM) * sheet.room
    size = styles.cover_label.size
    if is_plain:
        label = _PLAIN_LABEL * size
        value = min(_PLAIN_VALUE * styles.cover_value.size, sheet.width - label)
    else:
        longest = max(
            (_width(_label(f.label), styles.cover_label) for f in cover.fields), default=0
        )
        label = min(longest, _MOST_LABEL * size) + _LABEL_GAP * size
        value = sheet.width - label
    padding = (_PLAIN_ROW_PADDING if is_plain else _ROW_PADDING) * max(sheet.room, 0.2)
    left = sheet.left + (sheet.width - label - value) / 2
    rows = tuple(
        max(
            _height(plain(f.value), styles.cover_value, value),
            _height(_label(f.label), styles.cover_label, label),
        )
        + 2 * padding
        for f in cover.fields
    )
    fields = Block(end - sum(rows), sum(rows)) if rows else None
    return Foot(left, label, value, padding, fields, rows, date)


def _label(text: str) -> str:
    return words(text).rstrip("：: ")


def _top(foot: Foot, sheet: _Sheet) -> float:
    first = foot.fields or foot.date
    return first.top if first else sheet.end


def _titles(cover: Cover, theme: Theme, width: float) -> tuple[tuple[TitleLine, ...], bool]:
    """Return the title's paragraphs; where one takes several lines, in the smaller style."""
    texts = [text for line in cover.title if (text := words(line))]
    usual, smaller = theme.styles.cover_title, theme.styles.cover_long_title
    long = any(_lines(text, usual, width) > 1 for text in texts)
    style = smaller if long else usual
    made = []
    for text in texts:
        lines = _lines(text, style, width)
        share = _width(text, style) / lines + 1.2 * style.size if lines > 1 else width
        made.append(TitleLine(text, lines, min(share, width)))
    return tuple(made), long


def _block(text: str, style: TextStyle, top: float, width: float) -> Block | None:
    height = _height(text, style, width)
    return Block(top, height) if height else None


def _height(text: str, style: TextStyle, width: float) -> float:
    """Return the height of ``text``, 0 where nothing would be printed."""
    text = words(text)
    return style.line * _lines(text, style, width) if text else 0.0


def _lines(text: str, style: TextStyle, width: float) -> int:
    return max(int(-(-_width(text, style) // width)), 1)


def _width(text: str, style: TextStyle) -> float:
    return sum(
        text_width(sign, 100) / 100 * style.size * (1.0 if ord(sign) > 0x2000 else _LATIN)
        for sign in text
    )
