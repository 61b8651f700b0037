"""Waterfalls: bars that lie on bars nobody sees, from one running level to the next.

The sheet holds the values as the report prints them, and beside them the formulas that place
the bars, so that a changed value moves all that lie below it. Values stand with the names: the
label of a stacked bar has its place within the bar, and a step may be too short for it.
"""

from __future__ import annotations

from collections.abc import Sequence

from ....document.colours import INK, WHITE
from .axes import CATEGORIES, VALUES, CategoryAxis, ValueAxis
from .bars import bar_group, lying_frame
from .cells import Content, address, letters
from .draft import Draft, Drawn
from .labels import labels
from .looks import HIDDEN, filled
from .printed import printed_cell
from .series import categories, numbers, series_head

_MARK = 1.0  # millimetres: how thick the mark of a level is
_APART = "\N{EN SPACE}"
_VALUES = 1  # the column of the sheet that holds them
_START = f"${letters(_VALUES)}$2"
_PLACED = ("空白", "水平", "下降", "上升")


def draw_steps(draft: Draft) -> Drawn:
    """Return levels as marks and steps as bars, falls filled and rises hollow, in table order."""
    series = draft.plot.series[0]
    found = draft.numbers(series.column)
    draft.cells.add("项目", draft.names)
    draft.cells.add(draft.name(series), found, draft.code(series))
    texts, frame = _add_texts(draft), lying_frame(draft, step_texts(draft))
    thin = float(f"{(draft.axis.high - draft.axis.low) * _MARK / frame.wide:.3g}")
    first = _add_places(draft, found, thin)
    looks = (
        HIDDEN,
        filled(series.label_colour or INK),
        filled(series.colour, series.colour),
        filled(WHITE, series.colour),
    )
    bars = "".join(
        f"<c:ser>{series_head(i, draft.cells, first + i)}{look}"
        f'<c:invertIfNegative val="0"/>{labels(None)}'
        f"{categories(draft.cells, texts)}{numbers(draft.cells, first + i)}</c:ser>"
        for i, look in enumerate(looks)
    )
    scale = ValueAxis(draft.axis, "b", "max", words=draft.small_print, labels_at="nextTo")
    axes = CategoryAxis("l", downwards=True).to_xml() + scale.to_xml()
    return Drawn(bar_group("bar", bars, ("stacked", 60, 100), (CATEGORIES, VALUES)), axes, frame)


def step_texts(draft: Draft) -> list[str]:
    """Return what stands beside the bars: names with their values as printed."""
    values = draft.values(draft.plot.series[0].column)
    printed = ["—" if value is None else value.text for value in values]
    return [f"{name}{_APART}{text}" for name, text in zip(draft.names, printed, strict=True)]


def _add_texts(draft: Draft) -> int:
    texts = step_texts(draft)
    formulas = [
        f'={address(0, row)}&"{_APART}"&{printed_cell(draft, 0, row, text.rpartition(_APART)[2])}'
        for row, text in enumerate(texts)
    ]
    return draft.cells.add("名称和数值（绘图用）", texts, formulas=formulas, helper=True)


def _add_places(draft: Draft, found: Sequence[Content], thin: float) -> int:
    """Add the columns of the bars; return the first one, of those that nobody sees."""
    last = len(found) - 1
    rows: list[tuple[Content, ...]] = []
    formulas: list[tuple[str, ...]] = []
    level = 0.0
    for row, number in enumerate(found):
        cell = address(_VALUES, row)
        if not isinstance(number, float):
            rows.append((None,) * 4)
            formulas.append(("",) * 4)
        elif row in (0, last):
            level = number
            rows.append((round(number - thin / 2, 9), thin, None, None))
            formulas.append((f"={cell}-{thin / 2:.15g}", "", "", ""))
        else:
            start, level = level, round(level + number, 9)
            rows.append((min(start, level), None, max(-number, 0.0), max(number, 0.0)))
            sums = [f"SUM({_START}:{end})" for end in (address(_VALUES, row - 1), cell)]
            placed = f"=MIN({','.join(sums)})"
            formulas.append((placed, "", f"=MAX(-{cell},0)", f"=MAX({cell},0)"))
    first = len(draft.cells.columns)
    for k, name in enumerate(_PLACED):
        values, own = [row[k] for row in rows], [row[k] for row in formulas]
        draft.cells.add(f"{name}（绘图用）", values, formulas=own, helper=True)
    return first
