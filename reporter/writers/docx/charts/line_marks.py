"""Marks that are series of their own: points set off on a line, and names of some periods."""

from __future__ import annotations

from collections.abc import Mapping

from .cells import address, letters
from .draft import Draft
from .labels import Label, Place, labels
from .looks import NO_LINE, marker, shape
from .series import categories, numbers, series_head

_LARGER = 9  # points: over the marker of the line


def remarked(draft: Draft) -> set[int]:
    """Return the places, in drawing order, of the points that are set off."""
    rows = {row for remark in draft.plot.remarks for row in remark.rows}
    return {place for place, row in enumerate(draft.order) if row in rows}


def remark_series(draft: Draft, first: int, found: Mapping[int, Place]) -> str:
    """Return a ``c:ser`` a remark, of index ``first`` on: its points lie on those of series 0.

    Their cells follow the cells of the values, so that a point moves with its value.
    """
    made = []
    series = draft.plot.series[0]
    code, values = draft.code(series), draft.numbers(series.column)
    for i, remark in enumerate(draft.plot.remarks):
        places = [place for place, row in enumerate(draft.order) if row in remark.rows]
        kept = [value if place in places else None for place, value in enumerate(values)]
        formulas = [f"={address(1, p)}" if p in places else "" for p in range(len(kept))]
        column = draft.cells.add(remark.name, kept, code, formulas=formulas)
        told = {p: Label(code, found[p], remark.colour) for p in places if p in found}
        made.append(
            f"<c:ser>{series_head(first + i, draft.cells, column)}{shape(NO_LINE)}"
            f"{marker(remark.marker, remark.colour, size=_LARGER)}{labels(None, told)}"
            f"{categories(draft.cells)}{numbers(draft.cells, column)}"
            '<c:smooth val="0"/></c:ser>'
        )
    return "".join(made)


def name_series(draft: Draft, index: int, every: int) -> str:
    """Return the ``c:ser`` that names every so many periods, to the last, below the axis.

    Labels of the axis itself would not do: LibreOffice prints all of them and breaks each.
    """
    count = len(draft.names)
    source = f"=${letters(len(draft.cells.columns))}$2"
    formulas = ["", *[source] * (count - 1)]
    lowest = [float(draft.axis.low)] * count
    column = draft.cells.add("时间的位置（绘图用）", lowest, formulas=formulas, helper=True)
    name = Label(place="b", value=False, category=True)
    shown: dict[int, Label | None] = {i: name for i in range(count) if (count - 1 - i) % every == 0}
    return (
        f"<c:ser>{series_head(index, draft.cells, column)}{shape(NO_LINE)}{marker('none', '')}"
        f"{labels(None, shown)}{categories(draft.cells)}{numbers(draft.cells, column)}"
        '<c:smooth val="0"/></c:ser>'
    )
