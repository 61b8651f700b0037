"""Facts that say why they have no value, where they have none."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ....facts.fact import Fact
from ...study import Row, Study


def stated(
    study: Study,
    statistic: str,
    value: float | int | str | None,
    row: Row | None = None,
    *,
    why: str,
    **about: Any,
) -> Fact:
    """Return :meth:`.Study.fact`; ``why`` is its error where ``value`` is None."""
    return study.fact(statistic, value, row, error=why if value is None else "", **about)


def bounds(
    study: Study,
    name: str,
    ends: tuple[float | None, float | None] | None,
    row: Row | None = None,
    *,
    why: str = "",
    **about: Any,
) -> Iterator[Fact]:
    """Yield the ends of an interval as facts of their own, which tables can print.

    They are ``name_low`` and ``name_high``; ``why`` is the error of one that is None.
    """
    for end, value in zip(("low", "high"), ends or (None, None), strict=True):
        yield stated(study, f"{name}_{end}", value, row, why=why, **about)
