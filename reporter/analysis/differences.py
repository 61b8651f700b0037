"""The difference of two facts: computed exactly, printed so that a reader can check it."""

from __future__ import annotations

from dataclasses import replace

from ..facts.fact import Fact
from ..facts.format import denoise, printed
from ..facts.wording import difference_unit


def difference(fact: Fact, first: Fact, second: Fact) -> Fact:
    """Return ``fact`` with the value of first - second.

    ``shown`` is the difference of the two printed numbers (90.3 - 89.9 prints 0.4, even
    where the exact difference is 0.46): two figures and their difference stand side by
    side in tables, and a reader subtracts. Without both values ``fact`` is unchanged.
    """
    one, other = first.number, second.number
    if one is None or other is None:
        return fact
    scale = 100 if first.unit == "share" else 1
    shown = (printed(first).number or 0.0) - (printed(second).number or 0.0)
    return replace(
        fact,
        value=one - other,
        shown=denoise(shown / scale),
        unit=difference_unit(first.unit),
        decimals=max(first.decimals, second.decimals),
    )
