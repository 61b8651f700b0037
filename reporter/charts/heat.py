"""A heat table: units down, indicators across, the number in every cell.

The tint runs from the lowest to the highest number shown; a cell that is hidden for its
small base prints ``*`` and has no tint, so the tint tells nothing either.

A picture in Word too, whose charts have no such kind.
"""

from __future__ import annotations

from .chart import ChartData, Drawing, Style, TooManyError, label, plotted, values
from .kit import frame, palette
from .kit.faces import width
from .kit.labels import LABEL, pitch, wrap
from .kit.sheet import Sheet

ID = "heat"
TITLE = "热力表"

_ROW = 6.6
_LEAST_AIR = 1.6  # millimetres beside the widest number of a column
_MOST_HEAD = 5  # lines


def draw(data: ChartData, style: Style) -> Drawing:
    """Draw categories as rows and series as columns, both in the caller's order.

    Raises:
        TooManyError: the columns are too many for the width, or the rows for a page (Chinese).
    """
    data = frame.without_lines(data)
    bands = frame.rows(data.categories, style.width_mm, _ROW)
    cell = _cell(data, style.width_mm - frame.EDGE - bands.left)
    heads = [wrap(series.name, cell - 1.0, most=_MOST_HEAD) for series in data.series]
    head = max(len(lines) for lines in heads) * pitch(LABEL) + 2.0
    top = frame.HEAD + head
    bottom = top + bands.height
    note = _note(data)
    sheet = Sheet(style.width_mm, bottom + frame.EDGE + frame.foot(note, style.width_mm))
    frame.write_legend(sheet, frame.Legend(()), data, frame.swatch(()))
    right = bands.left + cell * len(data.series)
    for j, lines in enumerate(heads):
        x = bands.left + cell * (j + 0.5)
        sheet.lines(x, top - 1.0 - len(lines) * pitch(LABEL) / 2, lines, align="center")
    frame.write_names(sheet, bands, top)
    _cells(sheet, data, bands, (cell, top, style.accent))
    for y in (top, bottom):
        sheet.line([(frame.EDGE, y), (right, y)], palette.INK, 0.8)
    frame.write_note(sheet, note)
    return frame.finish(sheet, data, TITLE, note)


def _cell(data: ChartData, room: float) -> float:
    texts = [label(fact) for series in data.series for fact in series.facts]
    least = max(width(text, LABEL) for text in texts) + _LEAST_AIR
    cell = room / len(data.series)
    if cell < least:
        most = int(room / least)
        what = f"{TITLE}的列太多：这个宽度最多{most}列，这里有{len(data.series)}列，"
        what += "请转置或分成几张图。"
        raise TooManyError(what, "columns")
    return cell


def _note(data: ChartData) -> str:
    found = frame.numbers(data, lines=False)
    ranked = bool(found) and min(found) < max(found)
    return frame.notes("颜色越深，数值越高" if ranked else "", frame.gaps(data))


def _cells(
    sheet: Sheet, data: ChartData, bands: frame.Rows, place: tuple[float, float, str]
) -> None:
    cell, top, accent = place
    found = frame.numbers(data, lines=False)
    low, high = (min(found), max(found)) if found else (0.0, 0.0)
    for i, middle in enumerate(bands.middles(top)):
        for j, series in enumerate(data.series):
            x, number = bands.left + cell * j, plotted(series.facts[i])
            ink = palette.MUTED
            if number is not None:
                position = (number - low) / (high - low) if high > low else 0.3
                fill = palette.heat(accent, position)
                ink = palette.on(fill)
                high_mm = bands.heights[i]
                sheet.rect((x, middle - high_mm / 2, cell, high_mm), fill, palette.WHITE)
            printed = {"values": values(series.facts[i]), "align": "center", "color": ink}
            sheet.text(x + cell / 2, middle, label(series.facts[i]), **printed)
