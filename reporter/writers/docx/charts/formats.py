"""Number formats that print a number as the report does."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ....document.nodes import Value

_PRINTED = re.compile(r"([+\N{MINUS SIGN}-]?)([\d,]+)(?:\.(\d+))?(\D*)")


def code_of(values: Iterable[Value | None], *, bare: bool = False) -> str:
    """Return the format code of values: decimals, sign and what follows the digits, as printed.

    ``bare`` leaves out what follows (%), where the unit is printed once.
    """
    found = [_PRINTED.fullmatch(v.text) for v in values if v is not None and v.number is not None]
    matches = [match for match in found if match is not None]
    if not matches:
        return "General"
    decimals = max(len(match[3] or "") for match in matches)
    digits = "#,##0" if any("," in match[2] for match in matches) else "0"
    tail = "" if bare else next((match[4] for match in matches if match[4]), "")
    plain = digits + ("." + "0" * decimals if decimals else "")
    plain += f'"{tail}"' if tail and '"' not in tail else ""
    if any(match[1] == "+" for match in matches):
        return f'"+"{plain};"\N{MINUS SIGN}"{plain};{plain}'
    return signed(plain) if any(match[1] for match in matches) else plain


def signed(plain: str) -> str:
    """Return a format with the minus sign of print instead of the keyboard's hyphen."""
    return f'{plain};"\N{MINUS SIGN}"{plain}'


def ticks(decimals: int, low: float) -> str:
    """Return the format of tick labels."""
    plain = "0" + ("." + "0" * decimals if decimals else "")
    return signed(plain) if low < 0 else plain
