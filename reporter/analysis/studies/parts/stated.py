"""A fact that says why it has no value, where it has none."""

from __future__ import annotations

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
