"""Answers that are picked from a list: one or several of them, in what order they print."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ....errors import DataError, Problem
from ....facts.wording import is_other
from ....project.nearest import did_you_mean, listing, quote
from ....project.readers.table import capped
from ...study import Study

if TYPE_CHECKING:
    import numpy as np

_TYPED = re.compile(r"〖[^〗]*〗")
"""What a respondent typed beside an answer: 其他〖充电桩〗 (问卷星)."""

_SEPARATORS = ("┋", "│", "|", "；", ";", "→", "/", "、", "，", ",")


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
    texts = study.table.texts(column)
    _ask_for_separator(study, column, separator, texts)
    rows = [picked(text, separator) for text in texts]
    found = dict.fromkeys(name for row in rows for name in row)
    if levels:
        refuse_unlisted(study, column, rows, levels, "答案")
    names = list(levels) or list(found)
    return names, by_row(rows, names)


def _ask_for_separator(study: Study, column: str, separator: str, texts: Sequence[str]) -> None:
    """Note that answers look joined by another separator: each pair would be an answer itself."""
    cells = dict.fromkeys(_TYPED.sub("", text) for text in texts if text)
    if not separator or any(separator in cell for cell in cells):
        return
    for other in _SEPARATORS:
        joined = [cell for cell in cells if other in cell]
        parts = {part.strip() for cell in joined for part in cell.split(other)}
        if len(joined) < 2 or len(parts | (set(cells) - set(joined))) >= len(cells):
            continue
        seen = f"却有{len(joined)}种写法含“{other}”，如{quote(joined[0])}。"
        what = f"没有一格用“{separator}”分隔，{seen}"
        hint = f'如是几个答案，请写 separator = "{other}"。'
        place = study.table.place(column=column)
        problem = Problem("study.separator", what, hint, place, "warning")
        if problem not in study.notes:
            study.notes.append(problem)
        return


def by_row(rows: Sequence[Sequence[str]], names: Sequence[str]) -> np.ndarray:
    """Return who has which name, bool [rows, names]; ``names`` holds all that the rows do."""
    import numpy as np

    places = {name: j for j, name in enumerate(names)}
    found = np.zeros((len(rows), len(names)), dtype=bool)
    for i, row in enumerate(rows):
        for name in row:
            found[i, places[name]] = True
    return found


def refuse_unlisted(
    study: Study, column: str, rows: Sequence[Sequence[str]], listed: Sequence[str], what: str
) -> None:
    """Refuse what is not listed; ``what`` a row holds: 答案, 类别.

    Raises:
        DataError: with the first place of each, and how often it stands there.
    """
    wrong: dict[str, list[int]] = {}
    for i, row in enumerate(rows):
        for name in row:
            if name not in listed:
                wrong.setdefault(name, []).append(i)
    if wrong:
        raise DataError(
            capped(
                Problem(
                    "study.answer" if what == "答案" else "study.group",
                    f"{quote(name)}不是所列的{what}" + (f"，共{len(at)}处。" if at[1:] else "。"),
                    did_you_mean(name, listed)
                    + f"可用的{what}：{listing(listed)}。请改正，或写进 levels，或写进 missing。",
                    study.table.place(at[0], column),
                )
                for name, at in wrong.items()
            )
        )
