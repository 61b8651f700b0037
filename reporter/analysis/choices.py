"""Answers that are picked from a list: one or several of them, in what order they print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from .study import Study

if TYPE_CHECKING:
    import numpy as np

_OTHER = re.compile(r"其[他它](?:$|[（(【，,：:〖]|[^人])")
_TYPED = re.compile(r"〖[^〗]*〗")
"""What a respondent typed beside an answer: 其他〖充电桩〗 (问卷星)."""


def is_other(name: str) -> bool:
    """Tell whether an answer gathers what is left, as 其他 does: it stands last."""
    return _OTHER.match(name.strip()) is not None


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


def mentions(study: Study, column: str, separator: str = "") -> tuple[list[str], np.ndarray]:
    """Return the answers of a column as they turn up, and who gave them, bool [rows, answers].

    A row without an answer holds no True.

    Raises:
        DataError: there is no such column.
    """
    import numpy as np

    rows = [picked(text, separator) for text in study.table.texts(column)]
    names = list(dict.fromkeys(name for row in rows for name in row))
    places = {name: j for j, name in enumerate(names)}
    chosen = np.zeros((len(rows), len(names)), dtype=bool)
    for i, row in enumerate(rows):
        for name in row:
            chosen[i, places[name]] = True
    return names, chosen
