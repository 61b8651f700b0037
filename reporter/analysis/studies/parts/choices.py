"""Answers that are picked from a list: one or several of them, in what order they print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ....errors import DataError, Problem
from ....facts.wording import is_other
from ....project.nearest import listing, quote
from ...study import Study

if TYPE_CHECKING:
    import numpy as np

_MOST_LISTED = 20
_TYPED = re.compile(r"〖[^〗]*〗")
"""What a respondent typed beside an answer: 其他〖充电桩〗 (问卷星)."""


def in_order(names: Sequence[str], shares: Sequence[float] | np.ndarray) -> list[int]:
    """Return the places by share, highest first; 其他 last, equals as given."""
    return sorted(
        range(len(names)), key=lambda j: (is_other(names[j]), -round(float(shares[j]), 12), j)
    )


def picked(text: str, separator: str) -> tuple[str, ...]:
    """Return the answers in a cell, each once, without what was typed beside them."""
    text = _TYPED.sub("", text)
    parts = text.split(separator) if separator else [text]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def mentions(
    study: Study, column: str, separator: str = "", levels: Sequence[str] = ()
) -> tuple[list[str], np.ndarray]:
    """Return the answers of a column, and who gave them, bool [rows, answers].

    The answers stand as in ``levels``, which may hold some that nobody gave, else as they turn
    up. A row without an answer holds no True.

    Raises:
        DataError: there is no such column, or an answer that ``levels`` does not hold.
    """
    import numpy as np

    rows = [picked(text, separator) for text in study.table.texts(column)]
    found = dict.fromkeys(name for row in rows for name in row)
    if levels:
        _check(study, column, rows, levels)
    names = list(levels) or list(found)
    places = {name: j for j, name in enumerate(names)}
    chosen = np.zeros((len(rows), len(names)), dtype=bool)
    for i, row in enumerate(rows):
        for name in row:
            chosen[i, places[name]] = True
    return names, chosen


def _check(
    study: Study, column: str, rows: Sequence[tuple[str, ...]], levels: Sequence[str]
) -> None:
    wrong = [(i, name) for i, row in enumerate(rows) for name in row if name not in levels]
    if wrong:
        raise DataError(
            Problem(
                "study.answer",
                f"{quote(name)}不是所列的答案。",
                f"可用的答案：{listing(levels)}。请改正，或写进 levels，或写进 missing。",
                study.table.place(i, column),
            )
            for i, name in wrong[:_MOST_LISTED]
        )
