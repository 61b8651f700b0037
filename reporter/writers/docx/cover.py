"""The cover: mark, title, subtitle and notice above, fields and date at the foot."""

from __future__ import annotations

from ...document.nodes import Cover, CoverField
from ..layout.plaintext import clean, plain, words
from .context import Context
from .fields import run
from .inline import inlines
from .markup import fill
from .paragraph import Flow, Para
from .tables import table_frame

# Line heights and spaces of the cover styles in twips; exact there, so they can be added up.
_MARK, _TITLE, _SUBTITLE, _NOTICE, _FIELD, _DATE = 440, 880, 1160, 680, 540, 960
_TITLE_TOP = 2500  # from the top margin to the title
_RULES = 720  # the rules above and below the title, with their distance
_FOOT_SLACK = 500  # what stays free above the bottom margin
_TITLE_CHARACTERS, _LONG_CHARACTERS = 17, 20  # of 26 pt and of 22 pt in one line
_LABEL_WIDTH, _VALUE_WIDTH = 1900, 5700
_VALUE_CHARACTERS = 19  # of 14 pt in the value column
_LINE = (
    '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/></w:tcBorders>'
)


def add_cover(context: Context, flow: Flow, cover: Cover) -> None:
    """Append the cover's paragraphs; the room above the foot is computed from exact lines."""
    above = [Para("CoverMark", run(cover.mark))] if words(cover.mark) else []
    used = _MARK * len(above)
    titles = [line for line in cover.title if words(line)]
    long = any(_lines(line, _TITLE_CHARACTERS) > 1 for line in titles)
    style, characters = ("LongTitle", _LONG_CHARACTERS) if long else ("Title", _TITLE_CHARACTERS)
    for index, line in enumerate(titles):
        para = Para(style, _title(context, run(line), line, only=len(titles) == 1))
        if index == 0:
            para.before = max(_TITLE_TOP - used, 0)
        above.append(para)
        used += _TITLE * _lines(line, characters)
    used += _TITLE_TOP + _RULES
    if words(cover.subtitle):
        above.append(Para("Subtitle", run(cover.subtitle)))
        used += _SUBTITLE * _lines(cover.subtitle, 26)
    if words(cover.notice):
        above.append(Para("CoverNotice", run(cover.notice)))
        used += _NOTICE * _lines(cover.notice, 36)
    for para in above:
        flow.add(para)
    _add_foot(context, flow, cover, context.page.text_height - used)


def _add_foot(context: Context, flow: Flow, cover: Cover, room: int) -> None:
    height = sum(_FIELD * _lines(plain(f.value), _VALUE_CHARACTERS) for f in cover.fields)
    height += _DATE if words(cover.date) else 0
    gap = max(room - height - _FOOT_SLACK, 240)
    last = flow.items[-1] if flow.items else None
    if cover.fields:
        if isinstance(last, Para):
            last.after = gap
        flow.add_table(_fields(context, cover.fields))
    if words(cover.date):
        date = Para("Date", _date(context, cover.date))
        if not cover.fields:
            date.before = gap
        flow.add(date)


def _title(context: Context, content: str, line: str, *, only: bool) -> str:
    """Return the title as a control that shows the title among the file's properties.

    Word prints the property whatever the control holds, and a property has no line breaks:
    so a title of several lines, or another than the property, stays plain text.
    """
    if not only or words(line) != words(context.title):
        return content
    kind = fill("titleControl.xml", {"id": str(context.next_control())}).strip()
    return f"<w:sdt>{kind}<w:sdtContent>{content}</w:sdtContent></w:sdt>"


def _date(context: Context, text: str) -> str:
    """Return the date, to be picked from a calendar where it is the report's own."""
    day = context.day
    if day is None or words(text) != f"{day.year}年{day.month}月{day.day}日":
        return run(text)
    values = {"id": str(context.next_control()), "day": day.isoformat()}
    kind = fill("dateControl.xml", values).strip()
    return f"<w:sdt>{kind}<w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def _fields(context: Context, fields: tuple[CoverField, ...]) -> str:
    rows = []
    for item in fields:
        # The label is spread over its column; its colon would be spread too, so it goes.
        label = clean(item.label).rstrip("：: ")
        cells = (
            _cell(_LABEL_WIDTH, "", Para("CoverLabel", run(label))),
            _cell(_VALUE_WIDTH, _LINE, Para("CoverValue", inlines(context, item.value))),
        )
        rows.append(f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>")
    return table_frame("CoverTable", (_LABEL_WIDTH, _VALUE_WIDTH), "".join(rows), "封面信息")


def _cell(width: int, borders: str, para: Para) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{borders}<w:vAlign w:val="bottom"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para.to_xml()}</w:tc>"


def _lines(text: str, characters: int) -> int:
    """Return how many lines ``text`` takes; a Latin letter counts half."""
    width = sum(1.0 if ord(sign) > 0x2E7F else 0.55 for sign in text)
    return max(int(-(-width // characters)), 1)
