"""Reference lines across lying bars, made of bars.

On a pair of axes behind the chart's own an invisible bar up to the value carries a very thin
one, and both fill their rows without a gap, so the thin ones make a line. A line or scatter
series would run along other axes in some programs; bars lie alike in all of them. Rows
without a category above the bars hold the lines' names and values: the highest line begins
in the first of them, so no line runs through the name of another.
"""

from __future__ import annotations

from collections.abc import Sequence

from ....document.colours import INK, WHITE, ink_on
from .cells import address, letters
from .draft import Draft, Rule
from .labels import Label, labels
from .looks import HIDDEN, filled
from .series import categories, numbers, series_head

_ON_DARK = "D9661F"


def crossing_bars(draft: Draft, rules: Sequence[Rule], thin: float) -> str:
    """Add the columns that place ``rules`` and return their ``c:ser``.

    Args:
        draft: its sheet holds the categories in column 0 below one row a rule, the series,
            and then each rule's value: rule k in row k.
        rules: from the highest value to the lowest; none below 0.
        thin: width of a line, in units of the axis.
    """
    first = 1 + len(draft.plot.series)
    out: list[str] = []
    for k in reversed(range(len(rules))):  # stacked from the lowest value
        rule = rules[k]
        up_to = _add_columns(draft, rules, k, thin)
        named = Label(rule.code, "inEnd", INK, series=True)
        index = first - 1 + 2 * len(out)
        strip = filled(_seen(draft, rule))
        out.append(
            f"<c:ser>{series_head(index, draft.cells, first + k)}{HIDDEN}"
            f'<c:invertIfNegative val="0"/>{labels(None, {k: named})}'
            f"{categories(draft.cells)}{numbers(draft.cells, up_to)}</c:ser>"
            f"<c:ser>{series_head(index + 1, draft.cells, up_to + 1)}{strip}"
            f'<c:invertIfNegative val="0"/>{labels(None)}'
            f"{categories(draft.cells)}{numbers(draft.cells, up_to + 1)}</c:ser>"
        )
    return "".join(out)


def _seen(draft: Draft, rule: Rule) -> str:
    """Return the colour of a line: its own, or one that is seen on white and on dark bars.

    The picture edges a dark line in white; the edges of so thin a bar would cover it.
    """
    dark = ink_on(draft.plot.series[0].colour) == WHITE
    return _ON_DARK if dark and ink_on(rule.look.colour) == WHITE else rule.look.colour


def _add_columns(draft: Draft, rules: Sequence[Rule], k: int, thin: float) -> int:
    """Write the bars of rule ``k``; return the column of those up to the line.

    They are formulas of the cells that hold the values, so changing one moves its line; below
    the rows of names they go by rank, so that lines may also change places.
    """
    count, last = len(draft.names) + len(rules), len(rules) - 1
    first = 1 + len(draft.plot.series)
    block = f"${letters(first)}$2:${letters(first + last)}${len(rules) + 1}"
    values: list[float | None] = []
    formulas: list[str] = []
    for row in range(count):
        if row < k:
            values.append(None)
            formulas.append("")
        elif row == k or k == last:
            values.append(rules[k].number)
            own = f"{address(first + k, k)}"
            formulas.append(f"={own}" if row == k or last == 0 else f"=LARGE({block},{k + 1})")
        else:
            gap = rules[k].number - rules[k + 1].number - thin
            values.append(max(round(gap, 9), 0.0))
            formulas.append(f"=MAX(0,LARGE({block},{k + 1})-LARGE({block},{k + 2})-{thin:.15g})")
    name, code = rules[k].name, rules[k].code
    column = draft.cells.add(f"{name}（画线位置）", values, code, formulas=formulas, helper=True)
    strip = [None if value is None else thin for value in values]
    draft.cells.add(f"{name}（画线宽度）", strip, helper=True)
    return column
