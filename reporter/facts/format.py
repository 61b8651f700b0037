"""How a fact is printed: the only place that rounds, signs, and adds units.

Rounding is half up on the decimal value (86.25 -> 86.3), as a Chinese reader
expects; binary noise below 1e-9 is removed first so that 84.999999999999 is 85.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Literal

from .fact import Fact

Sign = Literal["auto", "plus", "abs"]

MISSING = "—"
HIDDEN = "*"
NOISE_DIGITS = 9
_MOST_DECIMALS = 6
_LEAST_P = 0.001  # a probability is never printed as 0.000

Bound = tuple[float, bool]
"""A lower bound, and whether the bound itself belongs to it."""

_UNIT_WORDS = {"points": "分", "percentage_points": "个百分点"}


@dataclass(frozen=True, slots=True)
class Printed:
    """A fact as printed: ``text`` (digits, sign, %), the ``unit`` word that follows, the number."""

    text: str
    unit: str
    number: float | None

    def __str__(self) -> str:
        return self.text + self.unit


def denoise(value: float) -> float:
    """Remove binary noise, so that comparisons agree with what a person computes."""
    return round(value, NOISE_DIGITS)


def round_half_up(value: float, decimals: int) -> Decimal:
    """Round on the decimal value, halves away from zero."""
    exact = Decimal(f"{value:.{NOISE_DIGITS}f}")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), rounding=ROUND_HALF_UP)
    return rounded if rounded else abs(rounded)  # never "-0.0"


def printed(fact: Fact, sign: Sign = "auto", decimals: int | None = None) -> Printed:
    """Return a fact as printed.

    Args:
        fact: the fact; a missing value prints ``—``, one hidden for its base ``*``.
        sign: ``auto`` prints a minus only, ``plus`` also a plus, ``abs`` neither.
        decimals: overrides ``fact.decimals`` (never below what the grade needs).
    """
    if isinstance(fact.value, str):
        return Printed(fact.shown if isinstance(fact.shown, str) else fact.value, "", None)
    if fact.value is None:
        return Printed(HIDDEN if fact.warning else MISSING, "", None)
    if fact.unit == "p" and float(fact.value) < _LEAST_P:
        return Printed(f"<{_LEAST_P}", "", _LEAST_P)
    if fact.unit in ("count", "rank"):
        text = f"{round_half_up(float(fact.value), 0):f}"
        return Printed(text, fact.counter if fact.unit == "count" else "", float(text))
    digits = fact.decimals if decimals is None else decimals
    scale = 100 if fact.unit in ("share", "percentage_points", "weight") else 1
    value = float(fact.value if fact.shown is None else fact.shown) * scale
    rounded = round_half_up(value, digits)
    number = abs(rounded) if sign == "abs" else rounded
    text = f"{number:+f}" if sign == "plus" and rounded else f"{number:f}"
    text = text.replace("-", "\N{MINUS SIGN}")
    if fact.unit in ("share", "weight"):
        text += "%"
    return Printed(text, _UNIT_WORDS.get(fact.unit, fact.counter), float(number))


def meets(value: float, bound: Bound) -> bool:
    """Tell whether the value reaches a lower bound; binary noise on either side is ignored."""
    minimum, inclusive = denoise(bound[0]), bound[1]
    exact = denoise(value)
    return exact >= minimum if inclusive else exact > minimum


def decimals_for_grade(value: float, bounds: Iterable[Bound], decimals: int) -> int:
    """Return the digits that keep the printed value on its own side of every bound.

    84.96 under a bound of 85 needs two digits: printed 85.0 it would seem to pass. So does
    95.004 over a bound of 95 that is not included, with three. Never more than six.
    """
    marks = tuple(bounds)
    for digits in range(decimals, _MOST_DECIMALS):
        shown = float(round_half_up(value, digits))
        if all(meets(shown, mark) == meets(value, mark) for mark in marks):
            return digits
    return max(decimals, _MOST_DECIMALS)


def parts_to_sum(values: Sequence[float], total: float, decimals: int) -> tuple[float, ...]:
    """Round parts (of either sign) so that they add, as printed, to ``total`` as printed.

    Largest remainder; ties go to the earlier entry. Where the total was rounded on its own, the
    difference is spread in the same order.
    """
    step = Decimal(1).scaleb(-decimals)
    exact = [Decimal(f"{value:.{NOISE_DIGITS}f}") for value in values]
    floors = [value.quantize(step, rounding=ROUND_FLOOR) for value in exact]
    if not floors:
        return ()
    missing = int((round_half_up(total, decimals) - sum(floors, Decimal(0))) / step)
    each, more = divmod(missing, len(floors))
    order = sorted(range(len(exact)), key=lambda i: (floors[i] - exact[i], i))
    for place, index in enumerate(order):
        floors[index] += step * (each + (place < more))
    return tuple(float(value) for value in floors)


def shares_to_whole(shares: Sequence[float], decimals: int = 1) -> tuple[float, ...]:
    """Round shares (0-1, adding to 1) so that the printed percentages add to 100 exactly.

    Returns shares (0-1) at print precision; see :func:`parts_to_sum`.
    """
    percent = parts_to_sum([share * 100 for share in shares], 100, decimals)
    return tuple(float(Decimal(repr(value)) / 100) for value in percent)
