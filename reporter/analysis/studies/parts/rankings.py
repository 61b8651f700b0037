"""Rankings as people gave them: an order in one cell, a column a place, or a column an item."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from ....errors import DataError, Problem
from ....project.nearest import listing, quote
from ....project.readers.table import capped
from ...study import Study
from .choices import picked
from .questions import distinct

if TYPE_CHECKING:
    from collections.abc import Mapping

    import numpy as np


class Asked(Protocol):
    """What names the columns; exactly one of ``column``, ``places``, ``columns`` is given."""

    @property
    def column(self) -> str: ...  # noqa: D102
    @property
    def separator(self) -> str: ...  # noqa: D102
    @property
    def places(self) -> tuple[str, ...]: ...  # noqa: D102
    @property
    def columns(self) -> Mapping[str, str]: ...  # noqa: D102
    @property
    def items(self) -> tuple[str, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True, eq=False)
class Rankings:
    """What people ranked: ``ranks`` and ``listed`` are [people, items], ``rows`` those of them."""

    names: list[str]
    ranks: np.ndarray
    listed: np.ndarray
    rows: list[int]


def read_rankings(study: Study, asked: Asked) -> Rankings:
    """Return items and ranks; people who listed nothing are out.

    What somebody did not list shares the places that are left: of five items with two listed,
    each of the others has rank 4.

    Raises:
        DataError: an item twice in a row, one that is not known, or a rank that is none.
    """
    import numpy as np

    given = _from_numbers(study, asked) if asked.columns else _from_orders(study, asked)
    names, orders = given
    k = len(names)
    rows = [i for i, order in enumerate(orders) if order]
    kept = [orders[i] for i in rows]
    ranks = np.zeros((len(kept), k))
    listed = np.zeros((len(kept), k), dtype=bool)
    for i, order in enumerate(kept):
        ranks[i] = (len(order) + 1 + k) / 2
        for place, name in enumerate(order, start=1):
            j = names.index(name)
            ranks[i, j], listed[i, j] = place, True
    return Rankings(names, ranks, listed, rows)


def _from_orders(study: Study, asked: Asked) -> tuple[list[str], list[Sequence[str]]]:
    table = study.table
    orders: list[Sequence[str]]
    if asked.column:
        texts = table.texts(asked.column)
        orders = [[p for t in text.split(asked.separator) for p in picked(t, "")] for text in texts]
        columns: tuple[str, ...] = (asked.column,)
    else:
        distinct(study, asked.places, "位次")
        cells = zip(*(table.texts(name) for name in asked.places), strict=True)
        orders = [_without_gaps(study, asked, i, row) for i, row in enumerate(cells)]
        columns = asked.places
    names = list(asked.items) or sorted({name for order in orders for name in order})
    problems = []
    for i, order in enumerate(orders):
        twice = next((name for name in order if list(order).count(name) > 1), "")
        if twice:
            what, hint = f"{quote(twice)}在同一人的次序里出现两次。", "每项只排一次，请改正。"
            problems.append(Problem("study.rank_twice", what, hint, table.place(i, columns[0])))
        unknown = next((name for name in order if name not in names), "")
        if unknown:
            what = f"{quote(unknown)}不是所列的选项。"
            hint = f"可用的选项：{listing(names)}。请改正，或写进 items。"
            problems.append(Problem("study.rank_item", what, hint, table.place(i, columns[0])))
    if problems:
        raise DataError(capped(problems))
    return names, orders


def _from_numbers(study: Study, asked: Asked) -> tuple[list[str], list[Sequence[str]]]:
    table, names = study.table, list(asked.columns)
    columns = list(asked.columns.values())
    distinct(study, columns, "列")
    numbers = table.numbers(columns, None, (1, len(names)))
    problems, orders = [], []
    for i, row in enumerate(numbers):
        given = sorted((value, j) for j, value in enumerate(row) if value == value)
        for place, (value, j) in enumerate(given, start=1):
            if value != place:
                what = f"这一行的位次不是从1起依次排列：{value:g}重复或跳号。"
                hint = "位次应为1、2、3……各一个，请改正。"
                problems.append(Problem("study.rank", what, hint, table.place(i, columns[j])))
                break
        orders.append([names[j] for _, j in given])
    if problems:
        raise DataError(capped(problems))
    return names, list(orders)


def _without_gaps(study: Study, asked: Asked, i: int, row: tuple[str, ...]) -> list[str]:
    """Return the places that are filled; a blank one before a filled one is an error."""
    given = [text for text in row if text]
    if any(row[len(given) :]):
        column = asked.places[row.index("")]
        what, hint = "这一位空缺，后面的位次却填了。", "请补上，或把后面的位次前移。"
        raise DataError(Problem("study.rank_gap", what, hint, study.table.place(i, column)))
    return given
