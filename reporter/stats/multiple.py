"""Several tests at once: p values adjusted so that the chance of any false alarm stays the same."""

from __future__ import annotations

from collections.abc import Sequence


def holm(values: Sequence[float]) -> tuple[float, ...]:
    """Return Holm's adjusted p values, in the order given; never below the raw ones.

    Source: Holm 1979, Scandinavian Journal of Statistics 6.
    """
    order = sorted(range(len(values)), key=lambda i: values[i])
    adjusted = [0.0] * len(values)
    highest = 0.0
    for place, i in enumerate(order):
        highest = max(highest, min(1.0, values[i] * (len(values) - place)))
        adjusted[i] = highest
    return tuple(adjusted)
