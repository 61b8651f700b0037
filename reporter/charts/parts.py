"""One chart too large for a page as several that fit."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TypeVar

from .chart import ChartData, Drawing, Series, TooManyError
from .kit import frame

_T = TypeVar("_T")


def drawn(
    draw: Callable[[ChartData], Drawing], data: ChartData, what: str, order: int | None
) -> tuple[Drawing, ...]:
    """Return as few drawings as hold all rows (or columns), of nearly equal size.

    Args:
        draw: draws one part or raises TooManyError.
        data: all of it.
        what: ``rows`` or ``columns``: what there is too much of.
        order: the series by which the chart sorts its rows, if it does.

    Raises:
        TooManyError: not even a single row or column fits.
    """
    if order is not None:
        data = frame.ordered(data, by=order)
    size = len(data.categories if what == "rows" else data.series)
    for count in range(2, size + 1):
        made: list[Drawing] = []
        try:
            for part in _parts(data, what, count):
                made += _with_columns(draw, part, what)
        except TooManyError as error:
            if error.what != what or count == size:
                raise
        else:
            return tuple(made)
    return (draw(data),)


def _with_columns(
    draw: Callable[[ChartData], Drawing], part: ChartData, what: str
) -> tuple[Drawing, ...]:
    """Draw a part; a part of the rows may still have too many columns, or the reverse."""
    try:
        return (draw(part),)
    except TooManyError as error:
        if error.what in (what, "series"):
            raise
        return drawn(draw, part, error.what, None)


def _parts(data: ChartData, what: str, count: int) -> list[ChartData]:
    if what == "columns":
        return [replace(data, series=part) for part in split(data.series, count)]
    rows = split(range(len(data.categories)), count)
    return [
        replace(
            data,
            categories=tuple(data.categories[i] for i in part),
            series=tuple(Series(s.name, tuple(s.facts[i] for i in part)) for s in data.series),
            flags=tuple(data.flags[i] for i in part if data.flags),
        )
        for part in rows
    ]


def split(values: Sequence[_T], count: int) -> list[tuple[_T, ...]]:
    """Return ``count`` runs whose lengths differ by one at most, the longer ones first."""
    size, more = divmod(len(values), count)
    starts = [i * size + min(i, more) for i in range(count + 1)]
    return [tuple(values[a:b]) for a, b in pairwise(starts)]
