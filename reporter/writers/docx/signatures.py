"""Lines to sign, aligned in columns, and the room of a seal: one table without borders."""

from __future__ import annotations

from ...document.nodes import Signatures
from ...document.signing import DATE_UNITS, DATE_WORD, SEAL_MM, sealed
from ..layout.plaintext import words
from .context import Context
from .fields import run
from .paragraph import Flow, Para
from .tables import table_frame

_TWIPS_PER_MM = 1440 / 25.4
_PADDING = 300  # both sides of a cell, and what keeps a label from wrapping
_SIGN_HEIGHT = 760  # a hand needs 13 mm
_SEAL_HEIGHT = int((SEAL_MM + 6) * _TWIPS_PER_MM)
# What a column has beside its words: 日期：, room to write a year, a month or day.
_DATE, _YEAR, _UNIT, _GAP = 180, 910, 460, 300
_SEAL_WIDTH = 5000  # the column in whose middle the seal stands
_LONGEST_LABEL = 3000
_BELOW = 240
_LINE = '<w:tcBorders><w:bottom w:val="single" w:sz="4" w:space="0" w:color="auto"/></w:tcBorders>'


def add_signatures(context: Context, flow: Flow, node: Signatures) -> None:
    """Append the block; it stays on one page."""
    lines = [line for line in node.lines if words(line)]
    place = sealed(node)
    if not lines and not place:
        return
    widths = _widths(lines, context.width, round(context.theme.styles.body.size * 20))
    rows = [_sign_row(line, widths, keep=index < len(lines) - 1 or bool(place))
            for index, line in enumerate(lines)]  # fmt: skip
    if place:
        rows.append(_seal_row(place, widths))
    flow.add_table(table_frame("SignatureTable", widths, "".join(rows), "签署"), _BELOW)


def _widths(lines: list[str], total: int, character: int) -> tuple[int, ...]:
    """Return label, two columns of the line, gap, 日期, 年, 月, 日.

    The line has two columns because the place of the seal begins within it.
    """
    longest = max((len(words(line)) for line in lines), default=0)
    label = min(
        max(longest * character + _PADDING, 1500), _LONGEST_LABEL, total - _SEAL_WIDTH - 600
    )
    unit = character + _UNIT
    date = (_GAP, len(DATE_WORD) * character + _DATE, character + _YEAR, unit, unit)
    within = _SEAL_WIDTH - sum(date)
    return (label, total - label - _SEAL_WIDTH, within, *date)


def _sign_row(line: str, widths: tuple[int, ...], *, keep: bool) -> str:
    label, one, other, gap, date, *units = widths

    def text(content: str = "", align: str = "") -> list[Para]:
        return [Para("BodyText", run(content), keep_next=keep, align=align)]

    cells = [
        _cell(label, text(line)),
        _cell(one + other, text(), f'<w:gridSpan w:val="2"/>{_LINE}'),
        _cell(gap, text()),
        _cell(date, text(DATE_WORD)),
        *(_cell(width, text(word, "right")) for width, word in zip(units, DATE_UNITS, strict=True)),
    ]
    return _row(cells, _SIGN_HEIGHT)


def _seal_row(place: tuple[str, ...], widths: tuple[int, ...]) -> str:
    left, right = widths[:2], widths[2:]
    lines = [Para("CenteredText", run(line)) for line in place]
    middle = f'<w:gridSpan w:val="{len(right)}"/><w:vAlign w:val="center"/>'
    cells = [
        _cell(sum(left), [Para("BodyText")], f'<w:gridSpan w:val="{len(left)}"/>'),
        _cell(sum(right), lines, middle),
    ]
    return _row(cells, _SEAL_HEIGHT)


def _row(cells: list[str], height: int) -> str:
    properties = f'<w:cantSplit/><w:trHeight w:val="{height}" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(width: int, lines: list[Para], properties: str = "") -> str:
    content = "".join(para.to_xml() for para in lines)
    size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{properties}</w:tcPr>{content}</w:tc>"
