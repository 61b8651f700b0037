"""The cover: a field of the accent with the title, or a plain page; where its pieces stand is
the same in every output (:mod:`..layout.cover`).

Lines and rows have fixed heights, so the room between pieces can be computed. What lies behind
or beside the text, field and logo, is anchored to the page.
"""

from __future__ import annotations

from ...document.nodes import Cover, CoverField
from ..layout.cover import HAIRLINE, cover_layout, field_edge
from ..layout.cover_pieces import Block, CoverLayout, Foot, Head
from ..layout.plaintext import clean, words
from .context import Context
from .fields import run
from .figures import embedded
from .inline import inlines
from .markup import escape, fill
from .paragraph import Flow, Para
from .tables import table_frame

_TWIPS, _EMU = 20, 12700  # in a point
_LINE = f'<w:bottom w:val="single" w:sz="4" w:space="0" w:color="{HAIRLINE}"/>'


def add_cover(context: Context, flow: Flow, cover: Cover) -> None:
    """Append the cover's paragraphs and the table of its fields."""
    layout = cover_layout(cover, context.theme, context.page)
    above = _above(context, cover, layout)
    at = context.page.top / _TWIPS  # where the next paragraph would begin
    for para, block in above:
        para.before = _room(context, para.style, block.top - at)
        at = block.bottom
        flow.add(para)
    if above:
        above[0][0].content = _behind(context, layout) + above[0][0].content
    foot, last = layout.foot, above[-1][0] if above else None
    if foot.fields:
        if last is not None:
            last.after = _twips(foot.fields.top - at)
        flow.add_table(_fields(context, cover.fields, foot))
        at = foot.fields.bottom
    if foot.date:
        room = _room(context, "Date", foot.date.top - at)
        flow.add(Para("Date", _date(context, cover.date), before=room))


def _above(context: Context, cover: Cover, layout: CoverLayout) -> list[tuple[Para, Block]]:
    """Return the paragraphs above the fields, each with its place."""
    head: Head = layout.head
    made: list[tuple[Para, Block]] = []
    if head.mark:
        right = _twips(layout.width - layout.mark_width) if head.field else None
        made.append((Para("CoverMark", run(cover.mark), right=right), head.mark))
    styles = context.theme.styles
    line = (styles.cover_long_title if layout.long else styles.cover_title).line
    top = head.title.top
    for title in layout.titles:
        para = Para("LongTitle" if layout.long else "Title")
        para.content = _title(context, title.text, only=len(layout.titles) == 1)
        spare = _twips(layout.width - title.measure)
        if spare:
            half = spare // 2 if head.field is None else 0
            para.left, para.right = half, spare - half
        made.append((para, Block(top, line * title.lines)))
        top += line * title.lines
    if head.subtitle:
        if head.rule:
            height = head.subtitle.top - head.rule
            made.append((Para("CoverRule"), Block(head.rule, height)))
        made.append((Para("Subtitle", run(cover.subtitle)), head.subtitle))
    if head.notice:
        made.append((Para("CoverNotice", run(cover.notice)), head.notice))
    return made


def _behind(context: Context, layout: CoverLayout) -> str:
    """Return the runs with the field of colour and the logo."""
    out = ""
    field, box, logo = layout.head.field, layout.head.logo, context.theme.logo
    if field:
        accent = context.tints.accent
        width = context.page.width / _TWIPS
        values = {
            "top": _emu(field.top),
            "width": _emu(width),
            "height": _emu(field.height),
            "points_top": f"{field.top:.2f}",
            "points_width": f"{width:.2f}",
            "points_height": f"{field.height:.2f}",
            "fill": accent,
            "edge": field_edge(context.theme),
            "id": str(context.next_drawing()),
        }
        out += fill("coverField.xml", values).strip()
    if box and logo:
        is_png = logo.media_type == "image/png"
        png, svg = (logo.data, b"") if is_png else (logo.png, logo.data)
        if not png:  # there is nothing that every program can show
            return out
        size = (round(box.width * _EMU), round(box.height * _EMU))
        names = f'id="{context.next_drawing()}" name="标志" descr="{escape(logo.alt)}"'
        values = {
            "left": _emu(box.left),
            "top": _emu(box.top),
            "width": str(size[0]),
            "height": str(size[1]),
            "names": names,
            "picture": embedded(context, (png, svg), size, names),
        }
        out += fill("coverLogo.xml", values).strip()
    return out


def _title(context: Context, line: str, *, only: bool) -> str:
    """Return the title as a control that shows the title among the file's properties.

    Word prints the property whatever the control holds, and a property has no line breaks:
    so a title of several lines, or another than the property, stays plain text.
    """
    content = run(line)
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


def _fields(context: Context, fields: tuple[CoverField, ...], foot: Foot) -> str:
    """Return the table; on a plain cover each value stands on a line of its own."""
    widths = (_twips(foot.label), _twips(foot.value))
    borders = f"<w:tcBorders>{_LINE}</w:tcBorders>" if context.theme.cover == "plain" else ""
    rows = []
    for item, height in zip(fields, foot.rows, strict=True):
        # The label is spread over its column; its colon would be spread too, so it goes.
        label = clean(item.label).rstrip("：: ")
        cells = (
            _cell(widths[0], "", Para("CoverLabel", run(label))),
            _cell(widths[1], borders, Para("CoverValue", inlines(context, item.value))),
        )
        least = f'<w:trHeight w:val="{_twips(height)}" w:hRule="atLeast"/>'
        rows.append(f"<w:tr><w:trPr><w:cantSplit/>{least}</w:trPr>{''.join(cells)}</w:tr>")
    return table_frame("CoverTable", widths, "".join(rows), "封面信息")


def _cell(width: int, borders: str, para: Para) -> str:
    properties = f'<w:tcW w:w="{width}" w:type="dxa"/>{borders}'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{para.to_xml()}</w:tc>"


def _room(context: Context, style: str, points: float) -> int | None:
    """Return the room above a paragraph; None where it is what the style has."""
    room = _twips(points)
    return None if room == context.spacings.get(style, (0, 0))[0] else room


def _twips(points: float) -> int:
    return max(round(points * _TWIPS), 0)


def _emu(points: float) -> str:
    return str(round(points * _EMU))
