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
from .cover_pieces import (
    Block,
    CoverLayout,
    Foot,
    Head,
    LogoBox,
    letters_width,
    text_block,
    text_height,
    title_lines,
)
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
    titles, long = title_lines(cover, theme, page.text_width / 20)
    style = theme.styles.cover_long_title if long else theme.styles.cover_title
    title = style.line * sum(line.lines for line in titles)
    for room in _ROOMS:
        sheet = _Sheet(theme, page, room)
        foot = _foot(cover, sheet)
        head = (_plain_head if theme.cover == "plain" else _band_head)(cover, sheet, title, foot)
        if _end(head) <= _top(foot, sheet):
            break
    mark = letters_width(words(cover.mark), theme.styles.cover_mark) + 2 * MARK_PADDING + 4
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
    spare = foot.label - style.size - letters_width(label, style)
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
    mark = text_block(cover.mark, styles.cover_mark, mark_top, width)
    below = 0.0
    if subtitle := words(cover.subtitle):
        below = RULE_ABOVE + RULE_HEIGHT + RULE_BELOW
        below += text_height(subtitle, styles.cover_subtitle, width)
    notice = text_height(cover.notice, styles.cover_notice, width)
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
        text_block(subtitle, styles.cover_subtitle, (rule or 0) + RULE_HEIGHT + RULE_BELOW, width),
        text_block(cover.notice, styles.cover_notice, bottom + _NOTICE_ROOM * room, width),
    )


def _plain_head(cover: Cover, sheet: _Sheet, title: float, foot: Foot) -> Head:
    styles, width, room = sheet.theme.styles, sheet.width, sheet.room
    mark = text_block(cover.mark, styles.cover_mark, sheet.top, width)
    subtitle = text_height(cover.subtitle, styles.cover_subtitle, width)
    notice = text_height(cover.notice, styles.cover_notice, width)
    below = (_PLAIN_SUBTITLE_ROOM * room + subtitle if subtitle else 0.0) + (
        _PLAIN_NOTICE_ROOM * room + notice if notice else 0.0
    )
    size, logo_room = sheet.logo(), _PLAIN_LOGO_ROOM * room
    least = (mark.bottom if mark else sheet.top) + _MARK_ROOM * room
    least += size[1] + logo_room if sheet.theme.logo else 0.0
    wanted = _top(foot, sheet) - _FOOT_ROOM * room - below - title
    start = max(min(_PLAIN_TITLE, wanted), least)
    at = start + title
    second = text_block(
        cover.subtitle, styles.cover_subtitle, at + _PLAIN_SUBTITLE_ROOM * room, width
    )
    at = second.bottom if second else start + title
    third = text_block(cover.notice, styles.cover_notice, at + _PLAIN_NOTICE_ROOM * room, width)
    logo = None
    if sheet.theme.logo:
        left = sheet.left + (width - size[0]) / 2
        logo = LogoBox(left, start - logo_room - size[1], *size)
    return Head(Block(start, title), None, logo, mark, None, second, third)


def _foot(cover: Cover, sheet: _Sheet) -> Foot:
    """Return fields and date, which end a little above the bottom margin."""
    styles, is_plain = sheet.theme.styles, sheet.theme.cover == "plain"
    end = sheet.end
    height = text_height(cover.date, styles.cover_date, sheet.width)
    date = Block(end - height, height) if height else None
    if date:
        end = date.top - (_PLAIN_DATE_ROOM if is_plain else _DATE_ROOM) * sheet.room
    size = styles.cover_label.size
    if is_plain:
        label = _PLAIN_LABEL * size
        value = min(_PLAIN_VALUE * styles.cover_value.size, sheet.width - label)
    else:
        longest = max(
            (letters_width(_label(f.label), styles.cover_label) for f in cover.fields), default=0
        )
        label = min(longest, _MOST_LABEL * size) + _LABEL_GAP * size
        value = sheet.width - label
    padding = (_PLAIN_ROW_PADDING if is_plain else _ROW_PADDING) * max(sheet.room, 0.2)
    left = sheet.left + (sheet.width - label - value) / 2
    rows = tuple(
        max(
            text_height(plain(f.value), styles.cover_value, value),
            text_height(_label(f.label), styles.cover_label, label),
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
